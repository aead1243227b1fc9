"""Days in data, and spans between them.

A literal with only a year or a month means one of its days, unknown which. A time with a zone belongs to the day in
Viet Nam (UTC+7, all year); a time without one counts as local time there. A zone after a date, a month or a year is
ignored. Source: XML Schema 1.1 part 2, also for adding a duration (appendix E.3.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from danhmuc.vocab import concepts
from danhmuc.vocab.datatypes.dates import last_day_of, read_date_parts, read_duration
from danhmuc.vocab.terms import DMV, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.vocab.reading import Term

    from .data import Data

# ---------------------------------------------------------------- days

_DATED: Final = frozenset({XSD.date.value, XSD.dateTime.value, XSD.gYear.value, XSD.gYearMonth.value})
"""The four datatypes of dates in DCAT-AP."""
_SPAN_DIGITS: Final = {"years": 4, "months": 5, "days": 6}
"""Maximum digits of each part of a span, as for SPARQL engines in ``shapes/components/dated.ttl``."""
_ZONE_MINUTES: Final = 7 * 60
_DAY_MINUTES: Final = 24 * 60
_YEAR_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that a literal may mean; equal if it names one day."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Span:
    """A duration in whole months and days."""

    months: int
    days: int

    def __add__(self, other: Span) -> Span:
        return Span(self.months + other.months, self.days + other.days)

    def after(self, day: date) -> date | None:
        """The end of the span after a day; None if it is out of range.

        >>> Span(1, 0).after(date(2024, 1, 31)), Span(0, 7).after(date(2024, 2, 26))
        (datetime.date(2024, 2, 29), datetime.date(2024, 3, 4))
        """
        year, month = divmod(day.year * _YEAR_MONTHS + day.month - 1 + self.months, _YEAR_MONTHS)
        if year > MAXYEAR:
            return None
        try:
            return date(year, month + 1, min(day.day, last_day_of(year, month + 1))) + timedelta(self.days)
        except OverflowError:
            return None


def days_of(term: Term) -> Days | None:
    """The days that a literal may mean; None if it is no date, or out of range."""
    if type(term) is not Literal or term.datatype.value not in _DATED:
        return None
    return _days_of(term.value, term.datatype.value)


def read_span(text: str) -> Span | None:
    """Read a span from a duration; None if it is not in whole years, months and days.

    >>> read_span("P1Y6M"), read_span("PT12H"), read_span("-P1D")
    (Span(months=18, days=0), None, None)
    """
    parts = read_duration(text)
    if parts is None or parts.is_negative or parts.has_time:
        return None
    digits = {"years": parts.years, "months": parts.months, "days": parts.days}
    if any(len(digits[part]) > most for part, most in _SPAN_DIGITS.items()):
        return None
    return Span(parts.total_months, int(parts.days or 0))


@lru_cache(maxsize=4096)
def _days_of(lexical: str, datatype: str) -> Days | None:
    # A year of five digits, or before year 1, is well-typed but out of range for Python.
    parts = read_date_parts(lexical, datatype)
    if parts is None or parts.year is None or not MINYEAR <= parts.year <= MAXYEAR:
        return None
    year = parts.year
    if parts.month is None:
        return Days(date(year, 1, 1), date(year, _YEAR_MONTHS, 31))
    if parts.day is None:
        return Days(date(year, parts.month, 1), date(year, parts.month, last_day_of(year, parts.month)))
    day = date(year, parts.month, parts.day)
    if parts.hour is not None and parts.minute is not None:
        minutes = parts.hour * 60 + parts.minute
        if parts.zone is not None:
            minutes += _ZONE_MINUTES - parts.zone
        try:
            day += timedelta(minutes // _DAY_MINUTES)
        except OverflowError:
            return None
    return Days(day, day)


# ---------------------------------------------------------------- frequencies
# The longest span between two updates that a declared frequency allows.
#
# The spans are in ``shapes/components/frequency-spans.ttl``, also for SPARQL engines; data may state
# ``dmv:longestSpan`` of its own frequencies.

LISTS: Final = ("frequency", "update-frequency", "iso-frequency")
"""The bundled lists of frequencies."""
_LONGEST_SPAN: Final = DMV.longestSpan


def longest_spans(frequency: Term, data: Data) -> tuple[Span | None, ...]:
    """The spans that a frequency allows, None for an unknown one; empty if it promises no date."""
    properties = data.objects_with_context(frequency, _LONGEST_SPAN)
    if properties:
        return tuple(read_span(one.value) if isinstance(one, Literal) else None for one in properties)
    spans = listed_spans(frequency)
    if spans == (None,) and data.properties_of(frequency) is not None and data.is_described(frequency):
        return ()
    return spans


def listed_spans(frequency: Term) -> tuple[Span | None, ...]:
    """The spans that a frequency of the bundled lists allows; as for `longest_spans`."""
    iri = frequency.value if isinstance(frequency, NamedNode) else ""
    span = bundled_spans().get(iri)
    if span is not None:
        return (span,)
    return () if iri in _bundled_frequencies() else (None,)


@cache
def bundled_spans() -> Mapping[str, Span]:
    """The bundled spans by IRI of the frequency."""
    found: dict[str, Span] = {}
    text = (files("danhmuc.shapes") / "components" / "frequency-spans.ttl").read_bytes()
    for frequency, _, value, _ in parse(text, format=RdfFormat.TURTLE):
        span = read_span(value.value) if isinstance(value, Literal) else None
        assert span is not None, frequency
        assert isinstance(frequency, NamedNode)
        found[frequency.value] = span
    return found


@cache
def _bundled_frequencies() -> frozenset[str]:
    return frozenset(concept.iri for token in LISTS for concept in concepts.load(token))
