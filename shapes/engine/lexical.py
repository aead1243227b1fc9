"""Whether a literal is well-typed: its text belongs to the lexical space of its datatype.

Source: XML Schema 1.1 part 2 and RDF 1.1 Concepts, section 5; datatypes that are not listed here are never ill-typed.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable
from typing import Final

from .names import XSD

__all__ = ["NAME_CHARACTERS", "NAME_START", "is_well_typed"]

_ZONE: Final = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR: Final = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_TIME: Final = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_DECIMAL: Final = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_FLOAT: Final = rf"{_DECIMAL}(?:[eE][+-]?\d+)?|[+-]?INF|NaN"
_DAYS_TIME: Final = r"(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?"
NAME_START: Final = (
    r"A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
NAME_CHARACTERS: Final = rf"{NAME_START}\-.0-9\xB7\u0300-\u036F\u203F-\u2040"
"""What goes on a name of XML, and above it what begins one, the colon left out; both as inside brackets."""

_DATE: Final = rf"(?P<year>{_YEAR})-(?P<month>{_MONTH})-(?P<day>{_DAY})"
_FORMS: Final = {
    "boolean": r"true|false|0|1",
    "decimal": _DECIMAL,
    "integer": r"[+-]?\d+",
    "double": _FLOAT,
    "float": _FLOAT,
    "date": _DATE + _ZONE,
    "dateTime": f"{_DATE}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DATE}T{_TIME}{_ZONE[:-1]}",
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gMonthDay": f"--(?P<month>{_MONTH})-(?P<day>{_DAY}){_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "duration": rf"-?P(?=.)(?:\d+Y)?(?:\d+M)?{_DAYS_TIME}",
    "dayTimeDuration": rf"-?P(?=.){_DAYS_TIME}",
    "yearMonthDuration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "base64Binary": (
        r"(?:(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]"
        r"|(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=))?"
    ),
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "Name": rf"[:{NAME_START}][:{NAME_CHARACTERS}]*",
    "NCName": rf"[{NAME_START}][{NAME_CHARACTERS}]*",
    "NMTOKEN": rf"[:{NAME_CHARACTERS}]+",
}
_RANGES: Final = {
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
_LONG: Final = 4_000
"""Digits of the longest integer that Python makes of a text without being asked twice."""
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY: Final = 2


def is_well_typed(lexical: str, datatype: str) -> bool:
    """Whether the text is one that the datatype has.

    >>> is_well_typed("1e3", XSD + "decimal"), is_well_typed("2024-02-30", XSD + "date")
    (False, False)
    """
    test = _TESTS.get(datatype)
    return test is None or test(lexical)


def _form(form: str) -> Callable[[str], bool]:
    match = re.compile(form, re.ASCII if "\\d" in form else 0).fullmatch
    if "?P<day>" in form:
        return lambda text: (found := match(text)) is not None and _has_day(found.groupdict())
    return lambda text: match(text) is not None


def _within(least: int | None, most: int | None) -> Callable[[str], bool]:
    match = re.compile(_FORMS["integer"], re.ASCII).fullmatch

    def test(text: str) -> bool:
        if match(text) is None:
            return False
        if len(text) > _LONG:
            return (most is None and not text.startswith("-")) or (least is None and text.startswith("-"))
        value = int(text)
        return (least is None or value >= least) and (most is None or value <= most)

    return test


def _has_day(parts: dict[str, str]) -> bool:
    """Whether that month has that day, in a leap year where no year is said."""
    day, month = int(parts["day"]), int(parts["month"])
    year = int(parts.get("year", "2000")[-_LONG:])
    return day <= _DAYS[month - 1] + (month == _FEBRUARY and isleap(year))


_TESTS: Final = {XSD + name: _form(form) for name, form in _FORMS.items()} | {
    XSD + name: _within(least, most) for name, (least, most) in _RANGES.items()
}
