"""The clock of a harvest: how many seconds each of its stages took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import Final, Literal

Stage = Literal["reading", "comparing", "writing"]
STAGES: Final[tuple[Stage, ...]] = ("reading", "comparing", "writing")
"""In their order; comparing includes splitting into records and validating."""


class StageClock:
    """The seconds of each stage, by a clock that never goes back, whatever happens to the time of day."""

    def __init__(self) -> None:
        self._seconds: dict[Stage, float] = {}
        self._running: tuple[Stage, float] | None = None

    @contextmanager
    def measuring(self, stage: Stage) -> Iterator[None]:
        """Count the time in which the context is open, also if it ends by an error."""
        self._running = (stage, perf_counter())
        try:
            yield
        finally:
            self._seconds = self._until_now()
            self._running = None

    def seconds(self) -> Mapping[Stage, float]:
        """The seconds of each stage so far, to the millisecond; the one being measured is included."""
        found = self._until_now()
        return {stage: round(found[stage], 3) for stage in STAGES if stage in found}

    def _until_now(self) -> dict[Stage, float]:
        if self._running is None:
            return self._seconds
        stage, began = self._running
        return {**self._seconds, stage: self._seconds.get(stage, 0.0) + perf_counter() - began}
