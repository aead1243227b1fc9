"""Killed at random moments of reading, applying or undoing, and then completed, a registry is as if undisturbed.

All rows are compared, but for their keys and times, and the bytes of an export. `make soak` kills many harvests,
applications of plans and undoings of 2,000 records; DANHMUC_KILLS sets how many, 200 if it is not given. As many are
killed before and after transactions and before steps in the file system, pruning and backing up among them; what these
write is more than a page.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import Any, Final, NamedTuple

import pytest
from sqlalchemy import Table, select

from danhmuc.registry import Registry, restore_backup, source_at
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
    for plan in registry.harvests.read_plans(folder + ".plan"):
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
PRUNE: Final = """
from pathlib import Path

from danhmuc.registry import Registry
from danhmuc.registry.edits import history_pruning

url, folder, profile, batch = arguments
history_pruning._PAGE = int(batch)
with Registry.open(url) as registry:
    say("ready")
    registry.upkeep.prune_history(before=Path(folder + ".before").read_text())
say("done")
"""
BACK_UP: Final = """
from danhmuc.registry import Registry

url, folder, *_ = arguments
with Registry.open(url) as registry:
    say("ready")
    registry.upkeep.back_up(folder + ".backup")
say("done")
"""
PROGRAMS: Final = {"harvest": HARVEST, "apply": APPLY, "undo": UNDO, "prune": PRUNE, "back up": BACK_UP}
"""Programs that are killed: they harvest the second edition, apply a saved plan of it, or undo a harvest of it; prune
what was before that harvest, or put a backup of both editions in the place of one of the first."""
OF_RECORDS: Final = ("harvest", "apply", "undo")
"""Those whose time the number of records decides."""
STEPS: Final = """
import os
import signal
import sys

from sqlalchemy import event
from sqlalchemy.engine import Engine

dies_before = int(arguments.pop())
steps = 0


def step(*_):
    global steps
    steps += 1
    if steps == dies_before:
        os.kill(os.getpid(), signal.SIGKILL)


def look(name, _):
    if name in ("os.rename", "os.remove", "os.link", "os.chmod", "sqlite3.connect"):
        step()


for name in ("begin", "commit"):
    event.listen(Engine, name, step)
