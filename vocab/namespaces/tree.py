"""The TREE hypermedia vocabulary: the terms in use in paged streams."""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _TREE(ClosedNamespace[Term], iri="https://w3id.org/tree#", items=("import",)):
    # Classes.
    Collection: Term
    EqualToRelation: Term
    GeospatiallyContainsRelation: Term
    GreaterThanOrEqualToRelation: Term
    GreaterThanRelation: Term
    LessThanOrEqualToRelation: Term
    LessThanRelation: Term
    Node: Term
    PrefixRelation: Term
    Relation: Term
    SearchForm: Term
    SubstringRelation: Term
    SuffixRelation: Term
    ViewDescription: Term

    # Properties.
    member: Term
    node: Term
    path: Term
    relation: Term
    remainingItems: Term
    search: Term
    shape: Term
    value: Term
    view: Term
    viewDescription: Term


TREE: Final = _TREE(uri_ref)
