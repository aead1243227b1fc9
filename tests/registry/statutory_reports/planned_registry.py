"""A registry with terms, plans and assessments of two agencies, and what reports say of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from danhmuc.registry import Registry, source_at
from danhmuc.registry.statutory_reports import StatutoryOptions

__all__ = ["ON", "PLANNED", "Told", "planned_registry", "told"]

ON: Final = date(2026, 11, 28)
PLANNED: Final = """
@prefix access: <http://publications.europa.eu/resource/authority/access-right/> .
@prefix criterion: <https://w3id.org/danhmuc/concept/assessment-criterion/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix dqv: <http://www.w3.org/ns/dqv#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix frequency: <http://publications.europa.eu/resource/authority/frequency/> .
@prefix kind: <https://w3id.org/danhmuc/concept/database-class/> .
@prefix nature: <https://w3id.org/danhmuc/concept/sharing-nature/> .
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix state: <https://w3id.org/danhmuc/concept/digitisation-state/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://a.vn/> .

<a> a foaf:Agent ; foaf:name "Sở A"@vi ; dct:identifier "H57.01" .
<b> a foaf:Agent ; foaf:name "Sở B"@vi ; dct:identifier "H57.02" .

<catalogue> a dcat:Catalog ; dct:title "Danh mục"@vi ; dct:publisher <a> ; dmv:reviewedOn "2026-01-15"^^xsd:date .

<db> a dmv:Database ; dct:title "Cơ sở dữ liệu"@vi ; dct:identifier "DB" ; dct:publisher <a> ;
    dct:type kind:DIA_PHUONG ; dct:issued "2026-02-01"^^xsd:date ;
    dqv:hasQualityMeasurement [
        a dqv:QualityMeasurement ; dqv:isMeasurementOf criterion:NHAT_KY ; dct:date "2026-06-01"^^xsd:date ;
        dqv:value "đủ" ] .
<db2> a dmv:Database ; dct:title "Kho"@vi ; dct:identifier "DB2" ; dct:publisher <b> ; dct:type "kho" .

<monthly> a dcat:Dataset ; dct:title "Hằng tháng"@vi ; dct:identifier "M" ; dct:publisher <a> ;
    dmv:sharingNature nature:MO ; dct:accrualPeriodicity frequency:MONTHLY ; dct:modified "2026-09-01"^^xsd:date ;
    dct:issued "2024-01-01"^^xsd:date ; dct:isPartOf <db> ;
    dmv:publicationPlan [
        a prov:Plan ; dct:title "2026"@vi ; dct:description "80 %"@vi ; dmv:plannedPublication "2026-10-31"^^xsd:date ;
        dct:publisher <b> ; dmv:digitisation state:DANG_SO_HOA ] ,
    [
        a prov:Plan ; dct:title "2027"@vi ; dmv:plannedPublication "2027-10-31"^^xsd:date ] ;
    dqv:hasQualityMeasurement [
        dqv:isMeasurementOf criterion:CHINH_XAC ; dct:date "2026-03-01"^^xsd:date ; dqv:value "=98 %" ;
        rdfs:comment "Đã rà soát"@vi ] ,
    [
        dqv:isMeasurementOf criterion:CHINH_XAC ; dct:date "2025-03-01"^^xsd:date ; dqv:value "90 %" ] .
<yearly> a dcat:Dataset ; dct:title "Hằng năm"@vi ; dct:identifier "Y" ; dct:publisher <b> ;
    dmv:sharingNature nature:DUNG_CHUNG ; dct:accrualPeriodicity frequency:ANNUAL ;
    dct:modified "2026-03-01"^^xsd:date ; dmv:plannedPublication "2026-12-10"^^xsd:date ;
    odrl:hasPolicy [ a odrl:Agreement ] ;
    dqv:hasQualityMeasurement [ dqv:isMeasurementOf "Đẹp" ; dct:date "2026"^^xsd:gYear ; dqv:value "rất" ] ,
    [ dqv:isMeasurementOf criterion:TOAN_VEN ; dct:date "năm nay" ; dqv:value "đủ" ] .
<often> a dcat:Dataset ; dct:title "Tự đặt tần suất"@vi ; dct:identifier "O" ; dct:publisher <b> ;
    dmv:sharingNature nature:MO ; dct:accrualPeriodicity <https://a.vn/often> ; dct:modified "2026-11-01"^^xsd:date ;
    dct:issued "2026-01-01"^^xsd:date ; dmv:publicationPlan [ a prov:Plan ; dct:title "chưa rõ"@vi ] .
<open> a dcat:Dataset ; dct:title "Mở"@vi ; dct:identifier "P" ; dct:publisher <a> ;
    dmv:sharingNature nature:MO ; dct:modified "2026-05-01"^^xsd:date ; dct:issued "2026-01-01"^^xsd:date .
<unknown> a dcat:Dataset ; dct:title "Không rõ"@vi ; dct:identifier "U" ; dct:publisher <a> ;
    dmv:sharingNature nature:MO_HET ; dct:issued "2026-01-01"^^xsd:date .
<done> a dcat:Dataset ; dct:title "Đã xong"@vi ; dct:identifier "D" ; dct:publisher <a> ;
    dmv:sharingNature nature:DUNG_RIENG ; dct:modified "2026-11-01"^^xsd:date ;
    dmv:publicationPlan [ dmv:plannedPublication "2026-10-31"^^xsd:date ; dmv:completedOn "2026-10-01"^^xsd:date ] ,
    [ dmv:plannedPublication "2026-09-30"^^xsd:date ; rdfs:comment "xong một nửa"@vi ] .

<api> a dcat:DataService ; dct:title "API"@vi ; dct:identifier "S" ; dct:publisher <a> ;
    dcat:servesDataset <monthly> , <open> ; dct:available "2026-11-20"^^xsd:date ; dct:issued "2026-11-25"^^xsd:date ;
    dmv:plannedOutage [ dcat:startDate "2026-12-20"^^xsd:date ] .
"""


class Told:
    """The sheets of a report: rows by the keys of their columns, and totals."""

    def __init__(self, sheets: dict[str, list[dict[str, Any]]], totals: dict[str, dict[str, int]]) -> None:
        self.rows, self.totals = sheets, totals

    def column(self, sheet: str, key: str) -> list[Any]:
        """The cells of a column."""
        return [row[key] for row in self.rows[sheet]]


@contextmanager
def planned_registry(folder: Path, url: str | None = None, *, more: str = "") -> Iterator[Registry]:
    """A registry with all of it, and more Turtle, accepted as it is."""
    (folder / "planned.ttl").write_text(PLANNED + more, encoding="utf-8")
    with Registry.open(url or f"sqlite:///{folder / 'r.db'}", create=True) as registry:
        registry.harvest(source_at(str(folder / "planned.ttl")), profile="none")
        yield registry


def told(
    registry: Registry,
    name: str,
    *,
    on: date = ON,
    publisher: str | None = None,
    options: StatutoryOptions | None = None,
) -> Told:
    """A report in English."""
    rows: dict[str, list[dict[str, Any]]] = {}
    totals: dict[str, dict[str, int]] = {}
    with registry.reports.statutory(name, on=on, publisher=publisher, lang="en", options=options) as report:
        for sheet in report.sheets:
            keys = [one.key for one in sheet.columns]
            rows[sheet.key] = [dict(zip(keys, row, strict=True)) for row in sheet.cells()]
            totals[sheet.key] = {one.key: one.count for one in sheet.totals}
    return Told(rows, totals)
