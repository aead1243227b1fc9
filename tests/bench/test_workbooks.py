"""What the commands take on workbooks, beside openpyxl reading and writing the same book, whole processes."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from agency_workbooks import COLUMNS, MARKS_EACH, write_agency_book
from processes import Usage, danhmuc, in_turn, python
from reporting import Report, cpu, expected, peak, share_of, spread
from workshop import Workshop

ROUNDS = 5
ROWS = 10_000
EMPTY_ROWS = 60_000
FEW_ROWS = 200
MOST = 3
"""Of openpyxl's time, for a validation with marks; from issue 15, as are the two below."""
MOST_SECONDS, MOST_MIB = 2, 50
"""More than without the empty rows."""
REWRITE = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"
READ = """
import sys
from danhmuc.registry import IriSpace, source_at
contents = source_at(sys.argv[1]).contents(IriSpace(source="bench"))
made = [pending.make().digest for pending in contents.records]
contents.close()
assert len(made) > int(sys.argv[2]), len(made)
"""
HEADINGS = ["Workbook", "Process", "Runs", "CPU s", "share of openpyxl's, or seconds more", "Peak MiB"]
OPENPYXL, READING = "openpyxl reads and writes", "`source_at(…).contents()`, all records"
VALIDATE, MARK, HARVEST = "`validate`", "`validate --mark`", "`harvest`, all new"


def rewritten(book: Path, target: Path) -> Usage:
    return python("-c", REWRITE, book, target)


def marked(book: Path, target: Path) -> Usage:
    """A validation of which the workbook comes back with its marks."""
    return danhmuc("validate", book, "--mark", target, "--overwrite", exit_code=1)


def harvested(book: Path, registry: str) -> Usage:
    usage = danhmuc("harvest", book, "--registry", registry, "--json")
    (report,) = json.loads(usage.answer)
    assert report["records"]["created"] == report["records"]["seen"] > 0, report
    return usage


def steps_of(book: Path, rows: int, workshop: Workshop) -> dict[str, Callable[[], Usage]]:
    return {
        OPENPYXL: partial(rewritten, book, workshop.folder / "rewritten.xlsx"),
        READING: partial(python, "-c", READ, book, str(rows)),
        VALIDATE: partial(danhmuc, "validate", book, exit_code=1),
        MARK: partial(marked, book, workshop.folder / "marked.xlsx"),
        HARVEST: lambda: harvested(book, workshop.registry("workbook")),
    }


def test_workbook__commands_beside_openpyxl(workshop: Workshop, report: Report) -> None:
    table = report.table("workbooks", HEADINGS, names=2)
    book = write_agency_book(workshop.folder / "agency.xlsx", ROWS)
    taken = in_turn(ROUNDS, steps_of(book, ROWS, workshop))
    name = f"{ROWS:,} rows of {COLUMNS}, {ROWS * MARKS_EACH:,} cells to mark"
    for step, usages in taken.items():
        beside = ""
        if step != OPENPYXL:
            beside = share_of(usages, taken[OPENPYXL], most=MOST if step == MARK else None)
        table.rows.append([name, step, str(ROUNDS), cpu(usages), beside, peak(usages)])


def test_workbook__with_empty_rows_that_have_a_format(workshop: Workshop, report: Report) -> None:
    table = report.table("workbooks", HEADINGS, names=2)
    book = write_agency_book(workshop.folder / "few.xlsx", FEW_ROWS)
    longer = write_agency_book(workshop.folder / "empty.xlsx", FEW_ROWS, empty_rows=EMPTY_ROWS)
    few, many = steps_of(book, FEW_ROWS, workshop), steps_of(longer, FEW_ROWS, workshop)
    taken = in_turn(ROUNDS, {f"{step}\n{at}": made[step] for step in few for at, made in enumerate((few, many))})
    name = f"{FEW_ROWS:,} rows of {COLUMNS}, and {EMPTY_ROWS:,} empty ones with formats"
    for step in few:
        without, usages = taken[f"{step}\n0"], taken[f"{step}\n1"]
        more = [one.cpu_seconds - other.cpu_seconds for one, other in zip(usages, without, strict=True)]
        more_mib = median(one.peak_mib for one in usages) - median(one.peak_mib for one in without)
        seconds, memory = spread(more, 2), f"{more_mib:.0f}"
        if step != OPENPYXL:
            seconds = expected(seconds, median(more), MOST_SECONDS)
            memory = expected(memory, more_mib, MOST_MIB)
        table.rows.append([name, step, str(ROUNDS), cpu(usages), seconds, f"{peak(usages)}; more by {memory}"])
