"""The TREE hypermedia vocabulary: the terms in use in paged streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["TREE"]


class _TREE(ClosedNamespace, iri="https://w3id.org/tree#", items=("import",)):
    # Classes.
    Collection: URIRef
    EqualToRelation: URIRef
    GeospatiallyContainsRelation: URIRef
    GreaterThanOrEqualToRelation: URIRef
    GreaterThanRelation: URIRef
    LessThanOrEqualToRelation: URIRef
    LessThanRelation: URIRef
    Node: URIRef
    PrefixRelation: URIRef
    Relation: URIRef
    SearchForm: URIRef
    SubstringRelation: URIRef
    SuffixRelation: URIRef
    ViewDescription: URIRef

    # Properties.
    member: URIRef
    node: URIRef
    path: URIRef
    relation: URIRef
    remainingItems: URIRef
    search: URIRef
    shape: URIRef
    value: URIRef
    view: URIRef
    viewDescription: URIRef


TREE: Final = _TREE()
