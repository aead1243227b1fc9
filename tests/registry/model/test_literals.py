"""Literals keep their text and are their Python value where they have one."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry import Boolean, Dataset, Distribution, Duration, Number, Temporal, Text
from danhmuc.registry.model.literals import XSD, TypedLiteral

D, T = dt.date, dt.datetime
HANOI = dt.timezone(dt.timedelta(hours=7))
EACH = [
    Number("1.50", XSD.decimal),
    Number("x", XSD.integer),
    Temporal("2026-05", XSD.gYearMonth),
    Temporal("2026-05-31", XSD.date),
    Duration("P1D", XSD.duration),
    Boolean("1", XSD.boolean),
]


def number(text: str, name: str) -> Number:
    return Number(text, XSD[name])


def temporal(text: str, name: str) -> Temporal:
    return Temporal(text, XSD[name])


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("0", "nonNegativeInteger", 0),
        ("05", "integer", 5),
        ("+7", "int", 7),
        ("-0", "integer", 0),
        ("1.50", "decimal", Decimal("1.5")),
        (".5", "decimal", Decimal("0.5")),
        ("5.", "decimal", 5),
        ("1e3", "double", 1000),
        ("1E-2", "float", Decimal("0.01")),
        ("9" * 400, "integer", 10**400 - 1),
    ],
)
def test_number__is_its_value(text: str, name: str, value: Decimal | int) -> None:
    made = number(text, name)
    assert made == value
    assert hash(made) == hash(value)
    assert made.lexical == str(made) == text
    assert made.datatype == XSD[name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1e3", "decimal"),
        ("1.5", "integer"),
        ("1,5", "decimal"),
        ("1 000", "integer"),
        (" 1", "integer"),
        ("٣", "integer"),
        ("", "decimal"),
        (".", "decimal"),
        ("NaN", "double"),
        ("INF", "double"),
        ("x", "byte"),
        ("5", "date"),
        ("1" * 5000, "integer"),
        ("1e99999", "double"),
    ],
)
def test_number__ill_typed_or_infinite_has_no_value(text: str, name: str) -> None:
    made = number(text, name)
    assert made.decimal is None
    assert made.integer is None
    assert made.python is None
    assert not made
    assert made == number(text, name)
    assert made != number(text + "0", name)
    assert made != 0
    with pytest.raises(ValueError, match="is no whole number"):
        int(made)
    with pytest.raises(ValueError, match="is no number"):
        float(made)


def test_number__a_text_without_datatype_counts() -> None:
    assert Number("5") == 5
    assert Number("năm").decimal is None


def test_number__is_whole_where_its_value_is() -> None:
    assert number("1.0", "decimal").integer == 1
    assert int(number("1e3", "double")) == 1000
    assert number("1.5", "decimal").integer is None
    assert number("1e9999", "double").integer is None
    assert number("1e-9999", "double").integer is None
    assert float(number("1.5", "decimal")) == 1.5


def test_number__zero_is_there_and_false() -> None:
    size = Distribution(byte_size=0).byte_size
    assert size is not None
    assert size == 0
    assert not size
    assert Distribution().byte_size is None


@given(st.one_of(st.integers(-(10**300), 10**300), st.decimals(-(10**20), 10**20, places=5)))
def test_number__equals_and_hashes_as_python_does(value: int | Decimal) -> None:
    made = number(format(value, "f") if isinstance(value, Decimal) else str(value), "decimal")
    assert made == value
    assert hash(made) == hash(value)


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "name", "earliest", "latest"),
    [
        ("2026", "gYear", D(2026, 1, 1), D(2026, 12, 31)),
        ("2024-02", "gYearMonth", D(2024, 2, 1), D(2024, 2, 29)),
        ("2026-02Z", "gYearMonth", D(2026, 2, 1), D(2026, 2, 28)),
        ("2026-05-31", "date", D(2026, 5, 31), D(2026, 5, 31)),
        ("2026-05-31+07:00", "date", D(2026, 5, 31), D(2026, 5, 31)),
        ("2026-05-31T23:59:60Z", "dateTime", None, None),
        ("2026-05-31T24:00:00", "dateTime", D(2026, 6, 1), D(2026, 6, 1)),
        ("9999-12-31T24:00:00", "dateTime", None, None),
        ("12026", "gYear", None, None),
        ("-0044-03-15", "date", None, None),
        ("0000", "gYear", None, None),
        ("9999", "gYear", D(9999, 1, 1), D(9999, 12, 31)),
        ("2026-02-30", "date", None, None),
        ("2026-13", "gYearMonth", None, None),
    ],
)
def test_temporal__is_as_wide_as_it_was_written(
    text: str, name: str, earliest: dt.date | None, latest: dt.date | None
) -> None:
    made = temporal(text, name)
    assert (made.earliest, made.latest) == (earliest, latest)
    assert made.lexical == text


@pytest.mark.parametrize(
    ("text", "name", "year", "month"),
    [
        ("2026", "gYear", 2026, None),
        ("2026-05", "gYearMonth", 2026, 5),
        ("2026-05-31", "date", 2026, 5),
        ("12026-01", "gYearMonth", 12026, 1),
        ("-0044-03-15", "date", -44, 3),
        ("2026-02-30", "date", None, None),
        ("26", "gYear", None, None),
        ("02026", "gYear", None, None),
        ("2026-5", "gYearMonth", None, None),
        ("2026-05-31", "dateTime", None, None),
        ("2026", "time", None, None),
    ],
)
def test_temporal__has_the_parts_that_are_given(text: str, name: str, year: int | None, month: int | None) -> None:
    made = temporal(text, name)
    assert (made.year, made.month) == (year, month)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-05-31T08:00:00", T(2026, 5, 31, 8)),
        ("2026-05-31T08:00:00Z", T(2026, 5, 31, 8, tzinfo=dt.UTC)),
        ("2026-05-31T08:00:00+07:00", T(2026, 5, 31, 8, tzinfo=HANOI)),
        ("2026-05-31T08:00:00.1234567", T(2026, 5, 31, 8, 0, 0, 123456)),
        ("2026-05-31T08:00:00.5", T(2026, 5, 31, 8, 0, 0, 500000)),
        ("2026-12-31T24:00:00Z", T(2027, 1, 1, tzinfo=dt.UTC)),
    ],
)
def test_temporal__an_instant_is_its_value(text: str, value: dt.datetime) -> None:
    made = temporal(text, "dateTime")
    assert made.datetime == made.python == value
    assert made == value
    assert hash(made) == hash(value)
    assert made.date == value.date()


@pytest.mark.parametrize("text", ["2026-05-31T8:00:00", "2026-05-31T24:00:01", "2026-05-31T08:00:00+15:00", "hôm nay"])
def test_temporal__an_ill_formed_instant_has_no_value(text: str) -> None:
    made = temporal(text, "dateTime")
    assert made.form is None
    assert (made.datetime, made.date, made.python) == (None, None, None)
    assert made == temporal(text, "dateTime")


def test_temporal__a_day_is_its_value() -> None:
    made = temporal("2026-05-31", "date")
    assert made == D(2026, 5, 31)
    assert hash(made) == hash(D(2026, 5, 31))
    assert made != T(2026, 5, 31)
    assert made.datetime is None


def test_temporal__years_and_months_equal_by_their_text() -> None:
    assert temporal("2026", "gYear") == temporal("2026", "gYear")
    assert temporal("2026", "gYear") != temporal("2026Z", "gYear")
    assert temporal("2026", "gYear") != "2026"


@pytest.mark.parametrize(
    ("given", "text", "name"),
    [
        ("2026", "2026", "gYear"),
        ("2026-05", "2026-05", "gYearMonth"),
        ("2026-05-31", "2026-05-31", "date"),
        ("2026-05-31T08:00:00", "2026-05-31T08:00:00", "dateTime"),
        (D(926, 5, 31), "0926-05-31", "date"),
        (T(2026, 5, 31, 8, tzinfo=HANOI), "2026-05-31T08:00:00+07:00", "dateTime"),
        (T(2026, 5, 31, 8, 0, 0, 1), "2026-05-31T08:00:00.000001", "dateTime"),
    ],
)
def test_temporal__is_made_as_precise_as_it_is_given(given: str | dt.date, text: str, name: str) -> None:
    made = Temporal.of(given)
    assert made is not None
    assert (made.lexical, made.datatype) == (text, XSD[name])
    assert Temporal.of(made) is made


@pytest.mark.parametrize(
    "given",
    [
        "",
        "31/5/2026",
        "2026-02-30",
        "tháng 5",
        T(2026, 5, 31, tzinfo=dt.timezone(dt.timedelta(hours=15))),
        T(2026, 5, 31, tzinfo=dt.timezone(dt.timedelta(hours=7, seconds=30))),
    ],
)
def test_temporal__is_not_made_of_what_has_no_form(given: str | dt.date) -> None:
    assert Temporal.of(given) is None


@given(st.one_of(st.dates(), st.datetimes(timezones=st.sampled_from([None, dt.UTC, HANOI]))))
def test_temporal__of_a_python_date_is_that_date(value: dt.date) -> None:
    made = Temporal.of(value)
    assert made is not None
    assert made == value
    assert hash(made) == hash(value)
    assert Temporal(made.lexical) == value


# ---------------------------------------------------------------- spans


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("P1D", dt.timedelta(days=1)),
        ("PT15M", dt.timedelta(minutes=15)),
        ("-P1DT1H", -dt.timedelta(days=1, hours=1)),
        ("PT0.25S", dt.timedelta(seconds=0.25)),
        ("P0Y", dt.timedelta(0)),
    ],
)
def test_duration__of_fixed_length_is_its_value(text: str, value: dt.timedelta) -> None:
    made = Duration(text, XSD.duration)
    assert made.timedelta == made.python == value
    assert made == value
    assert hash(made) == hash(value)


@pytest.mark.parametrize(("text", "months"), [("P1Y", 12), ("P1Y2M", 14), ("-P3M", -3), ("P1M1D", 1), ("PT1M", 0)])
def test_duration__counts_its_months(text: str, months: int) -> None:
    made = Duration(text, XSD.duration)
    assert made.months == months
    assert (made.timedelta is None) == bool(months)


@pytest.mark.parametrize("text", ["P", "PT", "1D", "P1DT", "P-1D", "P1.5D", "P1D ", "một ngày", ""])
def test_duration__ill_formed_has_no_value(text: str) -> None:
    made = Duration(text, XSD.duration)
    assert (made.months, made.timedelta, made.python) == (None, None, None)
    assert Duration.of(text) is None


@pytest.mark.parametrize(("text", "name"), [("P1Y", "dayTimeDuration"), ("P1D", "yearMonthDuration"), ("P1D", "date")])
def test_duration__has_the_value_that_its_own_datatype_gives(text: str, name: str) -> None:
    made = Duration(text, XSD[name])
    assert (made.months, made.timedelta) == (None, None)
    assert Duration(text).months is not None


@pytest.mark.parametrize("text", ["P999999999DT999999999H", "-P999999999DT23H59M59S", "P1234567890D"])
def test_duration__beyond_python_has_no_value(text: str) -> None:
    assert Duration(text, XSD.duration).timedelta is None


@given(st.timedeltas())
def test_duration__of_a_python_span_is_that_span(value: dt.timedelta) -> None:
    made = Duration.of(value)
    assert made is not None
    assert made == value
    assert hash(made) == hash(value)
    assert Duration.of(made.lexical) == value


# ---------------------------------------------------------------- true and false, texts


@pytest.mark.parametrize(("text", "value"), [("true", True), ("1", True), ("false", False), ("0", False)])
def test_boolean__is_its_value(text: str, value: bool) -> None:
    made = Boolean(text, XSD.boolean)
    assert made == value
    assert bool(made) is value
    assert hash(made) == hash(value)


@pytest.mark.parametrize("text", ["True", "có", ""])
def test_boolean__anything_else_has_no_value(text: str) -> None:
    made = Boolean(text, XSD.boolean)
    assert made.python is None
    assert made != False  # noqa: E712
    assert not made


def test_text__is_a_str_with_language_and_datatype() -> None:
    made = Text("Lúa", "vi")
    assert made == "Lúa"
    assert hash(made) == hash("Lúa")
    assert (made.language, made.datatype) == ("vi", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
    assert (Text("x").language, Text("x").datatype) == (None, XSD.string)
    assert repr(made) == "'Lúa'@vi"


@pytest.mark.parametrize("copied", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy, copy.deepcopy])
def test_text__copies_keep_language_and_datatype(copied: type) -> None:
    for one in (Text("Lúa", "vi"), Text("x", None, "https://e.vn/odd")):
        assert (copied(one), copied(one).language, copied(one).datatype) == (one, one.language, one.datatype)


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("one", EACH, ids=repr)
def test_literal__never_changes(one: TypedLiteral) -> None:
    with pytest.raises(AttributeError, match="never changes; make another one"):
        one.lexical = "2"
    with pytest.raises(AttributeError, match="never changes; make another one"):
        del one.datatype
    with pytest.raises(AttributeError, match="never changes; make another one"):
        one.other = 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("one", EACH, ids=repr)
@pytest.mark.parametrize("copied", [lambda one: pickle.loads(pickle.dumps(one)), copy.copy, copy.deepcopy])
def test_literal__copies_are_equal(one: TypedLiteral, copied: type) -> None:
    _ = one.python, hash(one)
    twin = copied(one)
    assert type(twin) is type(one)
    assert (twin.lexical, twin.datatype) == (one.lexical, one.datatype)
    assert twin == one
    assert hash(twin) == hash(one)


@pytest.mark.parametrize("one", EACH, ids=repr)
def test_literal__is_shown_by_class_and_text(one: TypedLiteral) -> None:
    assert repr(one) == f"{type(one).__name__}({one.lexical!r})"
    assert str(one) == one.lexical


ODD = """
<https://e.vn/1> <http://purl.org/dc/terms/identifier> "x"^^<https://e.vn/odd> .
<https://e.vn/1> <http://purl.org/dc/terms/issued> "2026-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .
<https://e.vn/1> <http://purl.org/dc/terms/modified> "08:00:00"^^<http://www.w3.org/2001/XMLSchema#time> .
<https://e.vn/1> <http://www.w3.org/ns/dcat#byteSize> "05"^^<http://www.w3.org/2001/XMLSchema#integer> .
<https://e.vn/1> <http://www.w3.org/ns/dcat#byteSize> "1e3"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<https://e.vn/1> <http://www.w3.org/ns/dcat#byteSize> "1.50"^^<http://www.w3.org/2001/XMLSchema#double> .
<https://e.vn/1> <http://www.w3.org/ns/dcat#temporalResolution> "P"^^<http://www.w3.org/2001/XMLSchema#duration> .
"""


def test_literals__leave_as_they_came() -> None:
    one = Distribution.parse(ODD, iri="https://e.vn/1", name="odd.nt")
    assert sorted(one.to("nt").splitlines()) == sorted(ODD.split("\n")[1:-1])
    assert [str(size) for size in one.values("byte_size")] == ["05", "1.50", "1e3"]
    # Of several the first in the alphabet.
    assert str(one.byte_size) == "05"
    assert one.identifier is not None
    assert one.identifier.datatype == "https://e.vn/odd"


@pytest.mark.parametrize(
    ("said", "latest"),
    [
        ('"2024-01-01"^^xsd:date , "2026-05"^^xsd:gYearMonth , "2025"^^xsd:gYear', "2026-05"),
        ('"2026-01-01"^^xsd:date , "unknown"', "2026-01-01"),
        ('"2026-02-30"^^xsd:date , "2025"', "2025"),
        ('"2026-02-30"^^xsd:date , "unknown"', "unknown"),
        ('"2026-05-31T01:00:00+07:00"^^xsd:dateTime , "2026-05-30T20:00:00Z"^^xsd:dateTime', "2026-05-30T20:00:00Z"),
        ('"2026" , "2026-01-01" , "2026-01"', "2026-01-01"),
        ('"12026"^^xsd:gYear , "2026"', "12026"),
    ],
)
def test_literals__of_several_dates_the_latest_is_shown(said: str, latest: str) -> None:
    prefixes = f"@prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <{XSD}> ."
    one = Dataset.parse(f"{prefixes} <https://e.vn/1> dct:modified {said} .", iri="https://e.vn/1")
    assert str(one.modified) == latest


def test_literals__of_several_numbers_and_spans_one_that_is_well_formed_is_shown() -> None:
    said = 'dcat:byteSize "10 KB" , 20 ; dcat:temporalResolution "1 day" , "P1M"^^xsd:duration'
    prefixes = f"@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix xsd: <{XSD}> ."
    one = Distribution.parse(f"{prefixes} <https://e.vn/1> {said} .", iri="https://e.vn/1")
    assert (str(one.byte_size), str(one.temporal_resolution)) == ("20", "P1M")
