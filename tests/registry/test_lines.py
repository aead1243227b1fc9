"""Canonical N-Quads are looked into without being parsed."""

from __future__ import annotations

import pytest

from danhmuc.registry.lines import iri_subjects, iri_values

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


@pytest.mark.parametrize("look", [iri_values, iri_subjects])
def test_lines__of_nothing_there_are_none(look: object) -> None:
    assert look(b"") == set()  # type: ignore[operator]
