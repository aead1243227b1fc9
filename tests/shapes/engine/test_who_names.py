"""Backwards along a property: who names a node is known of the data alone, unless it was told for all."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from danhmuc.shapes.engine import Data, compile_plan, index_nquads, read_shapes
from danhmuc.shapes.engine.outcomes import Outcome

SH = "http://www.w3.org/ns/shacl#"
IN_SERIES = NamedNode("http://www.w3.org/ns/dcat#inSeries")
SERIES = NamedNode("https://e.vn/series")
MEMBER = NamedNode("https://e.vn/1")
SHAPES = f"""
<https://e.vn/S> <{SH}targetNode> {SERIES} .
<https://e.vn/S> <{SH}path> _:inverse .
<https://e.vn/S> <{SH}minCount> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
_:inverse <{SH}inversePath> {IN_SERIES} .
""".encode()
TITLED = f'{SERIES} <http://purl.org/dc/terms/title> "Chuỗi"@vi .\n'.encode()


def outcomes(data: Data) -> list[Outcome]:
    plan = compile_plan(read_shapes(index_nquads(SHAPES)))
    return [outcome for *_, outcome in plan.run(data)]


@pytest.mark.parametrize(("is_open", "expected"), [(True, [None]), (False, [False])])
def test_nobody_names_it__is_sure_where_the_data_is_all_there_is(is_open: bool, expected: list[Outcome]) -> None:
    assert outcomes(Data(index_nquads(TITLED), is_open=is_open)) == expected


@pytest.mark.parametrize("is_open", [True, False])
def test_somebody_names_it__is_enough(is_open: bool) -> None:
    named = TITLED + f"{MEMBER} {IN_SERIES} {SERIES} .\n".encode()
    assert outcomes(Data(index_nquads(named), is_open=is_open)) == []


class Told:
    """Who names which, of one property."""

    def __init__(self, subjects: dict[NamedNode, list[NamedNode]], predicate: NamedNode = IN_SERIES) -> None:
        self._subjects = subjects
        self._predicate = predicate

    def is_complete(self, predicate: NamedNode) -> bool:
        return predicate == self._predicate

    def subjects(self, predicate: NamedNode, node: NamedNode) -> list[NamedNode]:
        return self._subjects.get(node, []) if predicate == self._predicate else []


def test_who_names_which__when_told_is_all_there_is() -> None:
    index = index_nquads(TITLED)
    assert outcomes(Data(index, is_open=True, incoming=Told({}))) == [False]
    assert outcomes(Data(index, is_open=True, incoming=Told({SERIES: [MEMBER]}))) == []


def test_who_names_which__of_another_property_is_not_told() -> None:
    incoming = Told({SERIES: [MEMBER]}, NamedNode("http://purl.org/dc/terms/isPartOf"))
    assert outcomes(Data(index_nquads(TITLED), is_open=True, incoming=incoming)) == [None]


def test_who_names_which__of_a_node_beside_the_data_is_not_told() -> None:
    data = Data(index_nquads(TITLED), is_open=True, incoming=Told({MEMBER: [SERIES]}))
    assert (data.knows_all_subjects(MEMBER, IN_SERIES), data.subjects(IN_SERIES, MEMBER)) == (False, ())


def test_who_names_which__counts_as_the_w3c_reads_too() -> None:
    assert outcomes(Data(index_nquads(TITLED), incoming=Told({SERIES: [MEMBER]}))) == []


def test_who_names_which__what_the_data_says_counts_once() -> None:
    named = index_nquads(TITLED + f"{MEMBER} {IN_SERIES} {SERIES} .\n".encode())
    data = Data(named, is_open=True, incoming=Told({SERIES: [MEMBER, NamedNode("https://e.vn/2")]}))
    assert data.subjects(IN_SERIES, SERIES) == (MEMBER, NamedNode("https://e.vn/2"))
