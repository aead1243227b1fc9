"""Hold the lease of a source while a run works on it, and close the run whatever happens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Self

from danhmuc.vocab.errors import RegistryError

from ..store.clock import Stamp
from ..store.database import Connection, RegistryDatabase
from ..store.runs import HEARTBEAT_SECONDS, Lease, beat, drop_lease, give_up_run, new_token, renew_lease, take_lease

# ---------------------------------------------------------------- heartbeat
# A heartbeat beside long work: a thread that calls something now and then until the work ends.


class Heartbeat:
    """Beats while its block runs.

    A beat that fails is not repeated before its time: if the lease is lost, or the registry out of reach, the next
    writing transaction of the work itself says so.
    """

    def __init__(self, beat: Callable[[], None], seconds: float) -> None:
        self._beat = beat
        self._seconds = seconds
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._go, name="danhmuc-heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def _go(self) -> None:
        while not self._ends.wait(self._seconds):
            with suppress(RegistryError):
                self._beat()


# ---------------------------------------------------------------- holding


@contextmanager
def holding_lease(database: RegistryDatabase, source: str, *, batch: int | None = None) -> Iterator[Lease]:
    """Hold the lease of a source, with heartbeats, and give it back.

    Raises:
        RegistryError: another process holds it.
    """
    token = new_token()
    try:
        with database.writing() as connection:
            lease = take_lease(connection, source, batch=batch, token=token)
        with _beating(database, lease):
            yield lease
    except BaseException:
        database.roll_back()
        raise
    finally:
        try:
            _give_back(database, source, token)
        except KeyboardInterrupt:
            database.roll_back()
            _give_back(database, source, token)
            raise


@contextmanager
def writing_of_run(database: RegistryDatabase, stamp: Stamp, lease: Lease) -> Iterator[Connection]:
    """A writing transaction of a run, which also shows that the run is alive."""
    with database.writing() as connection:
        beat(connection, stamp, lease)
        yield connection


@contextmanager
def closing_run(database: RegistryDatabase, stamp: Stamp) -> Iterator[None]:
    """Give up the run if anything inside fails, so that it does not stay open."""
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            database.roll_back()
            with suppress(RegistryError), database.writing() as connection:
                give_up_run(connection, stamp)


def _give_back(database: RegistryDatabase, source: str, token: str) -> None:
    """End the lease if it was taken; what cannot be given back now can be taken over after its silence."""
    with suppress(RegistryError), database.writing() as connection:
        drop_lease(connection, source, token)


def _beating(database: RegistryDatabase, lease: Lease) -> AbstractContextManager[object]:
    if database.is_private:
        return nullcontext()  # its one connection belongs to the thread that works

    def renew() -> None:
        with database.writing() as connection:
            renew_lease(connection, lease)

    return Heartbeat(renew, HEARTBEAT_SECONDS)
