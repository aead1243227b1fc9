"""Harvests of several sources by any `concurrent.futures.Executor`, one source never touching another.

Each worker opens the registry itself, reads, validates and writes; only reports travel back. Writing transactions are
one at a time, so what runs in parallel is reading and validating.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from threading import BoundedSemaphore, Event
from typing import Final, Protocol, Unpack
from uuid import uuid4

from danhmuc.vocab.errors import DanhmucError
from danhmuc.vocab.messages import Message

from ..record.contents import HarvestSource, file_in_folder
from ..record.door import DoorAnswer, FetchOptions, HostTraffic, NetworkDoor, SourceDoor
from ..record.harvested import HarvestReport
from ..record.source_settings import SourceSettings
from ..sources.shared_door import SharedDoor

# ---------------------------------------------------------------- turns
# Turns at work for threads: many wait for their servers at the same time, and a few work.
#
# A source that waits for an answer gives its turn away, and takes one again when the answer has come. So many slow
# servers take the time of the slowest, and no more memory than the few that are read.


class Turns:
    """A number of turns, which the threads of one process take.

    Args:
        count: number of threads that work at the same time.
    """

    def __init__(self, count: int) -> None:
        self._free = BoundedSemaphore(count)
        self._ended = Event()

    def end(self) -> None:
        """Give no more turns to threads that have not begun."""
        self._ended.set()

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for a turn, and have it until the end of the block.

        Raises:
            CancelledError: no more turns are given.
        """
        with self._free:
            if self._ended.is_set():
                raise CancelledError
            yield

    @contextmanager
    def give_away(self) -> Iterator[None]:
        """Let another thread work until the end of the block; this thread has a turn, and waits for one again."""
        self._free.release()
        try:
            yield
        finally:
            self._free.acquire()

    def door(self, door: NetworkDoor) -> NetworkDoor:
        """The door, which gives a turn away for each answer that it waits for."""
        return _YieldingDoor(door, self)


class _YieldingDoor:
    def __init__(self, door: NetworkDoor, turns: Turns) -> None:
        self._door = door
        self._turns = turns

    def for_source(self, location: str, settings: SourceSettings, *, deadline: float | None = None) -> SourceDoor:
        """The door for one visit of a source; see `NetworkDoor`."""
        return _YieldingSourceDoor(self._door.for_source(location, settings, deadline=deadline), self._turns)

    def close(self) -> None:
        """Close all connections."""
        self._door.close()


class _YieldingSourceDoor:
    def __init__(self, door: SourceDoor, turns: Turns) -> None:
        self._door = door
        self._turns = turns

    @property
    def traffic(self) -> Sequence[HostTraffic]:
        """Counts of what this visit has sent and received, by host."""
        return self._door.traffic

    def fetch(self, url: str, **options: Unpack[FetchOptions]) -> DoorAnswer:
        """Ask for a document; see `Door`."""
        with self._turns.give_away():
            return self._door.fetch(url, **options)


# ---------------------------------------------------------------- workers

