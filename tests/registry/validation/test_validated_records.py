"""What is said of descriptions is the same after its way through a temporary database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import NamedNode, Quad

from danhmuc.registry.record.change import PlannedChange
from danhmuc.registry.record.summary import summarise
from danhmuc.registry.spooling import Spool
from danhmuc.registry.validation.source import ValidatedRecord, ValidatedRecords
from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import DCAT, RDF, SH

FINDING = Finding(
    code="dcat-ap:Dataset-title",
    severity="violation",
    layer="spec",
    message={"vi": "Phải có tiêu đề.", "en": "Needs a title."},
    value="nửa \ud83d, một dòng\u2028khác",
    value_term='"x"@vi',
    component=SH.MinCountConstraintComponent.value,
)
REPORT = ValidationReport(
    iri="https://e.vn/1",
    profile="dcat-ap",
    profile_digest="a",
    context_digest="b",
    since=date(2026, 1, 1),
    findings=(FINDING, FINDING),
)
CHANGE = PlannedChange(
    kind="created",
    role="record",
    iri="https://e.vn/1",
    digest="",
    places=("a.ttl",),
    findings=(FINDING,),
    report=REPORT,
)


@pytest.mark.parametrize(("class_name", "is_catalog"), [("Catalog", True), ("Dataset", False)])
def test_checked_record__knows_whether_it_is_a_catalogue(class_name: str, is_catalog: bool) -> None:
    quad = Quad(NamedNode(CHANGE.iri), RDF.type, DCAT[class_name])
    checked = ValidatedRecord.of(replace(CHANGE, summary=summarise(CHANGE.iri, [quad])))
    assert checked is not None
    assert (checked.is_catalog, ValidatedRecord.from_json_text(checked.json_text()).is_catalog) == (
        is_catalog,
        is_catalog,
    )


def test_checked_record__comes_back_from_json_as_it_was() -> None:
    checked = ValidatedRecord.of(CHANGE)
    assert checked is not None
    again = ValidatedRecord.from_json_text(checked.json_text())
    assert again == checked
    assert [(one.value_term, one.component) for one in again.all_findings] == [
        (FINDING.value_term, FINDING.component)
    ] * 3
    assert again.report.since == REPORT.since


def test_checked_records__what_does_not_fit_is_spooled_and_told_in_its_order() -> None:
    spool = Spool()
    records = ValidatedRecords("catalog.ttl", spool)
    changes = [replace(CHANGE, iri=f"https://e.vn/{number}") for number in range(2_000)]
    held = [records.keep(change) for change in changes]
    # Each counts four, with its three findings, and there is room for 5,000.
    assert [change.report is None for change in held] == [False] * 1_250 + [True] * 750
    assert list(records.in_order(held)) == list(map(ValidatedRecord.of, changes))


def test_checked_records__what_was_not_validated_is_not_told() -> None:
    records = ValidatedRecords("catalog.ttl")
    assert list(records.in_order([records.keep(replace(CHANGE, report=None))])) == []


def test_checked_records__those_that_are_refused_later_leave_the_others_in_their_order() -> None:
    records = ValidatedRecords("catalog.ttl")
    changes = [replace(CHANGE, iri=f"https://e.vn/{number}") for number in range(3_000)]
    held = [one for number, change in enumerate(changes) if (one := records.keep(change)) and number % 3]
    wanted = [change for number, change in enumerate(changes) if number % 3]
    assert list(records.in_order(held)) == list(map(ValidatedRecord.of, wanted))


def test_checked_records__a_result_that_is_not_there_is_not_passed_over() -> None:
    records = ValidatedRecords("catalog.ttl")
    held = [records.keep(replace(CHANGE, iri=f"https://e.vn/{number}")) for number in range(2_000)]
    with pytest.raises(AssertionError, match=r"the result of https://e\.vn/1600 was lost"):
        list(records.in_order([held[1_700], held[1_600]]))
