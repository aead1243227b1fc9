"""What goes wrong in real workbooks, one trap a test: what is read, and what is told of which cell."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from danhmuc.registry import IriSpace, SourceContents, source_at
from danhmuc.vocab.findings import Finding

from .books import DATASET, FILE, column_of, filled, one_dataset, saved
from .forty_faults import findings_of

Cell = Callable[[str], Any]
IRI = "https://w3id.org/danhmuc/id/dataset/H57/KK-2026"
DMV = "https://w3id.org/danhmuc/def#"
DCT, DCAT = "http://purl.org/dc/terms/", "http://www.w3.org/ns/dcat#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SPATIAL = f"<{IRI}> <{DCT}spatial>"
MODIFIED = f"<{IRI}> <{DCT}modified>"
TITLE = f"<{IRI}> <{DCT}title>"


class Reading:
    """One reading of a book: graphs by IRI, findings by code, and why it is not whole."""

    def __init__(self, path: Path) -> None:
        contents: SourceContents = source_at(str(path)).contents(IriSpace(source="so"))
        made = [pending.make() for pending in contents.records]
        self.graphs = {record.iri: record.canonical.nquads.decode() for record in made}
        every = [one for record in made for one in record.findings]
        every += [one for document in contents.documents for one in document.findings]
        self.findings: dict[str, list[Finding]] = {}
        for one in every:
            self.findings.setdefault(one.code.removeprefix("workbook:"), []).append(one)
        self.documents, self.failed, self.incomplete = contents.documents, contents.failed, contents.incomplete
        self.quarantined, self.is_delta = contents.quarantined, contents.delta
        contents.close()

    def place(self, code: str) -> tuple[str | None, int | None, int | None]:
        """SheetShape, row and column of the one finding of a code."""
        (found,) = self.findings[code]
        return (found.document or "").partition("#")[2], found.line, found.column


def read(book: Workbook, tmp_path: Path) -> Reading:
    return Reading(saved(book, tmp_path / "so.xlsx"))


def statement(prop: str, value: str) -> str:
    return f"{prop} {value} .\n"


# ---------------------------------------------------------------- codes


def test_code__stored_as_a_number_in_a_format_with_zeros_is_what_people_see(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Phạm vi không gian – mã ĐVHC").value = 1
        cell("Phạm vi không gian – mã ĐVHC").number_format = "00"

    found = read(one_dataset(change), tmp_path)
    assert statement(SPATIAL, "<https://w3id.org/danhmuc/concept/province/01>") in found.graphs[IRI]
    assert "code-unlisted" not in found.findings


def test_code__that_lost_its_zero_is_told_with_the_code_and_not_mended(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Phạm vi không gian – mã ĐVHC").value = 1
        cell("Phạm vi không gian – mã ĐVHC").number_format = "General"

    found = read(one_dataset(change), tmp_path)
    (told,) = (one for one in findings_of(tmp_path / "so.xlsx") if one.path == f"{DCT}spatial")
    assert (told.place, told.value, told.fix) == ("so.xlsx#Dữ liệu!O3", "1", "01")
    assert told.message.id == "workbook-code-unlisted"
    assert statement(SPATIAL, '"1"') in found.graphs[IRI]


def test_code__of_a_word_that_may_mean_two_is_neither_and_both_are_named(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Tính chất chia sẻ").value = "Công khai"

    found = read(one_dataset(change), tmp_path)
    (told,) = (one for one in findings_of(tmp_path / "so.xlsx") if one.path == f"{DMV}sharingNature")
    assert (told.severity, told.message.id, told.fix) == ("violation", "workbook-code-uncertain", None)
    assert told.message.facts["codes"] == ("MO", "MO_CO_DIEU_KIEN")
    assert statement(f"<{IRI}> <{DMV}sharingNature>", '"Công khai"') in found.graphs[IRI]


def test_code__of_an_agency_as_a_number_is_told(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Đơn vị chủ trì cung cấp – mã").value = 107
        cell("Đơn vị chủ trì cung cấp – mã").number_format = "General"

    found = read(one_dataset(change), tmp_path)
    assert found.place("code-number") == ("Dữ liệu", 3, 8)


def test_code__twice_keeps_the_first_row_and_the_book_is_not_whole(tmp_path: Path) -> None:
    found = read(filled({"Dữ liệu": [DATASET, {**DATASET, "Tên dữ liệu": "Tên khác"}]}), tmp_path)
    assert found.place("code-repeated") == ("Dữ liệu", 4, 1)
    assert statement(TITLE, '"Chất lượng không khí"@vi') in found.graphs[IRI]
    assert "Tên khác" not in found.graphs[IRI]
    assert found.incomplete is not None


def test_row__repeated_counts_once_and_the_book_is_whole(tmp_path: Path) -> None:
    found = read(filled({"Dữ liệu": [DATASET, DATASET], "Phân phối": [FILE, FILE]}), tmp_path)
    assert [one.line for one in found.findings["row-repeated"]] == [4, 4]
    assert found.graphs[IRI].count(f"<{DCAT}distribution>") == 1
    assert found.incomplete is None


def test_row__without_a_code_or_of_no_record_is_not_taken(tmp_path: Path) -> None:
    rows = {
        "Dữ liệu": [DATASET, {"Tên dữ liệu": "Không mã"}],
        "Phân phối": [{**FILE, "Mã dữ liệu": "KHAC"}, {"Tên tệp": "Không mã"}],
    }
    found = read(filled(rows), tmp_path)
    assert found.place("row-stray") == ("Phân phối", 3, 1)
    assert [one.line for one in found.findings["row-without-code"]] == [4, 4]
    assert found.incomplete is not None
    assert found.incomplete.facts["count"] == 3


def test_catalogue__takes_one_row(tmp_path: Path) -> None:
    rows = [{"Tên danh mục": "Một", "Cơ quan – mã": "H57"}, {"Tên danh mục": "Hai", "Cơ quan – mã": "H57"}]
    found = read(filled({"Danh mục": rows}), tmp_path)
    assert found.place("code-repeated") == ("Danh mục", 4, None)
    assert '"Một"@vi' in found.graphs["https://w3id.org/danhmuc/id/catalog/H57"]
    assert found.incomplete is not None


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("value", "epoch", "expected", "told"),
    [
        (datetime(2026, 3, 5), None, f'"2026-03-05"^^<{XSD}date>', None),
        (date(2026, 3, 5), None, f'"2026-03-05"^^<{XSD}date>', None),
        (46086, None, f'"2026-03-05"^^<{XSD}date>', "date-number"),
        (44624, CALENDAR_MAC_1904, f'"2026-03-05"^^<{XSD}date>', "date-number"),
        (datetime(2026, 3, 5), CALENDAR_MAC_1904, f'"2026-03-05"^^<{XSD}date>', None),
        ("05/03/2026", None, f'"2026-03-05"^^<{XSD}date>', None),
        ("5.3.2026", None, f'"2026-03-05"^^<{XSD}date>', None),
        ("2026-03-05", None, f'"2026-03-05"^^<{XSD}date>', None),
        ("2026", None, f'"2026"^^<{XSD}gYear>', None),
        (2026, None, f'"2026"^^<{XSD}gYear>', None),
        ("12/25/2026", None, '"12/25/2026"', None),
        ("hôm qua", None, '"hôm qua"', None),
    ],
)
def test_day__is_read_with_the_day_first_and_never_turned_round(
    tmp_path: Path, value: object, epoch: datetime | None, expected: str, told: str | None
) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        if epoch is not None:
            assert sheet.parent is not None
            sheet.parent.epoch = epoch
        cell("Ngày cập nhật").value = value
        cell("Ngày cập nhật").number_format = "General" if isinstance(value, int) else "dd/mm/yyyy"

    found = read(one_dataset(change), tmp_path)
    assert statement(MODIFIED, expected) in found.graphs[IRI]
    assert ("date-number" in found.findings) == (told is not None)


def test_day__that_no_rule_judges_is_told_where_it_is_none(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Thời hạn công bố").value = "12/25/2026"

    found = read(one_dataset(change), tmp_path)
    assert found.place("date") == ("Dữ liệu", 3, 26)


# ---------------------------------------------------------------- cells


def test_formula__without_a_stored_result_is_told(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Tên dữ liệu").value = '="Chất"&" lượng"'

    found = read(one_dataset(change), tmp_path)
    (told,) = (one for one in findings_of(tmp_path / "so.xlsx") if one.column == 2)
    assert (told.code, told.message.id) == ("vn:Dataset-title-vi", "workbook-cell-no-value")
    assert TITLE not in found.graphs[IRI]


def test_formula__with_an_error_is_told(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Mô tả").value = "#REF!"

    found = read(one_dataset(change), tmp_path)
    (told,) = (one for one in findings_of(tmp_path / "so.xlsx") if one.column == 4)
    assert (told.code, told.message.id) == ("vn:Dataset-description-vi", "workbook-cell-error")
    assert "REF" not in found.graphs[IRI]


def test_rows__that_are_hidden_are_read_and_told(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        sheet.row_dimensions[3].hidden = True

    found = read(one_dataset(change), tmp_path)
    assert IRI in found.graphs
    assert found.place("hidden-rows") == ("Dữ liệu", None, None)


def test_rows__of_a_filtered_table_are_read_and_told(tmp_path: Path) -> None:
    """A filter hides rows; whoever looks at the table does not see them, and they are records as the others."""
    book = filled({"Dữ liệu": [DATASET, {**DATASET, "Mã dữ liệu": "KK-2025"}]})
    sheet = book["Dữ liệu"]
    sheet.auto_filter.ref = "A2:AB4"
    sheet.auto_filter.add_filter_column(0, ["KK-2026"])
    sheet.row_dimensions[4].hidden = True
    found = read(book, tmp_path)
    assert {IRI, IRI.replace("2026", "2025")} <= found.graphs.keys()
    (told,) = found.findings["hidden-rows"]
    assert told.message.facts["count"] == 1


def test_notes__of_cells_are_told_and_those_of_a_validation_are_not(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Mô tả").comment = Comment("Hỏi lại phòng Tài nguyên", "Lan")
        cell("Tên dữ liệu").comment = Comment("danhmuc\nvi phạm: …", "danhmuc")
        sheet.cell(2, 1).comment = Comment("mã của đơn vị", "Lan")  # at a heading

    found = read(one_dataset(change), tmp_path)
    assert found.place("notes") == ("Dữ liệu", None, None)
    (finding,) = found.findings["notes"]
    assert finding.text("en").startswith("1 cell of the sheet 'Dữ liệu' has a note, which is not read")


def test_cells__merged_with_those_above_have_their_value(tmp_path: Path) -> None:
    book = filled({"Dữ liệu": [DATASET], "Phân phối": [FILE, {"URL truy cập": "https://dulieumo.example.vn/2"}]})
    book["Phân phối"].merge_cells("A3:A4")
    found = read(book, tmp_path)
    assert found.graphs[IRI].count(f"<{DCAT}distribution>") == 2
    assert found.place("merged") == ("Phân phối", 4, 1)


def test_cells__blanks_at_the_ends_and_non_breaking_ones_go(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Mã dữ liệu").value = "KK-2026\u00a0 "
        cell("Tên dữ liệu").value = "Chất\u00a0lượng không khí "

    found = read(one_dataset(change), tmp_path)
    assert statement(TITLE, '"Chất lượng không khí"@vi') in found.graphs[IRI]
    assert found.findings["blanks"][0].message.render("en").startswith("In 2 cells")


@pytest.mark.parametrize("name", ["Thanh Hóa", "Thanh Hoá", "tỉnh thanh hoá"])
def test_list__both_places_of_tone_marks_are_one_name(tmp_path: Path, name: str) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Phạm vi không gian – mã ĐVHC").value = name

    graph = read(one_dataset(change), tmp_path).graphs[IRI]
    assert statement(SPATIAL, "<https://w3id.org/danhmuc/concept/province/38>") in graph


@pytest.mark.parametrize("text", ["C¬ së d÷ liÖu m«i tr­êng", "Cô sôû döõ lieäu moâi tröôøng"])
def test_text__of_old_encodings_is_told_and_kept(tmp_path: Path, text: str) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Tên dữ liệu").value = text

    found = read(one_dataset(change), tmp_path)
    assert found.place("legacy-text") == ("Dữ liệu", 3, 2)
    assert text in found.graphs[IRI]


def test_text__of_40000_letters_is_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text(f"Mã dữ liệu;Tên dữ liệu;Mô tả\nKK-2026;Bảng;{'a' * 40_000}\n", encoding="utf-8")
    found = Reading(path)
    (told,) = found.findings["cell-long"]
    assert (told.line, told.column) == (2, 3)
    assert any("a" * 40_000 in graph for graph in found.graphs.values())


def test_list__is_split_by_semicolons_and_line_breaks(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Từ khóa").value = "không khí; bụi\nkhói;;bụi"

    graph = read(one_dataset(change), tmp_path).graphs[IRI]
    assert graph.count(f"<{DCAT}keyword>") == 3


def test_contacts__go_together_in_order(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Đầu mối – họ tên").value = "Tổ A; Tổ B"
        cell("Đầu mối – thư điện tử").value = "a@example.vn; b@example.vn"

    found = read(one_dataset(change), tmp_path)
    assert found.graphs[IRI].count(f"<{DCAT}contactPoint>") == 2
    # Position and telephone are of one of the two alone.
    told = [one for one in findings_of(tmp_path / "so.xlsx") if one.path == f"{DCAT}contactPoint"]
    assert sorted((one.column, one.message.id) for one in told) == [
        (23, "workbook-lists-differ"),
        (24, "workbook-lists-differ"),
    ]


def test_contact__that_is_no_address_is_told(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell("Đầu mối – thư điện tử").value = "không có"
        cell("Đầu mối – điện thoại").value = "không có"

    found = read(one_dataset(change), tmp_path)
    assert "mailto:" not in found.graphs[IRI]
    # Nobody can be reached is one fault.
    (told,) = (one for one in findings_of(tmp_path / "so.xlsx") if one.path == f"{DCAT}contactPoint")
    assert (told.column, told.severity, told.message.id) == (25, "violation", "workbook-mail-form")


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Đầu mối – thư điện tử", "xem a@huế.vn"),
        ("Đầu mối – thư điện tử", "a@hue"),
        ("Đầu mối – thư điện tử", "a@hue,vn"),
        ("Đầu mối – điện thoại", "gọi 0234 123 456"),
        ("Đầu mối – điện thoại", "113"),
        ("Đầu mối – điện thoại", "000"),
        ("Đầu mối – điện thoại", "1,2"),
    ],
)
def test_contact__in_an_odd_form_is_told_once_whatever_the_rule_accepts(
    tmp_path: Path, heading: str, value: str
) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        cell(heading).value = value

    path = saved(one_dataset(change), tmp_path / "so.xlsx")
    column = column_of(one_dataset(change)["Dữ liệu"], heading)
    assert [one.value for one in findings_of(path) if one.column == column] == [value]


# ---------------------------------------------------------------- sheets and books


def test_rows__60000_empty_ones_with_formats_are_no_rows(tmp_path: Path) -> None:
    book = filled({"Dữ liệu": [DATASET]})
    path = saved(book, tmp_path / "so.xlsx")
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(10, 60_010)).encode()
    edit(path, "xl/worksheets/sheet4.xml", lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))
    found = Reading(path)
    assert list(found.graphs) == ["https://w3id.org/danhmuc/id/agent/H57", IRI]
    assert found.incomplete is None


def edit(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of a package."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, data in parts.items():
            new.writestr(part, data)


def test_book__with_macros_is_read_without_them(tmp_path: Path) -> None:
    path = saved(filled({"Dữ liệu": [DATASET]}), tmp_path / "so.xlsx")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    found = Reading(path.rename(tmp_path / "so.xlsm"))
    assert IRI in found.graphs
    assert "macros" in found.findings


def test_book__under_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"))
    found = Reading(path)
    assert found.failed is not None
    assert found.quarantined[0].reason.id == "workbook-locked"
    assert found.quarantined[0].body is None


def test_book__of_other_sheets_is_none(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Doanh thu")["A1"] = 1
    found = read(book, tmp_path)
    assert found.failed is not None
    assert found.failed.id == "workbook-no-book"
    assert "danhmuc template NEW.xlsx --from so.xlsx" in found.failed.render("en")


def test_book__without_a_filled_row_says_so(tmp_path: Path) -> None:
    found = read(filled({}), tmp_path)
    assert found.failed is not None
    assert found.failed.render("en") == "no row is filled in on the sheets Danh mục, CSDL, Dữ liệu, Dịch vụ"


def test_book__with_rows_of_parts_alone_says_what_they_belong_to(tmp_path: Path) -> None:
    found = read(filled({"Phân phối": [FILE]}), tmp_path)
    assert found.failed is not None
    assert found.failed.id == "workbook-no-rows-but-parts"
    assert found.failed.facts["others"] == ("Phân phối",)
    assert found.place("row-stray") == ("Phân phối", 3, 1)


def test_book__of_rows_that_are_of_no_record_is_kept_with_them(tmp_path: Path) -> None:
    found = read(filled({"Phản hồi": [{"Nội dung": "cần thêm"}]}), tmp_path)
    assert found.failed is None
    assert found.documents[0].body is not None


def test_book__of_other_headings_names_the_way_to_take_it_over(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("Dữ liệu")
    sheet.append(["STT", "Nội dung", "Đơn vị"])
    sheet.append([1, "a", "b"])
    found = read(book, tmp_path)
    assert found.failed is not None
    assert found.failed.id == "workbook-no-headings"
    assert "danhmuc template NEW.xlsx --from so.xlsx" in found.failed.render("en")


def test_codes__of_other_rows_that_no_row_has_are_told(tmp_path: Path) -> None:
    rows = {"Dữ liệu": [{**DATASET, "Thuộc CSDL": "MT; KHÁC"}], "CSDL": [{"Mã CSDL": "MT", "Tên CSDL": "Kho"}]}
    whole, part = (read(filled(rows, whole=one), tmp_path) for one in (True, False))
    assert [one.value for one in whole.findings["code-absent"]] == ["KHÁC"]
    assert [one.value for one in part.findings["code-elsewhere"]] == ["KHÁC"]
    assert whole.place("code-absent") == part.place("code-elsewhere") == ("Dữ liệu", 3, 7)


def test_agency__that_no_list_has_is_told_once_and_is_called_by_its_code(tmp_path: Path) -> None:
    rows = [{**DATASET, "Mã dữ liệu": code, "Đơn vị phối hợp – mã": "H57.99"} for code in ("A", "B")]
    found = read(filled({"Dữ liệu": rows}), tmp_path)
    assert found.place("agency-unlisted") == ("Dữ liệu", 3, 9)
    assert '<http://xmlns.com/foaf/0.1/name> "H57.99" .' in found.graphs["https://w3id.org/danhmuc/id/agent/H57.99"]
    codes = {one.code for one in findings_of(tmp_path / "so.xlsx")}
    assert "dcat-ap:Agent-name" not in codes


def test_book__of_a_mark_in_a_row_that_is_no_record_keeps_nothing(tmp_path: Path) -> None:
    book = filled({"Dữ liệu": [DATASET], "Phản hồi": [{"Nội dung": "ẩn kín"}]})
    sheet = book["Phản hồi"]
    last = sheet.max_column + 1
    sheet.cell(2, last, "Mức độ mật")
    sheet.cell(3, last, "Tối mật")
    found = read(book, tmp_path)
    (document,) = found.documents
    assert (document.body, document.digest) == (None, "")
    assert not any("ẩn kín" in one.message.render("vi") for each in found.findings.values() for one in each)


def test_column__of_another_name_is_told_and_does_not_leave(tmp_path: Path) -> None:
    def change(sheet: Worksheet, cell: Cell) -> None:
        sheet.cell(2, 40, "Ghi chú nội bộ")
        sheet.cell(3, 40, "chỉ mình ta")

    found = read(one_dataset(change), tmp_path)
    assert found.place("column-unknown") == ("Dữ liệu", 2, 40)
    assert "chỉ mình ta" not in found.graphs[IRI]


def test_heading__is_known_without_marks_and_wherever_it_stands(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("du lieu")
    for row in (["BẢNG DỮ LIỆU CỦA SỞ"], [], ["TT", "Ten du lieu", "MÃ DỮ LIỆU (*)"], [1, "Bảng", "A"]):
        sheet.append(row)
    found = read(book, tmp_path)
    (graph,) = (graph for iri, graph in found.graphs.items() if "agent" not in iri)
    assert '"Bảng"@vi' in graph


def test_extent__is_additional_unless_it_is_said(tmp_path: Path) -> None:
    assert read(filled({"Dữ liệu": [DATASET]}, whole=False), tmp_path).is_delta
    assert not read(filled({"Dữ liệu": [DATASET]}, whole=True), tmp_path).is_delta
    unsaid = filled({"Dữ liệu": [DATASET]}, whole=True)
    unsaid["Hướng dẫn"]["B4"] = "có lẽ"
    assert read(unsaid, tmp_path).is_delta


# ---------------------------------------------------------------- packages


def test_package__that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.registry.workbook.opened_book.MAX_UNPACKED", 100_000)
    path = saved(filled({"Dữ liệu": [DATASET]}), tmp_path / "so.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/bomb.bin", b"\0" * 1_000_000)
    found = Reading(path)
    assert found.quarantined[0].reason.id == "workbook-large"


def test_package__that_states_another_size_is_refused(tmp_path: Path) -> None:
    path = saved(filled({"Dữ liệu": [DATASET]}), tmp_path / "so.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/bomb.bin", b"\0" * 1_000_000)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10)))
    found = Reading(path)
    assert found.quarantined[0].reason.id == "workbook-damaged"


def test_package__with_a_wrong_checksum_or_a_lost_part_is_refused(tmp_path: Path) -> None:
    path = saved(filled({"Dữ liệu": [DATASET]}), tmp_path / "so.xlsx")
    data = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        part = package.getinfo("xl/worksheets/sheet4.xml")
    for broken in (
        data.replace(struct.pack("<I", part.CRC), struct.pack("<I", part.CRC ^ 1)),
        data[: part.header_offset] + b"XX" + data[part.header_offset + 2 :],
    ):
        path.write_bytes(broken)
        assert Reading(path).quarantined[0].reason.id == "workbook-damaged"


def test_package__whose_values_cover_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    book = filled({"Dữ liệu": [DATASET]})
    book["Dữ liệu"]["XFD1048576"] = "x"
    found = read(book, tmp_path)
    assert found.quarantined[0].reason.id == "workbook-sheet-large"


def test_package__with_a_document_type_is_refused(tmp_path: Path) -> None:
    path = saved(filled({"Dữ liệu": [DATASET]}), tmp_path / "so.xlsx")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    edit(path, "xl/workbook.xml", lambda part: bomb + part)
    assert Reading(path).quarantined[0].reason.id == "workbook-damaged"


def ods(rows: str) -> bytes:
    """A small .ods."""
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0"'
        f' xmlns:text="{office}text:1.0"><office:body><office:spreadsheet><table:table table:name="Dữ liệu">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return packed.getvalue()


def ods_row(*texts: str, more: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"{more}><text:p>{one}</text:p></table:table-cell>' for one in texts
    )
    return f"<table:table-row>{cells}</table:table-row>"


def test_ods__is_read_and_says_what_it_does_not_show(tmp_path: Path) -> None:
    path = tmp_path / "so.ods"
    path.write_bytes(ods(ods_row("Mã dữ liệu", "Tên dữ liệu") + "<table:table-row/>" + ods_row("A", "Bảng")))
    found = Reading(path)
    assert any('"Bảng"@vi' in graph for graph in found.graphs.values())
    assert "formats-unseen" in found.findings


def test_ods__that_repeats_cells_without_end_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "so.ods"
    cell = ods_row("x", more=' table:number-columns-repeated="16000"')
    path.write_bytes(ods(cell.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">')))
    assert Reading(path).quarantined[0].reason.id == "workbook-sheet-large"


def renamed(part: bytes, old: str, new: str) -> bytes:
    found = part.replace(old.encode(), new.encode())
    return (
        found.replace(b"xmlns:table=", b"xmlns:t=").replace(b"xmlns:t:1.0", b"xmlns:table:1.0")
        if new == "t:"
        else found
    )


@pytest.mark.parametrize("change", [("table:", "t:"), ('office:value-type="string"', 'office:value="1"')])
def test_ods__that_repeats_cells_is_refused_however_it_is_written(tmp_path: Path, change: tuple[str, str]) -> None:
    """A prefix is free, and calamine makes room for a value without a type, too."""
    path = tmp_path / "so.ods"
    cell = ods_row("x", more=' table:number-columns-repeated="16000"')
    rows = cell.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1000000">')
    path.write_bytes(ods(rows))
    edit(path, "content.xml", lambda part: renamed(part, *change))
    assert Reading(path).quarantined[0].reason.id == "workbook-sheet-large"


def test_ods__with_a_document_type_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.ods"
    path.write_bytes(ods(ods_row("x")))
    edit(path, "content.xml", lambda part: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + part)
    assert Reading(path).quarantined[0].reason.id == "workbook-damaged"


@pytest.mark.parametrize("data", [b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rubbish", b"<html>", b""])
def test_book__that_is_none_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(data)
    found = Reading(path)
    assert found.failed is not None
    assert "\n" not in found.failed.render("en")
    assert found.graphs == {}


def test_package__of_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = saved(filled({"Dữ liệu": [DATASET]}), tmp_path / "so.xlsx")
    edit(path, "xl/worksheets/sheet4.xml", lambda part: part[: len(part) // 2])
    assert Reading(path).quarantined[0].reason.id == "workbook-damaged"


def test_sheet__that_is_hidden_is_read_and_told(tmp_path: Path) -> None:
    book = filled({"Dữ liệu": [DATASET]})
    book["Dữ liệu"].sheet_state = "hidden"
    found = read(book, tmp_path)
    assert IRI in found.graphs
    assert found.place("sheet-hidden") == ("Dữ liệu", None, None)


def test_book__of_a_profile_that_is_not_here_or_a_newer_danhmuc_is_read_and_told(tmp_path: Path) -> None:
    book = filled({"Dữ liệu": [DATASET]})
    about = book["_danhmuc"]
    values = {about.cell(row, 1).value: about.cell(row, 2) for row in range(1, about.max_row + 1)}
    values["profile"].value, values["version"].value = "hue", "99"
    found = read(book, tmp_path)
    assert IRI in found.graphs
    assert {"profile", "newer"} <= found.findings.keys()


@pytest.mark.soak
def test_mistakes__that_repeat_from_row_to_row_are_told_in_each(tmp_path: Path) -> None:
    """Codes and days repeat, and are read once; a mistake is in every row that has it."""
    wrong = {**DATASET, "Ngày cập nhật": "31/02/2026", "Lĩnh vực": "Không gian ảo"}
    rows = [{**wrong, "Mã dữ liệu": f"KK-{number}", "Tên dữ liệu": f"Số {number}"} for number in range(3)]
    path = saved(filled({"Dữ liệu": rows}), tmp_path / "so.xlsx")
    of_days = {one.line for one in findings_of(path) if one.value == "31/02/2026"}
    of_themes = {one.line for one in findings_of(path) if one.value and "ảo" in one.value}
    assert (of_days, of_themes) == ({3, 4, 5}, {3, 4, 5})
