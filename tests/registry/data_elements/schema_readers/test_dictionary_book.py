"""Dictionaries in workbooks and CSV: the sheet of the template, and tables of the 25 descriptors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from danhmuc.registry.data_elements.schema_readers import SchemaReading, read_tables
from danhmuc.registry.data_elements.schema_readers.dictionary_book import DESCRIPTOR_HEADINGS
from danhmuc.registry.record.described_elements import ColumnDraft, ElementDraft, TableDraft, ValueDomainDraft
from danhmuc.registry.workbook.template import write_template
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.errors import DocumentError

SHEET = ("Mã dữ liệu", "Tên trường", "Tên gọi", "Mô tả", "Kiểu dữ liệu", "Bắt buộc")
ROWS = (
    ("TRAM", "ma", "Mã trạm", "Mã của trạm", "chữ", "Có"),
    ("TRAM", "do_cao", "Độ cao", "Mét trên mực nước biển", "số thập phân", "Không"),
    ("MAU", "ngay", "Ngày lấy mẫu", "", "ngày", "x"),
)


def csv(tmp_path: Path, rows: Sequence[Sequence[str]], name: str = "tu-dien.csv") -> SchemaReading:
    path = tmp_path / name
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), encoding="utf-8")
    return read_tables(str(path))


def book(tmp_path: Path, sheets: dict[str, Sequence[Sequence[str]]]) -> SchemaReading:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "so.xlsx"
    made.save(path)
    return read_tables(str(path))


def codes(reading: SchemaReading) -> list[str]:
    return [one.code for one in reading.findings]


# ---------------------------------------------------------------- the sheet of the template


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_sheet__is_a_table_for_each_dataset(tmp_path: Path, form: str) -> None:
    rows = (SHEET, *ROWS)
    reading = (
        csv(tmp_path, rows) if form == "csv" else book(tmp_path, {"Từ điển dữ liệu": rows, "Ghi chú": [["gì đó"]]})
    )
    place = str(tmp_path / "tu-dien.csv") if form == "csv" else f"{tmp_path / 'so.xlsx'}#Từ điển dữ liệu"
    assert not reading.has_secrets
    assert reading.kind == "dictionary"
    assert reading.findings == ()
    assert reading.tables == (
        TableDraft(
            name="TRAM",
            columns=(
                ColumnDraft(
                    name="ma",
                    number=1,
                    titles=(("vi", "Mã trạm"),),
                    descriptions=(("vi", "Mã của trạm"),),
                    value_domain=ValueDomainDraft(datatype=XSD.string, native_type="chữ"),
                    is_required=True,
                ),
                ColumnDraft(
                    name="do_cao",
                    number=2,
                    titles=(("vi", "Độ cao"),),
                    descriptions=(("vi", "Mét trên mực nước biển"),),
                    value_domain=ValueDomainDraft(datatype=XSD.decimal, native_type="số thập phân"),
                ),
            ),
            place=f"{place}#TRAM",
        ),
        TableDraft(
            name="MAU",
            columns=(
                ColumnDraft(
                    name="ngay",
                    number=1,
                    titles=(("vi", "Ngày lấy mẫu"),),
                    value_domain=ValueDomainDraft(datatype=XSD.date, native_type="ngày"),
                    is_required=True,
                ),
            ),
            place=f"{place}#MAU",
        ),
    )


def test_sheet__in_english_and_folded(tmp_path: Path) -> None:
    head = ("DATASET CODE", "field name", "Title", "Description", "Data type (*)", "Required")
    reading = csv(tmp_path, (head, ("A", "x", "", "", "integer", "yes")))
    assert reading.tables[0].columns[0].value_domain.datatype == XSD.integer
    assert csv(tmp_path, (("Ma du lieu", "TEN TRUONG"), ("A", "x"))).tables[0].columns[0].name == "x"


def test_sheet__of_the_template_itself_is_read(tmp_path: Path) -> None:
    written = tmp_path / "mau.xlsx"
    write_template(written)
    made = openpyxl.load_workbook(written)
    sheet = made["Từ điển dữ liệu"]
    head = next(number for number in range(1, 20) if sheet.cell(number, 2).value in ("Tên trường", "Tên trường (*)"))
    for column, value in enumerate(ROWS[0], 1):
        sheet.cell(head + 1, column).value = value
    path = tmp_path / "so.xlsx"
    made.save(path)
    reading = read_tables(str(path))
    assert [one.name for one in reading.tables] == ["TRAM"]
    assert reading.tables[0].columns[0].name == "ma"


def test_sheet__rows_that_cannot_be_read_are_told_with_their_cells(tmp_path: Path) -> None:
    rows = (
        SHEET,
        ("", "a", "", "", "", ""),
        ("A", "", "", "", "", "có lẽ"),
        ("A", "x"),
        ("A", "x"),
        ("A", "y", "", "", "tiền"),
    )
    reading = book(tmp_path, {"Từ điển dữ liệu": rows})
    assert [(one.code, one.line, one.column) for one in reading.findings] == [
        ("schema:identifier-missing", 2, 1),
        ("schema:column-nameless", 3, 2),
        ("schema:value", 3, 6),
        ("schema:column-repeated", 5, 2),
    ]
    (table,) = reading.tables
    assert [one.name for one in table.columns] == ["column-1", "x", "y"]
    assert not table.columns[0].is_required
    assert table.columns[2].value_domain == ValueDomainDraft(native_type="tiền")


def test_sheet__rows_of_a_secret_dataset_are_refused_unread(tmp_path: Path) -> None:
    reading = book(
        tmp_path,
        {
            "Dữ liệu": [("Mã dữ liệu", "Tên dữ liệu", "Độ mật"), ("TRAM", "Trạm", "Tối mật"), ("MAU", "Mẫu", "Không")],
            "Từ điển dữ liệu": (SHEET, *ROWS),
        },
    )
    assert [one.name for one in reading.tables] == ["MAU"]
    assert "do_cao" not in repr(reading)
    assert reading.has_secrets
    assert read_tables(str(tmp_path)).has_secrets
    assert [one.line for one in reading.findings if "secret" in one.code] == [2, 3]


def test_sheet__row_with_a_mark_of_its_own_is_refused_unread(tmp_path: Path) -> None:
    rows = ((*SHEET, "Độ mật"), (*ROWS[0], "Mật"), (*ROWS[1], ""))
    reading = book(tmp_path, {"Từ điển dữ liệu": rows})
    assert [one.name for one in reading.tables[0].columns] == ["do_cao"]
    assert "Mã trạm" not in repr(reading)


# ---------------------------------------------------------------- the 25 descriptors

GIVEN = {
    "identifier": "ndg:ID-001",
    "name": "Giới tính",
    "definition": "Giới tính của một người",
    "datatype": "VARCHAR(1)",
    "format": "1 ký tự",
    "value-list": "1: Nam; 2: Nữ",
    "valid-range": "từ 1 đến 2",
    "language": "vi",
}


def test_descriptors__are_25_with_headings_of_their_own() -> None:
    assert len(DESCRIPTOR_HEADINGS) == 25
    keys: dict[str, set[str]] = {}
    for key, headings in DESCRIPTOR_HEADINGS.items():
        for heading in (*headings, key):
            keys.setdefault(heading.casefold(), set()).add(key)
    assert [heading for heading, found in keys.items() if len(found) > 1] == []


@pytest.mark.parametrize("language", ["vi", "en", "keys"])
def test_descriptors__every_one_is_read(tmp_path: Path, language: str) -> None:
    forms = {"vi": lambda key: DESCRIPTOR_HEADINGS[key][0], "en": lambda key: [*DESCRIPTOR_HEADINGS[key], key][1]}
    head = [forms[language](key) if language in forms else key for key in DESCRIPTOR_HEADINGS]
    row = [GIVEN.get(key, f"giá trị {key}") for key in DESCRIPTOR_HEADINGS]
    reading = csv(tmp_path, (head, row))
    assert reading.findings == ()
    assert reading.elements == (
        ElementDraft(
            identifier="ndg:ID-001",
            titles=(("vi", "Giới tính"),),
            definitions=(("vi", "Giới tính của một người"),),
            values=tuple(
                (key, GIVEN.get(key, f"giá trị {key}"))
                for key in DESCRIPTOR_HEADINGS
                if key not in ("identifier", "name", "definition")
            ),
            value_domain=ValueDomainDraft(
                datatype=XSD.string,
                native_type="VARCHAR(1)",
                max_length=1,
                codes=(("1", "Nam"), ("2", "Nữ")),
                minimum="1",
                maximum="2",
            ),
            place=f"{tmp_path / 'tu-dien.csv'}:2",
        ),
    )


@pytest.mark.parametrize(
    "head",
    [
        ("Mã định danh", "Tên nghiệp vụ", "Business name", "Định nghĩa", "Definition"),
        ("ID", "TÊN NGHIỆP VỤ (VI)", "Tên nghiệp vụ (en)", "Dinh nghia", "Định nghĩa (English)"),
        ("identifier", "name_vi", "name_en", "definition_vi", "definition_en"),
    ],
)
def test_descriptors__in_two_languages(tmp_path: Path, head: tuple[str, ...]) -> None:
    (found,) = csv(tmp_path, (head, ("a", "Tên", "Name", "Nghĩa", "Meaning"))).elements
    assert sorted(found.titles) == [("en", "Name"), ("vi", "Tên")]
    assert sorted(found.definitions) == [("en", "Meaning"), ("vi", "Nghĩa")]


def test_descriptors__language_of_the_row_counts(tmp_path: Path) -> None:
    (found,) = csv(tmp_path, (("ID", "Name", "Definition", "Language"), ("a", "Sex", "…", "tiếng Anh"))).elements
    assert found.titles == (("en", "Sex"),)


def test_descriptors__rows_without_or_with_one_identifier_are_told(tmp_path: Path) -> None:
    head = ("STT", "ID", "Tên nghiệp vụ", "Định nghĩa", "Cột lạ")
    reading = csv(tmp_path, (head, ("1", "a", "A", "", ""), ("2", "", "B", "", ""), ("3", "a", "C", "", "")))
    assert [one.titles for one in reading.elements] == [(("vi", "A"),)]
    assert [(one.code, one.line) for one in reading.findings] == [
        ("schema:part-unread", 1),
        ("schema:identifier-missing", 3),
        ("schema:identifier-repeated", 4),
    ]
    assert "'Cột lạ'" in reading.findings[0].message.render("vi")


def test_descriptors__beside_the_sheet_of_the_template_in_one_book(tmp_path: Path) -> None:
    terms = (("ID", "Tên nghiệp vụ", "Định nghĩa"), ("a", "A", "nghĩa"))
    reading = book(tmp_path, {"Từ điển dữ liệu": (SHEET, *ROWS), "Thuật ngữ": terms})
    assert [one.name for one in reading.tables] == ["TRAM", "MAU"]
    assert reading.elements[0].place == f"{tmp_path / 'so.xlsx'}#Thuật ngữ:2"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04 hong", "a.xlsx"),
        (b"", "a.csv"),
        (b"\xff\xfea", "a.csv"),
        (b"a,b\xff\n", "a.csv"),
        (b"a,b\0c\n1,2\n", "a.csv"),
    ],
)
def test_hostile__is_one_line(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as error:
        read_tables(str(path))
    assert len(str(error.value).splitlines()) == 1


def test_table__of_anything_else_is_empty_and_told(tmp_path: Path) -> None:
    reading = csv(tmp_path, (("so", "luong"), ("1", "2")))
    assert (reading.tables, reading.elements) == ((), ())
    assert "schema:empty" in codes(reading)


def test_csv__with_the_mark_of_a_spreadsheet_is_no_finding(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ID;Tên nghiệp vụ;Định nghĩa\na;Tuổi;Số năm\n", encoding="utf-8-sig")
    reading = read_tables(str(tmp_path / "a.csv"))
    assert [one.titles for one in reading.elements] == [(("vi", "Tuổi"),)]
    assert reading.findings == ()
