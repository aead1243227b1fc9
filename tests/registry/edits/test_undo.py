"""A run, or the newest change of a record, is taken back; what its source says otherwise is held."""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from danhmuc.registry import Registry, UndoneRun, parse_record, source_at
from danhmuc.registry.messages.store import StoreText
from danhmuc.registry.record.harvested import HarvestReport
from danhmuc.registry.store import undoing as undone_changes
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.runs import take_lease
from danhmuc.vocab.errors import RegistryError, UsageError

from ...conftest import seeds

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
"""
DATASET = '<{0}> a dcat:Dataset ; dct:title "{1}"@vi ; dct:description "d"@vi ; dct:publisher <p> .\n'
AGENT = '<p> a foaf:Agent ; foaf:name "{}"@vi .\n'
CATALOG = '<c> a dcat:Catalog ; dct:title "c"@vi ; dct:description "d"@vi ; dct:publisher <p> ; dcat:dataset {} .\n'


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url, create=True) as opened:
        yield opened


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Registry]:
    """A registry where nothing depends on the database."""
    with Registry.open(sqlite_url, create=True) as opened:
        yield opened


class Agency:
    """A source whose content a test writes."""

    def __init__(self, registry: Registry, folder: Path, name: str = "a", profile: str = "dcat-ap") -> None:
        self.registry, self.path, self.profile = registry, folder / f"{name}.ttl", profile

    def harvest(self, content: str, profile: str | None = None, **options: Any) -> HarvestReport:
        self.path.write_text(PREFIXES + content, encoding="utf-8")
        return self.registry.harvest(source_at(str(self.path)), profile=profile or self.profile, **options)

    def undo(self, report: HarvestReport, **options: Any) -> UndoneRun:
        (done,) = self.registry.undo(report.run, by="officer", **options).runs
        return done


@pytest.fixture
def agency(registry: Registry, tmp_path: Path) -> Agency:
    return Agency(registry, tmp_path)


@pytest.fixture
def local_agency(small: Registry, tmp_path: Path) -> Agency:
    """The same where nothing depends on the database."""
    return Agency(small, tmp_path)


def inventory(titles: dict[int, str], agent: str = "Sở") -> str:
    listed = ", ".join(f"<{number}>" for number in titles)
    catalog = CATALOG.format(listed) if titles else CATALOG.replace("; dcat:dataset {} ", "")
    return catalog + AGENT.format(agent) + "".join(DATASET.format(*one) for one in titles.items())


def exported(registry: Registry) -> bytes:
    out = BytesIO()
    registry.export("nt", out)
    return out.getvalue()


def listed(registry: Registry) -> list[tuple[object, ...]]:
    """What is listed of all records, apart from numbers of versions and from what is held."""
    return sorted(
        (row.source, row.iri, row.state, row.presence, row.title or "", row.digest, row.verdict or "", row.violations)
        for role in ("record", "node")
        for row in registry.records(role=role)
    )


def without_undone(rows: list[tuple[object, ...]], before: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The rows without tombstones of records that were not there before."""
    known = {row[:2] for row in before}
    return [row for row in rows if row[:2] in known or row[2] != "withdrawn"]


def held(registry: Registry) -> set[str]:
    return {row.iri.rpartition("/")[2] for row in registry.records(state="held", role=None)}


# ---------------------------------------------------------------- each kind of change


def test_undo__a_changed_record_has_its_former_content(agency: Agency) -> None:
    agency.harvest(inventory({1: "t", 2: "t"}))
    before = listed(agency.registry), exported(agency.registry)
    report = agency.harvest(inventory({1: "u", 2: "t"}))
    done = agency.undo(report, reason="Nhầm")
    assert (done.restored, done.withdrawn, done.held, done.left_count) == (1, 0, 1, 0)
    assert (listed(agency.registry), exported(agency.registry)) == before
    assert [version.number for version in agency.registry.ledger.history("https://e.vn/1")] == [3, 2, 1]
    assert [run.state for run in agency.registry.harvests.runs()] == ["complete", "undone", "complete"]
    assert held(agency.registry) == {"1"}
    assert agency.registry.upkeep.check().problems == ()
    again = agency.harvest(inventory({1: "u", 2: "t"}))
    assert (again.records.held, again.records.unchanged, again.records.updated) == (1, 2, 0)
    assert (listed(agency.registry), exported(agency.registry)) == before


