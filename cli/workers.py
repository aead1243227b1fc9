"""Several locations at once, in processes of their own; what they tell comes out in the order asked for.

Processes are spawned, not forked: a fork copies the locks that threads hold at that moment, such as those of a
progress bar, and hangs where it needs one; a fresh interpreter is the same from a terminal and from cron. What there
is to tell of a location passes through a file: however long it is, nobody holds it in memory.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Protocol

import click

from .language import language, speaking
from .output.json import json_list, json_text, tell_json
from .output.profile_warnings import ProfileWarning, collecting_profile_warnings
from .output.progress import progress
from .output.text import is_terminal, settle_streams, tell, tell_bytes

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

__all__ = ["Answer", "Asked", "Tell", "answers", "is_shared", "tell_each"]

_PIECE: Final = 1 << 20
Tell = Callable[[str, Callable[[], None]], int]
"""Tells of one location, calls the other just before it begins to, and gives the exit code."""


class Asked(Protocol):
    """What is asked of every location: small, hashable, the same in every process."""

    def __hash__(self) -> int:
        """Of what it says, for a process makes each ready once."""
        ...

    def ready(self) -> Tell:
        """What tells of one location on stdout and stderr; made once in a process."""
        ...

    def lost(self, location: str) -> dict[str, object]:
        """A location of which nothing can be told, as JSON has it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was told of one location.

    Attributes:
        code: its exit code.
        out: the file with what stdout is to have; None where it was lost, which stderr has been told.
    """

    location: str
    code: int
    out: Path | None

    def tell(self) -> None:
        """What was told, on stdout."""
        if self.out is not None:
            with self.out.open("rb") as file:
                while piece := file.read(_PIECE):
                    tell_bytes(piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """The result of a job, beside its files."""

    code: int
    warnings: tuple[ProfileWarning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One location, and how the process that does it has to speak."""

    asked: Asked
    location: str
    file: Path
    lang: str
    colour: bool | None
    is_terminal: bool
    encoding: str
    errors: str

    @property
    def talk(self) -> Path:
        """What stderr is to have."""
        return self.file.with_suffix(".err")


def tell_each(asked: Asked, locations: Sequence[str], workers: int, *, as_json: bool) -> int:
    """Tell of each location, as text or as items of one JSON array; the worst exit code.

    Raises:
        DanhmucError: what is asked cannot be made ready; nothing was told.
    """
    tell_of = asked.ready()
    worst = 0
    with json_list() if as_json else nullcontext(_nothing) as begin:
        if not is_shared(workers, locations):
            for location in locations:
                worst = max(worst, tell_of(location, begin))
            return worst
        for answer in answers(asked, locations, workers):
            worst = max(worst, answer.code)
            begin()
            answer.tell()
            if answer.out is None and as_json:
                tell_json(json_text(asked.lost(answer.location), indent=2))
    return worst


def is_shared(workers: int, locations: Sequence[str]) -> bool:
    """Whether there is anything to share out; else no process is started."""
    return min(workers, len(locations)) > 1


def answers(asked: Asked, locations: Sequence[str], workers: int) -> Iterator[Answer]:
    """What there is to tell of each location, in their order; a file is gone once the next answer is asked for.

    Where a process dies, such as for want of memory, all that were at work are done again, each alone; the one that
    dies again is lost, and the others are not.
    """
    with TemporaryDirectory(prefix="danhmuc-") as folder:
        jobs = [_job(asked, location, Path(folder) / str(number)) for number, location in enumerate(locations)]
        warned: set[ProfileWarning] = set()
        with _pool(min(workers, len(jobs))) as pool:
            futures = _submitted(pool, jobs)
            for job, future in zip(jobs, futures, strict=True):
                yield _answer(job, future, warned)
                job.file.unlink(missing_ok=True)


