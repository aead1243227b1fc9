"""Killed at random moments of reading, applying or undoing, and then completed, a registry is as if undisturbed.

All rows are compared, but for their keys and times, and the bytes of an export. `make soak` kills many harvests,
applications of plans and undoings of 2,000 records; DANHMUC_KILLS sets how many, 200 if it is not given.
"""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import Any, Final, NamedTuple

import pytest
from sqlalchemy import Table, select

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import PAST, leases, metadata, moments, runs, settings
from danhmuc.vocab.errors import UsageError

from ..conftest import PostgreSQLServer
from .conftest import PREFIXES, PROFILE
from .running import Running

KILLS: Final = int(os.environ.get("DANHMUC_KILLS", "200"))
PARTS: Final = 10
"""Tests that share the kills, so that several processes share the tests."""
FEW: Final = 120
MANY: Final = 2_000
PAGES: Final = 5
LATER: Final = 1.05
"""Part of the time of an undisturbed harvest within which one is killed."""

HARVEST: Final = """
from danhmuc.registry import Registry, source_at
from danhmuc.registry.harvest import apply

url, folder, profile, batch = arguments
apply.BATCH = int(batch)
with Registry.open(url) as registry:
    say("ready")
    registry.harvest(source_at(folder), profile=profile)
say("done")
"""
APPLY: Final = """
from danhmuc.registry import Registry
from danhmuc.registry.harvest import apply

url, folder, profile, batch = arguments
apply.BATCH = int(batch)
with Registry.open(url) as registry:
    say("ready")
    for plan in registry.read_plans(folder + ".plan"):
        plan.apply()
say("done")
"""
UNDO: Final = """
from danhmuc.registry import Registry

url, *_ = arguments
with Registry.open(url) as registry:
    say("ready")
    registry.undo(run=2, by="test")
say("done")
"""
PROGRAMS: Final = {"harvest": HARVEST, "apply": APPLY, "undo": UNDO}
"""Programs that are killed: they harvest the second edition, apply a saved plan of it, or undo a harvest of it."""


# ---------------------------------------------------------------- all rows, without keys and times

NATURAL: Final = {
    "sources": ("name",),
    "records": ("source_id", "iri"),
    "versions": ("record_id", "number"),
    "verdicts": ("version_id", "profile"),
    "runs": ("source_id",),
    "texts": ("digest",),
}
"""What names a row that others point at."""
LEFT_OUT: Final = {leases, moments, runs, settings, *PAST.values()}
"""A harvest that was killed leaves a run and moments more; the leases of both are gone."""
TIMES: Final = ("at", "_at", "since", "until")
RUNS: Final = {"mark", "missing_since", "version_id", "ended_by", "held_by", "undone_by"}
"""Numbers of runs, and of what they wrote."""
DATES: Final = {("verdicts", "since"), ("verdicts", "until")}


class Rows:
    """The rows of a registry as they mean, whatever their keys."""

    def __init__(self, url: str) -> None:
        with open_database(url) as database, database.reading() as connection:
            self.held = {
                table: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in metadata.sorted_tables
            }
        self._by_key = {
            table.name: {row["id"]: row for row in rows} for table, rows in self.held.items() if "id" in table.c
        }

    def counted(self) -> dict[str, Counter[str]]:
        """How often each row is there, by table; findings about runs are asked of the run."""
        return {
            table.name: Counter(
                self._text(table, row) for row in rows if table.name != "findings" or row["run_id"] is None
            )
            for table, rows in self.held.items()
            if table not in LEFT_OUT
        }

    def _text(self, table: Table, row: Mapping[str, Any]) -> str:
        return " ".join(f"{column.name}={self._value(table, column.name, row)}" for column in table.columns)

    def _value(self, table: Table, name: str, row: Mapping[str, Any]) -> object:
        value = row[name]
        if value is None or name == "id":
            return None
        (target, *_) = [key.column.table.name for key in table.c[name].foreign_keys] or [None]
        if target in NATURAL:
            found = self._by_key[target][value]
            return [self._value(metadata.tables[target], part, found) for part in NATURAL[target]]
        if "run" in name or name in RUNS:
            return "some"
        is_time = name in TIMES or name.endswith("_at")
        if is_time and (table.name, name) not in DATES:
            return "some"
        return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else repr(value)


class Outcome(NamedTuple):
    """What a registry holds and gives."""

    rows: dict[str, Counter[str]]
    export: str
    findings: list[str]
    leases: int