sys.addaudithook(look)
"""
"""Counts the beginnings and ends of transactions, and what is done to files; dies before the step of a number."""


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
    titles: frozenset[str]


def outcome(url: str) -> Outcome:
    rows = Rows(url)
    out = BytesIO()
    with Registry.open(url) as registry:
        registry.export("nt", out)
        # Releasing a source whose run had just ended leaves a failed run.
        newest = next(run for run in registry.harvests.runs() if run.state != "failed")
        findings = [str(finding) for finding in registry.harvests.run_findings(newest.id)]
    exported = out.getvalue()
    return Outcome(
        rows.counted(), hashlib.sha256(exported).hexdigest(), findings, len(rows.held[leases]), titles_in(exported)
    )


def titles_in(exported: bytes) -> frozenset[str]:
    """The lines about titles."""
    return frozenset(line for line in exported.decode().splitlines() if "<http://purl.org/dc/terms/title>" in line)


def titles_of(url: str) -> frozenset[str]:
    """The titles that leave."""
    out = BytesIO()
    with Registry.open(url, create=False) as registry:
        registry.export("nt", out)
    return titles_in(out.getvalue())


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
    titles: frozenset[str]
    titles_of_older: frozenset[str]
    undisturbed: Outcome
    seconds: float
    steps: int

    @property
    def backup(self) -> Path:
        """The file of the backup."""
        return Path(f"{self.arguments[0]}.backup")


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
        registry.upkeep.back_up(f"{pages}.backup")
    older = titles_of(url)
    shutil.copyfile(f"{pages}.backup", f"{pages}.older")
    for name, text in after.items():
        (pages / name).write_text(PREFIXES + text, encoding="utf-8")
    if program != "harvest":
        with Registry.open(url) as registry:
            plan = registry.plan(source_at(str(pages)), profile=str(profile))
            if program == "apply":
                plan.save(f"{pages}.plan")
            else:
                plan.apply()
    if program == "prune":
        time.sleep(1.1)  # times are seconds
        Path(f"{pages}.before").write_text(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", encoding="utf-8")
    arguments = (str(pages), str(profile), str(max(datasets // 8, 20)))
    whole = copy()
    titles = titles_of(whole)
    process = Running(PROGRAMS[program], whole, *arguments)
    process.until("ready")
    begin = time.perf_counter()
    process.until("done")
    seconds = time.perf_counter() - begin
    process.kill()
    counting = Running(f"{STEPS}{PROGRAMS[program]}say(steps)", copy(), *arguments, "0")
    counting.until("done")
    steps = counting.told.recv()
    counting.kill()
    return Prepared(
        program=program,
        copy=copy,
        arguments=arguments,
        titles=titles,
        titles_of_older=older,
        undisturbed=outcome(whole),
        seconds=seconds,
        steps=steps,
    )


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
        if [run.state for run in registry.harvests.runs()].count("complete") < 2:
            (plan,) = registry.harvests.read_plans(f"{prepared.arguments[0]}.plan")
            assert plan.apply().state == "complete"
    elif prepared.program == "prune":
        registry.upkeep.prune_history(before=Path(f"{prepared.arguments[0]}.before").read_text(encoding="utf-8"))
    elif prepared.program == "back up":
        registry.upkeep.back_up(prepared.backup)
    elif not any(run.state == "undone" for run in registry.harvests.runs()):
        registry.undo(run=2, by="test")


def kill_once(prepared: Prepared, moment: float) -> None:
    """Kill a try at that moment, complete it, and compare."""
    url = prepared.copy()
    process = Running(PROGRAMS[prepared.program], url, *prepared.arguments)
    process.until("ready")
    time.sleep(moment)
    process.kill()
    process.told.close()
    complete_and_compare(prepared, url, moment)


def kill_before(prepared: Prepared, step: int) -> None:
    """Kill a try before a step, complete it, and compare."""
    url = prepared.copy()
    shutil.copyfile(f"{prepared.arguments[0]}.older", prepared.backup)
    process = Running(STEPS + PROGRAMS[prepared.program], url, *prepared.arguments, str(step))
    process.process.join()
    assert process.process.exitcode == -signal.SIGKILL
    process.told.close()
    assert titles_of(url) <= prepared.titles | prepared.undisturbed.titles, step
    if prepared.program == "back up":
        # It is the older one or the newer one.
        assert restored(prepared, f"{url}-{step}").titles in (prepared.titles_of_older, prepared.undisturbed.titles)
    complete_and_compare(prepared, url, step)
    if prepared.program == "back up":
        found = restored(prepared, f"{url}-whole")
        assert (found.export, found.rows["versions"]) == (
            prepared.undisturbed.export,
            prepared.undisturbed.rows["versions"],
        )
        assert not list(prepared.backup.parent.glob(".danhmuc-*")), step  # what the killed one left


def restored(prepared: Prepared, url: str) -> Outcome:
    """What the backup holds."""
    restore_backup(prepared.backup, url, by="operator", reason="a trial")
    return outcome(url)


def complete_and_compare(prepared: Prepared, url: str, moment: float) -> None:
    """Complete what was killed, and compare."""
    with Registry.open(url) as registry:
        with suppress(UsageError):  # it had ended, or not yet begun
            registry.harvests.release("agency", by="test", reason="killed")
        assert registry.upkeep.check().problems == ()
        runs_before = registry.harvests.runs()
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


@pytest.fixture(scope="module", params=OF_RECORDS)
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
    for _ in range(-(-KILLS // (PARTS * len(OF_RECORDS)))):
        kill_once(many, moments.uniform(0, LATER * many.seconds))


@pytest.mark.soak
def test_killed__before_and_after_transactions(few: Prepared) -> None:
    chance = random.Random(few.program)
    steps = [*range(1, few.steps + 1)]
    chance.shuffle(steps)
    for number in range(-(-KILLS // len(PROGRAMS))):
        kill_before(few, steps[number % len(steps)])


def test_editions__change_everything_that_is_compared(few: Prepared) -> None:
    if few.program not in OF_RECORDS:
        pytest.skip("it deletes what is compared, or nothing")
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
