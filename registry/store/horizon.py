"""The horizon: the earliest time as of which the registry can be shown.

It is the time of the first moment that is known, and moves when former rows are pruned. Later times are unknown if a
backup was restored after them: what the registry had since that backup is lost.
"""

from __future__ import annotations

import json
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from .tables import PAST, moments, settings

__all__ = ["LostSpan", "add_lost_span", "count_former", "find_lost_span", "horizon", "move_horizon"]

_HORIZON: Final = "horizon"
_LOST: Final = "lost spans"


class LostSpan(NamedTuple):
    """The time between a backup and when it was restored, as of which the registry cannot be shown; UTC."""

    since: str
    until: str


def add_lost_span(connection: Connection, span: LostSpan) -> None:
    """Remember that what was stored in some time is lost."""
    is_lost = settings.c.name == _LOST
    packed = json.dumps([*_lost_spans(connection), span])
    if connection.execute(update(settings).where(is_lost).values(value=packed)).rowcount == 0:
        connection.execute(insert(settings), [{"name": _LOST, "value": packed}])


def find_lost_span(connection: Connection, at: str) -> LostSpan | None:
    """The time that is lost and that has a time within it; None if there is none."""
    return next((span for span in _lost_spans(connection) if span.since < at < span.until), None)


def _lost_spans(connection: Connection) -> list[LostSpan]:
    found = connection.scalar(select(settings.c.value).where(settings.c.name == _LOST))
    spans: list[list[Any]] = [] if found is None else json.loads(found)
    return [LostSpan(*span) for span in spans]


def horizon(connection: Connection) -> str | None:
    """The earliest time as of which the registry can be shown, UTC; None if nothing was stored yet."""
    pruned = connection.scalar(select(settings.c.value).where(settings.c.name == _HORIZON))
    first = connection.scalar(select(moments.c.at).order_by(moments.c.id).limit(1))
    return max((at for at in (pruned, first) if at is not None), default=None)


def move_horizon(connection: Connection, at: str) -> int:
    """Let the registry be shown from a time on only; returns the number of former rows that were deleted.

    A time before the horizon moves nothing. Rows of today stay, and what no earlier moment needs any more is to be
    deleted by the caller.
    """
    if not _is_later(connection, at):
        return 0
    is_horizon = settings.c.name == _HORIZON
    if connection.execute(update(settings).where(is_horizon).values(value=at)).rowcount == 0:
        connection.execute(insert(settings), [{"name": _HORIZON, "value": at}])
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
