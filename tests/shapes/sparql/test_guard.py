"""Queries that reach the network, are no SPARQL, or use prefixes that nothing declares are refused by name."""

from __future__ import annotations

import pytest

from danhmuc.shapes.sparql import guard
from danhmuc.shapes.sparql.guard import refuse_query_faults, without_defects
from danhmuc.shapes.validation.inputs import read_inputs
from danhmuc.vocab.errors import ShapesError

PREFIXES = """
@prefix : <http://e.vn/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DECLARED = ':o a owl:Ontology ; sh:declare [ sh:prefix "e" ; sh:namespace "http://e.vn/"^^xsd:anyURI ] .'


def checked(turtle: str) -> None:
    refuse_query_faults(read_inputs(PREFIXES + turtle, noun="shapes").index)


def of(query: str, more: str = "") -> str:
    return f':S sh:path :p ; sh:sparql [ sh:select """{query}""" {more} ] .'


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { $this ?p ?o }",
        "SELECT $this ?value WHERE { $this $PATH ?value . FILTER (?value > 3) }",
        "SELECT $this WHERE { $this rdfs:label ?o }",
        "PREFIX e: <http://e.vn/> SELECT $this WHERE { $this e:p ?o }",
        "SELECT $this WHERE { $this <http://e.vn/SERVICE> 'FROM' }",
        "SELECT $this WHERE { { SELECT $this WHERE { $this a ?c } } UNION { $this ?p 1 } }",
        "SELECT $this { $this <http://e.vn/p> 'MINUS { VALUES }' }",
    ],
)
def test_check_queries__lets_pass_what_stays_here(query: str) -> None:
    checked(of(query))


def test_check_queries__parses_a_query_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = guard.parseQuery
    monkeypatch.setattr(guard, "parseQuery", lambda text: parsed.append(text) or parse(text))
    query = "SELECT $this WHERE { $this <http://e.vn/once> ?o }"
    checked(of(query))
    checked(of(query, "; sh:prefixes :o") + DECLARED)
    assert parsed == [query]
    broken = "SELECT $this WHERE { $this <http://e.vn/once> }"
    for _ in range(2):
        with pytest.raises(ShapesError, match="no SPARQL"):
            checked(of(broken))


def test_check_queries__knows_the_empty_prefix() -> None:
    declared = DECLARED.replace('"e"', '""')
    checked(of("SELECT $this WHERE { $this a :B ; :p 1 }", "; sh:prefixes :o") + declared)
    checked(of("PREFIX : <http://e.vn/> SELECT $this WHERE { $this a :B }"))
    with pytest.raises(ShapesError, match="has a query with the prefix : that nothing declares"):
        checked(of("SELECT $this WHERE { $this a :B }", "; sh:prefixes :o") + DECLARED)
    with pytest.raises(ShapesError, match="has a query with the prefix : that nothing declares"):
        checked(of("PREFIX e: <http://e.vn/> SELECT $this WHERE { $this a :B }"))


def test_check_queries__lets_pass_in_targets_what_constraints_may_not_have() -> None:
    checked(':S sh:target [ sh:select "SELECT ?this { ?this a ?c MINUS { ?this ?p 1 } VALUES ?c { 1 } }" ] .')


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
        ("ASK { $this ?p ?o }", "that is no SELECT, as sh:select needs"),
        ("SELECT $this { $this a ?c MINUS { $this ?p 2 } }", "with MINUS, which SHACL forbids"),
        ("SELECT $this { $this a ?c } VALUES ?c { 1 }", "with VALUES, which SHACL forbids"),
        ("SELECT $this { VALUES ?c { 1 } $this a ?c }", "with VALUES, which SHACL forbids"),
        ("SELECT $this { GRAPH $shapesGraph { $this a ?c } }", "with $shapesGraph, which is not given"),
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


def passed_over(turtle: str) -> list[str]:
    """What is left out of the shapes."""
    index, warnings = without_defects(read_inputs(PREFIXES + turtle, noun="shapes").index)
    refuse_query_faults(index)
    return list(map(str, warnings))


@pytest.mark.parametrize(
    ("turtle", "warning"),
    [
        (":S sh:sparql [] .", "has sh:sparql that does not hold exactly one sh:select, a text"),
        (":S sh:sparql :C .", "has sh:sparql that does not hold exactly one sh:select, a text"),
        (":S sh:sparql 1 .", "has sh:sparql that does not hold exactly one sh:select, a text"),
        (":S sh:sparql [ sh:select 'SELECT * {}' , 'SELECT $this {}' ] .", "has sh:sparql that does not hold exactly"),
        (":S sh:sparql [ sh:select 'SELECT * { $this $PATH 1 }' ] .", "has a query with $PATH at a shape without sh:"),
        (":S sh:sparql [ sh:select 'ASK {}' ] .", "has a query that is no SELECT, as sh:select needs"),
        (":S sh:target [] .", "has sh:target that does not hold exactly one sh:select, a text"),
        (":S sh:target [ a :T ] .", "has sh:target that does not hold exactly one sh:select, a text"),
        (":S sh:target [ sh:select 'SELECT' ] .", "has a query that is no SPARQL: "),
        (":S sh:validator [ sh:ask 'SELECT * {}' ] .", "has a query that is no ASK, as sh:ask needs"),
    ],
)
def test_without_defects__tells_what_is_passed_over(turtle: str, warning: str) -> None:
    (found,) = passed_over(turtle)
    assert found.startswith(f"<http://e.vn/S> {warning}")
    assert found.endswith(f", so its {turtle.split()[1]} is ignored")


def test_without_defects__leaves_the_rest() -> None:
    turtle = (
        ":S sh:sparql [ sh:select 'SELECT * {}' ] , [] ; sh:target [ a :T ] . :T a sh:SPARQLTargetType . "
        ":C a sh:ConstraintComponent ; sh:nodeValidator [ sh:select 'ASK {}' ] ."
    )
    index, warnings = without_defects(read_inputs(PREFIXES + turtle, noun="shapes").index)
    assert len(warnings) == 2
    said = {
        str(node): {predicate.value.rpartition("#")[2]: len(index[node][predicate]) for predicate in index[node]}
        for node in index
    }
    assert said["<http://e.vn/S>"] == {"sparql": 1, "target": 1}
    assert said["<http://e.vn/C>"] == {}


def test_without_defects__refuses_what_would_be_fetched() -> None:
    with pytest.raises(ShapesError, match=r"^<http://e\.vn/S> has a query with SERVICE"):
        passed_over(of("SELECT $this WHERE { SERVICE <http://x.example/> { $this ?p ?o } }"))
