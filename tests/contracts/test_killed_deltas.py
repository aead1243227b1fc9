"""Killed at random moments, harvests of what a stream has added are completed as if nobody had killed them.

A night adds Creates, Updates and Deletes to a stream in a folder. However often its harvest is killed, nothing is
deleted that the stream did not delete, and the next complete run ends with the rows and exported bytes of a registry
that was never disturbed. A second night then relies on what the first one stored. `make soak` does that many times;
DANHMUC_KILLS sets how many, as in `test_kills`.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.vocab.errors import UsageError

from ..conftest import PostgreSQLServer
from ..registry.event_streams.stream_web import activity, dataset, distribution, page
from .conftest import PROFILE
from .running import Running
from .test_kills import KILLS, LATER, PARTS, Outcome, outcome, postgresql_copies, sqlite_copies
from .test_renewals import broken_off

FEW: Final = 40
MANY: Final = 400
ON_A_PAGE: Final = 25
"""Members of a page; those of a later night begin a new one."""

HARVEST: Final = """
from danhmuc.registry import Registry, source_at
from danhmuc.registry.harvest import apply

url, folder, profile, batch = arguments
apply.BATCH = int(batch)
with Registry.open(url) as registry:
    say("ready")
    registry.harvest(source_at(folder, "ldes"), profile=profile)
