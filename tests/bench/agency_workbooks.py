"""Workbooks of an agency for measurements: the template, filled in as an officer would, with planted faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
from openpyxl.styles import Border, PatternFill, Side

from danhmuc.registry.workbook.template import HEADING_ROW, TemplateOptions, write_template

__all__ = ["COLUMNS", "MARKS_EACH", "write_agency_book"]

SHEET = "Dữ liệu"
_CELLS: Mapping[str, Callable[[int], str]] = {
    "Mã dữ liệu": lambda row: f"KK-{row:05}",
    "Tên dữ liệu": lambda row: f"Chất lượng không khí tại trạm {row}",
    "Tên tiếng Anh": lambda row: f"Air quality at station {row}",
    "Mô tả": lambda row: f"Số đo bụi mịn, ozon và nhiệt độ của trạm {row}, mỗi giờ một lần.",
    "Từ khóa": lambda _: "không khí; bụi",
    "Lĩnh vực": lambda _: "Môi trường",
    "Đơn vị chủ trì cung cấp – mã": lambda _: "H57",
    "Đơn vị phối hợp – mã": lambda _: "H57",
    "Tính chất chia sẻ": lambda _: "Dữ liệu dùng chung",
    "Hình thức chia sẻ": lambda _: "Theo yêu cầu đặc thù",
    "Mức độ quan trọng": lambda _: "Dữ liệu khác",
    "Dữ liệu cá nhân": lambda _: "Không có dữ liệu cá nhân",
    "Phạm vi không gian – mã ĐVHC": lambda _: "46",
    "Phạm vi thời gian – từ": lambda _: "01/01/2020",
    "Phạm vi thời gian – đến": lambda _: "31/12/2025",
    "Tần suất cập nhật": lambda _: "hàng năm",
    "Ngày công bố": lambda row: f"{row % 28 + 1:02}/06/2026",
    "Ngày cập nhật": lambda row: f"{row % 28 + 1:02}/08/2026",
    "Giấy phép, điều kiện sử dụng": lambda _: "CC_BY",
    "Đầu mối – họ tên": lambda row: f"Tổ Dữ liệu mở {row % 50}",
    "Đầu mối – chức vụ": lambda _: "Đầu mối cung cấp dữ liệu",
    "Đầu mối – điện thoại": lambda row: f"+84 234 000 {row % 50:04}",
    "Đầu mối – thư điện tử": lambda row: f"to{row % 50}@dulieumo.example.vn",
    "Ghi chú": lambda row: f"Dòng {row}",
}
"""24 columns of which the profile finds one thing, in their first cell: a dataset should have a distribution."""
COLUMNS = len(_CELLS)
_FAULTS: Mapping[str, Callable[[int], str]] = {
    "Lĩnh vực": lambda row: f"Lĩnh vực {row % 20}",
    "Ngày cập nhật": lambda row: f"{row % 28 + 1:02}/13/2026",
}
"""Values of which it finds one thing each; rows have them in turn."""
MARKS_EACH = 2
"""Cells of a row of which it finds something."""


def write_agency_book(path: Path, rows: int, *, empty_rows: int = 0) -> Path:
    """A workbook of datasets; below them rows that have a format and no value."""
    write_template(path, TemplateOptions(agency="H57", agency_name="UBND thành phố Huế", is_whole=True))
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    places = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[HEADING_ROW]}
    faults = list(_FAULTS)
    for row in range(HEADING_ROW + 1, HEADING_ROW + 1 + rows):
        for heading, make in _CELLS.items():
            is_faulty = heading == faults[row % len(faults)]
            sheet.cell(row, places[heading], (_FAULTS[heading] if is_faulty else make)(row))
    side = Side(style="thin")
    border, fill = Border(side, side, side, side), PatternFill("solid", "FFF2CC")
    for row in range(HEADING_ROW + 1 + rows, HEADING_ROW + 1 + rows + empty_rows):
        for heading in _CELLS:
            cell = sheet.cell(row, places[heading])
            cell.border, cell.fill = border, fill
    book.save(path)
    return path
