"""Many nodes of one graph are validated with less work than one by one, and have the same rows in the same order."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from danhmuc.shapes.engine import Data, Index, Row, compile_plan, index_quads, plan, read_shapes
from danhmuc.shapes.engine.plan import Plan

PREFIXES = """
@prefix : <https://e.vn/> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

TODAY = date(2026, 3, 1)
TESTS = (
    *("sh:nodeKind sh:IRI", "sh:nodeKind sh:BlankNodeOrIRI", "sh:nodeKind sh:Literal", "sh:nodeKind sh:IRIOrLiteral"),
    *(
        "sh:class :C",
        "sh:datatype xsd:string",
        'sh:pattern "^h"',
        "sh:minLength 12",
        'sh:in ( :a "a" )',
        "sh:minCount 1",
    ),
    *("sh:minCount 2", "sh:maxCount 0", "sh:maxCount 1", "sh:maxCount 2", "sh:uniqueLang true", "sh:hasValue :a"),
    *("sh:equals :q", "sh:disjoint :q", "sh:lessThan :q", "sh:property [ sh:path :q ; sh:minCount 1 ]"),
    *("sh:node [ sh:property [ sh:path :q ; sh:maxCount 1 ] ]", "sh:or ( [ sh:class :C ] [ sh:nodeKind sh:Literal ] )"),
    *("sh:not [ sh:class :C ]", "sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1"),
    "sh:qualifiedValueShape [ sh:nodeKind sh:Literal ] ; sh:qualifiedMaxCount 1",
)
TARGETS = ("sh:targetClass :N", "sh:targetClass :N , :M", "sh:targetObjectsOf :p", "sh:targetSubjectsOf :p")
PATHS = (":p", ":p", ":q", ":r", "[ sh:inversePath :p ]", "( :p :q )")
VALUES = (
    *(":a", ":b", ":c", ":n1", ":n2", "_:x", "_:y", '"a"', '"a"@vi', '"b"@vi', '"hai"', '"2026-01-01"^^xsd:date'),
    *('"1"^^xsd:int', ":missing"),
)


def index_of(text: str) -> Index:
    """An index with one object for each term, as that of a document."""
    terms: dict[object, NamedNode] = {}
    return {
        node: {
            terms.setdefault(name, name): [terms.setdefault(value, value) for value in values]  # type: ignore[arg-type]
            for name, values in properties.items()
        }
        for node, properties in index_quads(parse(PREFIXES + text, format=RdfFormat.TURTLE)).items()
    }


def plan_of(shapes: str) -> Plan:
    return compile_plan(read_shapes(index_of(shapes)))


def shapes_by(draw: Random) -> str:
    parts = [
        f"sh:property [ sh:path {draw.choice(PATHS)} ; {draw.choice(TESTS)} ]" for _ in range(draw.randrange(1, 6))
    ]
    target = draw.choice(
        ("sh:targetClass :N", "sh:targetClass :N , :M", "sh:targetObjectsOf :p", "sh:targetSubjectsOf :p")
    )
    of_node = draw.choice(("", "", "", "; sh:nodeKind sh:IRI", "; sh:closed true"))
    return f":S {target} {of_node} ; {' ; '.join(parts)} . :T sh:targetClass :N ; sh:path :p ; {draw.choice(TESTS)} ."


def graph_by(draw: Random) -> str:
    lines = [":a a :C . _:x a :C ; :q 1 . :c :q 2 , 3 ."]
    for number in range(draw.randrange(2, 9)):
        classes = draw.choice((":N", ":N , :M", ":M"))
        names = draw.sample((":p", ":q", ":r"), draw.randrange(4))
        values = [f"; {name} {', '.join(draw.choices(VALUES, k=draw.choice((1, 1, 2, 3))))}" for name in names]
        lines.append(f":n{number} a {classes} {' '.join(values)} .")
    return "\n".join(lines)


def facts(rows: Sequence[Row]) -> list[tuple[object, ...]]:
    return [(row.focus, row.path, row.value, id(row.demand), row.outcome) for row in rows]


def compare(seed: int, monkeypatch: pytest.MonkeyPatch) -> int:
    draw = Random(seed)
    compiled = plan_of(shapes_by(draw))
    index = index_of(graph_by(draw))
    is_open, is_record = seed % 2 == 0, seed % 3 == 0
    monkeypatch.setattr(plan, "_MOST_PASSED", draw.choice((0, 1, 500)))
    found = []
    for least in (1, sys.maxsize):
        monkeypatch.setattr(plan, "_MANY_NODES", least)
        data = Data(index, is_open=is_open, is_record=is_record, today=TODAY)
        found.append((facts(compiled.run(data)), data.until, data.steps, data.overruns))
    assert found[0] == found[1], seed
    return len(found[0][0])


def test_many_nodes__random_shapes_and_graphs_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sum(compare(seed, monkeypatch) for seed in range(250)) > 1000


def test_many_nodes__dated_rules_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = plan_of(
        ":S sh:targetClass :N ; sh:property [ sh:path :p ; dmv:maxAge 'P90D'^^xsd:duration ; sh:datatype xsd:date ] ."
    )
    days = ("2026-01-01", "2026-02-01", "2026-02-01", "2025-01-01", "2026-01-01", "2026-02-01")
    index = index_of("".join(f":n{at} a :N ; :p '{day}'^^xsd:date ." for at, day in enumerate(days)))
    found = []
    for least in (1, sys.maxsize):
        monkeypatch.setattr(plan, "_MANY_NODES", least)
        data = Data(index, today=TODAY)
        found.append((facts(compiled.run(data)), data.until))
    assert found[0] == found[1]
    assert len(found[0][0]) == 1
    assert found[0][1] == date(2026, 4, 1)


def test_many_nodes__a_value_that_fails_is_reported_for_each_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_MANY_NODES", 1)
    compiled = plan_of(":S sh:targetClass :N ; sh:property [ sh:path :p ; sh:class :C ] .")
    index = index_of("".join(f":n{at} a :N ; :p :a ." for at in range(5)))
    assert len(compiled.run(Data(index, is_open=False))) == 5
