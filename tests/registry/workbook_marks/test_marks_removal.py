"""Marks are taken off: byte for byte, or by their signs where another program has saved the book."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danhmuc.registry.messages.workbook_marks import WorkbookMarksText
from danhmuc.registry.workbook_marks import CellMark, clear_marks, mark_workbook
from danhmuc.vocab.errors import SourceUnavailableError
from danhmuc.vocab.findings import REPORTED_SEVERITIES

from ...conftest import examples, lacking
from .books import DATA, MARKS, OLD, RESULTS, WRITERS, content, load, mark, notes, parts, rewrite

OFFICE = shutil.which("soffice")
TITLE = WorkbookMarksText.RESULTS_SHEET().render("vi")


@pytest.fixture(params=list(WRITERS))
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return WRITERS[request.param](tmp_path / "book.xlsx")


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    book = WRITERS["openpyxl"](tmp_path / "book.xlsx")
    return mark_workbook(book, MARKS, RESULTS, tmp_path / "marked.xlsx").path


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Convert with LibreOffice."""
    if OFFICE is None:
        lacking("LibreOffice is not installed (Debian: libreoffice-calc)")
    profile = tmp_path_factory.mktemp("office")

    def convert(path: Path, ending: str) -> Path:
        folder = path.parent / "converted"
        subprocess.run(
            [
                *(OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
                *("--convert-to", ending, "--outdir", str(folder), str(path)),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return folder / f"{path.stem}.{ending}"

    return convert


def rules(path: Path) -> list[str]:
    """The conditions of all rules of formatting."""
    return [
        str(formula)
        for sheet in load(path).worksheets
        for area in sheet.conditional_formatting
        for rule in area.rules
        for formula in rule.formula
    ]


def save_with_openpyxl(path: Path, change: Callable[[openpyxl.Workbook], object] = lambda book: None) -> Path:
    book = load(path)
    change(book)
    saved = path.with_name("saved.xlsx")
    book.save(saved)
    return saved


def test_clear__every_part_is_what_it_was(book: Path, tmp_path: Path) -> None:
    marked = mark_workbook(book, MARKS, RESULTS, tmp_path / "marked.xlsx").path
    result = clear_marks(marked, tmp_path / "clear.xlsx")
    assert (result.was_marked, result.left_notes) == (True, ())
    assert parts(result.path) == parts(book)
    assert list(parts(result.path)) == list(parts(book))


SEVERITIES = st.sampled_from(REPORTED_SEVERITIES)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=examples(45))
@given(
    st.lists(
        st.builds(
            lambda row, column, severity, sheet, message: mark((row, column), severity, sheet=sheet, message=message),
            *(st.integers(1, 14), st.integers(1, 9), SEVERITIES, st.sampled_from([DATA, OLD, "Ẩn"]), WORDS),
        ),
        max_size=12,
    ),
    st.sampled_from(list(WRITERS)),
)
def test_clear__whatever_was_marked(marks: list[CellMark], writer: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = WRITERS[writer](Path(folder, "book.xlsx"))
        result = mark_workbook(book, marks, RESULTS, Path(folder, "marked.xlsx"))
        assert result.copied_because is None
        found = notes(result.path)
        assert {name.rpartition("!")[0] for name in found} <= {DATA, OLD, "Ẩn"}
        assert result.noted == result.coloured
        again = mark_workbook(result.path, marks, RESULTS, Path(folder, "again.xlsx"))
        assert again.path.read_bytes() == result.path.read_bytes()
        assert parts(clear_marks(result.path, Path(folder, "clear.xlsx")).path) == parts(book)


def test_clear__a_book_without_marks_is_the_same_file(book: Path, tmp_path: Path) -> None:
    result = clear_marks(book, tmp_path / "clear.xlsx")
    assert not result.was_marked
    assert result.path.read_bytes() == book.read_bytes()


def test_clear__what_is_no_workbook_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    with pytest.raises(SourceUnavailableError):
        clear_marks(tmp_path / "a.xlsx", tmp_path / "b.xlsx")


def test_clear__after_openpyxl_has_saved_it(book: Path, tmp_path: Path) -> None:
    marked = mark_workbook(book, MARKS, RESULTS, tmp_path / "marked.xlsx").path
    result = clear_marks(save_with_openpyxl(marked), tmp_path / "clear.xlsx")
    assert (result.was_marked, result.left_notes) == (True, ())
    assert content(result.path) == content(save_with_openpyxl(book))
    assert notes(result.path) == notes(book)
    assert '"danhmuc"="danhmuc"' not in rules(result.path)
    found = load(result.path)
    assert found.sheetnames == load(book).sheetnames
    assert found.active is not None
    assert found.active.title == DATA
    assert not any("danhmuc" in name for name in found.defined_names)


@pytest.mark.soak
def test_clear__after_libreoffice_has_saved_it(convert: Callable[[Path, str], Path], tmp_path: Path) -> None:
    book = WRITERS["xlsxwriter"](tmp_path / "book.xlsx")
    saved = convert(mark_workbook(book, MARKS, RESULTS, tmp_path / "marked.xlsx").path, "xlsx")
    assert notes(saved).keys() == notes(tmp_path / "marked.xlsx").keys()
    result = clear_marks(saved, tmp_path / "clear.xlsx")
    assert result.left_notes == ()
    assert notes(result.path) == notes(book)
    assert '"danhmuc"="danhmuc"' not in rules(result.path)
    assert load(result.path).sheetnames == load(book).sheetnames
    again = mark_workbook(saved, MARKS, RESULTS, tmp_path / "again.xlsx")
    assert (again.coloured, again.noted) == (7, 7)
    assert notes(again.path) == notes(tmp_path / "marked.xlsx")
    assert load(again.path).sheetnames.count(TITLE) == 1


@pytest.mark.soak
def test_mark__libreoffice_prints_it(convert: Callable[[Path, str], Path], marked: Path) -> None:
    assert convert(marked, "pdf").read_bytes().startswith(b"%PDF")


def test_clear__a_note_that_somebody_changed_is_left_and_told(marked: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        comment = book[DATA]["A5"].comment
        assert comment is not None
        comment.text += "\nĐã hỏi Sở."

    saved = save_with_openpyxl(marked, change)
    result = clear_marks(saved, tmp_path / "clear.xlsx")
    assert result.left_notes == (f"'{DATA}'!A5",)
    assert notes(result.path)[f"{DATA}!A5"].endswith("Đã hỏi Sở.")
    assert f"{DATA}!A4" not in notes(result.path)
    again = mark_workbook(saved, [mark((8, 1))], RESULTS, tmp_path / "again.xlsx")
    assert again.left_notes == result.left_notes
    assert any(f"'{DATA}'!A5" in str(row[0].value) for row in load(again.path)[TITLE].iter_rows())


def test_clear__notes_in_rows_that_moved_are_found(marked: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book[DATA]
        for row in (5, 4):
            sheet.cell(row + 3, 1).comment = openpyxl.comments.Comment(sheet.cell(row, 1).comment.text, "danhmuc")
            sheet.cell(row, 1).comment = None

    result = clear_marks(save_with_openpyxl(marked, change), tmp_path / "clear.xlsx")
    assert set(notes(result.path)) == {f"{DATA}!B4", f"{OLD}!A1"}


def test_clear__our_sheet_is_found_under_another_name_and_place(marked: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book[TITLE]
        sheet.title = "Của tôi"
        book.defined_names["danhmuc.results"].attr_text = "'Của tôi'!$1:$1048576"
        book.move_sheet(sheet, -3)

    result = clear_marks(save_with_openpyxl(marked, change), tmp_path / "clear.xlsx")
    found = load(result.path)
    assert found.sheetnames == [DATA, OLD, "Ẩn"]
    assert found[DATA].print_title_rows == "$1:$1"
    assert found[DATA].auto_filter.ref == "A1:C12"


def test_clear__a_sheet_to_which_only_a_cell_moved_is_nobodys_but_theirs(marked: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.defined_names["danhmuc.results"].attr_text = f"'{DATA}'!$A$1"

    result = clear_marks(save_with_openpyxl(marked, change), tmp_path / "clear.xlsx")
    assert load(result.path).sheetnames == [DATA, OLD, "Ẩn", TITLE]


@pytest.mark.parametrize("name", ["xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/commentsDanhmuc1.xml"])
def test_clear__one_part_that_was_changed_is_not_overwritten(name: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = DATA
    sheet["A1"] = "x"
    book.save(tmp_path / "book.xlsx")
    marked = mark_workbook(tmp_path / "book.xlsx", [mark((1, 1))], RESULTS, tmp_path / "marked.xlsx").path
    held = parts(marked)[name]
    rewrite(marked, {name: held.replace(b"?>", b"?><!-- mine -->", 1) if b"?>" in held else b"<!-- mine -->" + held})
    result = clear_marks(marked, tmp_path / "clear.xlsx")
    assert notes(result.path) == {}
    assert rules(result.path) == []
    assert load(result.path).sheetnames == [DATA]
    if "omments" not in name:
        assert b"<!-- mine -->" in parts(result.path)[name]


def test_clear__a_record_that_cannot_be_read_is_not_believed(marked: Path, tmp_path: Path) -> None:
    name = max(name for name in parts(marked) if "worksheets/danhmuc" in name)
    rewrite(marked, {name: parts(marked)[name].replace(b"<t>eJ", b"<t>eX")})
    result = clear_marks(marked, tmp_path / "clear.xlsx")
    assert result.was_marked
    assert len(result.left_notes) == 7
    assert load(result.path).sheetnames == [DATA, OLD, "Ẩn"]
    assert '"danhmuc"="danhmuc"' not in rules(result.path)
