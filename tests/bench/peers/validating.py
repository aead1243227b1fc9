"""Time the judging of a file in a process of its own, and say so as JSON: seconds, results, and what they are.

    python ENGINE_validating.py SHAPES WARM-UP DATA [--report FILE] [--answer FILE]

The shapes are made ready and the engine is used once, on a little input, before the clock is looked at. Parsing the
data counts, and so does writing the report graph where one is asked for. Runs in the environments of all peers, so it
needs nothing but Python. A file of records (``.json``) holds an array of N-Triples texts, each judged for itself.
"""

from __future__ import annotations

import argparse
import json
import time
from abc import abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

__all__ = ["BLANK", "Engine", "Said", "timed"]

BLANK = "_"
"""How every blank node is written in an answer: their names differ from engine to engine."""

Said = tuple[str, str, str, str]
"""Focus node, path ("" for none), value ("" for none), local name of the constraint component."""
Found = TypeVar("Found")


class Engine(Generic[Found]):
    """An engine with its shapes made ready."""

    @abstractmethod
    def judged(self, file: Path) -> Found:
        """The findings on a file of Turtle or N-Triples."""

    @abstractmethod
    def judged_text(self, text: str) -> Found:
        """The findings on N-Triples."""

    @abstractmethod
    def report(self, found: Found) -> str:
        """The report graph as Turtle or N-Triples."""

    @abstractmethod
    def said(self, found: Found) -> Iterable[Said]:
        """What the findings are."""


def timed(make: type[Engine[Found]]) -> None:
    """Do what the command line asks for, with an engine that is made of the path of its shapes."""
    parser = argparse.ArgumentParser()
    for name in ("shapes", "warm_up", "data"):
        parser.add_argument(name, type=Path)
    for name in ("--report", "--answer"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    engine = make(given.shapes)  # type: ignore[call-arg]
    _work(engine, given.warm_up, given.report)
    begun = time.process_time()
    all_found = _work(engine, given.data, given.report)
    seconds = time.process_time() - begun
    said = [one for found in all_found for one in engine.said(found)]
    if given.answer is not None:
        given.answer.write_text(json.dumps(sorted(said)), encoding="utf-8")
    print(json.dumps({"seconds": seconds, "count": len(said)}))  # noqa: T201


def _work(engine: Engine[Found], data: Path, report: Path | None) -> list[Found]:
    if data.suffix == ".json":
        return [engine.judged_text(text) for text in json.loads(data.read_bytes())]
    found = engine.judged(data)
    if report is not None:
        report.write_text(engine.report(found), encoding="utf-8")
    return [found]
