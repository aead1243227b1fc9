"""Progress of long work, on a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..language import render
from .text import is_terminal, short_line
from .words import number_text


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int | None], None] | None]:
    """A callback for long work to report to: a bar on a terminal, None (silence) elsewhere."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console  # not needed where nobody watches
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    from ..messages.program import AnswersText

    text = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), text, BarColumn(bar_width=24), TimeElapsedColumn())
    shown = short_line(title, 40)
    words = {name: render(word) for name, word in AnswersText.STAGES.items()}
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        stages: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in stages:
                # A bar of its own each: rich lets no bar forget its total.
                for task in stages.values():
                    bar.update(task, visible=False)
                stages[stage] = bar.add_task("", total=total)
            word = words.get(stage, stage)
            so_far = f" {number_text(done)}" if done else ""
            bar.update(stages[stage], description=f"{shown}: {word}{so_far}", completed=done, total=total)

        yield show
