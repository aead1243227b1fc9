"""The JSON-LD context of written documents: readable keys for DCAT, with DCAT-AP's names, and for our own terms.

Values of a term without coercion are plain texts. Written inline, so that nobody must fetch it.
Source: https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..prefixes import PREFIXES, abbreviate
from ..terms import ADMS, DCAT, DCATAP, DCT, DMV, FOAF, ODRL, PROV, RDFS, SKOS, SPDX, VCARD, XSD


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A key of the context.

    Attributes:
        compact: the property with its prefix.
        coercion: ``@id`` for IRIs, ``@language`` for texts by language, a datatype with its prefix, or "" for plain
            texts.
    """

    compact: str
    coercion: str


def _terms(coercion: NamedNode | str, *properties: NamedNode) -> dict[str, Term]:
    coercion = abbreviate(coercion.value) if isinstance(coercion, NamedNode) else coercion
    names = (abbreviate(term.value) for term in properties)
    return {name.partition(":")[2]: Term(compact=name, coercion=coercion) for name in names}


TERMS: Final = {
    **_terms(
        "@language",
        *(DCT.title, DCT.alternative, DCT.description, DCAT.keyword, ADMS.versionNotes, DMV.purpose),
        *(FOAF.name, SKOS.prefLabel, SKOS.altLabel, SKOS.definition, RDFS.label, RDFS.comment),
        *(VCARD.fn, VCARD["organization-name"]),
    ),
    **_terms(
        "@id",
        *(DCT.accessRights, DCT.accrualPeriodicity, DCT.conformsTo, DCT.creator, DCT.format, DCT.hasPart, DCT.isPartOf),
        *(DCT.isReferencedBy, DCT.isReplacedBy, DCT.language, DCT.license, DCT.provenance, DCT.publisher, DCT.relation),
        *(DCT.replaces, DCT.rights, DCT.rightsHolder, DCT.source, DCT.spatial, DCT.subject, DCT.temporal, DCT.type),
        *(DCAT.accessService, DCAT.accessURL, DCAT.catalog, DCAT.compressFormat, DCAT.contactPoint, DCAT.dataset),
        *(DCAT.distribution, DCAT.downloadURL, DCAT.endpointDescription, DCAT.endpointURL, DCAT.hasCurrentVersion),
        *(DCAT.hasVersion, DCAT.inSeries, DCAT.isVersionOf, DCAT.landingPage, DCAT.mediaType, DCAT.packageFormat),
        *(DCAT.previousVersion, DCAT.qualifiedRelation, DCAT.record, DCAT.servesDataset, DCAT.service, DCAT.theme),
        DCAT.themeTaxonomy,
        *(ADMS.sample, ADMS.status, DCATAP.applicableLegislation, DCATAP.availability, DCATAP.hvdCategory),
        *(FOAF.homepage, FOAF.mbox, FOAF.page, FOAF.primaryTopic, ODRL.hasPolicy, PROV.qualifiedAttribution),
        *(PROV.wasGeneratedBy, SKOS.inScheme, SPDX.algorithm, SPDX.checksum),
        *(DMV.importance, DMV.personalData, DMV.secrecy, DMV.sharingForm, DMV.sharingMethod, DMV.sharingNature),
        *(VCARD.hasAddress, VCARD.hasEmail, VCARD.hasTelephone, VCARD.hasURL),
    ),
    **_terms(XSD.date, DCT.issued, DCT.modified, DCAT.startDate, DCAT.endDate, DMV.plannedPublication, DMV.reviewedOn),
    **_terms(XSD.nonNegativeInteger, DCAT.byteSize),
    **_terms(XSD.decimal, DCAT.spatialResolutionInMeters),
    **_terms(XSD.duration, DCAT.temporalResolution),
    **_terms(XSD.hexBinary, SPDX.checksumValue),
    **_terms("", DCT.identifier, DCAT.version, DMV.completeness, SKOS.notation),
}
"""Key to its meaning."""

TERM_OF: Final = {term.compact: key for key, term in TERMS.items()}
"""Property with its prefix to its key."""


def context(prefixes: Set[str], keys: Set[str]) -> str:
    """The context with these prefixes and keys, one a line, as JSON."""
    lines = [_entry(prefix, PREFIXES[prefix]) for prefix in sorted(prefixes)]
    lines += [_entry(key, _definition(term)) for key, term in sorted(TERMS.items()) if key in keys]
    return ("{\n" + ",\n".join(lines) + "\n  }") if lines else "{}"


def _entry(key: str, value: object) -> str:
    return f"    {json.dumps(key)}: {json.dumps(value)}"


def _definition(term: Term) -> object:
    match term.coercion:
        case "":
            return term.compact
        case "@language":
            return {"@id": term.compact, "@container": "@language"}
        case coercion:
            return {"@id": term.compact, "@type": coercion}
