"""Work that is given to workers, and comes back in its order; what a killed worker took with it is given once more."""

from __future__ import annotations

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from danhmuc.shapes.validation.parallel import portable_error
from danhmuc.vocab.errors import DanhmucError, SourceFailedError

from ..messages.page_workers import PageWorkersText

_log = logging.getLogger(__name__)
_WAITING: Final = 2
"""Items that are at work or wait, for each worker."""

_DONE: Final = b"+"
_FAILED: Final = b"-"
"""Begins the pickle of an error."""

Given = TypeVar("Given")


class AnyWorkers(Protocol):
    """Workers, as `Workers` has them.

    Attributes:
        number: of workers.
    """

    number: int

    def submit(self, work: Callable[[Given], bytes], item: Given) -> Future[bytes]:
        """Give something to a worker."""
        ...

    def renew(self) -> None:
        """Leave workers that ended; the next work makes new ones."""
        ...


@dataclass(slots=True)
class _Waiting:
    work: Callable[[Any], bytes]
    item: object
    future: Future[bytes]


class WorkInOrder:
    """The work of one source that the workers have."""

    def __init__(self, workers: AnyWorkers, source: str) -> None:
        self._workers = workers
        self._source = source
        self._waiting: deque[_Waiting] = deque()
        self._was_renewed = False

    def __bool__(self) -> bool:
        return bool(self._waiting)

    @property
    def is_due(self) -> bool:
        """Whether the first result is to be taken: it is there, or too much waits behind it."""
        is_full = len(self._waiting) > _WAITING * self._workers.number
        return is_full or (bool(self._waiting) and self._waiting[0].future.done())

    def give(self, work: Callable[[Given], bytes], item: Given) -> None:
        """Give an item to a worker."""
        self._waiting.append(_Waiting(work, item, self._workers.submit(work, item)))

    def take(self) -> bytes:
        """The first result, which is waited for.

        Raises:
            SourceFailedError: the workers ended twice.
        """
        one = self._waiting[0]
        while True:
            try:
                result = one.future.result()
            except DanhmucError:
                raise
            except Exception as error:  # that a worker was killed has another name in each executor
                self._workers.renew()
                if self._was_renewed:
                    self.cancel()
                    raise SourceFailedError(self._source, PageWorkersText.WORKERS_ENDED()) from error
                _log.warning("workers of %s ended early; what they had is given to new ones", self._source)
                self._was_renewed = True
                for lost in self._waiting:
                    if not _has_result(lost.future):
                        lost.future = self._workers.submit(lost.work, lost.item)
            else:
                self._waiting.popleft()
                return result

    def cancel(self) -> None:
        """Take back what no worker has begun."""
        for one in self._waiting:
            one.future.cancel()
        self._waiting.clear()


class WorkForSource:
    """The workers of one source, for any work that is an `OrderedWork`.

    Args:
        start: prepares a worker.
    """

    def __init__(self, workers: AnyWorkers, source: str, start: Callable[[], Future[bytes]]) -> None:
        self._workers = workers
        self._source = source
        self._start = start

    def prepare(self) -> None:
        """Let the workers start; whether one ends early, the first work will tell."""
        for _ in range(self._workers.number):
            self._start()

    def run(self, work: Callable[[Given], bytes], items: Iterable[Given]) -> Iterator[bytes]:
        """The results of a function for each item; see `OrderedWork`.

        Raises:
            SourceFailedError: the workers ended twice.
        """
        waiting = WorkInOrder(self._workers, self._source)
        try:
            for item in items:
                waiting.give(partial(_attempt, work), item)
                while waiting.is_due:
                    yield _result_of(waiting.take())
            while waiting:
                yield _result_of(waiting.take())
        finally:
            waiting.cancel()


def _attempt(work: Callable[[Given], bytes], item: Given) -> bytes:
    """Work in a worker; an error comes back as one of the work, since no worker has ended."""
    try:
        return _DONE + work(item)
    except Exception as error:  # noqa: BLE001 - raised where the item came from
        return _FAILED + pickle.dumps(portable_error(error))


def _result_of(answer: bytes) -> bytes:
    if answer.startswith(_FAILED):
        raise pickle.loads(answer[1:])  # noqa: S301 - written by `_attempt`
    return answer[1:]


def _has_result(future: Future[bytes]) -> bool:
    """Whether a result is there already, though its executor may be broken by now."""
    return future.done() and not future.cancelled() and future.exception() is None
