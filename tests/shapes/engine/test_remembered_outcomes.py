"""Outcomes that are remembered from one graph to the next are those that each graph would have by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.shapes.engine import (
    Data,
    Index,
    compile_plan,
    index_nquads,
    index_quads,
    patterns,
    read_shapes,
    remembered_outcomes,
)
from danhmuc.shapes.engine.data import Properties
from danhmuc.shapes.engine.plan import Plan
from danhmuc.shapes.engine.remembered_outcomes import Outcomes

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://e.vn/> .
"""
CODE = ":InList a sh:PropertyShape ; sh:path skos:inScheme ; sh:hasValue :list ."


def plan_of(constraint: str) -> Plan:
    shape = f":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property :P . :P sh:path :p ; {constraint} ."
    text = f"{PREFIXES} {shape} {CODE}"
    return compile_plan(read_shapes(index_quads(parse(text, format=RdfFormat.TURTLE))))


def graph(text: str) -> Index:
    return index_quads(parse(PREFIXES + text, format=RdfFormat.TURTLE))


class Described:
    """Context with some nodes."""

    is_whole = True
    has_classes = True

    def __init__(self, nodes: Index) -> None:
        self._nodes: Mapping[object, Properties] = nodes

    def properties_of(self, node: object) -> Properties | None:
        return self._nodes.get(node)


def outcomes_of(
    plan: Plan, index: Index, outcomes: Outcomes | None, context: Sequence[Described] = (), *, is_open: bool = True
) -> list[bool | None]:
    return [row.outcome for row in plan.run(Data(index, context=context, is_open=is_open, outcomes=outcomes))]


IN_LIST = Described(graph(":a skos:inScheme :list ."))
ELSEWHERE = Described(graph(":a skos:inScheme :other ."))
WAYS: Sequence[tuple[str, Sequence[Described], list[bool | None]]] = (
    (":x :p :a .", (), [None]),
    (":x :p :a .", (IN_LIST,), []),
    (":x :p :a .", (ELSEWHERE,), [False]),
    (":x :p :a . :a skos:inScheme :list .", (ELSEWHERE,), []),
    (":x :p :a . :a skos:inScheme :other .", (IN_LIST,), [False]),
    (':x :p "a" .', (IN_LIST,), [False]),
    (":x :p [ skos:inScheme :list ] .", (), []),
    (":x :p [ skos:inScheme :other ] .", (), [False]),
    (":x :p [ skos:inScheme :list ] , [ skos:inScheme :other ] .", (), [False]),
)


@pytest.mark.parametrize("constraint", ["sh:node :InList", "sh:or ( :InList :InList )", "sh:not [ sh:not :InList ]"])
@pytest.mark.parametrize("turn", range(len(WAYS)))
def test_remember__what_describes_a_value_decides_in_each_graph(constraint: str, turn: int) -> None:
    plan = plan_of(constraint)
    outcomes: Outcomes = {}
    for text, context, wanted in [*WAYS[turn:], *WAYS[:turn], *WAYS]:
        assert outcomes_of(plan, graph(text), outcomes, context) == wanted


def test_remember__values_are_asked_once_and_blank_nodes_each_time() -> None:
    plan = plan_of('sh:pattern "^https"')
    outcomes: Outcomes = {}
    texts = (":x :p :a .", ':x :p "https" .', ":x :p [] .", f':x :p "https{"s" * 100}" .')
    for text in texts * 2:
        assert len(outcomes_of(plan, graph(text), outcomes)) == ("[]" in text)
    (known,) = outcomes.values()
    assert {str(term) for term in known} == {"<https://e.vn/a>", '"https"'}


def test_remember__texts_in_two_languages_are_two_values() -> None:
    plan = plan_of('sh:not [ sh:languageIn ( "vi" ) ]')
    outcomes: Outcomes = {}
    for _ in range(2):
        assert outcomes_of(plan, graph(':x :p "a"@vi .'), outcomes) == [False]
        assert outcomes_of(plan, graph(':x :p "a"@en .'), outcomes) == []


def test_remember__what_took_too_long_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.01)
    plan = plan_of('sh:pattern "^(a|aa)+$"')
    outcomes: Outcomes = {}
    index = graph(f':x :p "{"a" * 36}b" .')
    rows = plan.run(Data(index, outcomes=outcomes))
    assert [row.outcome for row in rows] != [False]
    assert not any(outcomes.values())


def test_remember__few_values_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered_outcomes, "_MOST", 3)
    plan = plan_of('sh:pattern "^https"')
    outcomes: Outcomes = {}
    for number in range(10):
        assert outcomes_of(plan, index_nquads(f"<x:x> <https://e.vn/p> <http://{number}> .".encode()), outcomes) == [
            False
        ]
        (known,) = outcomes.values()
        assert len(known) <= 3


def test_remember__constraints_on_other_data_are_asked_each_time() -> None:
    for constraint in (
        "sh:node [ sh:class :C ]",
        "sh:node [ sh:property [ sh:path [ sh:inversePath :q ] ; sh:minCount 1 ] ]",
    ):
        plan = plan_of(constraint)
        outcomes: Outcomes = {}
        outcomes_of(plan, graph(":x :p :a ."), outcomes)
        assert outcomes == {}
