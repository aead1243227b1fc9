"""Hold the lease of a source while a run works on it, and close the run whatever happens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.json_values import json_members

from ..record.harvested import Extent
from ..record.source_bytes import PruningLimits
from ..store.clock import Stamp, before, now
from ..store.database import Connection, RegistryDatabase
from ..store.runs import HEARTBEAT_SECONDS, Lease, beat, drop_lease, give_up_run, new_token, renew_lease, take_lease
from ..store.stored_documents import (
    PrunableBody,
    count_bytes,
    delete_bodies,
    delete_source_bytes,
    needed_bodies,
    sources_of_bodies,
    unneeded_bodies,
    unneeded_source_bytes,
)

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


# ---------------------------------------------------------------- pruning
# Delete raw bytes that are not needed any more: by age, and by size.
#
# Source of the rules: docs/decisions/0042-deletions-in-a-delta.md.

_MOST_DAYS: Final = 99_999
"""Before these, there is nothing; nor is there always a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrunedBodies:
    """The raw bytes that were deleted, or would be.

    Attributes:
        documents: number of raw documents that nothing stood on.
        needed: number of those that last good runs stood on, deleted because of the size.
        originals: number of what sources gave for older versions of records.
        bytes: number of all these bytes.
        left_bytes: number of the raw bytes that are left.
        sources: names of the sources that `needed` are of; the next harvest asks for these without conditions.
    """

    documents: int = 0
    needed: int = 0
    originals: int = 0
    bytes: int = 0
    left_bytes: int = 0
    sources: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The numbers as JSON has them."""
        names = [name for name in self.__slots__ if name != "sources"]
        return {**json_members(self, names), "sources": list(self.sources)}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The raw bytes to delete."""

    documents: tuple[PrunableBody, ...] = ()
    needed: tuple[PrunableBody, ...] = ()
    originals: tuple[PrunableBody, ...] = ()

    @property
    def size(self) -> int:
        return sum(one.size for some in (self.documents, self.needed, self.originals) for one in some)


def prune_bodies(database: RegistryDatabase, limits: PruningLimits, *, dry_run: bool) -> PrunedBodies:
    """Delete raw bytes beyond some limits; see `Upkeep.prune_bodies`."""
    with database.reading(words="planning") as connection:
        total = count_bytes(connection)
        chosen = _choose(connection, limits, None)
        sources = tuple(sources_of_bodies(connection, [one.key for one in chosen.needed]))
    if chosen.size and not dry_run:
        chosen = _delete(database, limits, None)
    return PrunedBodies(
        documents=len(chosen.documents),
        needed=len(chosen.needed),
        originals=len(chosen.originals),
        bytes=chosen.size,
        left_bytes=total - chosen.size,
        sources=sources,
    )


def prune_after_run(database: RegistryDatabase, limits: PruningLimits, source_id: int, extent: Extent) -> None:
    """Delete raw bytes beyond the limits of a registry, after a run of one source.

    Versions are looked at where the whole source was, since that costs as much. What fails is done by the next run.
    """
    originals_of = (source_id,) if extent == "whole" else ()
    with suppress(RegistryError):
        with database.reading(words="planning") as connection:
            chosen = _choose(connection, limits, originals_of)
        if chosen.size:
            _delete(database, limits, originals_of)


def _delete(database: RegistryDatabase, limits: PruningLimits, originals_of: Collection[int] | None) -> _Chosen:
    """Delete what is beyond the limits by now: what was harvested meanwhile may need other bytes."""
    with database.writing() as connection:
        chosen = _choose(connection, limits, originals_of)
        delete_bodies(connection, [one.key for one in (*chosen.documents, *chosen.needed)])
        delete_source_bytes(connection, [one.key for one in chosen.originals])
    return chosen


def _choose(connection: Connection, limits: PruningLimits, originals_of: Collection[int] | None) -> _Chosen:
    """The raw bytes beyond the limits.

    Args:
        originals_of: keys of the sources whose older versions are looked at for their age; None for all.
    """
    chosen = _Chosen()
    if limits.days is not None:
        moment = before(now(), timedelta(days=min(limits.days, _MOST_DAYS)))
        chosen = _Chosen(
            documents=tuple(unneeded_bodies(connection, before=moment)),
            originals=tuple(unneeded_source_bytes(connection, before=moment, source_ids=originals_of)),
        )
    if limits.max_bytes is None:
        return chosen
    over = count_bytes(connection) - limits.max_bytes
    if chosen.size >= over:
        return chosen
    # What nothing needs goes first, whatever its age.
    documents = {one.key: one for one in chosen.documents}
    originals = {one.key: one for one in chosen.originals}
    idle = [(one.at, 0, one) for one in unneeded_bodies(connection) if one.key not in documents]
    idle += [(one.at, 1, one) for one in unneeded_source_bytes(connection) if one.key not in originals]
    freed = chosen.size
    for _, is_original, one in sorted(idle, key=lambda row: (row[0], row[1], row[2].key)):
        if freed >= over:
            break
        freed += one.size
        (originals if is_original else documents)[one.key] = one
    needed = tuple(_oldest(needed_bodies(connection), over - freed)) if freed < over else ()
    return _Chosen(tuple(documents.values()), needed, tuple(originals.values()))


def _oldest(found: Iterable[PrunableBody], size: int) -> Iterator[PrunableBody]:
    """The first of some bytes, as many as it takes to have that size."""
    taken = 0
    for one in found:
        if taken >= size:
            return
        taken += one.size
        yield one
