"""The IRIs that danhmuc itself speaks of, as pyoxigraph terms.

Only names that the pipe itself asks for stand here. All terms of the vocabularies, as rdflib's, are in `namespaces`.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

__all__ = [
    "CATALOG",
    "CATALOG_RECORD",
    "DCAT",
    "DCT",
    "DISTRIBUTION",
    "DISTRIBUTION_OF",
    "DMV",
    "FOAF",
    "LINKS",
    "MEMBERSHIP",
    "PRIMARY_TOPIC",
    "RDF_TYPE",
    "RECORD_CLASSES",
    "SKOS",
    "VCARD",
]

DCAT: Final = "http://www.w3.org/ns/dcat#"
DCT: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
DMV: Final = "https://w3id.org/danhmuc/def#"

RDF_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
CATALOG: Final = NamedNode(DCAT + "Catalog")
CATALOG_RECORD: Final = NamedNode(DCAT + "CatalogRecord")
DISTRIBUTION: Final = NamedNode(DCAT + "Distribution")
DISTRIBUTION_OF: Final = NamedNode(DCAT + "distribution")
PRIMARY_TOPIC: Final = NamedNode(FOAF + "primaryTopic")

RECORD_CLASSES: Final = frozenset(
    {
        CATALOG,
        NamedNode(DCAT + "Dataset"),
        NamedNode(DCAT + "DatasetSeries"),
        NamedNode(DCAT + "DataService"),
        NamedNode(DMV + "Database"),
    }
)
"""The classes whose instances are records."""

MEMBERSHIP: Final = frozenset(NamedNode(DCAT + name) for name in ("dataset", "service", "catalog", "record"))
"""What a catalogue lists with: kept as rows, outside the catalogue's own graph."""

LINKS: Final = MEMBERSHIP | {
    NamedNode(DCAT + "inSeries"),
    NamedNode(DCAT + "servesDataset"),
    NamedNode(DCT + "isPartOf"),
}
"""The properties of which is known who names whom by them, so that rules can follow them backwards."""
