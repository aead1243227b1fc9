"""Agents: organisations and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.prefixes import expand

from .concept_fields import OneConcept
from .fields import OneText, SeveralTexts, Translated
from .object_fields import Address, Many, One
from .resource import Resource

if TYPE_CHECKING:
    from .identifier import Identifier

__all__ = ["Agent"]


class Agent(Resource):
    """An organisation or a person that has to do with data.

    Source: DCAT-AP 3.0.1, class Agent; DCAT-US 3.0, class Organization.
    """

    __slots__ = ()
    other_classes = tuple(
        expand(name) for name in ("foaf:Organization", "foaf:Person", "foaf:Group", "org:Organization")
    )

    name: Translated = Translated("foaf:name", "1..*", "Its name.")
    type: OneConcept = OneConcept("dct:type", "0..1", "publisher-type", "What kind of agent it is.")
    identifier: OneText = OneText(
        "dct:identifier", "0..1", "Its code; of a Vietnamese agency as in H57.12. Source: Decision 20/2020/QĐ-TTg."
    )
    alternative_identifiers: Many[Identifier] = Many(
        "adms:identifier", "0..*", "Identifier", "All other codes. Source: Decision 20/2020/QĐ-TTg."
    )
    homepage: Address = Address(
        "foaf:homepage", "0..1", "Web address of its main page. Source: FOAF.", range="foaf:Document"
    )
    part_of: One[Agent] = One(
        "org:subOrganizationOf", "0..1", "Agent", "The organisation that it belongs to. Source: Organization Ontology."
    )
    preferred_label: Translated = Translated("skos:prefLabel", "0..1", "The name that it prefers. Source: DCAT-US 3.0.")
    alternative_labels: SeveralTexts = SeveralTexts("skos:altLabel", "0..*", "Other names of it. Source: DCAT-US 3.0.")
    notation: OneText = OneText("skos:notation", "0..1", "Its short name or code. Source: DCAT-US 3.0.")
