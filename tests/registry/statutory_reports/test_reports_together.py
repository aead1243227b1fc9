"""Reports of one registry, whose numbers must go together also where the data is odd."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from danhmuc.registry import Registry, source_at
from danhmuc.registry.statutory_reports.report_reading import ReportReading

from .conftest import AGENCIES, PREFIXES
from .planned_registry import told

ODD: Final = """
@prefix kind: <https://w3id.org/danhmuc/concept/database-class/> . @prefix prov: <http://www.w3.org/ns/prov#> .
<nocode> a foaf:Agent ; foaf:name "Không mã"@vi .
<two-natures> a dcat:Dataset ; dct:title "Hai tính chất"@vi ; dct:publisher <so> ;
    dmv:sharingNature nature:MO , nature:DUNG_CHUNG ; dct:modified "2020-01-01"^^xsd:date .
<contradicted> a dcat:Dataset ; dct:title "Mâu thuẫn"@vi ; dct:publisher <so> ; dmv:sharingNature nature:MO ;
    dct:accessRights access:NON_PUBLIC ; dct:modified "2020-01-01"^^xsd:date .
<access-alone> a dcat:Dataset ; dct:title "Chỉ quyền truy cập"@vi ; dct:publisher <so> ;
    dct:accessRights access:PUBLIC ; dct:modified "2020-01-01"^^xsd:date .
<no-agency> a dcat:Dataset ; dct:title "Không cơ quan"@vi ; dmv:sharingNature nature:MO ;
    dct:modified "2020-01-01"^^xsd:date ; dmv:publicationPlan "quý sau"@vi .
<blank-agency> a dcat:Dataset ; dct:title "Cơ quan không IRI"@vi ; dct:isPartOf <db> ;
    dct:publisher [ a foaf:Agent ; foaf:name "Cơ quan không IRI"@vi ] ; dmv:sharingNature nature:MO_CO_DIEU_KIEN ;
    dct:license <https://creativecommons.org/licenses/by/4.0> .
<codeless> a dcat:Dataset ; dct:title "Không mã"@vi ; dct:publisher <nocode> ; dmv:sharingNature nature:DUNG_CHUNG ;
    dct:isPartOf <db> , <db2> ; dct:type layer:CHU ; dmv:plannedPublication "2026-01-01"^^xsd:date .
<two-agencies> a dcat:Dataset ; dct:title "Hai cơ quan"@vi ; dct:publisher <so> , <nocode> ;
    dmv:sharingNature nature:MO ; dmv:plannedPublication "2026-02-01"^^xsd:date ;
    dmv:publicationPlan [ a prov:Plan ; dmv:plannedPublication "2026-02-01"^^xsd:date ] .
<series> a dcat:DatasetSeries ; dct:title "Chuỗi"@vi ; dct:publisher <so> .
<db> a dmv:Database ; dct:title "Kho"@vi ; dct:publisher <so> ; dct:type kind:DIA_PHUONG .
<db2> a dmv:Database ; dct:title "Kho không cơ quan"@vi .
<service> a dcat:DataService ; dct:title "Dịch vụ"@vi ; dct:publisher <nocode> .
"""


@contextmanager
def odd_registry(folder: Path) -> Iterator[Registry]:
    """A registry with odd data, accepted as it is."""
    (folder / "odd.ttl").write_text(PREFIXES + AGENCIES + ODD, encoding="utf-8")
    with Registry.open(f"sqlite:///{folder / 'r.db'}", create=True) as registry:
        registry.harvest(source_at(str(folder / "odd.ttl")), profile="none")
        yield registry


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The registry; tests only read it."""
    with odd_registry(tmp_path_factory.mktemp("odd")) as registry:
        yield registry


def counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    """The numbers of the summary of the yearly inventory."""
    return {row["key"]: row["count"] for row in rows}


@pytest.mark.parametrize("publisher", [None, "H57.01"])
def test_classes__are_counted_alike_by_all_reports(odd: Registry, publisher: str | None) -> None:
    lists, sent = told(odd, "danh-muc", publisher=publisher), told(odd, "du-lieu-mo", publisher=publisher)
    yearly, plans = told(odd, "kiem-ke", publisher=publisher), told(odd, "ke-hoach", publisher=publisher)
    terms = told(odd, "thoi-han", publisher=publisher)
    summary = counts(yearly.rows["summary"])
    assert len(sent.rows["open-data"]) == summary["datasets-open"] + summary["datasets-conditional"]
    assert len(sent.rows["open-data"]) == len(lists.rows["annex-3"])
    assert sent.totals["not-public"]["class-unclear"] == summary["datasets-unclear"] == 3
    assert plans.totals["unplanned"]["open"] == summary["datasets-open"]
    refresh = next(row for row in terms.rows["clocks"] if row["clock-code"] == "open-refresh")
    assert refresh["terms"] == summary["datasets-open"] + summary["datasets-unclear"]
    planned = [row for row in terms.rows["clocks"] if row["clock-code"] in ("planned-publication", "plan-deadline")]
    assert sum(row["terms"] for row in planned) == len(plans.rows["plans"])
    assert sum(row["unclear"] for row in planned) == plans.totals["plans"]["unclear"]


