"""Data requests and agreements of a workbook, in the reports on terms and on the yearly inventory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danhmuc.registry.feedback.stored_feedback import SharingArrangement
from danhmuc.registry.statutory_reports.clocks import each_request_once, read_request
from danhmuc.vocab.datatypes.dates import WEEKENDS_ONLY, WorkingCalendar

from .planned_registry import ON, planned_registry, told

REQUESTS = """
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix status: <https://w3id.org/danhmuc/concept/request-status/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://a.vn/> .
<r1> a dmv:DataRequest ; odrl:target <monthly> ; dct:issued "2026-11-20"^^xsd:date ; adms:status status:TIEP_NHAN ;
    odrl:assignee [ a foaf:Agent ; foaf:name "Ông A" ] .
<r2> a dmv:DataRequest ; odrl:target <yearly> ; dct:issued "2026-11-27"^^xsd:date ; adms:status status:DANG_XU_LY .
<r3> a dmv:DataRequest ; odrl:target <open> ; dct:issued "2026-11-01"^^xsd:date ; adms:status status:TU_CHOI .
<r4> a dmv:DataRequest ; dct:issued "2026-11-01"^^xsd:date ; adms:status "xong" ; dmv:receivedBy <b> .
<r9> a dcat:Dataset ; dct:title "Khác"@vi ; dct:identifier "K" ; odrl:hasPolicy [ a odrl:Agreement ] .
<t1> a odrl:Agreement ; odrl:target <monthly> , <open> ; dct:identifier "01/TT" ; dct:issued "2026-01-05"^^xsd:date .
"""
IN_FORCE = "code,name,status,valid_from\n47/2020/NĐ-CP,Nghị định,in force,2020-05-25\n"
CHANGED = "194/2025/NĐ-CP,Nghị định sửa đổi,in force,2025-08-19\n"


def request(day: str | None, status: str | None, *, source: str = "a") -> SharingArrangement:
    iri = "https://a.vn/r"
    return SharingArrangement(iri=iri, source=source, presence="present", kind="request", day=day, status=status)


@pytest.mark.parametrize(
    ("day", "status", "wanted"),
    [
        ("2026-11-26", "TIEP_NHAN", "due"),
        ("2026-11-25", "DANG_XU_LY", "over"),
        ("2026-11-20", "DA_THOA_THUAN", "unclear"),
        ("2026-11-20", None, "unclear"),
        ("2026-11", "TIEP_NHAN", "unclear"),
        ("hôm qua", "TIEP_NHAN", "unclear"),
        (None, "TIEP_NHAN", "unclear"),
        ("2026-12-05", "TIEP_NHAN", "unclear"),
    ],
)
def test_request__is_answered_within_two_working_days(day: str | None, status: str | None, wanted: str) -> None:
    found = read_request(request(day, status), on=ON, within=30, calendar=WEEKENDS_ONLY)
    assert found.outcome == wanted
    assert (found.why is not None) == (wanted == "unclear")


def test_request__is_not_due_on_a_holiday() -> None:
    calendar = WorkingCalendar(holidays=frozenset({date(2026, 11, 26), date(2026, 11, 27)}))
    found = read_request(request("2026-11-25", "TIEP_NHAN"), on=ON, within=0, calendar=calendar)
    assert (found.outcome, found.due) == ("running", date(2026, 12, 1))


def test_request__of_two_sources_is_open_if_one_says_so() -> None:
    answered, opened = request("2026-11-20", "TU_CHOI"), request("2026-11-20", "TIEP_NHAN", source="b")
    assert each_request_once([answered, opened]) == each_request_once([opened, answered]) == [opened]
    unknown = request("2026-11-20", None, source="b")
    assert each_request_once([answered, unknown]) == [unknown]


def test_reports__count_requests_and_agreements_and_name_nobody(tmp_path: Path) -> None:
    with planned_registry(tmp_path, more=REQUESTS) as registry:
        found, inventory = told(registry, "thoi-han"), told(registry, "kiem-ke")
        of_b = told(registry, "thoi-han", publisher="H57.02")
    terms = {row["clock-code"]: row for row in found.rows["clocks"]}["request-answered"]
    assert (terms["terms"], terms["past"], terms["due"], terms["unclear"], terms["late"]) == (4, 1, 1, 2, 0)
    assert found.totals["summary"]["terms"] == sum(found.column("clocks", "terms"))
    (past,) = (row for row in found.rows["past"] if row["clock-code"] == "request-answered")
    assert (past["title"], past["agency"]) == ("Request for: Hằng tháng", "Sở A (H57.01)")
    assert past["due"] == date(2026, 11, 24)
    assert {row["title"] for row in of_b.rows["unclear"] if row["clock-code"] == "request-answered"} == {"Data request"}
    assert "Ông A" not in repr((found.rows, inventory.rows))
    agreements = {row["code"]: row["agreements"] for row in inventory.rows["datasets"] if row["agreements"]}
    assert agreements == {"K": 1, "M": 1, "P": 1, "Y": 1}
    total = next(row["count"] for row in inventory.rows["summary"] if row["key"] == "agreements")
    assert total == 3  # one of them is on two datasets


@pytest.mark.parametrize(
    ("more", "on", "outcome", "status"),
    [
        ("", ON, "past", "as changed by 194/2025/NĐ-CP: not known whether in force"),
        (CHANGED, ON, "late", "in force from 2020-05-25"),
        (CHANGED, date(2025, 6, 20), "past", "as changed by 194/2025/NĐ-CP: not known whether in force"),
    ],
)
def test_request__is_late_only_when_both_acts_are_in_force(
    tmp_path: Path, more: str, on: date, outcome: str, status: str
) -> None:
    early = "<r5> a dmv:DataRequest ; dct:issued '2025-06-02'^^xsd:date ; adms:status status:TIEP_NHAN .\n"
    (tmp_path / "acts.csv").write_text(IN_FORCE + more, encoding="utf-8")
    with planned_registry(tmp_path, more=REQUESTS + early) as registry:
        registry.vocab.add(tmp_path / "acts.csv", token="legal-act", by="a")
        found = told(registry, "thoi-han", on=on)
    rows = [row for row in found.rows[outcome] if row["clock-code"] == "request-answered"]
    assert rows
    assert {row["status"] for row in rows} == {status}
    other = {"late": "past", "past": "late"}[outcome]
    assert "request-answered" not in found.column(other, "clock-code")
