"""Canonical N-Quads are looked into without being parsed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from danhmuc.vocab import lines
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.lines import (
    descriptions_of,
    iri_subjects,
    iri_values,
    line_chunks,
    subjects_among,
    with_blank_names,
    without_descriptions,
    written_subjects,
    written_values,
)

NQUADS = """\
<https://e.vn/1> <https://e.vn/p> "<https://e.vn/text> ." .
<https://e.vn/1> <https://e.vn/p> "x"^^<https://e.vn/type> .
<https://e.vn/1> <https://e.vn/p> <https://e.vn/2> .
<https://e.vn/1> <https://e.vn/p> _:c14n0 .
<https://e.vn/a\u00a0b> <https://e.vn/p> <https://e.vn/đường\u2028> .
_:c14n0 <https://e.vn/p> <https://e.vn/3> .
""".encode()


def test_iri_values__are_all_iris_that_stand_as_values() -> None:
    assert iri_values(NQUADS) == {"https://e.vn/2", "https://e.vn/3", "https://e.vn/đường\u2028"}


def test_iri_subjects__are_all_iris_that_stand_as_subjects() -> None:
    assert iri_subjects(NQUADS) == {"https://e.vn/1", "https://e.vn/a\u00a0b"}


@pytest.mark.parametrize("number", range(5))
def test_among__is_what_both_hold(number: int) -> None:
    names = ("https://e.vn/1", "https://e.vn/2", "https://e.vn/type", "https://e.vn/text", "https://e.vn/a\u00a0b")
    known = {name.encode(): name for name in names[number:]}
    assert subjects_among(NQUADS, known) == iri_subjects(NQUADS) & set(known.values())


def test_written__has_each_iri_and_no_other_known_one() -> None:
    assert {value.decode() for value in written_values(NQUADS)} >= iri_values(NQUADS)
    assert not {b"https://e.vn/type", b"https://e.vn/text"}.intersection(written_values(NQUADS))
    assert {subject.decode() for subject in written_subjects(NQUADS)} == iri_subjects(NQUADS)


@pytest.mark.parametrize("size", [0, 1, 50, 100, 10_000])
def test_line_chunks__are_whole_lines(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(lines, "_CHUNK", size)
    chunks = list(line_chunks(NQUADS))
    assert b"".join(chunks) == NQUADS
    assert all(chunk.endswith(b"\n") for chunk in chunks)
    assert len(chunks) == {0: 6, 10_000: 1}.get(size, len(chunks))
    assert list(line_chunks(b"")) == [b""]


@pytest.mark.parametrize("look", [iri_values, iri_subjects])
def test_lines__of_nothing_there_are_none(look: object) -> None:
    assert look(b"") == set()  # type: ignore[operator]


def test_with_blank_names__subjects_and_values() -> None:
    lines = b"_:c14n0 <https://e.vn/p> _:c14n1 .\n_:c14n1 <https://e.vn/p> <https://e.vn/_:c14n0> .\n"
    assert with_blank_names(lines, b"x") == (
        b"_:xc14n0 <https://e.vn/p> _:xc14n1 .\n_:xc14n1 <https://e.vn/p> <https://e.vn/_:c14n0> .\n"
    )


@pytest.mark.parametrize(
    "value",
    [
        "_:c14n0",
        "a _:c14n0",
        "_:c14n0 .",
        "a _:c14n0 .",
        '\\" _:c14n0',
        '\\" _:c14n0 .',
        "a <https://e.vn/x> .",
        "<x> <y",
    ],
)
@pytest.mark.parametrize("suffix", ["", "@vi", "^^<https://e.vn/type>"])
def test_lines__a_literal_is_left_alone(value: str, suffix: str) -> None:
    line = f'<https://e.vn/1> <https://e.vn/p> "{value}"{suffix} .\n'.encode()
    assert (iri_values(line), with_blank_names(line, b"x")) == (set(), line)


@given(st.text(max_size=20), st.sampled_from([None, "vi"]), st.booleans())
def test_lines__any_literal_is_left_alone(text: str, language: str | None, is_blank: bool) -> None:
    datatype = None if language is not None else NamedNode("https://e.vn/type")
    subject = BlankNode("c14n0") if is_blank else NamedNode("https://e.vn/1")
    quad = Quad(subject, NamedNode("https://e.vn/p"), Literal(text, language=language, datatype=datatype))
    line = canonicalize([quad]).nquads
    expected = line.replace(b"_:c14n0", b"_:xc14n0", 1) if is_blank else line
    assert (iri_values(line), with_blank_names(line, b"x")) == (set(), expected)


SHARING = b"""\
<https://e.vn/1> <https://e.vn/p> <https://e.vn/2> .
<https://e.vn/1> <https://e.vn/p> _:c14n0 .
<https://e.vn/2> <https://e.vn/p> _:c14n0 .
<https://e.vn/2> <https://e.vn/p> _:c14n1 .
_:c14n0 <https://e.vn/p> "_:c14n1 ." .
_:c14n1 <https://e.vn/p> _:c14n2 .
_:c14n2 <https://e.vn/p> _:c14n1 .
"""


@pytest.mark.parametrize(
    ("iris", "described", "left"),
    [((), "", "0123456"), (("2",), "23456", "014"), (("1",), "014", "23456"), (("1", "2"), "0123456", "")],
)
def test_descriptions__have_the_blank_nodes_that_lead_nowhere_else(
    iris: tuple[str, ...], described: str, left: str
) -> None:
    lines = SHARING.splitlines(keepends=True)
    names = [f"https://e.vn/{iri}" for iri in iris]
    assert descriptions_of(SHARING, names) == b"".join(lines[int(number)] for number in described)
    assert without_descriptions(SHARING, names) == b"".join(lines[int(number)] for number in left)
