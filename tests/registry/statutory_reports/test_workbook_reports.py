"""Plans and assessments that an agency wrote into its workbook, in the reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danhmuc.registry import Registry, source_at

from ..workbook.books import DATASET, FILE, filled, saved
from ..workbook.forty_faults import GOOD
from .planned_registry import told

ROWS = {
    "Dữ liệu": [DATASET, {**DATASET, "Mã dữ liệu": "NUOC", "Tên dữ liệu": "Chất lượng nước"}],
    "Phân phối": [FILE, {**FILE, "Mã dữ liệu": "NUOC", "URL tải": "https://dulieumo.example.vn/nuoc.csv"}],
    "Kế hoạch": [
        {
            "Mã dữ liệu": "KK-2026",
            "Giai đoạn": "2026",
            "Mức tối thiểu": "100 %",
            "Thời hạn": "30/09/2026",
            "Đơn vị thực hiện – mã": "H57",
            "Tình trạng số hóa": "Đã số hóa",
            "Ngày hoàn thành": "15/09/2026",
        },
        {"Mã dữ liệu": "KK-2026", "Giai đoạn": "2027", "Thời hạn": "cuối năm"},
    ],
    "Đánh giá": [
        {"Mã dữ liệu": "KK-2026", "Ngày đánh giá": "01/07/2026", "Tiêu chí": "Tính chính xác", "Kết quả": "98 %"},
        {"Mã dữ liệu": "KK-2026", "Ngày đánh giá": "02/07/2026", "Tiêu chí": "Đẹp mắt", "Kết quả": "rất"},
        {"Mã dữ liệu": "NUOC", "Ngày đánh giá": "giữa năm", "Tiêu chí": "Nhật ký", "Kết quả": "đủ"},
    ],
}


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    folder = tmp_path_factory.mktemp("book")
    with Registry.open(f"sqlite:///{folder / 'r.db'}") as opened:
        opened.harvest(source_at(str(saved(filled(ROWS), folder / "so.xlsx"))))
        yield opened


def test_database__of_the_workbook_is_listed_with_its_users(tmp_path: Path) -> None:
    row = {**GOOD["CSDL"], "Mã CSDL": "CS-1", "Tên CSDL": "CSDL nước", "Đối tượng khai thác": "Cơ quan nhà nước"}
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as opened:
        opened.harvest(source_at(str(saved(filled({"CSDL": [row]}), tmp_path / "so.xlsx"))))
        (listed,) = told(opened, "danh-muc").rows["databases"]
    assert "Cơ quan nhà nước" in listed.values()


def test_agency__that_is_written_in_place_of_its_code_stands_once(tmp_path: Path) -> None:
    row = {**DATASET, "Đơn vị chủ trì cung cấp – mã": "Sở Y tế"}
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as opened:
        book = saved(filled({"Dữ liệu": [row], "Phân phối": [FILE]}), tmp_path / "so.xlsx")
        opened.harvest(source_at(str(book)), profile="none")
        (listed,) = told(opened, "danh-muc").rows["annex-3"]
    assert listed["publisher"] == "Sở Y tế"


def test_plan__of_the_workbook_is_listed_and_what_is_not_understood_is_not_in_time(registry: Registry) -> None:
    first, second = sorted(told(registry, "ke-hoach").rows["plans"], key=lambda row: str(row["phase"]))
    assert (first["deadline"], first["completed"], first["state"]) == (
        date(2026, 9, 30),
        date(2026, 9, 15),
        "done in time",
    )
    assert (first["level"], first["digitisation"]) == ("100 %", "Digitised")
    assert "(H57)" in first["responsible"]
    assert (second["deadline"], second["state"]) == ("cuối năm", "deadline of the plan is not understood: 'cuối năm'")
    assert told(registry, "ke-hoach").column("unplanned", "code") == ["NUOC"]


def test_assessment__of_the_workbook_is_read_back_by_its_code(registry: Registry) -> None:
    found = told(registry, "kiem-ke")
    cells = {row["code"]: (row["CHINH_XAC"], row["NHAT_KY"]) for row in found.rows["datasets"]}
    assert cells == {"KK-2026": ("98 %", ""), "NUOC": ("", "")}
    assert {row["criterion"] for row in found.rows["assessments"]} == {"Accuracy", "no code of the list: Đẹp mắt"}
    assert found.totals["assessments"] == {"assessments": 3, "year": 2, "other-year": 0, "undated": 1}


def test_form__is_a_workbook_with_empty_cells_for_people(registry: Registry, tmp_path: Path) -> None:
    registry.reports.write_statutory("kiem-ke", tmp_path / "kiem-ke.xlsx", on=date(2026, 11, 28))
    page = load_workbook(tmp_path / "kiem-ke.xlsx")["Dữ liệu"]
    texts = {str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None}
    assert {"KK-2026", "NUOC", "98 %"} <= texts


def test_dictionary__of_the_workbook_is_printed_and_comes_back_into_its_sheet(tmp_path: Path) -> None:
    columns = [
        {"Mã dữ liệu": "KK-2026", "Tên trường": "dien_tich", "Tên gọi": "Diện tích", "Kiểu dữ liệu": "số thập phân"},
        {"Mã dữ liệu": "KK-2026", "Tên trường": "ma", "Tên gọi": "Mã", "Mô tả": "Mã thửa", "Bắt buộc": "Có"},
    ]
    given = {"Dữ liệu": [DATASET], "Phân phối": [FILE], "Từ điển dữ liệu": columns}
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as opened:
        opened.harvest(source_at(str(saved(filled(given), tmp_path / "so.xlsx"))))
        rows = told(opened, "tu-dien").rows["table-1"]
        opened.write_template(tmp_path / "again.xlsx", publisher="H57")
    assert [(row["column"], row["title"], row["definition"], row["datatype"], row["required"]) for row in rows] == [
        ("dien_tich", "Diện tích", "", "số thập phân", ""),
        ("ma", "Mã", "Mã thửa", "", "required"),
    ]
    page = load_workbook(tmp_path / "again.xlsx")["Từ điển dữ liệu"]
    texts = [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]
    # The rows of the sheet have no order that a graph keeps.
    assert sorted(row for row in texts if row[:1] == ["KK-2026"]) == [
        ["KK-2026", "dien_tich", "Diện tích", "số thập phân"],
        ["KK-2026", "ma", "Mã", "Mã thửa", "Có"],
    ]
