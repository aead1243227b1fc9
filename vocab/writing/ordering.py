"""The order of the properties of a description: DCAT's, then those of its parts, then by name."""

from __future__ import annotations

from typing import Final

from ..terms import ADMS, DCAT, DCATAP, DCT, DMV, FOAF, LOCN, ODRL, PROV, RDF, RDFS, SKOS, SPDX, TIME, VCARD

_PROPERTIES: Final = (
    RDF.type,
    *(DCT.title, DCT.alternative, FOAF.name, VCARD.fn, SKOS.prefLabel, RDFS.label, SKOS.altLabel),
    *(DCT.description, RDFS.comment, SKOS.definition),
    *(DCT.identifier, ADMS.identifier, SKOS.notation, DCT.type),
    *(DCAT.keyword, DCAT.theme, DCT.subject),
    *(DCT.publisher, DCT.creator, DCAT.contactPoint, PROV.qualifiedAttribution, DCT.rightsHolder),
    *(DCT.issued, DCT.modified, DCT.accrualPeriodicity, DCAT.version, ADMS.versionNotes, ADMS.status),
    *(DCT.language, DCT.spatial, DCAT.spatialResolutionInMeters, DCT.temporal, DCAT.temporalResolution),
    *(DCAT.startDate, DCAT.endDate, TIME.hasBeginning, TIME.hasEnd),
    *(DCAT.bbox, DCAT.centroid, LOCN.geometry, SKOS.inScheme),
    *(DCT.accessRights, DMV.sharingNature, DMV.sharingForm, DMV.sharingMethod, DMV.purpose),
    *(DMV.personalData, DMV.importance, DMV.secrecy, DMV.reviewedOn, DMV.plannedPublication),
    *(DCT.license, DCT.rights, ODRL.hasPolicy, DCATAP.applicableLegislation),
    *(DCATAP.hvdCategory, DCATAP.availability, DCT.conformsTo, DCT.provenance),
    *(FOAF.homepage, DCAT.landingPage, FOAF.page),
    *(VCARD.hasEmail, VCARD.hasTelephone, VCARD.hasURL, VCARD.hasAddress, FOAF.mbox),
    *(DCAT.accessURL, DCAT.downloadURL, DCAT.mediaType, DCT.format, DCAT.compressFormat),
    *(DCAT.packageFormat, DCAT.byteSize),
    *(SPDX.checksum, SPDX.algorithm, SPDX.checksumValue, DCAT.accessService),
    *(DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset),
    *(DCT.source, DCT.relation, DCAT.qualifiedRelation, DCT.isReferencedBy, PROV.wasGeneratedBy),
    *(DCAT.hasVersion, DCAT.isVersionOf, DCAT.hasCurrentVersion, DCAT.previousVersion, DCT.replaces, DCT.isReplacedBy),
    *(DCAT.inSeries, DCAT.prev, DCAT.next, DCAT.first, DCAT.last),
    *(DCT.isPartOf, DCT.hasPart, ADMS.sample, FOAF.primaryTopic),
    *(RDF.first, RDF.rest),
)
_LAST: Final = (DCAT.themeTaxonomy, DCAT.distribution, DCAT.catalog, DCAT.service, DCAT.dataset, DCAT.record)
"""Properties with long values are last, even after properties that no table has."""

_CLASSES: Final = (
    DCAT.Catalog,
    DCAT.DatasetSeries,
    DCAT.Dataset,
    DMV.Database,
    DCAT.DataService,
    DCAT.CatalogRecord,
    DCAT.Distribution,
    FOAF.Agent,
)


_RANKS: Final = {
    **{str(term): f"1{rank:03d}" for rank, term in enumerate(_PROPERTIES)},
    **{str(term): f"3{rank:03d}" for rank, term in enumerate(_LAST)},
}
_CLASS_RANKS: Final = {str(term): rank for rank, term in enumerate(_CLASSES)}

_MOST_CACHED: Final = 1 << 16


def class_rank(types: list[str]) -> int:
    """The rank of a resource by its classes, written as in N-Quads; 0 is first."""
    return min((_CLASS_RANKS.get(listed, len(_CLASSES)) for listed in types), default=len(_CLASSES))


class PropertyOrder(dict[str, str]):
    """Sort keys of predicates, written as in N-Quads; made when first used."""

    def __missing__(self, predicate: str) -> str:
        """The key by the place in the table, else by name."""
        if len(self) > _MOST_CACHED:
            self.clear()
        key = self[predicate] = _RANKS.get(predicate, "2") + predicate
        return key
