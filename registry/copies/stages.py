"""Progress of copies as stages that count rows."""

from __future__ import annotations

from collections.abc import Callable

from ..record.contents import Progress


def counting(progress: Progress | None, stage: str, total: int | None) -> Callable[[int], None]:
    """A function that adds to the number of rows done in a stage, and reports it."""
    done = 0

    def add(rows: int) -> None:
        nonlocal done
        done += rows
        if progress is not None and rows:
            progress(stage, done, total)

    return add
