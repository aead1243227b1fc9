"""Queries that reach the network, are no SPARQL, or use prefixes that nothing declares are refused by name."""

from __future__ import annotations

import pytest

from danhmuc.shapes.rdf_inputs import gather
from danhmuc.shapes.sparql_guard import check_queries
from danhmuc.vocab.errors import ShapesError

PREFIXES = """
@prefix : <http://e.vn/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DECLARED = ':o a owl:Ontology ; sh:declare [ sh:prefix "e" ; sh:namespace "http://e.vn/"^^xsd:anyURI ] .'


def checked(turtle: str) -> None:
    check_queries(gather(PREFIXES + turtle, noun="shapes").index)


def of(query: str, more: str = "") -> str:
    return f':S sh:sparql [ sh:select """{query}""" {more} ] .'


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { $this ?p ?o }",
        "SELECT $this ?value WHERE { $this $PATH ?value . FILTER (?value > 3) }",
        "SELECT $this WHERE { $this rdfs:label ?o }",
        "PREFIX e: <http://e.vn/> SELECT $this WHERE { $this e:p ?o }",
        "SELECT $this WHERE { $this <http://e.vn/SERVICE> 'FROM' }",
        "SELECT $this WHERE { { SELECT $this WHERE { $this a ?c } } UNION { $this ?p 1 MINUS { $this ?p 2 } } }",
    ],
)
def test_check_queries__lets_pass_what_stays_here(query: str) -> None:
    checked(of(query))


def test_check_queries__knows_declared_prefixes() -> None:
    query = "SELECT $this WHERE { $this e:p ?o }"
    checked(of(query, "; sh:prefixes :o") + DECLARED)
    with pytest.raises(ShapesError) as told:
        checked(of(query) + DECLARED)
    assert str(told.value) == (
        "<http://e.vn/S> has a query with the prefix e: that nothing declares; declare it with sh:prefixes"
    )


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT $this WHERE { SERVICE <http://x.example/> { $this ?p ?o } }", "with SERVICE; nothing is fetched"),
        ("SELECT $this WHERE { OPTIONAL { SERVICE SILENT ?s { $this ?p ?o } } }", "with SERVICE"),
        (
            "SELECT $this { $this a ?c FILTER EXISTS { { SELECT * { SERVICE <http://x.example/> { ?a ?b ?c } } } } }",
            "with SERVICE",
        ),
        ("SELECT $this FROM <http://x.example/> WHERE { $this ?p ?o }", "with FROM; nothing is fetched"),
        ("SELECT $this FROM NAMED <http://x.example/> WHERE { $this ?p ?o }", "with FROM"),
        ("SELECT $this WHERE { $this", "that is no SPARQL: "),
        ("", "that is no SPARQL: "),
        ("DELETE WHERE { ?a ?b ?c }", "that is no SPARQL: "),
    ],
)
def test_check_queries__refuses_others_in_one_line(query: str, reason: str) -> None:
    with pytest.raises(ShapesError, match=r"^<http://e\.vn/S> has a query ") as told:
        checked(of(query))
    assert reason in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("predicate", ["sh:ask", "sh:select", "sh:construct"])
def test_check_queries__looks_at_validators_and_rules_too(predicate: str) -> None:
    form = {"sh:ask": "ASK", "sh:select": "SELECT *", "sh:construct": "CONSTRUCT { ?a ?b ?c }"}[predicate]
    with pytest.raises(ShapesError, match=r"^<http://e\.vn/V> has a query with SERVICE"):
        checked(f':V {predicate} "{form} WHERE {{ SERVICE <http://x.example/> {{ ?a ?b ?c }} }}" .')
