"""A workbook of any form becomes one of danhmuc; nothing is left out, and what went where is told."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from danhmuc.registry import ConvertedWorkbook, Registry, TemplateOptions, convert_workbook, source_at
from danhmuc.registry.record.locations import MOVED_TITLES, UNPLACED_TITLES
from danhmuc.registry.workbook import foreign_book
from danhmuc.registry.workbook.book_reading import code_lists_of
from danhmuc.registry.workbook.foreign_book import place_cells
from danhmuc.registry.workbook.foreign_rows import BETWEEN
from danhmuc.registry.workbook.foreign_sheets import moved_sheet, unplaced_sheet
from danhmuc.registry.workbook.opened_book import BookSheet, OpenedBook, SheetFacts
from danhmuc.registry.workbook.sheet_shapes import workbook_shape
from danhmuc.vocab.errors import DocumentError, SourceUnavailableError, UsageError
from danhmuc.vocab.reading.notes import Notes

from .books import DATASET, column_of, filled, saved
from .foreign_books import city_csv, ministry_book, province_book, put_rows, texts_of
from .test_traps import ods, ods_row

SHAPE = workbook_shape()
LISTS = code_lists_of(SHAPE)
HEAD = ["STT", "Mã dữ liệu", "Tên dữ liệu", "Mô tả"]
Merged = Sequence[tuple[int, int, int, int]]


def book_of(rows: Sequence[Sequence[Any]], *, name: str = "Biểu", merged: Merged = (), **facts: Any) -> OpenedBook:
    """An opened book with one sheet; None is an empty cell."""
    cells = [["" if one is None else one for one in row] for row in rows]
    given = [(number, row) for number, row in enumerate(cells, 1) if any(cell != "" for cell in row)]
    sheet = BookSheet(name, is_hidden=False, rows=given, merged=merged, facts=SheetFacts(**facts))
    return OpenedBook(".xlsx", [sheet], sees_formats=True)


class Placed:
    """The outcome for a book."""

    def __init__(self, book: OpenedBook) -> None:
        self.found = place_cells(book, SHAPE, LISTS, "vi", Notes("cu.xlsx"))
        counts = self.found
        listed = sum(one.cells for one in counts.listed)
        parts = (counts.headings, counts.placed, counts.beside, counts.refused_cells, listed)
        assert sum(parts) == counts.cells

    def rows(self, sheet: str) -> list[dict[str, str]]:
        """The rows of a sheet, by heading."""
        shape = next(one for one in SHAPE.sheets if one.title["vi"] == sheet)
        headings = {one.iri: one.heading["vi"] for one in shape.columns}
        made = self.found.rows.get(shape.iri, [])
        return [{headings[iri]: text for iri, text in row.cells.items()} for row in made]

    def listed(self, kind: str) -> list[str]:
        return [text for one in self.found.listed if one.kind == kind for text in one.text.split(BETWEEN)]

    def beside(self) -> list[tuple[int, str, str]]:
        return [(one.row, heading, text) for one in self.found.unplaced for heading, text in one.values]

    def texts(self) -> list[str]:
        """All texts of the new workbook that come from the old one."""
        told = moved_sheet(self.found, (), "cu.xlsx", "vi")
        beside = unplaced_sheet(self.found, "vi")
        rows = [*told.rows, *(beside.rows if beside is not None else ())]
        cells = [text for made in self.found.rows.values() for row in made for text in row.cells.values()]
        return [*cells, *(text for row in rows for text in row.texts)]


def placed(rows: Sequence[Sequence[Any]], **more: Any) -> Placed:
    return Placed(book_of(rows, **more))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Bộ Tư pháp", "G15"),
        ("BỘ  TƯ PHÁP", "G15"),
        ("Bo Tu phap", "G15"),
        ("UBND thành phố Huế", "H57"),
        ("G15", "G15"),
        # None of the list, more than a name, a slip, and one whose code is closed.
        ("Sở Y tế", "Sở Y tế"),
        ("Bộ Tư pháp (Cục A)", "Bộ Tư pháp (Cục A)"),
        ("Bộ Tư phạp", "Bộ Tư phạp"),
        ("UBND tỉnh Hậu Giang", "UBND tỉnh Hậu Giang"),
        # A database has one rights holder: two names are no code.
        ("Bộ Tư pháp; Bộ Y tế", "Bộ Tư pháp; Bộ Y tế"),
    ],
)
def test_agency__of_the_list_becomes_its_code_only_where_that_is_certain(name: str, written: str) -> None:
    found = placed([["Tên CSDL", "Cơ quan chủ quản", "Mục đích"], ["CSDL hộ tịch", name, "Tra cứu"]])
    (row,) = found.rows("CSDL")
    assert row["Cơ quan chủ quản – mã"] == written
    assert [one.changed for one in found.found.placements] == [0, int(name != written), 0]


def test_agency__each_of_several_becomes_its_code() -> None:
    found = placed([["Tên dữ liệu", "Đơn vị phối hợp", "Mô tả"], ["Hộ tịch", "Bộ Công an; Sở Tư pháp\nBộ Y tế", "M"]])
    assert found.rows("Dữ liệu")[0]["Đơn vị phối hợp – mã"] == "G01; Sở Tư pháp; G18"


def test_databases__have_a_frequency_users_and_a_note(tmp_path: Path) -> None:
    heads = ["Mã CSDL", "Tên cơ sở dữ liệu", "Cơ quan chủ quản", "Kỳ cập nhật", "Đối tượng khai thác", "Ghi chú"]
    heads += ["Hình thức chia sẻ", "Quy chế khai thác – số, ngày, URL"]
    row = ["01", "CSDL hộ tịch", "Bộ Tư pháp", "Hàng quý", "Cơ quan nhà nước", "Nâng cấp 2027"]
    old = Workbook()
    assert old.active is not None
    put_rows(old.active, [heads, [*row, "Chia sẻ dữ liệu mặc định", "Quyết định 9/QĐ"]])
    old.save(tmp_path / "cu.xlsx")
    made = convert_workbook(tmp_path / "cu.xlsx", tmp_path / "moi.xlsx", TemplateOptions(agency="G15"))
    assert (made.beside, [one.column for one in made.columns if one.column is None]) == (0, [])
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}") as registry:
        registry.harvest(source_at(str(tmp_path / "moi.xlsx")))
        (database,) = [registry.resource(row.iri) for row in registry.records()]
        assert database.accrual_periodicity.code == "QUARTERLY"
        assert database.sharing_form.code == "MAC_DINH"
        turtle = database.to("turtle")
    assert 'rdfs:label "Cơ quan nhà nước"@vi' in turtle
    assert 'rdfs:comment "Nâng cấp 2027"@vi' in turtle


# ---------------------------------------------------------------- three foreign books


def test_province__three_annexes_become_datasets_with_their_files(tmp_path: Path) -> None:
    made = convert_workbook(
        province_book(tmp_path / "tinh.xlsx"), tmp_path / "moi.xlsx", TemplateOptions(agency="H57"), number_prefix="YT"
    )
    book = load_workbook(tmp_path / "moi.xlsx")
    sheet = book["Dữ liệu"]
    rows = {
        sheet.cell(number, column_of(sheet, "Tên dữ liệu")).value: {
            heading: sheet.cell(number, column_of(sheet, heading)).value
            for heading in ("Mã dữ liệu", "Đơn vị chủ trì cung cấp – mã", "Tần suất cập nhật")
        }
        for number in range(3, 12)
    }
    # The agency is merged over two rows, and a yearly update is written as the drop-down has it.
    assert rows["Nhân lực y tế 1"] == {
        "Mã dữ liệu": "YT-002",
        "Đơn vị chủ trì cung cấp – mã": "Sở Y tế",
        "Tần suất cập nhật": "hàng năm",
    }
    assert list(rows)[-1] == "Trạm quan trắc 3"
    files = book["Phân phối"]
    assert [files.cell(number, 1).value for number in (3, 11)] == ["YT-001", "YT-009"]
    assert [files.cell(number, column_of(files, "Định dạng")).value for number in (3, 5)] == ["CSV", "JSON"]
    assert (made.numbered, made.without_code, made.refused) == (9, 0, ())
    unplaced = {one.heading for one in made.columns if one.column is None and one.how != "number"}
    assert unplaced == {"Hình thức chia sẻ (API, Excel)"}


@pytest.mark.soak
def test_province__annexes_propose_and_fill_only_if_asked(tmp_path: Path) -> None:
    old = province_book(tmp_path / "tinh.xlsx")
    made = convert_workbook(old, tmp_path / "moi.xlsx")
    assert [(one.old_sheet, one.column, one.value, one.rows, one.is_filled) for one in made.proposals] == [
        ("PL1", "Lớp dữ liệu", "Dữ liệu chủ", 3, False),
        ("PL2", "Tính chất chia sẻ", "Dữ liệu dùng chung", 3, False),
        ("PL3", "Tính chất chia sẻ", "Dữ liệu mở", 3, False),
    ]
    sheet = load_workbook(tmp_path / "moi.xlsx")["Dữ liệu"]
    nature = column_of(sheet, "Tính chất chia sẻ")
    assert not any(sheet.cell(number, nature).value for number in range(3, 12))
    convert_workbook(old, tmp_path / "moi.xlsx", fill_proposed=True, overwrite=True)
    sheet = load_workbook(tmp_path / "moi.xlsx")["Dữ liệu"]
    assert [sheet.cell(number, nature).value for number in (3, 6, 9)] == [None, "Dữ liệu dùng chung", "Dữ liệu mở"]
    assert sheet.cell(9, nature).fill.fgColor.rgb == "00FFD966"


def test_ministry__two_tables_of_one_sheet_go_to_two_sheets(tmp_path: Path) -> None:
    convert_workbook(ministry_book(tmp_path / "bo.xlsx"), tmp_path / "moi.xlsx", TemplateOptions(agency="G15"))
    book = load_workbook(tmp_path / "moi.xlsx")
    databases, services = book["CSDL"], book["Dịch vụ"]
    # A code keeps its zero, a day gets the form of the country, what is no day stays as it is.
    assert [databases.cell(number, 1).value for number in (3, 4)] == ["01", "02"]
    reviewed = column_of(databases, "Ngày rà soát gần nhất")
    assert [databases.cell(number, reviewed).value for number in (3, 4)] == ["05/03/2026", "quý 1 năm 2026"]
    assert services.cell(3, column_of(services, "URL điểm cuối")).value == "https://api.bo.example.vn/ho-tich"
    beside = book[UNPLACED_TITLES["vi"]]
    assert [cell.value for cell in beside[3]][4:] == ["01", "CSDL hộ tịch mẫu", "CSDL 3", "đang nâng cấp"]


def test_city__csv_without_diacritics_keeps_what_has_no_column(tmp_path: Path) -> None:
    made = convert_workbook(city_csv(tmp_path / "tp.csv"), tmp_path / "moi.xlsx")
    told = {one.heading: (one.sheet, one.column) for one in made.columns}
    assert told["Bo du lieu"] == ("Dữ liệu", "Tên dữ liệu")
    assert told["Tan suat cap nhat"] == ("Dữ liệu", "Tần suất cập nhật")
    assert told["Đường dẫn tải"] == ("Phân phối", "URL tải")
    assert [one for one, place in told.items() if place == (None, None)] == [
        *("So TT", "Phan loai", "Kenh cong bo", "Ngay gui"),
    ]
    assert made.without_code == 3
    sheet = load_workbook(tmp_path / "moi.xlsx")["Dữ liệu"]
    assert sheet["A3"].value is None
    assert sheet["A3"].fill.fgColor.rgb == "00FFD966"


@pytest.mark.parametrize("make", [province_book, ministry_book, city_csv])
def test_book__every_cell_of_the_old_one_is_in_the_new_one(make: Any, tmp_path: Path) -> None:
    old = make(tmp_path / ("cu.csv" if make is city_csv else "cu.xlsx"))
    made = convert_workbook(old, tmp_path / "moi.xlsx", TemplateOptions(language="vi"))
    assert made.cells == made.placed + made.beside + made.headings + made.listed + made.refused_cells
    texts = [" ".join(one.split()) for one in texts_of(tmp_path / "moi.xlsx")]
    if make is city_csv:
        wanted = [one for line in old.read_text("utf-8").splitlines() for one in line.split(";") if one]
    else:
        wanted = [" ".join(one.split()) for one in texts_of(old)]
    heads = " / ".join(texts)
    # A code or a day may be written as its list or the calendar does.
    changed = {"CC_BY": "CC_BY", "2026-03-05 00:00:00": "05/03/2026", "Hằng năm": "hàng năm", "Hàng quý": "hàng quý"}
    changed |= {"hang thang": "hàng tháng", "lien tuc": "liên tục"}
    missing = [one for one in wanted if one not in texts and one not in heads and changed.get(one, "?") not in heads]
    assert missing == []


@pytest.mark.parametrize("make", [province_book, ministry_book, city_csv])
def test_new_book__is_one_that_validate_reads(make: Any, tmp_path: Path) -> None:
    old = make(tmp_path / ("cu.csv" if make is city_csv else "cu.xlsx"))
    convert_workbook(old, tmp_path / "moi.xlsx", TemplateOptions(agency="H57"))
    contents = source_at(str(tmp_path / "moi.xlsx")).contents(_space())
    codes = {one.code for document in contents.documents for one in document.findings}
    assert "workbook:sheet-unplaced" in codes
    assert "workbook:sheet-unknown" not in codes
    assert ("workbook:row-without-code" in codes) == (make is not ministry_book)


def test_new_book__of_the_same_book_has_the_same_bytes(tmp_path: Path) -> None:
    old = province_book(tmp_path / "cu.xlsx")
    for name in ("a.xlsx", "b.xlsx"):
        convert_workbook(old, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def _space() -> Any:
    from danhmuc.registry import IriSpace

    return IriSpace(source="so")


# ---------------------------------------------------------------- tables


def test_table__rows_that_are_no_data_are_listed() -> None:
    found = placed(
        [
            ["Danh mục dữ liệu"],
            HEAD,
            ["(1)", "(2)", "(3)", "(4)"],
            [None, "A. Lĩnh vực đất đai"],
            [1, "A1", "Thửa đất", "m"],
            HEAD,
            ["(1)", "(2)", "(3)", "(4)"],
            [2, "A2", "Bản đồ", None],
            ["Tổng số", None, None, 2],
            ["Ghi chú: số liệu tạm"],
            [None, "Người lập", "Thủ trưởng"],
        ]
    )
    assert [row["Mã dữ liệu"] for row in found.rows("Dữ liệu")] == ["A1", "A2"]
    assert found.listed("above") == ["Danh mục dữ liệu"]
    assert found.listed("units") == ["(1)", "(2)", "(3)", "(4)"] * 2
    assert found.listed("head") == HEAD
    assert found.listed("group") == ["A. Lĩnh vực đất đai"]
    assert found.listed("total") == ["Tổng số", "2"]
    assert found.listed("below") == ["Ghi chú: số liệu tạm", "Người lập", "Thủ trưởng"]
    assert {one.group for one in found.found.unplaced} == {"A. Lĩnh vực đất đai"}


def test_table__a_name_that_sounds_like_a_total_is_a_row() -> None:
    found = placed([HEAD, [1, "A1", "Tổng số hộ nghèo", "m"], [2, "A2", "Tổng cộng", "số"], [3, "A3", "Tổng", None]])
    assert [row["Tên dữ liệu"] for row in found.rows("Dữ liệu")] == ["Tổng số hộ nghèo", "Tổng cộng", "Tổng"]


def test_table__without_row_numbers_ends_at_a_gap() -> None:
    rows = [HEAD[1:], ["A1", "Đường", "m"], ["A2", "Cầu", None], [], [None, "Người lập", None]]
    found = placed(rows)
    assert [row["Tên dữ liệu"] for row in found.rows("Dữ liệu")] == ["Đường", "Cầu"]
    assert found.listed("below") == ["Người lập"]


def test_table__empty_rows_and_columns_inside_are_passed_over() -> None:
    found = placed(
        [["STT", None, "Tên dữ liệu", None, "Mô tả"], [1, None, "A", None, "m"], [], [2, None, "B", "?", "n"]]
    )
    assert found.rows("Dữ liệu") == [{"Tên dữ liệu": "A", "Mô tả": "m"}, {"Tên dữ liệu": "B", "Mô tả": "n"}]
    # A value below no heading stands beside its row.
    assert found.beside() == [(4, "D", "?")]


def test_table__a_row_without_code_and_name_makes_no_record() -> None:
    found = placed([HEAD, [1, "A1", "Đường", "m"], [None, None, None, "xem thêm"], [2, "A2", "Cầu", "n"]])
    assert len(found.rows("Dữ liệu")) == 2
    assert found.beside() == [(3, "Mô tả", "xem thêm")]


def test_table__a_record_over_several_rows_is_one_with_several_files() -> None:
    rows = [["STT", "Tên dữ liệu", "Định dạng", "Mô tả"], [1, "Đường", "CSV", "m"], [None, None, "JSON", "khác"]]
    found = placed(rows, merged=[(2, 2, 3, 2), (2, 1, 3, 1)])
    assert found.rows("Dữ liệu") == [{"Tên dữ liệu": "Đường", "Mô tả": "m"}]
    assert [row["Định dạng"] for row in found.rows("Phân phối")] == ["CSV", "JSON"]
    assert found.beside() == [(3, "Mô tả", "khác")]


def test_table__a_head_of_two_rows_without_merged_cells_is_read() -> None:
    rows = [["STT", "Tên dữ liệu", "Đơn vị", None], [None, None, "Chủ trì", "Phối hợp"], [1, "Đường", "H57", "H57.01"]]
    assert placed(rows).rows("Dữ liệu") == [
        {"Tên dữ liệu": "Đường", "Đơn vị chủ trì cung cấp – mã": "H57", "Đơn vị phối hợp – mã": "H57.01"}
    ]


def test_table__a_note_right_above_the_head_is_no_heading() -> None:
    rows = [[None, None, "Đơn vị tính: bộ", None], HEAD, [1, "A1", "Đường", "m"]]
    for merged in ([(1, 3, 1, 4)], []):
        found = placed(rows, merged=merged)
        assert found.rows("Dữ liệu") == [{"Mã dữ liệu": "A1", "Tên dữ liệu": "Đường", "Mô tả": "m"}]
        assert found.listed("above") == ["Đơn vị tính: bộ"]


def test_table__whose_name_column_may_be_of_any_sheet_needs_a_title() -> None:
    rows = [["STT", "Tên", "Đơn vị chủ trì", "Ghi chú"], [1, "X", "H57", "g"]]
    unclear = placed(rows)
    assert unclear.found.rows == {}
    assert [text for _, _, text in unclear.beside()] == ["X", "H57", "g"]
    assert placed([["DANH MỤC CƠ SỞ DỮ LIỆU"], *rows]).rows("CSDL")[0]["Tên CSDL"] == "X"
    assert placed(rows, name="Dịch vụ").rows("Dịch vụ")[0]["Tên dịch vụ"] == "X"


def test_table__a_second_column_of_one_meaning_is_not_placed() -> None:
    found = placed([["Tên dữ liệu", "Mô tả", "Nội dung"], ["A", "một", "hai"]])
    assert found.rows("Dữ liệu") == [{"Tên dữ liệu": "A", "Mô tả": "một"}]
    assert found.beside() == [(2, "Nội dung", "hai")]


def test_table__of_data_with_headings_as_values_is_one() -> None:
    rows = [["STT", "Mã dữ liệu", "Tên trường", "Mô tả"], [1, "A1", "Tên dữ liệu", "Mô tả"], [2, "A1", "Ghi chú", "m"]]
    found = placed(rows, name="Từ điển dữ liệu")
    assert [row["Tên trường"] for row in found.rows("Từ điển dữ liệu")] == ["Tên dữ liệu", "Ghi chú"]


def test_table__errors_and_formulas_without_a_result_are_told() -> None:
    found = placed([HEAD, [1, "A1", "Đường", None]], errors={(2, 4)}, unsaved={(2, 5)})
    assert [(one.cell, one.kind) for one in found.found.listed] == [("D2", "formula"), ("E2", "formula")]


def test_table__zeros_of_a_format_are_kept() -> None:
    assert placed([HEAD, [1, 7, "Đường", "m"]], zeros={(2, 2): 3}).rows("Dữ liệu")[0]["Mã dữ liệu"] == "007"


def test_value__that_may_mean_two_codes_stays_as_it_is() -> None:
    head = [*HEAD, "Tính chất chia sẻ"]
    found = placed([head, [1, "A1", "Đường", "m", "Công khai"], [2, "A2", "Cầu", "m", "mở"]])
    assert [row["Tính chất chia sẻ"] for row in found.rows("Dữ liệu")] == ["Công khai", "Dữ liệu mở"]


# ---------------------------------------------------------------- proposals


def test_proposal__follows_the_title_where_annexes_are_numbered_otherwise() -> None:
    rows = [["PHỤ LỤC I"], ["Danh mục dữ liệu mở"], HEAD, [1, "A1", "Đường", "m"]]
    assert [one.value for one in placed(rows).found.proposals] == ["Dữ liệu mở"]
    rows[1] = ["Danh mục chi tiết"]
    assert [one.value for one in placed(rows).found.proposals] == ["Dữ liệu chủ"]
    named = [["DANH MỤC DỮ LIỆU MỞ VÀ DỮ LIỆU DÙNG CHUNG"], HEAD, [1, "A1", "Đường", "m"]]
    assert placed(named).found.proposals == []
    assert [one.value for one in placed(named, name="PL3").found.proposals] == ["Dữ liệu mở"]


def test_proposal__of_conditionally_open_data_is_not_that_of_open_data() -> None:
    found = placed([["Danh mục dữ liệu mở có điều kiện"], HEAD, [1, "A1", "Đường", "m"]])
    assert [one.value for one in found.found.proposals] == ["Dữ liệu mở có điều kiện"]


# ---------------------------------------------------------------- secrets


@pytest.mark.parametrize("mark", ["Mật", "TUYỆT MẬT", "x", "chưa rõ"])
def test_secret__rows_are_refused_and_named_by_place_alone(mark: str) -> None:
    head = [*HEAD, "Độ mật"]
    found = placed([head, [1, "A1", "Công khai", "m", "không"], [2, "A2", "Kho vũ khí", "nơi cất", mark]])
    assert found.found.refused == [("Biểu", 3)]
    assert [row["Mã dữ liệu"] for row in found.rows("Dữ liệu")] == ["A1"]
    assert not {"Kho vũ khí", "nơi cất", "A2"} & set(found.texts())


@pytest.mark.parametrize(
    "rows",
    [
        # A level under another heading, a tick under a level, a merged mark, a group, a table of no known form.
        [[*HEAD, "Phân loại"], [1, "A1", "Kho", "m", "Tối mật"]],
        [[*HEAD, "Mật"], [1, "A1", "Kho", "m", "x"]],
        [HEAD, ["I", "Danh mục bí mật nhà nước"], [1, "A1", "Kho", "m"]],
        [["Bảng kê", "Độ mật"], ["Kho", "Mật"]],
    ],
)
def test_secret__rows_are_known_by_any_mark(rows: list[list[Any]]) -> None:
    found = placed(rows)
    assert "Kho" not in found.texts()
    assert found.found.refused


def test_secret__a_merged_mark_and_a_record_over_several_rows_are_refused_whole() -> None:
    rows = [["Tên dữ liệu", "Mô tả", "Độ mật"], ["Kho", "m", "Mật"], ["Kho 2", "n", None], ["Đường", "p", None]]
    found = placed(rows, merged=[(2, 3, 3, 3)])
    assert found.found.refused == [("Biểu", 2), ("Biểu", 3)]
    rows = [["Tên dữ liệu", "Mô tả", "Độ mật"], ["Kho", "m", "Mật"], [None, "n", None], ["Đường", "p", None]]
    found = placed(rows, merged=[(2, 1, 3, 1)])
    assert found.found.refused == [("Biểu", 2), ("Biểu", 3)]


def test_secret__groups_and_rows_that_go_on_with_a_secret_one_are_refused() -> None:
    rows = [HEAD, ["A", "Mật"], [1, "A1", "Kho", "m"], ["B", "Khác"], [2, "A2", "Đường", "n"]]
    assert placed(rows).found.refused == [("Biểu", 2), ("Biểu", 3)]
    rows = [
        [*HEAD, "Độ mật"],
        [1, "A1", "Kho", "m", "Mật"],
        [None, None, None, "nơi cất", None],
        [2, "A2", "Đường", "n", None],
    ]
    found = placed(rows)
    assert found.found.refused == [("Biểu", 2), ("Biểu", 3)]
    assert "nơi cất" not in found.texts()


def test_secret__a_blank_mark_below_a_secret_one_may_be_merged_where_that_is_not_seen() -> None:
    rows = [["Tên dữ liệu", "Độ mật"], ["Kho", "Mật"], ["Kho 2", None], ["Đường", "không"], ["Cầu", None]]
    book = book_of(rows)
    assert Placed(book).found.refused == [("Biểu", 2)]
    for ending in (".ods", ".csv"):
        book.ending = ending
        assert Placed(book).found.refused == [("Biểu", 2), ("Biểu", 3)]


@pytest.mark.parametrize("stamp", ["MẬT", "Tối mật", "Độ mật: Mật", "DANH MỤC BÍ MẬT NHÀ NƯỚC NGÀNH Y TẾ"])
def test_secret__a_book_with_a_stamp_is_refused_whole(stamp: str) -> None:
    with pytest.raises(DocumentError) as refused:
        placed([[None, stamp], HEAD, [1, "A1", "Kho", "m"]])
    assert refused.value.reason.id == "foreign-book-mark"


def test_secret__a_mark_beside_its_label_refuses_the_book() -> None:
    with pytest.raises(DocumentError):
        placed([["Mức độ mật", "chưa xác định"], HEAD, [1, "A1", "Kho", "m"]])
    assert placed([["Mức độ mật", "không"], HEAD, [1, "A1", "Đường", "m"]]).found.refused == []


@pytest.mark.parametrize(
    "title",
    ["Mật độ dân số", "Căn cứ Luật Bảo vệ bí mật nhà nước", "Danh mục không gồm dữ liệu bí mật nhà nước", "Mắt"],
)
def test_secret__words_that_are_no_mark_refuse_nothing(title: str) -> None:
    found = placed([[title], HEAD, [1, "A1", title, "m"]])
    assert found.found.refused == []


# ---------------------------------------------------------------- files


def test_ods__is_taken_and_says_what_is_not_seen(tmp_path: Path) -> None:
    (tmp_path / "cu.ods").write_bytes(ods(ods_row("Tên dữ liệu", "Mô tả") + ods_row("Đường", "m")))
    made = convert_workbook(tmp_path / "cu.ods", tmp_path / "moi.xlsx")
    assert made.placed == 2
    assert "workbook-formats-unseen" in {one.id for one in made.notes}


def test_long_and_odd_texts__are_whole_in_the_new_book(tmp_path: Path) -> None:
    long = "dài " * 10_000 + "hết"
    (tmp_path / "cu.csv").write_text(f"Tên dữ liệu,Mô tả\nĐường,{long}\nCầu,a\x0bb =1+1\n=1+1,m\n", encoding="utf-8")
    convert_workbook(tmp_path / "cu.csv", tmp_path / "moi.xlsx")
    book = load_workbook(tmp_path / "moi.xlsx")
    beside = book[UNPLACED_TITLES["vi"]]
    pieces = [str(beside.cell(number, beside.max_column).value or "") for number in range(3, beside.max_row + 1)]
    assert "".join(pieces) == long
    sheet = book["Dữ liệu"]
    name = column_of(sheet, "Tên dữ liệu")
    assert (sheet.cell(5, name).value, sheet.cell(5, name).data_type) == ("=1+1", "s")
    assert sheet.cell(4, column_of(sheet, "Mô tả")).value == "a_x000B_b =1+1"


def test_hidden_rows_and_sheets__are_taken_and_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    put_rows(sheet, [HEAD, [1, "A1", "Đường", "m"], [2, "A2", "Cầu", "n"]])
    sheet.row_dimensions[3].hidden = True
    other = book.create_sheet("Ẩn")
    other["A1"] = "ghi chú"
    other.sheet_state = "hidden"
    book.save(tmp_path / "cu.xlsx")
    made = convert_workbook(tmp_path / "cu.xlsx", tmp_path / "moi.xlsx")
    assert made.placed == 6
    assert {"foreign-rows-hidden", "foreign-sheet-hidden"} <= {one.id for one in made.notes}


@pytest.mark.soak
def test_macros__are_told_and_never_kept(tmp_path: Path) -> None:
    old = ministry_book(tmp_path / "cu.xlsm")
    with zipfile.ZipFile(old, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    made = convert_workbook(old, tmp_path / "moi.xlsx")
    assert "workbook-macros" in {one.id for one in made.notes}
    assert not [one for one in zipfile.ZipFile(tmp_path / "moi.xlsx").namelist() if "vba" in one]


def test_limits__refuse_a_book_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = ministry_book(tmp_path / "cu.xlsx")
    monkeypatch.setattr(foreign_book, "MAX_TABLES", 1)
    assert _refusal(old, tmp_path / "moi.xlsx") == "foreign-book-tables"
    monkeypatch.setattr(foreign_book, "MAX_TABLES", 2)
    monkeypatch.setattr(foreign_book, "_MAX_COLUMNS", 7)
    assert _refusal(old, tmp_path / "moi.xlsx") == "foreign-book-columns"
    monkeypatch.setattr(foreign_book, "_MAX_CELLS", 10)
    assert _refusal(old, tmp_path / "moi.xlsx") == "foreign-book-cells"
    assert not (tmp_path / "moi.xlsx").exists()


def test_own_workbook__is_not_converted(tmp_path: Path) -> None:
    saved(filled({"Dữ liệu": [DATASET]}), tmp_path / "so.xlsx")
    refused = _refusal(tmp_path / "so.xlsx", tmp_path / "moi.xlsx")
    assert refused == "foreign-book-ours"
    assert not (tmp_path / "moi.xlsx").exists()


def test_target__is_never_the_source(tmp_path: Path) -> None:
    old = ministry_book(tmp_path / "cu.xlsx")
    before = old.read_bytes()
    (tmp_path / "lien-ket.xlsx").symlink_to(old)
    for target in (old, tmp_path / "lien-ket.xlsx"):
        with pytest.raises(UsageError) as refused:
            convert_workbook(old, target, overwrite=True)
        assert refused.value.message.id == "export-onto-named"
    assert old.read_bytes() == before


@pytest.mark.parametrize("prefix", ["A B", "Mã", "-1", "x" * 41, "=1"])
def test_prefix__that_cannot_begin_codes_is_refused(prefix: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        convert_workbook(city_csv(tmp_path / "tp.csv"), tmp_path / "moi.xlsx", number_prefix=prefix)
    assert refused.value.message.id == "foreign-number-prefix"


def test_numbers__pass_over_codes_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "cu.csv").write_text("Mã dữ liệu,Tên dữ liệu\nA-001,Đường\n,Cầu\n,Hầm\nA-003,Bến\n", encoding="utf-8")
    made = convert_workbook(tmp_path / "cu.csv", tmp_path / "moi.xlsx", number_prefix="A")
    sheet = load_workbook(tmp_path / "moi.xlsx")["Dữ liệu"]
    assert [sheet.cell(number, 1).value for number in range(3, 7)] == ["A-001", "A-002", "A-004", "A-003"]
    assert made.numbered == 2


def test_files__that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "khoa.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    )
    (tmp_path / "trong.csv").write_text(" , \n", encoding="utf-8")
    target = tmp_path / "moi.xlsx"
    assert _refusal(tmp_path / "khoa.xlsx", target) == "workbook-locked"
    assert _refusal(tmp_path / "trong.csv", target) == "foreign-book-blank"
    with pytest.raises(SourceUnavailableError):
        convert_workbook(tmp_path / "khong-co.xlsx", target)
    assert not target.exists()


def _refusal(source: Path, target: Path) -> str:
    with pytest.raises((DocumentError, UsageError)) as refused:
        convert_workbook(source, target)
    error: Any = refused.value
    reason = error.reason if isinstance(error, DocumentError) else error.message
    return str(reason.id)


def test_result__as_json_has_counts_and_columns(tmp_path: Path) -> None:
    made: ConvertedWorkbook = convert_workbook(city_csv(tmp_path / "tp.csv"), tmp_path / "moi.xlsx")
    told = made.as_dict()
    counts = told["cells"]
    assert isinstance(counts, dict)
    assert counts.pop("all") == sum(counts.values()) == 30
    assert MOVED_TITLES["vi"] in load_workbook(tmp_path / "moi.xlsx").sheetnames


# ---------------------------------------------------------------- nothing is left out

WORDS = st.sampled_from(
    [
        *(*HEAD, "Đơn vị", "Chủ trì", "Phối hợp", "CSDL", "Mã CSDL", "Tên CSDL", "Tên", "Định dạng", "URL tải"),
        *("Cột lạ", "Tổng cộng", "I", "II", "1", "2", "(1)", "(2)", "Ghi chú: tạm", "Danh mục dữ liệu mở"),
        *("Thời hạn", "Tên dịch vụ"),
    ]
)


@st.composite
def books(draw: st.DrawFn) -> OpenedBook:
    """Sheets of headings, numbers and other texts, at any place, some of them merged."""
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 9))
    rows: list[list[Any]] = []
    for row in range(height):
        cells: list[Any] = []
        for column in range(width):
            kind = draw(st.sampled_from("hhuu-") if row < 3 else st.sampled_from("huuuu-"))
            cells.append(draw(WORDS) if kind == "h" else f"giá trị {row}.{column}" if kind == "u" else None)
        rows.append(cells)
    if draw(st.booleans()):
        rows[draw(st.integers(0, height - 1))] = [*HEAD, "Định dạng", "Cột lạ"][:width]
    merged = [
        (top, left, min(height, top + draw(st.integers(0, 3))), min(width, left + draw(st.integers(0, 3))))
        for top, left in draw(st.lists(st.tuples(st.integers(1, height), st.integers(1, width)), max_size=3))
    ]
    return book_of(rows, merged=[one for one in merged if one[:2] != one[2:]])


@settings(max_examples=60, deadline=None)
@given(books())
def test_any_book__loses_no_cell(book: OpenedBook) -> None:
    old = [str(cell) for _, row in book.sheets[0].rows for cell in row if cell != ""]
    if not old:
        return
    found = Placed(book)
    texts = found.texts()
    joined = "\n".join(texts)
    assert [one for one in old if one not in joined] == []
    # A value that stands once in the old book stands in a cell of its own, or in the heading of a column.
    headings = "\n".join(one.heading for one in found.found.placements)
    values = [one for one in old if one.startswith("giá trị") and one not in headings]
    parts = {part for text in texts for each in text.split("; ") for part in each.split(BETWEEN)}
    assert [one for one in values if one not in parts] == []
