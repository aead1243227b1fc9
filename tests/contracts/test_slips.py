"""A slip in the source is not a deletion: a description that was a record and is none any more counts as missing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import HarvestReport, Registry
from danhmuc.vocab.findings import Finding

if TYPE_CHECKING:
    from .conftest import Agency

Rows = Callable[[str], list[dict[str, object]]]

ONE = '<1> a dcat:Dataset ; dct:title "Một"@vi .'
OTHERS = "".join(f'<{number}> a dcat:Dataset ; dct:title "Bộ {number}"@vi .' for number in range(2, 25))
SLIPS = {
    "case": ("dcat:Dataset", "dcat:dataset"),
    "letter": ("dcat:Dataset", "dcat:Datset"),
    "no class": ("a dcat:Dataset ;", ""),
    "another class": ("dcat:Dataset", "foaf:Document"),
    "a part": ("dcat:Dataset", "dcat:Distribution"),
}


def exported(registry: Registry) -> str:
    out = BytesIO()
    registry.export("nt", out)
    return out.getvalue().decode()


def found(agency: Agency, report: HarvestReport) -> dict[str, Finding]:
    assert report.run is not None
    return {finding.code: finding for finding in agency.registry.harvests.run_findings(report.run)}


@pytest.mark.parametrize("slip", SLIPS)
def test_harvest__a_record_whose_class_slipped_is_missing_and_leaves_as_it_was(agency: Agency, slip: str) -> None:
    agency.publish(ONE + OTHERS)
    report = agency.publish(ONE.replace(*SLIPS[slip]) + OTHERS)
    (row,) = agency.registry.records(source="agency", state="missing")
    assert (row.iri, row.main_class, row.version) == ("https://e.vn/1", "http://www.w3.org/ns/dcat#Dataset", 1)
    assert (report.records.missing, report.nodes.seen, report.records.updated) == (1, 0, 0)
    assert '"Một"@vi' in exported(agency.registry)


@pytest.mark.parametrize("slip", SLIPS)
def test_harvest__a_slip_needs_attention_each_time_and_says_what_the_record_is_now(agency: Agency, slip: str) -> None:
    agency.publish(ONE + OTHERS)
    for _ in range(2):
        report = agency.publish(ONE.replace(*SLIPS[slip]) + OTHERS)
        assert (report.needs_attention, report.slipped, report.is_shrunken) == (True, 1, False)
        finding = found(agency, report)["harvest:record-slipped"]
        assert finding.focus == "https://e.vn/1"
        assert "https://e.vn/1" in finding.text("en")
        assert finding.fix == ("http://www.w3.org/ns/dcat#Dataset" if slip in ("case", "letter") else None)
        now = SLIPS[slip][1] or "something without a class"
        assert f"as {now}." in finding.text("en")


STREAMS = """
@prefix as: <https://www.w3.org/ns/activitystreams#> .
@prefix ldes: <https://w3id.org/ldes#> .
@prefix tree: <https://w3id.org/tree#> .
"""
PAGED = {
    "node": ("a dcat:Dataset ;", "a dcat:Dataset , tree:Node ;", "tree:Node"),
    "stream": ("a dcat:Dataset ;", "a dcat:Dataset , ldes:EventStream ;", "ldes:EventStream"),
    "nothing but a node": ("a dcat:Dataset ;", "a tree:Node ;", "tree:Node"),
    "an activity": ("a dcat:Dataset ;", "a as:Create ;", "as:Create"),
    "paging alone": ('a dcat:Dataset ; dct:title "Một"@vi', "tree:member <9>", "something without a class"),
}


@pytest.mark.parametrize("slip", PAGED)
def test_harvest__a_record_that_becomes_paging_is_a_slip_each_time(agency: Agency, slip: str) -> None:
    before, after, named = PAGED[slip]
    agency.publish(ONE + OTHERS)
    for _ in range(2):
        report = agency.publish(STREAMS + ONE.replace(before, after) + OTHERS)
        assert (report.slipped, report.records.missing, report.needs_attention) == (1, 1, True)
        finding = found(agency, report)["harvest:record-slipped"]
        assert finding.focus == "https://e.vn/1"
        assert f"as {named}." in finding.text("en")
        assert exported(agency.registry).count('"Một"@vi') == 1
    assert agency.publish(ONE + OTHERS).records.reappeared == 1


@pytest.mark.parametrize("closing", ["; dmv:secrecy 'MAT'", "; dmv:secrecy 'TS'", "; dct:accessRights 'Kín'@vi"])
def test_harvest__a_record_that_becomes_paging_may_close(agency: Agency, closing: str) -> None:
    agency.publish(ONE + OTHERS)
    agency.publish(STREAMS + ONE.replace("dcat:Dataset ;", f"dcat:Dataset , tree:Node {closing} ;") + OTHERS)
    assert '"Một"@vi' not in exported(agency.registry)


def test_harvest__paging_about_a_record_is_no_slip(agency: Agency) -> None:
    agency.publish(ONE + OTHERS)
    report = agency.publish(STREAMS + ONE + "<1> tree:view <p> . <p> a tree:Node ; tree:member <1> ." + OTHERS)
    assert (report.slipped, report.records.unchanged, report.needs_attention) == (0, 24, False)


@pytest.mark.parametrize("slip", SLIPS)
def test_harvest__a_mended_slip_is_the_same_record_again(agency: Agency, slip: str, rows: Rows) -> None:
    agency.publish(ONE + OTHERS)
    versions = rows("versions")
    agency.publish(ONE.replace(*SLIPS[slip]) + OTHERS)
    report = agency.publish(ONE + OTHERS)
    assert (report.records.reappeared, report.records.unchanged, report.needs_attention) == (1, 23, False)
    assert rows("versions") == versions
    assert {row["presence"] for row in rows("records")} == {"present"}


def test_harvest__a_slip_of_one_source_is_none_of_another(agency: Agency, second_agency: Agency) -> None:
    agency.publish(ONE + OTHERS)
    second_agency.publish(ONE + OTHERS)
    assert agency.publish(ONE.replace("Dataset", "dataset") + OTHERS).slipped == 1
    report = second_agency.publish(ONE + OTHERS)
    assert (report.slipped, report.records.unchanged, report.needs_attention) == (0, 24, False)


@pytest.mark.parametrize("other", ["catalog", "service", "series", "database"])
def test_harvest__records_of_all_classes_may_slip(agency: Agency, other: str) -> None:
    names = {"catalog": "dcat:Catalog", "service": "dcat:DataService", "series": "dcat:DatasetSeries"}
    name = names.get(other, "dmv:Database")
    agency.publish(ONE.replace("dcat:Dataset", name) + OTHERS)
    assert agency.publish(ONE.replace("dcat:Dataset", name.lower()) + OTHERS).slipped == 1


def test_harvest__what_names_a_record_that_slipped_is_validated_as_before(agency: Agency, rows: Rows) -> None:
    series = '<s> a dcat:DatasetSeries ; dct:title "Chuỗi"@vi . <1> dcat:inSeries <s> . <9> dcat:inSeries <1> .'
    agency.publish(ONE + series + OTHERS)
    agency.publish(ONE.replace("Dataset", "dataset") + series + OTHERS)
    before = rows("verdicts")
    agency.registry.revalidate()
    assert rows("verdicts") == before


def test_harvest__a_catalog_record_stays_with_a_topic_that_slipped(agency: Agency) -> None:
    about = "<r> a dcat:CatalogRecord ; foaf:primaryTopic <1> ; dct:modified '2026-01-01' ."
    agency.publish(ONE + about + OTHERS)
    report = agency.publish(ONE.replace("Dataset", "dataset") + about + OTHERS)
    assert (report.slipped, report.catalog_records.missing, report.nodes.seen) == (1, 1, 0)
    assert "<https://e.vn/r>" in exported(agency.registry)
    report = agency.publish(ONE + about + OTHERS)
    assert (report.records.reappeared, report.catalog_records.reappeared) == (1, 1)


def test_harvest__a_node_may_become_a_record(agency: Agency) -> None:
    agency.publish(ONE.replace("Dataset", "dataset") + OTHERS)
    report = agency.publish(ONE + OTHERS)
    assert (report.records.updated, report.records.unchanged, report.slipped) == (1, 23, 0)
    assert {row.main_class for row in agency.registry.records()} == {"http://www.w3.org/ns/dcat#Dataset"}


def test_harvest__in_an_incomplete_run_a_record_that_slipped_stays(agency: Agency) -> None:
    agency.publish(ONE + OTHERS)
    agency.break_off("more.ttl")
    report = agency.publish(ONE.replace("Dataset", "dataset") + OTHERS)
    assert (report.records.unchanged, report.records.missing, report.slipped) == (24, 0, 0)


def test_harvest__nor_does_an_incomplete_run_bring_back_what_slipped_before(agency: Agency) -> None:
    agency.publish(ONE + OTHERS)
    agency.publish(ONE.replace("Dataset", "dataset") + OTHERS)
    agency.break_off("more.ttl")
    report = agency.publish(ONE.replace("Dataset", "dataset") + OTHERS)
    assert (report.records.reappeared, report.slipped) == (0, 1)
    assert [row.iri for row in agency.registry.records(state="missing")] == ["https://e.vn/1"]


def test_harvest__what_a_person_withdrew_stays_withdrawn_when_it_slips(agency: Agency) -> None:
    agency.publish(ONE + OTHERS)
    agency.registry.withdraw("https://e.vn/1", by="test", source="agency")
    report = agency.publish(ONE.replace("Dataset", "dataset") + OTHERS)
    assert (report.slipped, report.needs_attention) == (0, False)
    assert [row.iri for row in agency.registry.records(state="withdrawn")] == ["https://e.vn/1"]


# ---------------------------------------------------------------- it may close, never open


@pytest.mark.parametrize(
    "closing",
    [
        "; dmv:secrecy 'MAT'",
        "; dmv:secrecy 'TS'",
        "; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>",
        "; dct:accessRights 'Không công khai'@vi",
    ],
)
def test_harvest__a_slipped_description_that_closes_is_heard(agency: Agency, closing: str) -> None:
    agency.publish(ONE + OTHERS)
    agency.publish(ONE.replace("Dataset", "dataset").replace(" .", f" {closing} .") + OTHERS)
    assert '"Một"@vi' not in exported(agency.registry)


def test_harvest__a_slipped_description_lifts_no_bar(agency: Agency) -> None:
    agency.publish(ONE.replace(" .", " ; dmv:secrecy 'TS' .") + OTHERS)
    agency.publish(ONE.replace("Dataset", "dataset") + OTHERS)
    assert '"Một"@vi' not in exported(agency.registry)
    agency.publish(ONE + OTHERS)
    assert '"Một"@vi' in exported(agency.registry)


def test_harvest__a_state_secret_that_slipped_is_not_named(agency: Agency) -> None:
    agency.publish(ONE + OTHERS)
    report = agency.publish(
        ONE.replace("Dataset", "dataset") + OTHERS + "<k> a dcat:Catalog ; dmv:secrecy 'MAT' ; dcat:dataset <1> ."
    )
    assert "harvest:record-slipped" not in found(agency, report)


# ---------------------------------------------------------------- a source that shrinks


@pytest.mark.parametrize(
    ("before", "after", "is_shrunken"),
    [(1, 0, True), (2, 1, False), (2, 0, True), (10, 9, False), (20, 18, False), (20, 17, True), (19, 17, True)],
)
def test_harvest__a_shrunken_source_needs_attention_once(
    agency: Agency, before: int, after: int, is_shrunken: bool
) -> None:
    def source(number: int) -> str:
        return "<k> foaf:name 'x' ; a dcat:Role ." + "".join(f"<{one}> a dcat:Dataset ." for one in range(number))

    agency.publish(source(before))
    report = agency.publish(source(after))
    assert (report.newly_missing, report.is_shrunken, report.needs_attention) == (
        before - after,
        is_shrunken,
        is_shrunken,
    )
    if is_shrunken:
        text = found(agency, report)["harvest:shrunken"].text("en")
        assert f"Of {before} records, {before - after} are missing" in text
    again = agency.publish(source(after))
    assert (again.newly_missing, again.is_shrunken, again.needs_attention) == (0, False, False)


def test_harvest__an_incomplete_run_does_not_shrink_its_source(agency: Agency) -> None:
    agency.publish(OTHERS)
    agency.break_off("more.ttl")
    report = agency.publish(ONE)
    assert (report.newly_missing, report.is_shrunken) == (0, False)


# ---------------------------------------------------------------- what has no IRI, what was refused


LISTED = (
    "<c> a dcat:Catalog ; dct:title 'C'@vi ; dcat:dataset [ a dcat:{} ; dct:identifier 'q1' ; dct:title 'Chữ'@vi ] ."
)


@pytest.mark.parametrize("slip", ["dataset", "Dataset , tree:Node", "Dataset , ldes:EventStream"])
def test_slip__of_a_record_without_an_iri(agency: Agency, slip: str) -> None:
    agency.publish(LISTED.format("Dataset"))
    (iri,) = [row.iri for row in agency.registry.records() if row.title == "Chữ"]
    report = agency.publish(STREAMS + LISTED.format(slip))
    assert (report.slipped, report.needs_attention) == (1, True)
    assert agency.registry.get(iri).row.state == "missing"
    out = BytesIO()
    agency.registry.export("nt", out)
    assert out.getvalue().decode().count("Chữ") == 1
    agency.registry.withdraw(iri, by="test", source=agency.folder.name)
    agency.publish(STREAMS + LISTED.format(slip))
    out = BytesIO()
    agency.registry.export("nt", out)
    assert "Chữ" not in out.getvalue().decode()
    assert agency.registry.get(iri).row.state == "withdrawn"


@pytest.mark.parametrize("later", ["a dcat:dataset ;", "", "a <https://e.vn/Loai> ;"])
def test_slip__never_frees_what_was_refused(agency: Agency, later: str) -> None:
    other = "<2> a dcat:Dataset ; dct:title 'B'@vi ; dct:relation <1> ."
    agency.publish("<1> a dcat:Dataset ; dct:title 'Chữ'@vi ; dmv:secrecy 'MAT' ." + other)
    for _ in range(2):
        report = agency.publish(f"<1> {later} dct:title 'Chữ'@vi ." + other)
        assert report.needs_attention
        out = BytesIO()
        agency.registry.export("nt", out)
        assert "Chữ" not in out.getvalue().decode()
    agency.publish("<1> a dcat:Dataset ; dct:title 'Chữ'@vi ." + other)
    out = BytesIO()
    agency.registry.export("nt", out)
    assert "Chữ" in out.getvalue().decode(), "mended"
