"""A record whose IRI is described within another record: it leaves once, and a person is told."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import ExportReport, HarvestReport, Registry
from danhmuc.vocab.findings import Finding

if TYPE_CHECKING:
    from .conftest import Agency

HOLDER = '<b> a dcat:Dataset ; dct:title "Bộ"@vi ; dcat:distribution <x> .'
BEFORE = '<b> a dcat:Dataset ; dct:title "Bộ"@vi . <x> a {} ; dct:title "Cũ"@vi .'
PART = '<x> a dcat:Distribution ; dct:title "Mới"@vi .'


def exported(registry: Registry, source: str | None = None) -> tuple[str, ExportReport]:
    out = BytesIO()
    report = registry.export("nt", out, source=source)
    return out.getvalue().decode(), report


def found(agency: Agency, report: HarvestReport) -> dict[str, Finding]:
    assert report.run is not None
    return {finding.code: finding for finding in agency.registry.harvests.run_findings(report.run)}


def titles(text: str) -> set[str]:
    """The titles of x in an export."""
    return {line.split('"')[1] for line in text.splitlines() if line.startswith("<https://e.vn/x> ") and '"' in line}


# ---------------------------------------------------------------- a record that becomes a part of another


@pytest.mark.parametrize(
    ("was", "part"),
    [("dcat:Dataset", PART), ("dcat:Catalog", PART.replace("a dcat:Distribution ;", ""))],
    ids=["with its class", "without"],
)
def test_harvest__a_record_that_becomes_a_part_is_missing_and_named_each_time(
    agency: Agency, was: str, part: str
) -> None:
    agency.publish(BEFORE.format(was))
    for _ in range(2):
        report = agency.publish(HOLDER + part)
        assert (report.slipped, report.needs_attention) == (1, True)
        finding = found(agency, report)["harvest:record-in-record"]
        assert (finding.focus, finding.value) == ("https://e.vn/x", "https://e.vn/b")
        assert "https://e.vn/x in https://e.vn/b" in finding.text("en")
        assert agency.states() == {"b": "present", "x": "missing"}
        text, exporting = exported(agency.registry)
        assert titles(text) == {"Mới"}
        assert (exporting.records, exporting.missing, exporting.left_out) == (1, 0, {"within-record": 1})


def test_harvest__what_was_a_part_and_is_a_record_again_is_settled(agency: Agency) -> None:
    agency.publish(BEFORE.format("dcat:Dataset"))
    agency.publish(HOLDER + PART)
    report = agency.publish(BEFORE.format("dcat:Dataset"))
    assert (report.slipped, report.needs_attention, report.records.reappeared) == (0, False, 1)
    text, exporting = exported(agency.registry)
    assert (titles(text), exporting.records, exporting.left_out) == ({"Cũ"}, 2, {})


def test_harvest__a_catalog_record_that_becomes_a_part_is_named(agency: Agency) -> None:
    agency.publish('<b> a dcat:Dataset . <x> a dcat:CatalogRecord ; dct:title "Cũ"@vi ; foaf:primaryTopic <b> .')
    report = agency.publish(HOLDER + PART)
    assert (report.slipped, report.needs_attention) == (1, True)
    text, exporting = exported(agency.registry)
    assert (titles(text), exporting.catalog_records, exporting.catalog_records_left_out) == ({"Mới"}, 0, 1)


def test_export__a_catalog_record_stays_behind_with_a_topic_that_became_a_part(agency: Agency) -> None:
    about = '<r> a dcat:CatalogRecord ; dct:title "Lời kể"@vi ; foaf:primaryTopic <x> .'
    agency.publish(BEFORE.format("dcat:Dataset") + about)
    assert "Lời kể" in exported(agency.registry)[0]
    agency.publish(HOLDER + PART + about)
    assert "Lời kể" not in exported(agency.registry)[0]


def test_harvest__a_withdrawn_record_that_becomes_a_part_is_no_slip(agency: Agency) -> None:
    agency.publish(BEFORE.format("dcat:Dataset"))
    agency.registry.withdraw("https://e.vn/x", by="test", source="agency")
    assert agency.publish(HOLDER + PART).slipped == 0


def test_harvest__in_an_incomplete_run_the_record_stays_and_leaves_alone(agency: Agency) -> None:
    agency.publish(BEFORE.format("dcat:Dataset"))
    agency.break_off("more.ttl")
    report = agency.publish(HOLDER + PART)
    assert (report.slipped, report.state) == (0, "incomplete")
    text, exporting = exported(agency.registry)
    assert (titles(text), exporting.records, exporting.parts_left_out) == ({"Cũ"}, 2, 1)


def test_harvest__a_part_that_is_less_public_than_the_record_was_keeps_both_back(agency: Agency) -> None:
    agency.publish(BEFORE.format("dcat:Dataset") + "<free> a dcat:Dataset .")
    closed = "; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC> ."
    for _ in range(2):
        report = agency.publish(HOLDER + PART.replace(" .", closed) + "<free> a dcat:Dataset .")
        assert "harvest:slipped-narrower" in found(agency, report)
        text, exporting = exported(agency.registry)
        assert titles(text) == set()
        assert [(one.iri, one.barred_iri) for one in exporting.barred] == [("https://e.vn/b", "https://e.vn/x")]


@pytest.mark.parametrize("later", ["", "a <https://e.vn/Loai> ;"])
def test_harvest__a_secret_that_becomes_a_part_without_a_class_stays_refused(agency: Agency, later: str) -> None:
    agency.publish(HOLDER + '<x> a dcat:Dataset ; dct:title "Mới"@vi ; dmv:secrecy "MAT" . <free> a dcat:Dataset .')
    for _ in range(2):
        report = agency.publish(HOLDER + PART.replace("a dcat:Distribution ;", later) + "<free> a dcat:Dataset .")
        assert report.needs_attention
        assert titles(exported(agency.registry)[0]) == set()
    agency.publish(HOLDER + PART + "<free> a dcat:Dataset .")
    agency.registry.release("https://e.vn/b", by="test", source="agency")
    assert titles(exported(agency.registry)[0]) == {"Mới"}


# ---------------------------------------------------------------- nothing leaves twice under one IRI


def test_export__a_part_that_becomes_a_record_leaves_as_the_record(agency: Agency) -> None:
    agency.publish(HOLDER + PART)
    agency.publish('<x> a dcat:Dataset ; dct:title "Tự lập"@vi .')
    text, report = exported(agency.registry)
    assert (titles(text), report.missing, report.parts_left_out) == ({"Tự lập"}, 1, 1)


def test_export__a_part_of_a_missing_record_leaves_with_the_one_that_has_it_now(agency: Agency) -> None:
    agency.publish(HOLDER.replace("<b>", "<a>") + PART.replace("Mới", "Cũ"))
    agency.publish(HOLDER + PART)
    text, report = exported(agency.registry)
    assert (titles(text), report.records, report.parts_left_out) == ({"Mới"}, 2, 1)
    assert text.count("distribution> <https://e.vn/x> .") == 2, "the links stay"


@pytest.mark.parametrize("first", ["record", "part"])
def test_export__of_two_sources_the_record_leaves_and_not_the_part(
    agency: Agency, second_agency: Agency, first: str
) -> None:
    as_record = '<x> a dcat:Dataset ; dct:title "Bản ghi"@vi .'
    agency.publish(as_record if first == "record" else HOLDER + PART)
    second_agency.publish(HOLDER + PART if first == "record" else as_record)
    text, report = exported(agency.registry)
    assert (titles(text), report.records, report.parts_left_out) == ({"Bản ghi"}, 2, 1)


def test_export__a_part_in_another_source_is_no_reason_to_leave_out_a_missing_record(
    agency: Agency, second_agency: Agency
) -> None:
    agency.publish(BEFORE.format("dcat:Dataset"))
    agency.publish('<b> a dcat:Dataset ; dct:title "Bộ"@vi .')
    second_agency.publish(HOLDER.replace("<b>", "<h>") + PART)
    text, report = exported(agency.registry)
    assert (titles(text), report.missing, report.parts_left_out) == ({"Cũ"}, 1, 1)


def test_export__of_two_sources_the_older_one_describes_a_part_of_both(agency: Agency, second_agency: Agency) -> None:
    agency.publish(HOLDER.replace("<b>", "<z>") + PART + "<x> dcat:checksum [ dct:title 'nút'@vi ] .")
    second_agency.publish(HOLDER + PART.replace("Mới", "Khác") + "<x> dcat:checksum [ dct:title 'nút khác'@vi ] .")
    text, report = exported(agency.registry)
    assert (titles(text), report.parts_left_out) == ({"Mới"}, 1)
    assert "nút khác" not in text
    assert (titles(exported(agency.registry, "second")[0])) == {"Khác"}


def test_export__a_record_stays_when_the_one_that_has_it_as_a_part_does_not_leave(agency: Agency) -> None:
    agency.publish(BEFORE.format("dcat:Dataset"))
    agency.publish(HOLDER + PART)
    agency.registry.withdraw("https://e.vn/b", by="test", source="agency")
    text, report = exported(agency.registry)
    assert (titles(text), report.missing) == ({"Cũ"}, 1)


# ---------------------------------------------------------------- what is kept back because of a part is named


@pytest.mark.parametrize(
    ("state", "elsewhere"), [("withdrawn", False), ("withheld", True)], ids=["by its own source", "by another source"]
)
def test_harvest__a_record_with_a_part_that_was_taken_back_is_named(
    agency: Agency, second_agency: Agency, state: str, elsewhere: bool
) -> None:
    holding = second_agency if elsewhere else agency
    agency.publish(BEFORE.format("dcat:Dataset"))
    if state == "withdrawn":
        agency.registry.withdraw("https://e.vn/x", by="test", source="agency")
    else:
        agency.registry.withhold("https://e.vn/x", by="test", source="agency", reason="thử")
    for _ in range(2):
        report = holding.publish(HOLDER.replace("<b>", "<h>") + PART)
        assert (report.barred, report.needs_attention) == (1, True)
        finding = found(holding, report)["harvest:barred-part"]
        assert (finding.focus, finding.value) == ("https://e.vn/h", "https://e.vn/x")
        assert "https://e.vn/x" in finding.text("en")
        assert "'agency'" in finding.text("en")
    text, exporting = exported(agency.registry)
    assert titles(text) == set()
    (barred,) = exporting.barred
    assert (barred.iri, barred.by, barred.reason, barred.barred_iri) == (
        "https://e.vn/h",
        "agency",
        state,
        "https://e.vn/x",
    )
    agency.registry.release("https://e.vn/x", by="test", source="agency")
    assert not holding.harvest().barred


def test_harvest__a_record_that_was_withdrawn_itself_is_not_named_for_its_parts(agency: Agency) -> None:
    agency.publish(BEFORE.format("dcat:Dataset"))
    for name in ("b", "x"):
        agency.registry.withdraw(f"https://e.vn/{name}", by="test", source="agency")
    report = agency.publish(HOLDER + PART)
    assert (report.barred, report.needs_attention) == (0, False)


def test_export__what_speaks_of_a_withdrawn_record_is_named(agency: Agency) -> None:
    agency.publish("<x> a dcat:Dataset . <b> a dcat:Dataset ; dct:relation <r> .")
    agency.registry.withdraw("https://e.vn/x", by="test", source="agency")
    agency.publish("<b> a dcat:Dataset ; dct:relation <r> . <r> dct:title 'Lời kể' ; foaf:primaryTopic <x> .")
    (barred,) = exported(agency.registry)[1].barred
    assert (barred.iri, barred.barred_iri) == ("https://e.vn/r", "https://e.vn/x")
