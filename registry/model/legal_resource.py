"""Decisions and laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .concept_fields import OneConcept
from .fields import OneText, Translated
from .literal_fields import OneTemporal
from .object_fields import Address, Many, One
from .resource import Resource

if TYPE_CHECKING:
    from .agent import Agent

__all__ = ["LegalResource"]


class LegalResource(Resource):
    """A decision, decree or law. Its number, year and issuer name it only together: numbers begin anew each year.

    Source: DCAT-AP 3.0.1, class Legal Resource; European Legislation Identifier ontology.
    """

    __slots__ = ()

    number: OneText = OneText(
        "dct:identifier", "0..1", "Its number and sign, such as 47/2020/NĐ-CP. Source: DCMI Metadata Terms."
    )
    title: Translated = Translated("dct:title", "0..*", "What it is about. Source: DCMI Metadata Terms.")
    date: OneTemporal = OneTemporal("dct:date", "0..1", "The day on which it was signed. Source: DCMI Metadata Terms.")
    issuer: One[Agent] = One("dct:publisher", "0..1", "Agent", "Who issued it. Source: Circular 24/2011/TT-BTTTT.")
    type: OneConcept = OneConcept(
        "eli:type_document", "0..1", "", "What kind of act it is. Source: European Legislation Identifier ontology."
    )
    in_force_from: OneTemporal = OneTemporal(
        "eli:first_date_entry_in_force",
        "0..1",
        "The first day on which it is in force. Source: European Legislation Identifier ontology.",
    )
    in_force_until: OneTemporal = OneTemporal(
        "eli:date_no_longer_in_force",
        "0..1",
        "The day on which it ceases to be in force. Source: European Legislation Identifier ontology.",
    )
    repealed_by: Many[LegalResource] = Many(
        "eli:repealed_by",
        "0..*",
        "LegalResource",
        "What repeals it, in whole or in part. Source: European Legislation Identifier ontology.",
    )
    homepage: Address = Address(
        "foaf:homepage", "0..1", "Web address of its text. Source: FOAF.", range="foaf:Document"
    )
