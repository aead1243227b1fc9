"""Registries of national size, really harvested, and the same at a tenth of the size: what each command takes there.

make bench-scale                                     some hours, 60 GB of disk
make bench-scale ARGS="-k sqlite"                    a quarter of that
DANHMUC_SCALE_FOLDER=/srv/scale make bench-scale     keep the registries there, and use those that are there already
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from national_databases import PostgreSQL, SQLite
from national_registries import NationalRegistry, Taken, make_registry, timed
from national_sources import EACH
from processes import danhmuc
from reporting import Report, expected
from workshop import Workshop

from danhmuc.registry import Registry

SOURCES = {"SQLite": 20, "PostgreSQL": 100}
"""Sources of 10,000 datasets: 200,000 records in SQLite, 1,000,000 in PostgreSQL."""

MOST = 1.2
"""How much more a record may cost than in a registry of a tenth of the size, from issue 16."""

MADE = [
    "Database",
    "Records",
    "CPU s",
    "of it the server",
    "µs a record",
    "Hours",
    "Peak MiB",
    "MiB on disk",
    "Bytes a record",
]
TAKEN = [
    "Database",
    "Command",
    "Runs",
    "A tenth, CPU s",
    "s",
    "Peak MiB",
    "All, CPU s",
    "s",
    "Peak MiB",
    "A record, of a tenth's",
]
SEARCHED = ["Database", "Records", "Found", "Records found", "ms"]
FACETS = ("theme", "publisher", "format", "licence", "year")
SEARCHES = {"a theme, by its label": "y tế", "two words of every second title": "dữ liệu", "all, without words": None}

Pair = tuple[NationalRegistry, NationalRegistry]
"""A registry of a tenth of the size, and the whole."""


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pair(kind: str, workshop: Workshop) -> Iterator[Pair]:
    folder = Path(os.environ.get("DANHMUC_SCALE_FOLDER") or workshop.folder / "scale")
    folder.mkdir(parents=True, exist_ok=True)
    database = SQLite(folder) if kind == "SQLite" else PostgreSQL(folder)
    tenth, whole = (
        make_registry(database, folder, f"{kind.lower()}_{number}", number)
        for number in (SOURCES[kind] // 10, SOURCES[kind])
    )
    for one in (tenth, whole):
        Registry.open(one.url).close()  # what is there already may be of an earlier release
        database.settle(one.name)
    yield tenth, whole
    if isinstance(database, PostgreSQL):
        database.stop()


def test_scale__making(kind: str, pair: Pair, report: Report) -> None:
    for one in pair:
        made, size = one.made, one.database.size(one.name)
        spent = (
            f"{made.cpu_seconds:,.0f}",
            f"{made.server_seconds:,.0f}",
            f"{made.cpu_seconds / one.records * 1e6:,.0f}",
        )
        taken = (
            f"{made.seconds / 3600:.2f}",
            f"{made.peak_mib:,.0f}",
            f"{size / 2**20:,.0f}",
            f"{size / one.records:,.0f}",
        )
        report.table("scale-made", MADE).rows.append([kind, f"{one.records:,}", *spent, *taken])


def test_scale__commands(kind: str, pair: Pair, workshop: Workshop, report: Report) -> None:
    tenth, whole = pair
    for name, (runs, is_of_all, step) in steps(workshop.folder).items():
        smaller, larger = ([step(one) for _ in range(runs)] for one in pair)
        grown = middle(larger) / middle(smaller) / (whole.records / tenth.records if is_of_all else 1)
        told = [*figures(smaller), *figures(larger), expected(f"{grown:.2f}", grown, MOST)]
        report.table("scale-commands", TAKEN, names=2).rows.append([kind, name, str(runs), *told])


def test_scale__copies(kind: str, pair: Pair, workshop: Workshop, report: Report) -> None:
    tenth, _ = pair
    backup, copy = workshop.folder / f"{kind}-backup.db", f"sqlite:///{workshop.folder / kind}-copy.db"
    commands: dict[str, list[str | Path]] = {
        "`registry copy` into SQLite": ["registry", "copy", tenth.url, copy],
        "`registry backup`": ["registry", "backup", backup, "--registry", tenth.url],
        "`registry restore` of that in place of the copy": [
            "registry",
            "restore",
            backup,
            copy,
            "--reason",
            "measured",
        ],
    }
    for name, command in commands.items():
        taken, _ = timed(tenth.database, partial(danhmuc, *command))
        report.table("scale-commands", TAKEN, names=2).rows.append([kind, name, "1", *figures([taken]), "", "", "", ""])


@pytest.mark.parametrize("name", SEARCHES)
def test_scale__searching(name: str, kind: str, pair: Pair, report: Report) -> None:
    for one in pair:
        taken = []
        with Registry.open(one.url) as registry:
            registry.search("x")
            for _ in range(5):
                begun = time.perf_counter()
                found = registry.search(SEARCHES[name], facets=FACETS).total
                taken.append(time.perf_counter() - begun)
        row = [kind, f"{one.records:,}", name, f"{found:,}", f"{median(taken) * 1000:,.0f}"]
        report.table("scale-search", SEARCHED, names=3).rows.append(row)


def steps(folder: Path) -> dict[str, tuple[int, bool, Callable[[NationalRegistry], Taken]]]:
    """How often each command is run, whether it goes through all records, and how."""

    def of(*arguments: str | Path) -> Callable[[NationalRegistry], Taken]:
        return lambda one: one.run(*arguments)

    def again(one: NationalRegistry) -> Taken:
        has_violations = 1
        return one.run("validate", "--all", "--source", "agency-001", exit_code=has_violations)

    def export_agency(one: NationalRegistry) -> Taken:
        last_run_of_first_night = len(one.sources.files)
        of_agency = ("--publisher", one.sources.agency, "--as-of", str(last_run_of_first_night))
        return one.run("export", "nt", folder / "agency.nt", *of_agency)

    one_page = ("--source", "agency-001", "--verdict", "accepted", "--limit", "50")
    return {
        "`harvest` of one source, 1 % changed": (3, False, NationalRegistry.harvest_changed),
        "`harvest` of one source, unchanged": (
            3,
            False,
            lambda one: one.run("harvest", one.sources.files[1 % len(one.sources.files)]),
        ),
        "`show IRI`": (5, False, lambda one: one.run("show", one.sources.dataset(0, EACH // 2))),
        "`list --limit 50`": (5, False, of("list", "--limit", "50")),
        "`list`, accepted of one source, 50": (5, False, of("list", *one_page)),
        "`validate --all` of one source": (3, False, again),
        "`export nt` of an agency, as of the first night": (1, True, export_agency),
        "`export nt`": (1, True, of("export", "nt", folder / "all.nt")),
        "`registry check`": (1, True, of("registry", "check")),
    }


def middle(taken: list[Taken]) -> float:
    return median(one.cpu_seconds for one in taken)


def figures(taken: list[Taken]) -> list[str]:
    seconds = median(one.seconds for one in taken)
    return [f"{middle(taken):,.1f}", f"{seconds:,.1f}", f"{max(one.peak_mib for one in taken):,.0f}"]
