r"""Formats of CSVW: whether one is of the kind that its datatype has.

Formats of numbers and dates may use more of Unicode's patterns than the standard names, and regular expressions are
written in several dialects. So only what is no format in any of them is refused: without a digit, with a letter that no
date has, with brackets that do not match.

Source: Model for Tabular Data and Metadata on the Web, 6.4; Unicode Technical Standard 35, parts 3 and 4.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.datatypes.names import XSD
from danhmuc.vocab.datatypes.numbers import NUMERIC

_DATES: Final = frozenset(
    {
        *(XSD.date, XSD.dateTime, XSD.dateTimeStamp, XSD.time),
        *(XSD.gDay, XSD.gMonth, XSD.gMonthDay, XSD.gYear, XSD.gYearMonth),
    }
)
_NUMBER_MARKS: Final = frozenset({"decimalChar", "groupChar", "pattern"})
_DIGIT: Final = re.compile(r"[#0-9@]")
_QUOTED: Final = re.compile(r"'[^']*'")
_FIELDS: Final = "GyYuUrQqMLlwWdDFgEecabBhHKkjJCmsSAzZOvVXx"
"""Letters of fields of dates and times; T is written between them as it is."""
_FIELD: Final = re.compile(f"[{_FIELDS}]")
_OTHER_LETTER: Final = re.compile(f"(?![{_FIELDS}T])[A-Za-z']")
_TOKEN: Final = re.compile(
    r"(?P<atom>\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[A-Za-z-]+|P=\w+)\))"
    r"|(?P<open>\((?:\?(?:[:=!>]|<[=!]|P?<\w+>|[a-z-]+:))?)"
    r"|(?P<close>\))"
    r"|(?P<repeat>[*+?]|\{\d+(?:,\d*)?\})"
    r"|(?P<bar>\|)"
    r"|(?P<broken>\\|\[)"
    r"|.",
    re.DOTALL,
)


def is_csvw_format(given: object, datatype: str | None) -> bool:
    """Whether a value is a format that a datatype may have.

    >>> is_csvw_format("#,##0.00", XSD.decimal), is_csvw_format("+", XSD.decimal)
    (True, False)
    """
    if datatype in NUMERIC:
        return _is_number_format(given)
    if not isinstance(given, str):
        return False
    if datatype == XSD.boolean:
        return given.count("|") == 1
    return _is_date_format(given) if datatype in _DATES else _is_expression(given)


def _is_number_format(given: object) -> bool:
    marks = given if isinstance(given, Mapping) else {"pattern": given}
    if not marks or set(marks) - _NUMBER_MARKS or not all(isinstance(one, str) for one in marks.values()):
        return False
    return "pattern" not in marks or _DIGIT.search(str(marks["pattern"])) is not None


def _is_date_format(given: str) -> bool:
    plain = _QUOTED.sub("", given)
    return _FIELD.search(plain) is not None and _OTHER_LETTER.search(plain) is None


def _is_expression(given: str) -> bool:
    r"""Whether a text may be a regular expression: brackets match, and nothing is repeated that is not there.

    >>> _is_expression(r"[A-Z]{3}(-\d+)?"), _is_expression("+"), _is_expression("(a"), _is_expression("[a")
    (True, False, False, False)
    """
    depth = 0
    before = "bar"
    for found in _TOKEN.finditer(given):
        kind = found.lastgroup or "atom"
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "repeat":
            if before == "repeat" and found[0] in "?+":
                kind = "manner"  # as few as possible, or without going back
            elif before in ("bar", "open", "repeat", "manner"):
                return False
        if kind == "broken" or depth < 0:
            return False
        before = kind
    return depth == 0
