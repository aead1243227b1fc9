"""The corrected copy: values where they stand, with the formats of their cells."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from danhmuc.registry.messages.workbook_marks import WorkbookMarksText
from danhmuc.registry.workbook_marks import CellChange, clear_marks, correct_workbook, mark_workbook

from .books import DATA, MARKS, OLD, RESULTS, WRITERS, content, load, notes, parts, rewrite, text

TITLE = WorkbookMarksText.CHANGES_SHEET().render("vi")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return WRITERS["xlsxwriter"](tmp_path / "book.xlsx")


def change(row: int, column: int, value: str | float | dt.date, sheet: str = DATA) -> CellChange:
    return CellChange(sheet=sheet, row=row, column=column, value=value, before="cũ", reason=text("Mã viết hoa."))


@pytest.mark.parametrize("writer", WRITERS)
def test_correct__nothing_but_the_cell_changes(writer: str, tmp_path: Path) -> None:
    book = WRITERS[writer](tmp_path / "book.xlsx")
    result = correct_workbook(book, [change(4, 1, "H57.06")], tmp_path / "sua.xlsx")
    assert result.path == tmp_path / "sua.xlsx"
    assert (len(result.changed), result.unchanged) == (1, ())
    before, after = content(book), content(result.path)
    for name in (f"{DATA} False", f"{DATA} True"):
        cells = before[name][0]  # type: ignore[index]
        cells["A4"] = ("'H57.06'", *cells["A4"][1:])
    assert after == before
    assert notes(result.path) == notes(book)
    assert load(result.path)[DATA]["A4"].data_type in {"s", "inlineStr"}


@pytest.mark.parametrize("value", ["=1+1", "+84", "-1", "@a", "https://example.vn", " a\nb ", "", "_x0041_"])
def test_correct__a_text_stays_a_text(value: str, book: Path, tmp_path: Path) -> None:
    path = correct_workbook(book, [change(4, 1, value)], tmp_path / "sua.xlsx").path
    assert path is not None
    cell = load(path)[DATA]["A4"]
    assert (str(cell.value or "").replace("_x005F_", "_"), cell.hyperlink) == (value, None)
    assert cell.data_type in {"s", "inlineStr"}


def test_correct__days_and_numbers(book: Path, tmp_path: Path) -> None:
    day = dt.date(2026, 12, 31)
    changes = [
        *(change(4, 3, day), change(4, 1, day), change(5, 1, 2.5), change(6, 1, True)),
        *(change(5, 3, dt.datetime(2026, 12, 31, 12)), change(6, 3, dt.date(1899, 1, 1))),
    ]
    path = correct_workbook(book, changes, tmp_path / "sua.xlsx").path
    assert path is not None
    sheet = load(path)[DATA]
    assert (sheet["C4"].value, sheet["C4"].number_format) == (dt.datetime(2026, 12, 31), "dd/mm/yyyy")
    assert sheet["A4"].value == "31/12/2026"
    assert sheet["A5"].value == 2.5
    assert sheet["A6"].value is True
    assert sheet["C5"].value == dt.datetime(2026, 12, 31, 12)
    assert sheet["C6"].value == "01/01/1899"


def test_correct__a_book_that_counts_days_from_1904(book: Path, tmp_path: Path) -> None:
    workbook = parts(book)["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    rewrite(book, {"xl/workbook.xml": workbook})
    path = correct_workbook(book, [change(4, 3, dt.date(2026, 12, 31))], tmp_path / "sua.xlsx").path
    assert path is not None
    assert load(path)[DATA]["C4"].value == dt.datetime(2026, 12, 31)


def test_correct__cells_and_rows_that_are_not_there(book: Path, tmp_path: Path) -> None:
    places = [(4, 9), (4, 6), (4, 30), (40, 2), (40, 1), (300, 3), (2, 6)]
    changes = [change(row, column, f"{row}/{column}") for row, column in places]
    result = correct_workbook(book, changes, tmp_path / "sua.xlsx")
    assert result.path is not None
    sheet = load(result.path)[DATA]
    assert [sheet.cell(*place).value for place in places] == [f"{row}/{column}" for row, column in places]
    written = parts(result.path)["xl/worksheets/sheet1.xml"].decode()
    for row in re.findall(r"<row [^>]*>.*?</row>", written):
        columns = [len(letters) * 100 + ord(letters[-1]) for letters in re.findall(r'<c r="([A-Z]+)\d', row)]
        assert columns == sorted(columns)
    numbers = [int(one) for one in re.findall(r'<row r="(\d+)"', written)]
    assert numbers == sorted(set(numbers))


def test_correct__a_new_cell_has_the_format_of_its_row_or_column(tmp_path: Path) -> None:
    book = WRITERS["openpyxl"](tmp_path / "book.xlsx")
    sheet = parts(book)["xl/worksheets/sheet1.xml"].decode()
    style = re.search(r'<c r="C2" s="(\d+)"', sheet)
    assert style is not None
    sheet = sheet.replace("<sheetData>", f'<cols><col min="5" max="5" style="{style[1]}"/></cols><sheetData>')
    sheet = sheet.replace("</sheetData>", f'<row r="99" s="{style[1]}" customFormat="1"/></sheetData>')
    rewrite(book, {"xl/worksheets/sheet1.xml": sheet.encode()})
    day = dt.date(2026, 12, 31)
    path = correct_workbook(book, [change(9, 5, day), change(99, 1, day)], tmp_path / "sua.xlsx").path
    assert path is not None
    found = load(path)[DATA]
    assert found["E9"].value == found["A99"].value == dt.datetime(2026, 12, 31)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (change(4, 4, "x"), "corrected-cell-formula"),
        (change(2, 7, "x", OLD), "corrected-cell-array"),
        (change(1, 7, "x", OLD), "corrected-cell-formula"),
        (change(3, 8, "x"), "corrected-cell-merged"),
        (change(1, 3, "x", OLD), "corrected-cell-table-head"),
        (change(4, 1, "ạ" * 40_000), "corrected-value-too-long"),
        (change(4, 1, float("nan")), "corrected-value-not-a-number"),
        (change(1, 1, "x", "Không có"), "marked-sheet-unknown"),
        (change(1, 1, "x", "Biểu đồ"), "marked-sheet-without-cells"),
        (change(1, 99_999, "x"), "marked-cell-outside"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_correct__what_must_not_be_changed_is_told(wrong: CellChange, reason: str, book: Path, tmp_path: Path) -> None:
    result = correct_workbook(book, [wrong, change(5, 1, "đúng")], tmp_path / "sua.xlsx")
    assert [(one.change, one.reason.id) for one in result.unchanged] == [(wrong, reason)]
    assert result.changed == (change(5, 1, "đúng"),)
    assert result.path is not None
    before = content(book)
    for name in (f"{DATA} False", f"{DATA} True"):
        cells = before[name][0]  # type: ignore[index]
        cells["A5"] = ("'đúng'", *cells["A5"][1:])
    assert content(result.path) == before
    rows = [[cell.value for cell in row] for row in load(result.path)[TITLE].iter_rows()]
    assert any(row[5] is not None and result.unchanged[0].reason.render("vi") in str(row[5]) for row in rows)


def test_correct__the_first_of_two_corrections_of_a_cell_counts(book: Path, tmp_path: Path) -> None:
    result = correct_workbook(book, [change(4, 1, "a"), change(4, 1, "b")], tmp_path / "sua.xlsx")
    assert [one.reason.id for one in result.unchanged] == ["corrected-cell-twice"]
    assert result.path is not None
    assert load(result.path)[DATA]["A4"].value == "a"


def test_correct__each_change_is_listed(book: Path, tmp_path: Path) -> None:
    path = correct_workbook(book, [change(4, 1, "=H57.06")], tmp_path / "sua.xlsx").path
    assert path is not None
    sheet = load(path)[TITLE]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[-1] == [DATA, "A4", None, "cũ", "=H57.06", "Mã viết hoa."]
    assert load(path).active.title == TITLE  # type: ignore[union-attr]


def test_correct__marks_are_taken_off_and_what_was_corrected_stays(book: Path, tmp_path: Path) -> None:
    marked = mark_workbook(book, MARKS, RESULTS, tmp_path / "marked.xlsx").path
    corrected = correct_workbook(marked, [change(4, 1, "H57.06")], tmp_path / "sua.xlsx").path
    assert corrected is not None
    assert (
        corrected.read_bytes()
        == correct_workbook(book, [change(4, 1, "H57.06")], tmp_path / "b.xlsx").path.read_bytes()
    )  # type: ignore[union-attr]
    assert WorkbookMarksText.RESULTS_SHEET().render("vi") not in load(corrected).sheetnames
    assert notes(corrected) == notes(book)
    clear = clear_marks(corrected, tmp_path / "clear.xlsx").path
    assert load(clear)[DATA]["A4"].value == "H57.06"
    assert load(clear).sheetnames == load(book).sheetnames


def test_correct__formulas_are_calculated_when_it_is_opened(book: Path, tmp_path: Path) -> None:
    path = correct_workbook(book, [change(4, 1, "H57.06")], tmp_path / "sua.xlsx").path
    assert path is not None
    assert load(path).calculation.fullCalcOnLoad


def test_correct__csv_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n", encoding="utf-8")
    result = correct_workbook(tmp_path / "a.csv", [change(4, 1, "x")], tmp_path / "sua.xlsx")
    assert result.path is None
    assert result.refused_because is not None
    assert result.refused_because.id == "marked-book-format-not-corrected"
    assert not (tmp_path / "sua.xlsx").exists()
