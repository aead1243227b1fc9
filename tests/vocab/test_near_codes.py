"""Which code a misspelt one was meant to be, and when nobody can tell."""

from __future__ import annotations

import pytest

from danhmuc.vocab.near_terms import near_code

WORDS = (
    "ANNUAL",
    "ANNUAL_2",
    "ANNUAL_3",
    "BIENNIAL",
    "BIMONTHLY",
    "CONT",
    "MONTHLY",
    "MONTHLY_2",
    "NEVER",
    "TRIENNIAL",
)
NAMES = ("CC_BY_4_0", "CC_BYNC_4_0", "CSV", "DOCX", "GEOJSON", "JSON", "PDFA1A", "PDFA1B", "XLS", "XLSX", "XSLT")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("MONTLY", "MONTHLY"),
        ("MONHTLY", "MONTHLY"),
        ("MONTHLLY", "MONTHLY"),
        ("MONTHLI", "MONTHLY"),
        ("monthly", "MONTHLY"),
        ("MONTHLY-2", "MONTHLY_2"),
        ("COTN", "CONT"),
    ],
)
def test_near_code__is_one_slip_away(code: str, expected: str) -> None:
    assert near_code(code, WORDS) == expected


@pytest.mark.parametrize("code", ["MONTHLY_1", "ANNUAL_1", "ANNUAL_22", "MONTLY_2"])
def test_near_code__another_number_is_another_thing(code: str) -> None:
    assert near_code(code, WORDS) is None


@pytest.mark.parametrize("code", ["BIANNUAL", "CNT", "EVR", "WEEKLY", ""])
def test_near_code__is_none_of_what_is_short_or_far(code: str) -> None:
    assert near_code(code, WORDS) is None


def test_near_code__is_none_where_two_are_as_near() -> None:
    assert near_code("LANE", ("LATE", "LAKE")) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("XSLX", "XLSX"),
        ("JOSN", "JSON"),
        ("GEO_JSON", "GEOJSON"),
        ("CC_BY_NC_40", "CC_BYNC_4_0"),
        ("CC_BY_50", None),
        ("JSONL", None),
        ("XLSM", None),
        ("DOCM", None),
        ("PDFA1", None),
        ("CVS", None),
    ],
)
def test_near_code__of_a_list_of_names_has_the_same_letters(code: str, expected: str | None) -> None:
    assert near_code(code, NAMES, is_open=True) == expected