def test_undo__what_a_run_created_is_withdrawn(agency: Agency, tmp_path: Path) -> None:
    other = Agency(agency.registry, tmp_path, "b")
    other.harvest(inventory({2: "of b"}))
    agency.harvest(inventory({1: "t"}))
    before = exported(agency.registry)
    report = agency.harvest(inventory({1: "t", 2: "of a"}))
    assert agency.undo(report).withdrawn == 1
    assert exported(agency.registry) == before, "and bars nothing in other sources"
    assert agency.registry.get("https://e.vn/2", source="a").row.state == "withdrawn"
    assert agency.harvest(inventory({1: "t", 2: "of a"})).records.held == 1
    assert exported(agency.registry) == before
    report = agency.harvest(inventory({1: "t", 2: "of a, better"}))
    assert (report.records.reappeared, held(agency.registry)) == (1, set())
    assert agency.registry.get("https://e.vn/2", source="a").row.state == "present"


def test_undo__what_went_missing_is_present(agency: Agency) -> None:
    agency.harvest(inventory({1: "t", 2: "t", 3: "t"}))
    before = listed(agency.registry), exported(agency.registry)
    report = agency.harvest(inventory({1: "t", 3: "t"}))
    assert agency.undo(report).presence == 1
    assert (listed(agency.registry), exported(agency.registry)) == before
    for _ in range(2):
        counts = agency.harvest(inventory({1: "t", 3: "t"})).records
        assert (counts.held, counts.missing, counts.unchanged) == (1, 0, 3)
        assert (listed(agency.registry), exported(agency.registry)) == before
    back = agency.harvest(inventory({1: "t", 2: "t", 3: "t"}))
    assert (back.records.unchanged, held(agency.registry)) == (4, set())
    assert agency.harvest(inventory({1: "t", 3: "t"})).records.missing == 1
    assert agency.registry.upkeep.check().problems == ()


def test_undo__what_came_back_is_missing_again(agency: Agency) -> None:
    agency.harvest(inventory({1: "t", 2: "t", 3: "t"}))
    agency.harvest(inventory({1: "t", 3: "t"}))
    before = listed(agency.registry), exported(agency.registry)
    report = agency.harvest(inventory({1: "t", 2: "t", 3: "t"}))
    agency.undo(report)
    assert (listed(agency.registry), exported(agency.registry)) == before
    assert agency.harvest(inventory({1: "t", 2: "t", 3: "t"})).records.held == 1
    assert listed(agency.registry) == before[0]
    assert agency.harvest(inventory({1: "t", 3: "t"})).records.missing == 1
    assert held(agency.registry) == set()
    assert agency.harvest(inventory({1: "t", 2: "t", 3: "t"})).records.reappeared == 1


def test_undo__a_tombstone(registry: Registry, tmp_path: Path) -> None:
    agency = Agency(registry, tmp_path)
    agency.harvest(inventory(dict.fromkeys(range(12), "t")))
    agency.harvest(inventory(dict.fromkeys(range(11), "t")))
    registry.harvests.accept_missing("a", by="officer", reason="r")
    assert registry.get("https://e.vn/11").row.state == "withdrawn"
    (done,) = registry.undo(iri="https://e.vn/11", by="officer").runs
    assert (done.presence, registry.get("https://e.vn/11").row.state) == (1, "missing")
    assert registry.upkeep.check().problems == ()


