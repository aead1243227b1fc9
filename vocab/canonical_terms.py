"""The canonical form of a graph that is given as terms, and these terms by it.

The same form as `canonicalize_lines` makes of the lines, and the same index as parsing it would give: its order, and
the canonical names of blank nodes. A test compares the two ways.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from pyoxigraph import BlankNode, NamedNode

from .canonical import (
    BlankTriple,
    CanonicalGraph,
    canonical_form,
    canonicalize_lines,
    first_degree_hashes,
    names_by_hash,
)
from .reading.notes import Subject, Term

TermIndex: TypeAlias = dict[Subject, dict[NamedNode, list[Term]]]
"""Values by subject and property, each once."""
_Row: TypeAlias = tuple[Subject, NamedNode, Term]


def canonicalize_terms(
    described: Iterable[tuple[Subject, Iterable[tuple[NamedNode, Term]]]],
) -> tuple[CanonicalGraph, TermIndex | None]:
    """The canonical form of a graph, and its terms in the order of that; None for these if blank nodes are alike.

    Args:
        described: predicates and values of each subject; a subject occurs once.
    """
    rows: dict[str, _Row] = {}
    blank: dict[BlankTriple, _Row] = {}
    for subject, pairs in described:
        if type(subject) is BlankNode:
            name: str | None = str(subject)
            for predicate, value in pairs:
                if type(value) is BlankNode:
                    triple = BlankTriple(name, f" {predicate} ", str(value))
                else:
                    triple = BlankTriple(name, f" {predicate} {value} .", None)
                blank[triple] = (subject, predicate, value)
            continue
        name = str(subject)
        for predicate, value in pairs:
            if type(value) is BlankNode:
                blank[BlankTriple(None, f"{name} {predicate} ", str(value))] = (subject, predicate, value)
            else:
                rows[f"{name} {predicate} {value} ."] = (subject, predicate, value)
    if blank:
        first = first_degree_hashes(list(blank))
        if len(set(first.values())) < len(first):
            lines = [triple.line({node: node for node in triple.nodes()}) for triple in blank]
            return canonicalize_lines([*rows, *lines]), None
        names = names_by_hash(first)
        renamed = {node: BlankNode(name[2:]) for node, name in names.items()}
        for triple, (subject, predicate, value) in blank.items():
            if triple.subject is not None:
                subject = renamed[triple.subject]
            if triple.value is not None:
                value = renamed[triple.value]
            rows[triple.line(names)] = (subject, predicate, value)
    ordered = sorted(rows)
    return canonical_form("rdfc10", ordered), _index(map(rows.__getitem__, ordered))


def _index(rows: Iterable[_Row]) -> TermIndex:
    """Index rows in canonical order: those of a subject follow one another, and those of a property within them."""
    index: TermIndex = {}
    last: Subject | None = None
    known: NamedNode | None = None
    properties: dict[NamedNode, list[Term]] = {}
    values: list[Term] = []
    for subject, predicate, value in rows:
        if subject is not last:
            last, known = subject, None
            properties = index[subject] = {}
        if predicate is known:
            values.append(value)
            continue
        known = predicate
        # The same property may be another object: in another piece of the document, for example.
        present = properties.get(predicate)
        if present is None:
            values = properties[predicate] = [value]
        else:
            values = present
            values.append(value)
    return index