say("done")
"""
SIGNALS: Final = (signal.SIGKILL, signal.SIGTERM)
WITHHELD: Final = {"https://e.vn/d5"}
READ_OTHERWISE: Final = {"rests"}
"""Tables in which a reading of the whole stream, as after a kill, has other rows than a delta."""
OF_MISSING: Final = {"verdicts"}
"""Tables in which it leaves what is missing, and reaches a node record that changed, to `Registry.revalidate`."""


# ---------------------------------------------------------------- nights of a stream


@dataclass(frozen=True, slots=True)
class Night:
    """What a night adds to the stream, and the datasets that are deleted once it has."""

    members: tuple[str, ...]
    deleted: frozenset[str]


def nights(number: int, share: int) -> tuple[Night, Night, Night]:
    """A stream of so many datasets, of which the second night deletes one of `share`, and a third one."""
    agents = [put(at, f"org{at}", f':org{at} a foaf:Agent ; foaf:name "Sở {at}"@vi .') for at in range(5)]
    described = [put(at, f"d{at}", described_as(at, "")) for at in range(number)]
    files = [put(at, f"f{at}", distribution(f"f{at}", "CSV")) for at in range(0, number, 3)]
    gone = [at for at in range(number) if at % share == 5]
    later = number + 100
    second = [
        *(put(later + at, f"d{at}", described_as(at, " mới"), "Update") for at in range(number) if at % 5 == 1),
        *(put(later + at, f"d{at}", described_as(at, "")) for at in range(number, number + number // 10)),
        *(put(later * 2 + at, f"d{at}", "", "Delete") for at in gone),
        # A part of a record, an agent of many, what is older than what is known, and what was never there.
        put(later, "f3", "", "Delete"),
        put(later, "org1", ':org1 a foaf:Agent ; foaf:name "Sở Một"@vi .', "Update"),
        put(1, "d2", "", "Delete"),
        put(later, "never", "", "Delete"),
    ]
    last = later * 4
    third = [
        put(last, f"d{gone[0]}", described_as(gone[0], " lại")),  # comes back
        put(last, f"d{number}", "", "Delete"),  # created the night before
        put(last + 1, "d0", described_as(0, " ba"), "Update"),
    ]
    names = frozenset(f"https://e.vn/d{at}" for at in gone)
    afterwards = names - {f"https://e.vn/d{gone[0]}"} | {f"https://e.vn/d{number}"}
    return (
        Night((*agents, *described, *files), frozenset()),
        Night(tuple(second), names),
        Night(tuple(third), afterwards),
    )


def put(number: int, thing: str, payload: str, kind: str = "Create") -> str:
    """The activity that does something with a thing, so many seconds after the first one."""
    time = datetime(2026, 1, 1) + timedelta(seconds=number)
    return activity(f"{thing}-{number}-{kind}", kind, thing, f'"{time.isoformat()}Z"^^xsd:dateTime', payload)


def described_as(at: int, more: str) -> str:
    """The description of a dataset."""
    files = (f"f{at}",) if at % 3 == 0 else ()
    own = f"[ a dcat:Distribution ; dcat:accessURL <https://e.vn/{at}.html> ]"
    return dataset(f"d{at}", f"Số {at}{more}", *files, more=f" ; dct:publisher :org{at % 5} ; dcat:distribution {own}")


def publish(folder: Path, *published: Night) -> None:
    """Make the folder the stream as it is after these nights."""
    for old in folder.glob("*.trig"):
        old.unlink()
    for number, night in enumerate(published):
        for part in range(0, len(night.members), ON_A_PAGE):
            path = folder / f"{number}-{part:05}.trig"
            path.write_text(page(*night.members[part : part + ON_A_PAGE]), encoding="utf-8")


# ---------------------------------------------------------------- what is killed, and what it is compared with


@dataclass(frozen=True)
class Prepared:
    """A registry after the first night, which is copied for each try, and what two more make of it undisturbed."""

    folder: Path
    profile: str
    batch: int
    copy: Callable[[], str]
    nights: tuple[Night, Night, Night]
    undisturbed: tuple[Outcome, Outcome]
    reports: tuple[HarvestReport, HarvestReport]
    seconds: float

    def harvest(self, url: str) -> HarvestReport:
        """Harvest the stream as it is."""
        with Registry.open(url) as registry:
            return registry.harvest(source_at(str(self.folder), "ldes"), profile=self.profile)

    def start(self, url: str) -> Running:
        """Harvest it in a process, which is about to begin."""
        process = Running(HARVEST, url, self.folder, self.profile, str(self.batch))
        process.until("ready")
        return process


def prepare(folder: Path, number: int, share: int, url: str, copy: Callable[[], str]) -> Prepared:
    """Harvest the first night into the registry at the URL, and the others into a copy."""
    pages, profile = folder / "stream", folder / "trial.ttl"
    pages.mkdir()
    profile.write_text(PROFILE.format(token="trial", path="dct:title"), encoding="utf-8")
    first, second, third = nights(number, share)
    publish(pages, first)
    with Registry.open(url) as registry:
        for iri in WITHHELD:
            registry.withhold(iri, by="test", reason="r")
        registry.harvest(source_at(str(pages), "ldes"), profile=str(profile))
    publish(pages, first, second)
    prepared = Prepared(pages, str(profile), max(number // 20, 5), copy, (first, second, third), (), (), 0.0)
    timed = prepared.start(copy())
    begin = time.perf_counter()
    timed.until("done")
    seconds = time.perf_counter() - begin
    end(timed, signal.SIGKILL)
    whole = copy()
    reports = [prepared.harvest(whole)]
    outcomes = [outcome(whole)]
    publish(pages, first, second, third)
    reports.append(prepared.harvest(whole))
    outcomes.append(outcome(whole))
    return Prepared(
        pages, str(profile), prepared.batch, copy, prepared.nights, tuple(outcomes), tuple(reports), seconds
    )


def kill_and_complete(prepared: Prepared, *kills: tuple[float, signal.Signals]) -> None:
    """Kill the second night at these moments, one try after the other, complete it, and have a third one."""
    url = prepared.copy()
    first, second, third = prepared.nights
    publish(prepared.folder, first, second)
    for moment, by in kills:
        process = prepared.start(url)
        time.sleep(moment)
        end(process, by)
        assert_whole(url, second.deleted, (kills, moment))
    report = prepared.harvest(url)
    assert report.state == "complete"
    without = READ_OTHERWISE | (OF_MISSING if report.waiting else set())
    assert_same(outcome(url), prepared.undisturbed[0], without, kills)
    # What the guard holds goes on leaving until a person decides.
    assert leaving(url) & second.deleted == (second.deleted - WITHHELD if report.waiting else set())
    publish(prepared.folder, first, second, third)
    assert prepared.harvest(url).state == "complete"
    assert_same(outcome(url), prepared.undisturbed[1], without, kills)
    assert report.waiting or not leaving(url) & third.deleted


def end(process: Running, by: signal.Signals) -> None:
    """Send a process a signal that ends it."""
    if process.process.pid is not None and process.process.is_alive():
        os.kill(process.process.pid, by)
    process.process.join()
    process.told.close()


def leaving(url: str) -> set[str]:
    """The IRIs of the datasets that an export has."""
    out = BytesIO()
    with Registry.open(url) as registry:
        registry.export("nt", out)
    lines = out.getvalue().decode().splitlines()
    return {line.split()[0].strip("<>") for line in lines if line.endswith("dcat#Dataset> .")}


def assert_whole(url: str, deleted: frozenset[str], told: object) -> None:
    """The registry is whole, and what is gone is what the stream deleted."""
    with Registry.open(url) as registry:
        with suppress(UsageError):  # it had ended, or not yet begun
            registry.harvests.release("stream", by="test", reason="killed")
        assert registry.upkeep.check().problems == (), told
        gone = {row.iri for row in registry.records(role=None) if row.presence != "present"}
        ledger = {row.iri for row in registry.ledger.changes() if row.kind in {"deleted", "missing", "withdrawn"}}
    assert (gone | ledger) <= deleted | {"https://e.vn/f3"}, told


def assert_same(found: Outcome, undisturbed: Outcome, without: set[str], told: object) -> None:
    """Two registries hold the same, but for some tables."""
    assert found.leases == 0
    assert found.findings == undisturbed.findings, told
    for table in sorted(undisturbed.rows.keys() - without):
        rows = undisturbed.rows[table]
        assert found.rows[table] == rows, (table, told)
    assert found.export == undisturbed.export, told


# ---------------------------------------------------------------- tests


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("few")
    return prepare(folder, FEW, 20, *sqlite_copies(folder))


@pytest.fixture(scope="module")
def few_on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgresql_server: PostgreSQLServer) -> Prepared:
    return prepare(tmp_path_factory.mktemp("few"), FEW, 20, *postgresql_copies(postgresql_server))


@pytest.fixture(scope="module", params=[20, 6], ids=["let-go", "held"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """With as many deletions as the guard lets go, or more."""
    folder = tmp_path_factory.mktemp("many")
    return prepare(folder, MANY, request.param, *sqlite_copies(folder))


@pytest.mark.soak
def test_nights__are_deltas_that_create_update_and_delete(few: Prepared) -> None:
    second, third = few.reports
    assert (second.extent, third.extent) == ("delta", "delta")
    assert (second.records.created, second.records.updated, second.deleted) == (4, 9, 2)


@pytest.mark.soak
@pytest.mark.parametrize(("part", "by"), [(0.4, signal.SIGKILL), (0.8, signal.SIGTERM)])
def test_killed__a_delta_is_completed_as_undisturbed(few: Prepared, part: float, by: signal.Signals) -> None:
    kill_and_complete(few, (few.seconds * part, by))


@pytest.mark.soak
def test_killed__a_delta_on_postgresql_too(few_on_postgresql: Prepared) -> None:
    kill_and_complete(few_on_postgresql, (few_on_postgresql.seconds * 0.7, signal.SIGKILL))


def test_broken_off__what_reaches_a_changed_agent_leaves_by_a_new_verdict(few: Prepared) -> None:
    """An export validates in memory what waits for its verdict, and the next run may read the whole stream."""
    url = few.copy()
    publish(few.folder, *few.nights[:2])
    with broken_off():
        few.harvest(url)
    assert "https://e.vn/d1" in leaving(url)
    assert few.harvest(url).extent == "whole"
    assert "https://e.vn/d1" in leaving(url)
    assert_same(outcome(url), few.undisturbed[0], READ_OTHERWISE, "broken off")


def test_broken_off__its_undo_lets_them_leave_too(few: Prepared) -> None:
    url = few.copy()
    publish(few.folder, *few.nights[:2])
    with broken_off():
        few.harvest(url)
    with Registry.open(url) as registry:
        registry.undo(run=2, by="test")
    assert "https://e.vn/d1" in leaving(url)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_killed__deltas_at_random_moments(many: Prepared, part: int) -> None:
    chance = random.Random(part)
    left = -(-KILLS // (2 * PARTS))
    while left > 0:
        times = min(left, chance.choice((1, 1, 2, 3)))
        left -= times
        kills = [(chance.uniform(0, LATER * many.seconds), chance.choice(SIGNALS)) for _ in range(times)]
        kill_and_complete(many, *kills)
