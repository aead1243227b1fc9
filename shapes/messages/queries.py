"""Faults of the SPARQL queries of a shapes graph."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "QUERY_FETCHES",
    "QUERY_NO_SPARQL",
    "QUERY_OF_OTHER_FORM",
    "QUERY_PREFIX_UNDECLARED",
    "QUERY_REFUSED",
    "QUERY_REFUSED_IN_PART",
    "QUERY_TOO_DEEP",
    "QUERY_UNFINISHED",
    "QUERY_WITH_FORBIDDEN",
    "QUERY_WITH_GRAPH",
    "QUERY_WITH_PATH",
    "QUERY_WITH_SHAPES_GRAPH",
    "SELECT_MISSING",
    "SELECT_MISSING_IN_PART",
]

QUERY_REFUSED: Final = message("query-refused", "{shape} has a query {fault}")
QUERY_REFUSED_IN_PART: Final = message(
    "query-refused-in-part", "{shape} has a query {fault}, so its {parameter} is ignored"
)
SELECT_MISSING: Final = message(
    "query-select-missing", "{shape} has {parameter} that does not hold exactly one sh:select, a text"
)
SELECT_MISSING_IN_PART: Final = message(
    "query-select-missing-in-part",
    "{shape} has {parameter} that does not hold exactly one sh:select, a text, so its {parameter} is ignored",
)

# Faults of a query, each for one of the sentences above.
QUERY_FETCHES: Final = message("query-fetches", "with {word}; nothing is fetched, take it out")
QUERY_NO_SPARQL: Final = message("query-no-sparql", "that is no SPARQL: {reason}")
QUERY_OF_OTHER_FORM: Final = message("query-of-other-form", "that is no {form}, as {parameter} needs")
QUERY_PREFIX_UNDECLARED: Final = message(
    "query-prefix-undeclared", "with the prefix {prefix} that nothing declares; declare it with sh:prefixes"
)
QUERY_WITH_PATH: Final = message("query-with-path", "with $PATH at a shape without sh:path")
QUERY_WITH_SHAPES_GRAPH: Final = message("query-with-shapes-graph", "with $shapesGraph, which is not given")
QUERY_WITH_FORBIDDEN: Final = message("query-with-forbidden", "with {word}, which SHACL forbids")
QUERY_WITH_GRAPH: Final = message("query-with-graph", "with GRAPH, but the data are one graph; take it out")
QUERY_TOO_DEEP: Final = message("query-too-deep", "that is nested too deep; write it with fewer parentheses")

QUERY_UNFINISHED: Final = message(
    "query-unfinished", "Not validated: a query or pattern takes too long, or needs too much memory."
)
"""A constraint in SPARQL was not computed, which counts as not met."""
