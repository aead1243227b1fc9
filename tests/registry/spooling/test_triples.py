"""Spooled lines come back part by part: as they were added, whatever blocks of the file they stand in."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.registry.spooling import split_workers
from danhmuc.registry.spooling.split_workers import ConnectedLines, SpooledTriples
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import DCAT, DCT

names = st.integers(0, 5)
subjects: st.SearchStrategy[Subject] = st.one_of(
    st.builds(BlankNode, st.builds("b{}".format, names)),
    st.builds(NamedNode, st.builds("https://e.vn/{}".format, names)),
)
pairs = st.tuples(
    st.sampled_from([DCAT.distribution, DCT.relation, DCT.title]),
    st.one_of(subjects, st.builds(Literal, st.text("aế"))),
)
pieces = st.lists(st.dictionaries(subjects, st.lists(pairs, min_size=1, max_size=4), max_size=4), max_size=5)


def connected(given_pieces: Iterable[Descriptions]) -> list[set[int]]:
    """The numbers of lines that are connected, by repeated search."""
    lines = [(subject, values) for piece in given_pieces for subject, values in piece.items()]
    ends = [
        {subject}
        | {
            value
            for prop, value in values
            if isinstance(value, BlankNode) or (prop == DCAT.distribution and isinstance(value, NamedNode))
        }
        for subject, values in lines
    ]
    found: list[tuple[set[int], set[object]]] = []
    for number, own in enumerate(ends, start=1):
        numbers, named = {number}, set[object](own)
        apart = []
        for other in found:
            if named.isdisjoint(other[1]):
                apart.append(other)
            else:
                numbers, named = numbers | other[0], named | other[1]
        found = [*apart, (numbers, named)]
    return sorted((numbers for numbers, _ in found), key=min)


def text_of(piece: Descriptions, subject: Subject) -> bytes:
    return "".join(f"{subject} {prop} {value} .\n" for prop, value in piece[subject]).encode()


@pytest.mark.parametrize("block", [16, 1 << 16])
@given(pieces)
def test_parts__are_what_is_connected_in_order_of_reading(block: int, given_pieces: list[Descriptions]) -> None:
    spooled = SpooledTriples()
    for document, piece in enumerate(given_pieces):
        spooled.add(piece, document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(split_workers, "_RUN", 3)
        spooled.tie()
        patch.setattr(split_workers, "_BLOCK", block)
        patch.setattr(split_workers, "_MOST_BLOCKS", 2)
        found = list(spooled.parts())
        again = [spooled.part(part.number) for part in found]
    assert [{line.number for line in part.lines} for part in found] == connected(given_pieces)
    assert again == found
    texts = {line.number: (line.text, line.document) for part in found for line in part.lines}
    written = [(text_of(piece, subject), document) for document, piece in enumerate(given_pieces) for subject in piece]
    assert [texts[number] for number in sorted(texts)] == written
    assert spooled.count == len(written)


def test_drop_document__leaves_what_was_added_before() -> None:
    first: Descriptions = {NamedNode("https://e.vn/1"): [(DCT.title, Literal("1"))]}
    spooled = SpooledTriples()
    spooled.add(first, 0)
    spooled.add({NamedNode("https://e.vn/1"): [(DCT.title, Literal("2"))]}, 1)
    spooled.drop_document(1)
    spooled.add({NamedNode("https://e.vn/3"): [(DCT.title, Literal("3"))]}, 1)
    spooled.tie()
    parts = list(spooled.parts())
    assert [[line.text.count(b"\n") for line in part.lines] for part in parts] == [[1], [1]]
    assert [line.text[-5:-3] for part in parts for line in part.lines] == [b'1"', b'3"']
    assert spooled.count == 2
    spooled.drop()
    assert list(spooled.parts()) == list[ConnectedLines]()
