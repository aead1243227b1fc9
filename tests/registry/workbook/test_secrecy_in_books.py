"""Marks of secrecy in workbooks, as people write them: nothing so marked leaves, and words that are no mark do."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from danhmuc.registry import Registry, TemplateOptions, convert_workbook, source_at
from danhmuc.registry.record.secrecy import is_mark_name
from danhmuc.registry.workbook.sheet_shapes import workbook_shape
from danhmuc.vocab.errors import DocumentError

from .books import DATASET, FILE, column_of, filled, saved

TITLE = DATASET["Tên dữ liệu"]
HEAD = ["STT", "Mã dữ liệu", "Tên dữ liệu", "Mô tả", "Ghi chú"]


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}", create=True) as opened:
        yield opened


def book_with(**more: Any) -> Workbook:
    return filled({"Dữ liệu": [{**DATASET, **more}], "Phân phối": [FILE]})


def exported(registry: Registry) -> str:
    out = BytesIO()
    registry.export("nt", out)
    return out.getvalue().decode()


def outcome(registry: Registry, path: Path) -> str:
    """What becomes of the one dataset of a book."""
    registry.harvest(source_at(str(path)), profile="none")
    if TITLE in exported(registry):
        return "leaves"
    return "withheld" if registry.records() else "refused"


def table() -> list[dict[str, str]]:
    with (Path(__file__).parents[2] / "data" / "secrecy-texts.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if "\\n" not in row["text"] and row["form"] == "NFC"]


COLUMNS = {"comment": "Ghi chú", "keyword": "Từ khóa", "description": "Mô tả", "secrecy": "Độ mật"}


def test_harvest__each_cell_has_the_outcome_of_the_table(registry: Registry, tmp_path: Path) -> None:
    cases = [one for one in table() if one["field"] in COLUMNS]
    rows = [
        {
            **DATASET,
            "Mã dữ liệu": f"A-{number:03}",
            "Tên dữ liệu": f"Tên {number:03}.",
            COLUMNS[one["field"]]: one["text"],
        }
        for number, one in enumerate(cases)
    ]
    assert len(rows) > 80
    registry.harvest(source_at(str(saved(filled({"Dữ liệu": rows}), tmp_path / "so.xlsx"))), profile="none")
    left = exported(registry)
    stored = {row.title for row in registry.records()}
    wrong = []
    for number, one in enumerate(cases):
        title = f"Tên {number:03}."
        found = "leaves" if title in left else "withheld" if title in stored else "refused"
        if found != one["outcome"]:
            wrong.append((one, found))
    assert wrong == []


@pytest.mark.parametrize("text", ["Mật", "Độ mật: Tối mật", "tuyệt mật."])
def test_harvest__of_a_note_that_is_a_mark_only_the_place_is_told(
    registry: Registry, tmp_path: Path, text: str
) -> None:
    report = registry.harvest(source_at(str(saved(book_with(**{"Ghi chú": text}), tmp_path / "so.xlsx"))))
    assert (report.records.quarantined, report.needs_attention) == (1, True)
    assert report.run is not None
    codes = [one.code for one in registry.harvests.run_findings(report.run)]
    assert "harvest:state-secret" in codes
    registry.close()
    assert TITLE.encode() not in (tmp_path / "r.db").read_bytes()


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (1, ["MẬT"]),
        (1, ["Báo cáo của Sở (TỐI MẬT)"]),
        (1, ["Độ mật: Tuyệt mật"]),
        (1, ["Mức độ mật", "Mật"]),
        (2, ["Tên kho (MẬT)"]),
        (2, ["Độ mật: Tối mật"]),
    ],
)
def test_harvest__a_stamp_above_the_table_or_in_a_heading_refuses_the_book(
    registry: Registry, tmp_path: Path, row: int, cells: list[str]
) -> None:
    path = tmp_path / "so.xlsx"
    assert outcome(registry, saved(book_with(), path)) == "leaves"
    book = book_with()
    sheet = book["Dữ liệu"]
    if row == 1:
        for cell in sheet[1]:
            cell.value = None
    for number, text in enumerate(cells):
        sheet.cell(row, (sheet.max_column if row == 2 else 0) + 1 + number, text)
    report = registry.harvest(source_at(str(saved(book, path))), profile="none")
    assert report.records.quarantined >= 1
    # What was stored before the stamp does not leave either.
    assert exported(registry) == ""
    assert report.run is not None
    found = [one for one in registry.harvests.run_findings(report.run) if one.code == "harvest:state-secret"]
    assert ("so.xlsx#Dữ liệu", row) in {(one.document, one.line) for one in found}


@pytest.mark.parametrize("text", ["Mật độ dân số", "Độ mật: Không", "Bảo mật", "Luật Bảo vệ bí mật nhà nước"])
def test_harvest__words_above_the_table_that_are_no_stamp_refuse_nothing(
    registry: Registry, tmp_path: Path, text: str
) -> None:
    book = book_with()
    book["Dữ liệu"].cell(1, 1, text)
    assert outcome(registry, saved(book, tmp_path / "so.xlsx")) == "leaves"


@pytest.mark.parametrize("name", ["MẬT.xlsx", "Sổ (Tối mật).xlsx"])
def test_harvest__a_file_named_by_a_mark_withholds_its_rows_until_a_person_answers(
    registry: Registry, tmp_path: Path, name: str
) -> None:
    path = saved(book_with(), tmp_path / name)
    assert outcome(registry, path) == "withheld"
    (row,) = registry.records()
    registry.release(row.iri, by="Lan", reason="Tên tệp cũ")
    assert outcome(registry, path) == "leaves"


def test_harvest__of_a_sheet_that_is_not_read_no_bytes_are_kept_if_it_is_marked(
    registry: Registry, tmp_path: Path
) -> None:
    for name, cell, kept in (("Khác", "Bảo mật", True), ("Tối mật", "Kho", False), ("Khác", "MẬT", False)):
        book = book_with()
        other = book.create_sheet(name)
        other["B3"] = cell
        path = saved(book, tmp_path / f"{name}-{kept}.xlsx")
        report = registry.harvest(source_at(str(path)), profile="none", name=f"{name}-{cell}")
        assert report.run is not None
        codes = [one.code for one in registry.harvests.run_findings(report.run)]
        assert ("harvest:state-secret" in codes) != kept


def test_harvest__guide_and_lists_are_no_marks(registry: Registry, tmp_path: Path) -> None:
    book = book_with()
    guide = book["Hướng dẫn"]
    guide.cell(60, 1, "Mật")
    assert outcome(registry, saved(book, tmp_path / "so.xlsx")) == "leaves"


def test_row__with_a_note_that_is_a_mark_and_no_code_is_told_by_its_place_alone(
    registry: Registry, tmp_path: Path
) -> None:
    book = book_with(**{"Ghi chú": "Mật"})
    sheet = book["Dữ liệu"]
    sheet.cell(3, column_of(sheet, "Mã dữ liệu")).value = None
    report = registry.harvest(source_at(str(saved(book, tmp_path / "so.xlsx"))), profile="none")
    assert report.run is not None
    codes = {one.code for one in registry.harvests.run_findings(report.run)}
    assert "harvest:state-secret" in codes
    assert "workbook:row-without-code" not in codes


# ---------------------------------------------------------------- the column


@pytest.mark.parametrize(
    ("sheet", "language"), [("CSDL", "vi"), ("Dữ liệu", "vi"), ("Databases", "en"), ("Datasets", "en")]
)
def test_template__has_a_column_whose_help_says_that_secrets_do_not_belong_here(sheet: str, language: str) -> None:
    (shape,) = [one for one in workbook_shape().sheets if one.title[language] == sheet]
    (column,) = [one for one in shape.columns if one.heading[language] == {"vi": "Độ mật", "en": "Secrecy"}[language]]
    said = {"vi": "Bí mật nhà nước không thuộc sổ này", "en": "State secrets do not belong in this workbook"}
    assert said[language] in column.help[language]


# ---------------------------------------------------------------- books of others


def converted(rows: list[list[Any]], folder: Path, *, name: str = "cu.xlsx", sheet: str = "Biểu") -> str:
    """All texts of the workbook that is made of one of any form."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(folder / name)
    convert_workbook(folder / name, folder / "moi.xlsx", TemplateOptions(agency="H57"), overwrite=True)
    made = load_workbook(folder / "moi.xlsx")
    names = [one for one in made.worksheets if one.title not in ("Hướng dẫn",)]
    return "\n".join(str(cell.value) for one in names for row in one.iter_rows() for cell in row if cell.value)


