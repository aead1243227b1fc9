"""Which of two literals is less, where that has an answer.

Source: SHACL 1.0, sections 4.3 and 4.5, which ask SPARQL's ``<``; XML Schema 1.1 part 2 for dates and durations.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal

from .lexical import is_well_typed
from .names import XSD

__all__ = ["is_less", "is_less_or_equal"]

_INTEGERS: Final = frozenset(
    (
        *("integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long", "int"),
        *("short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "decimal"),
    )
)
_FLOATS: Final = frozenset({"double", "float"})
_DATED: Final = frozenset({"date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"})
_PARTS: Final = re.compile(
    r"(-?\d+)(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d):(\d\d):(\d\d(?:\.\d+)?))?(Z|[+-]\d\d:\d\d)?", re.ASCII
)
_WIDEST_ZONE: Final = 14 * 3600

Key = tuple[str, Decimal | float | str | bool, bool]
"""Kind of value, the value, and whether it is a time without zone."""


def is_less(one: Literal, other: Literal) -> bool | None:
    """Whether `one` is less than `other`; None where they cannot be compared."""
    first, second = _key(one), _key(other)
    if first is None or second is None or first[0] != second[0]:
        return None
    if first[2] != second[2]:
        return _apart(first, second)
    return first[1] < second[1]  # type: ignore[operator]


def is_less_or_equal(one: Literal, other: Literal) -> bool | None:
    """Whether `one` is less than or equal to `other`; None where they cannot be compared."""
    first, second = _key(one), _key(other)
    if first is None or second is None or first[0] != second[0]:
        return None
    if first[2] != second[2]:
        return _apart(first, second)
    return first[1] <= second[1]  # type: ignore[operator]


def _apart(first: Key, second: Key) -> bool | None:
    """A time with a zone beside one without: told only where no zone on earth would change the answer."""
    one, other = first[1], second[1]
    assert isinstance(one, Decimal)
    assert isinstance(other, Decimal)
    if abs(one - other) <= _WIDEST_ZONE:
        return None
    return one < other


@lru_cache(maxsize=4096)
def _key_of(lexical: str, datatype: str) -> Key | None:
    if not datatype.startswith(XSD) or not is_well_typed(lexical, datatype):
        return None
    name = datatype[len(XSD) :]
    if name in _INTEGERS:
        return ("number", Decimal(lexical), False)
    if name in _FLOATS:
        value = float(lexical.replace("INF", "inf"))
        return None if value != value else ("number", value, False)
    if name == "string":
        return ("string", lexical, False)
    if name == "boolean":
        return ("boolean", lexical in ("true", "1"), False)
    if name in _DATED:
        seconds, zoned = _seconds(lexical)
        kind = "dateTime" if name == "dateTimeStamp" else name
        return (kind, seconds, not zoned)
    return None


def _key(literal: Literal) -> Key | None:
    return None if literal.language is not None else _key_of(literal.value, literal.datatype.value)


def _seconds(lexical: str) -> tuple[Decimal, bool]:
    """Seconds since the year 0, by the calendar that is repeated every 400 years."""
    found = _PARTS.fullmatch(lexical)
    assert found is not None, "well-typed"
    year, month, day, hour, minute, second, zone = found.groups()
    eras, within = divmod(int(year), 400)
    start = datetime(2000 + within, int(month or 1), int(day or 1), tzinfo=UTC)
    days = (start - datetime(2000, 1, 1, tzinfo=UTC)) // timedelta(days=1) + eras * 146_097
    seconds = Decimal(days * 86_400 + int(hour or 0) * 3600 + int(minute or 0) * 60) + Decimal(second or 0)
    if zone is not None and zone != "Z":
        offset = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
        seconds += offset if zone[0] == "-" else -offset
    return seconds, zone is not None
