"""The JSON-LD context of what we write: readable keys for DCAT, named as DCAT-AP names them, and for our own terms.

A term without coercion of its own holds plain texts. Written inline, so that nobody must fetch it.
Source: https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from ..prefixes import PREFIXES

__all__ = ["TERMS", "TERM_OF", "Term", "context"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A key of the context.

    Attributes:
        compact: the property with its prefix.
        coercion: ``@id`` where values are IRIs, ``@language`` where they are texts by language, a datatype with its
            prefix, or "" for plain texts.
    """

    compact: str
    coercion: str


def _terms(coercion: str, names: str) -> dict[str, Term]:
    return {name.partition(":")[2]: Term(compact=name, coercion=coercion) for name in names.split()}


TERMS: Final = {
    **_terms(
        "@language",
        """
        dct:title dct:alternative dct:description dcat:keyword adms:versionNotes dmv:purpose
        foaf:name skos:prefLabel skos:altLabel skos:definition rdfs:label rdfs:comment
        vcard:fn vcard:organization-name
        """,
    ),
    **_terms(
        "@id",
        """
        dct:accessRights dct:accrualPeriodicity dct:conformsTo dct:creator dct:format dct:hasPart dct:isPartOf
        dct:isReferencedBy dct:isReplacedBy dct:language dct:license dct:provenance dct:publisher dct:relation
        dct:replaces dct:rights dct:rightsHolder dct:source dct:spatial dct:subject dct:temporal dct:type
        dcat:accessService dcat:accessURL dcat:catalog dcat:compressFormat dcat:contactPoint dcat:dataset
        dcat:distribution dcat:downloadURL dcat:endpointDescription dcat:endpointURL dcat:hasCurrentVersion
        dcat:hasVersion dcat:inSeries dcat:isVersionOf dcat:landingPage dcat:mediaType dcat:packageFormat
        dcat:previousVersion dcat:qualifiedRelation dcat:record dcat:servesDataset dcat:service dcat:theme
        dcat:themeTaxonomy
        adms:sample adms:status dcatap:applicableLegislation dcatap:availability dcatap:hvdCategory
        foaf:homepage foaf:mbox foaf:page foaf:primaryTopic odrl:hasPolicy prov:qualifiedAttribution
        prov:wasGeneratedBy skos:inScheme spdx:algorithm spdx:checksum
        dmv:importance dmv:personalData dmv:secrecy dmv:sharingForm dmv:sharingMethod dmv:sharingNature
        vcard:hasAddress vcard:hasEmail vcard:hasTelephone vcard:hasURL
        """,
    ),
    **_terms("xsd:date", "dct:issued dct:modified dcat:startDate dcat:endDate dmv:plannedPublication dmv:reviewedOn"),
    **_terms("xsd:nonNegativeInteger", "dcat:byteSize"),
    **_terms("xsd:decimal", "dcat:spatialResolutionInMeters"),
    **_terms("xsd:duration", "dcat:temporalResolution"),
    **_terms("xsd:hexBinary", "spdx:checksumValue"),
    **_terms("", "dct:identifier dcat:version dmv:completeness skos:notation"),
}
"""Key to what it means."""

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
