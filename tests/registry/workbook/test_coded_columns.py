"""Plans and assessments say with codes what reports read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from danhmuc.registry import IriSpace, source_at
from danhmuc.registry.workbook.template import HEADING_ROW
from danhmuc.vocab.findings import Finding

from .books import DATASET, FILE, Rows, column_of, filled, saved

CRITERION = "https://w3id.org/danhmuc/concept/assessment-criterion/"
STATE = "https://w3id.org/danhmuc/concept/digitisation-state/"


def read(rows: Rows, path: Path) -> tuple[str, list[Finding]]:
    """The graph of the one dataset, and the findings of the book's own."""
    book = filled({"Dữ liệu": [DATASET], "Phân phối": [FILE], **rows})
    contents = source_at(str(saved(book, path / "so.xlsx"))).contents(IriSpace(source="so"))
    made = [pending.make() for pending in contents.records]
    contents.close()
    (record,) = (one for one in made if "/dataset/" in one.iri)
    return record.canonical.nquads.decode(), [one for one in record.findings if one.code.startswith("workbook:")]


@pytest.mark.parametrize(
    ("criterion", "state"),
    [("Tính chính xác", "Đã số hóa"), ("CHINH_XAC", "DA_SO_HOA"), ("chính xác", "số hóa xong")],
)
def test_row__by_name_code_or_other_name_is_the_same_code(tmp_path: Path, criterion: str, state: str) -> None:
    plan = {"Mã dữ liệu": "KK-2026", "Tình trạng số hóa": state}
    assessment = {"Mã dữ liệu": "KK-2026", "Tiêu chí": criterion, "Kết quả": "98 %"}
    graph, findings = read({"Kế hoạch": [plan], "Đánh giá": [assessment]}, tmp_path)
    assert f"isMeasurementOf> <{CRITERION}CHINH_XAC>" in graph
    assert f"digitisation> <{STATE}DA_SO_HOA>" in graph
    assert findings == []


def test_row__with_a_criterion_of_ones_own_is_told_and_is_no_code(tmp_path: Path) -> None:
    assessment = {"Mã dữ liệu": "KK-2026", "Tiêu chí": "Đẹp mắt", "Kết quả": "rất đẹp"}
    graph, findings = read({"Đánh giá": [assessment]}, tmp_path)
    assert [(one.code, one.line) for one in findings] == [("workbook:code-unlisted", HEADING_ROW + 1)]
    assert 'isMeasurementOf> "Đẹp mắt"' in graph


def test_template__offers_names_of_criteria_and_states(tmp_path: Path) -> None:
    book = load_workbook(saved(filled({}), tmp_path / "so.xlsx"))
    for name, heading in (("Đánh giá", "Tiêu chí"), ("Kế hoạch", "Tình trạng số hóa")):
        sheet = book[name]
        cell = sheet.cell(HEADING_ROW + 1, column_of(sheet, heading)).coordinate
        lists = [one for one in sheet.data_validations.dataValidation if cell in one.sqref and one.type == "list"]
        assert len(lists) == 1
