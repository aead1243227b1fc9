"""Sort more lines than memory should hold: some at a time, which wait in temporary files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from typing import BinaryIO, Final

_RUN: Final = 20_000
"""Lines that are sorted in memory."""


def sorted_runs(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, each with its end, in their order.

    Raises:
        OSError: there is no space for them.
    """
    with ExitStack() as stack:
        runs: list[BinaryIO] = []
        some: list[bytes] = []
        for line in lines:
            some.append(line)
            if len(some) == _RUN:
                run = stack.enter_context(tempfile.TemporaryFile())
                run.writelines(sorted(some))
                run.seek(0)
                runs.append(run)
                some = []
        yield from merge(*runs, sorted(some))
