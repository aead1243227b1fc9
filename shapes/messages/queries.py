"""Faults of the SPARQL queries of a shapes graph."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class QueriesText(Messages):
    QUERY_REFUSED = message("{shape} has a query {fault}")
    QUERY_REFUSED_IN_PART = message("{shape} has a query {fault}, so its {parameter} is ignored")
    SELECT_MISSING = message(
        "query-select-missing", "{shape} has {parameter} that does not hold exactly one sh:select, a text"
    )
    SELECT_MISSING_IN_PART = message(
        "query-select-missing-in-part",
        "{shape} has {parameter} that does not hold exactly one sh:select, a text, so its {parameter} is ignored",
    )

    # Faults of a query, each for one of the sentences above.
    QUERY_FETCHES = message("with {word}; nothing is fetched, take it out")
    QUERY_NO_SPARQL = message("that is no SPARQL: {reason}")
    QUERY_OF_OTHER_FORM = message("that is no {form}, as {parameter} needs")
    QUERY_PREFIX_UNDECLARED = message("with the prefix {prefix} that nothing declares; declare it with sh:prefixes")
    QUERY_WITH_PATH = message("with $PATH at a shape without sh:path")
    QUERY_WITH_SHAPES_GRAPH = message("with $shapesGraph, which is not given")
    QUERY_WITH_FORBIDDEN = message("with {word}, which SHACL forbids")
    QUERY_WITH_GRAPH = message("with GRAPH, but the data are one graph; take it out")
    QUERY_TOO_DEEP = message("that is nested too deep; write it with fewer parentheses")

    QUERY_UNFINISHED = message("Not validated: a query or pattern takes too long, or needs too much memory.")
    """A constraint in SPARQL was not computed, which counts as not met."""
