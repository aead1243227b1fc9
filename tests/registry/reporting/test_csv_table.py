"""A table that Excel opens by a double click."""

from __future__ import annotations

import csv
import io

import pytest

from danhmuc.registry.messages.reports import ReportsText
from danhmuc.shapes import Profile

from .conftest import Written, finding, record, source


def rows(data: bytes, delimiter: str) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_csv__has_a_row_for_each_finding_under_heads_of_the_language(written: Written, profile: Profile) -> None:
    def one() -> object:
        records = [record(1, finding(), finding("a:B"), title="Nước; sạch, “Huế”"), record(2)]
        return source(profile, records, findings=(finding("read:syntax", document="a.ttl", line=3),))

    vietnamese, english = rows(written("csv", one(), lang="vi"), ";"), rows(written("csv", one(), lang="en"), ",")
    assert vietnamese[0][:4] == ["Nguồn", "Mức độ", "Tiêu đề bản ghi", "IRI bản ghi"]
    assert english[0][:4] == ["Source", "Severity", "Title of the record", "IRI of the record"]
    assert [len(row) for row in vietnamese] == [
        len(ReportsText.COLUMNS) - 1
    ] * 4  # nobody has told where pages of rules are
    codes = list(ReportsText.COLUMNS).index("code")
    assert [row[codes] for row in vietnamese[1:]] == ["read:syntax", "dcat-ap:Dataset-title", "a:B"]
    assert vietnamese[2][1:4] == ["vi phạm", "Nước; sạch, “Huế”", "https://e.vn/1"]
    assert english[2][1] == "violation"


def test_csv__links_to_the_pages_of_rules_where_their_address_is_known(written: Written, profile: Profile) -> None:
    records = [record(1, finding(), finding("a:B"))]
    whole = written("csv", source(profile, records), lang="en", docs_url="https://docs.example.vn/danhmuc/")
    head, ours, other = rows(whole, ",")
    assert len(head) == len(ReportsText.COLUMNS)
    assert head[-1] == "Page of the rule"
    assert ours[-1] == "https://docs.example.vn/danhmuc/en/profiles/dcat-ap/Dataset.md#Dataset-title"
    assert other[-1] == ""


def test_csv__names_no_address_that_leads_nowhere(written: Written, profile: Profile) -> None:
    assert b"https://w3id.org/danhmuc" not in written("csv", source(profile, [record(1, finding())]))


def test_csv__tells_the_place_of_the_record(written: Written, profile: Profile) -> None:
    (_, row) = rows(written("csv", source(profile, [record(1, finding(), place="a.ttl, b.ttl")])), ";")
    assert row[list(ReportsText.COLUMNS).index("place")] == "a.ttl, b.ttl"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+84 234", "'+84 234"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("  =1+1", "'=1+1"),
        ("＝1", "'＝1"),
        ("'a", "'a"),
        ("a=b", "a=b"),
        ("a\r\nb\x00c\udc80", "a b\\u0000c\\udc80"),
        ("", '""'),
    ],
)
def test_csv__no_cell_is_a_formula(written: Written, profile: Profile, value: str, cell: str) -> None:
    (_, row) = rows(written("csv", source(profile, [record(1, finding(value=value))])), ";")
    assert row[list(ReportsText.COLUMNS).index("value")] == cell


def test_csv__no_cell_is_longer_than_excel_holds(written: Written, profile: Profile) -> None:
    (_, row) = rows(written("csv", source(profile, [record(1, finding(value="ô" * 40_000))])), ";")
    assert len(row[list(ReportsText.COLUMNS).index("value")]) == 32_767


@pytest.mark.parametrize(("layer", "cell"), [("repaired", "đã thay bằng: MONTHLY"), ("vocabulary", "nên ghi: MONTHLY")])
def test_csv__says_whether_a_fix_was_made_or_is_to_make(
    written: Written, profile: Profile, layer: str, cell: str
) -> None:
    (_, row) = rows(written("csv", source(profile, [record(1, finding(layer=layer, fix="MONTHLY"))])), ";")
    assert row[list(ReportsText.COLUMNS).index("fix")] == cell


def test_csv__of_a_failed_source_is_not_empty(written: Written, profile: Profile) -> None:
    (_, row) = rows(written("csv", source(profile, failed="no DCAT resource found"), lang="en"), ",")
    assert row[list(ReportsText.COLUMNS).index("code")] == "check:failed"
    assert "no DCAT resource found" in row[list(ReportsText.COLUMNS).index("message")]
