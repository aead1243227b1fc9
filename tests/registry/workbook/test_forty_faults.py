"""The book of forty faults has the findings that stand beside it, whoever has written it."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from danhmuc.registry.messages.workbooks import WorkbooksText
from danhmuc.registry.workbook.sheet_shapes import workbook_shape
from danhmuc.registry.workbook.template import HEADING_ROW
from danhmuc.vocab.messages import Message

from ...conftest import lacking
from .books import column_of, saved
from .forty_faults import (
    DATASETS,
    FAULTS,
    NO_COLUMN,
    ODD_CELLS,
    Expected,
    FaultyBook,
    faulty_book,
    findings_of,
    found_in_cells,
    write_csv,
)

OFFICE = shutil.which("soffice")
OF_SHEETS = frozenset(
    {"vn:Dataset-distribution-open", "vn:Dataset-distribution", "workbook:code-absent", "workbook:code-elsewhere"}
)
"""Findings about what stands on other sheets."""
FOREIGN_WORDS = ("IRI", "xsd:", "thẻ ngôn ngữ", "foaf:", "lớp ")
"""What nobody who fills in a sheet has heard of."""


@pytest.fixture(scope="module")
def faulty() -> FaultyBook:
    return faulty_book()


@pytest.fixture(scope="module")
def path(faulty: FaultyBook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(faulty.book, tmp_path_factory.mktemp("faults") / "so.xlsx")


@pytest.fixture(scope="module")
def convert(path: Path) -> Callable[[str], Path]:
    """The book as LibreOffice saves it in another format."""
    if OFFICE is None:
        lacking("LibreOffice is not installed (Debian: libreoffice-calc)")
    folder = path.parent / "converted"

    def convert(ending: str) -> Path:
        profile = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
        arguments = [OFFICE, profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(path)]
        subprocess.run(arguments, check=True, capture_output=True, timeout=120)
        return folder / f"so.{ending}"

    return convert


def expected(faulty: FaultyBook) -> list[Expected]:
    return sorted(faulty.expected.values())


def test_faults__are_forty_and_more() -> None:
    assert len({one.name for one in FAULTS}) == len(FAULTS) >= 40


def test_fault__has_one_finding_in_its_cell_and_good_rows_have_none(faulty: FaultyBook, path: Path) -> None:
    assert found_in_cells(path) == expected(faulty)


def test_fault__that_no_cell_can_mend_is_one_of_a_stated_few(path: Path) -> None:
    stray = {one.code for one in findings_of(path) if one.line is None or one.column is None}
    # That of an agency stands where the book names it first.
    assert stray == {*NO_COLUMN, "workbook:blanks", "workbook:row-repeated"} - {"dcat-ap:Agent-type"}


def test_good_rows__have_no_finding_in_a_cell(tmp_path: Path) -> None:
    assert found_in_cells(saved(faulty_book(()).book, tmp_path / "so.xlsx")) == []


def test_cell__without_a_value_has_one_finding_that_says_why(tmp_path: Path) -> None:
    faulty = faulty_book(ODD_CELLS)
    path = saved(faulty.book, tmp_path / "so.xlsx")
    assert found_in_cells(path) == expected(faulty)
    found = [one for one in findings_of(path) if one.column is not None and one.code not in NO_COLUMN]
    told = {one.message.id for one in found if isinstance(one.message, Message)}
    assert told == {"workbook-cell-no-value", "workbook-cell-error"}


def test_messages__speak_of_headings_and_not_of_rdf(path: Path) -> None:
    told = [one for one in findings_of(path) if one.column is not None]
    odd = {
        one.code: text
        for one in told
        if any(word in (text := one.text("vi")) for word in FOREIGN_WORDS) or "(dc" in one.text("en")
    }
    # What a period or a contact lacks, and agencies: the rules say more than a heading can.
    assert odd.keys() <= {
        "dcat-ap:Agent-type",
        "vn:Dataset-contactPoint",
        "vn:Dataset-modified-future",
        "vn:Dataset-publisher-code",
        "vn:Dataset-publisher-pattern",
        "vn:Dataset-temporal-order",
    }


def test_message__of_an_empty_cell_is_that_it_has_to_be_filled_in(path: Path) -> None:
    found = {one.code: one.text("en") for one in findings_of(path)}
    assert found["vn:Dataset-title-vi"] == WorkbooksText.CELL_MISSING(heading="Tên dữ liệu").render("en")
    assert found["vn:Dataset-modified"] == WorkbooksText.CELL_ADVISED(heading="Ngày cập nhật").render("en")


def test_message__of_a_size_names_the_numbers_that_may_be_meant(path: Path) -> None:
    sizes = [one.text("en") for one in findings_of(path) if one.code == "dcat-ap:Distribution-byteSize-datatype"]
    assert len(sizes) == 2
    assert all(text.startswith("'Dung lượng (byte)' is no whole number; write digits alone") for text in sizes)
    assert sum(text.endswith("is not certain: 2500000, 2621440.") for text in sizes) == 1


# ---------------------------------------------------------------- the same book by other programs


def test_book__of_xlsxwriter_has_the_same_findings(faulty: FaultyBook, path: Path, tmp_path: Path) -> None:
    other = xlsxwriter.Workbook(tmp_path / "so.xlsx", {"strings_to_formulas": False, "strings_to_urls": False})
    plain, day = other.add_format({"num_format": "General"}), other.add_format({"num_format": "dd/mm/yyyy"})
    for sheet in openpyxl.load_workbook(path).worksheets:
        page = other.add_worksheet(sheet.title)
        if sheet.sheet_state != "visible":
            page.hide()
        for cell in (one for row in sheet.iter_rows() for one in row):
            if isinstance(cell.value, datetime | date):
                page.write_datetime(cell.row - 1, cell.column - 1, cell.value, day)
            elif cell.value is not None:
                page.write(cell.row - 1, cell.column - 1, cell.value, plain)
    other.close()
    assert found_in_cells(tmp_path / "so.xlsx") == expected(faulty)


@pytest.mark.soak
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_book__saved_by_libreoffice_has_the_same_findings(
    ending: str, faulty: FaultyBook, convert: Callable[[str], Path]
) -> None:
    # LibreOffice gives a number without a format that of its column, which is one of days.
    told = {name: one for name, one in faulty.expected.items() if name != "ngày là số"}
    assert found_in_cells(convert(ending)) == sorted(told.values())


def test_table__of_datasets_as_csv_has_the_same_findings(tmp_path: Path) -> None:
    """A table has no numbers and no other sheets, and does not say that it has all records."""
    faulty = faulty_book(tuple(one for one in FAULTS if one.sheet == DATASETS and not one.number))
    found = [one for one in found_in_cells(write_csv(faulty.book, tmp_path / "so.csv")) if one.code not in OF_SHEETS]
    assert found == [one for one in expected(faulty) if one.code not in OF_SHEETS]


def in_english(book: openpyxl.Workbook) -> openpyxl.Workbook:
    """The book with sheets and headings in English; links between sheets are by code, so that nothing else changes."""
    for shape in workbook_shape().sheets:
        if shape.title["vi"] in book.sheetnames:
            sheet = book[shape.title["vi"]]
            sheet.title = shape.title["en"]
            headings = {one.heading["vi"]: one.heading["en"] for one in shape.columns}
            for cell in sheet[HEADING_ROW]:
                bare = str(cell.value or "").removesuffix(" *")
                if bare in headings:
                    cell.value = str(cell.value).replace(bare, headings[bare])
    return book


def test_message__names_the_headings_that_the_book_has(tmp_path: Path) -> None:
    faults = (*FAULTS, *ODD_CELLS)
    vietnamese = saved(faulty_book(faults).book, tmp_path / "so.xlsx")
    english = saved(in_english(faulty_book(faults).book), tmp_path / "book.xlsx")
    found = findings_of(english)
    codes = Counter(one.code for one in found)
    assert codes == Counter(one.code for one in findings_of(vietnamese))
    named = {
        str(fact): one.code
        for one in found
        if isinstance(one.message, Message)
        for name, fact in one.message.facts.items()
        if name in ("heading", "sheet")
    }
    assert len(named) > 12
    columns = [
        column for sheet in workbook_shape().sheets for column in (sheet.title, *(c.heading for c in sheet.columns))
    ]
    only_vietnamese = {one["vi"] for one in columns} - {one["en"] for one in columns}
    assert only_vietnamese.isdisjoint(named)
    assert named["Dataset name"] == "vn:Dataset-title-vi"


def test_message__names_a_heading_as_it_stands_in_the_book(tmp_path: Path) -> None:
    book = faulty_book().book
    sheet = book[DATASETS]
    sheet.cell(HEADING_ROW, column_of(sheet, "Tên dữ liệu"), "TÊN  DỮ LIỆU: (*)")
    found = {one.code: one.text("en") for one in findings_of(saved(book, tmp_path / "so.xlsx"))}
    assert found["vn:Dataset-title-vi"] == WorkbooksText.CELL_MISSING(heading="TÊN DỮ LIỆU:").render("en")