def outcome(url: str) -> Outcome:
    rows = Rows(url)
    out = BytesIO()
    with Registry.open(url) as registry:
        registry.export("nt", out)
        # Releasing a source whose run had just ended leaves a failed run.
        newest = next(run for run in registry.runs() if run.state != "failed")
        findings = [str(finding) for finding in registry.run_findings(newest.id)]
    return Outcome(rows.counted(), hashlib.sha256(out.getvalue()).hexdigest(), findings, len(rows.held[leases]))


# ---------------------------------------------------------------- what is harvested


def editions(number: int) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The pages of a catalogue of so many datasets, before and after a change of everything that can change."""
    before: dict[str, list[str]] = {f"{page}.ttl": [] for page in range(PAGES)}
    after: dict[str, list[str]] = {name: [] for name in before}
    for at in range(number):
        name = f"{at % PAGES}.ttl"
        record = (
            '<{0}> a dcat:Dataset ; dct:title "Số {0}{1}"@vi ; dct:publisher <org{2}> ; dcat:inSeries <series{2}> .'
        )
        listed = f"<k> a dcat:Catalog ; dcat:dataset <{at}> ."
        if at % 20 != 3:  # new ones
            before[name] += [record.format(at, "", at % 7), listed]
        if at % 20 != 5:  # gone
            changed = ("", at % 7) if at % 4 else (" mới", at % 5)
            after[name] += [record.format(at, *changed), listed]
    series = [f"<series{at}> a dcat:DatasetSeries ; dct:title 'Chuỗi {at}' ." for at in range(7)]
    for name, lines in after.items():
        lines += series
        before[name] += series
        lines += [f"<org{at}> a foaf:Agent ; foaf:name 'Sở {at}' ; foaf:phone '2' ." for at in range(7)]
        before[name] += [f"<org{at}> a foaf:Agent ; foaf:name 'Sở {at}' ; foaf:phone '1' ." for at in range(7)]
    unclear = "<unclear> a dcat:Dataset ; dct:title 'u' ; dmv:secrecy 'x' . <page> a <https://w3id.org/tree#Node> ."
    before["0.ttl"] += [unclear, "<marked> a dcat:Dataset ; dct:title 'm' ."]
    after["0.ttl"] += [
        unclear,
        "<marked> a dcat:Dataset ; dct:title 'm' ; dmv:secrecy 'MAT' . <n%65w> a dcat:Dataset .",
    ]
    # One of many that have distributions loses them all, and one has another IRI.
    having = "<has{0}> a dcat:Dataset ; dct:title 'h{0}' ; dcat:distribution [ dcat:accessURL <file{0}> ] ."
    before["0.ttl"] += [having.format(at) for at in range(12)]
    after["0.ttl"] += [having.format(at) for at in range(1, 11)] + ["<has0> a dcat:Dataset ; dct:title 'h0' ."]
    after["0.ttl"].append(having.format(11).replace("<has11>", "<renamed>"))
    yield ({n: "\n".join(ls) for n, ls in before.items()}, {n: "\n".join(ls) for n, ls in after.items()})


@dataclass(frozen=True)
class Prepared:
    """A registry before a program, which is copied for each try, and what the undisturbed program makes of it."""

    program: str
    copy: Callable[[], str]
    arguments: tuple[str, str, str]
    undisturbed: Outcome
    seconds: float


def prepare(program: str, folder: Path, datasets: int, url: str, copy: Callable[[], str]) -> Prepared:
    """Harvest the first edition, or both, into the registry at the URL, and run the program on a copy."""
    pages, profile = folder / "agency", folder / "trial.ttl"
    pages.mkdir()
    profile.write_text(PROFILE.format(token="trial", path="dct:title"), encoding="utf-8")
    ((before, after),) = editions(datasets)
    for name, text in before.items():
        (pages / name).write_text(PREFIXES + text, encoding="utf-8")
    with Registry.open(url) as registry:
        registry.withhold("https://e.vn/7", by="test", reason="r")
        registry.harvest(source_at(str(pages)), profile=str(profile))
    for name, text in after.items():
        (pages / name).write_text(PREFIXES + text, encoding="utf-8")
    if program != "harvest":
        with Registry.open(url) as registry:
            plan = registry.plan(source_at(str(pages)), profile=str(profile))
            if program == "apply":
                plan.save(f"{pages}.plan")
            else:
                plan.apply()
    arguments = (str(pages), str(profile), str(max(datasets // 8, 20)))
    whole = copy()
    process = Running(PROGRAMS[program], whole, *arguments)
    process.until("ready")
    begin = time.perf_counter()
    process.until("done")
    seconds = time.perf_counter() - begin
    process.kill()
    return Prepared(program=program, copy=copy, arguments=arguments, undisturbed=outcome(whole), seconds=seconds)


def sqlite_copies(folder: Path) -> tuple[str, Callable[[], str]]:
    def copy() -> str:
        number = len(list(folder.glob("copy-*.db")))
        copyfile(folder / "r.db", folder / f"copy-{number}.db")
        return f"sqlite:///{folder}/copy-{number}.db"

    return f"sqlite:///{folder}/r.db", copy


def postgresql_copies(server: PostgreSQLServer) -> tuple[str, Callable[[], str]]:
    first = server.create()

    def copy() -> str:
        name = f"test_{next(server.numbers)}"
        server.admin.execute(f"CREATE DATABASE {name} TEMPLATE {first}")
        return server.url(name)

    return server.url(first), copy


def complete(registry: Registry, prepared: Prepared) -> None:
    """Do what a killed program did not finish."""
    if prepared.program == "harvest":
        pages, profile, _ = prepared.arguments
        assert registry.harvest(source_at(pages), profile=profile).state == "complete"
    elif prepared.program == "apply":
        # What lifts marks is applied once, since the source was read since.
        if [run.state for run in registry.runs()].count("complete") < 2:
            (plan,) = registry.read_plans(f"{prepared.arguments[0]}.plan")
            assert plan.apply().state == "complete"
    elif not any(run.state == "undone" for run in registry.runs()):
        registry.undo(run=2, by="test")


def kill_once(prepared: Prepared, moment: float) -> None:
    """Kill a try at that moment, complete it, and compare."""
    url = prepared.copy()
    process = Running(PROGRAMS[prepared.program], url, *prepared.arguments)
    process.until("ready")
    time.sleep(moment)
    process.kill()
    process.told.close()
    with Registry.open(url) as registry:
        with suppress(UsageError):  # it had ended, or not yet begun
            registry.release_source("agency", by="test", reason="killed")
        assert registry.check().problems == ()
        runs_before = registry.runs()
        complete(registry, prepared)
    found = outcome(url)
    states = [run.state for run in runs_before]
    assert found.leases == 0
    assert found.findings == prepared.undisturbed.findings, states
    for table, rows in prepared.undisturbed.rows.items():
        assert found.rows[table] == rows, (table, states, moment)
    assert found.export == prepared.undisturbed.export


@pytest.fixture(scope="module", params=PROGRAMS)
def few(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("few")
    return prepare(request.param, folder, FEW, *sqlite_copies(folder))


@pytest.fixture(scope="module")
def few_on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgresql_server: PostgreSQLServer) -> Prepared:
    return prepare("harvest", tmp_path_factory.mktemp("few"), FEW, *postgresql_copies(postgresql_server))


@pytest.fixture(scope="module", params=PROGRAMS)
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("many")
    return prepare(request.param, folder, MANY, *sqlite_copies(folder))


@pytest.mark.soak
@pytest.mark.parametrize("part", [0.3, 0.8])
def test_killed__what_is_completed_is_as_undisturbed(few: Prepared, part: float) -> None:
    kill_once(few, few.seconds * part)


@pytest.mark.soak
def test_killed__on_postgresql_too(few_on_postgresql: Prepared) -> None:
    kill_once(few_on_postgresql, few_on_postgresql.seconds * 0.7)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_killed__at_random_moments(many: Prepared, part: int) -> None:
    moments = random.Random(f"{many.program} {part}")
    for _ in range(-(-KILLS // (PARTS * len(PROGRAMS)))):
        kill_once(many, moments.uniform(0, LATER * many.seconds))


def test_editions__change_everything_that_is_compared(few: Prepared) -> None:
    rows = few.undisturbed.rows
    assert {"created", "updated", "missing", "withheld"} <= {
        kind for row in rows["changes"] for kind in ("created", "updated", "missing", "withheld") if f"'{kind}'" in row
    }
    empty = {table for table, found in rows.items() if not found}
    by_persons = {"redirects", "same_as", "source_changes", "vocabularies", "vocabulary_uses"}
    by_persons |= {"mark_answers", "registrations", "registration_authorities", "disclosures"}
    of_other_kinds = {"source_bytes", "activities"}
    of_elements = {"element_fields", "element_names", "element_decisions", "schema_links"}
    assert empty <= {"renewals", *by_persons, *of_other_kinds, *of_elements}
