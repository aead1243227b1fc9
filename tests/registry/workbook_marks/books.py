"""Workbooks as programs write them, and what openpyxl finds in one."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from danhmuc.registry.workbook_marks import CellMark, WorkbookResults
from danhmuc.vocab.findings import ReportedSeverity
from danhmuc.vocab.messages import TextByLanguage

DATA: Final = "Dữ liệu"
OLD: Final = "Năm '26 & cũ"
RESULTS: Final = WorkbookResults(
    is_passed=False,
    verdict=TextByLanguage({"vi": "CHƯA ĐẠT: còn 2 lỗi phải sửa."}),
    deadline=TextByLanguage({"vi": "Hạn sửa: 15/12/2026."}),
    contact=TextByLanguage({"vi": "Hỏi: Sở Khoa học và Công nghệ, 0234 000 000."}),
)


def text(words: str) -> TextByLanguage:
    """A sentence in Vietnamese alone."""
    return TextByLanguage({"vi": words})


def mark(
    cell: tuple[int, int] | None,
    severity: ReportedSeverity = "violation",
    *,
    sheet: str | None = DATA,
    message: str = 'Mã phải có dạng H57.06 <&> "x".',
    fix: str | None = None,
) -> CellMark:
    """A mark of a cell, or of a sheet."""
    row, column = (None, None) if cell is None else cell
    return CellMark(
        severity=severity,
        sheet=sheet,
        row=row,
        column=column,
        message=text(message),
        fix=None if fix is None else text(fix),
        heading="Mã",
    )


MARKS: Final = (
    mark((4, 1), fix="H57.06"),
    mark((4, 2), "warning", fix="=1+1"),
    mark((5, 1), "info"),
    mark((5, 1), message="Cùng ô."),
    mark((3, 8), "cannot-verify"),
    mark((6, 1), "warning"),
    mark((1, 1), "warning", sheet=OLD),
    mark((2, 1), sheet=OLD),
    mark(None),
)
"""Marks of the books below: beside notes and on them, in a merged area, in a hidden row, on two sheets."""


def write_with_xlsxwriter(path: Path) -> Path:
    """A book with nearly all that Excel knows."""
    path.write_bytes(xlsxwriter_bytes())
    return path


def write_with_openpyxl(path: Path) -> Path:
    """A book of the same sheets, with what openpyxl knows."""
    path.write_bytes(openpyxl_bytes())
    return path


@cache
def xlsxwriter_bytes() -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2026, 1, 1)})
    sheet, old, hidden = (book.add_worksheet(name) for name in (DATA, OLD, "Ẩn"))
    hidden.hide()
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["Mã", "Tên", "Ngày", "Giá", "Có"], bold)
    for row in range(1, 12):
        sheet.write(row, 0, f"0{row}")
        sheet.write(row, 1, f"Tập dữ liệu {row}")
        sheet.write_datetime(row, 2, dt.datetime(2026, 1, row), day)
        sheet.write_formula(row, 3, f"=LEN(B{row + 1})*2", None, 30 + row)
        sheet.insert_checkbox(row, 4, row % 2 == 0)
    sheet.write_rich_string(2, 1, "Tập ", bold, "dữ liệu", red, " đậm")
    sheet.write_comment(3, 1, "Ghi chú của cán bộ", {"author": "Lan", "x_scale": 2})
    sheet.write_comment(9, 0, "Ghi chú khác", {"author": "Lan"})
    sheet.data_validation("A2:A100", {"validate": "list", "source": ["01", "02"]})
    sheet.conditional_format("D2:D12", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("A2:A12", {"type": "cell", "criteria": "==", "value": '"03"', "format": red})
    sheet.autofilter("A1:E12")
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.freeze_panes(1, 0)
    sheet.merge_range("G2:H4", "gộp")
    sheet.insert_textbox("J2", "Hộp chữ")
    sheet.insert_button("J9", {"caption": "Nút"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{DATA}'!$D$2:$D$12"})
    sheet.insert_chart("J12", chart)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.set_footer("&CTrang &P")
    sheet.protect()
    old.write_row(0, 0, ["a", "b"])
    old.write_comment(0, 0, "n2")
    old.add_table("C1:E5", {"columns": [{"header": name} for name in "xyz"]})
    old.write_url("A5", "https://example.vn/")
    old.write_dynamic_array_formula("G1:G3", "=SORT(A1:A3)", None, "a")
    hidden.write(0, 0, "x" * 32_000)
    line = book.add_chart({"type": "line"})
    line.add_series({"values": f"='{DATA}'!$D$2:$D$12"})
    book.add_chartsheet("Biểu đồ").set_chart(line)
    book.define_name("Vung", f"='{DATA}'!$A$1:$B$3")
    book.close()
    return out.getvalue()


@cache
def openpyxl_bytes() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = DATA
    sheet.append(["Mã", "Tên", "Ngày"])
    for row in range(1, 12):
        sheet.append([f"0{row}", f"Tập {row}", dt.date(2026, 1, row), f"=LEN(B{row + 1})"])
    sheet["B4"].comment = Comment("Ghi chú của cán bộ", "Lan")
    sheet.row_dimensions[6].hidden = True
    sheet.merge_cells("G2:H4")
    choice = DataValidation(type="list", formula1='"01,02"')
    choice.add("A2:A50")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("A2:A9", CellIsRule(operator="equal", formula=['"03"'], fill=PatternFill("solid")))
    sheet["A2"].protection = Protection(locked=False)
    sheet.protection.sheet = True
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = "A1:C12"
    old = book.create_sheet(OLD)
    old["A1"].comment = Comment("n2", "Lan")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS: Final[Mapping[str, Callable[[Path], Path]]] = {
    "xlsxwriter": write_with_xlsxwriter,
    "openpyxl": write_with_openpyxl,
}


def parts(path: Path) -> dict[str, bytes]:
    """All parts of a package by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, changes: Mapping[str, bytes | None], target: Path | None = None) -> Path:
    """The package with some parts changed, added or, if None, left out."""
    held: dict[str, bytes | None] = {**parts(path), **changes}
    target = target or path
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            if data is not None:
                archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), data, zipfile.ZIP_DEFLATED)
    return target


