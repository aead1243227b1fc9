"""The shape in which a document's triples are handed on."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

__all__ = ["Descriptions", "Subject", "Term"]

Subject = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Descriptions = dict[Subject, list[tuple[NamedNode, Term]]]
"""What is said of each subject, in document order; graph names dropped, duplicates kept."""
