"""The lexical form of each datatype: a table of patterns, compiled when they are first used.

Datatypes that XML Schema derives from xsd:integer only by a range have its form; see `numbers.RANGES`. A pattern of
dates does not know the days of each month; see `dates.has_day`.

Source: XML Schema 1.1 part 2; for names XML 1.0, fifth edition, section 2.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from ..namespaces.rdf import _RDF
from ..namespaces.xsd import _XSD

# ---------------------------------------------------------------- names
# IRIs of datatypes as texts, the form in which values have them.

XSD: Final = _XSD(str, module=__name__)
"""The datatypes of `danhmuc.vocab.terms`, each as the text of its IRI; loads no parser."""
STRING: Final = XSD.string
LANG_STRING: Final = _RDF(str).langString


# ---------------------------------------------------------------- grammar

_DECIMAL: Final = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_FLOAT: Final = rf"{_DECIMAL}(?:[eE][+-]?\d+)?|[+-]?INF|NaN"

_ZONE: Final = r"(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)"
_YEAR: Final = r"(?P<year>-?(?:[1-9]\d{3,}|0\d{3}))"
_MONTH: Final = r"(?P<month>0[1-9]|1[0-2])"
_DAY: Final = r"(?P<day>0[1-9]|[12]\d|3[01])"
_DATE: Final = f"{_YEAR}-{_MONTH}-{_DAY}"
# Hour 24 is the midnight at the end of a day and has only zeros after it.
_TIME: Final = (
    r"(?P<hour>[01]\d|2[0-3]|24(?=:00:00(?:\.0+)?(?![.\d])))"
    r":(?P<minute>[0-5]\d):(?P<second>[0-5]\d)(?:\.(?P<fraction>\d+))?"
)

_START: Final = r"(?P<sign>-)?P(?=.)"
_YEARS_MONTHS: Final = r"(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?"
_DAYS_TIME: Final = (
    r"(?:(?P<days>\d+)D)?"
    r"(?P<time>T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)(?:\.(?P<fraction>\d+))?S)?)?"
)

NAME_START: Final = (
    r"A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
NAME_CHARACTERS: Final = rf"{NAME_START}\-.0-9\xB7\u0300-\u036F\u203F-\u2040"
"""Characters within a name of XML, and above it those that may begin one, without the colon; as inside brackets."""

FORMS: Final[Mapping[str, str]] = {
    XSD.boolean: r"true|false|0|1",
    XSD.decimal: _DECIMAL,
    XSD.integer: r"[+-]?\d+",
    XSD.double: _FLOAT,
    XSD.float: _FLOAT,
    XSD.gYear: f"{_YEAR}{_ZONE}?",
    XSD.gYearMonth: f"{_YEAR}-{_MONTH}{_ZONE}?",
    XSD.date: f"{_DATE}{_ZONE}?",
    XSD.dateTime: f"{_DATE}T{_TIME}{_ZONE}?",
    XSD.dateTimeStamp: f"{_DATE}T{_TIME}{_ZONE}",
    XSD.time: f"{_TIME}{_ZONE}?",
    XSD.gMonth: f"--{_MONTH}{_ZONE}?",
    XSD.gMonthDay: f"--{_MONTH}-{_DAY}{_ZONE}?",
    XSD.gDay: f"---{_DAY}{_ZONE}?",
    XSD.duration: _START + _YEARS_MONTHS + _DAYS_TIME,
    XSD.dayTimeDuration: _START + _DAYS_TIME,
    XSD.yearMonthDuration: _START + _YEARS_MONTHS,
    XSD.hexBinary: r"(?:[0-9a-fA-F]{2})*",
    XSD.base64Binary: (
        r"(?:(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]"
        r"|(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=))?"
    ),
    XSD.language: r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    XSD.normalizedString: r"[^\t\n\r]*",
    XSD.token: r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    XSD.Name: rf"[:{NAME_START}][:{NAME_CHARACTERS}]*",
    XSD.NCName: rf"[{NAME_START}][{NAME_CHARACTERS}]*",
    XSD.NMTOKEN: rf"[:{NAME_CHARACTERS}]+",
}
"""The pattern of each datatype that has one, by IRI; the groups of dates and durations are named by their parts."""


@cache
def pattern_of(datatype: str) -> re.Pattern[str]:
    """The compiled pattern of a datatype in `FORMS`.

    Raises:
        KeyError: there is none.
    """
    form = FORMS[datatype]
    return re.compile(form, re.ASCII if "\\d" in form else 0)


# ---------------------------------------------------------------- booleans
# Truth values.
#
# Source: XML Schema 1.1 part 2, section 3.3.2.

BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
"""The four texts of xsd:boolean, and their values."""
TRUE: Final = frozenset(text for text, value in BOOLEANS.items() if value)
"""The texts that mean true."""


# ---------------------------------------------------------------- numbers
# Numbers: whole, decimal and floating.
#
# Source: XML Schema 1.1 part 2, sections 3.3.3 to 3.3.5 and 3.4.13 to 3.4.25.

Range: TypeAlias = tuple[int | None, int | None]
RANGES: Final[Mapping[str, Range]] = {
    XSD.nonNegativeInteger: (0, None),
    XSD.positiveInteger: (1, None),
    XSD.nonPositiveInteger: (None, 0),
    XSD.negativeInteger: (None, -1),
    XSD.long: (-(2**63), 2**63 - 1),
    XSD.int: (-(2**31), 2**31 - 1),
    XSD.short: (-(2**15), 2**15 - 1),
    XSD.byte: (-(2**7), 2**7 - 1),
    XSD.unsignedLong: (0, 2**64 - 1),
    XSD.unsignedInt: (0, 2**32 - 1),
    XSD.unsignedShort: (0, 2**16 - 1),
    XSD.unsignedByte: (0, 2**8 - 1),
}
"""The least and the greatest number of each datatype with the form of xsd:integer; None if there is none."""
INTEGERS: Final = frozenset({XSD.integer, *RANGES})
FLOATS: Final = frozenset({XSD.double, XSD.float})
NUMERIC: Final = INTEGERS | FLOATS | {XSD.decimal}
"""The datatypes of numbers."""
_EXPONENT_DIGITS: Final = 4


def read_integer(lexical: str, *, digits: int) -> int | None:
    """Read a whole number of at most that many digits.

    >>> read_integer("+007", digits=3), read_integer("1000", digits=3), read_integer("1.0", digits=3)
    (7, None, None)
    """
    if len(lexical) > digits + 1 or pattern_of(XSD.integer).fullmatch(lexical) is None:
        return None
    return int(lexical) if len(lexical.lstrip("+-")) <= digits else None


def read_decimal(lexical: str, datatype: str, *, digits: int) -> Decimal | None:
    """Read the exact number of a text of the datatype; None for infinities, and for texts that are not numbers.

    For a subtype of xsd:integer any integer is read, even outside its range.

    Args:
        digits: the most before and after the point; an exponent may have four.
    """
    if datatype in INTEGERS:
        datatype = XSD.integer
    elif datatype not in NUMERIC:
        return None
    if pattern_of(datatype).fullmatch(lexical) is None:
        return None
    if (datatype in FLOATS or len(lexical) > digits) and not _is_within(lexical, digits):
        return None
    value = Decimal(lexical)
    return value if value.is_finite() else None


def read_float(lexical: str) -> float | None:
    """Read the number of a text of xsd:double, including infinities and NaN."""
    # Python reads INF and NaN, in any case, and underscores, which the pattern refuses.
    return float(lexical) if pattern_of(XSD.double).fullmatch(lexical) is not None else None


def write_float(value: float) -> str:
    """Write a number as a text of xsd:double, exact.

    >>> write_float(0.1), write_float(float("-inf"))
    ('0.1', '-INF')
    """
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(written := repr(value), written)


def _is_within(lexical: str, digits: int) -> bool:
    mantissa, _, exponent = lexical.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    return (
        len(whole.lstrip("+-")) <= digits and len(fraction) <= digits and len(exponent.lstrip("+-")) <= _EXPONENT_DIGITS
    )
