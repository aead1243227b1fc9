"""Hold the lease of a source while something works on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

from danhmuc.vocab.errors import RegistryError

from ..store.database import RegistryDatabase
from ..store.leases import HEARTBEAT_SECONDS, Lease, drop_lease, renew_lease, take_lease
from .heartbeat import Heartbeat

__all__ = ["holding_lease"]


@contextmanager
def holding_lease(database: RegistryDatabase, source: str, *, batch: int | None = None) -> Iterator[Lease]:
    """Hold the lease of a source, with heartbeats, and give it back.

    Raises:
        RegistryError: another process holds it.
    """
    with database.writing() as connection:
        lease = take_lease(connection, source, batch=batch)
    try:
        with _beating(database, lease):
            yield lease
    finally:
        # What cannot be given back now can be taken over after its silence.
        with suppress(RegistryError), database.writing() as connection:
            drop_lease(connection, source, lease.token)


def _beating(database: RegistryDatabase, lease: Lease) -> AbstractContextManager[object]:
    if database.is_private:
        return nullcontext()  # its one connection belongs to the thread that works

    def beat() -> None:
        with database.writing() as connection:
            renew_lease(connection, lease)

    return Heartbeat(beat, HEARTBEAT_SECONDS)