def test_undo__a_node_record(agency: Agency) -> None:
    agency.harvest(inventory({1: "t"}))
    before = listed(agency.registry), exported(agency.registry)
    report = agency.harvest(inventory({1: "t"}, agent="Tên khác"))
    assert agency.undo(report).nodes == 1
    assert (listed(agency.registry), exported(agency.registry)) == before
    assert agency.harvest(inventory({1: "t"}, agent="Tên khác")).nodes.held == 1
    assert (listed(agency.registry), exported(agency.registry)) == before
    assert agency.registry.revalidate().sources[0].validated == 0, "the same context as in a harvest"


def test_undo__an_accepted_version_of_the_run_leaves_no_more(agency: Agency) -> None:
    """The version before it was not accepted, and the one before that had left."""
    agency.harvest(inventory({1: "first"}))
    agency.harvest(inventory({1: "second"}).replace('; dct:description "d"@vi ; dct:publisher <p> .\n<', ".\n<"))
    agency.harvest(inventory({1: "t"}).replace('<1> a dcat:Dataset ; dct:title "t"@vi', "<1> a dcat:Dataset"))
    before = exported(agency.registry)
    report = agency.harvest(inventory({1: "fourth"}))
    assert b"fourth" in exported(agency.registry)
    agency.undo(report)
    assert exported(agency.registry) == before
    agency.registry.revalidate(everything=True)
    assert exported(agency.registry) == before


def test_undo__profile_memberships_and_rest(agency: Agency, database_url: str) -> None:
    page = "<page> a hydra:PartialCollectionView ; hydra:next <page-{}> .\n"
    agency.harvest(inventory({1: "t", 2: "t"}) + page.format(1), profile="dcat-ap")
    before = listed(agency.registry), exported(agency.registry), agency.registry.harvests.rest()
    unlisting = inventory({1: "t", 2: "t"}).replace("<1>, <2>", "<1>")
    report = agency.harvest(unlisting, profile="none")
    done = agency.undo(report)
    assert (done.profile, done.memberships) == ("dcat-ap", 1)
    assert (listed(agency.registry), exported(agency.registry), agency.registry.harvests.rest()) == before
    agency.harvest(unlisting)
    assert exported(agency.registry) == before[1], "the membership is held as a record is"
    agency.harvest(inventory({1: "t", 2: "t"}))
    agency.harvest(unlisting)
    assert exported(agency.registry) != before[1], "the source has said something else since"
    with open_database(database_url) as database, database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM memberships WHERE held_by IS NOT NULL")) == 0


# ---------------------------------------------------------------- undone twice, released, forced


def test_undo__of_an_undo_is_what_the_run_made(agency: Agency) -> None:
    agency.harvest(inventory({1: "t", 2: "t", 3: "t"}))
    first = listed(agency.registry), exported(agency.registry)
    report = agency.harvest(inventory({1: "u", 3: "t", 4: "new"}))
    second = listed(agency.registry), exported(agency.registry)
    undone = agency.undo(report)
    agency.registry.undo(undone.run, by="officer")
    assert (listed(agency.registry), exported(agency.registry)) == second
    assert held(agency.registry) == set()
    assert [run.state for run in agency.registry.harvests.runs()] == ["complete", "undone", "complete", "complete"]
    counts = agency.harvest(inventory({1: "u", 3: "t", 4: "new"})).records
    assert (counts.unchanged, counts.missing, counts.held) == (4, 1, 0)
    agency.registry.undo(report.run, by="officer")
    assert without_undone(listed(agency.registry), first[0]) == first[0]
    assert exported(agency.registry) == first[1]
    assert agency.registry.upkeep.check().problems == ()


def test_undo__release_lets_the_next_harvest_apply_it(agency: Agency) -> None:
    agency.harvest(inventory({1: "t", 2: "t", 3: "t"}))
    content = inventory({1: "u", 3: "t", 4: "new"})
    report = agency.harvest(content)
    made = listed(agency.registry), exported(agency.registry)
    undone = agency.undo(report)
    released = agency.registry.harvests.release_undone(report.run, by="officer", reason="doch")
    assert released == tuple(f"https://e.vn/{number}" for number in (1, 2, 4))
    counts = agency.harvest(content).records
    assert (counts.updated, counts.missing, counts.reappeared, counts.held) == (1, 1, 1, 0)
    assert (listed(agency.registry), exported(agency.registry)) == made
    with pytest.raises(UsageError, match="nothing of it is held"):
        agency.registry.harvests.release_undone(undone.run, by="officer")
    assert agency.registry.upkeep.check().problems == ()


