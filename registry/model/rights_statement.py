"""Statements about rights."""

from __future__ import annotations

from .fields import Translated
from .object_fields import Address
from .resource import Resource

__all__ = ["RightsStatement"]


class RightsStatement(Resource):
    """A statement about rights, such as the regulation on the use of a database.

    Source: DCAT-AP 3.0.1, class Rights statement; Decree 47/2020/NĐ-CP, Art. 22.
    """

    __slots__ = ()

    title: Translated = Translated("dct:title", "0..*", "Its name. Source: DCMI Metadata Terms.")
    description: Translated = Translated("dct:description", "0..*", "What it says. Source: DCMI Metadata Terms.")
    label: Translated = Translated("rdfs:label", "0..*", "What it says, in short. Source: RDF Schema.")
    homepage: Address = Address(
        "foaf:homepage", "0..1", "Web address of its text. Source: FOAF.", range="foaf:Document"
    )
