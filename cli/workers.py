"""Processes for ``--workers``, and the retry of what a killed process took down.

Processes are spawned, not forked: a fork copies the locks that threads hold at that moment, such as those of a
progress bar, and hangs where it needs one; a fresh interpreter is the same from a terminal and from cron. They print
nothing: results come back as values, and the process that started them prints.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from .collector import PATIENCE
from .output.progress import progress
from .output.text import settle_streams

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from danhmuc.registry import Workers
    from danhmuc.vocab.messages import Message


_Input = TypeVar("_Input")
_P = ParamSpec("_P")
_R = TypeVar("_R")


class _Result(Protocol):
    """The result of one input.

    Attributes:
        error: why there is none; a `BrokenExecutor` if its process ended early.
    """

    @property
    def error(self) -> Exception | None: ...


_AnyResult = TypeVar("_AnyResult", bound=_Result)


def is_shared(workers: int, inputs: Sequence[object]) -> bool:
    """Whether there is work for more than one process; if not, none is started."""
    return min(workers, len(inputs)) > 1


def work_in_processes(
    work: Callable[[Sequence[_Input], Executor], Iterator[_AnyResult]],
    inputs: Sequence[_Input],
    titles: Sequence[str],
    workers: int,
) -> Iterator[_AnyResult]:
    """Work on inputs in processes, and give the results in their order, each until the next one is asked for.

    If a process dies, for example for lack of memory, all inputs at work are tried again, each alone; the one whose
    process dies again is lost, and the others are not.

    Args:
        work: a function of the library that takes inputs and an executor.
        titles: of the inputs, for a progress bar.
    """
    with _pool(min(workers, len(inputs))) as pool:
        results = work(inputs, pool)
        for one, title in zip(inputs, titles, strict=True):
            result = _wait(results, title)
            if not isinstance(result.error, BrokenExecutor):
                yield result
                continue
            with _pool(1) as alone:
                again = work([one], alone)
                yield _wait(again, title)


@contextmanager
def page_workers(number: int) -> Iterator[Workers | None]:
    """Processes that validate pages of records beside this one; None if only one is asked for.

    They are started when the first page is full, and end with the block.
    """
    if number < 2:
        yield None
        return
    from danhmuc.registry import Workers  # heavy

    others = set(active_children())
    workers = Workers(lambda: _make_pool(number), number=number)
    is_done = False
    try:
        yield workers
        is_done = True
    finally:
        if not is_done:
            for process in set(active_children()) - others:
                process.terminate()
        workers.close()


def refuse_unvalidated(location: str, error: Exception) -> int:
    """Report why a location was not validated, and give its exit code."""
    from .messages.program import WorkersText
    from .output.refusals import print_refusal, report_error

    return (
        print_refusal(WorkersText.KILLED(location=location), 1)
        if isinstance(error, BrokenExecutor)
        else report_error(error)
    )


def refuse_unharvested(location: str, error: Exception) -> int:
    """Report why a location was not harvested, and give its exit code."""
    from .output.refusals import print_refusal, report_error

    return print_refusal(harvest_killed(location), 1) if isinstance(error, BrokenExecutor) else report_error(error)


def harvest_killed(location: str) -> Message:
    """Why there is no report on a location whose process was killed."""
    from .messages.program import WorkersText

    return WorkersText.HARVEST_KILLED(location=location)


def _wait(results: Iterator[_AnyResult], title: str) -> _AnyResult:
    with progress(title) as show:
        if show is not None:
            show("judge", 0, None)
        return next(results)


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    """Processes that end with the block, at once where it is left before its time."""
    others = set(active_children())
    pool = _make_pool(workers)
    is_done = False
    try:
        yield pool
        is_done = True
    finally:
        if not is_done:
            for process in set(active_children()) - others:
                process.terminate()
        pool.shutdown(cancel_futures=True)


def _make_pool(workers: int) -> Executor:
    return _Pool(workers, mp_context=get_context("spawn"), initializer=_settle, initargs=(_level(),))


class _Pool(ProcessPoolExecutor):
    """Processes that ignore Ctrl-C from their first moment: it reaches them, too, and who started them ends them."""

    def submit(self, work: Callable[_P, _R], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_R]:
        """Submit work; it may start a process, which inherits what is held back."""
        with _holding_interrupts_back():
            return super().submit(work, *args, **kwargs)


@contextmanager
def _holding_interrupts_back() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait: a process that is half started when this one goes would print a traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # The mask is that of this thread alone; any other may be interrupted, and Python then interrupts this one.
    with _holding_back(signal.SIGTERM), _holding_back(signal.SIGINT):
        if not hasattr(signal, "pthread_sigmask"):  # Windows, whose consoles send Ctrl-C to all
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                yield
            finally:
                signal.signal(signal.SIGINT, before)
            return
        # Held back and not ignored: it comes to this process right after. The new process never gets it.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _holding_back(number: signal.Signals) -> Iterator[None]:
    """Let a signal wait in this process alone: the new one has to obey it, and handlers are not inherited."""
    came: list[int] = []
    before = signal.signal(number, lambda which, _: came.append(which))
    try:
        yield
    finally:
        signal.signal(number, before)
        if came:
            signal.raise_signal(number)


# ---------------------------------------------------------------- in the other process


def _level() -> int:
    import logging  # --help needs none of it

    return logging.getLogger().level


def _settle(level: int) -> None:
    """Make a fresh process log as the one that started it, print nothing among the answers, and end with it."""
    from .log_output import print_log

    gc.set_threshold(*PATIENCE)
    settle_streams()
    sys.stdout = sys.stderr
    warnings.filterwarnings("ignore", category=EncodingWarning, module="regex")  # as the program itself
    print_log(level)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    """End this process when the other has ended: nobody else would if that was killed."""
    parent.join()
    os._exit(1)
