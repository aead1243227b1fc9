"""The W3C's file of the DCAT vocabulary, which documents name as a context for its prefixes.

It defines none of DCAT's own words: under it ``title`` or ``dct:title`` is not RDF, ``dcterms:title`` is.
Source: w3c/dxwg, dcat/rdf/dcat3.jsonld, as of 2021; every name compared on 25 November 2026, the file at the
namespace itself was not. The words that only an ontology needs are those of the file.
"""

from __future__ import annotations

from typing import Final

from .definitions import ContextDocument, iri, link, literal

_PREFIXES: Final = ("dcat", "foaf", "owl", "prov", "rdf", "rdfs", "skos", "vcard", "xsd")
_LINKS: Final = """dct:contributor dct:creator dct:license foaf:homepage foaf:maker foaf:workInfoHomepage
    owl:allValuesFrom owl:imports owl:onProperty owl:propertyChainAxiom owl:unionOf rdf:first rdf:rest rdfs:domain
    rdfs:isDefinedBy rdfs:range rdfs:seeAlso rdfs:subClassOf rdfs:subPropertyOf schema:affiliation
    schema:rangeIncludes"""
_NUMBERS: Final = "owl:cardinality owl:maxCardinality owl:minCardinality"
_TEXTS: Final = """owl:versionInfo rdfs:comment rdfs:label skos:altLabel skos:changeNote skos:definition
    skos:editorialNote skos:scopeNote"""


def _local(name: str) -> str:
    return name.partition(":")[2]


DCAT_3: Final[ContextDocument] = {
    **{prefix: iri(f"{prefix}:") for prefix in _PREFIXES},
    "dcterms": iri("dct:"),
    "dctype": "http://purl.org/dc/dcmitype/",
    "sdo": iri("schema:"),
    **{_local(name): link(name) for name in _LINKS.split()},
    **{_local(name): literal(name, "xsd:nonNegativeInteger") for name in _NUMBERS.split()},
    **{_local(name): literal(name, "rdf:langString") for name in _TEXTS.split()},
    "modified": literal("dct:modified", "xsd:date"),
    "name": literal("foaf:name", "xsd:string"),
}
