"""Numbers are read as their datatype has them, up to a length."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.datatypes.grammar import (
    BOOLEANS,
    TRUE,
    XSD,
    pattern_of,
    read_decimal,
    read_float,
    read_integer,
    write_float,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("+123", 123),
        ("-999", -999),
        ("0001", None),
        ("1000", None),
        ("+1000", None),
        ("1.0", None),
        ("", None),
        ("+", None),
        ("٣", None),
        ("1_0", None),
    ],
)
def test_read_integer__of_three_digits(text: str, number: int | None) -> None:
    assert read_integer(text, digits=3) == number


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("007", "integer", 7),
        ("-1", "nonNegativeInteger", -1),
        ("1.50", "decimal", Decimal("1.5")),
        ("123.456", "decimal", Decimal("123.456")),
        ("1234", "integer", None),
        ("1.2345", "decimal", None),
        ("1e3", "decimal", None),
        ("1e3", "double", 1000),
        ("1e-9999", "double", Decimal("1e-9999")),
        ("1e99999", "double", None),
        ("INF", "double", None),
        ("NaN", "float", None),
        ("1", "string", None),
        ("2024", "gYear", None),
    ],
)
def test_read_decimal__of_three_digits_before_and_after_the_point(
    text: str, name: str, number: Decimal | int | None
) -> None:
    assert read_decimal(text, XSD[name], digits=3) == number


@pytest.mark.parametrize("text", ["inf", "nan", "Infinity", "1_0", " 1", "1e", "", "0x1"])
def test_read_float__refuses_what_python_alone_would_read(text: str) -> None:
    assert read_float(text) is None


@given(st.floats())
def test_write_float__is_read_back(number: float) -> None:
    text = write_float(number)
    assert pattern_of(XSD.double).fullmatch(text)
    back = read_float(text)
    assert back == number or (back != back and number != number)


def test_booleans__are_the_texts_of_their_datatype() -> None:
    assert all(pattern_of(XSD.boolean).fullmatch(text) for text in BOOLEANS)
    assert {"true", "1"} == TRUE
