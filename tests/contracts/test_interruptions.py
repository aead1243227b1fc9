"""Killed at any moment, the registry opens clean, and the next run completes; two harvests at once do not meet."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import HarvestReport, Registry, source_at
from danhmuc.registry.store.database import RegistryDatabase
from danhmuc.vocab.errors import RegistryError

from .running import FORKED, Running

if TYPE_CHECKING:
    from .conftest import Agency

DATASETS = 100
BATCH = 40
"""How many records a harvest that is killed writes in one transaction."""
MANY = 2_500
"""Enough for a harvest to take about a second."""

HARVEST = f"""
import time
from danhmuc.registry import Registry, source_at
from danhmuc.registry.harvest import apply

url, folder, stage, number = arguments
left = int(number)
apply.BATCH = {BATCH}


def halting(function):
    def halt(*arguments, **named):
        global left
        result = function(*arguments, **named)
        left -= 1
        if left == 0:
            say("halted")
            time.sleep(600)
        return result
    return halt


def told(*_):
    global left
    left -= stage == "reading"
    if stage == "reading" and left == 0:
        say("halted")
        time.sleep(600)


if stage != "reading" and stage != "nothing":
    setattr(apply, stage, halting(getattr(apply, stage)))
with Registry.open(url) as registry:
    say("ready")
    registry.harvest(source_at(folder), profile="none", progress=told)
say("done")
"""
"""Harvests, and halts in the call of that number to a function of the last stage, before its transaction is kept.

It writes in smaller batches than a user's harvest, so that a small catalogue makes several.
"""

OPENED = """
import time
from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.runs import take_lease
from danhmuc.registry.store.stored_rows import find_source
from danhmuc.registry.store.runs import open_run

url, folder = arguments
with Registry.open(url) as registry:
    plan = registry.plan(source_at(folder))
    with registry._database.writing() as connection:
        source = find_source(connection, location=folder)
        lease = take_lease(connection, source.name)
        basis, profile = plan.basis, plan.profile
        open_run(registry._database, connection, source, lease=lease, basis=basis, profile=profile, by="test")
    say("halted")
    time.sleep(600)
