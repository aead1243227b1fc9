"""``report form dich-vu`` and ``report form du-lieu-mo``, and the acts that reports follow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.vocab.errors import UnknownNameError

from .conftest import AGENCIES, SERVICE, by_key, codes, dataset, registry_of, sheet, totals


def test_service_list__a_service_with_all_that_the_list_asks_for(made: Registry) -> None:
    with made.reports.statutory("dich-vu", lang="en") as report:
        (row,) = by_key(sheet(report, "services"))
        assert totals(report, "services") == {"all": 1, "listed": 1}
    assert row == {
        "ordinal": 1,
        "code": "DV1",
        "service": "Dịch vụ nước",
        "publisher": "Sở Nước (H57.01)",
        "parameters": "Tham số: trạm, ngày",
        "documents": "https://api.e.vn/v1.json",
        "structure": "https://e.vn/cau-truc",
        "endpoint": "https://api.e.vn/v1",
        "platform": "NDXP",
        "access": "",
        "available": date(2026, 3, 1),
        "outages": "2026-09-01 – 2026-09-02",
        "status": "",
        "serves": "Dữ liệu mo; https://e.vn/absent",
        "contact": "Phòng Dữ liệu; a@e.vn",
    }


def test_service_list__what_is_kept_back_is_not_named_by_a_service(tmp_path: Path, sqlite_url: str) -> None:
    with registry_of(sqlite_url, tmp_path, all=AGENCIES + SERVICE) as registry:
        registry.withhold("https://e.vn/absent", by="Lan", reason="đang kiểm tra")
        with registry.reports.statutory("dich-vu") as report:
            assert by_key(sheet(report, "services"))[0]["serves"] == "https://e.vn/mo"


def test_open_data_list__open_and_conditional_data_with_an_empty_day_sent(made: Registry) -> None:
    with made.reports.statutory("du-lieu-mo", publisher="H57", lang="en") as report:
        rows = {str(row["code"]): row for row in by_key(sheet(report, "open-data"))}
        assert {code: row["publicity"] for code, row in rows.items()} == {
            "co-dieu-kien": "public with conditions",
            "cong-thuc": "public",
            "goc-mo": "public",
            "mo": "public",
        }
        assert {row["day-sent"] for row in rows.values()} == {None}
        assert (rows["mo"]["channel"], rows["mo"]["modified"]) == ("https://e.vn/t", date(2026, 3, 5))
        rest = {row["code"]: row["publicity"] for row in by_key(sheet(report, "not-public"))}
        assert (rest["chung"], rest["rieng"], rest["khong-neu"]) == ("not public", "not public", "not classified")
        numbers = totals(report, "open-data") | totals(report, "not-public")
        assert sum(count for key, count in numbers.items() if key.startswith("class-")) == numbers["all"] == 15


def test_bases__have_the_status_of_the_list_of_acts_on_the_day(made: Registry) -> None:
    with made.reports.statutory("danh-muc", on=date(2026, 1, 5)) as report:
        decree, law = report.bases
        assert report.on == date(2026, 1, 5)
        assert (decree.number, decree.is_in_force) == ("47/2020/NĐ-CP", False)
        assert decree.status.render("en") == "reported ended from 2025-10-22, not verified"
        assert (law.number, law.is_in_force) == ("60/2024/QH15", True)
    with made.reports.statutory("danh-muc", on=date(2025, 6, 30)) as report:
        assert [one.is_in_force for one in report.bases] == [False, False]  # the law has not begun
    with made.reports.statutory("du-lieu-mo") as report:
        status = {one.number: one.status.render("en") for one in report.bases}
        assert status["165/2025/NĐ-CP"] == "not known whether in force"
        assert status["47/2020/NĐ-CP"] == "ended from 2025-08-19"


def test_bases__another_list_of_acts_decides(tmp_path: Path, sqlite_url: str) -> None:
    acts = """@prefix adms: <http://www.w3.org/ns/adms#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/danhmuc/concept/legal-act> a skos:ConceptScheme ; dct:identifier "legal-act" ; dct:title "Acts"@en .
<https://e.vn/act> a skos:Concept ; skos:inScheme <https://w3id.org/danhmuc/concept/legal-act> ;
    skos:notation "47/2020/NĐ-CP" ; skos:prefLabel "Nghị định"@vi ; adms:status "ended" .
"""
    (tmp_path / "acts.ttl").write_text(acts, encoding="utf-8")
    with registry_of(sqlite_url, tmp_path, all=AGENCIES) as registry:
        registry.vocab.add(tmp_path / "acts.ttl", by="Lan")
        with registry.reports.statutory("danh-muc") as report:
            decree, law = report.bases
            assert (decree.title, decree.status.render("en")) == ("Nghị định", "ended")
            assert (law.title, law.is_in_force) == ("", False)  # the list does not have it


def test_codes__sheets_without_rows_are_there(tmp_path: Path, sqlite_url: str) -> None:
    with (
        registry_of(sqlite_url, tmp_path, all=AGENCIES) as registry,
        registry.reports.statutory("danh-muc") as report,
    ):
        assert [len(one.rows) for one in report.sheets[1:]] == [0, 0, 0, 0, 0]
        assert codes(report, "annex-3") == []


def test_agencies__without_a_name_are_known_by_their_code(tmp_path: Path, sqlite_url: str) -> None:
    agents = '<so> a foaf:Agent ; dct:identifier "H57" . <chu> a foaf:Agent ; dct:identifier "G01" .\n'
    database = '<db> a dmv:Database ; dct:title "CSDL"@vi ; dct:publisher <so> ; dct:rightsHolder <chu> .\n'
    with (
        registry_of(sqlite_url, tmp_path, all=agents + database + dataset("mo")) as registry,
        registry.reports.statutory("danh-muc", publisher="H57") as report,
    ):
        (row,) = by_key(sheet(report, "databases"))
        assert report.agency is not None
        assert report.agency.name == "Ủy ban nhân dân thành phố Huế"  # by the list of agencies
        assert row["owner"] == "Bộ Công an (G01)"


def test_agencies__of_two_codes_have_none(tmp_path: Path, sqlite_url: str) -> None:
    agents = '<so> a foaf:Agent ; foaf:name "Sở"@vi ; dct:identifier "H57" , "H58" .\n'
    with registry_of(sqlite_url, tmp_path, all=agents + dataset("mo")) as registry:
        with pytest.raises(UnknownNameError) as caught, registry.reports.statutory("danh-muc", publisher="H57"):
            pass
        assert caught.value.known == ("so",)
        with registry.reports.statutory("danh-muc", publisher="https://e.vn/so") as report:
            assert report.agency is not None
            assert (report.agency.code, report.agency.name) == (None, "Sở")


def test_agencies__what_names_no_publisher_by_iri_is_of_no_agency_and_counted(tmp_path: Path, sqlite_url: str) -> None:
    nested = dataset("khong").replace("<so>", '[ a foaf:Agent ; dct:identifier "H57" ]')
    with registry_of(sqlite_url, tmp_path, all=AGENCIES + dataset("mo") + nested) as registry:
        with registry.reports.statutory("danh-muc", publisher="H57") as report:
            assert codes(report, "annex-3") == ["mo"]
            note = "1 record of the registry names no publisher by an IRI, and is in the list of no agency."
            assert note in [one.render("en") for one in report.notes]
        with registry.reports.statutory("danh-muc") as report:
            assert codes(report, "annex-3") == ["mo", "khong"]
            assert len(report.notes) == 1
