"""What a CSV file holds, before anybody asks what it means; more of it is tried with `read_csv`."""

from __future__ import annotations

import pytest

from danhmuc.vocab.concepts.csv_lists import is_csv_name, read_sheet
from danhmuc.vocab.errors import DocumentError


def test_read_sheet__rows_know_the_line_they_begin_on() -> None:
    sheet = read_sheet('Danh mục\n\nmã,tên\n1,"a\nb"\n\n2,c\n'.encode(), "a.csv")
    assert [(row.line, row["code"], row["name"]) for row in sheet.rows] == [(4, "1", "a\nb"), (7, "2", "c")]
    assert sheet.rows[0]["parent"] == ""


def test_read_sheet__the_delimiter_is_the_one_that_shows_the_heads() -> None:
    sheet = read_sheet("mã;tên\n1;a, b, c, d, e\n".encode(), "a.csv")
    assert sheet.rows[0]["name"] == "a, b, c, d, e"


def test_read_sheet__heads_below_the_tenth_row_are_not_looked_for() -> None:
    with pytest.raises(DocumentError, match="no columns mã and tên"):
        read_sheet(b"x\n" * 10 + "mã,tên\n1,a\n".encode(), "a.csv")


def test_read_sheet__tells_the_heads_that_mean_nothing() -> None:
    assert read_sheet("STT,mã,tên,,Ghi chú\n1,a,b,,c\n".encode(), "a.csv").unread == ("STT", "Ghi chú")


@pytest.mark.parametrize(
    ("name", "is_one"), [("a.csv", True), ("A.CSV", True), ("a.xlsx", True), ("a.ttl", False), ("csv", False)]
)
def test_is_csv_name__by_its_ending(name: str, is_one: bool) -> None:
    assert is_csv_name(name) is is_one
