"""A harvest cannot wipe an agency: what is not read is not missing, and nothing is lost with it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from danhmuc.registry import HarvestReport, source_at

if TYPE_CHECKING:
    from .conftest import Agency

Rows = Callable[[str], list[dict[str, object]]]

ONE = '<1> a dcat:Dataset ; dct:title "Một"@vi ; dcat:distribution <d1> .'
FILE = '<d1> a dcat:Distribution ; dct:title "tệp"@vi .'
TWO = '<2> a dcat:Dataset ; dct:title "Hai"@vi .'


NON_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC"


def exported(agency: Agency) -> str:
    out = BytesIO()
    agency.registry.export("nt", out)
    return out.getvalue().decode()


def two_pages(agency: Agency) -> HarvestReport:
    agency.write("1.ttl", ONE)
    agency.write("2.ttl", FILE + TWO)
    return agency.harvest()


# ---------------------------------------------------------------- a document that cannot be parsed


def test_harvest__a_broken_document_makes_the_run_incomplete(agency: Agency) -> None:
    two_pages(agency)
    agency.break_off("2.ttl")
    report = agency.harvest()
    assert (report.state, report.quarantined_documents) == ("incomplete", 1)


def test_harvest__an_incomplete_run_says_why(agency: Agency) -> None:
    two_pages(agency)
    agency.break_off("2.ttl")
    why = agency.harvest().why
    assert why is not None
    assert str(why).startswith("1 of 2 documents unread; 2.ttl:8:")


def test_harvest__nothing_is_missing_in_an_incomplete_run(agency: Agency) -> None:
    two_pages(agency)
    agency.break_off("2.ttl")
    agency.harvest()
    assert agency.states() == {"1": "present", "2": "present"}


def test_harvest__no_record_loses_its_distribution_to_a_broken_document(agency: Agency) -> None:
    two_pages(agency)
    agency.break_off("2.ttl")
    report = agency.harvest()
    assert (report.records.updated, report.records.unchanged, agency.versions("1")) == (0, 1, 1)


def test_harvest__a_record_held_back_is_told(agency: Agency) -> None:
    two_pages(agency)
    agency.break_off("2.ttl")
    assert "harvest:held-back" in agency.codes(agency.harvest())


def test_harvest__a_record_held_back_catches_up_in_the_next_complete_run(agency: Agency) -> None:
    two_pages(agency)
    agency.break_off("2.ttl")
    agency.harvest()
    agency.write("2.ttl", FILE.replace("tệp", "tập tin") + TWO)
    assert agency.harvest().records.updated == 1


def test_harvest__what_makes_a_record_less_public_is_not_held_back(agency: Agency) -> None:
    two_pages(agency)
    assert '"Một"@vi' in exported(agency)
    agency.write("1.ttl", f"{ONE} <1> dct:accessRights <{NON_PUBLIC}> .")
    agency.break_off("2.ttl")
    assert agency.harvest().records.updated == 1
    assert "accessRights" in exported(agency), "what leaves is what the source says now"


def test_harvest__a_missing_record_held_back_reappears_as_it_was(agency: Agency) -> None:
    two_pages(agency)
    agency.write("1.ttl", TWO)
    agency.harvest()
    agency.write("1.ttl", ONE)
    agency.break_off("2.ttl")
    report = agency.harvest()
    assert (report.records.reappeared, agency.versions("1"), agency.states()["1"]) == (1, 1, "present")


def test_harvest__one_distribution_does_not_stand_for_another(agency: Agency) -> None:
    agency.publish(ONE + FILE + TWO)
    agency.write("catalog.ttl", ONE.replace("d1", "d2") + FILE.replace("d1", "d2"))
    report = agency.harvest(partial="a part")
    assert (report.records.updated, report.records.unchanged) == (0, 1)


def test_harvest__unnamed_distributions_are_counted(agency: Agency) -> None:
    agency.publish("<1> a dcat:Dataset ; dcat:distribution [ dct:title 'a' ] , [ dct:title 'b' ] .")
    agency.write("catalog.ttl", "<1> a dcat:Dataset ; dcat:distribution [ dct:title 'a' ] .")
    assert agency.harvest(partial="a part").records.updated == 0


def test_harvest__whatever_an_unread_document_said_stays(agency: Agency) -> None:
    agency.write("1.ttl", "<1> a dcat:Dataset .")
    agency.write("2.ttl", '<1> dct:title "Một"@vi .')
    agency.harvest()
    agency.break_off("2.ttl")
    agency.harvest()
    assert agency.registry.get("https://e.vn/1").row.title == "Một"


def test_harvest__what_is_read_whole_is_updated_in_an_incomplete_run(agency: Agency) -> None:
    two_pages(agency)
    agency.write("3.ttl", "<3> a dcat:Dataset .")
    agency.harvest()
    agency.write("3.ttl", '<3> a dcat:Dataset ; dct:title "Ba"@vi .')
    agency.break_off("2.ttl")
    assert agency.harvest().records.updated == 1


def test_harvest__a_new_record_is_created_in_an_incomplete_run(agency: Agency) -> None:
    two_pages(agency)
    agency.write("3.ttl", "<3> a dcat:Dataset .")
    agency.break_off("2.ttl")
    assert agency.harvest().records.created == 1


def test_harvest__membership_does_not_end_in_an_incomplete_run(agency: Agency, rows: Rows) -> None:
    agency.write("1.ttl", "<k> a dcat:Catalog ; dcat:dataset <1> .")
    agency.write("2.ttl", "<k> dcat:dataset <2> .")
    agency.harvest()
    agency.break_off("2.ttl")
    agency.harvest()
    assert [row["last_run"] for row in rows("memberships")] == [None, None]


def test_harvest__the_rest_of_an_unread_document_stays(agency: Agency) -> None:
    agency.write("1.ttl", ONE)
    agency.write("2.ttl", TWO + '[] dct:title "x" .')
    agency.harvest()
    agency.break_off("2.ttl")
    agency.harvest()
    assert agency.registry.harvests.rest("agency") == {"2.ttl": 1}


# ---------------------------------------------------------------- what is kept of it


def test_quarantine__the_bytes_are_kept(agency: Agency, rows: Rows) -> None:
    agency.write("1.ttl", ONE)
    agency.break_off("2.ttl")
    agency.harvest()
    (digest,) = [row["unread_digest"] for row in rows("documents")]
    kept = [zlib.decompress(row["body"]) for row in rows("bodies") if row["digest"] == digest]  # type: ignore[arg-type]
    assert kept == [(agency.folder / "2.ttl").read_bytes()]


def test_quarantine__the_digest_is_that_of_the_bytes(agency: Agency, rows: Rows) -> None:
    agency.write("1.ttl", ONE)
    agency.break_off("2.ttl")
    agency.harvest()
    digest = hashlib.sha256((agency.folder / "2.ttl").read_bytes()).hexdigest()
    assert [row["digest"] for row in rows("bodies")] == [f"sha256:{digest}"]


def test_quarantine__the_finding_names_line_and_column(agency: Agency) -> None:
    agency.write("1.ttl", ONE)
    agency.break_off("2.ttl")
    report = agency.harvest()
    assert report.run is not None
    (finding,) = agency.registry.harvests.run_findings(report.run)
    assert (finding.code, finding.severity, finding.place) == ("read:syntax", "violation", "2.ttl:8:37")


def test_quarantine__nothing_of_the_document_is_stored(agency: Agency) -> None:
    agency.write("1.ttl", ONE)
    agency.write("2.ttl", TWO + "<3> a ")
    agency.harvest()
    assert agency.states() == {"1": "present"}


def test_quarantine__the_last_good_bytes_stay(agency: Agency, rows: Rows) -> None:
    two_pages(agency)
    agency.break_off("2.ttl")
    agency.harvest()
    assert [row["place"] for row in rows("documents") if row["digest"]] == ["1.ttl", "2.ttl"]


def test_quarantine__ends_when_the_document_is_read(agency: Agency, rows: Rows) -> None:
    agency.write("1.ttl", ONE)
    agency.break_off("2.ttl")
    agency.harvest()
    agency.write("2.ttl", TWO)
    agency.harvest()
    assert [row["place"] for row in rows("documents") if row["unread_digest"]] == []


def test_quarantine__goes_on_while_the_document_cannot_be_opened(agency: Agency, rows: Rows) -> None:
    agency.write("1.ttl", ONE)
    agency.break_off("2.ttl")
    agency.harvest()
    agency.remove("2.ttl")
    (agency.folder / "2.ttl").symlink_to("nowhere.ttl")
    agency.harvest()
    assert [row["place"] for row in rows("documents") if row["unread_digest"]] == ["2.ttl"]


# ---------------------------------------------------------------- a part, by the caller's word


def test_partial__nothing_is_missing(agency: Agency) -> None:
    agency.publish(ONE + FILE + TWO)
    agency.write("catalog.ttl", TWO)
    report = agency.harvest(partial="only what changed")
    assert (report.state, str(report.why), report.records.missing) == ("incomplete", "only what changed", 0)


def test_partial__both_reasons_are_told(agency: Agency) -> None:
    agency.write("1.ttl", ONE)
    agency.break_off("2.ttl")
    why = agency.harvest(partial="only what changed").why
    assert why is not None
    assert str(why).endswith("; only what changed")


# ---------------------------------------------------------------- a source that fails


def failing(agency: Agency) -> list[HarvestReport]:
    """A run that finds no DCAT, one that can read nothing, one that can open nothing."""
    agency.write("1.ttl", '<x> dct:title "no DCAT" .')
    agency.write("2.ttl", "")
    reports = [agency.harvest()]
    agency.break_off("1.ttl")
    agency.break_off("2.ttl")
    reports.append(agency.harvest())
    agency.remove("1.ttl")
    agency.remove("2.ttl")
    agency.folder.rmdir()
    reports.append(agency.harvest())
    return reports


def test_harvest__without_dcat_has_failed(agency: Agency) -> None:
    report = agency.publish('<x> dct:title "x" .')
    assert (report.state, str(report.why), report.unopened) == (
        "failed",
        "no DCAT resource found in catalog.ttl",
        False,
    )


def test_harvest__with_nothing_readable_has_failed(agency: Agency) -> None:
    agency.break_off("1.ttl")
    report = agency.harvest()
    assert (report.state, report.unopened, report.quarantined_documents) == ("failed", False, 1)


def test_harvest__with_nothing_to_open_has_failed(agency: Agency) -> None:
    two_pages(agency)
    agency.folder.rename(agency.folder.with_name("elsewhere"))
    report = agency.harvest()
    assert (report.state, report.unopened) == ("failed", True)


def test_harvest__of_an_emptied_folder_has_failed(agency: Agency) -> None:
    two_pages(agency)
    for name in ("1.ttl", "2.ttl"):
        agency.remove(name)
    assert agency.harvest().state == "failed"


def test_harvest__a_failed_run_changes_no_record(agency: Agency, rows: Rows) -> None:
    two_pages(agency)
    before = {table: rows(table) for table in ("records", "versions", "memberships", "rests", "sources")}
    failing(agency)
    assert {table: rows(table) for table in before} == before


def test_harvest__a_failed_run_keeps_the_last_good_bytes(agency: Agency, rows: Rows) -> None:
    two_pages(agency)
    failing(agency)
    assert [row["place"] for row in rows("documents") if row["digest"]] == ["1.ttl", "2.ttl"]


def test_harvest__a_failed_run_is_recorded(agency: Agency) -> None:
    two_pages(agency)
    reports = failing(agency)
    assert [(run.id, run.state) for run in agency.registry.harvests.runs(limit=3)] == [
        (report.run, "failed") for report in reversed(reports)
    ]


def test_harvest__a_failed_run_does_not_change_the_profile(agency: Agency, profile: Callable[..., str]) -> None:
    two_pages(agency)
    agency.break_off("1.ttl")
    agency.break_off("2.ttl")
    agency.harvest(profile())
    assert [source.profile for source in agency.registry.sources()] == ["none"]


def test_harvest__a_location_that_never_was_there_is_no_source(agency: Agency) -> None:
    report = agency.registry.plan(source_at(str(agency.folder / "nothing.ttl"))).apply()
    assert (report.run, report.unopened, agency.registry.sources()) == (None, True, [])


def test_harvest__a_first_run_that_fails_is_a_source(agency: Agency) -> None:
    agency.publish('<x> dct:title "x" .')
    assert [(source.name, source.last_state) for source in agency.registry.sources()] == [("agency", "failed")]


# ---------------------------------------------------------------- verdicts


def test_harvest__an_unread_agent_surrounds_its_records_as_stored(agency: Agency, profile: Callable[..., str]) -> None:
    agency.write("1.ttl", '<1> a dcat:Dataset ; dct:title "Một" ; dct:publisher <agent> .')
    agency.write("2.ttl", '<agent> foaf:name "Sở"@vi .')
    agency.harvest(profile())
    agency.break_off("2.ttl")
    assert agency.harvest(profile()).validated == 0


def test_harvest__a_new_profile_validates_what_was_not_read(agency: Agency, profile: Callable[..., str]) -> None:
    agency.write("1.ttl", '<1> a dcat:Dataset ; dct:title "Một" .')
    agency.write("2.ttl", '<2> a dcat:Dataset ; dct:title "Hai" .')
    agency.harvest(profile())
    agency.break_off("2.ttl")
    agency.harvest(profile(token="other"))
    assert agency.registry.get("https://e.vn/2").row.verdict == "accepted"


def test_harvest__a_new_profile_validates_what_is_missing(agency: Agency, profile: Callable[..., str]) -> None:
    agency.publish('<1> a dcat:Dataset ; dct:title "Một" . <2> a dcat:Dataset ; dct:title "Hai" .', profile())
    agency.publish('<1> a dcat:Dataset ; dct:title "Một" .', profile(token="other"))
    assert agency.registry.get("https://e.vn/2").row.verdict == "accepted"
