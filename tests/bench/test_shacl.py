"""Our engine of SHACL beside pySHACL and beside the package shacl, an engine in Rust.

    make bench-shacl                          measure and print
    make bench-shacl ARGS=--write-docs        the same, and put the tables into docs/en/benchmarks.md
    make bench-shacl ARGS="-k growth"         some of them, printed only

Seconds are CPU seconds of parsing the data and judging it, in a process of its own that has made its shapes ready and
used its engine once; peak memory is that of the whole process. The expectations are those of issue 4.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from environments import PEERS, peer_python, peer_version
from processes import Usage, in_turn, run
from reporting import Report, at_least, cpu, expected, peak, ratios, spread
from shapes_inputs import DATA, SEMIC, belgian_pages, noisy_feed, own_shapes, semic_shapes, single_records
from workshop import Workshop

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the official shapes are not at hand")

OURS, PYSHACL, NATIVE = "danhmuc", "rdflib + pySHACL", "shacl"
SCRIPTS = {OURS: "danhmuc_validating.py", PYSHACL: "pyshacl_validating.py", NATIVE: "shacl_validating.py"}
PROFILES = ("dcat-ap", "vn")
ROUNDS = 5
SLOW_ROUNDS = 2
"""With pySHACL at 10,000 datasets: one takes about 100 seconds."""
NOISY = "SEMIC, split files"
FAULT = 1.15
"""How much more a dataset may cost in a catalogue ten times as large."""


@dataclass(frozen=True, slots=True)
class Judge:
    """One engine with its shapes and its input."""

    engine: str
    python: Path
    shapes: Path
    warm_up: Path
    data: Path

    def clocked(self, *more: str | Path) -> Usage:
        """What parsing and judging took."""
        usage = run(self.python, PEERS / SCRIPTS[self.engine], self.shapes, self.warm_up, self.data, *more)
        return replace(usage, cpu_seconds=json.loads(usage.answer)["seconds"])

    def found(self, workshop: Workshop) -> Counter[tuple[str, ...]]:
        """Focus, path, value and component of each result."""
        answer = workshop.folder / "answer.json"
        self.clocked("--answer", answer)
        return Counter(map(tuple, json.loads(answer.read_bytes())))


@dataclass(frozen=True, slots=True)
class Bench:
    """Makes judges of the same shapes."""

    workshop: Workshop

    def judge(self, engine: str, shapes: str, warm_up: Path, data: Path) -> Judge:
        """An engine on its way; one that has no environment skips the test."""
        python = peer_python("shacl") if engine == NATIVE else Path(sys.executable)
        return Judge(engine, python, self.shapes(shapes, engine), warm_up, data)

    def shapes(self, name: str, engine: str) -> Path:
        if name not in SEMIC:
            return own_shapes(name, self.workshop.folder)
        return semic_shapes(name, self.workshop.folder, mended=engine == PYSHACL)

    def catalogues(self, size: int, syntax: str) -> tuple[Path, Path]:
        """Something to warm up with, and the catalogue."""
        return self.workshop.catalogue(1, syntax), self.workshop.catalogue(size, syntax)


@pytest.fixture(scope="module")
def bench(workshop: Workshop) -> Bench:
    return Bench(workshop)


def compared(rounds: int, judges: Mapping[str, Judge], *more: str | Path) -> dict[str, list[Usage]]:
    steps: dict[str, Callable[[], Usage]] = {name: partial(judge.clocked, *more) for name, judge in judges.items()}
    return in_turn(rounds, steps)


def named(engine: str) -> str:
    return f"{engine} {peer_version('shacl')}" if engine == NATIVE else engine


def results(usages: list[Usage]) -> str:
    return f"{json.loads(usages[0].answer)['count']:,}"


def faster(taken: Mapping[str, list[Usage]], other: str) -> list[float]:
    """How many times as fast as another engine ours was, round by round."""
    return ratios(taken[other], taken[OURS])


@pytest.mark.parametrize("shapes", SEMIC)
def test_catalogues__beside_pyshacl(shapes: str, bench: Bench, report: Report) -> None:
    files = bench.catalogues(10_000, "turtle")
    judges = {engine: bench.judge(engine, shapes, *files) for engine in (OURS, PYSHACL)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    assert ours == theirs
    taken = compared(SLOW_ROUNDS, judges)
    table = report.table(
        "shacl-pyshacl",
        ["Shapes", "Engine", "Runs", "Results", "CPU s", "danhmuc is faster", "Peak MiB", "of pySHACL's"],
        names=2,
    )
    times = faster(taken, PYSHACL)
    memory = median(one.peak_mib for one in taken[OURS]) / median(one.peak_mib for one in taken[PYSHACL])
    for engine, usages in taken.items():
        slow = engine == PYSHACL
        table.rows.append(
            [
                shapes,
                engine,
                str(SLOW_ROUNDS),
                results(usages),
                cpu(usages),
                at_least(f"{spread(times, 1)} times", median(times), 40) if slow else "",
                peak(usages),
                "" if slow else expected(f"{memory:.2f}", memory, 0.35),
            ]
        )


@pytest.mark.parametrize("shapes", PROFILES)
def test_own_profiles__beside_pyshacl(shapes: str, bench: Bench, report: Report) -> None:
    files = bench.catalogues(1_000, "turtle")
    judges = {engine: bench.judge(engine, shapes, *files) for engine in (OURS, PYSHACL)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    taken = compared(SLOW_ROUNDS, judges)
    table = report.table(
        "shacl-profiles",
        [
            "Profile",
            "Datasets",
            "Results",
            "danhmuc, CPU s",
            "pySHACL, CPU s",
            "danhmuc is faster",
            "Results that differ",
        ],
    )
    differing = sum(((ours - theirs) + (theirs - ours)).values())
    table.rows.append(
        [
            shapes,
            "1,000",
            results(taken[OURS]),
            cpu(taken[OURS], 3),
            cpu(taken[PYSHACL]),
            f"{spread(faster(taken, PYSHACL), 1)} times",
            str(differing),
        ]
    )


@pytest.mark.parametrize("shapes", SEMIC)
@pytest.mark.parametrize("syntax", ["nt", "turtle"])
def test_catalogues__beside_shacl(shapes: str, syntax: str, bench: Bench, report: Report) -> None:
    files = bench.catalogues(10_000, syntax)
    judges = {engine: bench.judge(engine, shapes, *files) for engine in (OURS, NATIVE)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    assert ours == theirs
    taken = compared(ROUNDS, judges)
    share = ratios(taken[OURS], taken[NATIVE])
    table = report.table(
        "shacl-native",
        ["Shapes", "Syntax", "Engine", "Runs", "Results", "CPU s", "of the other's", "Peak MiB"],
        names=3,
    )
    for engine, usages in taken.items():
        told = expected(spread(share, 2), median(share), 1.3) if engine == OURS else ""
        row = [shapes, syntax, named(engine), str(ROUNDS), results(usages), cpu(usages), told, peak(usages)]
        table.rows.append(row)


@pytest.mark.parametrize("shapes", SEMIC)
def test_growth(shapes: str, bench: Bench, report: Report) -> None:
    table = report.table(
        "shacl-growth",
        ["Shapes", "Syntax", "Datasets", "Runs", "CPU s", "ms a dataset", "of ten times less", "Peak MiB"],
        names=2,
    )
    for syntax in ("nt", "turtle"):
        before: float | None = None
        for size, rounds in ((1_000, 9), (10_000, ROUNDS), (100_000, 3)):
            judge = bench.judge(OURS, shapes, *bench.catalogues(size, syntax))
            usages = [judge.clocked() for _ in range(rounds)]
            each = median(one.cpu_seconds for one in usages) * 1000 / size
            growth = None if before is None else each / before
            told = "" if growth is None else expected(f"{growth:.2f}", growth, FAULT)
            row = [shapes, syntax, f"{size:,}", str(rounds), cpu(usages), f"{each:.3f}", told, peak(usages)]
            table.rows.append(row)
            before = each


def test_noisy_feed__with_report(bench: Bench, report: Report) -> None:
    files = (noisy_feed(1, bench.workshop.folder), noisy_feed(1_000, bench.workshop.folder))
    judges = {engine: bench.judge(engine, NOISY, *files) for engine in (OURS, PYSHACL)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    assert ours == theirs
    taken = compared(SLOW_ROUNDS, judges, "--report", bench.workshop.folder / "report.nt")
    times = faster(taken, PYSHACL)
    table = report.table(
        "shacl-noisy", ["Engine", "Runs", "Results a dataset", "CPU s", "danhmuc is faster", "Peak MiB"]
    )
    for engine, usages in taken.items():
        told = at_least(f"{spread(times, 1)} times", median(times), 20) if engine == PYSHACL else ""
        each = f"{json.loads(usages[0].answer)['count'] / 1_000:.1f}"
        table.rows.append([engine, str(SLOW_ROUNDS), each, cpu(usages), told, peak(usages)])


@pytest.mark.parametrize("shapes", SEMIC)
def test_single_records(shapes: str, bench: Bench, report: Report) -> None:
    size = 200
    files = single_records(20, bench.workshop), single_records(size, bench.workshop)
    judges = {engine: bench.judge(engine, shapes, *files) for engine in (OURS, PYSHACL)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    assert ours == theirs
    taken = compared(3, judges)
    times = faster(taken, PYSHACL)
    table = report.table(
        "shacl-records", ["Shapes", "Engine", "Runs", "Records", "CPU ms a record", "danhmuc is faster"], names=2
    )
    for engine, usages in taken.items():
        each = spread((one.cpu_seconds * 1000 / size for one in usages), 2)
        told = at_least(f"{spread(times, 1)} times", median(times), 60) if engine == PYSHACL else ""
        table.rows.append([shapes, engine, "3", str(size), each, told])


@pytest.mark.parametrize("shapes", [*SEMIC, *PROFILES])
def test_belgian_pages(shapes: str, bench: Bench, report: Report) -> None:
    pages = belgian_pages(bench.workshop.folder)
    warm_up, _ = bench.catalogues(1, "nt")
    judges = {engine: bench.judge(engine, shapes, warm_up, pages) for engine in (OURS, PYSHACL)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    taken = compared(SLOW_ROUNDS, judges)
    table = report.table(
        "shacl-belgium",
        ["Shapes", "Results", "danhmuc, CPU s", "pySHACL, CPU s", "danhmuc is faster", "Results that differ"],
    )
    differing = sum(((ours - theirs) + (theirs - ours)).values())
    table.rows.append(
        [
            shapes,
            results(taken[OURS]),
            cpu(taken[OURS], 3),
            cpu(taken[PYSHACL]),
            f"{spread(faster(taken, PYSHACL), 1)} times",
            str(differing),
        ]
    )
