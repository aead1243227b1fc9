"""The horizon: the earliest time as of which the registry can be shown, which moves when history is pruned."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, insert, select, update

from .tables import settings

__all__ = ["horizon", "move_horizon"]

_HORIZON: Final = "horizon"


def horizon(connection: Connection) -> str | None:
    """The earliest time as of which the registry can be shown, UTC; None if nothing was pruned."""
    return connection.scalar(select(settings.c.value).where(settings.c.name == _HORIZON))


def move_horizon(connection: Connection, at: str) -> int:
    """Let the registry be shown from a time on only; returns the number of former rows that were deleted.

    A time before the horizon moves nothing.
    """
    known = horizon(connection)
    if known is not None and at <= known:
        return 0
    is_horizon = settings.c.name == _HORIZON
    if connection.execute(update(settings).where(is_horizon).values(value=at)).rowcount == 0:
        connection.execute(insert(settings), [{"name": _HORIZON, "value": at}])
    return 0