def test_totals__say_the_same_of_the_same_records(odd: Registry) -> None:
    of_lists = told(odd, "danh-muc").totals["summary"]
    assert of_lists == {"all": 7, "listed": 7, "listed-unvalidated": 7}
    for name, key in (("du-lieu-mo", "not-public"), ("kiem-ke", "datasets")):
        found = told(odd, name).totals[key]
        assert {one: found.get(one) for one in of_lists} == of_lists, name
    for name, key in (("thoi-han", "summary"), ("ke-hoach", "plans")):
        found = told(odd, name).totals[key]
        assert (found["all"], found["listed"], found["listed-unvalidated"]) == (11, 11, 11)


@pytest.mark.parametrize(("name", "count"), [("danh-muc", 3), ("kiem-ke", 3), ("ke-hoach", 3), ("thoi-han", 3)])
def test_note__counts_records_that_are_of_no_agency(odd: Registry, name: str, count: int) -> None:
    with odd.reports.statutory(name, publisher="H57.01", lang="en") as report:
        notes = [one.render("en") for one in report.notes]
    assert f"{count} records of the registry name no publisher by an IRI, and are in the list of no agency." in notes


def test_clocks__name_the_row_of_records_without_an_agency(odd: Registry) -> None:
    found = told(odd, "thoi-han")
    assert all(found.column("summary", "agency"))
    assert "(agency not known)" in found.column("summary", "agency")
    # All but those without an agency, the total, and what stands under several agencies.
    assert found.totals["summary"]["agencies"] == len(found.rows["summary"]) - 3


def test_clocks__have_what_is_late_before_what_is_due(odd: Registry) -> None:
    assert list(told(odd, "thoi-han").rows) == ["summary", "late", "due", "past", "unclear", "clocks"]


def test_plan__that_is_a_text_is_one_without_a_deadline(odd: Registry) -> None:
    plan = next(row for row in told(odd, "ke-hoach").rows["plans"] if row["title"] == "Không cơ quan")
    assert (plan["level"], plan["deadline"], plan["state"]) == ("quý sau", None, "deadline of the plan is not stated")


def test_licence__that_the_list_matches_is_shown_by_its_name(odd: Registry) -> None:
    found = told(odd, "du-lieu-mo")
    assert "Creative Commons Attribution 4.0 International" in found.column("open-data", "licence")


@pytest.mark.parametrize(("name", "code"), [("thoi-han", "yearly-assessment"), ("kiem-ke", "datasets-open")])
def test_codes_for_programs__are_in_json_alone(odd: Registry, tmp_path: Path, name: str, code: str) -> None:
    files = [tmp_path / f"a.{ending}" for ending in ("json", "html", "xlsx")]
    for file in files:
        odd.reports.write_statutory(name, file, lang="vi")
    assert code in files[0].read_text(encoding="utf-8")
    assert code not in files[1].read_text(encoding="utf-8")
    cells = [cell for page in load_workbook(files[2]) for row in page.iter_rows(values_only=True) for cell in row]
    assert cells
    assert code not in cells


UNUSUAL: Final = """
<part> a dcat:Dataset ; dct:title "Phần https://lan:bi-mat@e.vn/x"@vi ; dct:publisher <so> , <https://u:p@e.vn/so> ;
    dct:isPartOf <https://lan:bi-mat@e.vn/db> ; dct:identifier "2" , "1" ; dmv:sharingNature nature:MO , "mở" ;
    dcat:distribution <file> .
<file> a dcat:Distribution ; dct:type layer:CHU ; dct:title "Tệp"@vi .
<whole> a dcat:Dataset ; dct:title "Whole"@en , "Toàn bộ"@vi ; dct:type layer:GOC ; dcat:distribution <file> ;
    dct:publisher <ubnd> .
<https://lan:bi-mat@e.vn/db> a dmv:Database ; dct:title "Kho có mật khẩu"@vi ; dct:publisher <so> .
"""


@pytest.mark.parametrize("publisher", [None, "H57"])
def test_database_list__is_the_same_if_records_are_read_whole(
    tmp_path: Path, database_url: str, publisher: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    based = PREFIXES + AGENCIES + ODD + UNUSUAL
    documents = {"odd": based, "without-base": based.replace("@base <https://e.vn/> .", "").replace("<so>", "<so2>")}
    with Registry.open(database_url) as registry:
        for name, turtle in documents.items():
            (tmp_path / f"{name}.ttl").write_text(turtle, encoding="utf-8")
            registry.harvest(source_at(str(tmp_path / f"{name}.ttl")), profile="none")
        registry.withhold("https://e.vn/db2", by="Lan", reason="đang kiểm tra")
        found = told(registry, "danh-muc", publisher=publisher)
        monkeypatch.setattr(ReportReading, "statements", lambda reading, of_class, _: reading.records(of_class))
        whole = told(registry, "danh-muc", publisher=publisher)
    assert (found.rows, found.totals) == (whole.rows, whole.totals)
    shown = {row["database"] for row in found.rows["databases"]}
    assert {"Kho", "Kho có mật khẩu"} <= shown
    assert found.totals["summary"]["all"] >= 10 if publisher is None else found.rows["no-annex"]
    assert "bi-mat" not in str(found.rows)
