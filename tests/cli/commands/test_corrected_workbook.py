"""The corrected copy of a workbook: what is certain is corrected, and no correction makes a new finding.

The planted mistakes are those of `test_mistakes`, as cells, with some that only cells can have.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from openpyxl import load_workbook
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from danhmuc.registry.workbook.book_reading import code_lists_of
from danhmuc.registry.workbook.cell_values import term_text
from danhmuc.registry.workbook.sheet_shapes import SheetShape, workbook_shape
from danhmuc.registry.workbook.template import HEADING_ROW
from danhmuc.vocab.terms import DCAT, DCT

from ...registry.workbook.books import DATASET, FILE, column_of, filled, saved
from .test_mistakes import ALIKE, BASE, MISTAKES, turtle

Run = Callable[..., CompletedProcess[str]]
Cells = dict[str, Any]
LICENCE = "Creative Commons Ghi công 4.0 Quốc tế [CC_BY_4_0]"

OF_CELLS: Mapping[str, Cells] = {
    "date-number": {"Ngày cập nhật": 46000},
    "date-us": {"Ngày cập nhật": "12/25/2026"},
    "code-number": {"Phạm vi không gian – mã ĐVHC": 1},
    "code-numbers": {"Phạm vi không gian – mã ĐVHC": "1; 46"},
    "agency-case": {"Đơn vị chủ trì cung cấp – mã": "h57"},
    "separators": {"Từ khóa": "nước；sông\nbụi"},
    "themes": {"Lĩnh vực": "Môi trường; moi truong; Nước"},
    "licence": {"Giấy phép, điều kiện sử dụng": "CC-BY-4.0"},
    "several": {"Tần suất cập nhật": "hàng tháng; hàng năm"},
    "formula": {"Ngày cập nhật": "=46000"},
}
FILES: Mapping[str, Cells] = {
    "size": {"Dung lượng (byte)": "2,5 MiB"},
    "size-kib": {"Dung lượng (byte)": "16 KiB"},
    "size-mb": {"Dung lượng (byte)": "2,5 MB"},
    "file-licence": {"Giấy phép, điều kiện sử dụng": "CC-BY-4.0"},
    "file-day": {"Ngày phát hành": 46000},
}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_TODAY", "2026-11-28")


class Graph:
    """The planted mistakes, as they stand in Turtle."""

    def __init__(self) -> None:
        self.values: dict[tuple[object, object], list[Any]] = {}
        for quad in parse(turtle(), format=RdfFormat.TURTLE):
            self.values.setdefault((quad.subject, quad.predicate), []).append(quad.object)
        self._lists = code_lists_of(workbook_shape())

    def cells(self, sheet: SheetShape, node: object) -> Cells:
        """The cells of a row about a node."""
        found: Cells = {}
        for column in sheet.columns:
            nodes = [node]
            for prop in column.path:
                nodes = [value for one in nodes for value in self.values.get((one, prop), [])]
            texts = [
                term_text(column, self._lists, one) or one.value
                for one in nodes
                if isinstance(one, Literal | NamedNode)
            ]
            if texts and not column.joins:
                found[column.heading["vi"]] = "; ".join(dict.fromkeys(texts))
        return found


def rows() -> dict[str, list[Cells]]:
    """The rows of all mistakes, by sheet."""
    graph, shape = Graph(), workbook_shape()
    sheets = {one.title["vi"]: one for one in shape.sheets}
    datasets, files = [], []
    for name in (*MISTAKES, *ALIKE):
        node = NamedNode(BASE + name)
        datasets.append({**graph.cells(sheets["Dữ liệu"], node), "Mã dữ liệu": name})
        parts = graph.values.get((node, DCAT.distribution), [])
        files += [{**graph.cells(sheets["Phân phối"], part), "Mã dữ liệu": name} for part in parts]
    of_cells = (*OF_CELLS, *FILES)
    datasets += [{**DATASET, "Mã dữ liệu": name, **OF_CELLS.get(name, {})} for name in of_cells]
    files += [
        {**FILE, "URL tải": f"https://d.example.vn/{name}.csv", **FILES.get(name, {}), "Mã dữ liệu": name}
        for name in of_cells
    ]
    return {"Dữ liệu": datasets, "Phân phối": files}


def found_in(report: Mapping[str, Any]) -> Counter[tuple[str, str, str | None]]:
    """The findings by record and rule, those of the book, too; the agency of a corrected code is the same one."""
    found = Counter(("", one["code"], one["path"]) for one in report["findings"])
    for record in report["records"]:
        iri = record["iri"].replace("/agent/h", "/agent/H")
        found.update((iri, one["code"], one["path"]) for one in record["findings"])
    return found


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return saved(filled(rows()), tmp_path / "so.xlsx")


def validate(danhmuc: Run, *words: str) -> dict[str, Any]:
    (report,) = json.loads(danhmuc("validate", *words, "--json").stdout)
    return report  # type: ignore[no-any-return]


def changes(path: Path) -> Iterator[tuple[Any, ...]]:
    """The lines of the list of changes: sheet, cell, column, before, after, reason."""
    sheet = load_workbook(path)["Corrections"]
    lines = iter(sheet.iter_rows(values_only=True))
    for line in lines:
        if line[0] == "Sheet":
            return iter([one for one in lines if one[0]])
    raise AssertionError("no head")


@pytest.mark.soak
def test_corrected__has_fewer_findings_and_none_that_is_new(danhmuc: Run, book: Path, tmp_path: Path) -> None:
    before = found_in(validate(danhmuc, "so.xlsx", "--mark", "ra.xlsx", "--corrected", "sua.xlsx"))
    after = found_in(validate(danhmuc, "sua.xlsx"))
    # A code of the right form, in place of one of a wrong form, is one that no list here has.
    assert after - before == Counter({("", "vn:Dataset-publisher-code", DCT.publisher.value): 1})
    gone = before - after
    assert gone.total() >= 15
    done = [one for one in changes(tmp_path / "sua.xlsx") if one[4]]
    assert gone.total() >= len(done)
    # Once more, nothing is left that is certain.
    again = danhmuc("validate", "sua.xlsx", "--mark", "ra2.xlsx", "--corrected", "sua2.xlsx", "--lang", "en")
    assert "no corrected copy was written" in again.stderr or not [
        one for one in changes(tmp_path / "sua2.xlsx") if one[4]
    ]


@pytest.mark.parametrize(
    ("name", "sheet", "heading", "value"),
    [
        ("date-number", "Dữ liệu", "Ngày cập nhật", "09/12/2025"),
        ("agency-case", "Dữ liệu", "Đơn vị chủ trì cung cấp – mã", "H57"),
        ("code-number", "Dữ liệu", "Phạm vi không gian – mã ĐVHC", "01"),
        ("code-numbers", "Dữ liệu", "Phạm vi không gian – mã ĐVHC", "01; 46"),
        ("separators", "Dữ liệu", "Từ khóa", "nước\nsông\nbụi"),
        ("size", "Phân phối", "Dung lượng (byte)", 2621440),
        (
            "file-licence",
            "Phân phối",
            "Giấy phép, điều kiện sử dụng",
            "Creative Commons Ghi công 4.0 Quốc tế [CC_BY_4_0]",
        ),
        ("size-mb", "Phân phối", "Dung lượng (byte)", "2,5 MB"),
        ("themes", "Dữ liệu", "Lĩnh vực", "Môi trường; moi truong; Nước"),
        ("date-us", "Dữ liệu", "Ngày cập nhật", "12/25/2026"),
        ("formula", "Dữ liệu", "Ngày cập nhật", "=46000"),
    ],
)
def test_corrected__cells_have_what_people_write(
    danhmuc: Run, tmp_path: Path, name: str, sheet: str, heading: str, value: object
) -> None:
    dataset = {**DATASET, "Mã dữ liệu": name, **OF_CELLS.get(name, {})}
    file = {**FILE, "Mã dữ liệu": name, **FILES.get(name, {})}
    saved(filled({"Dữ liệu": [dataset], "Phân phối": [file]}), tmp_path / "so.xlsx")
    validate(danhmuc, "so.xlsx", "--mark", "ra.xlsx", "--corrected", "sua.xlsx")
    path = tmp_path / "sua.xlsx"
    corrected = load_workbook(path if path.exists() else tmp_path / "so.xlsx")[sheet]
    found = corrected.cell(HEADING_ROW + 1, column_of(corrected, heading)).value
    assert (f"{found:%d/%m/%Y}" if isinstance(found, datetime) else found) == value
