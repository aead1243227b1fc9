"""Marking a workbook: what is added, and that nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from danhmuc.registry.messages.workbook_marks import WorkbookMarksText
from danhmuc.registry.workbook_marks import CellMark, MarkedWorkbook, WorkbookResults, clear_marks, mark_workbook
from danhmuc.registry.workbook_marks.cell_notes import SHEET_ORDER
from danhmuc.registry.workbook_marks.workbook_editor import MAIN
from danhmuc.registry.workbook_marks.workbook_package import read_elements
from danhmuc.vocab.errors import SourceUnavailableError, UsageError

from .books import DATA, MARKS, OLD, RESULTS, WRITERS, content, load, mark, notes, parts, rewrite, text

TITLE = WorkbookMarksText.RESULTS_SHEET().render("vi")


@pytest.fixture(scope="module", params=list(WRITERS))
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return WRITERS[request.param](tmp_path_factory.mktemp("books") / "book.xlsx")


@pytest.fixture(scope="module")
def marked(book: Path) -> Path:
    return mark_workbook(book, MARKS, RESULTS, book.with_name("marked.xlsx")).path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return WRITERS["openpyxl"](tmp_path / "small.xlsx")


def colours(path: Path, sheet: str) -> dict[str, str]:
    """The colour of each area of our rules."""
    return {
        str(area.sqref): rule.dxf.fill.bgColor.rgb
        for area in load(path)[sheet].conditional_formatting
        for rule in area.rules
        if rule.formula == ['"danhmuc"="danhmuc"']
    }


def test_mark__everything_else_is_found_again(book: Path, marked: Path) -> None:
    assert content(marked) == content(book)


def test_mark__parts_that_need_no_change_are_the_same_bytes(book: Path, marked: Path) -> None:
    before, after = parts(book), parts(marked)
    changed = {name for name in before if before[name] != after[name]}
    assert {name for name in changed if not re.search(r"rels$|vml$|comments?\d", name)} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }


def test_mark__cells_are_coloured_by_their_worst_severity(marked: Path) -> None:
    assert colours(marked, DATA) == {
        "A4:A5": "FFFFC7CF",
        "A6 B4": "FFFFEB9D",
        "G2": "FFE4DFED",
    }
    assert colours(marked, OLD) == {"A2": "FFFFC7CF", "A1": "FFFFEB9D"}


def test_mark__notes_are_added_to_those_that_are_there(book: Path, marked: Path) -> None:
    before, after = notes(book), notes(marked)
    assert set(after) - set(before) == {f"{DATA}!A4", f"{DATA}!A5", f"{DATA}!A6", f"{DATA}!G2", f"{OLD}!A2"}
    assert after[f"{DATA}!B4"].startswith("Ghi chú của cán bộ\n\ndanhmuc\n")
    assert after[f"{DATA}!B4"].endswith(WorkbookMarksText.NOTE_FIX(fix="=1+1").render("vi"))
    first, *lines = after[f"{DATA}!A5"].split("\n")
    assert first == "danhmuc"
    assert [line.partition(": ")[2] for line in lines] == ["Cùng ô.", 'Mã phải có dạng H57.06 <&> "x".']
    if f"{DATA}!A10" in before:
        assert after[f"{DATA}!A10"] == before[f"{DATA}!A10"]


def test_mark__the_sheet_of_results_is_last_and_shown(marked: Path) -> None:
    book = load(marked)
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert visible[-1] == TITLE
    assert book.active is not None
    assert book.active.title == TITLE
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [TITLE]
    assert book.worksheets[-1].sheet_state == "veryHidden"


def test_mark__the_sheet_of_results_says_all(marked: Path) -> None:
    sheet = load(marked)[TITLE]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = [str(row[0]) for row in rows[: rows.index([None] * 6)]]
    assert "CHƯA ĐẠT: còn 2 lỗi phải sửa." in top
    assert "Hạn sửa: 15/12/2026." in top
    table = rows[len(top) + 2 :]
    assert len(table) == len(MARKS)
    assert table[1][1:] == [DATA, "B4", "Mã", 'Mã phải có dạng H57.06 <&> "x".', "=1+1"]
    links = {cell.coordinate: cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert {link.location for link in links.values()} >= {f"'{DATA}'!A4", "'Năm ''26 & cũ'!A1"}
    assert all(link.target is None for link in links.values())
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}


def test_mark__results_print_on_a4_landscape(marked: Path) -> None:
    sheet = load(marked)[TITLE]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows is not None


def test_mark__tells_what_was_marked(book: Path, tmp_path: Path) -> None:
    result = mark_workbook(book, MARKS, RESULTS, tmp_path / "out.xlsx")
    assert result == MarkedWorkbook(path=tmp_path / "out.xlsx", coloured=7, noted=7)


def test_mark__counts_given_are_those_shown(small: Path, tmp_path: Path) -> None:
    results = WorkbookResults(is_passed=True, verdict=text("ĐẠT"), counts={"warning": 12_345})
    path = mark_workbook(small, [], results, tmp_path / "out.xlsx").path
    assert any("12.345" in str(row[0].value) for row in load(path)[TITLE].iter_rows())


def test_mark__same_input_same_bytes(book: Path, marked: Path, tmp_path: Path) -> None:
    again = mark_workbook(book, MARKS, RESULTS, tmp_path / "again.xlsx").path
    assert again.read_bytes() == marked.read_bytes()


def test_mark__a_marked_book_is_marked_as_the_first_time(marked: Path, tmp_path: Path) -> None:
    again = mark_workbook(marked, MARKS, RESULTS, tmp_path / "again.xlsx").path
    assert again.read_bytes() == marked.read_bytes()


def test_mark__others_rules_come_after_ours(book: Path, marked: Path) -> None:
    def priorities(path: Path) -> list[int]:
        sheet = parts(path)["xl/worksheets/sheet1.xml"].decode()
        return [int(one) for one in re.findall(r'cfRule\b[^>]*?priority="(\d+)"', sheet)]

    assert sorted(priorities(marked)) == [*range(1, 4), *(one + 3 for one in sorted(priorities(book)))]


def test_mark__rules_of_pivot_tables_keep_their_numbers(small: Path, tmp_path: Path) -> None:
    sheet = parts(small)["xl/worksheets/sheet1.xml"].replace(b"<cfRule ", b'<cfRule pivot="1" ')
    rewrite(small, {"xl/worksheets/sheet1.xml": sheet})
    path = mark_workbook(small, [mark((4, 1))], RESULTS, tmp_path / "out.xlsx").path
    written = parts(path)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r'pivot="1"[^>]*priority="(\d+)"', written) == ["1"]
    assert re.findall(r'priority="(\d+)"', written) == ["2", "1"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (mark((1, 1), sheet="Không có"), "marked-sheet-unknown"),
        (mark((1, 1), sheet="Biểu đồ"), "marked-sheet-without-cells"),
        (mark((1_048_577, 1)), "marked-cell-outside"),
        (mark((1, 16_385)), "marked-cell-outside"),
        (mark((0, 1)), "marked-cell-outside"),
    ],
)
def test_mark__what_has_no_cell_is_listed_alone(wrong: CellMark, message: str, tmp_path: Path) -> None:
    book = WRITERS["xlsxwriter"](tmp_path / "book.xlsx")
    result = mark_workbook(book, [wrong, mark((4, 1))], RESULTS, tmp_path / "out.xlsx")
    assert [(one.mark, one.reason.id) for one in result.unmarked] == [(wrong, message)]
    assert result.coloured == 1
    rows = [[cell.value for cell in row] for row in load(result.path)[TITLE].iter_rows()]
    assert sum(row[4] == 'Mã phải có dạng H57.06 <&> "x".' for row in rows) == 2


def test_mark__a_conversation_in_comments_is_left(small: Path, tmp_path: Path) -> None:
    held = parts(small)
    name = next(name for name in held if "comment1" in name and name.endswith(".xml"))
    rels = held["xl/worksheets/_rels/sheet1.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="t" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        b'Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>',
    )
    rewrite(
        small,
        {
            name: held[name].replace(b">Lan<", b">tc={0B6A}<"),
            "xl/worksheets/_rels/sheet1.xml.rels": rels,
            "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
        },
    )
    result = mark_workbook(small, [mark((4, 2)), mark((5, 2))], RESULTS, tmp_path / "out.xlsx")
    assert [(one.mark.row, one.reason.id) for one in result.unmarked] == [(4, "marked-cell-has-thread")]
    assert (result.coloured, result.noted) == (2, 1)
    assert notes(result.path)[f"{DATA}!B4"] == "Ghi chú của cán bộ"


def test_mark__drawings_that_are_no_xml_are_kept(small: Path, tmp_path: Path) -> None:
    held = parts(small)
    name = next(name for name in held if name.endswith(".vml"))
    broken = held[name].replace(b"</xml>", b"<div>a<br>b</div></xml>")
    rewrite(small, {name: broken})
    result = mark_workbook(small, [mark((5, 2))], RESULTS, tmp_path / "out.xlsx")
    assert result.noted == 1
    assert b"<div>a<br>b</div>" in parts(result.path)[name]
    assert parts(clear_marks(result.path, tmp_path / "clear.xlsx").path)[name] == broken


def test_mark__a_drawing_that_is_not_understood_leaves_notes_out(small: Path, tmp_path: Path) -> None:
    name = next(name for name in parts(small) if name.endswith(".vml"))
    rewrite(small, {name: b"<xml/>"})
    result = mark_workbook(small, [mark((5, 2))], RESULTS, tmp_path / "out.xlsx")
    assert [one.reason.id for one in result.unmarked] == ["marked-notes-unchangeable"]
    assert (result.coloured, result.noted) == (1, 0)


def test_mark__shapes_of_two_drawings_have_numbers_of_their_own(tmp_path: Path) -> None:
    book = WRITERS["xlsxwriter"](tmp_path / "book.xlsx")
    many = [mark((row, 3), sheet=sheet) for sheet in (DATA, OLD) for row in range(20, 1300)]
    path = mark_workbook(book, many, RESULTS, tmp_path / "out.xlsx").path
    drawings = [data for name, data in parts(path).items() if name.endswith(".vml")]
    numbers = [one for data in drawings for one in re.findall(rb'id="_x0000_s(\d+)"', data)]
    assert len(numbers) == len(set(numbers)) >= 2560
    for data in drawings:
        blocks = re.findall(rb'idmap[^>]*data="([\d,]+)"', data)
        assert {str(int(one) // 1024).encode() for one in re.findall(rb'id="_x0000_s(\d+)"', data)} == set(
            b",".join(blocks).split(b",")
        )


def test_mark__parts_in_another_encoding_or_with_prefixes_are_changed_too(small: Path, tmp_path: Path) -> None:
    held = parts(small)
    declared = '<?xml version="1.0" encoding="UTF-16"?>'
    workbook = declared + held["xl/workbook.xml"].decode()
    sheet = held["xl/worksheets/sheet1.xml"].decode()
    prefixed = re.sub(r"(</?)(?=\w)", r"\1x:", sheet).replace("xmlns=", "xmlns:x=")
    rewrite(
        small,
        {
            "xl/workbook.xml": workbook.encode("utf-16"),
            "xl/worksheets/sheet1.xml": prefixed.replace('"', "'").replace("&quot;", "x").encode(),
        },
    )
    result = mark_workbook(small, [mark((5, 2))], RESULTS, tmp_path / "out.xlsx")
    assert result.copied_because is None
    assert colours(result.path, DATA) == {"B5": "FFFFC7CF"}
    assert notes(result.path)[f"{DATA}!B5"].startswith("danhmuc\n")
    assert parts(clear_marks(result.path, tmp_path / "clear.xlsx").path) == parts(small)


def test_mark__texts_that_look_like_escapes_stay_as_they_are(small: Path, tmp_path: Path) -> None:
    said = "_x0041_ và ]]> và \x0b"
    path = mark_workbook(small, [mark((5, 2), message=said)], RESULTS, tmp_path / "out.xlsx").path
    assert b"_x005F_x0041_ v" in b"".join(parts(path).values())


def as_excel_writes(book: Path) -> Path:
    """The book with what Excel itself adds around the parts that are changed."""
    held = parts(book)
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" '
        'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{0001}" '
    )
    path = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'Requires="x15"><x15ac:absPath url="C:\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/'
        '11/ac"/></mc:Choice></mc:AlternateContent><xr:revisionPtr xmlns:xr="http://schemas.microsoft.com/office/'
        'spreadsheetml/2014/revision" documentId="a" xr6:coauthVersionLast="47" xmlns:xr6="urn:xr6"/><bookViews>'
    )
    controls = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'Requires="x14"><controls/></mc:Choice></mc:AlternateContent>'
    )
    uid = 'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{0001}" '
    sheet = held["xl/worksheets/sheet1.xml"].decode().replace("<worksheet ", f"<worksheet {uid}", 1)
    at = sheet.index("<legacyDrawing")
    end = sheet.index("/>", at) + 2
    styles = held["xl/styles.xml"].decode().replace("<fonts ", '<fonts x14ac:knownFonts="1" ', 1)
    styles = styles.replace("<styleSheet ", f"<styleSheet {spaces}", 1).replace(' xr:uid="{0001}"', "", 1)
    return rewrite(
        book,
        {
            "xl/worksheets/sheet1.xml": (sheet[:end] + controls + sheet[end:]).encode(),
            "xl/workbook.xml": held["xl/workbook.xml"].decode().replace("<bookViews>", path, 1).encode(),
            "xl/styles.xml": styles.encode(),
        },
    )


def test_mark__extensions_of_excel_stay_in_their_places(tmp_path: Path) -> None:
    book = as_excel_writes(WRITERS["xlsxwriter"](tmp_path / "book.xlsx"))
    result = mark_workbook(book, MARKS, RESULTS, tmp_path / "out.xlsx")
    assert result == MarkedWorkbook(path=tmp_path / "out.xlsx", coloured=7, noted=7)
    assert content(result.path) == content(book)
    before, after = (parts(path)["xl/worksheets/sheet1.xml"].decode() for path in (book, result.path))
    for pattern in (r"<worksheet [^>]*>", r"<mc:Alt.*?</mc:AlternateContent>", r"<extLst>.*?</extLst>(?=</work)"):
        kept = [re.sub(r'priority="\d+"', "", "".join(re.findall(pattern, text))) for text in (before, after)]
        assert kept[0] == kept[1] != ""
    assert parts(clear_marks(result.path, tmp_path / "clear.xlsx").path) == parts(book)


def test_mark__children_of_sheets_are_in_the_order_of_the_schema(marked: Path) -> None:
    for name, data in parts(marked).items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            children = [one.name for one in read_elements(name, data, MAIN).children if one.name in SHEET_ORDER]
            assert children == sorted(children, key=SHEET_ORDER.index)


def test_mark__every_number_of_a_format_exists(marked: Path) -> None:
    styles = read_elements("styles", parts(marked)["xl/styles.xml"], MAIN)
    counts = {one.name: len(one.children) for one in styles.children}
    for one in styles.children:
        assert one.attributes.get("count", str(len(one.children))) == str(len(one.children))
    for data in (data for name, data in parts(marked).items() if "worksheets/" in name):
        assert all(int(one) < counts["cellXfs"] for one in re.findall(rb'<c [^>]*\bs="(\d+)"', data))
        assert all(int(one) < counts["dxfs"] for one in re.findall(rb'dxfId="(\d+)"', data))
    formats = styles.child("cellXfs")
    assert formats is not None
    for one in formats.children:
        for attribute, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            assert int(one.attributes[attribute]) < counts[name]


def test_mark__macros_stay_and_so_does_the_ending(tmp_path: Path) -> None:
    book = WRITERS["openpyxl"](tmp_path / "book.xlsx")
    types = parts(book)["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    macro = rewrite(book, {"[Content_Types].xml": types, "xl/vbaProject.bin": b"\xd0\xcf"}, tmp_path / "book.xlsm")
    result = mark_workbook(macro, MARKS, RESULTS, tmp_path / "out.xlsx")
    assert result.path == tmp_path / "out.xlsm"
    assert result.copied_because is None
    assert parts(result.path)["xl/vbaProject.bin"] == b"\xd0\xcf"


def test_mark__never_onto_the_book_itself(small: Path) -> None:
    before = small.read_bytes()
    with pytest.raises(UsageError, match="itself"):
        mark_workbook(small, MARKS, RESULTS, small)
    assert small.read_bytes() == before


def test_mark__a_book_that_is_not_there_or_a_folder_that_is_not(small: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError):
        mark_workbook(tmp_path / "none.xlsx", MARKS, RESULTS, tmp_path / "out.xlsx")
    with pytest.raises(UsageError, match="cannot write"):
        mark_workbook(small, MARKS, RESULTS, tmp_path / "none" / "out.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small.xlsx"]
