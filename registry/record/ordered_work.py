"""The contract of processes that work on parts of a large source beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Given = TypeVar("Given")


class OrderedWork(Protocol):
    """Other processes, for one source."""

    def prepare(self) -> None:
        """Let them start, since there will be work: that takes as long as reading some megabytes."""
        ...

    def run(self, work: Callable[[Given], bytes], items: Iterable[Given]) -> Iterator[bytes]:
        """The results of a function for each item, in the order of the items; few of them are held at a time.

        Args:
            work: a function of a module; it crosses by its name, and items by pickle.

        Raises:
            SourceFailedError: the processes ended twice.
        """
        ...
