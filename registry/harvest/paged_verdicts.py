"""Changes whose verdicts come by pages, with those between them that need none: all come out in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from danhmuc.shapes import Context

from ..record.change import PlannedChange
from ..record.graph_values import LaterValues
from ..record.record import SourceRecord
from ..record.stored import StoredGraph
from ..verdicts.page_workers import PagedValidation
from ..verdicts.pages_here import Outcome, PagesHere


class PagedVerdicts:
    """The changes of one reading that wait for verdicts, or behind such."""

    def __init__(self, validation: PagedValidation | PagesHere) -> None:
        self._validation = validation
        self._changes: deque[tuple[PlannedChange, bool]] = deque()

    def wait_for_verdict(self, change: PlannedChange, graph: SourceRecord | StoredGraph, context: Context) -> bool:
        """Let a change wait for the verdict on a graph; False if that is to be found at once."""
        if not self._validation.add(graph, context, LaterValues.of_change(change)):
            return False
        self._changes.append((change, True))
        return True

    def add(self, change: PlannedChange) -> None:
        """Add a change that needs no verdict, or has it."""
        self._changes.append((change, False))

    def end_page(self) -> None:
        """Let what waits be validated, since the context changes."""
        self._validation.end_page()

    def cancel(self) -> None:
        """Take back what was not begun."""
        self._validation.cancel()
        self._changes.clear()

    def take_ready(self, *, everything: bool = False) -> Iterator[tuple[PlannedChange, Outcome | None]]:
        """The changes that wait for nothing any more, each with the outcome that it waited for; or all of them.

        Raises:
            SourceFailedError: the workers ended twice.
        """
        yield from self._without_wait()
        for outcome in self._validation.outcomes(everything=everything):
            change, waits = self._changes.popleft()
            assert waits, "what waits for nothing went before"
            yield change, outcome
            yield from self._without_wait()

    def _without_wait(self) -> Iterator[tuple[PlannedChange, None]]:
        while self._changes and not self._changes[0][1]:
            yield self._changes.popleft()[0], None