def test_conversion__takes_no_row_whose_note_is_a_mark(tmp_path: Path) -> None:
    cases = [one for one in table() if one["field"] == "comment"]
    rows = [[number, f"A{number}", f"Tên {number:03}.", "m", one["text"]] for number, one in enumerate(cases, 1)]
    made = converted([HEAD, *rows], tmp_path)
    wrong = [one for number, one in enumerate(cases, 1) if (f"Tên {number:03}." in made) == (one["reading"] == "mark")]
    assert wrong == []


def test_conversion__and_harvest_let_nothing_marked_leave(registry: Registry, tmp_path: Path) -> None:
    # A cell that asks for a level heads a column of them, wherever it stands.
    cases = [
        one
        for one in table()
        if one["field"] in ("comment", "description", "keyword") and not is_mark_name(one["text"])
    ]
    rows = [[number, f"A{number}", f"Tên {number:03}.", one["text"], ""] for number, one in enumerate(cases, 1)]
    converted([HEAD, *rows], tmp_path)
    registry.harvest(source_at(str(tmp_path / "moi.xlsx")), profile="none")
    left = exported(registry)
    wrong = [one for number, one in enumerate(cases, 1) if (f"Tên {number:03}." in left) != (one["reading"] == "none")]
    assert wrong == []


@pytest.mark.parametrize("name", ["MẬT.xlsx", "Danh mục (Tối mật).xlsx"])
def test_conversion__of_a_file_named_by_a_mark_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError) as refused:
        converted([HEAD, [1, "A1", "Kho", "m", ""]], tmp_path, name=name)
    assert refused.value.reason.id == "foreign-book-name-mark"


@pytest.mark.parametrize(
    ("head", "sheet"),
    [(["STT", "Mã dữ liệu", "Tên dữ liệu (MẬT)", "Mô tả", "Ghi chú"], "Biểu"), (HEAD, "TỐI MẬT"), (HEAD, "Kho (MẬT)")],
)
def test_conversion__of_a_stamp_in_a_heading_or_the_name_of_a_sheet_is_refused(
    tmp_path: Path, head: list[str], sheet: str
) -> None:
    with pytest.raises(DocumentError) as refused:
        converted([head, [1, "A1", "Kho", "m", ""]], tmp_path, sheet=sheet)
    assert refused.value.reason.id == "foreign-book-mark"
