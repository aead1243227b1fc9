"""Literals are put in order, reckoned with and formatted as their Python values are."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from danhmuc.registry import Dataset, Distribution, Duration, Number, Temporal
from danhmuc.registry.model.literals import STRING, XSD

HANOI = dt.timezone(dt.timedelta(hours=7))


def number(text: str, name: str = "integer") -> Number:
    return Number(text, XSD[name])


def temporal(text: str) -> Temporal:
    return Temporal(text, STRING)


# ---------------------------------------------------------------- order


def test_numbers__are_in_order_with_each_other_and_with_python() -> None:
    ten, nine = number("10"), number("9.5", "decimal")
    assert nine < ten
    assert ten > nine >= nine
    assert ten > 1
    assert 11 > ten  # noqa: SIM300 - the other way round
    assert ten <= 10.0
    assert ten < Decimal("10.1")
    assert sorted([ten, nine, number("-1")]) == [-1, Decimal("9.5"), 10]


IN_ORDER = [
    "-0001-12-31",
    "0000-01",
    "2025-12-31T23:59:59Z",
    "2026",
    "2026-01",
    "2026-01-01",
    "2026-01-01T00:00:00",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.5Z",
    "2026-05-31T01:00:00+07:00",
    "2026-05-30T20:00:00Z",
    "2026-05-31",
    "2026-06",
    "2026-12-31T24:00:00Z",
    "12026",
]


@pytest.mark.parametrize(("first", "second"), [*pairwise(IN_ORDER)])
def test_dates__are_in_order_by_when_they_begin(first: str, second: str) -> None:
    earlier, later = temporal(first), temporal(second)
    assert earlier < later
    assert later > earlier
    assert earlier <= later
    assert not earlier >= later


def test_dates__are_in_order_with_those_of_python() -> None:
    issued = temporal("2026-05-31")
    assert issued < dt.date(2026, 6, 1)
    assert issued <= dt.date(2026, 5, 31)
    assert dt.date(2026, 6, 1) > issued
    assert issued > dt.datetime(2026, 5, 31, 6, tzinfo=HANOI)
    assert temporal("2026-05-31T06:00:00+07:00") <= dt.datetime(2026, 5, 30, 23, tzinfo=dt.UTC)


def test_datasets__are_sorted_by_their_dates() -> None:
    made = [Dataset(modified=text) for text in ("2026-05-31", "2026", "2026-05")]
    assert [str(one.modified) for one in sorted(made, key=lambda one: one.modified or temporal("0000"))] == [
        "2026",
        "2026-05",
        "2026-05-31",
    ]


def test_spans__are_in_order() -> None:
    assert Duration("PT90M") < Duration("PT2H")
    assert Duration("P1D") >= dt.timedelta(hours=24)
    assert dt.timedelta(hours=25) > Duration("P1D")


@pytest.mark.parametrize("operate", [operator.lt, operator.le, operator.gt, operator.ge])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (number("10 KB"), 5),
        (5, number("10 KB")),
        (number("10"), number("x")),
        (temporal("unknown"), dt.date(2026, 1, 1)),
        (Duration("P1M"), dt.timedelta(30)),
    ],
)
def test_order__of_what_has_no_value_is_refused_and_tells_what_to_ask(
    operate: Callable[[Any, Any], bool], one: object, other: object
) -> None:
    with pytest.raises(TypeError, match=r"has no value in Python; ask whether \.python is None first$"):
        operate(one, other)


@pytest.mark.parametrize("other", ["5", None, dt.date(2026, 1, 1), Temporal("2026-01-01"), Duration("P1D")])
def test_order__of_different_things_is_refused(other: object) -> None:
    with pytest.raises(TypeError, match="not supported between instances"):
        number("5") < other  # type: ignore[operator]  # noqa: B015


# ---------------------------------------------------------------- arithmetic


def test_numbers__are_reckoned_with() -> None:
    sizes = [Distribution(byte_size=size).byte_size or 0 for size in (1_000, 24)]
    assert sum(sizes) == 1024
    assert isinstance(sum(sizes), int)
    ten, half = number("10"), number("0.50", "decimal")
    assert (ten + 1, 1 + ten, ten - 1, 1 - ten, ten * 2, 2 * ten) == (11, 11, 9, -9, 20, 20)
    assert (ten / 4, 4 / ten, ten // 4, 45 // ten, ten % 4, 45 % ten) == (2.5, 0.4, 2, 4, 2, 5)
    assert (-ten, abs(number("-3")), round(number("2.567", "decimal"), 1)) == (-10, 3, Decimal("2.6"))
    assert str(ten + half) == "10.50"
    assert ten + 0.5 == half + 10.0 == 10.5
    assert isinstance(half * 1.0, float)


def test_numbers__that_are_none_are_not_reckoned_with() -> None:
    for reckon in (lambda size: size + 1, lambda size: 1 + size, lambda size: -size, sum_of):
        with pytest.raises(TypeError, match=r"^Number\('10 KB'\) has no value in Python; ask whether \.python is"):
            reckon(number("10 KB"))
    with pytest.raises(TypeError, match="unsupported operand"):
        number("1") + "1"  # type: ignore[operator]


def sum_of(size: Number) -> object:
    return sum([size, size])


# ---------------------------------------------------------------- format


def test_literals__are_formatted_as_their_values() -> None:
    assert f"{number('1048576'):,}" == "1,048,576"
    assert f"{number('12'):05d}" == "00012"
    assert f"{number('0.955', 'decimal'):.1%}" == "95.5%"
    assert f"{temporal('2026-05-31'):%d/%m/%Y}" == "31/05/2026"
    assert f"{temporal('2026')} {number('05')} {number('x')}" == "2026 05 x"


@pytest.mark.parametrize(("one", "spec"), [(number("10 KB"), ","), (temporal("2026"), "%d/%m/%Y")])
def test_literals__without_a_value_have_no_other_format(one: Number | Temporal, spec: str) -> None:
    with pytest.raises(TypeError, match=r"has no value in Python; ask whether \.python is None first$"):
        format(one, spec)
