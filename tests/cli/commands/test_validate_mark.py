"""``danhmuc validate --mark``: the workbook comes back marked."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from openpyxl import load_workbook

from danhmuc.registry.messages.workbook_marks import WorkbookMarksText

from ...registry.workbook.books import DATASET, FILE, column_of, filled, saved

Run = Callable[..., CompletedProcess[str]]
FAULTY = {**DATASET, "Mã dữ liệu": "GT-1", "Mô tả": None, "Ngày cập nhật": "31/02/2026"}
RESULTS = WorkbookMarksText.RESULTS_SHEET().render("en")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return saved(filled({"Dữ liệu": [DATASET, FAULTY], "Phân phối": [FILE]}), tmp_path / "so.xlsx")


def validate(danhmuc: Run, *options: str) -> CompletedProcess[str]:
    return danhmuc("validate", *options, "--on", "2026-08-15", "--lang", "en")


def test_mark__cells_of_findings_are_marked(danhmuc: Run, book: Path, tmp_path: Path) -> None:
    plain = validate(danhmuc, "so.xlsx")
    answer = validate(danhmuc, "so.xlsx", "--mark", "ra.xlsx")
    assert (answer.returncode, plain.returncode) == (1, 1)
    # The command that marks is not offered again.
    assert [line for line in plain.stdout.splitlines() if "--mark" not in line] == answer.stdout.splitlines()
    assert answer.stderr.splitlines()[-1].startswith("ra.xlsx written: ")
    marked = load_workbook(tmp_path / "ra.xlsx")
    sheet = marked["Dữ liệu"]
    comment = sheet.cell(4, column_of(sheet, "Ngày cập nhật")).comment
    assert comment is not None
    assert comment.text.startswith("danhmuc\nviolation: 'Ngày cập nhật' is no date")
    assert sheet.cell(4, column_of(sheet, "Mô tả")).comment is not None
    assert sheet.cell(3, column_of(sheet, "Ngày cập nhật")).comment is None
    rows = [[cell.value for cell in row] for row in marked[RESULTS].iter_rows()]
    assert str(rows[1][0]).startswith("FAIL: 3 violations")
    assert ["Dữ liệu", "D4"] in [row[1:3] for row in rows]


def test_mark__a_marked_workbook_reads_as_before_and_is_marked_as_before(
    danhmuc: Run, book: Path, tmp_path: Path
) -> None:
    first = validate(danhmuc, "so.xlsx", "--mark", "ra.xlsx")
    (tmp_path / "so.xlsx").write_bytes((tmp_path / "ra.xlsx").read_bytes())
    second = validate(danhmuc, "so.xlsx", "--mark", "ra2.xlsx")
    assert second.stdout == first.stdout
    assert (tmp_path / "ra.xlsx").read_bytes() == (tmp_path / "ra2.xlsx").read_bytes()


@pytest.mark.parametrize("report", ["json", "html", "turtle"])
def test_mark__goes_with_every_report(report: str, danhmuc: Run, book: Path, tmp_path: Path) -> None:
    answer = validate(danhmuc, "so.xlsx", "--mark", "ra.xlsx", "--report", report)
    assert answer.returncode == 1
    assert (tmp_path / "ra.xlsx").exists()
    if report == "json":
        json.loads(answer.stdout)


def test_mark__a_good_workbook_passes(danhmuc: Run, tmp_path: Path) -> None:
    saved(filled({"Dữ liệu": [DATASET], "Phân phối": [FILE]}), tmp_path / "so.xlsx")
    assert validate(danhmuc, "so.xlsx", "--mark", "ra.xlsx").returncode == 0
    rows = [row[0].value for row in load_workbook(tmp_path / "ra.xlsx")[RESULTS].iter_rows()]
    assert str(rows[1]).startswith("PASS: no violations")


def test_mark__replaces_nothing_unless_asked(danhmuc: Run, book: Path, tmp_path: Path) -> None:
    (tmp_path / "ra.xlsx").write_bytes(b"mine")
    for name in ("ra.xlsx", "ra.csv"):
        refused = validate(danhmuc, "so.xlsx", "--mark", name)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr == ("danhmuc: ra.xlsx exists; name another file, or replace it with --overwrite\n")
    assert (tmp_path / "ra.xlsx").read_bytes() == b"mine"
    assert validate(danhmuc, "so.xlsx", "--mark", "ra.xlsx", "--overwrite").returncode == 1
    assert validate(danhmuc, "so.xlsx", "--mark", "so.xlsx", "--overwrite").returncode == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("a.ttl", "--mark", "ra.xlsx"), "--mark is for one workbook"),
        (("so.xlsx", "so.xlsx", "--mark", "ra.xlsx"), "--mark is for one workbook"),
        (("so.xlsx", "--mark", "ra.xlsx", "--shapes", "a.ttl"), "--mark does not go with --shapes"),
        (("so.xlsx", "--overwrite"), "--overwrite says nothing without --mark"),
        (("--mark", "ra.xlsx"), "--mark"),
        (("so.xlsx", "--mark", "none/ra.xlsx"), "cannot write none/ra.xlsx"),
    ],
)
def test_mark__what_says_nothing_is_refused(
    options: tuple[str, ...], said: str, danhmuc: Run, book: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.ttl").write_text("[] a <http://www.w3.org/ns/dcat#Dataset> .", encoding="utf-8")
    answer = validate(danhmuc, *options)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert not (tmp_path / "ra.xlsx").exists()


def test_mark__of_a_workbook_with_a_secret_row_no_copy_is_made(danhmuc: Run, tmp_path: Path) -> None:
    book = filled({"Dữ liệu": [DATASET, {**DATASET, "Mã dữ liệu": "M-1", "Tên dữ liệu": "Hầm ngầm"}]})
    sheet = book["Dữ liệu"]
    sheet.cell(2, 60, "Độ mật")
    sheet.cell(4, 60, "Tối mật")
    saved(book, tmp_path / "so.xlsx")
    answer = validate(danhmuc, "so.xlsx", "--mark", "ra.xlsx")
    assert WorkbookMarksText.BOOK_HAS_SECRET().render("en") in answer.stderr
    marked = load_workbook(tmp_path / "ra.xlsx")
    assert [one.title for one in marked.worksheets if one.sheet_state == "visible"] == [RESULTS]
    written = " ".join(str(cell.value) for row in marked[RESULTS].iter_rows() for cell in row)
    assert "state secret" in written
    assert "Hầm ngầm" not in written


def test_mark__csv_comes_back_as_a_workbook(danhmuc: Run, tmp_path: Path) -> None:
    with (tmp_path / "Dữ liệu.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FAULTY)
        writer.writeheader()
        writer.writerow(FAULTY)
    answer = validate(danhmuc, "Dữ liệu.csv", "--mark", "ra.xlsx")
    assert answer.stderr.splitlines()[-1].startswith("ra.xlsx written, a new workbook: ")
    sheet = load_workbook(tmp_path / "ra.xlsx").worksheets[0]
    column = list(FAULTY).index("Ngày cập nhật") + 1
    assert sheet.cell(2, column).value == "31/02/2026"
    assert sheet.cell(2, column).comment is not None


def test_mark__a_workbook_that_is_not_there(danhmuc: Run, tmp_path: Path) -> None:
    assert validate(danhmuc, "none.xlsx", "--mark", "ra.xlsx").returncode == 3
    assert not (tmp_path / "ra.xlsx").exists()


def test_mark__what_cannot_be_read_at_all_is_said_in_the_workbook(danhmuc: Run, tmp_path: Path) -> None:
    (tmp_path / "so.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40
    )
    answer = validate(danhmuc, "so.xlsx", "--mark", "ra.xlsx")
    assert answer.returncode in (1, 3)
    rows = [str(row[0].value) for row in load_workbook(tmp_path / "ra.xlsx")[RESULTS].iter_rows()]
    assert rows[1].startswith("FAIL: ")
