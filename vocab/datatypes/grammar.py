r"""The lexical form of each datatype: a table of patterns, compiled when they are first used.

Datatypes that XML Schema derives from xsd:integer only by a range have its form; see `numbers.RANGES`. A pattern of
dates does not know the days of each month; see `dates.has_day`.

Source: XML Schema 1.1 part 2; for names XML 1.0, fifth edition, section 2.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from .names import XSD

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
