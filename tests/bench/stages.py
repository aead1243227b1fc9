"""Harvest a file in this process and write the CPU seconds of each stage as JSON.

    python stages.py FILE URL       a whole harvest into the registry at URL, without judging
    python stages.py FILE           reading alone

A source that looks at the clock stands between the file and the registry; all else is what the program does.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from danhmuc.registry import HarvestSource, Registry, SourceContents, SourceRecord, source_at
from danhmuc.registry.record.contents import PendingRecord, Progress
from danhmuc.registry.record.door import OFFLINE, Visit
from danhmuc.registry.record.record import IriSpace
from danhmuc.vocab.reading import read_document


@dataclass(slots=True)
class Clock:
    """CPU seconds of this process since it began."""

    at: float = 0.0

    def lap(self) -> float:
        """Seconds since the last lap."""
        before, self.at = self.at, time.process_time()
        return self.at - before


class ClockedSource:
    """A source as it is, with the time it took to open and to make its records."""

    def __init__(self, source: HarvestSource) -> None:
        self._source = source
        self.kind = source.kind
        self.location = source.location
        self.name = source.name
        self.opening = 0.0
        self.making = 0.0

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Those of the source."""
        begun = time.process_time()
        contents = self._source.contents(space, progress=progress, visit=visit)
        self.opening = time.process_time() - begun
        return replace(contents, records=self._clocked(contents.records))

    def records(self) -> Iterator[SourceRecord]:
        """Those of the source."""
        return self._source.records()

    def _clocked(self, records: Iterator[PendingRecord]) -> Iterator[PendingRecord]:
        for pending in records:
            yield replace(pending, make=self._timed(pending.make))

    def _timed(self, make: Callable[[], SourceRecord]) -> Callable[[], SourceRecord]:
        def timed() -> SourceRecord:
            begun = time.process_time()
            record = make()
            self.making += time.process_time() - begun
            return record

        return timed


def reading(file: Path) -> dict[str, float]:
    """CPU seconds of reading alone."""
    data = file.read_bytes()
    clock = Clock()
    clock.lap()
    document = read_document(data, place=file.name, base="http://source.invalid/")
    seconds = clock.lap()
    assert document.triples
    return {"read": seconds}


def harvesting(file: Path, url: str) -> dict[str, float]:
    """CPU seconds by stage; `opening` is reading and splitting."""
    clock = Clock()
    source = ClockedSource(source_at(str(file)))
    seconds = {"start": clock.lap()}
    with Registry.open(url) as registry:
        seconds["open"] = clock.lap()
        plan = registry.plan(source, profile="none")
        seconds["compare"] = clock.lap() - source.opening - source.making
        seconds |= {"opening": source.opening, "making": source.making}
        report = plan.apply(by="bench")
        seconds["store"] = clock.lap()
    assert report.state == "complete"
    return seconds


if __name__ == "__main__":
    print(json.dumps(reading(Path(sys.argv[1])) if len(sys.argv) == 2 else harvesting(Path(sys.argv[1]), sys.argv[2])))  # noqa: T201
