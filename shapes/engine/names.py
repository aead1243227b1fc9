"""IRIs that the engine uses, as pyoxigraph terms."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.datatypes.names import XSD

__all__ = [
    "FIRST",
    "LANG_STRING",
    "NIL",
    "RDFS_CLASS",
    "RDF_TYPE",
    "REST",
    "SH",
    "STRING",
    "SUB_CLASS_OF",
    "XSD",
    "sh",
]

SH: Final = "http://www.w3.org/ns/shacl#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"

RDF_TYPE: Final = NamedNode(_RDF + "type")
FIRST: Final = NamedNode(_RDF + "first")
REST: Final = NamedNode(_RDF + "rest")
NIL: Final = NamedNode(_RDF + "nil")
LANG_STRING: Final = NamedNode(_RDF + "langString")
RDFS_CLASS: Final = NamedNode(_RDFS + "Class")
SUB_CLASS_OF: Final = NamedNode(_RDFS + "subClassOf")
STRING: Final = NamedNode(XSD + "string")


def sh(name: str) -> NamedNode:
    """A term of the SHACL vocabulary."""
    return NamedNode(SH + name)