def test_undo__what_is_held_and_gone_comes_back_as_its_source_has_it(agency: Agency) -> None:
    agency.harvest(inventory({1: "t", 2: "t", 3: "t"}))
    agency.undo(agency.harvest(inventory({1: "u", 2: "t", 3: "t"})))
    assert agency.harvest(inventory({2: "t", 3: "t"})).records.missing == 1
    assert agency.registry.upkeep.check().problems == ()
    assert agency.harvest(inventory({1: "u", 2: "t", 3: "t"})).records.reappeared == 1
    assert agency.registry.get("https://e.vn/1").row.title == "u"


def test_undo__what_was_changed_later_is_left_unless_forced(agency: Agency) -> None:
    agency.harvest(inventory({1: "t", 2: "t"}))
    report = agency.harvest(inventory({1: "u", 2: "u"}))
    agency.harvest(inventory({1: "v", 2: "u"}))
    done = agency.undo(report)
    assert ([one.iri for one in done.left], done.left[0].run, done.restored) == (["https://e.vn/1"], 3, 1)
    titles = {row.iri[-1]: row.title for row in agency.registry.records()}
    assert (titles["1"], titles["2"]) == ("v", "t")
    with pytest.raises(UsageError, match="run 2 is undone already, by run 4"):
        agency.undo(report)
    agency.registry.undo(4, by="officer")
    assert agency.undo(report, force=True).restored == 2
    titles = {row.iri[-1]: row.title for row in agency.registry.records()}
    assert (titles["1"], titles["2"]) == ("t", "t")
    assert agency.harvest(inventory({1: "v", 2: "u"})).records.held == 2
    assert agency.registry.upkeep.check().problems == ()


@pytest.mark.parametrize("together", [False, True])
def test_undo__of_a_record_that_was_renamed_since_is_refused(local_agency: Agency, *, together: bool) -> None:
    registry = local_agency.registry
    local_agency.harvest(inventory({1: "t", 2: "t"}))
    if together:
        # The source had both for a while.
        local_agency.harvest(inventory({1: "t", 2: "t", 3: "u"}))
    local_agency.harvest(inventory({1: "t", 3: "u"}))
    registry.identities.rename("https://e.vn/2", "https://e.vn/3", by="officer", reason="r")
    with pytest.raises(UsageError, match="renamed since its content changed last"):
        registry.undo(iri="https://e.vn/3", by="officer")
    assert registry.get("https://e.vn/3").row.title == "u"


def test_undo__what_is_withheld_stays_so_and_what_is_purged_is_left(local_agency: Agency) -> None:
    registry = local_agency.registry
    local_agency.harvest(inventory({1: "t", 2: "t"}))
    report = local_agency.harvest(inventory({1: "u", 2: "u"}))
    registry.withhold("https://e.vn/1", by="officer", reason="r")
    registry.purge("https://e.vn/2", by="court", reason="r")
    done = local_agency.undo(report, force=True)
    assert ([one.iri for one in done.left], done.restored) == (["https://e.vn/2"], 1)
    states = {row.iri[-1]: (row.state, row.title) for row in registry.records()}
    assert (states["1"], states["2"]) == (("withheld", "t"), ("purged", None))
    registry.release("https://e.vn/1", by="officer")
    assert registry.get("https://e.vn/1").row.hold == "held", "released from the one hold, not from the other"
    assert registry.upkeep.check().problems == ()


