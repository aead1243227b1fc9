"""What a catalogue is made of before it is written: resources, IRIs and texts, in prefixed names.

Knows nothing of RDF libraries: what is measured must not write its own input.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NAMESPACES", "Iri", "Property", "Resource", "Text", "Value", "expand"]

NAMESPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Iri:
    """The name of something described elsewhere, or nowhere."""

    iri: str


@dataclass(frozen=True, slots=True)
class Text:
    """A literal with a language or a datatype (a prefixed name), or neither."""

    text: str
    language: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """Something described on the spot; a blank node where it has no IRI.

    Attributes:
        types: prefixed names of its classes, at least one.
        properties: prefixed names with values; those of one property stand together.
    """

    iri: str | None
    types: tuple[str, ...]
    properties: tuple[Property, ...] = ()


Value = Iri | Text | Resource
Property = tuple[str, Value]


def expand(name: str) -> str:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return NAMESPACES[prefix] + local
