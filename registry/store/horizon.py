"""The horizon: the earliest time as of which the registry can be shown.

It is the time of the first moment that is known, and moves when former rows are pruned.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from .tables import PAST, moments, settings

__all__ = ["horizon", "move_horizon"]

_HORIZON: Final = "horizon"


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
    known = horizon(connection)
    if known is None or at <= known:
        return 0
    is_horizon = settings.c.name == _HORIZON
    if connection.execute(update(settings).where(is_horizon).values(value=at)).rowcount == 0:
        connection.execute(insert(settings), [{"name": _HORIZON, "value": at}])
    first = connection.scalar(select(func.max(moments.c.id)).where(moments.c.at <= at))
    if first is None:
        return 0
    connection.execute(delete(moments).where(moments.c.id < first))
    return sum(connection.execute(delete(past).where(past.c.moment <= first)).rowcount for past in PAST.values())
