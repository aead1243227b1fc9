"""Standards, schemas and profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fields import OneText, Translated
from .literal_fields import OneTemporal
from .object_fields import One
from .resource import Resource

if TYPE_CHECKING:
    from .concept_scheme import ConceptScheme

__all__ = ["Standard"]


class Standard(Resource):
    """A standard, schema or profile that something follows.

    Source: DCAT-AP 3.0.1, class Standard; DCAT-US 3.0.
    """

    __slots__ = ()

    title: Translated = Translated("dct:title", "0..*", "Its name. Source: DCAT-US 3.0.")
    description: Translated = Translated("dct:description", "0..*", "What it is about. Source: DCAT-US 3.0.")
    identifier: OneText = OneText(
        "dct:identifier", "0..1", "Its number, such as TCVN 7980-2:2024. Source: DCAT-US 3.0."
    )
    issued: OneTemporal = OneTemporal("dct:issued", "0..1", "When it was published. Source: DCAT-US 3.0.")
    version: OneText = OneText("dcat:version", "0..1", "Its version. Source: DCAT 3.")
    in_scheme: One[ConceptScheme] = One(
        "skos:inScheme", "0..1", "ConceptScheme", "The collection that it is from. Source: DCAT-US 3.0."
    )
