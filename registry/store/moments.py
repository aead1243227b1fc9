"""Moments, as people write them: in the ledger of changes, and as of which the registry can be shown.

A moment of the ledger is a day, a time, a run, or a row. As of a day the registry is shown at its last second in Viet
Nam, as of a time at its own second, as of a run at its end: what was changed later in the same second belongs to a day
or time, but not to a run. The horizon is the earliest time as of which the registry can be shown: that of the first
moment that is known. It moves when former rows are pruned. Later times are unknown if a backup was restored after them:
what the registry had since that backup is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.vietnam_time import VIETNAM, second_in_vietnam

from ..messages.store import AsOfText, RequestsText, StoreText
from .clock import now
from .database import RegistryDatabase, newest_keys
from .settings import read_setting, write_setting
from .tables import PAST, changes, disclosures, metadata, moments, runs

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
        raise UsageError(RequestsText.MOMENT_REFUSED(text=text))
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
        refused = (
            RequestsText.ROW_LOST
            if 0 < row <= newest_keys(connection, metadata)[changes.name]
            else RequestsText.ROW_UNKNOWN
        )
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
        refused = (
            RequestsText.RUN_LOST
            if 0 < run <= newest_keys(connection, metadata)[runs.name]
            else RequestsText.RUN_UNKNOWN
        )
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
    from danhmuc.vocab.datatypes.dates import read_day_alone

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


class NewestChange(NamedTuple):
    """The newest run, and the time of the newest row of the ledger; None where there is none yet."""

    run: int | None
    at: str | None


def newest_change(connection: Connection) -> NewestChange:
    """The newest run and the time of the newest change."""
    newest = connection.scalar(select(changes.c.at).order_by(changes.c.id.desc()).limit(1))
    return NewestChange(connection.scalar(select(func.max(runs.c.id))), newest)


_HORIZON: Final = "horizon"
_LOST: Final = "lost spans"


class LostSpan(NamedTuple):
    """The time between a backup and when it was restored, as of which the registry cannot be shown; UTC."""

    since: str
    until: str


def add_lost_span(connection: Connection, span: LostSpan) -> None:
    """Remember that what was stored in some time is lost."""
    write_setting(connection, _LOST, json.dumps([*_lost_spans(connection), span]))


def find_lost_span(connection: Connection, at: str) -> LostSpan | None:
    """The time that is lost and that has a time within it; None if there is none."""
    return next((span for span in _lost_spans(connection) if span.since < at < span.until), None)


def _lost_spans(connection: Connection) -> list[LostSpan]:
    return [LostSpan(*span) for span in json.loads(read_setting(connection, _LOST) or "[]")]


def horizon(connection: Connection) -> str | None:
    """The earliest time as of which the registry can be shown, UTC; None if nothing was stored yet."""
    pruned = read_setting(connection, _HORIZON)
    first = connection.scalar(select(moments.c.at).order_by(moments.c.id).limit(1))
    return max((at for at in (pruned, first) if at is not None), default=None)


def move_horizon(connection: Connection, at: str) -> int:
    """Let the registry be shown from a time on only; returns the number of former rows that were deleted.

    A time before the horizon moves nothing. Rows of today stay, and what no earlier moment needs any more is to be
    deleted by the caller.
    """
    if not _is_later(connection, at):
        return 0
    write_setting(connection, _HORIZON, at)
    first = _moment_of(connection, at)
    if first is None:
        return 0
    connection.execute(delete(moments).where(moments.c.id < first))
    return sum(connection.execute(delete(past).where(past.c.moment <= first)).rowcount for past in PAST.values())


def count_former(connection: Connection, at: str) -> int:
    """The number of former rows that `move_horizon` would delete."""
    first = _moment_of(connection, at) if _is_later(connection, at) else None
    if first is None:
        return 0
    counts = (select(func.count()).select_from(past).where(past.c.moment <= first) for past in PAST.values())
    return sum(connection.scalar(count) or 0 for count in counts)


def _is_later(connection: Connection, at: str) -> bool:
    """Whether a time is after the horizon."""
    known = horizon(connection)
    return known is not None and at > known


def _moment_of(connection: Connection, at: str) -> int | None:
    """The last moment up to a time."""
    last: int | None = connection.scalar(select(func.max(moments.c.id)).where(moments.c.at <= at))
    return last


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
        return _past_moment_of_run(connection, text, int(run["number"]))
    at = _end_of(text.strip())
    if at is None:
        raise UsageError(AsOfText.AS_OF_MOMENT_REFUSED(text=text))
    earliest = horizon(connection)
    if earliest is None:
        raise UsageError(AsOfText.AS_OF_EMPTY(text=text))
    row = connection.execute(select(moments).where(moments.c.at <= at).order_by(moments.c.id.desc()).limit(1)).first()
    if row is None or at < earliest:
        raise UsageError(AsOfText.AS_OF_BEFORE_HORIZON(text=text, earliest=second_in_vietnam(earliest)))
    lost = find_lost_span(connection, at)
    if lost is not None:
        since, until = map(second_in_vietnam, lost)
        raise UsageError(AsOfText.AS_OF_LOST(text=text, since=since, until=until))
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
        raise UsageError(AsOfText.AS_OF_MOMENT_REFUSED(text=text))
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
            yield StoreText.MOMENT_TIME_BACK(moment=newest, at=at, before=before)
        before = max(before, at)
    for past in PAST.values():
        found = connection.scalar(select(func.max(past.c.moment)))
        if found is not None and found > newest:
            yield StoreText.MOMENT_MISSING(table=past.name, moment=found)


def _past_moment_of_run(connection: Connection, text: str, run: int) -> PastMoment:
    refuse_unknown_run(connection, run)
    ended, key = connection.execute(select(runs.c.ended_at, runs.c.moment).where(runs.c.id == run)).one()
    if ended is None:
        raise UsageError(AsOfText.AS_OF_RUN_OPEN(run=run))
    row = connection.execute(select(moments).where(moments.c.id == key)).first()
    earliest = horizon(connection)
    if row is None or earliest is None or row.at < earliest:
        shown = "–" if earliest is None else second_in_vietnam(earliest)
        raise UsageError(AsOfText.AS_OF_RUN_TOO_EARLY(run=run, earliest=shown))
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
        raise UsageError(AsOfText.AS_OF_FUTURE(text=text))
    return last.isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One time that an earlier moment was asked for as it was known then.

    Attributes:
        at: when it was asked for, UTC.
        moment: time of the newest change that counted; None if that is pruned by now.
    """

    at: str
    by: str
    reason: str
    moment: str | None

    def as_dict(self) -> dict[str, object]:
        """The disclosure as JSON has it."""
        return json_members(self, self.__slots__)


def write_disclosure(
    database: RegistryDatabase, connection: Connection, moment: PastMoment, *, by: str, reason: str
) -> None:
    """Record it, before anything is shown."""
    key = next(database.next_ids(connection, disclosures))
    row = {"id": key, "at": now(), "by": by, "reason": reason, "moment": moment.id}
    connection.execute(insert(disclosures), [row])


def disclosure_rows(connection: Connection) -> list[Disclosure]:
    """All of them, in their order."""
    columns = (disclosures.c.at, disclosures.c.by, disclosures.c.reason, moments.c.at.label("moment"))
    query = select(*columns).outerjoin(moments, moments.c.id == disclosures.c.moment).order_by(disclosures.c.id)
    return [Disclosure(**row) for row in connection.execute(query).mappings()]
