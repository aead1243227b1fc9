"""Marking a workbook beside reading and writing it with openpyxl, in the same process and in turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import openpyxl
import pytest
import xlsxwriter
from reporting import Report, expected, spread
from workshop import Workshop

from danhmuc.registry.workbook_marks import CellMark, WorkbookResults, clear_marks, mark_workbook
from danhmuc.vocab.findings import REPORTED_SEVERITIES
from danhmuc.vocab.messages import TextByLanguage

ROUNDS = 5
MOST = 1.5
"""Of openpyxl's time to read and write the same book; from issue 15."""
BOOKS = ((2_000, 10, 10), (2_000, 10, 1), (10_000, 24, 12))
"""Rows, columns, and of how many cells one is faulty."""
RESULTS = WorkbookResults(is_passed=False, verdict=TextByLanguage({"vi": "CHƯA ĐẠT"}))


def write_book(path: Path, rows: int, columns: int) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Dữ liệu")
    for row in range(rows):
        for column in range(columns):
            sheet.write(row, column, row * column if column % 3 == 0 else f"Giá trị {row} của cột {column}")
    book.close()
    return path


def marks_of(rows: int, columns: int, every: int) -> list[CellMark]:
    """Marks of every so many cells, each with a fix of its own."""
    messages = [TextByLanguage({"vi": f"Mã phải có dạng H57.{one:02}, xem danh mục mã cơ quan."}) for one in range(20)]
    return [
        CellMark(
            severity=REPORTED_SEVERITIES[number // every % 4],
            sheet="Dữ liệu",
            row=number // columns + 1,
            column=number % columns + 1,
            message=messages[number // every % 20],
            fix=TextByLanguage({"vi": f"H57.{number}"}),
            heading=f"Cột {number % columns + 1}",
        )
        for number in range(0, rows * columns, every)
    ]


def cpu_seconds(step: Callable[[], object]) -> float:
    begun = time.process_time()
    step()
    return time.process_time() - begun


@pytest.mark.parametrize(("rows", "columns", "every"), BOOKS)
def test_mark__beside_openpyxl(rows: int, columns: int, every: int, workshop: Workshop, report: Report) -> None:
    table = report.table(
        "workbook-marks",
        ["Cells", "Marks", "Runs", "openpyxl, CPU s", "mark, CPU s", "share of openpyxl's", "mark again", "clear"],
        names=2,
    )
    book = write_book(workshop.folder / "book.xlsx", rows, columns)
    marks = marks_of(rows, columns, every)
    out, again = workshop.folder / "marked.xlsx", workshop.folder / "again.xlsx"
    steps: dict[str, Callable[[], object]] = {
        "openpyxl": lambda: openpyxl.load_workbook(book).save(workshop.folder / "saved.xlsx"),
        "mark": lambda: mark_workbook(book, marks, RESULTS, out),
        "again": lambda: mark_workbook(out, marks, RESULTS, again),
        "clear": lambda: clear_marks(out, again),
    }
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, step in steps.items():
            taken[name].append(cpu_seconds(step))
    shares = [ours / theirs for ours, theirs in zip(taken["mark"], taken["openpyxl"], strict=True)]
    # Where every cell is faulty there are as many notes and lines of results as cells: more than openpyxl writes.
    share = spread(shares, 2) if every == 1 else expected(spread(shares, 2), median(shares), MOST)
    table.rows.append(
        [
            *(f"{rows * columns:,}", f"{len(marks):,}", str(ROUNDS)),
            *(spread(taken["openpyxl"], 2), spread(taken["mark"], 2), share),
            *(spread(taken["again"], 2), spread(taken["clear"], 2)),
        ]
    )
