"""Outcomes that are remembered from one graph to the next are those that each graph would have by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from pyoxigraph import RdfFormat, parse

import danhmuc.shapes.engine.plan
from danhmuc.shapes.engine import (
    Data,
    Index,
    Row,
    compile_plan,
    index_nquads,
    index_quads,
    patterns,
    read_shapes,
    remembered_outcomes,
)
from danhmuc.shapes.engine.data import Outcomes
from danhmuc.shapes.engine.plan import Plan
from danhmuc.vocab.reading.indexed_documents import Properties

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


LEAVES = (
    "sh:nodeKind sh:IRI",
    "sh:nodeKind sh:Literal",
    'sh:pattern "^https"',
    'sh:pattern "a$" ; sh:flags "i"',
    "sh:minLength 13",
    'sh:languageIn ( "vi" )',
    'sh:in ( :a "a" "b"@vi )',
    "sh:hasValue :a",
    "sh:class :C",
    "sh:property [ sh:path skos:inScheme ; sh:hasValue :list ]",
    "sh:property [ sh:path skos:inScheme ; sh:maxCount 1 ]",
    "sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:nodeKind sh:IRI ]",
    "sh:property [ sh:path ( skos:inScheme skos:inScheme ) ; sh:minCount 1 ]",
    "sh:property [ sh:path [ sh:inversePath :p ] ; sh:maxCount 1 ]",
    "sh:closed true",
    "sh:equals skos:inScheme",
)
VALUES = (":a", ":b", ":c", ":list", '"a"', '"a"@vi', '"b"@vi', '"https"', "[]", "[ skos:inScheme :list ]")


def _shape(draw: Random, depth: int) -> str:
    if depth == 0 or draw.random() < 0.3:
        return " ; ".join(draw.sample(LEAVES, draw.choice((1, 1, 2))))
    inner = [f"[ {_shape(draw, depth - 1)} ]" for _ in range(2)]
    return draw.choice(
        (
            f"sh:or ( {inner[0]} {inner[1]} )",
            f"sh:and ( {inner[0]} {inner[1]} )",
            f"sh:xone ( {inner[0]} {inner[1]} )",
            f"sh:not {inner[0]}",
            f"sh:node {inner[0]}",
            f"sh:node {inner[0]} ; sh:not {inner[1]}",
        )
    )


def _graph(draw: Random) -> Index:
    values = ", ".join(draw.sample(VALUES, 3))
    described = "".join(
        f"{node} a {draw.choice((':C', ':D'))} ; skos:inScheme {draw.choice((':list', ':other', ':a'))} ."
        for node in draw.sample((":a", ":b", ":c"), draw.randrange(3))
    )
    return graph(f":x :p {values} . {described}")


def _compare(seed: int) -> int:
    draw = Random(seed)
    shape = _shape(draw, 3)
    plan = plan_of(shape)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(danhmuc.shapes.engine.plan, "remember", lambda *given: given[2])
        forgetful = plan_of(shape)
    contexts = [[Described(_graph(draw))], [Described(_graph(draw)), Described(_graph(draw))], []]
    shared: Outcomes = {}
    rows = 0
    for _ in range(8):
        index, context, is_open = _graph(draw), draw.choice(contexts), seed % 2 == 0
        alone = forgetful.run(Data(index, context=context, is_open=is_open))
        after_others = plan.run(Data(index, context=context, is_open=is_open, outcomes=shared))
        assert list(map(_facts, after_others)) == list(map(_facts, alone))
        rows += len(alone)
    return rows


def _facts(row: Row) -> tuple[object, ...]:
    return row.focus, row.path, row.value, row.demand.component.name, row.outcome


def test_remember__random_shapes_and_graphs_one_after_another() -> None:
    assert sum(map(_compare, range(120))) > 100
