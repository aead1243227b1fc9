"""The order in which readers expect the properties of a description: DCAT's, then those of its parts, then by name."""

from __future__ import annotations

from typing import Final

from ..prefixes import PREFIXES

__all__ = ["PropertyOrder", "class_rank"]


def _names(listed: str) -> list[str]:
    """Names with prefixes as N-Quads have them."""
    parts = (name.partition(":") for name in listed.split())
    return [f"<{PREFIXES[prefix]}{local}>" for prefix, _, local in parts]


_PROPERTIES: Final = _names(
    """
    rdf:type
    dct:title dct:alternative foaf:name vcard:fn skos:prefLabel rdfs:label skos:altLabel
    dct:description rdfs:comment skos:definition
    dct:identifier adms:identifier skos:notation dct:type
    dcat:keyword dcat:theme dct:subject
    dct:publisher dct:creator dcat:contactPoint prov:qualifiedAttribution dct:rightsHolder
    dct:issued dct:modified dct:accrualPeriodicity dcat:version adms:versionNotes adms:status
    dct:language dct:spatial dcat:spatialResolutionInMeters dct:temporal dcat:temporalResolution
    dcat:startDate dcat:endDate time:hasBeginning time:hasEnd
    dcat:bbox dcat:centroid locn:geometry skos:inScheme
    dct:accessRights dmv:sharingNature dmv:sharingForm dmv:sharingMethod dmv:purpose
    dmv:personalData dmv:importance dmv:secrecy dmv:reviewedOn dmv:plannedPublication
    dct:license dct:rights odrl:hasPolicy dcatap:applicableLegislation
    dcatap:hvdCategory dcatap:availability dct:conformsTo dct:provenance
    foaf:homepage dcat:landingPage foaf:page
    vcard:hasEmail vcard:hasTelephone vcard:hasURL vcard:hasAddress foaf:mbox
    dcat:accessURL dcat:downloadURL dcat:mediaType dct:format dcat:compressFormat dcat:packageFormat dcat:byteSize
    spdx:checksum spdx:algorithm spdx:checksumValue dcat:accessService
    dcat:endpointURL dcat:endpointDescription dcat:servesDataset
    dct:source dct:relation dcat:qualifiedRelation dct:isReferencedBy prov:wasGeneratedBy
    dcat:hasVersion dcat:isVersionOf dcat:hasCurrentVersion dcat:previousVersion dct:replaces dct:isReplacedBy
    dcat:inSeries dcat:prev dcat:next dcat:first dcat:last
    dct:isPartOf dct:hasPart adms:sample foaf:primaryTopic
    rdf:first rdf:rest
    """
)
_LAST: Final = _names("dcat:themeTaxonomy dcat:distribution dcat:catalog dcat:service dcat:dataset dcat:record")
"""What is long stands at the end, even behind properties that no table knows."""

_CLASSES: Final = _names(
    "dcat:Catalog dcat:DatasetSeries dcat:Dataset dmv:Database dcat:DataService dcat:CatalogRecord "
    "dcat:Distribution foaf:Agent"
)


_RANKS: Final = {
    **{name: f"1{rank:03d}" for rank, name in enumerate(_PROPERTIES)},
    **{name: f"3{rank:03d}" for rank, name in enumerate(_LAST)},
}
_CLASS_RANKS: Final = {name: rank for rank, name in enumerate(_CLASSES)}

_KEPT: Final = 1 << 16


def class_rank(types: list[str]) -> int:
    """Where a resource of these classes, written as in N-Quads, stands among those of one graph; 0 is first."""
    return min((_CLASS_RANKS.get(listed, len(_CLASSES)) for listed in types), default=len(_CLASSES))


class PropertyOrder(dict[str, str]):
    """What to sort a predicate by, written as in N-Quads; made when first asked for."""

    def __missing__(self, predicate: str) -> str:
        """In the table, by its place; else by name."""
        if len(self) > _KEPT:
            self.clear()
        key = self[predicate] = _RANKS.get(predicate, "2") + predicate
        return key