def load(path: Path, *, is_values: bool = False) -> openpyxl.Workbook:
    """The book as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not know
        return openpyxl.load_workbook(path, data_only=is_values, rich_text=True)


def notes(path: Path) -> dict[str, str]:
    """The text of every note, by sheet and cell."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in load(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if getattr(cell, "comment", None) is not None
    }


def written(value: object) -> str:
    """A value as text, that of an array formula, too."""
    return f"{value.ref} {value.text}" if isinstance(value, ArrayFormula) else repr(value)


def content(path: Path, sheets: tuple[str, ...] = (DATA, OLD, "Ẩn")) -> dict[str, object]:
    """What openpyxl finds in some sheets, notes and rules of formatting aside."""
    found: dict[str, object] = {}
    for is_values in (False, True):
        book = load(path, is_values=is_values)
        for name in sheets:
            sheet = book[name]
            found[f"{name} {is_values}"] = (
                {
                    cell.coordinate: (written(cell.value), cell.number_format, cell.font.b, cell.fill.fgColor.rgb)
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.value is not None
                },
                [str(one) for one in sheet.merged_cells.ranges],
                [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation],
                {row: one.hidden for row, one in sheet.row_dimensions.items() if one.hidden},
                {column: one.width for column, one in sheet.column_dimensions.items()},
                (sheet.protection.sheet, sheet.auto_filter.ref, sheet.freeze_panes, sheet.sheet_state),
                (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows),
                sheet.oddFooter.center.text,
                sorted(sheet.tables),
                len(sheet._charts),
            )
        found["names"] = {name: one.attr_text for name, one in book.defined_names.items() if "danhmuc" not in name}
    return found
