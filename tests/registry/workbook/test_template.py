"""The template: the same bytes, what Excel shows, and nothing that a text could turn into."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danhmuc.registry import TemplateOptions, write_template
from danhmuc.registry.workbook.book_reading import code_lists_of
from danhmuc.registry.workbook.cell_values import find_concept, shown_name
from danhmuc.registry.workbook.sheet_shapes import workbook_shape
from danhmuc.registry.workbook.template import template_bytes
from danhmuc.vocab.errors import UsageError

SHAPE = workbook_shape()
LISTS = code_lists_of(SHAPE)
HUE = TemplateOptions(agency="H57", agency_name="UBND thành phố Huế")


def test_template__same_input_is_the_same_bytes_and_tells_no_time() -> None:
    first, second = (template_bytes(SHAPE, LISTS, HUE) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {part.date_time[0] for part in package.infolist()} == {2020}
        assert b"2020-01-01" in package.read("docProps/core.xml")


def test_template__has_the_sheets_with_headings_help_and_lists() -> None:
    book = load_workbook(BytesIO(template_bytes(SHAPE, LISTS, HUE)))
    shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert shown == ["Hướng dẫn", *(sheet.title["vi"] for sheet in SHAPE.sheets)]
    assert {sheet.title for sheet in book.worksheets} - set(shown) == {"_danhmuc", "_bang-ma"}
    page = book["Dữ liệu"]
    assert [cell.value for cell in page[2]][:2] == ["Mã dữ liệu *", "Tên dữ liệu *"]
    rules = {str(rule.sqref).partition(":")[0]: rule for rule in page.data_validations.dataValidation}
    assert len(rules) == len(SHAPE.sheets[2].columns)
    nature = rules["J3"]
    assert nature.promptTitle == "Tính chất chia sẻ"
    area = str(nature.formula1).removeprefix("='_bang-ma'!").replace("$", "")
    names = [cell.value for (cell,) in book["_bang-ma"][area]]
    assert names[0] == "Dữ liệu dùng chung"
    codes = book["_bang-ma"].cell(2, book["_bang-ma"][area][0][0].column + 1).value
    assert codes == "DUNG_CHUNG"


@pytest.mark.soak
def test_template__columns_of_codes_are_text_and_of_days_days() -> None:
    page = load_workbook(BytesIO(template_bytes(SHAPE, LISTS, HUE)))["Dữ liệu"]
    formats = {
        page.cell(2, n).value: page.column_dimensions[page.cell(2, n).column_letter].number_format for n in (1, 20)
    }
    assert formats == {"Mã dữ liệu *": "@", "Ngày cập nhật": "dd/mm/yyyy"}


def test_template__of_english_words_is_read_as_the_vietnamese_one() -> None:
    book = load_workbook(BytesIO(template_bytes(SHAPE, LISTS, TemplateOptions(language="en"))))
    assert book["Datasets"]["A2"].value == "Dataset code *"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.example/"])
def test_template__no_text_becomes_a_formula_or_a_link(text: str) -> None:
    sheet = SHAPE.sheets[2]
    rows = {sheet.iri: [{one.iri: text for one in sheet.columns}]}
    options = TemplateOptions(agency="H57", agency_name=text, rows=rows)
    book = load_workbook(BytesIO(template_bytes(SHAPE, LISTS, options)))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert book["Dữ liệu"]["A3"].value == text


def test_write__refuses_to_replace_a_file_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(b"x")
    with pytest.raises(UsageError) as refused:
        write_template(path, HUE)
    assert refused.value.message.id == "template-exists"
    assert path.read_bytes() == b"x"
    written = write_template(path, HUE, overwrite=True)
    assert (written.agency, written.rows) == ("H57", 0)
    assert path.read_bytes() == template_bytes(SHAPE, LISTS, HUE)
    assert [one.name for one in tmp_path.iterdir()] == ["so.xlsx"]


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("so.ods", HUE, "template-not-xlsx"),
        ("so.xlsx", TemplateOptions(agency="Huế"), "workbook-agency-code"),
        ("so.xlsx", TemplateOptions(language="fr"), "template-language"),
        ("absent/so.xlsx", HUE, "cannot-open"),
    ],
)
def test_write__tells_in_one_line_what_cannot_be(
    tmp_path: Path, name: str, options: TemplateOptions, told: str
) -> None:
    with pytest.raises(UsageError) as refused:
        write_template(tmp_path / name, options)
    assert refused.value.message.id == told


def test_template__each_name_of_a_drop_down_is_read_as_its_code() -> None:
    for sheet in SHAPE.sheets:
        for column in sheet.columns:
            if column.kind == "concept":
                for iri in column.code_lists:
                    for concept in LISTS[iri]:
                        if concept.status == "active" and len(LISTS[iri]) < 1000:
                            found = (find_concept(LISTS[one], shown_name(concept, "vi")) for one in column.code_lists)
                            assert next(one for one in found if one is not None) == concept
