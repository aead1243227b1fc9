"""Spans of time.

Source: XML Schema 1.1 part 2, section 3.3.6.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cached_property
from typing import Final

from .datatypes import STRING, XSD
from .ordered import Ordered

__all__ = ["Duration"]

_DURATION: Final = re.compile(
    r"(?P<sign>-)?P(?=.)(?:(?P<years>[0-9]{1,9})Y)?(?:(?P<months>[0-9]{1,9})M)?(?:(?P<days>[0-9]{1,9})D)?"
    r"(?:T(?=.)(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?(?:(?P<seconds>[0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?"
)
_DURATIONS: Final = frozenset(XSD + name for name in ("duration", "dayTimeDuration", "yearMonthDuration"))


class Duration(Ordered):
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

    def _rank(self, value: object) -> dt.timedelta | None:
        if isinstance(value, Duration):
            return value.timedelta
        return value if isinstance(value, dt.timedelta) else NotImplemented


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
