"""The data that is judged: what it says, and the collector that is let alone while it is taken in."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad

from danhmuc.shapes.engine import Data, index_descriptions, index_nquads, index_quads
from danhmuc.shapes.engine.data import group_by_subject
from danhmuc.vocab.reading.indexed_documents import Properties
from danhmuc.vocab.terms import RDF, RDFS

A, B, C, P = (NamedNode(f"http://e.vn/{name}") for name in "abcp")
GOOD = b"<http://e.vn/a> <http://e.vn/p> <http://e.vn/b> .\n" * 3
BAD = GOOD + b"<http://e.vn/a> <http://e.vn/p> nonsense .\n"


class Watched:
    """Quads that tell whether the collector ran while they were asked for."""

    def __init__(self, *, breaks: bool) -> None:
        self.breaks = breaks
        self.seen: list[bool] = []

    def __iter__(self) -> Iterator[Quad]:
        self.seen.append(gc.isenabled())
        yield Quad(A, P, B)
        self.seen.append(gc.isenabled())
        if self.breaks:
            raise SyntaxError("broken in the middle")
        yield Quad(A, P, C)


@pytest.fixture(params=[True, False], ids=["running", "off"])
def collector(request: pytest.FixtureRequest) -> Iterator[bool]:
    """The collector as it was before: running or not."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("take_in", [index_quads, group_by_subject])
def test_collector__is_paused_while_indexing_and_restored(take_in: Callable[..., object], collector: bool) -> None:
    quads = Watched(breaks=False)
    take_in(quads)
    assert quads.seen == [False, False]
    assert gc.isenabled() is collector


@pytest.mark.parametrize("take_in", [index_quads, group_by_subject])
def test_collector__is_restored_where_parsing_fails(take_in: Callable[..., object], collector: bool) -> None:
    quads = Watched(breaks=True)
    with pytest.raises(SyntaxError):
        take_in(quads)
    assert quads.seen == [False, False]
    assert gc.isenabled() is collector


def test_collector__is_restored_after_bad_nquads(collector: bool) -> None:
    with pytest.raises(SyntaxError):
        index_nquads(BAD)
    assert gc.isenabled() is collector
    index_nquads(GOOD)
    assert gc.isenabled() is collector


def test_collector__is_restored_after_broken_descriptions(collector: bool) -> None:
    with pytest.raises(TypeError):
        index_descriptions({A: [(P, B), None]})  # type: ignore[list-item]
    assert gc.isenabled() is collector


def test_index__says_each_value_once() -> None:
    some = [NamedNode(f"http://e.vn/{number % 40}") for number in range(100)]
    index = index_quads(Quad(A, P, one) for one in some)
    assert index == {A: {P: some[:40]}}
    assert index == index_descriptions({A: [(P, one) for one in some]})


def test_class__may_be_below_another_by_a_blank_node() -> None:
    between = BlankNode("restriction")
    data = Data(index_quads([Quad(A, RDF.type, between), Quad(between, RDFS.subClassOf, C)]))
    assert data.has_class(A, C) is True
    assert list(data.instances(C)) == [A]


def test_class__what_the_data_says_of_a_class_leaves_what_its_context_says_of_it() -> None:
    class Above:
        is_whole = has_classes = True

        def properties_of(self, node: object) -> Properties | None:
            return {RDFS.subClassOf: (C,)} if node == B else None

    data = Data(index_quads([Quad(A, RDF.type, B), Quad(B, P, A)]), context=(Above(),))
    assert data.has_class(A, C) is True
    assert list(data.instances(C)) == [A]


def test_class__circle_of_classes_ends() -> None:
    data = Data(index_quads([Quad(A, RDF.type, B), Quad(B, RDFS.subClassOf, C), Quad(C, RDFS.subClassOf, B)]))
    assert data.has_class(A, C) is True
    assert list(data.instances(B)) == [A]
