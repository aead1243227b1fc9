"""Dates, numbers and durations that people write, as typed literals in Turtle.

Nothing is invented: a year gets no day, a time no date, and a number whose dot may separate thousands has no proposal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pyoxigraph import Literal

from danhmuc.vocab.datatypes.lexical import is_well_typed
from danhmuc.vocab.datatypes.names import XSD
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DCAT

from .byte_sizes import byte_sizes

_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"(\d{4})", re.ASCII), lambda found: found[1]),
    (re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII), lambda found: f"{found[1]}-{found[2]:0>2}"),
    (re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII), lambda found: f"{found[2]}-{found[1]:0>2}"),
    (
        re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII),
        lambda found: f"{found[1]}-{found[3]:0>2}-{found[4]:0>2}",
    ),
    (
        re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII),
        lambda found: f"{found[4]}-{found[3]:0>2}-{found[1]:0>2}",
    ),
    (
        re.compile(r"tháng ([0-9]{1,2}) năm ([0-9]{4})", re.IGNORECASE),
        lambda found: f"{found[2]}-{found[1]:0>2}",
    ),
    (
        re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})", re.IGNORECASE),
        lambda found: f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}",
    ),
    (re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII), lambda found: f"{found[1]}-{found[2]}-{found[3]}"),
    (
        re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII),
        lambda found: f"{found[1]}T{found[2]}{found[3] or ':00'}{found[4] or ''}",
    ),
)
"""Forms in which people write a year, month, day or time, and those of XML Schema; days come before months."""
_DATES: Final = (XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime)
_NUMBERS: Final = {
    DCAT.byteSize.value: (XSD.nonNegativeInteger, re.compile(r"\d+", re.ASCII)),
    # Three digits after a dot may be thousands.
    DCAT.spatialResolutionInMeters.value: (XSD.decimal, re.compile(r"\d+(?:\.\d{1,2})?", re.ASCII)),
    DCAT.temporalResolution.value: (XSD.duration, re.compile(r"P.*", re.ASCII)),
}


def as_date(value: Literal) -> str | None:
    """The same year, month, day or time in Turtle; None if the value is none of these, or is correct.

    >>> as_date(Literal("31/3/2026")), as_date(Literal("2026"))
    ('"2026-03-31"^^xsd:date', '"2026"^^xsd:gYear')
    """
    text = value.value.strip()
    for pattern, form in _FORMS:
        found = pattern.fullmatch(text)
        if found is not None:
            fixes = (_typed_text(form(found), datatype, value) for datatype in _DATES)
            return next((fix for fix in fixes if fix is not None), None)
    return None


def as_number(path: str, value: Literal) -> str | None:
    """The number or duration in Turtle, for a property that has one; None if the value is neither, or is correct.

    >>> as_number("http://www.w3.org/ns/dcat#byteSize", Literal("12"))
    '"12"^^xsd:nonNegativeInteger'
    """
    datatype, pattern = _NUMBERS.get(path, (None, None))
    text = value.value.strip()
    if path == DCAT.byteSize.value and len(sizes := byte_sizes(text)) == 1:
        text = str(sizes[0])
    if datatype is None or pattern is None or not pattern.fullmatch(text):
        return None
    return _typed_text(text, datatype, value)


def _typed_text(text: str, datatype: str, value: Literal) -> str | None:
    """The text with a datatype; None if it is not valid for the datatype, or is the value itself."""
    is_same = (value.value, value.datatype.value) == (text, datatype)
    return f'"{text}"^^{abbreviate(datatype)}' if is_well_typed(text, datatype) and not is_same else None