"""
"""Opens a run, and does no more."""


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    """Starts a program; whatever still runs at the end is killed."""
    started: list[Running] = []

    def begin(program: str, *arguments: str | Path, by: BaseContext = FORKED) -> Running:
        started.append(Running(program, *arguments, by=by))
        return started[-1]

    yield begin
    for one in started:
        one.kill()
        one.told.close()


@pytest.fixture
def large(agency: Agency) -> Agency:
    """An agency with some hundred datasets; a few were harvested before."""
    return grown(agency, DATASETS)


def grown(agency: Agency, datasets: int) -> Agency:
    """An agency that has published so many since the first ten of them were harvested."""
    lines = [f'<{number}> a dcat:Dataset ; dct:title "Số {number}"@vi .' for number in range(datasets)]
    agency.write("catalog.ttl", "\n".join(lines[:10]))
    agency.harvest()
    agency.write("catalog.ttl", "\n".join(['<k> a dcat:Catalog ; dcat:dataset <1> . [] dct:title "rest" .', *lines]))
    return agency


def fall_silent(registry: Registry) -> None:
    """Let the last heartbeat of whoever holds a lease be long ago."""
    with registry._database.writing() as connection:
        connection.exec_driver_sql("UPDATE leases SET heartbeat_at = '2001-01-01T00:00:00+00:00'")


def next_harvest(agency: Agency, url: str) -> HarvestReport:
    with Registry.open(url) as registry:
        assert registry.upkeep.check().problems == ()
        fall_silent(registry)
        return registry.plan(source_at(str(agency.folder))).apply()


STAGES = [
    ("reading", 1),
    ("reading", 60),
    ("open_run", 1),
    ("write_batch", 1),
    ("write_batch", 2),
    ("write_batch", 3),
    ("close_run", 1),
]


@pytest.mark.soak
@pytest.mark.parametrize(("stage", "number"), STAGES)
def test_killed__the_next_run_completes(
    large: Agency, database_url: str, start: Callable[..., Running], stage: str, number: int
) -> None:
    process = start(HARVEST, database_url, large.folder, stage, str(number))
    process.until("halted")
    process.kill()
    report = next_harvest(large, database_url)
    counts = report.records
    assert (report.state, counts.seen, counts.created + counts.unchanged, counts.missing) == (
        "complete",
        DATASETS + 1,
        DATASETS + 1,
        0,
    )


@pytest.mark.soak
def test_killed__what_finished_batches_wrote_stands(
    large: Agency, database_url: str, start: Callable[..., Running]
) -> None:
    process = start(HARVEST, database_url, large.folder, "write_batch", "3")
    process.until("halted")
    process.kill()
    assert next_harvest(large, database_url).records.unchanged == 10 + 2 * BATCH


@pytest.mark.soak
def test_killed__nothing_of_an_open_batch_stands(
    large: Agency, database_url: str, start: Callable[..., Running]
) -> None:
    process = start(HARVEST, database_url, large.folder, "write_batch", "1")
    process.until("halted")
    process.kill()
    assert next_harvest(large, database_url).records.unchanged == 10


@pytest.mark.soak
@pytest.mark.parametrize("stage", ["write_batch", "close_run"])
def test_killed__the_run_stands_as_failed(
    large: Agency, database_url: str, start: Callable[..., Running], stage: str
) -> None:
    process = start(HARVEST, database_url, large.folder, stage, "1")
    process.until("halted")
    process.kill()
    report = next_harvest(large, database_url)
    with Registry.open(database_url) as registry:
        newest, killed, first = registry.harvests.runs()
    assert (newest.id, newest.state) == (report.run, "complete")
    assert (killed.state, str(killed.why), first.state) == ("failed", "interrupted", "complete")


@pytest.mark.soak
def test_killed__while_it_reads_there_was_no_run(
    large: Agency, database_url: str, start: Callable[..., Running]
) -> None:
    process = start(HARVEST, database_url, large.folder, "reading", "60")
    process.until("halted")
    process.kill()
    with Registry.open(database_url) as registry:
        assert len(registry.harvests.runs()) == 1


@pytest.mark.soak
def test_killed__at_any_moment(agency: Agency, database_url: str, start: Callable[..., Running]) -> None:
    large = grown(agency, MANY)
    moments = random.Random(20260101)
    for _ in range(4):
        process = start(HARVEST, database_url, large.folder, "nothing", "0")
        process.until("ready")
        time.sleep(moments.uniform(0, 0.8))
        process.kill()
        fall_silent(agency.registry)
    report = next_harvest(large, database_url)
    assert (report.state, report.records.seen) == ("complete", MANY + 1)


@pytest.mark.soak
def test_killed__the_registry_ends_as_if_nothing_had_happened(
    large: Agency, database_url: str, sqlite_url: str, start: Callable[..., Running], tmp_path: Path
) -> None:
    process = start(HARVEST, database_url, large.folder, "write_batch", "2")
    process.until("halted")
    process.kill()
    next_harvest(large, database_url)
    with Registry.open(database_url) as registry, Registry.open(sqlite_url + ".other") as other:
        other.plan(source_at(str(large.folder)), profile="none").apply()
        for number, each in enumerate((registry, other)):
            each.export("nt", tmp_path / f"{number}.nt")
    assert (tmp_path / "0.nt").read_bytes() == (tmp_path / "1.nt").read_bytes()


# ---------------------------------------------------------------- broken off, but not dead


def test_apply__an_error_ends_the_run(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    agency.publish("<1> a dcat:Dataset .")
    plan = agency.plan()
    monkeypatch.setattr("danhmuc.registry.harvest.apply.close_run", lambda *_: 1 / 0)
    why = "unexpected ZeroDivisionError (division by zero); run danhmuc --verbose … for the details"
    report = plan.apply()
    assert (report.state, str(report.why)) == ("failed", why)
    assert [(run.state, str(run.why)) for run in agency.registry.harvests.runs(limit=1)] == [("failed", why)]


def test_apply__ctrl_c_ends_the_run(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    def press(*_: object) -> None:
        raise KeyboardInterrupt

    plan_of_two = agency.folder / "catalog.ttl"
    agency.write(plan_of_two.name, "<1> a dcat:Dataset .")
    plan = agency.plan()
    monkeypatch.setattr("danhmuc.registry.harvest.apply.write_batch", press)
    with pytest.raises(KeyboardInterrupt):
        plan.apply()
    assert [(run.state, str(run.why)) for run in agency.registry.harvests.runs(limit=1)] == [("failed", "interrupted")]


# ---------------------------------------------------------------- two at once


@pytest.mark.soak
def test_apply__a_second_harvest_is_refused_and_told_whose_the_first_is(
    agency: Agency, database_url: str, start: Callable[..., Running]
) -> None:
    agency.publish("<1> a dcat:Dataset .")
    first = start(OPENED, database_url, agency.folder)
    first.until("halted")
    with pytest.raises(
        RegistryError, match=rf"source 'agency' is being harvested by .+:{first.process.pid} since .+; wait"
    ):
        agency.harvest()


@pytest.mark.soak
def test_harvest__a_second_leaves_before_it_reads(
    agency: Agency, database_url: str, start: Callable[..., Running]
) -> None:
    agency.publish("<1> a dcat:Dataset .")
    agency.write("catalog.ttl", "<2> a dcat:Dataset .")
    first = start(HARVEST, database_url, agency.folder, "reading", "1")
    first.until("halted")
    stages: list[str] = []
    with pytest.raises(RegistryError, match="is being harvested by"):
        agency.registry.harvest(source_at(str(agency.folder)), progress=lambda stage, *_: stages.append(stage))
    assert stages == []


def test_harvest__a_second_may_begin_when_the_first_is_silent(
    agency: Agency, database_url: str, start: Callable[..., Running]
) -> None:
    agency.publish("<1> a dcat:Dataset .")
    first = start(OPENED, database_url, agency.folder)
    first.until("halted")
    first.kill()
    fall_silent(agency.registry)
    assert agency.harvest().state == "complete"


def test_harvest__gives_its_lease_back(agency: Agency, rows: Callable[[str], list[dict[str, object]]]) -> None:
    agency.write("catalog.ttl", "<1> a dcat:Dataset .")
    held: list[object] = []

    def look(*_: object) -> None:
        held.extend(row["source"] for row in rows("leases"))

    agency.registry.harvest(source_at(str(agency.folder)), progress=look)
    assert (set(held), rows("leases")) == ({"agency"}, [])


@pytest.mark.parametrize("error", [KeyboardInterrupt, RegistryError("refused")], ids=["ctrl-c", "error"])
def test_harvest__gives_its_lease_back_after_an_error(
    agency: Agency, rows: Callable[[str], list[dict[str, object]]], error: BaseException | type[BaseException]
) -> None:
    agency.write("catalog.ttl", "<1> a dcat:Dataset .")

    def break_off(*_: object) -> None:
        raise error

    with pytest.raises((KeyboardInterrupt, RegistryError)):
        agency.registry.harvest(source_at(str(agency.folder)), progress=break_off)
    assert rows("leases") == []


def test_harvest__beats_while_it_reads(
    agency: Agency, rows: Callable[[str], list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.write("catalog.ttl", "<1> a dcat:Dataset .")
    monkeypatch.setattr("danhmuc.registry.harvest.holding.HEARTBEAT_SECONDS", 0.01)
    beats: list[object] = []

    def wait_for_a_beat(*_: object) -> None:
        if beats:
            return
        fall_silent(agency.registry)
        end = time.monotonic() + 60
        while time.monotonic() < end and not beats:
            beats.extend(row["heartbeat_at"] for row in rows("leases") if str(row["heartbeat_at"]) > "2020")

    report = agency.registry.harvest(source_at(str(agency.folder)), progress=wait_for_a_beat)
    assert (bool(beats), report.state) == (True, "complete")


STAGES_OF_RELEASE = ["reading", "write_batch"]


@pytest.mark.parametrize("stage", STAGES_OF_RELEASE)
def test_release_source__the_harvest_stops_before_it_writes_more(
    agency: Agency, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    agency.publish("<1> a dcat:Dataset .")
    agency.write("catalog.ttl", "<2> a dcat:Dataset . <3> a dcat:Dataset .")
    monkeypatch.setattr("danhmuc.registry.harvest.apply.BATCH", 1)
    original = RegistryDatabase.writing
    calls = iter(range(100))

    def release(*_: object) -> None:
        monkeypatch.setattr(RegistryDatabase, "writing", original)
        agency.registry.harvests.release("agency", by="Lan", reason="server moved")

    def writing(self: RegistryDatabase) -> object:
        if next(calls) == 3:  # after the lease, the run and the first batch
            release()
        return original(self)

    told: list[str] = []

    def at_first(one: str, *_: object) -> None:
        if not told:
            told.append(one)
            release()

    if stage == "write_batch":
        monkeypatch.setattr(RegistryDatabase, "writing", writing)
    with pytest.raises(RegistryError, match="this harvest of source 'agency' lost its lease"):
        agency.registry.harvest(source_at(str(agency.folder)), progress=at_first if stage == "reading" else None)
    written = {} if stage == "reading" else {"2": "present"}
    assert agency.states() == {"1": "present", **written}
    run = agency.registry.harvests.runs(limit=1)[0]
    assert (run.state, str(run.why)) == ("failed", "ended by Lan: server moved")
    assert agency.harvest().state == "complete"


def test_harvest__a_batch_numbers_the_runs_of_one_command(agency: Agency, second_agency: Agency) -> None:
    registry = agency.registry
    first = registry.harvests.new_batch()
    for each in (agency, second_agency):
        each.write("catalog.ttl", f"<{each.folder.name}> a dcat:Dataset .")
        registry.harvest(source_at(str(each.folder)), batch=first)
    registry.harvest(source_at(str(agency.folder)), batch=registry.harvests.new_batch())
    agency.harvest()
    assert [run.batch for run in registry.harvests.runs()] == [None, first + 1, first, first]


@pytest.mark.soak
def test_apply__a_harvest_of_another_source_goes_on(
    agency: Agency, second_agency: Agency, database_url: str, start: Callable[..., Running]
) -> None:
    agency.publish("<1> a dcat:Dataset .")
    first = start(OPENED, database_url, agency.folder)
    first.until("halted")
    assert second_agency.publish("<2> a dcat:Dataset .").state == "complete"


def test_apply__a_plan_is_refused_if_another_harvest_changed_the_same(agency: Agency) -> None:
    agency.publish("<1> a dcat:Dataset .")
    agency.write("catalog.ttl", "<1> a dcat:Dataset ; dct:title 'a' .")
    plan = agency.plan()
    agency.publish("<1> a dcat:Dataset ; dct:title 'b' .")
    with pytest.raises(RegistryError, match=r"in 1 record: .* plan again"):
        plan.apply()


def test_apply__a_refused_plan_changes_nothing(agency: Agency) -> None:
    agency.publish("<1> a dcat:Dataset .")
    agency.write("catalog.ttl", "<1> a dcat:Dataset ; dct:title 'a' . <3> a dcat:Dataset .")
    plan = agency.plan()
    agency.publish("<1> a dcat:Dataset ; dct:title 'b' . <2> a dcat:Dataset .")
    with pytest.raises(RegistryError):
        plan.apply()
    assert (agency.states(), len(agency.registry.harvests.runs())) == ({"1": "present", "2": "present"}, 2)


def test_apply__a_plan_does_nothing_the_second_time(agency: Agency) -> None:
    agency.write("catalog.ttl", "<1> a dcat:Dataset .")
    plan = agency.plan()
    assert plan.apply().records.created == 1
    assert (again := plan.apply().records).unchanged == 1
    assert again.created == 0


def test_apply__two_first_harvests_of_one_source(agency: Agency) -> None:
    agency.write("catalog.ttl", "<1> a dcat:Dataset .")
    plans = [agency.plan(), agency.plan()]
    assert [plan.apply().records.created for plan in plans] == [1, 0]
    assert agency.states() == {"1": "present"}


@pytest.mark.postgresql
def test_apply__a_run_taken_for_dead_does_not_go_on(
    agency: Agency, rows: Callable[[str], list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.write("catalog.ttl", "<1> a dcat:Dataset .")
    plan = agency.plan()
    database: RegistryDatabase = agency.registry._database

    def closed_by_another(*_: object) -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("UPDATE runs SET state = 'failed'")

    original = RegistryDatabase.writing
    calls = iter([False, False, True])

    def writing(self: RegistryDatabase) -> object:
        if next(calls, False):
            monkeypatch.setattr(RegistryDatabase, "writing", original)
            closed_by_another()
        return original(self)

    monkeypatch.setattr(RegistryDatabase, "writing", writing)
    with pytest.raises(RegistryError, match="was taken for dead"):
        plan.apply()
    assert rows("records") == []
