"""The type of a document's triples."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Descriptions = dict[Subject, list[tuple[NamedNode, Term]]]
"""Predicates and values by subject, in document order; without graph names, with duplicates."""
