"""Moments in the ledger of changes, as people write them: a day, a time, a run, or a row of the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from danhmuc.vocab.datatypes.days import read_day_alone
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.vietnam_time import VIETNAM

from ..messages.requests import MOMENT_REFUSED, ROW_LOST, ROW_UNKNOWN, RUN_LOST, RUN_UNKNOWN
from .clock import now
from .database import newest_keys
from .tables import changes, metadata, runs

__all__ = [
    "LAST",
    "Moment",
    "begin_of_day",
    "find_moment",
    "is_time",
    "moment_text",
    "newest_row",
    "newest_run",
    "read_time",
    "refuse_unknown_run",
    "require_row",
]

LAST: Final = "last"
"""The moment 24 hours before now."""
_LAST_HOURS: Final = 24
_GREATEST: Final = 2**63 - 1
"""The greatest number that a database takes."""
_NUMBERED: Final = re.compile(r"(?:(?P<kind>run|row):)?(?P<number>\d{1,18})")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment in the ledger.

    Attributes:
        text: as it was asked for.
        row: the newest row of the ledger before it, 0 if there is none.
        at: its time, UTC; None for a row.
        run: the run that it was asked for by; None for a day, a time or a row.
    """

    text: str
    row: int
    at: str | None
    run: int | None = None


def moment_text(moment: str | int | date | datetime) -> str:
    """A moment as people write it: a day, a time, or the number of a run."""
    return moment.isoformat() if isinstance(moment, date) else str(moment)


def find_moment(connection: Connection, text: str) -> Moment:
    """The moment of a text: ``last``, a day or time (in Viet Nam), ``12`` or ``run:12``, ``row:345``.

    Raises:
        UsageError: it is none of these, or there is no such run or row.
    """
    found = _NUMBERED.fullmatch(text.strip())
    if found is not None and found["kind"] == "row":
        return _moment_of_row(connection, text, int(found["number"]))
    if found is not None:
        return _moment_of_run(connection, text, int(found["number"]))
    moment = _time_of(text.strip())
    if moment is None:
        raise UsageError(MOMENT_REFUSED(text=text))
    at = moment.isoformat(timespec="seconds")
    # Times of the ledger never go back.
    row = connection.scalar(select(func.max(changes.c.id)).where(changes.c.at < at))
    return Moment(text=text, row=row or 0, at=at)


def require_row(connection: Connection, row: int) -> int:
    """The number of a row of the ledger, or 0 for none.

    Raises:
        UsageError: there is no such row: it is of another registry, or was lost when a backup was restored.
    """
    is_there = 0 <= row <= _GREATEST and connection.scalar(select(changes.c.id).where(changes.c.id == row)) is not None
    if row != 0 and not is_there:
        refused = ROW_LOST if 0 < row <= newest_keys(connection, metadata)[changes.name] else ROW_UNKNOWN
        raise UsageError(refused(row=row, newest=newest_row(connection)))
    return row


def newest_row(connection: Connection) -> int:
    """The newest row of the ledger, 0 if there is none."""
    return connection.scalar(select(func.max(changes.c.id))) or 0


def newest_run(connection: Connection) -> int:
    """The newest run, 0 if there is none."""
    return connection.scalar(select(func.max(runs.c.id))) or 0


def refuse_unknown_run(connection: Connection, run: int) -> str:
    """The time at which a run began.

    Raises:
        UsageError: there is no such run, or it was lost when a backup was restored.
    """
    query = select(runs.c.started_at).where(runs.c.id == run)
    started = connection.scalar(query) if run <= _GREATEST else None
    if started is None:
        refused = RUN_LOST if 0 < run <= newest_keys(connection, metadata)[runs.name] else RUN_UNKNOWN
        raise UsageError(refused(run=run, newest=newest_run(connection)))
    return str(started)


def _moment_of_row(connection: Connection, text: str, row: int) -> Moment:
    # After what a restored backup does not have, nothing would seem to have changed, or only what came since.
    return Moment(text=text, row=require_row(connection, row), at=None)


def _moment_of_run(connection: Connection, text: str, run: int) -> Moment:
    started = refuse_unknown_run(connection, run)
    # Times have seconds only: of an edit in the second in which the run began nobody knows which came first.
    firsts = (
        connection.scalar(select(func.min(changes.c.id)).where(changes.c.run_id >= run)),
        connection.scalar(select(func.min(changes.c.id)).where(changes.c.at > started)),
    )
    first = min((row for row in firsts if row is not None), default=newest_row(connection) + 1)
    return Moment(text=text, row=first - 1, at=started, run=run)


def _time_of(text: str) -> datetime | None:
    if text == LAST:
        return datetime.fromisoformat(now()) - timedelta(hours=_LAST_HOURS)
    return read_time(text) if is_time(text) else begin_of_day(text)


def begin_of_day(text: str) -> datetime | None:
    """The time at which a day begins in Viet Nam, UTC; None if the text is none, or no time of UTC is as early."""
    day = read_day_alone(text)
    return None if day is None else read_time(f"{day}T00:00")


def is_time(text: str) -> bool:
    """Whether a text is written as a time, which there may not be, such as one of 25 o'clock."""
    return _TIME.fullmatch(text) is not None


def read_time(text: str) -> datetime | None:
    """The time that is written so, in Viet Nam unless it has a zone, as UTC; None if there is no such time."""
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=VIETNAM)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
