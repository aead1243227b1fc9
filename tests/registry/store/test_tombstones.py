"""What is missing: withdrawn after two complete runs, unless it is so much that a person must decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.harvested import HarvestReport
from danhmuc.registry.store.opening import open_database
from danhmuc.vocab.errors import UnknownNameError, UsageError

PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
Harvest = Callable[..., HarvestReport]
Pass = Callable[[float], None]


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url) as opened:
        yield opened


@pytest.fixture
def harvest(registry: Registry, tmp_path: Path) -> Harvest:
    def run(*names: int, source: str = "a", partial: str | None = None, more: str = "") -> HarvestReport:
        listed = "".join(f'<https://e.vn/{name}> a dcat:Dataset ; dct:title "t" .' for name in names)
        path = tmp_path / f"{source}.ttl"
        path.write_text(PREFIXES + listed + more, encoding="utf-8")
        return registry.plan(source_at(str(path)), profile="none", partial=partial).apply(by="night")

    return run


@pytest.fixture
def hours_pass(registry: Registry, database_url: str) -> Pass:
    """Let hours pass: all that happened is that much longer ago."""

    def run(hours: float) -> None:
        with open_database(database_url) as database, database.writing() as connection:
            columns = {"runs": "started_at", "changes": "at", "records": "presence_at"}
            for table, column in columns.items():
                moved = (
                    f"strftime('%Y-%m-%dT%H:%M:%S+00:00', {column}, '-{round(hours * 60)} minutes')"
                    if connection.dialect.name == "sqlite"
                    else f"to_char(({column}::timestamptz - interval '{round(hours * 60)} minutes') at time zone 'UTC',"
                    ' \'YYYY-MM-DD"T"HH24:MI:SS"+00:00"\')'
                )
                connection.execute(text(f"UPDATE {table} SET {column} = {moved}"))

    return run


def presences(registry: Registry) -> dict[str, str]:
    return {row.iri.rpartition("/")[2]: row.presence for row in registry.records()}


def leaving(registry: Registry) -> int:
    out = BytesIO()
    registry.export("nt", out)
    return out.getvalue().count(b"/title>")


MANY = tuple(range(30))


def test_harvest__two_complete_runs_withdraw_what_is_missing(
    registry: Registry, harvest: Harvest, hours_pass: Pass
) -> None:
    harvest(*MANY)
    assert harvest(*MANY[1:]).withdrawn == 0
    hours_pass(21)
    assert leaving(registry) == 30
    report = harvest(*MANY[1:])
    assert (report.withdrawn, report.waiting, report.needs_attention) == (1, 0, False)
    assert (presences(registry)["0"], leaving(registry)) == ("withdrawn", 29)
    (change,) = registry.ledger.changes(iri="https://e.vn/0", run=report.run)
    assert (change.kind, change.presence, change.by) == ("withdrawn", "withdrawn", "night")
    assert not registry.upkeep.check().problems
    assert harvest(*MANY[1:]).records.missing == 0


@pytest.mark.parametrize(("hours", "partial"), [(19.5, None), (30, "only a part")])
def test_harvest__neither_early_nor_partial_runs_withdraw(
    registry: Registry, harvest: Harvest, hours_pass: Pass, hours: float, partial: str | None
) -> None:
    harvest(*MANY)
    harvest(*MANY[1:])
    hours_pass(hours)
    assert harvest(*MANY[1:], partial=partial).withdrawn == 0
    assert presences(registry)["0"] == "missing"


def test_harvest__what_comes_back_between_is_counted_anew(
    registry: Registry, harvest: Harvest, hours_pass: Pass
) -> None:
    harvest(*MANY)
    harvest(*MANY[1:])
    hours_pass(21)
    harvest(*MANY)
    harvest(*MANY[1:])
    hours_pass(1)
    assert harvest(*MANY[1:]).withdrawn == 0


def test_harvest__what_absence_withdrew_reappears(registry: Registry, harvest: Harvest, hours_pass: Pass) -> None:
    harvest(*MANY)
    harvest(*MANY[1:])
    hours_pass(21)
    harvest(*MANY[1:])
    assert harvest(*MANY).records.reappeared == 1
    assert (presences(registry)["0"], leaving(registry)) == ("present", 30)
    assert not registry.upkeep.check().problems


def test_undo__of_a_tombstone_holds_the_absence(registry: Registry, harvest: Harvest, hours_pass: Pass) -> None:
    harvest(*MANY)
    harvest(*MANY[1:])
    hours_pass(21)
    buried = harvest(*MANY[1:])
    (done,) = registry.undo(buried.run, by="officer").runs
    assert (done.presence, done.held) == (1, 1)
    for _ in range(2):
        report = harvest(*MANY[1:])
        assert (report.withdrawn, report.records.held, report.records.missing) == (0, 1, 0)
        assert (presences(registry)["0"], leaving(registry)) == ("missing", 30)
        hours_pass(21)
    assert not registry.upkeep.check().problems
    assert (harvest(*MANY).records.reappeared, presences(registry)["0"]) == (1, "present")
    harvest(*MANY[1:])
    hours_pass(21)
    assert harvest(*MANY[1:]).withdrawn == 1


@pytest.mark.parametrize("released", [True, False], ids=["released", "undone again"])
def test_undo__of_a_tombstone_until_it_is_taken_back(
    registry: Registry, harvest: Harvest, hours_pass: Pass, released: bool
) -> None:
    harvest(*MANY)
    harvest(*MANY[1:])
    hours_pass(21)
    buried = harvest(*MANY[1:])
    (done,) = registry.undo(buried.run, by="officer").runs
    if released:
        assert registry.harvests.release_undone(buried.run, by="officer") == ("https://e.vn/0",)
        assert harvest(*MANY[1:]).withdrawn == 1
    else:
        registry.undo(done.run, by="officer")
    assert (presences(registry)["0"], leaving(registry)) == ("withdrawn", 29)
    assert harvest(*MANY[1:]).records.held == 0
    assert not registry.upkeep.check().problems


def test_accept_missing__of_an_undone_tombstone(registry: Registry, harvest: Harvest, hours_pass: Pass) -> None:
    harvest(*MANY)
    harvest(*MANY[1:])
    hours_pass(21)
    registry.undo(harvest(*MANY[1:]).run, by="officer")
    assert registry.harvests.accept_missing("a", by="officer", reason="gone").withdrawn == 1
    for names, presence in ((MANY[1:], "withdrawn"), (MANY, "present")):
        harvest(*names)
        assert presences(registry)["0"] == presence
    assert not registry.upkeep.check().problems


def test_harvest__what_a_person_withdrew_does_not(registry: Registry, harvest: Harvest, hours_pass: Pass) -> None:
    harvest(*MANY)
    registry.withdraw("https://e.vn/0", by="officer", source="a")
    harvest(*MANY[1:])
    hours_pass(21)
    harvest(*MANY[1:])
    assert harvest(*MANY).records.reappeared == 0
    assert presences(registry)["0"] == "withdrawn"


def test_harvest__absence_in_one_source_bars_nothing_in_another(
    registry: Registry, harvest: Harvest, hours_pass: Pass
) -> None:
    harvest(*MANY)
    harvest(*MANY[1:])
    hours_pass(21)
    harvest(*MANY[1:])
    assert harvest(0, 99, source="b").barred == 0
    assert leaving(registry) == 31


@pytest.mark.parametrize(
    ("before", "gone", "held"),
    [(30, 3, False), (30, 4, True), (5, 1, False), (5, 2, True), (2, 1, False)],
)
def test_harvest__too_many_wait_for_a_person(
    registry: Registry, harvest: Harvest, hours_pass: Pass, before: int, gone: int, held: bool
) -> None:
    numbers = range(before)
    harvest(*numbers)
    rest = '<https://e.vn/x> dct:title "a node" .'
    harvest(*numbers[gone:], more=rest)
    hours_pass(21)
    report = harvest(*numbers[gone:], more=rest)
    assert (report.withdrawn, report.waiting) == ((0, gone) if held else (gone, 0))
    assert report.needs_attention == held
    assert list(presences(registry).values()).count("withdrawn") == (0 if held else gone)


@pytest.mark.parametrize("before", [1, 3])
def test_harvest__all_at_once_wait(registry: Registry, harvest: Harvest, hours_pass: Pass, before: int) -> None:
    harvest(*range(before))
    for _ in range(2):
        report = harvest(9)
        registry.withdraw("https://e.vn/9", by="officer", source="a")
        hours_pass(21)
    assert (report.state, report.withdrawn, report.waiting) == ("complete", 0, before)
    assert leaving(registry) == before


def test_harvest__a_catalogue_that_is_left_over_does_not_count(
    registry: Registry, harvest: Harvest, hours_pass: Pass
) -> None:
    catalog = '<https://e.vn/k> a dcat:Catalog ; dct:title "t" .'
    harvest(0, more=catalog)
    assert harvest(more=catalog).is_shrunken
    hours_pass(21)
    report = harvest(more=catalog)
    assert (report.withdrawn, report.waiting, report.needs_attention) == (0, 1, True)
    assert leaving(registry) == 2
    # One of many is usual, and so is a catalogue.
    harvest(*MANY, more=catalog)
    harvest(*MANY[1:])
    hours_pass(21)
    assert harvest(*MANY[1:]).withdrawn == 2


def test_harvest__many_small_steps_within_a_week_wait_too(
    registry: Registry, harvest: Harvest, hours_pass: Pass
) -> None:
    harvest(*MANY)
    withdrawn = []
    for night in range(1, 6):
        harvest(*MANY[night:])
        hours_pass(24)
        withdrawn.append(harvest(*MANY[night:]).withdrawn)
    assert withdrawn == [1, 1, 1, 0, 0]
    hours_pass(24 * 8)
    assert harvest(*MANY[5:]).withdrawn == 2


def test_accept_missing__finishes_without_reading(
    registry: Registry, harvest: Harvest, hours_pass: Pass, tmp_path: Path
) -> None:
    harvest(*MANY)
    harvest(*MANY[10:])
    hours_pass(21)
    assert harvest(*MANY[10:]).waiting == 10
    (tmp_path / "a.ttl").unlink()
    assert registry.harvests.accept_missing("a", by="officer", reason="closed down").withdrawn == 10
    assert leaving(registry) == 20
    last = registry.ledger.changes()[-1]
    assert (last.kind, last.run, last.by, last.reason) == ("withdrawn", None, "officer", "closed down")
    assert not registry.upkeep.check().problems
    assert harvest(*MANY[10:]).needs_attention is False


def test_accept_missing__counts_for_no_later_night(registry: Registry, harvest: Harvest, hours_pass: Pass) -> None:
    harvest(*MANY)
    harvest(*MANY[10:])
    registry.harvests.accept_missing("a", by="officer", reason="closed down")
    harvest(*MANY[11:])
    hours_pass(21)
    assert harvest(*MANY[11:]).withdrawn == 1
    harvest(*MANY[13:])
    hours_pass(21)
    assert harvest(*MANY[13:]).waiting == 2


def test_accept_missing__nothing_to_accept(registry: Registry, harvest: Harvest) -> None:
    harvest(*MANY)
    with pytest.raises(UsageError, match=r"no record of source 'a' is missing"):
        registry.harvests.accept_missing("a", by="officer", reason="r")
    with pytest.raises(UnknownNameError):
        registry.harvests.accept_missing("b", by="officer", reason="r")


def test_status__of_a_source_whose_deletions_wait(registry: Registry, harvest: Harvest, hours_pass: Pass) -> None:
    def status() -> tuple[str | None, int]:
        (found,) = registry.source_list.statuses()
        return found.attention, found.deletions_waiting

    harvest(1, 2, 3, 4)
    harvest(1, 2)
    hours_pass(21)
    assert status() == ("unusual", 0), "no second complete run has missed them yet"
    assert harvest(1, 2).waiting == 2
    assert status() == ("undecided", 2)
    registry.harvests.accept_missing("a", by="Lan", reason="Đã gộp")
    assert status() == (None, 0)
    harvest(1, 2, 5, 6)
    harvest(1, 2)
    assert status() == ("unusual", 0)
    registry.harvests.accept_missing("a", by="Lan", reason="Đã gộp")
    assert status() == (None, 0), "what is withdrawn has been decided"
