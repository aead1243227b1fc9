"""Spans of time."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Final

from danhmuc.vocab.datatypes.dates import DurationParts, read_duration, write_duration
from danhmuc.vocab.datatypes.grammar import STRING, XSD

from .ordered import Ordered

_DIGITS: Final = 9
"""Digits of the longest part that has a value; no realistic span has more."""


class Duration(Ordered):
    """A span of time, such as ``P1D``; years and months have no fixed length.

    >>> Duration("PT15M", XSD.duration).timedelta
    datetime.timedelta(seconds=900)
    """

    __slots__ = ()

    @classmethod
    def of(cls, value: str | dt.timedelta | Duration) -> Duration | None:
        """Make one from a Python span, or a text such as ``P1Y``; None for any other text."""
        match value:
            case Duration():
                return value
            case dt.timedelta():
                return cls(write_duration(value), XSD.duration)
        made = cls(str(value), XSD.duration)
        return None if made._parts is None else made

    @cached_property
    def _parts(self) -> DurationParts | None:
        datatype = XSD.duration if self.datatype == STRING else self.datatype
        parts = read_duration(self.lexical, datatype)
        return parts if parts is not None and parts.longest <= _DIGITS else None

    @property
    def months(self) -> int | None:
        """Years and months together, in months; None if it is ill-formed."""
        return None if self._parts is None else self._parts.total_months

    @cached_property
    def timedelta(self) -> dt.timedelta | None:
        """The span to the microsecond; None if its length is not fixed."""
        parts = self._parts
        if parts is None or parts.total_months:
            return None
        try:
            span = dt.timedelta(
                days=int(parts.days or 0),
                hours=int(parts.hours or 0),
                minutes=int(parts.minutes or 0),
                seconds=int(parts.seconds or 0),
                microseconds=int(parts.fraction[:6].ljust(6, "0")),
            )
            # Python's longest positive span is longer than its longest negative one.
            span = -span if parts.is_negative else span
        except OverflowError:
            return None
        return span

    @property
    def python(self) -> dt.timedelta | None:
        """The span."""
        return self.timedelta

    def _rank(self, value: object) -> dt.timedelta | None:
        if isinstance(value, Duration):
            return value.timedelta
        return value if isinstance(value, dt.timedelta) else NotImplemented