def _job(asked: Asked, location: str, file: Path) -> _Job:
    context = click.get_current_context(silent=True)
    return _Job(
        asked=asked,
        location=location,
        file=file,
        lang=language(),
        colour=None if context is None else context.color,
        is_terminal=is_terminal(sys.stdout),
        encoding=getattr(sys.stdout, "encoding", None) or "utf-8",
        errors=getattr(sys.stdout, "errors", None) or "strict",
    )


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with the block, at once where it is left before its time."""
    others = set(active_children())
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_settle, initargs=(_level(),))
    is_done = False
    try:
        yield pool
        is_done = True
    finally:
        if not is_done:
            for process in set(active_children()) - others:
                process.terminate()
        pool.shutdown(cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, jobs: Sequence[_Job]) -> list[Future[_Done]]:
    futures: list[Future[_Done]] = []
    with _deaf():
        for job in jobs:
            try:
                futures.append(pool.submit(_worked, job))
            except BrokenProcessPool as error:
                futures.append(Future())
                futures[-1].set_exception(error)
    return futures


@contextmanager
def _deaf() -> Iterator[None]:
    """Let processes begin without ears for Ctrl-C: it reaches them, too, and whoever asked for them ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _answer(job: _Job, future: Future[_Done], warned: set[ProfileWarning]) -> Answer:
    error = _ended(job, future)
    if isinstance(error, BrokenProcessPool):
        with _pool(1) as alone:
            (future,) = _submitted(alone, [job])
            error = _ended(job, future)
    if job.talk.exists():
        with job.talk.open(encoding="utf-8") as lines:
            for line in lines:
                tell(line.rstrip("\n"), err=True)
    if error is None:
        done = future.result()
        for warning in done.warnings:
            if warning not in warned:
                warned.add(warning)
                warning.tell()
        return Answer(location=job.location, code=done.code, out=job.file)
    return Answer(location=job.location, code=_lost(job, error), out=None)


def _ended(job: _Job, future: Future[_Done]) -> BaseException | None:
    """Wait for the end of a job; what went wrong."""
    if not future.done():
        with progress(job.location) as told:
            if told is not None:
                told("judge", 0, None)
            wait([future])
    return future.exception()


def _lost(job: _Job, error: BaseException) -> int:
    from .messages.workers import KILLED
    from .output.refusals import answer, told

    if not isinstance(error, BrokenProcessPool):
        return answer(error)
    return told(KILLED(location=job.location), 1)


# ---------------------------------------------------------------- in the other process


def _level() -> int:
    import logging  # --help needs none of it

    return logging.getLogger().level


def _settle(level: int) -> None:
    """Make a fresh process speak as the one that asked for it, and end with it."""
    import logging

    settle_streams()
    logging.captureWarnings(capture=True)
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=level)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """Nobody else would end this process if the other was killed."""
    parent.join()
    os._exit(1)


def _worked(job: _Job) -> _Done:
    with (
        _Output(job.file, job) as out,
        job.talk.open("w", encoding="utf-8") as talk,
        redirect_stdout(out),
        redirect_stderr(talk),
        speaking(["--lang", job.lang]),
        click.Context(click.Command("validate"), color=job.colour),
    ):
        # Who asked has told of what is found out here, once for all processes.
        with redirect_stderr(io.StringIO()), collecting_profile_warnings():
            tell_of = _ready(job.asked)
        with collecting_profile_warnings() as warnings:
            code = tell_of(job.location, _nothing)
        return _Done(code=code, warnings=tuple(warnings))


@cache
def _ready(asked: Asked) -> Tell:
    return asked.ready()


def _nothing() -> None:
    """What there is to do before a text, and before what another process frames."""


class _Output(io.TextIOWrapper):
    """A file that is written as the terminal, pipe or file would be that will have it in the end."""

    def __init__(self, path: Path, job: _Job) -> None:
        super().__init__(path.open("wb"), encoding=job.encoding, errors=job.errors)
        self._is_terminal = job.is_terminal

    def isatty(self) -> bool:
        """Whether people watch in the end."""
        return self._is_terminal
