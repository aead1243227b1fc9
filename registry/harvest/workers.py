"""Harvests of several sources by any `concurrent.futures.Executor`, one source never touching another.

Each worker opens the registry itself, reads, validates and writes; only reports travel back. Writing transactions are
one at a time, so what runs in parallel is reading and validating.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Final, Protocol
from uuid import uuid4

from danhmuc.vocab.errors import DanhmucError
from danhmuc.vocab.messages import Message

from ..record.contents import HarvestSource
from ..record.door import NetworkDoor
from ..record.harvested import HarvestReport
from ..sources.shared_door import SharedDoor
from .turns import Turns

__all__ = ["HarvestedSource", "harvest_in_workers"]

_REGISTRIES: Final = 4
"""Registries that a thread keeps, one for each call at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestedSource:
    """The outcome of one source of several.

    Attributes:
        report: None if it was not harvested.
        error: why it was not; a `BrokenExecutor` if its worker ended early, so that it can be tried again.
        profile_warnings: unsupported parts of profiles, by profile.
    """

    location: str
    report: HarvestReport | None = None
    error: DanhmucError | BrokenExecutor | CancelledError | None = None
    profile_warnings: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)


class _Registry(Protocol):
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
    ) -> HarvestReport: ...

    def close(self) -> None: ...


def harvest_in_workers(
    sources: Iterable[HarvestSource],
    open_registry: Callable[[NetworkDoor], _Registry],
    executor: Executor,
    *,
    profile: str | None,
    partial: Message | str | None,
    by: str,
    batch: int,
    deadline: float | None = None,
    door: NetworkDoor | None = None,
    at_work: int | None = None,
) -> Iterator[HarvestedSource]:
    """Harvest sources, and yield their outcomes in their order.

    Args:
        open_registry: takes the door; can be pickled, unless the workers are threads.
        door: that all workers share, if they are threads of this process; None gives each its own.
        at_work: number of these threads that work while others wait for servers; None for all.
    """
    call = uuid4().hex
    turns = None if at_work is None or door is None else Turns(at_work)
    shared = door if turns is None or door is None else turns.door(door)
    tasks = [
        _Task(call, open_registry, source, profile, partial, by, batch, deadline, shared, turns) for source in sources
    ]
    futures: list[Future[HarvestedSource]] = []
    try:
        futures.extend(_submit(executor, task) for task in tasks)
        for task, future in zip(tasks, futures, strict=True):
            try:
                outcome = future.result()
            except (BrokenExecutor, CancelledError) as error:
                outcome = HarvestedSource(location=task.source.location, error=error)
            yield outcome
    finally:
        for future in futures:
            future.cancel()
        if turns is not None:
            turns.end()


@dataclass(frozen=True, slots=True)
class _Task:
    """One source on its way to a worker.

    Attributes:
        call: the call that it belongs to; its tasks share the registry of a worker.
        turns: of the threads that work; None if there is one for each.
    """

    call: str
    open_registry: Callable[[NetworkDoor], _Registry]
    source: HarvestSource
    profile: str | None
    partial: Message | str | None
    by: str
    batch: int
    deadline: float | None
    door: NetworkDoor | None
    turns: Turns | None


def _submit(executor: Executor, task: _Task) -> Future[HarvestedSource]:
    try:
        return executor.submit(_run, task)
    except BrokenExecutor as error:
        broken: Future[HarvestedSource] = Future()
        broken.set_exception(error)
        return broken


# ---------------------------------------------------------------- in the worker


class _Registries(threading.local):
    """The registries of one thread, each with its validators."""

    def __init__(self) -> None:
        self._opened: OrderedDict[str, _Registry] = OrderedDict()

    def of(self, task: _Task) -> _Registry:
        """The registry of the call that a task belongs to."""
        if task.call not in self._opened:
            # One door for all tasks of the call, so that it stays polite to a host that several of them ask.
            self._opened[task.call] = task.open_registry(SharedDoor() if task.door is None else task.door)
            if len(self._opened) > _REGISTRIES:
                self._opened.popitem(last=False)
        return self._opened[task.call]


_registries: Final = _Registries()


def _run(task: _Task) -> HarvestedSource:
    with nullcontext() if task.turns is None else task.turns.take():
        return _harvest(task)


def _harvest(task: _Task) -> HarvestedSource:
    location = task.source.location
    try:
        registry = _registries.of(task)
        try:
            report = registry.harvest(
                task.source,
                profile=task.profile,
                partial=task.partial,
                by=task.by,
                batch=task.batch,
                deadline=task.deadline,
            )
        finally:
            # No connection waits for a next task that may never come; the next one opens its own.
            registry.close()
    except DanhmucError as error:
        return HarvestedSource(location=location, error=error)
    return HarvestedSource(location=location, report=report, profile_warnings=dict(registry.profile_warnings))
