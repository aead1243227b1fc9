"""Moments as of which the registry can be shown, as people write them: a day, a time, or a run.

A day is its last second in Viet Nam, a time its own second, a run its end: what was changed later in the same second
belongs to a day or time, but not to a run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.vietnam_time import second_in_vietnam

from ..messages.as_of import (
    AS_OF_BEFORE_HORIZON,
    AS_OF_EMPTY,
    AS_OF_FUTURE,
    AS_OF_LOST,
    AS_OF_MOMENT_REFUSED,
    AS_OF_RUN_OPEN,
    AS_OF_RUN_TOO_EARLY,
)
from ..messages.store import MOMENT_MISSING, MOMENT_TIME_BACK
from .clock import now
from .horizon import find_lost_span, horizon
from .moments import Moment, begin_of_day, find_moment, is_time, newest_row, read_time, refuse_unknown_run
from .tables import PAST, changes, moments, runs

__all__ = ["PastMoment", "find_last_moment", "find_past_moment", "moment_problems"]

_PAGE: Final = 5_000
_RUN: Final = re.compile(r"(?:run:)?(?P<number>\d{1,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMoment:
    """A moment as of which the registry is shown.

    Attributes:
        text: as it was asked for.
        id: number of the newest transaction that counts.
        at: the time that was asked for, or of the end of the run; UTC. Of a day that has not ended it is now.
        newest: the newest key of each table then, by its name.
    """

    text: str
    id: int
    at: str
    newest: Mapping[str, int]

    @property
    def is_run(self) -> bool:
        """Whether it is the end of a run, to which nothing later belongs, though it be of the same second."""
        return _RUN.fullmatch(self.text.strip()) is not None


def find_past_moment(connection: Connection, text: str) -> PastMoment:
    """The moment of a text: a day or time (in Viet Nam unless it has a zone), ``12`` or ``run:12``.

    Raises:
        UsageError: it is none of these, in the future, before the horizon or in lost time, or there is no such run, or
            it has not ended.
    """
    run = _RUN.fullmatch(text.strip())
    if run is not None:
        return _moment_of_run(connection, text, int(run["number"]))
    at = _end_of(text.strip())
    if at is None:
        raise UsageError(AS_OF_MOMENT_REFUSED(text=text))
    earliest = horizon(connection)
    if earliest is None:
        raise UsageError(AS_OF_EMPTY(text=text))
    row = connection.execute(select(moments).where(moments.c.at <= at).order_by(moments.c.id.desc()).limit(1)).first()
    if row is None or at < earliest:
        raise UsageError(AS_OF_BEFORE_HORIZON(text=text, earliest=second_in_vietnam(earliest)))
    lost = find_lost_span(connection, at)
    if lost is not None:
        since, until = map(second_in_vietnam, lost)
        raise UsageError(AS_OF_LOST(text=text, since=since, until=until))
    # A day that has not ended is shown as it is now; the clock may be behind what it has written.
    shown = min(at, max(now(), row.at))
    return PastMoment(text=text, id=row.id, at=shown, newest=json.loads(row.newest))


def find_last_moment(connection: Connection, text: str | None) -> Moment:
    """The end of a day, a time or a run, or a row of the ledger, with the newest row then; None for now.

    It asks the ledger alone, which goes back further than the horizon. A day that has not ended ends now.

    Raises:
        UsageError: it is none of these, in the future, or there is no such run or row.
    """
    if text is None:
        return Moment(text="", row=newest_row(connection), at=now())
    run = _RUN.fullmatch(text.strip())
    if run is not None:
        return _end_of_run(connection, text, int(run["number"]))
    if text.strip().startswith("row:"):
        return find_moment(connection, text)
    at = _end_of(text.strip())
    if at is None:
        raise UsageError(AS_OF_MOMENT_REFUSED(text=text))
    row = connection.scalar(select(func.max(changes.c.id)).where(changes.c.at <= at)) or 0
    return Moment(text=text, row=row, at=min(at, now()))


def _end_of_run(connection: Connection, text: str, run: int) -> Moment:
    """The last change of a run; of one that changed nothing, the last before it."""
    began = refuse_unknown_run(connection, run)
    ended = connection.scalar(select(runs.c.ended_at).where(runs.c.id == run)) or now()
    own = connection.scalar(select(func.max(changes.c.id)).where(changes.c.run_id == run))
    if own is None:
        own = connection.scalar(select(func.max(changes.c.id)).where(changes.c.at < began)) or 0
    return Moment(text=text, row=own, at=ended, run=run)


def moment_problems(connection: Connection) -> Iterator[Message]:
    """Problems of moments: their times never go back, and former rows are of moments that there are."""
    before, newest = "", 0
    query = select(moments.c.id, moments.c.at).order_by(moments.c.id).execution_options(yield_per=_PAGE)
    for newest, at in connection.execute(query):
        if at < before:
            yield MOMENT_TIME_BACK(moment=newest, at=at, before=before)
        before = max(before, at)
    for past in PAST.values():
        found = connection.scalar(select(func.max(past.c.moment)))
        if found is not None and found > newest:
            yield MOMENT_MISSING(table=past.name, moment=found)


def _moment_of_run(connection: Connection, text: str, run: int) -> PastMoment:
    refuse_unknown_run(connection, run)
    ended, key = connection.execute(select(runs.c.ended_at, runs.c.moment).where(runs.c.id == run)).one()
    if ended is None:
        raise UsageError(AS_OF_RUN_OPEN(run=run))
    row = connection.execute(select(moments).where(moments.c.id == key)).first()
    earliest = horizon(connection)
    if row is None or earliest is None or row.at < earliest:
        shown = "–" if earliest is None else second_in_vietnam(earliest)
        raise UsageError(AS_OF_RUN_TOO_EARLY(run=run, earliest=shown))
    return PastMoment(text=text, id=row.id, at=row.at, newest=json.loads(row.newest))


def _end_of(text: str) -> str | None:
    """The last second of a day, or of a time, UTC; None if it is neither.

    Raises:
        UsageError: it is in the future.
    """
    if is_time(text):
        first = last = read_time(text)
    else:
        first = begin_of_day(text)
        last = None if first is None else first + timedelta(days=1, seconds=-1)
    if first is None or last is None:
        return None
    if first.isoformat(timespec="seconds") > now():
        raise UsageError(AS_OF_FUTURE(text=text))
    return last.isoformat(timespec="seconds")
