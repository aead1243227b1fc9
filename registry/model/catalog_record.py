"""Catalogue records: what a catalogue says about its own entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .concept_fields import ManyConcepts, OneConcept
from .fields import Translated
from .literal_fields import OneTemporal
from .object_fields import Many, One
from .resource import Resource

if TYPE_CHECKING:
    from .cataloged_resource import CatalogedResource
    from .standard import Standard

__all__ = ["CatalogRecord"]


class CatalogRecord(Resource):
    """The entry of a catalogue, not what it describes: when it was listed, from where, after which profile.

    Source: DCAT-AP 3.0.1, class Catalogue Record.
    """

    __slots__ = ()

    primary_topic: One[CatalogedResource] = One(
        "foaf:primaryTopic", "1", "CatalogedResource", "What the entry describes."
    )
    title: Translated = Translated("dct:title", "0..*", "Name of the entry.")
    description: Translated = Translated("dct:description", "0..*", "About the entry.")
    issued: OneTemporal = OneTemporal("dct:issued", "0..1", "When it was listed.")
    modified: OneTemporal = OneTemporal("dct:modified", "1", "When the entry, not the data, last changed.")
    status: OneConcept = OneConcept("adms:status", "0..1", "", "How the entry last changed.")
    languages: ManyConcepts = ManyConcepts(
        "dct:language", "0..*", "language", "Languages of the metadata.", range="dct:LinguisticSystem"
    )
    conforms_to: Many[Standard] = Many("dct:conformsTo", "0..*", "Standard", "Profiles that the metadata follows.")
    source: One[CatalogRecord] = One("dct:source", "0..1", "CatalogRecord", "The entry that it was taken from.")
