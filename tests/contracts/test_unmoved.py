"""A folder in which nothing moved: the run sees what the last one saw, and looks at no record for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import DeclaredSource, Registry, SourceSettings, source_at
from danhmuc.registry.document_reading import DocumentReader
from danhmuc.registry.harvest import stored_view
from danhmuc.registry.record.source_settings import DeletionGuard, Expectations

from .conftest import Agency

ONE = '<1> a dcat:Dataset ; dct:title "Một" ; dct:publisher <a> .'
TWO = '<2> a dcat:Dataset ; dct:title "Hai" .'
THREE = '<3> a dcat:Dataset ; dct:title "Ba" ; dct:relation <x y> .'
AGENT = '<a> a foaf:Agent ; foaf:name "Sở" . <k> a dcat:Catalog ; dcat:dataset <1> , <2> .'
Execute = Callable[[str], None]
Rows = Callable[[str], list[dict[str, object]]]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    names: list[str] = []
    original = DocumentReader.read_file

    def read_file(self: DocumentReader, path: Path, *given: Any) -> None:
        names.append(path.name)
        original(self, path, *given)

    monkeypatch.setattr(DocumentReader, "read_file", read_file)
    return names


@pytest.fixture
def execute(database_url: str) -> Execute:
    """Runs a statement in the registry."""

    def run(statement: str) -> None:
        engine = create_engine(database_url)
        with engine.begin() as connection:
            connection.execute(text(statement))
        engine.dispose()

    return run


@pytest.fixture
def settled(agency: Agency, read: list[str]) -> Agency:
    """An agency of which the registry has read everything."""
    agency.write("1.ttl", ONE + AGENT)
    agency.write("2.ttl", TWO)
    agency.harvest()
    read.clear()
    return agency


def test_unmoved__nothing_is_read_and_no_record_is_looked_up(
    settled: Agency, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_view, "all_versions", None)
    report = settled.harvest()
    assert (report.state, report.records.unchanged, report.nodes.unchanged, read) == ("complete", 3, 1, [])
    assert (report.documents, settled.states()["1"]) == (2, "present")


def test_unmoved__again_and_again(settled: Agency, read: list[str]) -> None:
    assert [settled.harvest().records.unchanged for _ in range(3)] == [3, 3, 3]
    assert read == []


def test_unmoved__touched_files_are_the_same(settled: Agency, read: list[str]) -> None:
    os.utime(settled.folder / "1.ttl", (1, 1))
    assert (settled.harvest().state, read) == ("complete", [])


def test_moved__a_byte_is_enough(settled: Agency, read: list[str]) -> None:
    path = settled.folder / "2.ttl"
    status = path.stat()
    settled.write("2.ttl", TWO.replace("Hai", "Hay"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (settled.harvest().records.updated, read) == (1, ["1.ttl", "2.ttl"])


def test_moved__another_file(settled: Agency, read: list[str]) -> None:
    settled.write("3.ttl", THREE)
    assert (settled.harvest().records.created, len(read)) == (1, 3)


def test_moved__a_file_less(settled: Agency, read: list[str]) -> None:
    settled.remove("2.ttl")
    assert (settled.harvest().records.missing, read) == (1, ["1.ttl"])


def test_moved__two_files_that_changed_places(settled: Agency, read: list[str]) -> None:
    (settled.folder / "1.ttl").rename(settled.folder / "3.ttl")
    assert (settled.harvest().records.unchanged, read) == (3, ["2.ttl", "3.ttl"])


# ---------------------------------------------------------------- it counts as if all had been read


def disturb_nothing(_: Agency) -> None:
    """Leave all as it is."""


def lose_one(agency: Agency) -> None:
    """A run without a record; by the next one, that is nothing new."""
    agency.remove("2.ttl")
    agency.harvest(None)


def declare(agency: Agency, settings: SourceSettings) -> None:
    """Give the source other settings."""
    declared = DeclaredSource(name="agency", location=str(agency.folder), profile="none", settings=settings)
    agency.registry.source_list.plan([declared]).apply(by="officer")


def expect_more(agency: Agency) -> None:
    """Expect more records than there are, and newer ones."""
    declare(agency, SourceSettings(expectations=Expectations(records=7, days=3)))
    agency.harvest()


def withdraw_one(agency: Agency) -> None:
    """A person takes one back that its source still has."""
    agency.registry.withdraw("https://e.vn/2", by="officer", source="agency", reason="wrong")
    agency.harvest()


def undo_one(agency: Agency) -> None:
    """What an undone run brought is held."""
    agency.write("2.ttl", TWO.replace("Hai", "Hay"))
    report = agency.harvest()
    assert report.run is not None
    agency.registry.undo(report.run, by="officer", reason="wrong")
    agency.harvest()


@pytest.mark.parametrize(
    ("disturb", "profile_name"),
    [
        (disturb_nothing, "dcat-ap"),
        (lose_one, "none"),
        (lose_one, "dcat-ap"),
        (withdraw_one, "none"),
        (undo_one, "none"),
    ],
)
def test_unmoved__counts_as_if_it_had_been_read(
    settled: Agency, read: list[str], execute: Execute, disturb: Callable[[Agency], None], profile_name: str
) -> None:
    settled.harvest(profile_name)
    settled.write("3.ttl", THREE)
    settled.harvest(profile_name)
    disturb(settled)
    settled.harvest(profile_name)
    read.clear()
    unmoved = settled.harvest(profile_name)
    assert read == []
    execute("UPDATE runs SET basis = NULL")
    whole = settled.harvest(profile_name)
    assert read != []
    hidden = {"run", "seconds", "extent"}
    told, expected = ({k: v for k, v in one.as_dict().items() if k not in hidden} for one in (unmoved, whole))
    assert told == expected
    assert unmoved.run is not None
    assert whole.run is not None
    assert settled.registry.harvests.run_findings(unmoved.run) == settled.registry.harvests.run_findings(whole.run)


def test_unmoved__what_is_missing_is_withdrawn_in_time(settled: Agency, read: list[str], execute: Execute) -> None:
    settled.write("3.ttl", THREE)
    settled.write("4.ttl", "<4> a dcat:Dataset . <5> a dcat:Dataset . <6> a dcat:Dataset .")
    settled.harvest()
    settled.remove("2.ttl")
    settled.harvest()
    settled.harvest()
    read.clear()
    assert (settled.harvest().records.missing, settled.states()["2"]) == (1, "missing")
    execute("UPDATE runs SET started_at = '2026-01-01T00:00:00+00:00'")
    report = settled.harvest()
    assert (report.withdrawn, settled.states()["2"], read) == (1, "withdrawn", [])


def test_unmoved__memberships_and_rest_stay(settled: Agency, rows: Rows) -> None:
    settled.write("3.ttl", '[] dct:title "ai" .')
    settled.harvest()
    settled.harvest()
    settled.harvest()
    assert settled.registry.harvests.rest("agency") == {"3.ttl": 1}
    assert len(rows("memberships")) == 2


def test_unmoved__plan_says_so_and_can_be_applied_from_a_file(settled: Agency, tmp_path: Path, read: list[str]) -> None:
    plan = settled.plan()
    assert (plan.extent, plan.changes) == ("unmoved", ())
    plan.save(tmp_path / "plan")
    (saved,) = settled.registry.harvests.read_plans(tmp_path / "plan")
    report = saved.apply()
    assert (saved.extent, report.state, report.records.unchanged, read) == ("unmoved", "complete", 3, [])
    assert settled.harvest().state == "complete"
    assert read == []


# ---------------------------------------------------------------- verdicts


def test_unmoved__verdicts_by_other_rules_are_made_anew(
    agency: Agency, read: list[str], profile: Callable[..., str], database_url: str
) -> None:
    agency.write("1.ttl", ONE + AGENT)
    agency.write("2.ttl", TWO)
    token = profile()
    assert agency.harvest(token).accepted == 3
    agency.harvest(token)
    read.clear()
    profile(path="dct:publisher")
    with Registry.open(database_url) as registry:
        report = registry.harvest(source_at(str(agency.folder)))
        assert (report.validated, report.accepted, report.submitted, read) == (4, 2, 1, [])
        assert {row.iri[-1]: row.verdict for row in registry.records(source="agency")}["2"] == "submitted"
        assert registry.harvest(source_at(str(agency.folder))).validated == 0


# ---------------------------------------------------------------- what is known no longer holds


def edit_settings(agency: Agency) -> None:
    """Another guard."""
    declare(agency, SourceSettings(guard=DeletionGuard(records=7, reason="x")))


def withdraw(agency: Agency) -> None:
    """Take a record back."""
    agency.registry.withdraw("https://e.vn/1", by="officer", source="agency", reason="wrong")


def purge(agency: Agency) -> None:
    """Erase a record."""
    agency.registry.purge("https://e.vn/1", by="officer", reason="a court says so")


def undo(agency: Agency) -> None:
    """Take a run back."""
    agency.registry.undo(1, by="officer", reason="wrong")


def break_off(agency: Agency) -> None:
    """A run that could not read a document, and the document as it was."""
    before = (agency.folder / "2.ttl").read_bytes()
    agency.break_off("2.ttl")
    assert agency.harvest().state == "incomplete"
    (agency.folder / "2.ttl").write_bytes(before)


def read_a_part(agency: Agency) -> None:
    """A run that somebody calls a part."""
    agency.harvest(partial="a trial")


@pytest.mark.parametrize("disturb", [edit_settings, withdraw, purge, undo, break_off, read_a_part])
def test_moved__when_what_was_compared_is_another(
    settled: Agency, read: list[str], disturb: Callable[[Agency], None]
) -> None:
    settled.harvest()
    disturb(settled)
    read.clear()
    settled.harvest()
    assert read == ["1.ttl", "2.ttl"]


def test_moved__a_folder_that_was_gone_for_a_night_is_not(settled: Agency, read: list[str]) -> None:
    gone = settled.folder.rename(settled.folder.with_name("gone"))
    assert settled.harvest().state == "failed"
    gone.rename(settled.folder)
    assert (settled.harvest().records.unchanged, read) == (3, [])


def test_moved__a_document_that_marks_a_secret_is_always_read(settled: Agency, read: list[str]) -> None:
    settled.write("3.ttl", "<9> a dcat:Dataset ; dmv:secrecy 'MAT' .")
    settled.harvest()
    settled.harvest()
    read.clear()
    settled.harvest()
    assert len(read) == 3


def test_moved__a_plan_made_before_something_else_is_not_relied_on(settled: Agency, read: list[str]) -> None:
    settled.write("2.ttl", TWO.replace("Hai", "Hay"))
    early = settled.plan()
    settled.registry.withdraw("https://e.vn/1", by="officer", source="agency", reason="wrong")
    early.apply()
    read.clear()
    settled.harvest()
    assert read == ["1.ttl", "2.ttl"]


def test_moved__another_profile_validates_what_is_read(settled: Agency, read: list[str]) -> None:
    assert settled.harvest("dcat-ap").validated == 4
    assert len(read) == 2


def test_expectations__are_not_met_though_nothing_moved(settled: Agency, read: list[str], registry: Registry) -> None:
    expect_more(settled)
    read.clear()
    report = settled.harvest()
    assert report.run is not None
    codes = [one.code for one in registry.harvests.run_findings(report.run)]
    assert (report.unmet, sorted(codes), read) == (2, ["harvest:expected-days", "harvest:expected-records"], [])
