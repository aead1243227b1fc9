"""The harvests of one command: one source after another, or several at once.

Sources on the web share the door of this process, and are waited for in its threads, many at the same time, of which
as many work as there are workers; others are read in processes.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.messages import Message, as_message

from ..output.progress import progress
from ..workers import harvest_killed, is_shared, page_workers, refuse_unharvested, work_in_processes

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from danhmuc.registry import HarvestedSource, HarvestSource, NamedSource, Registry, Workers


_WAITING: Final = 32
"""Most sources on the web that are waited for at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """The request of one command, the same for every source.

    Attributes:
        batch: number of the command's runs; None if it only plans.
        deadline: when all reading has to end, by `time.monotonic`; None for no limit.
        internal: whether the sources may be at private addresses this time.
    """

    name: str | None
    profile: str | None
    partial: bool
    batch: int | None
    deadline: float | None = None
    internal: bool = False

    @property
    def why_partial(self) -> Message | None:
        """Why a run is not the whole source."""
        from danhmuc.registry.messages.harvest import HarvestText

        return HarvestText.RUN_PARTIAL() if self.partial else None


def harvest_all(
    registry: Registry, named: Sequence[NamedSource], asked: Harvest, *, workers: int
) -> Generator[HarvestedSource, None, None]:
    """Harvest the sources, and yield their outcomes in their order.

    Raises:
        RegistryUnavailableError: the registry is out of reach; the sources that were not reached are left as they are.
    """
    from danhmuc.registry import HarvestedSource
    from danhmuc.registry.sources import is_on_web
    from danhmuc.vocab.errors import RegistryUnavailableError

    sources = [one.source for one in named if one.source is not None]
    on_web = [one for one in sources if is_on_web(one.location)]
    others = [one for one in sources if not is_on_web(one.location)]
    from_web = (_in_threads if len(on_web) > 1 else _one_by_one)(registry, on_web, asked, workers)
    from_files = (_in_processes if is_shared(workers, others) else _one_by_one)(registry, others, asked, workers)
    with closing(from_web), closing(from_files):
        for one in named:
            if one.source is None:
                yield HarvestedSource(location=one.word, error=one.error)
                continue
            outcome = next(from_web if is_on_web(one.source.location) else from_files)
            if isinstance(outcome.error, RegistryUnavailableError):
                raise outcome.error
            yield outcome
        for rest in (from_web, from_files):
            next(rest, None)  # lets workers end by themselves


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


def _one_by_one(
    registry: Registry,
    sources: Sequence[HarvestSource],
    asked: Harvest,
    workers: int,
) -> Generator[HarvestedSource, None, None]:
    with page_workers(workers) as pages:
        for source in sources:
            yield _harvest(registry, source, asked, pages)


def _harvest(registry: Registry, source: HarvestSource, asked: Harvest, workers: Workers | None) -> HarvestedSource:
    """Harvest a source in this process, which workers may help."""
    from danhmuc.registry import HarvestedSource
    from danhmuc.registry.record.contents import file_in_folder
    from danhmuc.vocab.errors import DanhmucError

    file = file_in_folder(source)
    try:
        with progress(source.name) as show:
            report = registry.harvest(
                source,
                name=asked.name,
                profile=asked.profile,
                partial=asked.why_partial,
                batch=asked.batch,
                progress=show,
                deadline=asked.deadline,
                workers=workers,
                private_network=asked.internal,
            )
    except DanhmucError as error:
        return HarvestedSource(location=source.location, file=file, error=error)
    warnings = dict(registry.profile_warnings)
    return HarvestedSource(location=source.location, file=file, report=report, profile_warnings=warnings)


def _in_threads(
    registry: Registry, sources: Sequence[HarvestSource], asked: Harvest, workers: int
) -> Generator[HarvestedSource, None, None]:
    pool = ThreadPoolExecutor(min(_WAITING, len(sources)))
    try:
        outcomes = registry.harvests.each(
            sources,
            pool,
            profile=asked.profile,
            partial=asked.why_partial,
            batch=asked.batch,
            deadline=asked.deadline,
            at_work=workers,
            private_network=asked.internal,
        )
        for source in sources:
            with progress(source.name):
                outcome = next(outcomes)
            yield outcome
    except BaseException:
        registry.close()  # and with it the door, so that no thread goes on waiting for a server
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _in_processes(
    registry: Registry, sources: Sequence[HarvestSource], asked: Harvest, workers: int
) -> Generator[HarvestedSource, None, None]:
    from danhmuc.vocab.errors import RegistryError

    def harvest(some: Sequence[HarvestSource], executor: Executor) -> Iterator[HarvestedSource]:
        if len(some) < len(sources) and asked.batch is not None:
            registry.harvests.end_batch(asked.batch)  # of a process that was killed
        return registry.harvests.each(
            some,
            executor,
            profile=asked.profile,
            partial=asked.why_partial,
            batch=asked.batch,
            deadline=asked.deadline,
            private_network=asked.internal,
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
                registry.harvests.end_batch(asked.batch)
