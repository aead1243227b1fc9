"""Each datatype has the texts that XML Schema gives it, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.datatypes.grammar import FORMS, RANGES, XSD, pattern_of
from danhmuc.vocab.datatypes.order import is_well_typed

WELL_TYPED: Mapping[str, tuple[str, ...]] = {
    "boolean": ("true", "false", "1", "0"),
    "decimal": ("0", "-1", "+1.50", ".5", "5."),
    "integer": ("0", "-0", "+007", "9" * 5000),
    "nonNegativeInteger": ("0", "-0", "1", "1" * 5000),
    "negativeInteger": ("-1", "-" + "1" * 5000),
    "byte": ("-128", "127"),
    "unsignedByte": ("0", "255"),
    "double": ("1", "1e3", "-1.5E-7", ".5e+1", "INF", "+INF", "-INF", "NaN"),
    "date": ("2024-02-29", "0000-01-01", "-0001-12-31", "12024-01-01Z", "2024-01-01+14:00", "2000-02-29"),
    "dateTime": ("2024-01-01T00:00:00", "2024-01-01T23:59:59.999-13:59", "2024-12-31T24:00:00.00Z"),
    "dateTimeStamp": ("2024-01-01T00:00:00Z", "2024-01-01T24:00:00+07:00"),
    "time": ("00:00:00", "24:00:00.0", "23:59:59.5Z"),
    "gYear": ("2024", "-0044", "2024+07:00"),
    "gYearMonth": ("2024-02", "2024-12Z"),
    "gMonth": ("--02", "--12Z"),
    "gMonthDay": ("--02-29", "--12-31Z"),
    "gDay": ("---31", "---01+07:00"),
    "duration": ("P1Y", "-P1Y2M3DT4H5M6.7S", "PT0S", "P0D", "P1M1D"),
    "dayTimeDuration": ("P1D", "-PT1.5S", "P1DT1M"),
    "yearMonthDuration": ("P1Y", "-P14M"),
    "hexBinary": ("", "0aFF"),
    "base64Binary": ("", "AAAA", "AA==", "A A A A"),
    "language": ("vi", "zh-Hant-TW"),
    "normalizedString": ("", " a  b "),
    "token": ("", "a b"),
    "Name": (":a", "é-1"),
    "NCName": ("_a.b",),
    "NMTOKEN": ("-1",),
}
ILL_TYPED: Mapping[str, tuple[str, ...]] = {
    "boolean": ("True", "yes", "", " true"),
    "decimal": ("1e3", "INF", ".", "", "1,5", "٣", "1_0"),
    "integer": ("1.0", "", "+", " 1", "1\n"),
    "nonNegativeInteger": ("-1", "-" + "1" * 5000),
    "negativeInteger": ("0", "1" * 5000),
    "byte": ("128", "-129"),
    "unsignedByte": ("256", "-1"),
    "double": ("1e", "inf", "nan", "-NaN", "e5"),
    "date": ("2023-02-29", "1900-02-29", "2024-13-01", "2024-04-31", "24-01-01", "02024-01-01", "2024-01-01+14:01"),
    "dateTime": (
        "2024-01-01",
        "2024-01-01T24:00:01",
        "2024-01-01T24:00:00.01",
        "2024-01-01T00:00:60",
        "2024-01-01T00:00",
    ),
    "dateTimeStamp": ("2024-01-01T00:00:00",),
    "time": ("24:00:01", "24:01:00", "1:00:00", "23:59:59."),
    "gYear": ("999", "02024", "+2024"),
    "gYearMonth": ("2024-00", "2024-1"),
    "gMonth": ("-02", "--13"),
    "gMonthDay": ("--02-30", "--04-31"),
    "gDay": ("---32", "---00"),
    "duration": ("P", "PT", "P1DT", "1D", "P-1D", "P1.5D", "P1W", "P1D "),
    "dayTimeDuration": ("P1Y", "P1M", "P", "P1DT"),
    "yearMonthDuration": ("P1D", "PT1M", "P"),
    "hexBinary": ("0", "0g"),
    "base64Binary": ("A", "AB==", "A  AAA"),
    "language": ("", "vi_VN", "abcdefghi"),
    "normalizedString": ("a\tb",),
    "token": (" a", "a  b"),
    "Name": ("-a", ""),
    "NCName": (":a", "1"),
    "NMTOKEN": ("", "a b"),
}


def of_all(table: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in table.items() for text in texts]


def short(value: object) -> str:
    return repr(value)[:40]


@pytest.mark.parametrize(("name", "text"), of_all(WELL_TYPED), ids=short)
def test_is_well_typed__texts_of_the_datatype(name: str, text: str) -> None:
    assert is_well_typed(text, XSD[name])


@pytest.mark.parametrize(("name", "text"), of_all(ILL_TYPED), ids=short)
def test_is_well_typed__no_other_texts(name: str, text: str) -> None:
    assert not is_well_typed(text, XSD[name])


def test_tables__have_every_datatype_with_a_form() -> None:
    assert {XSD[name] for name in WELL_TYPED} | RANGES.keys() | {XSD.float} == FORMS.keys() | RANGES.keys()
    assert WELL_TYPED.keys() == ILL_TYPED.keys()


@pytest.mark.parametrize("datatype", [XSD.string, XSD.anyURI, "http://a.example/own", ""])
def test_is_well_typed__of_a_datatype_without_a_form_any_text(datatype: str) -> None:
    assert is_well_typed("any text\n", datatype)


def test_pattern__is_compiled_once() -> None:
    assert pattern_of(XSD.date) is pattern_of(XSD.date)


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.dates(), st.datetimes(timezones=ZONES | st.none()), st.times(timezones=ZONES | st.none()))
def test_is_well_typed__what_python_writes(day: date, instant: datetime, clock: time) -> None:
    assert is_well_typed(day.isoformat(), XSD.date)
    assert is_well_typed(instant.isoformat(), XSD.dateTime)
    assert is_well_typed(clock.isoformat(), XSD.time)


@given(st.integers(), st.decimals(allow_nan=False, allow_infinity=False))
def test_is_well_typed__numbers_of_python(whole: int, decimal: Decimal) -> None:
    assert is_well_typed(str(whole), XSD.integer)
    assert is_well_typed(format(decimal, "f"), XSD.decimal)
    for datatype, (least, most) in RANGES.items():
        is_inside = (least is None or whole >= least) and (most is None or whole <= most)
        assert is_well_typed(str(whole), datatype) == is_inside
