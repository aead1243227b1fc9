"""Code lists themselves; their items are concepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fields import OneText, Translated
from .literal_fields import OneTemporal
from .object_fields import Many
from .resource import Resource

if TYPE_CHECKING:
    from .concept import Concept

__all__ = ["ConceptScheme"]


class ConceptScheme(Resource):
    """A code list or another scheme of concepts, such as the themes of a catalogue.

    Source: DCAT-AP 3.0.1, class Concept Scheme; SKOS Reference.
    """

    __slots__ = ()

    title: Translated = Translated("dct:title", "1..*", "Its name.")
    description: Translated = Translated("dct:description", "0..*", "What it lists. Source: DCMI Metadata Terms.")
    issued: OneTemporal = OneTemporal("dct:issued", "0..1", "When it was first published. Source: DCMI Metadata Terms.")
    modified: OneTemporal = OneTemporal("dct:modified", "0..1", "When it last changed. Source: DCMI Metadata Terms.")
    version: OneText = OneText("dcat:version", "0..1", "Its version, as a number or name. Source: DCAT 3.")
    top_concepts: Many[Concept] = Many(
        "skos:hasTopConcept", "0..*", "Concept", "Its most general items. Source: SKOS Reference."
    )
