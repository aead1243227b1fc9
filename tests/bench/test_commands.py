"""What the commands take on a generated catalogue and on a real inventory, whole processes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from belgium import PAGES, write_inventory
from processes import Usage, danhmuc, in_turn
from reporting import Report, cpu, expected, peak
from workshop import Workshop
from yardsticks import parse_with_rdflib, read_with_pyoxigraph

PROFILE = "dcat-ap"
FLOOR, PARSE = "(pyoxigraph reads, nothing else)", "(rdflib's parse alone)"
ROUNDS = 5
CPU_EXPECTED: Mapping[tuple[str, str], float] = {
    ("generated", "validate"): 5,
    ("generated", "harvest, all new"): 7,
    ("generated", "harvest, unchanged"): 0.6,
    ("Belgium", "validate"): 17,
    ("Belgium", "harvest, all new, profile none"): 11,
    ("Belgium", "harvest, all new"): 17,
    ("Belgium", "harvest, unchanged"): 1,
}
"""Seconds; from issue 14."""
MEMORY_EXPECTED: Mapping[str, float] = {"generated": 500, "Belgium": 400}


def validated(place: Path) -> Usage:
    """A validation; it has to find faults."""
    return danhmuc("validate", "--profile", PROFILE, place, exit_code=1)


def harvested(place: Path, registry: str, kind: str, profile: str = PROFILE) -> Usage:
    usage = danhmuc("harvest", place, "--profile", profile, "--registry", registry, "--json")
    (report,) = json.loads(usage.answer)
    assert report["records"]["seen"] == report["records"][kind] > 0, report
    return usage


def measure(
    place: Path, name: str, size: str, workshop: Workshop, report: Report, *, rounds: int, with_none: bool
) -> None:
    """A row for each command; a registry is new in each round."""
    table = report.table("commands", ["Input", "Datasets", "Command", "Runs", "CPU s", "Peak MiB"], names=3)
    known = f"sqlite:///{workshop.folder / name}.db"
    steps: dict[str, Callable[[], Usage]] = {}
    if rounds == ROUNDS:  # of 100,000 datasets rdflib takes three minutes and 8 GiB
        steps[FLOOR], steps[PARSE] = partial(read_with_pyoxigraph, place), partial(parse_with_rdflib, place)
    steps["validate"] = partial(validated, place)
    if with_none:
        steps["harvest, all new, profile none"] = lambda: harvested(place, workshop.registry(name), "created", "none")
    steps["harvest, all new"] = lambda: harvested(place, workshop.registry(name), "created")
    steps["harvest, unchanged"] = lambda: harvested(place, known, "unchanged")
    for step, usages in in_turn(rounds, steps).items():
        seconds, wanted = cpu(usages), CPU_EXPECTED.get((name, step))
        memory = peak(usages)
        if step not in (FLOOR, PARSE):
            memory = expected(memory, max(usage.peak_mib for usage in usages), MEMORY_EXPECTED[name])
        if wanted is not None and not size.startswith("100,"):
            seconds = expected(seconds, median(usage.cpu_seconds for usage in usages), wanted)
        table.rows.append([name, size, step, str(rounds), seconds, memory])


@pytest.mark.parametrize(("datasets", "rounds"), [(10_000, ROUNDS), (100_000, 1)])
def test_commands__generated(datasets: int, rounds: int, workshop: Workshop, report: Report) -> None:
    size = f"{datasets:,}"
    measure(workshop.catalogue(datasets), "generated", size, workshop, report, rounds=rounds, with_none=False)


def test_commands__belgian_inventory(workshop: Workshop, report: Report) -> None:
    if not PAGES.exists():
        pytest.skip(f"needs the Belgian pages in {PAGES}")
    folder = workshop.folder / "belgium"
    pages = write_inventory(folder)
    size = f"17,800 on {pages:,} pages"
    measure(folder, "Belgium", size, workshop, report, rounds=ROUNDS, with_none=True)
