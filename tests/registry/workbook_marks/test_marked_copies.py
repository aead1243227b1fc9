"""Workbooks that cannot be marked themselves: they stay as they are, and their marks are in a new one."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from danhmuc.registry.messages.workbook_marks import WorkbookMarksText
from danhmuc.registry.workbook.opened_book import open_book
from danhmuc.registry.workbook_marks import CellMark, correct_workbook, mark_workbook
from danhmuc.registry.workbook_marks.sheet_values import make_workbook, read_sheets
from danhmuc.vocab.reading.notes import Notes

from .books import DATA, MARKS, RESULTS, load, mark, notes, parts, rewrite, write_with_openpyxl

TITLE = WorkbookMarksText.RESULTS_SHEET().render("vi")
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
}
ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="Dữ liệu">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_with_openpyxl(tmp_path / "book.xlsx")


def strict(book: Path) -> None:
    changed = {}
    for name, data in parts(book).items():
        for old, new in STRICT.items():
            data = data.replace(old, new)
        changed[name] = data
    rewrite(book, changed)


def sign(book: Path) -> None:
    rewrite(book, {"_xmlsignatures/origin.sigs": b""})


def give_a_password(book: Path) -> None:
    book.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def cut(book: Path) -> None:
    book.write_bytes(book.read_bytes()[:-30])


def lose_a_sheet(book: Path) -> None:
    rewrite(book, {"xl/worksheets/sheet1.xml": None})


def lose_styles(book: Path) -> None:
    rels = parts(book)["xl/_rels/workbook.xml.rels"]
    rewrite(book, {"xl/_rels/workbook.xml.rels": rels.replace(b"relationships/styles", b"relationships/none")})


def break_a_sheet(book: Path) -> None:
    rewrite(book, {"xl/worksheets/sheet1.xml": parts(book)["xl/worksheets/sheet1.xml"][:-20]})


def declare_entities(book: Path) -> None:
    sheet = parts(book)["xl/worksheets/sheet1.xml"]
    rewrite(book, {"xl/worksheets/sheet1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet})


def declare_entities_in_utf_16(book: Path) -> None:
    sheet = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]>'
        + parts(book)["xl/worksheets/sheet1.xml"].decode()
    )
    rewrite(book, {"xl/worksheets/sheet1.xml": sheet.encode("utf-16")})


def write_a_part_twice(book: Path) -> None:
    rewrite(book, {"XL/Workbook.xml": b"<a/>"})


def change_a_byte(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        info = archive.getinfo("xl/workbook.xml")
    data = bytearray(book.read_bytes())
    data[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 0xFF
    book.write_bytes(data)


def share(book: Path) -> None:
    rels = parts(book)["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rev" Target="revisions/revisionHeaders.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/revisionHeaders"/></Relationships>',
    )
    rewrite(book, {"xl/_rels/workbook.xml.rels": rels})


def make_it_a_document(book: Path) -> None:
    types = parts(book)["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")
    rewrite(book, {"[Content_Types].xml": types})


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (strict, "marked-book-strict"),
        (sign, "marked-book-signed"),
        (give_a_password, "marked-book-encrypted"),
        (cut, "marked-book-not-zip"),
        (lose_a_sheet, "marked-book-part-missing"),
        (lose_styles, "marked-book-without-styles"),
        (break_a_sheet, "marked-book-part-not-xml"),
        (declare_entities, "marked-book-part-has-dtd"),
        (declare_entities_in_utf_16, "marked-book-part-has-dtd"),
        (write_a_part_twice, "marked-book-part-twice"),
        (change_a_byte, "marked-book-part-damaged"),
        (share, "marked-book-shared"),
        (make_it_a_document, "marked-book-not-spreadsheet"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_mark__a_book_that_cannot_be_changed_stays_and_its_marks_are_listed(
    damage: object, reason: str, book: Path, tmp_path: Path
) -> None:
    assert callable(damage)
    damage(book)
    before = book.read_bytes()
    result = mark_workbook(book, MARKS, RESULTS, tmp_path / "out.xlsx")
    assert book.read_bytes() == before
    assert result.copied_because is not None
    assert result.copied_because.id == reason
    assert (result.coloured, result.noted) == (0, 0)
    assert {one.mark for one in result.unmarked} == {one for one in MARKS if one.column is not None}
    found = load(result.path)
    assert [sheet.title for sheet in found.worksheets if sheet.sheet_state == "visible"] == [TITLE]
    said = [str(row[0].value) for row in found[TITLE].iter_rows()]
    assert result.copied_because.render("vi") in said
    assert WorkbookMarksText.FINDINGS_ALONE().render("vi") in said
    assert sum(row[4].value == 'Mã phải có dạng H57.06 <&> "x".' for row in found[TITLE].iter_rows()) == len(MARKS) - 1
    corrected = correct_workbook(book, [], tmp_path / "sua.xlsx")
    assert corrected.path is None
    assert corrected.refused_because == result.copied_because


def test_mark__a_bomb_is_not_unpacked(book: Path, tmp_path: Path) -> None:
    sheet = parts(book)["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", b" " * 40_000_000 + b"</worksheet>")
    rewrite(book, {"xl/worksheets/sheet1.xml": sheet})
    result = mark_workbook(book, MARKS, RESULTS, tmp_path / "out.xlsx")
    assert result.copied_because is not None
    assert result.copied_because.id == "marked-book-part-too-large"


def test_mark__csv_comes_back_as_a_workbook_with_its_texts(tmp_path: Path) -> None:
    source = tmp_path / "Danh mục [1].csv"
    source.write_text('\ufeffMã;Tên\n01;=1+1\n+84;"a\nb"\n@x;https://example.vn\n', encoding="utf-8")
    result = mark_workbook(source, [mark((2, 1)), mark((3, 2), sheet=None)], RESULTS, tmp_path / "out.csv")
    assert result.path == tmp_path / "out.xlsx"
    assert result.copied_because is not None
    assert result.copied_because.id == "marked-book-format-copied"
    sheet = load(result.path).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Mã", "Tên"],
        ["01", "=1+1"],
        ["+84", "a\nb"],
        ["@x", "https://example.vn"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr"}
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    assert (result.coloured, result.unmarked) == (1, ())
    assert list(notes(result.path)) == ["Danh mục _1_!A2"]


def test_mark__a_text_of_40_000_letters_is_cut_and_told(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("Mã,Tên\n01," + "ạ" * 40_000 + "\n02," + "_x0041_" * 5_000 + "\n", encoding="utf-8")
    result = mark_workbook(source, [mark((2, 2))], RESULTS, tmp_path / "out.xlsx")
    book = load(result.path)
    assert len(book.worksheets[0]["B2"].value) == 32_767 - 1
    assert any("2" in str(row[0].value) and "Excel" in str(row[0].value) for row in book[TITLE].iter_rows())


def test_csv__is_split_as_it_is_read_for_validation(tmp_path: Path) -> None:
    """Else the marks would stand in other cells than the faults."""
    source = tmp_path / "a.csv"
    source.write_text("a,b,c,d;x\n" + "1;2;3;4;5\n" * 20, encoding="utf-8")
    notes = Notes("a.csv")
    (sheet,) = open_book(source.read_bytes(), source.name, notes).sheets
    (rows,) = read_sheets(source, source.read_bytes()).values()
    assert [list(cells) for _, cells in sheet.rows] == [list(row) for row in rows]


def test_mark__a_csv_in_another_encoding_is_not_guessed(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_bytes("Mã,Tên\n".encode("cp1258", "replace") + b"\xe3\n")
    result = mark_workbook(source, [mark((2, 2))], RESULTS, tmp_path / "out.xlsx")
    assert result.copied_because is not None
    assert result.copied_because.id == "marked-book-csv-not-utf8"


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=rows))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_mark__ods_comes_back_as_a_workbook_with_its_values(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="2.5"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2026-12-31"/>'
    empty = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    source = ods(
        tmp_path / "a.ods",
        f"{empty}<table:table-row><table:table-cell/>{cell.format('=1+1')}{number}{day}</table:table-row>",
    )
    result = mark_workbook(source, [mark((3, 2))], RESULTS, tmp_path / "out.ods")
    sheet = load(result.path)[DATA]
    assert sheet["B3"].value == "=1+1"
    assert sheet["B3"].data_type in {"s", "inlineStr"}
    assert sheet["C3"].value == 2.5
    assert sheet["D3"].value == dt.datetime(2026, 12, 31)
    assert sheet["D3"].number_format == "dd/mm/yyyy"
    assert list(notes(result.path)) == [f"{DATA}!B3"]


def test_mark__a_table_that_ends_far_outside_is_not_read(tmp_path: Path) -> None:
    far = '<table:table-cell table:number-columns-repeated="16383"/>'
    cell = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
    empty = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
    source = ods(tmp_path / "a.ods", f"{empty}<table:table-row>{far}{cell}</table:table-row>")
    result = mark_workbook(source, [mark((3, 2))], RESULTS, tmp_path / "out.xlsx")
    assert result.copied_because is not None
    assert result.copied_because.id == "marked-book-table-too-large"


@pytest.mark.parametrize(
    ("name", "reason"), [("a.xls", "marked-book-format-unreadable"), ("a.doc", "marked-book-format-unknown")]
)
def test_mark__what_is_no_spreadsheet_has_its_marks_listed(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    result = mark_workbook(tmp_path / name, [mark((3, 2))], RESULTS, tmp_path / "out.xlsx")
    assert result.copied_because is not None
    assert result.copied_because.id == reason
    assert [one.reason for one in result.unmarked] == [result.copied_because]


def test_make_workbook__values_of_every_kind(tmp_path: Path) -> None:
    values = [
        *("", "a", " b ", 1, 1.5, 1e20, True, float("inf"), None),
        *(dt.date(2026, 2, 28), dt.date(1900, 1, 1), dt.datetime(2026, 2, 28, 13, 30), dt.time(8, 15)),
        dt.timedelta(hours=30),
    ]
    path = tmp_path / "a.xlsx"
    with path.open("wb") as out:
        made = make_workbook({"A&B": [values]})
        made.package.write(out)
    assert made.cut == 0
    found = [cell.value for cell in next(load(path)["A&B"].iter_rows())]
    assert found == [
        *(None, "a", " b ", 1, 1.5, 1e20, True, "inf", None),
        *(dt.datetime(2026, 2, 28), "01/01/1900", dt.datetime(2026, 2, 28, 13, 30), dt.time(8, 15)),
        dt.timedelta(hours=30),
    ]


def test_mark__a_mark_of_no_cell_is_not_counted_as_unmarked(tmp_path: Path) -> None:
    whole = CellMark(severity="info", message=RESULTS.verdict)
    (tmp_path / "a.doc").write_bytes(b"x")
    assert mark_workbook(tmp_path / "a.doc", [whole], RESULTS, tmp_path / "out.xlsx").unmarked == ()
