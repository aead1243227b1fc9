"""Deltas: deletions that a source states, marks of what was applied, documents that stay known, and undoing it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine.cursor import CursorFetchStrategy

from danhmuc.registry import Registry
from danhmuc.registry.record.harvested import HarvestReport
from danhmuc.registry.record.source_settings import DeclaredSource, Expectations, SourceSettings

from .feed import Feed, agent, dataset, deletion, moment, page

IRIS = [f"https://e.vn/{number}" for number in range(30)]


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    """A registry on each database."""
    with Registry.open(database_url, create=True) as opened:
        yield opened
        assert opened.upkeep.check().problems == ()


@pytest.fixture
def light_registry() -> Iterator[Registry]:
    """A registry in memory, for what is the same on each database."""
    with Registry.open("sqlite://") as opened:
        yield opened
        assert opened.upkeep.check().problems == ()


@pytest.fixture
def feed() -> Feed:
    """A source."""
    return Feed()


def harvest(registry: Registry, feed: Feed, profile: str = "none") -> HarvestReport:
    return registry.harvest(feed, profile=profile)


def start(registry: Registry, feed: Feed, number: int = 12) -> HarvestReport:
    """A whole reading of some datasets."""
    records = [dataset(str(one), f"Bộ {one}", at=1) for one in range(number)]
    return harvest(registry, feed.gives(*records, delta=False, pages=[page("1", "a")]))


def state(registry: Registry, name: str) -> str:
    return registry.get(f"https://e.vn/{name}", source="feed").row.state


def marks(registry: Registry, feed: Feed, *names: str) -> dict[str, str]:
    """The marks that the next reading sees."""
    registry.plan(feed.gives_nothing_new())
    return dict(feed.visit.last_activities([f"https://e.vn/{name}" for name in names]))


# ---------------------------------------------------------------- deletions


def test_deletion__is_a_tombstone_at_once(registry: Registry, feed: Feed) -> None:
    start(registry, feed)
    report = harvest(registry, feed.gives(deletions=[deletion("3", 2), deletion("nobody", 2)]))
    assert (report.state, report.extent, report.deleted, report.withdrawn) == ("complete", "delta", 1, 1)
    assert (report.deletions_unknown, report.newly_missing, report.needs_attention) == (1, 0, False)
    assert (state(registry, "3"), state(registry, "4")) == ("withdrawn", "present")
    newest = registry.ledger.changes(iri=IRIS[3])[-1]
    assert (newest.kind, newest.presence, newest.run) == ("deleted", "withdrawn", report.run)


def test_slip__keeps_the_record_and_asks_for_the_whole_source(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    report = harvest(light_registry, feed.gives(agent("3", "Sở 3")))
    assert (report.extent, report.slipped, report.needs_attention) == ("delta", 1, True)
    row = light_registry.get(IRIS[3], source="feed").row
    assert (row.role, row.state, row.title) == ("record", "present", "Bộ 3")
    light_registry.plan(feed.gives_nothing_new())
    assert feed.visit.known == {}


def test_deletion__of_many_waits_for_a_person(registry: Registry, feed: Feed) -> None:
    start(registry, feed)
    gone = [deletion(str(number), 2) for number in range(6)]
    report = harvest(registry, feed.gives(deletions=gone))
    assert (report.deleted, report.withdrawn, report.waiting, report.needs_attention) == (6, 0, 6, True)
    assert state(registry, "3") == "missing"
    assert registry.source_list.statuses("feed")[0].deletions_waiting == 6
    later = harvest(registry, feed.gives(dataset("20", "Mới", at=3)))
    assert (later.withdrawn, later.waiting) == (0, 6)
    assert registry.harvests.accept_missing("feed", by="an", reason="dọn kho").withdrawn == 6
    assert state(registry, "3") == "withdrawn"
    assert harvest(registry, feed.gives(deletions=gone)).waiting == 0


def test_deletion__fewer_are_let_go_once_the_others_are_back(registry: Registry, feed: Feed) -> None:
    start(registry, feed)
    harvest(registry, feed.gives(deletions=[deletion("0", 2), deletion("1", 2)]))
    assert state(registry, "0") == "missing"
    report = harvest(registry, feed.gives(dataset("1", "Bộ 1", at=3)))
    assert (report.records.reappeared, report.withdrawn, report.waiting) == (1, 1, 0)
    assert (state(registry, "0"), state(registry, "1")) == ("withdrawn", "present")


def test_deletion__in_a_whole_reading_needs_no_second_run(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    kept = [dataset(str(one), f"Bộ {one}", at=1) for one in range(2, 12)]
    report = harvest(light_registry, feed.gives(*kept, deletions=[deletion("0", 2)], delta=False))
    assert (report.records.missing, report.deleted, report.withdrawn, report.newly_missing) == (2, 1, 1, 1)
    assert (state(light_registry, "0"), state(light_registry, "1")) == ("withdrawn", "missing")


def test_deletion__what_is_created_again_comes_back(registry: Registry, feed: Feed) -> None:
    start(registry, feed)
    harvest(registry, feed.gives(deletions=[deletion("3", 2)]))
    report = harvest(registry, feed.gives(dataset("3", "Bộ 3", at=3)))
    assert (report.records.reappeared, state(registry, "3")) == (1, "present")
    # Missing by absence since then, it is not deleted by what its source said before.
    others = [dataset(str(one), f"Bộ {one}", at=1) for one in range(12) if one != 3]
    report = harvest(registry, feed.gives(*others, delta=False))
    assert (report.withdrawn, state(registry, "3")) == (0, "missing")


def test_deletion__an_older_one_than_what_was_applied_is_nothing(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    harvest(light_registry, feed.gives(dataset("3", "Bộ ba", at=5)))
    report = harvest(light_registry, feed.gives(deletions=[deletion("3", 4)]))
    assert (report.deleted, state(light_registry, "3")) == (0, "present")


def test_description__an_older_one_than_what_was_applied_is_nothing(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    harvest(light_registry, feed.gives(dataset("3", "Bộ ba", at=5), deletions=[deletion("4", 5)]))
    report = harvest(light_registry, feed.gives(dataset("3", "Cũ", at=4), dataset("4", "Cũ", at=4)))
    assert (report.records.updated, report.records.reappeared, report.records.unchanged) == (0, 0, 2)
    assert light_registry.get(IRIS[3]).row.title == "Bộ ba"
    assert state(light_registry, "4") == "withdrawn"


def test_deletion__of_what_the_same_reading_describes_is_nothing(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    report = harvest(light_registry, feed.gives(dataset("3", "Bộ ba", at=2), deletions=[deletion("3", 2)]))
    assert (report.deleted, report.records.updated, state(light_registry, "3")) == (0, 1, "present")


def test_deletion__of_an_incomplete_reading_waits_for_a_complete_one(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    said = {"deletions": [deletion("3", 2)], "incomplete": "a page is not there"}
    report = harvest(light_registry, feed.gives(dataset("4", "Bộ bốn", at=2), **said))
    assert (report.state, report.records.updated, state(light_registry, "3")) == ("incomplete", 1, "present")
    # What it applied has no mark, so that it is read again.
    assert marks(light_registry, feed, "3", "4") == {IRIS[3]: moment(1), IRIS[4]: moment(1)}
    assert feed.known() == {}


def test_deletion__bars_its_own_source_alone(light_registry: Registry, feed: Feed, tmp_path: Path) -> None:
    start(light_registry, feed)
    other = Feed()
    other.location, other.name = "https://other.e.vn/", "other"
    harvest(light_registry, other.gives(dataset("3", "Elsewhere"), delta=False))
    harvest(light_registry, feed.gives(deletions=[deletion("3", 2)]))
    light_registry.export("nt", tmp_path / "x.nt")
    assert "Elsewhere" in (tmp_path / "x.nt").read_text(encoding="utf-8")


def test_deletion__of_a_withheld_record_releases_nothing(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    light_registry.withhold(IRIS[3], by="an", reason="chờ duyệt")
    harvest(light_registry, feed.gives(deletions=[deletion("3", 2)]))
    harvest(light_registry, feed.gives(dataset("3", "Bộ 3", at=3)))
    assert state(light_registry, "3") == "withheld"


def test_deletion__does_not_lift_what_makes_less_public(light_registry: Registry, feed: Feed, tmp_path: Path) -> None:
    narrow = "; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>"
    others = [dataset(str(one), f"Bộ {one}", at=1) for one in range(1, 12)]
    harvest(light_registry, feed.gives(dataset("0", "Kín", 1, narrow), *others, delta=False))
    other = Feed()
    other.location, other.name = "https://other.e.vn/", "other"
    harvest(light_registry, other.gives(dataset("0", "Open"), delta=False))
    harvest(light_registry, feed.gives(deletions=[deletion("0", 2)]))
    light_registry.export("nt", tmp_path / "x.nt")
    assert "Open" not in (tmp_path / "x.nt").read_text(encoding="utf-8")


def test_deletion__of_a_node_record_is_counted_apart(light_registry: Registry, feed: Feed) -> None:
    harvest(light_registry, feed.gives(agent("a", "Sở", at=1), dataset("0", "Bộ", at=1), delta=False))
    report = harvest(light_registry, feed.gives(deletions=[deletion("a", 2)]))
    assert (report.deleted, report.withdrawn, report.nodes.missing) == (0, 0, 1)
    assert state(light_registry, "a") == "withdrawn"


# ---------------------------------------------------------------- plans


def test_plan__of_deletions_is_saved_and_applied(registry: Registry, feed: Feed, tmp_path: Path) -> None:
    start(registry, feed)
    plan = registry.plan(feed.gives(deletions=[deletion("3", 2)], pages=[page("2", "b", immutable=True)]))
    assert (plan.report.deleted, plan.report.withdrawn, plan.report.waiting) == (1, 1, 0)
    plan.save(tmp_path / "plan")
    (again,) = registry.harvests.read_plans(tmp_path / "plan")
    assert [(one.change.iri, one.change.is_deleted) for one in again.differences()] == [(IRIS[3], True)]
    report = again.apply()
    assert (report.deleted, report.withdrawn, state(registry, "3")) == (1, 1, "withdrawn")
    assert marks(registry, feed, "3") == {IRIS[3]: moment(2)}
    assert feed.visit.known["2"].immutable
    assert again.apply().withdrawn == 0


def test_plan__foretells_that_the_guard_stops(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    plan = light_registry.plan(feed.gives(deletions=[deletion(str(one), 2) for one in range(5)]))
    assert (plan.report.withdrawn, plan.report.waiting) == (0, 5)
    report = plan.apply()
    assert (report.withdrawn, report.waiting, state(light_registry, "0")) == (0, 5, "missing")


# ---------------------------------------------------------------- undo


def test_undo__gives_back_what_was_deleted_until_the_source_says_something_newer(
    registry: Registry, feed: Feed
) -> None:
    start(registry, feed)
    run = harvest(registry, feed.gives(deletions=[deletion("3", 2)])).run
    registry.undo(run, by="an")
    assert state(registry, "3") == "present"
    assert marks(registry, feed, "3") == {IRIS[3]: moment(1)}
    others = [dataset(str(one), f"Bộ {one}", at=1) for one in range(12) if one != 3]
    report = harvest(registry, feed.gives(*others, deletions=[deletion("3", 2)], delta=False))
    assert (report.records.held, report.deleted, state(registry, "3")) == (1, 0, "present")
    report = harvest(registry, feed.gives(deletions=[deletion("3", 2)]))
    assert (report.records.held, state(registry, "3")) == (1, "present")
    report = harvest(registry, feed.gives(deletions=[deletion("3", 4)]))
    assert (report.deleted, report.withdrawn, state(registry, "3")) == (1, 1, "withdrawn")


def test_undo__released_lets_the_source_delete_again(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    run = harvest(light_registry, feed.gives(deletions=[deletion("3", 2)])).run
    light_registry.undo(run, by="an")
    light_registry.harvests.release_undone(run=run, by="an")
    harvest(light_registry, feed.gives(deletions=[deletion("3", 2)]))
    assert state(light_registry, "3") == "withdrawn"


def test_undo__of_what_came_back_leaves_it_deleted_by_its_source(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    harvest(light_registry, feed.gives(deletions=[deletion("3", 2)]))
    run = harvest(light_registry, feed.gives(dataset("3", "Bộ 3", at=3))).run
    light_registry.undo(run, by="an")
    assert state(light_registry, "3") == "withdrawn"
    # Not as if a person had withdrawn it, which would bar it for ever.
    assert harvest(light_registry, feed.gives(dataset("3", "Bộ ba", at=4))).records.reappeared == 1


def test_undo__twice_of_what_a_run_created_bars_it_no_more_than_once(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    for at in (2, 3):
        run = harvest(light_registry, feed.gives(dataset("20", "Mới", at=at))).run
        light_registry.undo(run, by="an")
        light_registry.harvests.release_undone(run, by="an")
    assert harvest(light_registry, feed.gives(dataset("20", "Mới", at=4))).records.reappeared == 1


def test_undo__of_one_record_and_of_an_undo(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    harvest(light_registry, feed.gives(deletions=[deletion("3", 2)]))
    (undone,) = light_registry.undo(iri=IRIS[3], by="an").runs
    assert (state(light_registry, "3"), marks(light_registry, feed, "3")) == ("present", {IRIS[3]: moment(1)})
    light_registry.undo(undone.run, by="an")
    assert (state(light_registry, "3"), marks(light_registry, feed, "3")) == ("withdrawn", {IRIS[3]: moment(2)})


# ---------------------------------------------------------------- marks and documents


def test_marks__are_of_what_was_applied(registry: Registry, feed: Feed) -> None:
    start(registry, feed, 3)
    assert marks(registry, feed, "0", "2", "9") == {IRIS[0]: moment(1), IRIS[2]: moment(1)}
    # Also where the graph stays the same.
    report = harvest(registry, feed.gives(dataset("0", "Bộ 0", at=7), dataset("9", "Mới", at=6)))
    assert (report.records.unchanged, report.records.created) == (1, 1)
    assert marks(registry, feed, *"0129") == {
        IRIS[0]: moment(7), IRIS[1]: moment(1), IRIS[2]: moment(1), IRIS[9]: moment(6),
    }  # fmt: skip
    run = harvest(registry, feed.gives(dataset("0", "Khác", at=8))).run
    registry.undo(run, by="an")
    assert marks(registry, feed, "0") == {IRIS[0]: moment(7)}


def test_marks__of_a_renamed_record_go_with_it(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    report = harvest(light_registry, feed.gives(dataset("20", "Bộ 3", at=3), deletions=[deletion("3", 3)]))
    assert [(one.old, one.new) for one in report.renames] == [(IRIS[3], IRIS[20])]
    light_registry.identities.rename(IRIS[3], IRIS[20], by="an", reason="đổi tên")
    assert marks(light_registry, feed, "3", "20") == {IRIS[20]: moment(3)}


def test_documents__of_earlier_readings_stay_known(registry: Registry, feed: Feed) -> None:
    start(registry, feed)
    harvest(registry, feed.gives(dataset("0", "Khác", at=2), pages=[page("2", "b")]))
    harvest(registry, feed.gives(dataset("1", "Khác", at=3), pages=[page("2", "c"), page("3", "d")]))
    marks(registry, feed)
    assert feed.known() == {one.place: one.digest for one in (page("1", "a"), page("2", "c"), page("3", "d"))}
    assert sorted(registry.harvests.raw_documents("feed")) == ["1", "2", "3"]


def test_documents__are_forgotten_after_what_was_not_applied(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    run = harvest(light_registry, feed.gives(dataset("0", "Khác", at=2), pages=[page("2", "b")])).run
    light_registry.undo(run, by="an")
    # A delta that follows on nothing does not make them known again.
    harvest(light_registry, feed.gives(dataset("1", "Khác", at=3), pages=[page("2", "b")]))
    marks(light_registry, feed)
    assert feed.known() == {}
    start(light_registry, feed)
    marks(light_registry, feed)
    assert feed.known() == {"1": page("1", "a").digest}


def test_unmoved__after_a_delta_sees_the_whole_source(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    harvest(light_registry, feed.gives(dataset("0", "Khác", at=2), pages=[page("2", "b")]))
    for _ in range(2):
        report = harvest(light_registry, feed.gives_nothing_new())
        assert (report.state, report.extent, report.records.unchanged, report.documents) == (
            "complete", "unmoved", 12, 2,
        )  # fmt: skip


# ---------------------------------------------------------------- cost, context and expectations


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """The number of rows that are read, and of statements."""
    found: Counter[str] = Counter()

    def count(name: str) -> None:
        fetch = getattr(CursorFetchStrategy, name)

        def counting(*args: Any, **options: Any) -> Any:
            rows = fetch(*args, **options)
            found["rows"] += rows is not None if name == "fetchone" else len(rows)
            found["statements"] += 1
            return rows

        monkeypatch.setattr(CursorFetchStrategy, name, counting)

    for name in ("fetchone", "fetchmany", "fetchall"):
        count(name)
    return found


def test_delta__costs_what_it_has_and_not_what_its_source_has(counted: Counter[str]) -> None:
    costs = []
    for number in (30, 90):
        feed = Feed()
        with Registry.open("sqlite://") as registry:
            agents = [agent(f"a{one}", f"Sở {one}", at=1) for one in range(number)]
            records = [dataset(str(one), f"Bộ {one}", 1, f"; dct:publisher <a{one}>") for one in range(number)]
            harvest(registry, feed.gives(*agents, *records, delta=False, pages=[page("1", "a")]), profile="dcat-ap")
            changed = [dataset(str(one), "Mới", 2, f"; dct:publisher <a{one}>") for one in range(5)]
            counted.clear()
            report = harvest(
                registry, feed.gives(*changed, deletions=[deletion("9", 2)], pages=[page("2", "b")]), profile="dcat-ap"
            )
            costs.append(dict(counted))
        assert (report.records.updated, report.withdrawn, report.validated) == (5, 1, 5)
    assert costs[0] == costs[1]


def verdicts(registry: Registry) -> dict[str, tuple[str | None, int, int]]:
    rows = registry.records(source="feed", role=None)
    return {row.iri: (row.verdict, row.violations, row.warnings) for row in rows}


def test_delta__gives_the_verdicts_of_a_whole_reading(registry: Registry, feed: Feed) -> None:
    """A delta changes an agent, publishes one that was only named, and adds a dataset beside what is stored."""
    by_a, by_b = "; dct:description 'x'@vi ; dct:publisher <a>", "; dct:description 'x'@vi ; dct:publisher <b>"
    first = [agent("a", "Sở", at=1), dataset("0", "Không", 1, by_a), dataset("1", "Một", 1, by_b)]
    harvest(registry, feed.gives(*first, delta=False, pages=[page("1", "x")]), profile="dcat-ap")
    nameless = agent("a", None, at=2)
    changes = [nameless, agent("b", "Cục", at=2), dataset("2", "Hai", 2, by_b)]
    harvest(registry, feed.gives(*changes, pages=[page("2", "y")]), profile="dcat-ap")
    found = verdicts(registry)
    with Registry.open("sqlite://") as other:
        whole = Feed()
        now = [nameless, agent("b", "Cục"), dataset("0", "Không", None, by_a), dataset("1", "Một", None, by_b)]
        harvest(other, whole.gives(*now, dataset("2", "Hai", None, by_b), delta=False), profile="dcat-ap")
        assert found == verdicts(other)
    # None of them has another context than it was validated in.
    assert registry.revalidate(source="feed").sources[0].validated == 0


def test_delta__is_held_to_the_expectations_of_the_whole_source(light_registry: Registry, feed: Feed) -> None:
    start(light_registry, feed)
    settings = SourceSettings(expectations=Expectations(records=12))
    declared = DeclaredSource(name="feed", location=feed.location, kind="feed", profile="none", settings=settings)
    light_registry.source_list.plan([declared]).apply(by="an", reason="ít nhất 12")
    report = harvest(light_registry, feed.gives(dataset("0", "Khác", at=2)))
    assert report.unmet == 0
    report = harvest(light_registry, feed.gives(deletions=[deletion("0", 3)]))
    assert (report.withdrawn, report.unmet) == (1, 1)


def test_delta__that_loses_the_distributions_of_one_record_is_a_part_of_many(
    light_registry: Registry, feed: Feed
) -> None:
    has_one = "; dcat:distribution [ a dcat:Distribution ; dct:title 'CSV' ]"
    records = [dataset(str(one), f"Bộ {one}", 1, has_one) for one in range(12)]
    harvest(light_registry, feed.gives(*records, delta=False))
    report = harvest(light_registry, feed.gives(dataset("0", "Bộ 0", at=2)))
    assert (report.losses, report.losses_waiting, report.records.updated) == (1, 0, 1)
    report = harvest(light_registry, feed.gives(dataset("1", "Bộ 1", at=3), dataset("2", "Bộ 2", at=3)))
    assert (report.losses, report.losses_waiting) == (0, 2)
    # Each night says so.
    assert harvest(light_registry, feed.gives(dataset("5", "Khác", 4, has_one))).losses_waiting == 2
    # What waits has no mark, so that its source is asked for it again.
    assert marks(light_registry, feed, "1", "0") == {IRIS[1]: moment(1), IRIS[0]: moment(2)}