def test_undo__to_what_was_purged_withdraws(agency: Agency) -> None:
    registry, iri = agency.registry, "https://e.vn/1"
    agency.harvest(inventory({1: "secretword", 2: "t"}))
    registry.purge(iri, by="court", reason="r")
    registry.release(iri, by="court")
    report = agency.harvest(inventory({1: "u", 2: "t"}))
    done = agency.undo(report)
    assert (done.restored, done.withdrawn, done.held) == (0, 1, 1)
    assert registry.get(iri).row.state == "withdrawn"
    assert f"<{iri}>".encode() not in exported(registry)
    assert registry.upkeep.check().problems == ()
    registry.undo(done.run, by="officer")
    assert (registry.get(iri).row.state, registry.get(iri).row.title) == ("present", "u")
    registry.undo(iri=iri, by="officer")
    assert registry.get(iri).row.state == "withdrawn"
    assert registry.upkeep.check().problems == ()


def test_undo__what_is_held_below_another_hold_stays_until_its_source_says_something_else(
    local_agency: Agency,
) -> None:
    registry = local_agency.registry
    local_agency.harvest(inventory({1: "t"}))
    report = local_agency.harvest(inventory({1: "u"}))
    local_agency.undo(report)
    registry.withhold("https://e.vn/1", by="officer", reason="r")
    assert local_agency.harvest(inventory({1: "u"})).records.updated == 0
    registry.release("https://e.vn/1", by="officer")
    row = registry.get("https://e.vn/1").row
    assert (row.hold, row.title) == ("held", "t")
    registry.withhold("https://e.vn/1", by="officer", reason="r")
    assert local_agency.harvest(inventory({1: "v"})).records.updated == 1
    registry.release("https://e.vn/1", by="officer")
    row = registry.get("https://e.vn/1").row
    assert (row.hold, row.title) == (None, "v")
    assert registry.upkeep.check().problems == ()


def test_undo__a_batch(local_agency: Agency, tmp_path: Path) -> None:
    registry = local_agency.registry
    other = Agency(registry, tmp_path, "b")
    for one in (local_agency, other):
        one.harvest(inventory({1: "t"}))
    before = listed(registry)
    batch = registry.harvests.new_batch()
    for one in (local_agency, other):
        one.harvest(inventory({1: "u"}), batch=batch)
    report = registry.undo(batch=batch, by="officer")
    assert [(one.source, one.restored) for one in report.runs] == [("b", 1), ("a", 1)]
    assert listed(registry) == before
    assert registry.undo(batch=batch, by="officer").runs == ()
    again = registry.harvests.new_batch()
    for one in (local_agency, other):
        one.harvest(inventory({1: "v"}), batch=again)
    with registry._database.writing() as connection:
        take_lease(connection, "b")
    report = registry.undo(batch=again, by="officer")
    assert ([one.source for one in report.runs], [one.source for one in report.failed]) == (["a"], ["b"])
    with pytest.raises(UsageError, match="no run of batch 99"):
        registry.undo(batch=99, by="officer")


# ---------------------------------------------------------------- of one record


def test_undo__what_a_program_put(registry: Registry) -> None:
    def put(title: str) -> str:
        return registry.put(
            parse_record(PREFIXES + DATASET.format(1, title), name="p.ttl"), by="p", profile="none"
        ).kind

    put("t")
    put("u")
    (done,) = registry.undo(iri="https://e.vn/1", by="officer", reason="r").runs
    assert (done.source, done.undoes, done.restored) == ("local", None, 1)
    assert registry.get("https://e.vn/1").row.title == "t"
    assert put("u") == "held"
    assert registry.get("https://e.vn/1").row.title == "t"
    assert put("v") == "updated"
    registry.undo(iri="https://e.vn/1", by="officer")
    registry.undo(iri="https://e.vn/1", by="officer")
    assert (registry.get("https://e.vn/1").row.title, held(registry)) == ("v", set())
    assert registry.upkeep.check().problems == ()


def test_undo__a_record_of_several_sources_needs_one_named(local_agency: Agency, tmp_path: Path) -> None:
    registry = local_agency.registry
    other = Agency(registry, tmp_path, "b")
    for one in (local_agency, other):
        one.harvest(inventory({1: "t"}))
        one.harvest(inventory({1: "u"}))
    with pytest.raises(UsageError, match="several sources describe it"):
        registry.undo(iri="https://e.vn/1", by="officer")
    registry.undo(iri="https://e.vn/1", source="b", by="officer")
    assert [registry.get("https://e.vn/1", source=name).row.title for name in ("a", "b")] == ["u", "t"]


