"""What reports say of records with a status: retired ones are counted, withdrawn files are no way to the data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danhmuc.registry import Registry, source_at
from danhmuc.registry.statutory_reports.reports import STATUTORY_REPORTS

from ..workbook.books import DATASET, FILE, column_of, filled, saved
from .conftest import AGENCIES, by_key, codes, dataset, registry_of, sheet, totals
from .planned_registry import told

EU = "<http://publications.europa.eu/resource/authority/dataset-status/{}>"
STATUS = "<http://www.w3.org/ns/adms#status> "
FREQUENCY = "dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/MONTHLY>"
OLD = 'dct:modified "2020-01-01"^^xsd:date'


def with_status(name: str, code: str, more: str = "") -> str:
    return dataset(name, more="; ".join(one for one in (STATUS + EU.format(code), more) if one))


def retire(turtle: str) -> str:
    return turtle.rstrip(" .\n") + f" ; {STATUS}{EU.format('WITHDRAWN')} .\n"


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    folder = tmp_path_factory.mktemp("statuses")
    database = '<{0}> a dmv:Database ; dct:title "{0}"@vi ; dct:identifier "{0}" ; dct:publisher <so> .\n'
    service = database.replace("dmv:Database", "dcat:DataService")
    everything = (
        AGENCIES
        + dataset("mo")
        + with_status("rut", "WITHDRAWN", f"{FREQUENCY} ; {OLD}")
        + with_status("rut-chung", "WITHDRAWN").replace("nature:MO", "nature:DUNG_CHUNG")
        + with_status("ngung", "DISCONT", f"{FREQUENCY} ; {OLD}")
        + with_status("ngung-khong-ky", "DISCONT", OLD)
        + with_status("xong", "COMPLETED", f"{FREQUENCY} ; {OLD}")
        + with_status("xong-khong-ky", "COMPLETED", OLD)
        + with_status("cu", "DEPRECATED", f"{FREQUENCY} ; {OLD}")
        + dataset("la", more=f"{STATUS}<https://a.example/odd> ; {FREQUENCY} ; {OLD}")
        + with_status("xay", "DEVELOP")
        + database.format("csdl")
        + retire(database.format("csdl-rut"))
        + service.format("dv")
        + retire(service.format("dv-rut"))
    )
    with registry_of(f"sqlite:///{folder / 'r.db'}", folder, all=everything) as opened:
        yield opened


LEFT = ["cu", "la", "mo", "ngung", "ngung-khong-ky", "xay", "xong", "xong-khong-ky"]


def test_reports__count_what_is_retired_and_list_it_nowhere(registry: Registry) -> None:
    with registry.reports.statutory("danh-muc", lang="en") as report:
        assert codes(report, "annex-3") == LEFT
        assert codes(report, "annex-2") == codes(report, "no-annex") == []
        assert codes(report, "databases") == ["csdl"]
        assert totals(report, "summary") == {"all": 10, "listed": 8, "unlisted-retired": 2}
        assert totals(report, "databases") == {"all": 2, "listed": 1, "unlisted-retired": 1}
        labels = {one.key: one.label.render("en") for one in sheet(report, "summary").totals}
        assert labels["unlisted-retired"] == "Not listed (retired by the status WITHDRAWN)"
    with registry.reports.statutory("dich-vu") as report:
        assert codes(report, "services") == ["dv"]
        assert totals(report, "services") == {"all": 2, "listed": 1, "unlisted-retired": 1}
    with registry.reports.statutory("du-lieu-mo") as report:
        assert codes(report, "open-data") == LEFT
        numbers = totals(report, "open-data") | totals(report, "not-public")
        assert sum(count for key, count in numbers.items() if key.startswith("class-")) == numbers["listed"] == 8
        assert (numbers["all"], numbers["unlisted-retired"]) == (10, 2)
    with registry.reports.statutory("ke-hoach") as report:
        assert codes(report, "unplanned") == LEFT  # what is under development, too


@pytest.mark.parametrize("name", STATUTORY_REPORTS)
def test_reports__never_name_what_is_retired(registry: Registry, name: str) -> None:
    with registry.reports.statutory(name, lang="en") as report:
        cells = {str(cell) for one in report.sheets for row in one.cells() for cell in row}
    assert not {"rut", "rut-chung", "csdl-rut", "dv-rut", "Dữ liệu rut"} & cells


def test_deadlines__no_update_is_due_of_what_is_discontinued(registry: Registry) -> None:
    found = told(registry, "thoi-han")
    late = {(row["code"], row["clock-code"]) for row in found.rows["late"]}
    past = {(row["code"], row["clock-code"]) for row in found.rows["past"]}
    # What is completed and declares a frequency all the same is watched by that, and so is what is not understood.
    assert late == {(code, "own-frequency") for code in ("cu", "la", "xong")}
    assert {code for code, clock in past if clock == "open-refresh"} == set()
    unclear = {row["code"] for row in found.rows["unclear"] if row["clock-code"] == "open-refresh"}
    assert unclear == {"mo", "xay"}
    with registry.reports.statutory("thoi-han", lang="en") as report:
        notes = [one.render("en") for one in report.notes]
    assert [one for one in notes if one.startswith("4 datasets are discontinued or completed")] != []


def test_open_data_list__a_withdrawn_file_is_no_channel(tmp_path: Path, sqlite_url: str) -> None:
    def files(name: str, *statuses: str | None) -> str:
        nodes = ", ".join(
            f'[ a dcat:Distribution ; dcat:accessURL <https://e.vn/{name}{number}> ; dct:format "F{number}"'
            + ("" if status is None else f" ; {STATUS}{status}")
            + " ]"
            for number, status in enumerate(statuses)
        )
        return dataset(name, more=f"dcat:distribution {nodes}")

    withdrawn = "<http://publications.europa.eu/resource/authority/distribution-status/WITHDRAWN>"
    turtle = AGENCIES + files("a", withdrawn, None) + files("b", withdrawn) + files("c", None, "'odd'")
    with registry_of(sqlite_url, tmp_path, all=turtle) as registry:
        with registry.reports.statutory("du-lieu-mo", lang="en") as report:
            channels = {row["code"]: row["channel"] for row in by_key(sheet(report, "open-data"))}
        with registry.reports.statutory("danh-muc", lang="en") as report:
            formats = {row["code"]: row["formats"] for row in by_key(sheet(report, "annex-3"))}
        with registry.reports.statutory("kiem-ke", lang="en") as report:
            numbers = {row["key"]: row["count"] for row in by_key(sheet(report, "summary"))}
    assert channels == {"a": "https://e.vn/a1", "b": "", "c": "https://e.vn/c0; and 1 more"}
    assert formats == {"a": "F1", "b": "", "c": "F0; F1"}
    assert numbers["distributions"] == 3


@pytest.mark.soak
def test_workbook__a_row_is_retired_by_its_status_and_comes_back(tmp_path: Path, empty_database_url: str) -> None:
    """From the officer's book to export, feed-ready list and reports, and back again."""
    water = {**DATASET, "Mã dữ liệu": "NUOC", "Tên dữ liệu": "Chất lượng nước"}
    files = [FILE, {**FILE, "Mã dữ liệu": "NUOC", "URL tải": "https://dulieumo.example.vn/nuoc.csv"}]
    path = tmp_path / "so.xlsx"

    def harvest(registry: Registry, **row: str) -> None:
        changed = {key: value for key, value in {**water, **row}.items() if value}
        saved(filled({"Dữ liệu": [DATASET, changed], "Phân phối": files}), path)
        registry.harvest(source_at(str(path)))

    def listed(registry: Registry) -> list[object]:
        with registry.reports.statutory("du-lieu-mo", publisher="H57") as report:
            return codes(report, "open-data")

    with Registry.open(empty_database_url, create=True) as registry:
        harvest(registry)
        assert listed(registry) == ["KK-2026", "NUOC"]
        # A row that no longer has what the profile asks for is retired all the same.
        harvest(registry, **{"Trạng thái": "đã rút", "Mô tả": "", "Lĩnh vực": "", "Giấy phép, điều kiện sử dụng": ""})
        (row,) = registry.records(state="retired")
        assert (row.iri.rpartition("/")[2], row.verdict) == ("NUOC", "submitted")
        assert listed(registry) == ["KK-2026"]
        assert registry.reports.leaving(row.iri).reason == "retired"
        # The next template still has the row, with its status.
        registry.write_template(tmp_path / "next.xlsx", publisher="H57")
        rows = load_workbook(tmp_path / "next.xlsx")["Dữ liệu"]
        code, status = (column_of(rows, heading) for heading in ("Mã dữ liệu", "Trạng thái"))
        found = {one[code - 1]: one[status - 1] for one in rows.iter_rows(min_row=3, values_only=True)}
        assert found["NUOC"] == "đã rút"
        assert found["KK-2026"] is None
        # A status that nobody understands does not bring it back; a status of use does.
        harvest(registry, **{"Trạng thái": "còn dùng chăng"})
        assert listed(registry) == ["KK-2026"]
        harvest(registry, **{"Trạng thái": "đang xây dựng"})
        assert listed(registry) == ["KK-2026", "NUOC"]
        harvest(registry, **{"Trạng thái": "WITHDRAWN"})
        assert listed(registry) == ["KK-2026"]
        harvest(registry)
        assert listed(registry) == ["KK-2026", "NUOC"]
