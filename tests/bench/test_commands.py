"""What the commands take on a generated catalogue and on a real inventory, whole processes."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from belgium import PAGES, write_inventory
from processes import Usage, danhmuc, python
from reporting import Report, cpu, expected
from workshop import Workshop

PROFILE = "dcat-ap"
FAULTY = "import subprocess, sys; sys.exit(subprocess.run([*sys.argv[1:]], stdout=subprocess.DEVNULL).returncode != 1)"
"""Runs a command that has to find faults."""
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
    return python("-c", FAULTY, sys.executable, "-m", "danhmuc.cli", "validate", "--profile", PROFILE, place)


def harvested(place: Path, registry: str, kind: str, profile: str = PROFILE) -> Usage:
    usage = danhmuc("harvest", place, "--profile", profile, "--registry", registry, "--json")
    (report,) = json.loads(usage.answer)
    assert report["records"]["seen"] == report["records"][kind] > 0, report
    return usage


def measure(place: Path, name: str, size: str, workshop: Workshop, report: Report, *, with_none: bool) -> None:
    table = report.table("commands", ["Input", "Datasets", "Command", "CPU s", "Peak MiB"], names=3)
    registry = f"sqlite:///{workshop.folder / name}.db"
    steps = {"validate": validated(place)}
    if with_none:
        fresh = workshop.registry(name)
        steps["harvest, all new, profile none"] = harvested(place, fresh, "created", "none")
    steps["harvest, all new"] = harvested(place, workshop.registry(name), "created")
    steps["harvest, unchanged"] = harvested(place, registry, "unchanged")
    for step, usage in steps.items():
        seconds, wanted = cpu([usage]), CPU_EXPECTED.get((name, step))
        memory = expected(f"{usage.peak_mib:.0f}", usage.peak_mib, MEMORY_EXPECTED[name])
        if wanted is not None and not size.startswith("100,"):
            seconds = expected(seconds, usage.cpu_seconds, wanted)
        table.rows.append([name, size, step, seconds, memory])


@pytest.mark.parametrize("datasets", [10_000, 100_000])
def test_commands__generated(datasets: int, workshop: Workshop, report: Report) -> None:
    measure(workshop.catalogue(datasets), "generated", f"{datasets:,}", workshop, report, with_none=False)


def test_commands__belgian_inventory(workshop: Workshop, report: Report) -> None:
    if not PAGES.exists():
        pytest.skip(f"needs the Belgian pages in {PAGES}")
    folder = workshop.folder / "belgium"
    pages = write_inventory(folder)
    measure(folder, "Belgium", f"17,800 on {pages:,} pages", workshop, report, with_none=True)