@pytest.mark.parametrize("given", [{}, {"run": 1, "iri": "https://e.vn/1"}, {"run": 1, "batch": 1}])
def test_undo__one_of_run_batch_and_iri(small: Registry, given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="exactly one"):
        small.undo(by="officer", **given)


def test_undo__unknown(small: Registry) -> None:
    with pytest.raises(UsageError, match="run 7"):
        small.undo(7, by="officer")
    with pytest.raises(UsageError, match="nothing in the registry describes"):
        small.undo(iri="https://e.vn/1", by="officer")
    with pytest.raises(UsageError, match="nothing of it is held"):
        small.harvests.release_undone(iri="https://e.vn/1", by="officer")


@pytest.mark.parametrize("form", ["text", "json", "csv", "html", "mail"])
def test_undo__reports_of_harvests_can_be_asked_for_it(local_agency: Agency, form: str) -> None:
    registry = local_agency.registry
    local_agency.harvest(inventory({1: "t", 2: "t"}))
    undone = local_agency.undo(local_agency.harvest(inventory({1: "u", 3: "t"})))
    out = BytesIO()
    registry.reports.write_harvest(out, form, runs=[undone.run])
    assert out.getvalue()
    assert [(run.kind, run.undoes) for run in registry.harvests.runs()] == [
        ("undo", 2),
        ("harvest", None),
        ("harvest", None),
    ]


# ---------------------------------------------------------------- broken off


def test_undo__broken_off_is_completed_by_another(
    agency: Agency, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agency.harvest(inventory(dict.fromkeys(range(6), "t")))
    before = listed(agency.registry), exported(agency.registry)
    report = agency.harvest(inventory(dict.fromkeys(range(4), "u") | {7: "new"}))
    pages = 0
    page = undone_changes.touched_page

    def one_by_one(*arguments: Any, **options: Any) -> Any:
        nonlocal pages
        pages += 1
        if pages == 5:
            raise RegistryError(StoreText.RUN_TAKEN_FOR_DEAD(run=3))
        return page(*arguments, **options, limit=1)

    monkeypatch.setattr("danhmuc.registry.edits.undo.touched_page", one_by_one)
    with pytest.raises(RegistryError):
        agency.undo(report)
    assert agency.registry.upkeep.check().problems == ()
    assert {run.id: run.state for run in agency.registry.harvests.runs()}[report.run or 0] == "complete"
    done = agency.undo(report)
    assert (done.left_count, without_undone(listed(agency.registry), before[0])) == (0, before[0])
    assert exported(agency.registry) == before[1]
    assert agency.registry.upkeep.check().problems == ()


# ---------------------------------------------------------------- any history


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, *seeds(12)[2:]])
def test_undo__the_newest_run_of_a_random_history(agency: Agency, seed: int) -> None:
    chance = random.Random(seed)
    titles: dict[int, str] = {}
    agent = "Sở"
    registry = agency.registry
    for step in range(8):
        for number in chance.sample(range(7), 3):
            titles[number] = chance.choice(["t", "u", "v"])
        for number in chance.sample(range(7), 2):
            titles.pop(number, None)
        agent = chance.choice([agent, "Sở Y tế", "Sở"])
        content = inventory(titles, agent)
        if chance.random() < 0.3:
            content = content.replace('; dct:description "d"@vi ; dct:publisher <p> .', ".", 1)
        before = listed(registry), exported(registry)
        report = agency.harvest(content)
        if chance.random() < 0.5:
            agency.undo(report)
            assert without_undone(listed(registry), before[0]) == before[0], step
            assert exported(registry) == before[1], step
            agency.harvest(content)
            assert without_undone(listed(registry), before[0]) == before[0], step
            assert exported(registry) == before[1], step
        assert registry.upkeep.check().problems == ()
