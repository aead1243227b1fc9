"""Foreign books of tests: a province's list of three annexes, a ministry's databases, a city's open data as CSV.

Columns as `domain` sources have them: Thanh Hóa's annexes, Decree 47/2020 Art. 11.4 and 12.2, a list of open data with
dataset, class, licence, channel and day sent. Agencies, names and people are made up.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["city_csv", "ministry_book", "province_book", "put_rows", "texts_of"]


def put_rows(sheet: Worksheet, rows: list[list[Any]], first: int = 1) -> None:
    """Write rows; None leaves a cell empty."""
    for number, row in enumerate(rows, first):
        for place, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, place, value)


def province_book(path: Path) -> Path:
    """Three annexes, each a sheet with titles above, groups inside and a signature below the table."""
    book = Workbook()
    heads = {
        "PL1": "DANH MỤC DỮ LIỆU CHỦ CHUYÊN NGÀNH",
        "PL2": "DANH MỤC DỮ LIỆU DÙNG CHUNG",
        "PL3": "DANH MỤC DỮ LIỆU MỞ",
    }
    for number, (name, title) in enumerate(heads.items(), 1):
        sheet = book.active if number == 1 else book.create_sheet()
        assert sheet is not None
        sheet.title = name
        put_rows(
            sheet,
            [
                ["ỦY BAN NHÂN DÂN TỈNH SÔNG XANH"],
                [f"PHỤ LỤC {number}"],
                [title],
                ["(Kèm theo Quyết định số 99/QĐ-UBND ngày 07/07/2026)"],
                [],
                ["STT", "Tên dữ liệu", "Đơn vị", None, "Kỳ nhập\nliệu", "Định dạng", "Hình thức chia sẻ (API, Excel)"],
                [None, None, "Chủ trì", "Phối hợp"],
                ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
                ["I", "Lĩnh vực y tế"],
                [1, f"Cơ sở khám bệnh {number}", "Sở Y tế", "Công an tỉnh", "Hàng quý", "CSV", "API"],
                [2, f"Nhân lực y tế {number}", None, None, "Hằng năm", "Excel", "Excel"],
                ["II", "Lĩnh vực môi trường"],
                [3, f"Trạm quan trắc {number}", "Sở Môi trường", "UBND xã Hòa Bình", "hàng tháng", "JSON", None],
                ["Tổng cộng", 3],
                [],
                [None, "Người lập biểu", None, None, "TM. ỦY BAN NHÂN DÂN"],
                [None, "Nguyễn Văn A", None, None, "CHỦ TỊCH"],
            ],
        )
        for area in ("A1:G1", "A3:G3", "A4:G4", "A6:A7", "B6:B7", "C6:D6", "E6:E7", "F6:F7", "G6:G7", "C10:C11"):
            sheet.merge_cells(area)
    book.save(path)
    return path


MINISTRY: list[list[Any]] = [
    [
        *("TT", "Thông tin chung", None, None, "Cơ quan chủ quản", "Thông tin về dữ liệu", None, None),
        *("Đầu mối", None, "Ghi chú nội bộ"),
    ],
    [
        *(None, "Mã CSDL", "Tên CSDL", "Mục đích", None, "Cơ chế thu thập, cập nhật", "Nguồn dữ liệu"),
        *("Ngày rà soát", "Họ tên", "Điện thoại"),
    ],
    ["A", "B", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    [
        *(1, "01", "CSDL hộ tịch mẫu", "Quản lý hộ tịch", "G15", "Nhập tại xã", "Ủy ban nhân dân xã"),
        *(date(2026, 3, 5), "Trần Thị B", "024 0000 0001", "đang nâng cấp"),
    ],
    [
        *(2, "02", "CSDL công chứng mẫu", "Tra cứu", "G15", "Đồng bộ hằng ngày", "Tổ chức công chứng"),
        *("quý 1 năm 2026", "Lê Văn C", "024 0000 0002", None),
    ],
]


def ministry_book(path: Path) -> Path:
    """Databases of a ministry on one sheet: merged heads of three rows, another table below, notes between."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu 01"
    put_rows(
        sheet,
        [
            ["BỘ MẪU"],
            ["BIỂU TỔNG HỢP CƠ SỞ DỮ LIỆU"],
            [],
            *MINISTRY,
            [],
            ["Ghi chú: số liệu đến 30/6/2026"],
            [],
            ["Danh mục dịch vụ chia sẻ dữ liệu"],
            ["TT", "Mã dịch vụ", "Tên dịch vụ", "Địa chỉ API", "Trạng thái"],
            [1, "DV-01", "Tra cứu hộ tịch", "https://api.bo.example.vn/ho-tich", "Đang chạy"],
            ["Người lập", None, None, "Thủ trưởng đơn vị"],
        ],
    )
    for area in ("A4:A5", "B4:D4", "E4:E5", "F4:H4", "I4:J4", "K4:K5", "A2:K2"):
        sheet.merge_cells(area)
    book.save(path)
    return path


CITY = """So TT;Bo du lieu;Mo ta;Phan loai;Giay phep;Kenh cong bo;Ngay gui;Tan suat cap nhat;Đường dẫn tải
1;Cay xanh do thi;Vi tri va loai cay;Cong khai;CC_BY;Cong du lieu;2026-08-01;hang thang;https://mo.example.vn/cay.csv
2;Bai do xe;Suc chua;Cong khai co dieu kien;CC_BY;Cong du lieu;2026-08-02;lien tuc;https://mo.example.vn/xe.csv
3;Tuyen xe buyt;;Cong khai;;;;;
"""


def city_csv(path: Path) -> Path:
    """Open data of a city as CSV, without diacritics."""
    path.write_text(CITY, encoding="utf-8")
    return path


def texts_of(path: Path) -> list[str]:
    """The texts of all cells that are not blank, as openpyxl has them."""
    from openpyxl import load_workbook

    rows = [row for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)]
    return [str(value) for row in rows for value in row if value not in (None, "")]
