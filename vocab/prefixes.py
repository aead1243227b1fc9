"""Common prefixes, and N-Quads lines written with them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

PREFIXES: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "as": "https://www.w3.org/ns/activitystreams#",
    "cc": "http://creativecommons.org/ns#",
    "cnt": "http://www.w3.org/2011/content#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcat-us": "http://data.resources.gov/ontology/dcat-us#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dmv": "https://w3id.org/danhmuc/def#",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "ldes": "https://w3id.org/ldes#",
    "locn": "http://www.w3.org/ns/locn#",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prof": "http://www.w3.org/ns/dx/prof/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
    "tree": "https://w3id.org/tree#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix to namespace."""

_IRI = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|<([^<>\s]*)>')
"""An IRI, or a text, which contains no IRIs."""
_TYPE = re.compile(r"\A((?:<[^<>\s]*>|_:\S+) )?<http://www\.w3\.org/1999/02/22-rdf-syntax-ns#type> ")
_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")


def expand(name: str) -> str:
    """Expand a prefixed name to its IRI.

    >>> expand("dct:title")
    'http://purl.org/dc/terms/title'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


@lru_cache(maxsize=4096)
def abbreviate(iri: str) -> str:
    """Abbreviate an IRI to its prefixed name; an IRI without one stays as it is.

    >>> abbreviate("http://purl.org/dc/terms/title"), abbreviate("http://a.example/1")
    ('dct:title', 'http://a.example/1')
    """
    # The usual case, without trying each namespace: all end in one of these two characters.
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _PREFIX_OF.get(iri[:cut])
    if prefix is not None and _LOCAL.match(iri, cut):
        return f"{prefix}:{iri[cut:]}"
    return _IRI.sub(_prefix_match, f"<{iri}>").removeprefix("<").removesuffix(">")


def shorten(line: str) -> str:
    """Shorten an N-Quads line for people: namespaces as prefixes, ``a`` for the type, no full stop.

    >>> shorten('<http://a.example/1> <http://purl.org/dc/terms/title> "Lúa"@vi .')
    '<http://a.example/1> dct:title "Lúa"@vi'
    """
    return _IRI.sub(_prefix_match, _TYPE.sub(r"\1a ", line.removesuffix(" .")))


def _prefix_match(found: re.Match[str]) -> str:
    iri = found.group(1) or ""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.match(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return found.group()
