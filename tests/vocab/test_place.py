from __future__ import annotations

import pytest

from danhmuc.vocab.place import column_letters, found_place_text, place_text, places_text


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


@pytest.mark.parametrize(
    ("document", "line", "column", "expected"),
    [
        ("so.xlsx#Dữ liệu", 3, 16, "so.xlsx#Dữ liệu!P3"),
        ("so.XLSM#Dữ liệu", 3, 27, "so.XLSM#Dữ liệu!AA3"),
        ("so.ods#a#b", 3, None, "so.ods#a#b!3:3"),
        ("so.xls#Phân phối", None, None, "so.xls#Phân phối"),
        ("so.csv", 3, 16, "so.csv!P3"),
        ("so.csv", 3, None, "so.csv:3"),
        ("so.xlsx", None, None, "so.xlsx"),
        ("https://a.example/x.ttl#b", 3, 16, "https://a.example/x.ttl#b:3:16"),
        ("a.ttl", 12, 5, "a.ttl:12:5"),
    ],
)
def test_found_place_text__names_cells_of_sheets(
    document: str, line: int | None, column: int | None, expected: str
) -> None:
    assert found_place_text(document, line, column) == expected


def test_place_text__is_of_lines_also_where_a_table_is_read_as_text() -> None:
    assert place_text("dan-toc.csv", 1, 7) == "dan-toc.csv:1:7"


def test_column_letters__are_those_of_spreadsheets() -> None:
    assert [column_letters(one) for one in (1, 26, 27, 52, 53, 702, 703, 16_384)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
        "XFD",
    ]
