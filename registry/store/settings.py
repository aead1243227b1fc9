"""Settings of a registry: the base of the IRIs that it mints, and the number of its newest batch."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from danhmuc.vocab.errors import UsageError

from ..messages.requests import BASE_FIXED
from ..record.record import DEFAULT_BASE
from .database import RegistryDatabase
from .registry_identity import IDENTITY, new_identity
from .tables import settings

__all__ = ["base_of", "newest_batch", "next_batch", "settle_base"]


def base_of(connection: Connection) -> str | None:
    """The base of minted IRIs; None in a registry that has none of its own yet."""
    return connection.scalar(select(settings.c.value).where(settings.c.name == "base"))


def settle_base(database: RegistryDatabase, base: str | None, *, create: bool) -> str:
    """Write the base of a new registry once; the base that it has from then on.

    Args:
        base: the base asked for; else `DEFAULT_BASE`.
        create: whether a registry without a base gets one.

    Raises:
        UsageError: the registry has another base than the one asked for.
    """
    with database.reading(words="opening") as connection:
        stored = base_of(connection)
    if stored is None and create:
        with database.writing() as connection:
            # Another process may have been first.
            stored = base_of(connection)
            if stored is None:
                stored = base or DEFAULT_BASE
                rows = [{"name": "base", "value": stored}, {"name": IDENTITY, "value": new_identity()}]
                connection.execute(insert(settings), rows)
    if base is not None and base != (stored or DEFAULT_BASE):
        raise UsageError(BASE_FIXED(known=stored or DEFAULT_BASE, base=base))
    return stored or DEFAULT_BASE


def newest_batch(connection: Connection) -> int:
    """The number of the newest batch, 0 if there was none; perhaps no run has it."""
    return int(connection.scalar(select(settings.c.value).where(settings.c.name == "batch")) or 0)


def next_batch(connection: Connection) -> int:
    """A number that the runs of one command share and no other run has; needs a writing transaction."""
    is_batch = settings.c.name == "batch"
    newest = connection.scalar(select(settings.c.value).where(is_batch))
    if newest is None:
        connection.execute(insert(settings), [{"name": "batch", "value": "1"}])
        return 1
    batch = int(newest) + 1
    connection.execute(update(settings).where(is_batch).values(value=str(batch)))
    return batch
