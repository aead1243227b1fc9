"""One large source on one process, and with workers that validate its records, by the clock on the wall.

The stage alone is measured on internals, and stands in a table of its own.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median

import pytest
from belgium import PAGES, inventory_file
from processes import danhmuc, python
from reporting import Report, at_least, spread
from workshop import Workshop

ROUNDS = 3
WANTED_OF_HARVEST = 1.4
WANTED_OF_STAGE = 1.8
"""How many times as fast two workers are to be, from issue 14."""
DATASETS = 10_000
PAGES_OF_DATASETS = 60
STAGE = Path(__file__).with_name("validation_stage.py")


@pytest.fixture(params=["generated", "Belgium"])
def source(request: pytest.FixtureRequest, workshop: Workshop) -> tuple[str, Path]:
    """A large source in one file, and what it is called."""
    if request.param == "generated":
        return request.param, workshop.catalogue(DATASETS, "nt")
    if not PAGES.is_dir():
        pytest.skip(f"no Belgian pages at {PAGES}")
    return request.param, inventory_file(workshop.folder, PAGES_OF_DATASETS)


def harvest_seconds(file: Path, registry: str, workers: int) -> float:
    """The time on the wall of a first harvest."""
    begin = time.perf_counter()
    words = ("--profile", "dcat-ap", "--workers", str(workers), "--registry", registry, "--json")
    (report,) = json.loads(danhmuc("harvest", file, *words).answer)
    assert report["state"] == "complete"
    return time.perf_counter() - begin


def test_harvest__of_one_source_with_workers(source: tuple[str, Path], workshop: Workshop, report: Report) -> None:
    name, file = source
    table = report.table("workers", ["Input", "Runs", "1 process, s", "with 2 workers, s", "times as fast"])
    alone, shared = [], []
    for _ in range(ROUNDS):
        alone.append(harvest_seconds(file, workshop.registry("workers"), 1))
        shared.append(harvest_seconds(file, workshop.registry("workers"), 2))
    times = [one / two for one, two in zip(alone, shared, strict=True)]
    faster = at_least(spread(times, 2), median(times), WANTED_OF_HARVEST)
    table.rows.append([name, str(ROUNDS), spread(alone, 1), spread(shared, 1), faster])


def test_stage__of_validation_with_workers(source: tuple[str, Path], report: Report) -> None:
    name, file = source
    table = report.table(
        "workers-stage", ["Input", "Records", "here, s", "1 worker, s", "2 workers, s", "1 beside 2", "here beside 2"]
    )
    taken = json.loads(python(STAGE, file, "dcat-ap", str(ROUNDS)).answer)
    here, one, two = (taken[way] for way in ("0", "1", "2"))
    faster = [single / double for single, double in zip(one, two, strict=True)]
    beside = [alone / double for alone, double in zip(here, two, strict=True)]
    table.rows.append(
        [
            name,
            f"{taken['records']:,}",
            *(spread(seconds, 2) for seconds in (here, one, two)),
            at_least(spread(faster, 2), median(faster), WANTED_OF_STAGE),
            spread(beside, 2),
        ]
    )
