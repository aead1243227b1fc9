"""Workbooks of tests: the template, filled in by heading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from danhmuc.registry.workbook.book_reading import code_lists_of
from danhmuc.registry.workbook.sheet_shapes import workbook_shape
from danhmuc.registry.workbook.template import HEADING_ROW, TemplateOptions, template_bytes

DATASET = {
    "Mã dữ liệu": "KK-2026",
    "Tên dữ liệu": "Chất lượng không khí",
    "Mô tả": "Số đo của các trạm.",
    "Từ khóa": "không khí; bụi",
    "Lĩnh vực": "Môi trường",
    "Đơn vị chủ trì cung cấp – mã": "H57",
    "Tính chất chia sẻ": "Dữ liệu mở",
    "Mức độ quan trọng": "Dữ liệu khác",
    "Dữ liệu cá nhân": "Không có dữ liệu cá nhân",
    "Phạm vi không gian – mã ĐVHC": "46",
    "Tần suất cập nhật": "hàng tháng",
    "Ngày cập nhật": "10/08/2026",
    "Giấy phép, điều kiện sử dụng": "CC_BY",
    "Đầu mối – họ tên": "Tổ Dữ liệu mở",
    "Đầu mối – chức vụ": "Đầu mối cung cấp dữ liệu",
    "Đầu mối – điện thoại": "+84 234 000 0190",
    "Đầu mối – thư điện tử": "dulieu@dulieumo.example.vn",
}
"""A row that the profile accepts."""
FILE = {
    "Mã dữ liệu": "KK-2026",
    "Tên tệp": "Tệp CSV",
    "Định dạng": "CSV",
    "URL truy cập": "https://dulieumo.example.vn/kk",
    "URL tải": "https://dulieumo.example.vn/kk.csv",
    "Dung lượng (byte)": "16384",
    "Giấy phép, điều kiện sử dụng": "CC_BY",
}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@cache
def _template(*, whole: bool, agency: str) -> bytes:
    shape = workbook_shape()
    options = TemplateOptions(agency=agency, agency_name="UBND thành phố Huế", is_whole=whole)
    return template_bytes(shape, code_lists_of(shape), options)


def filled(rows: Rows, *, whole: bool = True, agency: str = "H57") -> Workbook:
    """The template with rows below its headings."""
    book = load_workbook(BytesIO(_template(whole=whole, agency=agency)))
    for name, lines in rows.items():
        sheet = book[name]
        for number, line in enumerate(lines, HEADING_ROW + 1):
            for heading, value in line.items():
                sheet.cell(number, column_of(sheet, heading), value)
    return book


def column_of(sheet: Worksheet, heading: str) -> int:
    """The number of a column."""
    for cell in sheet[HEADING_ROW]:
        if str(cell.value).removesuffix(" *") == heading:
            assert cell.column is not None
            return cell.column
    raise AssertionError(f"{sheet.title} has no column {heading}")


def saved(book: Workbook, path: Path) -> Path:
    """The file of a book."""
    book.save(path)
    return path


def one_dataset(change: Callable[[Worksheet, Callable[[str], Any]], object], **more: Any) -> Workbook:
    """A book with one dataset, after a change to its sheet; `cell` gives the cell of a heading in its row."""
    book = filled({"Dữ liệu": [DATASET], "Phân phối": [FILE]}, **more)
    sheet = book["Dữ liệu"]
    change(sheet, lambda heading: sheet.cell(HEADING_ROW + 1, column_of(sheet, heading)))
    return book
