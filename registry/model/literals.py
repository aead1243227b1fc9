"""Literals as Python sees them: the text as it was written, beside a value where one exists.

What is ill-typed, partial or of an odd datatype keeps its text and has no Python value; nothing is normalised.
Source: XML Schema 1.1 part 2, sections 3.3.3 (decimal), 3.3.6 (duration), 3.3.7 to 3.3.12 (dates), and RDF 1.1.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import isleap
from decimal import Decimal
from functools import cached_property
from typing import Final, Self

__all__ = ["XSD", "Boolean", "Duration", "Number", "Temporal", "Text", "TypedLiteral"]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
STRING: Final = XSD + "string"
LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_INTEGERS: Final = frozenset(
    XSD + name
    for name in (
        *("integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_FLOATS: Final = frozenset({XSD + "double", XSD + "float"})
NUMERIC: Final = _INTEGERS | _FLOATS | {XSD + "decimal"}
"""The datatypes of numbers."""
LARGEST: Final = 10**400
"""Numbers from here on are no numbers to us: Python itself reads no text of more than 4,300 digits."""
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,400}")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})")
_FLOAT: Final = re.compile(rf"(?:{_DECIMAL.pattern})(?:[eE][+-]?[0-9]{{1,4}})?")

_ZONE: Final = r"(?P<zone>Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR: Final = r"(?P<year>-?(?:[1-9][0-9]{3,8}|0[0-9]{3}))"
_MONTH: Final = r"(?P<month>0[1-9]|1[0-2])"
_DAY: Final = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME: Final = (
    r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9])(?:\.(?P<fraction>[0-9]{1,40}))?"
    r"|(?P<midnight>24:00:00(?:\.0{1,40})?)"
)
_FORMS: Final = {
    XSD + "gYear": re.compile(_YEAR + _ZONE),
    XSD + "gYearMonth": re.compile(f"{_YEAR}-{_MONTH}{_ZONE}"),
    XSD + "date": re.compile(f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}"),
    XSD + "dateTime": re.compile(f"{_YEAR}-{_MONTH}-{_DAY}T(?:{_TIME}){_ZONE}"),
}
"""The four datatypes of a temporal literal in DCAT-AP, and how each is written."""

_DURATION: Final = re.compile(
    r"(?P<sign>-)?P(?=.)(?:(?P<years>[0-9]{1,9})Y)?(?:(?P<months>[0-9]{1,9})M)?(?:(?P<days>[0-9]{1,9})D)?"
    r"(?:T(?=.)(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?(?:(?P<seconds>[0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?"
)
_DURATIONS: Final = frozenset(XSD + name for name in ("duration", "dayTimeDuration", "yearMonthDuration"))


class Text(str):
    """A text with its language and datatype; else a `str` like any other.

    Attributes:
        language: lower-case tag, such as ``vi``; None where it has none.
        datatype: IRI of the datatype.
    """

    __slots__ = ("datatype", "language")
    language: str | None
    datatype: str

    def __new__(cls, text: str, language: str | None = None, datatype: str | None = None) -> Self:
        """A text; a language makes it an ``rdf:langString``."""
        made = str.__new__(cls, text)
        made.language = None if language is None else language.lower()
        made.datatype = datatype or (STRING if language is None else LANG_STRING)
        return made

    def __repr__(self) -> str:
        """As Python writes it, the language behind it as Turtle has it."""
        return repr(str(self)) if self.language is None else f"{str(self)!r}@{self.language}"

    def __reduce__(self) -> tuple[type[Self], tuple[str, str | None, str]]:
        """Language and datatype are kept in copies."""
        return type(self), (str(self), self.language, self.datatype)


class TypedLiteral:
    """A literal with a Python value where one exists; with one it equals that value.

    Attributes:
        lexical: as it was written.
        datatype: IRI of the datatype as it was written.
    """

    __slots__ = ("__dict__", "datatype", "lexical")
    lexical: str
    datatype: str

    def __init__(self, lexical: str, datatype: str = STRING) -> None:
        object.__setattr__(self, "lexical", lexical)
        object.__setattr__(self, "datatype", datatype)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: literals never change."""
        raise AttributeError(f"a {type(self).__name__} never changes; make another one")

    def __delattr__(self, name: str) -> None:
        """Refuse: literals never change."""
        raise AttributeError(f"a {type(self).__name__} never changes; make another one")

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Copies are made anew: what is there cannot be filled in."""
        return type(self), (self.lexical, self.datatype)

    @property
    def python(self) -> object:
        """The Python value; None where there is none."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        """By value where there is one, else by the text and the datatype."""
        mine = self.python
        if isinstance(other, TypedLiteral):
            theirs = other.python
            if mine is None or theirs is None:
                return mine is theirs and (self.lexical, self.datatype) == (other.lexical, other.datatype)
            return mine == theirs
        return mine is not None and mine == other

    def __hash__(self) -> int:
        """That of the value where there is one."""
        mine = self.python
        return hash((self.lexical, self.datatype)) if mine is None else hash(mine)

    def __str__(self) -> str:
        """As it was written."""
        return self.lexical

    def __repr__(self) -> str:
        """The class and the text."""
        return f"{type(self).__name__}({self.lexical!r})"


class Number(TypedLiteral):
    """A number: an `int` or a `Decimal` stands beside the text.

    >>> Number("1.50", XSD + "decimal").decimal
    Decimal('1.50')
    >>> Number("1e3", XSD + "decimal").decimal is None  # no decimal is written that way
    True
    >>> Number("0", XSD + "nonNegativeInteger") == 0
    True
    """

    __slots__ = ()

    @cached_property
    def decimal(self) -> Decimal | None:
        """The exact value; None for what its datatype cannot be, infinities included."""
        if self.datatype in _INTEGERS:
            form = _INTEGER
        elif self.datatype == XSD + "decimal":
            form = _DECIMAL
        elif self.datatype in _FLOATS or self.datatype == STRING:
            form = _FLOAT
        else:
            return None
        return Decimal(self.lexical) if form.fullmatch(self.lexical) else None

    @property
    def integer(self) -> int | None:
        """The value where it is a whole number; 1.0 is one."""
        value = self.decimal
        if value is None or value.adjusted() > 400 or value != value.to_integral_value():
            return None
        return int(value)

    @property
    def python(self) -> Decimal | None:
        """The exact value."""
        return self.decimal

    def __int__(self) -> int:
        """The whole number.

        Raises:
            ValueError: it is none.
        """
        value = self.integer
        if value is None:
            raise ValueError(f"{self.lexical!r} is no whole number")
        return value

    def __float__(self) -> float:
        """The nearest float.

        Raises:
            ValueError: it is no number.
        """
        value = self.decimal
        if value is None:
            raise ValueError(f"{self.lexical!r} is no number")
        return float(value)

    def __bool__(self) -> bool:
        """Whether there is a value other than 0; test for being there with ``is None``."""
        return bool(self.decimal)


class Temporal(TypedLiteral):
    """A year, a month, a day or an instant, as precise as it was written.

    A text without datatype counts where it has one of the four forms.

    >>> when = Temporal("2026-05", XSD + "gYearMonth")
    >>> when.year, when.month, when.date, when.latest
    (2026, 5, None, datetime.date(2026, 5, 31))
    """

    __slots__ = ()

    @classmethod
    def of(cls, value: str | dt.date | Temporal) -> Temporal | None:
        """From a Python date, or a text in one of the four forms; None for any other text.

        None, too, for an instant whose zone XML Schema cannot write: one of odd seconds, or beyond 14 hours.
        """
        match value:
            case Temporal():
                return value
            case dt.datetime():
                instant = cls(value.isoformat(), XSD + "dateTime")
                return None if instant.form is None else instant
            case dt.date():
                return cls(value.isoformat(), XSD + "date")
        made = cls(str(value))
        return None if made.form is None else cls(made.lexical, made.form)

    @cached_property
    def form(self) -> str | None:
        """IRI of the datatype that the text is well-formed for, its own unless it has none; None where it is not."""
        forms = _FORMS if self.datatype == STRING else {self.datatype: _FORMS.get(self.datatype)}
        for datatype, form in forms.items():
            found = form.fullmatch(self.lexical) if form is not None else None
            if found is not None and _is_day(found):
                return datatype
        return None

    @cached_property
    def _parts(self) -> dict[str, str]:
        form = self.form
        found = _FORMS[form].fullmatch(self.lexical) if form is not None else None
        return {} if found is None else {name: part for name, part in found.groupdict().items() if part is not None}

    @property
    def year(self) -> int | None:
        """The year; there is none where the text is ill-formed."""
        return int(self._parts["year"]) if self._parts else None

    @property
    def month(self) -> int | None:
        """The month, 1 to 12, where it is given."""
        return int(self._parts["month"]) if "month" in self._parts else None

    @cached_property
    def date(self) -> dt.date | None:
        """The day, where one is given, as the text has it; time and zone set aside."""
        instant = self.datetime
        if instant is not None:
            return instant.date()
        parts = self._parts
        # Midnight at the end of the last day that Python knows is the first one that it does not.
        if "day" not in parts or "midnight" in parts or not 1 <= int(parts["year"]) <= _LAST_YEAR:
            return None
        return dt.date(int(parts["year"]), int(parts["month"]), int(parts["day"]))

    @cached_property
    def datetime(self) -> dt.datetime | None:
        """The instant, where one is given, to the microsecond; without a zone where it has none."""
        parts = self._parts
        if not ("hour" in parts or "midnight" in parts) or not 1 <= int(parts["year"]) <= _LAST_YEAR:
            return None
        made = dt.datetime(
            int(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            int(parts.get("hour", 0)),
            int(parts.get("minute", 0)),
            int(parts.get("second", 0)),
            int(parts.get("fraction", "0")[:6].ljust(6, "0")),
            _zone(parts.get("zone")),
        )
        try:
            return made + dt.timedelta(days=1) if "midnight" in parts else made
        except OverflowError:
            return None

    @property
    def earliest(self) -> dt.date | None:
        """The first day that it may mean."""
        return self._bound(first=True)

    @property
    def latest(self) -> dt.date | None:
        """The last day that it may mean."""
        return self._bound(first=False)

    def _bound(self, *, first: bool) -> dt.date | None:
        if "day" in self._parts or not self._parts:
            return self.date
        year, month = int(self._parts["year"]), self.month or (1 if first else 12)
        if not 1 <= year <= _LAST_YEAR:
            return None
        return dt.date(year, month, 1 if first else _last_day(year, month))

    @property
    def python(self) -> dt.date | None:
        """The `datetime` or `date`; None for years, months and what is no date."""
        return self.datetime or self.date


class Duration(TypedLiteral):
    """A span of time, such as ``P1D``; years and months have no fixed length.

    >>> Duration("PT15M", XSD + "duration").timedelta
    datetime.timedelta(seconds=900)
    """

    __slots__ = ()

    @classmethod
    def of(cls, value: str | dt.timedelta | Duration) -> Duration | None:
        """From a Python span, or a text such as ``P1Y``; None for any other text."""
        match value:
            case Duration():
                return value
            case dt.timedelta():
                return cls(_written(value), XSD + "duration")
        made = cls(str(value), XSD + "duration")
        return made if made._parts else None

    @cached_property
    def _parts(self) -> dict[str, str]:
        known = self.datatype in _DURATIONS or self.datatype == STRING
        found = _DURATION.fullmatch(self.lexical) if known else None
        return {} if found is None else {name: part for name, part in found.groupdict().items() if part is not None}

    @property
    def months(self) -> int | None:
        """Years and months together, in months; None where it is ill-formed."""
        if not self._parts:
            return None
        count = 12 * int(self._parts.get("years", 0)) + int(self._parts.get("months", 0))
        return -count if "sign" in self._parts else count

    @cached_property
    def timedelta(self) -> dt.timedelta | None:
        """The span to the microsecond, where its length is fixed."""
        parts = self._parts
        if not parts or self.months:
            return None
        try:
            span = dt.timedelta(
                days=int(parts.get("days", 0)),
                hours=int(parts.get("hours", 0)),
                minutes=int(parts.get("minutes", 0)),
                microseconds=int(Decimal(parts.get("seconds", 0)) * 1_000_000),
            )
        except OverflowError:
            return None
        return -span if "sign" in parts else span

    @property
    def python(self) -> dt.timedelta | None:
        """The span."""
        return self.timedelta


class Boolean(TypedLiteral):
    """True or false.

    >>> Boolean("0", XSD + "boolean") == False
    True
    """

    __slots__ = ()

    @property
    def python(self) -> bool | None:
        """The value; None for anything but ``true``, ``false``, ``1`` and ``0``."""
        return {"true": True, "1": True, "false": False, "0": False}.get(self.lexical)

    def __bool__(self) -> bool:
        """Whether it is true."""
        return self.python is True


_LAST_YEAR: Final = 9999
_FEBRUARY: Final = 2
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _is_day(found: re.Match[str]) -> bool:
    """Whether that month has that day; 30 February is no date."""
    parts = found.groupdict()
    if parts.get("day") is None:
        return True
    year = int(parts["year"])
    return int(parts["day"]) <= _last_day(year, int(parts["month"]))


def _last_day(year: int, month: int) -> int:
    return _DAYS[month - 1] + (month == _FEBRUARY and isleap(year))


def _zone(written: str | None) -> dt.timezone | None:
    if written is None:
        return None
    if written == "Z":
        return dt.UTC
    offset = dt.timedelta(hours=int(written[1:3]), minutes=int(written[4:6]))
    return dt.timezone(-offset if written[0] == "-" else offset)


def _written(span: dt.timedelta) -> str:
    """As xsd:duration has it, exact."""
    sign, rest = ("-", -span) if span < dt.timedelta(0) else ("", span)
    hours, seconds = divmod(rest.seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{rest.microseconds:06d}".rstrip("0") if rest.microseconds else ""
    days = f"{rest.days}D" if rest.days else ""
    time = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M")) if count)
    if seconds or fraction:
        time += f"{seconds}{fraction}S"
    if not days and not time:
        time = "0S"
    return f"{sign}P{days}{'T' + time if time else ''}"
