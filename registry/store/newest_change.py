"""The newest run and the newest change of a registry."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from .tables import changes, runs

__all__ = ["NewestChange", "newest_change"]


class NewestChange(NamedTuple):
    """The newest run, and the time of the newest row of the ledger; None where there is none yet."""

    run: int | None
    at: str | None


def newest_change(connection: Connection) -> NewestChange:
    """The newest run and the time of the newest change."""
    newest = connection.scalar(select(changes.c.at).order_by(changes.c.id.desc()).limit(1))
    return NewestChange(connection.scalar(select(func.max(runs.c.id))), newest)
