"""The times of activities: read as they are written, compared exactly, told to the microsecond."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Final, NamedTuple

from danhmuc.vocab.datatypes.dates import DateParts, read_date_parts
from danhmuc.vocab.datatypes.names import STRING, XSD

_DATATYPES: Final = {
    XSD.dateTime: XSD.dateTime,
    XSD.dateTimeStamp: XSD.dateTimeStamp,
    XSD.date: XSD.date,
    # A feed that forgets the datatype writes the same text.
    STRING: XSD.dateTime,
}
_END_OF_DAY: Final = 24
_LONGEST: Final = 100


class ActivityTime(NamedTuple):
    """A time; the later one is greater.

    Attributes:
        exact: seconds since the year 1, UTC.
        text: UTC, ISO 8601 to the microsecond.
    """

    exact: Fraction
    text: str


def read_activity_time(lexical: str, datatype: str) -> ActivityTime | None:
    """Read a time or a day; None if it is not understood. Without a zone it is UTC, and a day is its beginning.

    >>> read_activity_time("2026-05-31T07:00:00.1234567+07:00", XSD.dateTime).text
    '2026-05-31T00:00:00.123456+00:00'
    """
    wanted = _DATATYPES.get(datatype)
    parts = None if wanted is None or len(lexical) > _LONGEST else read_date_parts(lexical, wanted)
    if parts is None:
        return None
    try:
        whole = _whole_second(parts)
    except (ValueError, OverflowError):
        return None
    fraction = Fraction(int(parts.fraction or "0"), 10 ** len(parts.fraction))
    since = whole - datetime.min.replace(tzinfo=UTC)
    exact = Fraction(since.days * 86_400 + since.seconds) + fraction
    shown = whole + timedelta(microseconds=int(fraction * 1_000_000))
    return ActivityTime(exact, shown.isoformat(timespec="microseconds"))


def _whole_second(parts: DateParts) -> datetime:
    """The time without the fraction of its second.

    Raises:
        ValueError, OverflowError: Python has no such time.
    """
    zone = timezone(timedelta(minutes=parts.zone or 0))
    hour = parts.hour or 0
    ends_day = hour == _END_OF_DAY
    day = datetime(parts.year or 0, parts.month or 1, parts.day or 1, tzinfo=zone)
    within = timedelta(hours=hour, minutes=parts.minute or 0, seconds=parts.second or 0)
    return (day + (timedelta(days=1) if ends_day else within)).astimezone(UTC)
