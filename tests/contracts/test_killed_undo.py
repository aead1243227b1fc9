"""Killed at any moment, an undo leaves a registry that opens cleanly, and undoing again completes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at

from .running import Running

UNDO = """
import time
from danhmuc.registry import Registry
from danhmuc.registry.edits import undo

url, run, stage, number = arguments
left = int(number)
undo.touched_page.__kwdefaults__["limit"] = 7


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


setattr(undo, stage, halting(getattr(undo, stage)))
with Registry.open(url) as registry:
    registry.undo(int(run), by="officer")
say("done")
"""
"""Undoes a run, and halts in the call of that number to a function, before its transaction is kept."""

HEAD = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
STAGES = [
    ("open_run", 1),
    ("restore_page", 4),
    ("restore_memberships", 1),
    pytest.param("restore_page", 1, marks=pytest.mark.soak),
    pytest.param("end_undone_run", 1, marks=pytest.mark.soak),
]


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    """Starts a program; whatever still runs at the end is killed."""
    started: list[Running] = []

    def begin(program: str, *arguments: str) -> Running:
        started.append(Running(program, *arguments))
        return started[-1]

    yield begin
    for one in started:
        one.kill()
        one.told.close()


def turtle(titles: dict[int, str]) -> str:
    lines = [f'<{number}> a dcat:Dataset ; dct:title "{title}"@vi .' for number, title in titles.items()]
    listed = ", ".join(f"<{number}>" for number in titles)
    return "\n".join([HEAD, f"<c> a dcat:Catalog ; dcat:dataset {listed} .", *lines])


def harvest(url: str, path: Path, titles: dict[int, str]) -> int:
    path.write_text(turtle(titles), encoding="utf-8")
    with Registry.open(url) as registry:
        return registry.harvest(source_at(str(path)), profile="none").run or 0


def shown(registry: Registry) -> tuple[list[tuple[object, ...]], bytes]:
    out = BytesIO()
    registry.export("nt", out)
    rows = sorted((row.iri, row.presence, row.hold or "", row.digest) for row in registry.records(role=None))
    return rows, out.getvalue()


@pytest.mark.soak
@pytest.mark.parametrize(("stage", "number"), STAGES)
def test_killed__undoing_again_completes(
    database_url: str, tmp_path: Path, start: Callable[..., Running], stage: str, number: int
) -> None:
    path = tmp_path / "a.ttl"
    before = dict.fromkeys(range(20), "t")
    with Registry.open(database_url, create=True):
        pass
    harvest(database_url, path, before)
    with Registry.open(database_url) as registry:
        exported = shown(registry)[1]
    run = harvest(database_url, path, dict.fromkeys(range(5, 15), "u") | dict.fromkeys(range(15, 25), "t"))
    process = start(UNDO, database_url, str(run), stage, str(number))
    process.until("halted")
    process.kill()
    with Registry.open(database_url) as registry:
        assert registry.upkeep.check().problems == ()
        with registry._database.writing() as connection:
            connection.exec_driver_sql("UPDATE leases SET heartbeat_at = '2001-01-01T00:00:00+00:00'")
        (done,) = registry.undo(run, by="officer").runs
        rows, found = shown(registry)
        assert (done.left_count, found) == (0, exported)
        assert len([row for row in rows if row[2] == "held"]) == 5 + 10 + 5
        assert registry.upkeep.check().problems == ()
        states = {one.id: (one.state, None if one.why is None else one.why.id) for one in registry.harvests.runs()}
        assert states[run] == ("undone", None)
        assert {state for state, _ in states.values()} <= {"complete", "undone", "failed"}
