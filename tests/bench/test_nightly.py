"""A night: many sources harvested by one command, on one worker and on two, by the clock on the wall."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from catalogues import Catalogue, write
from processes import danhmuc
from reporting import Report, at_least, spread
from workshop import Workshop

SOURCES = 20
DATASETS = 500
ROUNDS = 3
WANTED = {"sqlite": 1.6, "postgresql": 1.8}
"""How many times as fast two workers are to be as one, from issue 11."""


@pytest.fixture(scope="module")
def sources(workshop: Workshop) -> list[Path]:
    """The files of the sources, each of its own seed."""
    folder = workshop.folder / "nightly"
    folder.mkdir()
    return [
        write(Catalogue(DATASETS, seed=number), "turtle", folder / f"source-{number:02}.ttl")
        for number in range(1, SOURCES + 1)
    ]


@pytest.fixture
def registries(request: pytest.FixtureRequest, workshop: Workshop) -> Iterator[str]:
    """URLs of new registries, on the database that the test names."""

    def sqlite() -> Iterator[str]:
        while True:
            yield workshop.registry("nightly")

    def postgresql() -> Iterator[str]:
        server = request.getfixturevalue("postgresql_server")
        while True:
            name = server.create()
            yield server.url(name)
            server.drop(name)

    return {"sqlite": sqlite, "postgresql": postgresql}[request.getfixturevalue("database")]()


def seconds(sources: list[Path], registry: str, workers: int) -> float:
    """The time on the wall of one night; every source must be taken whole."""
    begin = time.perf_counter()
    usage = danhmuc("harvest", *sources, "--workers", str(workers), "--registry", registry, "--json")
    taken = time.perf_counter() - begin
    assert [one["records"]["created"] for one in json.loads(usage.answer)] == [DATASETS + 1] * SOURCES
    return taken


@pytest.mark.parametrize("database", WANTED)
def test_nightly__on_two_workers(database: str, sources: list[Path], registries: Iterator[str], report: Report) -> None:
    table = report.table("nightly", ["Database", "Runs", "1 worker, s", "2 workers, s", "times as fast"])
    one, two = [], []
    for _ in range(ROUNDS):
        one.append(seconds(sources, next(registries), 1))
        two.append(seconds(sources, next(registries), 2))
    times = [alone / shared for alone, shared in zip(one, two, strict=True)]
    faster = at_least(spread(times, 2), median(times), WANTED[database])
    table.rows.append([database, str(ROUNDS), spread(one, 1), spread(two, 1), faster])
