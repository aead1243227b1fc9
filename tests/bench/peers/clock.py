"""Time one piece of work in a process of its own, and say so as JSON.

The work is done once before, on a little input, so that imports and first uses do not count. Runs in the environments
of all peers, so it needs nothing but Python.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

__all__ = ["timed"]

G = TypeVar("G")
T = TypeVar("T")


def timed(given: Callable[[Path], G], work: Callable[[G], list[T]], written: Callable[[list[T]], str]) -> None:
    """Do the work on the second file of the command line; write what came out into the third, if there is one.

    Args:
        given: what the work is given of a file; not timed.
        written: what came out as text; not timed.
    """
    warm_up, file, *answers = map(Path, sys.argv[1:])
    work(given(warm_up))
    asked = given(file)
    begun = time.process_time()
    done = work(asked)
    seconds = time.process_time() - begun
    for answer in answers:
        answer.write_text(written(done), encoding="utf-8")
    print(json.dumps({"seconds": seconds, "count": len(done)}))  # noqa: T201