_REGISTRIES: Final = 4
"""Registries that a thread keeps, one for each call at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestedSource:
    """The outcome of one source of several.

    Attributes:
        file: that was to be read, of a source that is one file of a folder; else None.
        report: None if it was not harvested.
        error: why it was not; a `BrokenExecutor` if its worker ended early, so that it can be tried again.
        profile_warnings: unsupported parts of profiles, by profile.
    """

    location: str
    file: str | None = None
    report: HarvestReport | None = None
    error: DanhmucError | BrokenExecutor | CancelledError | None = None
    profile_warnings: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)


class WorkerRegistry(Protocol):
    """The part of a registry that a worker needs; it may be used again once it is closed."""

    @property
    def profile_warnings(self) -> Mapping[str, tuple[Message, ...]]: ...

    def harvest(
        self,
        source: HarvestSource,
        *,
        profile: str | None,
        partial: Message | str | None,
        by: str,
        batch: int | None,
        deadline: float | None,
        private_network: bool,
    ) -> HarvestReport: ...

    def close(self) -> None: ...


def harvest_in_workers(
    sources: Iterable[HarvestSource],
    open_registry: Callable[[NetworkDoor], WorkerRegistry],
    executor: Executor,
    *,
    profile: str | None,
    partial: Message | str | None,
    by: str,
    batch: int,
    deadline: float | None = None,
    door: NetworkDoor | None = None,
    at_work: int | None = None,
    private_network: bool = False,
) -> Iterator[HarvestedSource]:
    """Harvest sources, and yield their outcomes in their order; those of one location are harvested one after another.

    Args:
        open_registry: takes the door; can be pickled, unless the workers are threads.
        door: that all workers share, if they are threads of this process; None gives each its own.
        at_work: number of these threads that work while others wait for servers; None for all.
    """
    turns = None if at_work is None or door is None else Turns(at_work)
    task = _Task(
        call=uuid4().hex,
        open_registry=open_registry,
        sources=(),
        profile=profile,
        partial=partial,
        by=by,
        batch=batch,
        deadline=deadline,
        private_network=private_network,
        door=door if turns is None or door is None else turns.door(door),
        turns=turns,
    )
    try:
        yield from _in_order(list(sources), task, executor)
    finally:
        if turns is not None:
            turns.end()


def _in_order(sources: Sequence[HarvestSource], task: _Task, executor: Executor) -> Iterator[HarvestedSource]:
    """The outcomes of sources in their order; `task` is that of each location, without sources."""
    grouped: dict[str, list[HarvestSource]] = {}
    for source in sources:
        grouped.setdefault(source.location, []).append(source)
    futures: dict[str, Future[list[HarvestedSource]]] = {}
    outcomes: dict[str, Iterator[HarvestedSource]] = {}
    try:
        for location, group in grouped.items():
            futures[location] = _submit(executor, replace(task, sources=tuple(group)))
        for location in (source.location for source in sources):
            if location not in outcomes:
                outcomes[location] = iter(_outcomes_of(futures[location], grouped[location]))
            yield next(outcomes[location])
    finally:
        for future in futures.values():
            future.cancel()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """The sources of one location on their way to a worker.

    Attributes:
        call: the call that it belongs to; its tasks share the registry of a worker.
        sources: several if files of a folder claim one location; only one at a time can have its lease.
        turns: of the threads that work; None if there is one for each.
    """

    call: str
    open_registry: Callable[[NetworkDoor], WorkerRegistry]
    sources: Sequence[HarvestSource]
    profile: str | None
    partial: Message | str | None
    by: str
    batch: int
    deadline: float | None
    private_network: bool
    door: NetworkDoor | None
    turns: Turns | None


def _submit(executor: Executor, task: _Task) -> Future[list[HarvestedSource]]:
    try:
        return executor.submit(_run, task)
    except BrokenExecutor as error:
        broken: Future[list[HarvestedSource]] = Future()
        broken.set_exception(error)
        return broken


def _outcomes_of(future: Future[list[HarvestedSource]], sources: Sequence[HarvestSource]) -> list[HarvestedSource]:
    """The outcomes of the sources of a task; of a worker that ended early none of them has one."""
    try:
        return future.result()
    except (BrokenExecutor, CancelledError) as error:
        return [HarvestedSource(location=one.location, file=file_in_folder(one), error=error) for one in sources]


# ---------------------------------------------------------------- in the worker


class _Registries(threading.local):
    """The registries of one thread, each with its validators."""

    def __init__(self) -> None:
        self._opened: OrderedDict[str, WorkerRegistry] = OrderedDict()

    def of(self, task: _Task) -> WorkerRegistry:
        """The registry of the call that a task belongs to."""
        if task.call not in self._opened:
            # One door for all tasks of the call, so that it stays polite to a host that several of them ask.
            self._opened[task.call] = task.open_registry(SharedDoor() if task.door is None else task.door)
            if len(self._opened) > _REGISTRIES:
                self._opened.popitem(last=False)
        return self._opened[task.call]


_registries: Final = _Registries()


def _run(task: _Task) -> list[HarvestedSource]:
    with nullcontext() if task.turns is None else task.turns.take():
        return [_harvest(source, task) for source in task.sources]


def _harvest(source: HarvestSource, task: _Task) -> HarvestedSource:
    location, file = source.location, file_in_folder(source)
    try:
        registry = _registries.of(task)
        try:
            report = registry.harvest(
                source,
                profile=task.profile,
                partial=task.partial,
                by=task.by,
                batch=task.batch,
                deadline=task.deadline,
                private_network=task.private_network,
            )
        finally:
            # No connection waits for a next task that may never come; the next one opens its own.
            registry.close()
    except DanhmucError as error:
        return HarvestedSource(location=location, file=file, error=error)
    return HarvestedSource(
        location=location, file=file, report=report, profile_warnings=dict(registry.profile_warnings)
    )
