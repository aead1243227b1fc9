"""History before a day is gone; what leaves, what is held and what can still be undone is as it was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from danhmuc.registry import PrunedHistory, Registry, source_at
from danhmuc.registry.edits import history_pruning
from danhmuc.registry.messages.harvest import PrunedText
from danhmuc.registry.messages.store import StoreText
from danhmuc.registry.store.moments import horizon
from danhmuc.registry.store.pruned_history import pruned_before
from danhmuc.registry.store.runs import take_lease
from danhmuc.registry.store.tables import (
    causes,
    changes,
    findings,
    graphs,
    metadata,
    records,
    rests,
    runs,
    verdicts,
    versions,
)
from danhmuc.vocab.errors import RegistryError, UsageError

from ...conftest import seeds

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
TIMES = {
    versions: ("created_at",),
    changes: ("at",),
    verdicts: ("judged_at", "from_at", "until_at"),
    runs: ("started_at", "heartbeat_at", "ended_at"),
    records: ("presence_at",),
    causes: ("since", "until"),
}
ONE = "https://e.vn/1"
NOW = datetime.now().astimezone()
"""Days are counted from here, so that the same day is the same text in the whole run, however the clock ticks."""


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url) as opened:
        yield opened


def harvest(registry: Registry, folder: Path, turtle: str, name: str = "a.ttl") -> int:
    (folder / name).write_text(PREFIXES + turtle, encoding="utf-8")
    return registry.harvest(source_at(str(folder / name)), profile="dcat-ap", by="test").run or 0


def dataset(number: int, title: str | None, description: str = "d") -> str:
    """A dataset, which has a violation without a title."""
    said = f'dct:title "{title}"@vi ; ' if title is not None else ""
    return f'<{number}> a dcat:Dataset ; {said}dct:description "{description}"@vi .'


def let_pass(registry: Registry, days: int = 10) -> None:
    """Let some days pass, by setting all that happened back."""
    with registry._database.writing() as connection:
        for table, columns in TIMES.items():
            for column in columns:
                found = connection.scalars(select(table.c[column]).where(table.c[column].is_not(None)).distinct()).all()
                for moment in sorted(found):
                    earlier = (datetime.fromisoformat(moment) - timedelta(days=days)).isoformat(timespec="seconds")
                    connection.execute(update(table).where(table.c[column] == moment).values({column: earlier}))


def days_ago(days: int) -> str:
    return (NOW - timedelta(days=days)).isoformat(timespec="seconds")


def prune(registry: Registry, days: int, *, dry_run: bool = False) -> PrunedHistory:
    return registry.upkeep.prune_history(before=days_ago(days), dry_run=dry_run)


def export_of(registry: Registry) -> bytes:
    target = BytesIO()
    registry.export("nt", target)
    return target.getvalue()


def numbers_of(registry: Registry) -> dict[str, int]:
    with registry._database.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def pruned_numbers(registry: Registry, iri: str = ONE) -> list[int]:
    """Numbers of the versions whose graphs are gone."""
    return [one.number for one in reversed(registry.ledger.history(iri)) if one.is_pruned]


def three_versions(registry: Registry, folder: Path, *titles: str | None) -> list[int]:
    found = []
    for title in titles:
        found.append(harvest(registry, folder, dataset(1, title) + dataset(2, "other")))
        let_pass(registry)
    return found


def test_prune__before_an_earlier_day_than_last_time_says_which_day_holds(registry: Registry, tmp_path: Path) -> None:
    three_versions(registry, tmp_path, "a", "b", "c", "d")
    pruned = prune(registry, 15)
    expected = prune(registry, 35, dry_run=True)
    assert expected == prune(registry, 35)
    assert (expected.before, expected.versions) == (pruned.before, 0)


def test_prune__takes_what_was_replaced_before_that_day(registry: Registry, tmp_path: Path) -> None:
    three_versions(registry, tmp_path, "a", "b", "c", "d")  # 40, 30, 20 and 10 days ago
    exported, before = export_of(registry), numbers_of(registry)
    expected = prune(registry, 15, dry_run=True)
    assert numbers_of(registry) == before
    report = prune(registry, 15)
    assert report == expected
    assert (report.versions, report.graphs) == (2, 2)
    assert report.findings > 0
    assert pruned_numbers(registry) == [1, 2]
    assert export_of(registry) == exported
    assert registry.upkeep.check().problems == ()
    after = numbers_of(registry)
    assert {name: before[name] for name in ("versions", "verdicts", "changes", "runs", "records")} == {
        name: after[name] for name in ("versions", "verdicts", "changes", "runs", "records")
    }
    assert after["graphs"] == before["graphs"] - 2 + 1  # the empty one
    assert prune(registry, 15).versions == 0
    assert export_of(registry) == exported


def test_prune__keeps_the_newest_accepted_version(registry: Registry, tmp_path: Path) -> None:
    three_versions(registry, tmp_path, "a", "b", None, None)
    harvest(registry, tmp_path, dataset(1, None, "more") + dataset(2, "other"))
    exported = export_of(registry)
    assert b'"b"' in exported
    assert prune(registry, 5).versions == 1
    assert pruned_numbers(registry) == [1]
    assert export_of(registry) == exported


def test_prune__keeps_what_was_the_newest_accepted_one_since(registry: Registry, tmp_path: Path) -> None:
    """The third version is accepted today; on that day the first one left."""
    three_versions(registry, tmp_path, "a", None)
    harvest(registry, tmp_path, dataset(1, "c") + dataset(2, "other"))
    assert prune(registry, 5).versions == 0
    let_pass(registry)
    assert prune(registry, 5).versions == 2


def test_prune__of_a_source_without_profile_keeps_the_newest(registry: Registry, tmp_path: Path) -> None:
    for title in ("a", "b", "c"):
        (tmp_path / "a.ttl").write_text(PREFIXES + dataset(1, title), encoding="utf-8")
        registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none")
        let_pass(registry)
    exported = export_of(registry)
    assert prune(registry, 5).versions == 2
    assert export_of(registry) == exported


def test_prune__leaves_what_can_be_undone(registry: Registry, tmp_path: Path) -> None:
    first, second, third = three_versions(registry, tmp_path, "a", "b", "c")
    prune(registry, 15)
    with pytest.raises(UsageError) as refused:
        registry.undo(second, by="test", reason="x")
    assert refused.value.message.id == PrunedText.UNDO_OF_PRUNED.id
    registry.undo(third, by="test", reason="x")
    assert b'"b"' in export_of(registry)
    assert registry.upkeep.check().problems == ()
    with pytest.raises(UsageError):
        registry.undo(first, by="test", reason="x", force=True)


def test_prune__of_one_change_that_cannot_be_undone_any_more_is_said(registry: Registry, tmp_path: Path) -> None:
    three_versions(registry, tmp_path, "a", "b")
    prune(registry, 5)
    exported = export_of(registry)
    with pytest.raises(RegistryError) as refused:
        registry.undo(iri=ONE, by="test", reason="x")
    assert refused.value.message.id == PrunedText.VERSION_PRUNED.id
    assert export_of(registry) == exported


def test_prune__keeps_what_is_held_after_an_undone_run(registry: Registry, tmp_path: Path) -> None:
    """What the source says is applied when the hold is released, and counts until then."""
    _, second = three_versions(registry, tmp_path, "a", "b")
    registry.undo(second, by="test", reason="x")
    let_pass(registry)
    let_pass(registry)
    harvest(registry, tmp_path, dataset(1, "b") + dataset(2, "other"))
    exported = export_of(registry)
    prune(registry, 1)
    assert 2 not in pruned_numbers(registry)
    assert export_of(registry) == exported
    registry.harvests.release_undone(run=second, by="test", reason="x")
    harvest(registry, tmp_path, dataset(1, "b") + dataset(2, "other"))
    assert b'"b"' in export_of(registry)
    assert registry.upkeep.check().problems == ()


def test_prune__keeps_a_graph_that_another_version_has(registry: Registry, tmp_path: Path) -> None:
    three_versions(registry, tmp_path, "a", "b", "a")
    exported = export_of(registry)
    report = prune(registry, 5)
    assert (report.versions, report.graphs) == (2, 1)
    assert export_of(registry) == exported
    assert registry.upkeep.check().problems == ()


def test_prune__moves_the_horizon_and_never_back(registry: Registry, tmp_path: Path) -> None:
    three_versions(registry, tmp_path, "a", "b")
    first = prune(registry, 5)
    with registry._database.reading() as connection:
        assert pruned_before(connection) == first.before <= (horizon(connection) or "")
    assert prune(registry, 30).before == first.before


def test_prune__pruned_versions_are_named_and_not_shown(registry: Registry, tmp_path: Path) -> None:
    three_versions(registry, tmp_path, "a", "b", "c")
    digest = registry.ledger.history(ONE)[-1].digest
    prune(registry, 5)
    newest, second, first = registry.ledger.history(ONE)
    assert (first.is_pruned, first.digest, first.added) == (True, digest, ())
    assert (newest.is_pruned, newest.added, newest.removed) == (False, (), ())
    assert "pruned" in first.as_dict()
    assert second.is_pruned
    with pytest.raises(UsageError) as refused:
        registry.ledger.diff(ONE, 1, 3)
    assert refused.value.message.id == PrunedText.VERSION_PRUNED.id


def test_prune__findings_of_old_runs_go_and_those_of_the_newest_stay(registry: Registry, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.ttl").write_text(PREFIXES + dataset(1, "a"), encoding="utf-8")
    numbers = []
    for words in ("<urn:a> <urn:b>", "<urn:a> <urn:c> x", ""):
        (folder / "bad.ttl").write_text(words, encoding="utf-8")
        numbers.append(registry.harvest(source_at(str(folder)), profile="dcat-ap").run or 0)
        let_pass(registry)
    assert [bool(registry.harvests.run_findings(run)) for run in numbers[:2]] == [True, True]
    newest = registry.harvests.run_findings(numbers[2])
    prune(registry, 5)
    assert [bool(registry.harvests.run_findings(run)) for run in numbers[:2]] == [False, False]
    assert registry.harvests.run_findings(numbers[2]) == newest


def test_prune__rests_that_ended_go(registry: Registry, tmp_path: Path) -> None:
    for words in ("a", "b"):
        harvest(registry, tmp_path, dataset(1, "a") + f'<_x> a <https://w3id.org/tree#Node> ; <urn:says> "{words}" .')
        let_pass(registry)
    with registry._database.reading() as connection:
        before = connection.scalars(select(rests.c.last_run)).all()
    assert len(before) == 2
    assert prune(registry, 5).rests == 1
    assert registry.harvests.rest() != {}


def test_prune__purged_words_have_not_even_a_digest(registry: Registry, tmp_path: Path) -> None:
    three_versions(registry, tmp_path, "a", "b", "c")
    digest = registry.ledger.history(ONE)[-1].digest
    prune(registry, 5)
    registry.purge(ONE, by="officer", reason="a court says so")
    assert digest not in {one.digest for one in registry.ledger.history(ONE)}
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize("text", ["last", "5", "run:5", "row:1", "tomorrow"])
def test_prune__before_what_is_no_day_is_refused(registry: Registry, tmp_path: Path, text: str) -> None:
    three_versions(registry, tmp_path, "a", "b")
    with pytest.raises(UsageError) as refused:
        registry.upkeep.prune_history(before=text)
    assert refused.value.message.id == PrunedText.PRUNE_NEEDS_TIME.id
    assert pruned_numbers(registry) == []


def test_prune__before_a_day_to_come_is_refused(registry: Registry) -> None:
    with pytest.raises(UsageError) as refused:
        prune(registry, -2)
    assert refused.value.message.id == PrunedText.PRUNE_IN_FUTURE.id
    with pytest.raises(UsageError) as refused:
        registry.upkeep.prune_history(before="last")
    assert refused.value.message.id == PrunedText.PRUNE_NEEDS_TIME.id


def test_prune__during_a_harvest_is_refused(registry: Registry) -> None:
    with registry._database.writing() as connection:
        take_lease(connection, "a")
    with pytest.raises(RegistryError) as refused:
        prune(registry, 5)
    assert refused.value.message.id == StoreText.SOURCE_BUSY.id


def test_prune__broken_off_goes_on(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    three_versions(registry, tmp_path, "a", "b", "c", "d")
    exported = export_of(registry)
    with monkeypatch.context() as patch:
        patch.setattr(history_pruning, "_PAGE", 1)
        patch.setattr(history_pruning, "prunable_versions", _once(history_pruning.prunable_versions))
        with pytest.raises(KeyboardInterrupt):
            prune(registry, 5)
    assert len(pruned_numbers(registry)) == 1
    with registry._database.reading() as connection:
        assert horizon(connection) is not None  # refused from the first on
    assert export_of(registry) == exported
    assert prune(registry, 5).versions == 2


def _once(function: object) -> object:
    calls = []

    def called(*args: object, **options: object) -> object:
        calls.append(args)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return function(*args, **options)  # type: ignore[operator]

    return called


# ---------------------------------------------------------------- any history


@pytest.mark.soak
@pytest.mark.parametrize("seed", [0, 1, *seeds(40)[2:]])
def test_prune__any_history__exports_and_undoing_are_those_of_an_unpruned_one(
    sqlite_url: str, tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    titles = ("a", "b", "c", None)
    with Registry.open(sqlite_url) as registry:
        for _ in range(9):
            _do_anything(registry, tmp_path, draw, titles)
            let_pass(registry)
        twin_url = f"sqlite:///{tmp_path / 'twin.db'}"
        registry.upkeep.copy_to(twin_url)
        days = draw.randrange(5, 90)
        exported = export_of(registry)
        report = prune(registry, days)
        assert export_of(registry) == exported
        assert registry.upkeep.check().problems == ()
        with Registry.open(twin_url) as twin:
            for _ in range(3):
                # The same is done in both, and what is refused in the pruned one is from before that day.
                run = draw.choice([one.id for one in twin.harvests.runs()])
                with suppress(UsageError, RegistryError):
                    registry.undo(run, by="test", reason="x", force=True)
                    twin.undo(run, by="test", reason="x", force=True)
                assert export_of(registry) == export_of(twin)
            harvest(registry, tmp_path, dataset(1, "z") + dataset(2, None))
            harvest(twin, tmp_path, dataset(1, "z") + dataset(2, None))
            assert export_of(registry) == export_of(twin)
            assert registry.upkeep.check().problems == ()
        with registry._database.reading() as connection:
            shown = select(func.count()).select_from(findings)
            assert (connection.scalar(shown) or 0) > 0
            assert (connection.scalar(select(func.count()).select_from(graphs)) or 0) > 0
    assert report.before


def _do_anything(registry: Registry, folder: Path, draw: random.Random, titles: tuple[str | None, ...]) -> None:
    act = draw.random()
    known = [one.id for one in registry.harvests.runs()]
    if act < 0.7 or not known:
        harvest(registry, folder, "".join(dataset(number, draw.choice(titles)) for number in range(1, 4)))
    elif act < 0.9:
        with suppress(UsageError, RegistryError):
            registry.undo(draw.choice(known), by="test", reason="x", force=True)
    else:
        registry.withhold(f"https://e.vn/{draw.randrange(1, 4)}", by="test", reason="x")
