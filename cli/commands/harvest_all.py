"""The harvests of one command: one source after another, or several at once in processes."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from danhmuc.vocab.messages import Message, as_message

from ..output.progress import progress
from ..workers import harvest_killed, is_shared, refuse_unharvested, work_in_processes

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from danhmuc.registry import HarvestedSource, HarvestSource, NamedSource, Registry

__all__ = ["Harvest", "error_message", "error_text", "exit_code", "harvest_all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """The request of one command, the same for every source.

    Attributes:
        batch: number of the command's runs; None if it only plans.
    """

    name: str | None
    profile: str | None
    partial: bool
    batch: int | None

    @property
    def why_partial(self) -> Message | None:
        """Why a run is not the whole source."""
        from danhmuc.registry.messages.harvest import RUN_PARTIAL

        return RUN_PARTIAL() if self.partial else None


def harvest_all(
    registry: Registry, named: Sequence[NamedSource], asked: Harvest, *, workers: int
) -> Generator[HarvestedSource, None, None]:
    """Harvest the sources, and yield their outcomes in their order.

    Raises:
        RegistryUnavailableError: the registry is out of reach; the sources that were not reached are left as they are.
    """
    from danhmuc.registry import HarvestedSource
    from danhmuc.vocab.errors import RegistryUnavailableError

    sources = [one.source for one in named if one.source is not None]
    is_parallel = is_shared(workers, sources)
    harvest = _in_processes(registry, sources, asked, workers) if is_parallel else _one_by_one(registry, sources, asked)
    for one in named:
        if one.source is None:
            yield HarvestedSource(location=one.word, error=one.error)
            continue
        outcome = next(harvest)
        if isinstance(outcome.error, RegistryUnavailableError):
            raise outcome.error
        yield outcome
    next(harvest, None)  # lets processes end by themselves


def exit_code(outcome: HarvestedSource) -> int:
    """The exit code of one source; what there is to say on stderr is printed."""
    from ..output.refusals import refuse_unopened

    report = outcome.report
    if report is None:
        assert outcome.error is not None, "what has no report has an error"
        return refuse_unharvested(outcome.location, outcome.error)
    if report.unopened:
        return refuse_unopened(as_message(outcome.location if report.why is None else report.why))
    return 1 if report.needs_attention else 0


def error_text(outcome: HarvestedSource) -> str:
    """Why a source was not harvested, in English, for JSON."""
    return str(error_message(outcome))


def error_message(outcome: HarvestedSource) -> Message:
    """Why a source was not harvested."""
    from danhmuc.vocab.errors import DanhmucError

    error = outcome.error
    if isinstance(error, BrokenExecutor):
        return harvest_killed(outcome.location)
    return error.message if isinstance(error, DanhmucError) else as_message(str(error))


def _one_by_one(registry: Registry, sources: Sequence[HarvestSource], asked: Harvest) -> Iterator[HarvestedSource]:
    from danhmuc.registry import HarvestedSource
    from danhmuc.vocab.errors import DanhmucError

    for source in sources:
        try:
            with progress(source.name) as show:
                report = registry.harvest(
                    source,
                    name=asked.name,
                    profile=asked.profile,
                    partial=asked.why_partial,
                    batch=asked.batch,
                    progress=show,
                )
        except DanhmucError as error:
            yield HarvestedSource(location=source.location, error=error)
        else:
            yield HarvestedSource(
                location=source.location, report=report, profile_warnings=dict(registry.profile_warnings)
            )


def _in_processes(
    registry: Registry, sources: Sequence[HarvestSource], asked: Harvest, workers: int
) -> Iterator[HarvestedSource]:
    from danhmuc.vocab.errors import RegistryError

    def harvest(some: Sequence[HarvestSource], executor: Executor) -> Iterator[HarvestedSource]:
        if len(some) < len(sources) and asked.batch is not None:
            registry.end_batch(asked.batch)  # of a process that was killed
        return registry.harvest_each(
            some, executor, profile=asked.profile, partial=asked.why_partial, batch=asked.batch
        )

    is_whole = False
    try:
        was_killed = False
        for outcome in work_in_processes(harvest, sources, [source.name for source in sources], workers):
            was_killed = was_killed or isinstance(outcome.error, BrokenExecutor)
            yield outcome
        is_whole = not was_killed
    finally:
        if not is_whole and asked.batch is not None:
            with suppress(RegistryError):
                registry.end_batch(asked.batch)
