from __future__ import annotations

import pytest

from danhmuc.vocab.place import place_text, places_text


@pytest.mark.parametrize(
    ("document", "line", "column", "expected"),
    [
        ("a.ttl", None, None, "a.ttl"),
        ("a.ttl", 12, None, "a.ttl:12"),
        ("a.ttl", 12, 5, "a.ttl:12:5"),
        ("a.ttl", 0, 0, "a.ttl:0:0"),
    ],
)
def test_place_text__has_what_is_known(document: str, line: int | None, column: int | None, expected: str) -> None:
    assert place_text(document, line, column) == expected


@pytest.mark.parametrize(
    ("documents", "expected"), [("", None), ("a", "a"), ("cab", "c, a, b"), ("abcd", "a, b, c, …")]
)
def test_places_text__names_three_documents_at_most(documents: str, expected: str | None) -> None:
    assert places_text(documents) == expected
