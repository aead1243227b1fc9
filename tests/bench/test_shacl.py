"""`ShaclValidator.validate(path)` beside rdflib with pySHACL and beside the package shacl, an engine in Rust.

    make bench-shacl                          measure and print
    make bench-shacl ARGS=--write-docs        the same, and put the tables into docs/en/benchmarks.md
    make bench-shacl ARGS="-k growth"         some of them, printed only

Seconds are CPU seconds of parsing the data and judging it, in a process of its own that has made its shapes ready and
used its engine once; peak memory is that of the whole process. The expectations are those of issues 4 and 14. What the
engine takes without its surroundings is in a table of its own, called *Inside*.
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
from belgium import PAGES_OF_DATASETS, inventory_file
from environments import PEERS, peer_python, peer_version
from processes import Usage, in_turn, run
from reporting import Report, compare_memory, cpu, expected, peak, share_of, spread, times_as_fast
from shapes_inputs import DATA, SEMIC, belgian_pages, noisy_feed, own_shapes, semic_shapes, single_records
from workshop import Workshop

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the official shapes are not at hand")

OURS, PLAN, PYSHACL, NATIVE = "danhmuc", "danhmuc, the engine alone", "pyshacl", "shacl"
SCRIPTS = {
    OURS: "danhmuc_validating.py",
    PLAN: "danhmuc_engine_validating.py",
    PYSHACL: "pyshacl_validating.py",
    NATIVE: "shacl_validating.py",
}
PROFILES = ("dcat-ap", "vn")
SIZE = 10_000
ROUNDS = 5
SLOW_ROUNDS = 2
"""With pySHACL at 10,000 datasets: one takes about 100 seconds."""
NOISY = "SEMIC, split files"
FAULT = 1.15
"""How much more a dataset may cost in a catalogue ten times as large."""
SYNTAXES = ("nt", "turtle")
OF_NATIVE: Mapping[tuple[str, str], float] = {
    ("SEMIC, one file", "nt"): 1.4,
    ("SEMIC, one file", "turtle"): 1.0,
    ("SEMIC, split files", "nt"): 0.6,
    ("SEMIC, split files", "turtle"): 0.6,
}
"""CPU seconds of those of the engine in Rust; from issue 14."""
TIMES_PYSHACL, MEMORY_OF_PYSHACL = 55, 0.25
"""From issue 14, for the one file and the split files alike."""


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
        python = peer_python(engine) if engine in (PYSHACL, NATIVE) else Path(sys.executable)
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
    """An engine as tables call it: a peer with its pinned version."""
    match engine:
        case "shacl":
            return f"shacl {peer_version(NATIVE)}"
        case "pyshacl":
            return f"rdflib {peer_version('rdflib', PYSHACL)} + pySHACL {peer_version(PYSHACL)}"
        case _:
            return engine


def results(usages: list[Usage]) -> str:
    return f"{json.loads(usages[0].answer)['count']:,}"


def differing(ours: Counter[tuple[str, ...]], theirs: Counter[tuple[str, ...]]) -> str:
    """The number of results that only one of two engines has."""
    return f"{((ours - theirs) + (theirs - ours)).total():,}"


@pytest.mark.parametrize("shapes", SEMIC)
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_catalogues__beside_pyshacl(shapes: str, syntax: str, bench: Bench, report: Report) -> None:
    files = bench.catalogues(SIZE, syntax)
    judges = {engine: bench.judge(engine, shapes, *files) for engine in (OURS, PYSHACL)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    assert ours == theirs
    taken = compared(SLOW_ROUNDS, judges)
    table = report.table(
        "shacl-pyshacl",
        ["Shapes", "Syntax", "Engine", "Runs", "Results", "CPU s", "danhmuc is faster", "Peak MiB", "of pySHACL's"],
        names=3,
    )
    times = times_as_fast(taken[OURS], taken[PYSHACL], least=TIMES_PYSHACL)
    memory = compare_memory(taken[OURS], taken[PYSHACL], most=MEMORY_OF_PYSHACL)
    for engine, usages in taken.items():
        told, share = (times, "") if engine == PYSHACL else ("", memory)
        row = [shapes, syntax, named(engine), str(SLOW_ROUNDS), results(usages), cpu(usages), told, peak(usages), share]
        table.rows.append(row)


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
            "Runs",
            "Results",
            "danhmuc, CPU s",
            "pySHACL, CPU s",
            "danhmuc is faster",
            "Results that differ",
        ],
    )
    table.rows.append(
        [
            shapes,
            "1,000",
            str(SLOW_ROUNDS),
            results(taken[OURS]),
            cpu(taken[OURS], 3),
            cpu(taken[PYSHACL]),
            times_as_fast(taken[OURS], taken[PYSHACL]),
            differing(ours, theirs),
        ]
    )


@pytest.mark.parametrize("shapes", SEMIC)
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_catalogues__beside_shacl(shapes: str, syntax: str, bench: Bench, report: Report) -> None:
    files = bench.catalogues(SIZE, syntax)
    judges = {engine: bench.judge(engine, shapes, *files) for engine in (OURS, NATIVE)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    assert ours == theirs
    taken = compared(ROUNDS, judges)
    share = share_of(taken[OURS], taken[NATIVE], most=OF_NATIVE[shapes, syntax])
    table = report.table(
        "shacl-native",
        ["Shapes", "Syntax", "Engine", "Runs", "Results", "CPU s", "of the other's", "Peak MiB"],
        names=3,
    )
    for engine, usages in taken.items():
        told = share if engine == OURS else ""
        row = [shapes, syntax, named(engine), str(ROUNDS), results(usages), cpu(usages), told, peak(usages)]
        table.rows.append(row)


@pytest.mark.parametrize("shapes", SEMIC)
def test_inventory__beside_shacl(shapes: str, bench: Bench, report: Report) -> None:
    """A tenth of it: the whole takes the engine in Rust more than half a minute, and 5 GiB."""
    warm_up, _ = bench.catalogues(1, "nt")
    inventory = inventory_file(bench.workshop.folder, PAGES_OF_DATASETS // 10)
    judges = {engine: bench.judge(engine, shapes, warm_up, inventory) for engine in (OURS, NATIVE)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    taken = compared(ROUNDS, judges)
    share = share_of(taken[OURS], taken[NATIVE], most=OF_NATIVE[shapes, "nt"])
    table = report.table(
        "shacl-inventory",
        ["Shapes", "Engine", "Runs", "Results", "CPU s", "of the other's", "Peak MiB", "Results that differ"],
        names=2,
    )
    for engine, usages in taken.items():
        told, apart = (share, differing(ours, theirs)) if engine == OURS else ("", "")
        row = [shapes, named(engine), str(ROUNDS), results(usages), cpu(usages), told, peak(usages), apart]
        table.rows.append(row)


@pytest.mark.parametrize("shapes", SEMIC)
@pytest.mark.parametrize("syntax", SYNTAXES)
def test_inside__engine_without_its_surroundings(shapes: str, syntax: str, bench: Bench, report: Report) -> None:
    files = bench.catalogues(SIZE, syntax)
    judges = {engine: bench.judge(engine, shapes, *files) for engine in (OURS, PLAN)}
    ours, inside = (judge.found(bench.workshop) for judge in judges.values())
    assert ours == inside
    taken = compared(ROUNDS, judges)
    table = report.table(
        "shacl-inside",
        ["Shapes", "Syntax", "Timed", "Runs", "Results", "CPU s", "of the engine's", "Peak MiB"],
        names=3,
    )
    for engine, name in ((OURS, "`ShaclValidator.validate(path)`"), (PLAN, "inside: parse, index, run the plan")):
        usages = taken[engine]
        told = share_of(usages, taken[PLAN]) if engine == OURS else ""
        table.rows.append([shapes, syntax, name, str(ROUNDS), results(usages), cpu(usages), told, peak(usages)])


@pytest.mark.parametrize("shapes", SEMIC)
def test_growth(shapes: str, bench: Bench, report: Report) -> None:
    for syntax in SYNTAXES:
        sizes = {size: bench.catalogues(size, syntax)[1] for size in (1_000, 10_000, 100_000)}
        measure_growth(shapes, ("generated", syntax), sizes, bench, report)


@pytest.mark.parametrize("shapes", SEMIC)
def test_growth__of_the_inventory(shapes: str, bench: Bench, report: Report) -> None:
    folder = bench.workshop.folder
    sizes = {100 * pages: inventory_file(folder, pages) for pages in (PAGES_OF_DATASETS // 10, PAGES_OF_DATASETS)}
    measure_growth(shapes, ("Belgium", "nt"), sizes, bench, report)


def measure_growth(shapes: str, kind: tuple[str, str], sizes: Mapping[int, Path], bench: Bench, report: Report) -> None:
    """A row for each size of an input, with what a dataset takes beside the size before."""
    table = report.table(
        "shacl-growth",
        ["Shapes", "Input", "Syntax", "Datasets", "Runs", "CPU s", "ms a dataset", "of ten times less", "Peak MiB"],
        names=3,
    )
    warm_up, _ = bench.catalogues(1, kind[1])
    before: float | None = None
    for size, data in sizes.items():
        judge = bench.judge(OURS, shapes, warm_up, data)
        usages = [judge.clocked() for _ in range(ROUNDS)]
        each = median(one.cpu_seconds for one in usages) * 1000 / size
        growth = None if before is None else each / before
        told = "" if growth is None else expected(f"{growth:.2f}", growth, FAULT)
        row = [shapes, *kind, f"{size:,}", str(ROUNDS), cpu(usages), f"{each:.3f}", told, peak(usages)]
        table.rows.append(row)
        before = each


def test_noisy_feed__with_report(bench: Bench, report: Report) -> None:
    files = (noisy_feed(1, bench.workshop.folder), noisy_feed(1_000, bench.workshop.folder))
    judges = {engine: bench.judge(engine, NOISY, *files) for engine in (OURS, PYSHACL)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    assert ours == theirs
    taken = compared(SLOW_ROUNDS, judges, "--report", bench.workshop.folder / "report.nt")
    table = report.table(
        "shacl-noisy", ["Engine", "Runs", "Results a dataset", "CPU s", "danhmuc is faster", "Peak MiB"]
    )
    for engine, usages in taken.items():
        told = times_as_fast(taken[OURS], usages, least=20) if engine == PYSHACL else ""
        each = f"{json.loads(usages[0].answer)['count'] / 1_000:.1f}"
        table.rows.append([named(engine), str(SLOW_ROUNDS), each, cpu(usages), told, peak(usages)])


@pytest.mark.parametrize("shapes", SEMIC)
def test_single_records(shapes: str, bench: Bench, report: Report) -> None:
    size = 200
    files = single_records(20, bench.workshop), single_records(size, bench.workshop)
    judges = {engine: bench.judge(engine, shapes, *files) for engine in (OURS, PYSHACL)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    assert ours == theirs
    taken = compared(ROUNDS, judges)
    table = report.table(
        "shacl-records", ["Shapes", "Engine", "Runs", "Records", "CPU ms a record", "danhmuc is faster"], names=2
    )
    for engine, usages in taken.items():
        each = spread((one.cpu_seconds * 1000 / size for one in usages), 2)
        told = times_as_fast(taken[OURS], usages, least=60) if engine == PYSHACL else ""
        table.rows.append([shapes, named(engine), str(ROUNDS), str(size), each, told])


@pytest.mark.parametrize("shapes", [*SEMIC, *PROFILES])
def test_belgian_pages(shapes: str, bench: Bench, report: Report) -> None:
    pages = belgian_pages(bench.workshop.folder)
    warm_up, _ = bench.catalogues(1, "nt")
    judges = {engine: bench.judge(engine, shapes, warm_up, pages) for engine in (OURS, PYSHACL)}
    ours, theirs = (judge.found(bench.workshop) for judge in judges.values())
    taken = compared(SLOW_ROUNDS, judges)
    table = report.table(
        "shacl-belgium",
        ["Shapes", "Runs", "Results", "danhmuc, CPU s", "pySHACL, CPU s", "danhmuc is faster", "Results that differ"],
    )
    table.rows.append(
        [
            shapes,
            str(SLOW_ROUNDS),
            results(taken[OURS]),
            cpu(taken[OURS], 3),
            cpu(taken[PYSHACL]),
            times_as_fast(taken[OURS], taken[PYSHACL]),
            differing(ours, theirs),
        ]
    )
