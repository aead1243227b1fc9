"""Licences."""

from __future__ import annotations

from .concept_fields import ManyConcepts
from .fields import OneText, Translated
from .object_fields import Address
from .resource import Resource

__all__ = ["LicenseDocument"]


class LicenseDocument(Resource):
    """The document that says how data may be used.

    Source: DCAT-AP 3.0.1, class Licence Document.
    """

    __slots__ = ()

    types: ManyConcepts = ManyConcepts("dct:type", "0..*", "licence-type", "What it permits and demands, in kind.")
    title: Translated = Translated("dct:title", "0..*", "Its name. Source: DCMI Metadata Terms.")
    description: Translated = Translated("dct:description", "0..*", "Its terms in short. Source: DCMI Metadata Terms.")
    identifier: OneText = OneText("dct:identifier", "0..1", "Its short name. Source: DCMI Metadata Terms.")
    homepage: Address = Address(
        "foaf:homepage", "0..1", "Web address of its text. Source: FOAF.", range="foaf:Document"
    )
