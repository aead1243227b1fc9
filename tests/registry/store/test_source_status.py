"""The status of sources: their records, their last runs, since when they fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from danhmuc.registry import DeclaredSource, Registry, SourceSettings, SourceStatus, source_at
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import runs
from danhmuc.vocab.errors import UnknownNameError

PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
GOOD = '<https://e.vn/1> a dcat:Dataset ; dct:title "t"@vi ; dct:description "d"@vi .\n'
POOR = "<https://e.vn/2> a dcat:Dataset .\n"


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url, create=True) as opened:
        yield opened


def harvest(registry: Registry, folder: Path, **documents: str) -> None:
    """Harvest a folder of these documents; none fails."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, content in documents.items():
        (folder / f"{name}.ttl").write_text(PREFIXES + content, encoding="utf-8")
    registry.plan(source_at(str(folder)), profile="dcat-ap").apply(by="test")


def status(registry: Registry) -> SourceStatus:
    (found,) = registry.source_list.statuses()
    return found


def test_status__counts_records_by_state_and_verdict(registry: Registry, tmp_path: Path) -> None:
    third = GOOD.replace("/1>", "/3>")
    harvest(registry, tmp_path / "a", x=GOOD + POOR + third)
    harvest(registry, tmp_path / "a", x=GOOD + POOR)
    registry.withhold("https://e.vn/1", by="officer", reason="Nhầm")
    found = status(registry)
    assert dict(found.states) == {"missing": 1, "present": 1, "withheld": 1}
    assert (found.accepted, found.submitted, found.not_validated) == (0, 1, 0)
    (row,) = registry.sources()
    assert (row.records, row.missing, row.accepted) == (found.states["present"], found.states["missing"], 0)


def test_status__fails_since_the_first_run_after_the_last_good_one(
    registry: Registry, database_url: str, tmp_path: Path
) -> None:
    harvest(registry, tmp_path / "a")
    assert (status(registry).attention, status(registry).last_good) == ("failing", None)
    harvest(registry, tmp_path / "a", x=GOOD)
    good = status(registry)
    assert (good.attention, good.failing_since, good.failing_runs) == (None, None, 0)
    harvest(registry, tmp_path / "a", x=GOOD, y="{")
    assert status(registry).attention == "incomplete"
    harvest(registry, tmp_path / "a")
    database = open_database(database_url, create=False)
    with database.writing() as connection:
        connection.execute(update(runs).where(runs.c.id == 3).values(started_at="2025-07-01T00:00:00+00:00"))
    database.close()
    found = status(registry)
    assert (found.attention, found.failing_since, found.failing_runs) == ("failing", "2025-07-01T00:00:00+00:00", 2)
    assert found.last_good is not None
    assert found.last_good.id == 2
    assert found.last_run is not None
    assert found.last_run.why is not None
    assert [run.state for run in reversed(found.runs)] == ["failed", "complete", "incomplete", "failed"]


def test_status__a_run_that_is_not_heard_of_is_silent(registry: Registry, database_url: str, tmp_path: Path) -> None:
    harvest(registry, tmp_path / "a", x=GOOD)
    database = open_database(database_url, create=False)
    with database.writing() as connection:
        connection.execute(update(runs).values(state="running"))
    assert status(registry).attention is None
    with database.writing() as connection:
        connection.execute(update(runs).values(heartbeat_at="2025-07-01T00:00:00+00:00"))
    database.close()
    assert status(registry).attention == "silent"


def test_status__trend_has_thirty_runs_of_each_source(registry: Registry, database_url: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        harvest(registry, tmp_path / name, x=GOOD)
    database = open_database(database_url, create=False)
    with database.writing() as connection:
        (row,) = connection.execute(runs.select().where(runs.c.id == 1)).mappings().all()
        connection.execute(runs.insert(), [{**row, "id": key, "state": "failed"} for key in range(3, 43)])
    database.close()
    found = {one.name: one for one in registry.source_list.statuses()}
    assert [run.id for run in found["a"].runs] == list(range(42, 12, -1))
    assert [run.id for run in found["b"].runs] == [2]
    assert (found["a"].failing_runs, found["a"].last_good and found["a"].last_good.id) == (40, 1)
    assert registry.source_list.statuses("b") == [found["b"]]
    with pytest.raises(UnknownNameError):
        registry.source_list.statuses("c")


def test_status__has_the_contact_and_nothing_to_attend_to_in_a_removed_source(
    registry: Registry, tmp_path: Path
) -> None:
    harvest(registry, tmp_path / "a")
    declared = DeclaredSource(
        name="a", location=str(tmp_path / "a"), profile="dcat-ap", settings=SourceSettings(contact="Chị Lan, 0234 1234")
    )
    registry.source_list.plan([declared]).apply(by="officer", reason="r")
    assert (status(registry).contact, status(registry).attention) == ("Chị Lan, 0234 1234", "failing")
    registry.source_list.remove("a", "keep-records", by="officer", reason="r")
    assert (status(registry).attention, status(registry).retired_at is None) == (None, False)
