"""What a workbook brings beside its sheets is told, or stays where it is."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from danhmuc.registry import write_template
from danhmuc.registry.workbook_marks import WorkbookResults, mark_workbook
from danhmuc.vocab.messages import TextByLanguage

RESULTS = WorkbookResults(is_passed=True, verdict=TextByLanguage({"vi": "ĐẠT"}), counts={})


@pytest.mark.parametrize(
    ("part", "has_macros", "reason"),
    [
        ("xl/vbaProject.bin", True, None),
        ("xl/macrosheets/sheet1.xml", True, None),
        ("docProps/own.xml", False, None),
        ("../evil.sh", False, "marked-book-part-elsewhere"),
        ("xl\\..\\..\\evil.sh", False, "marked-book-part-elsewhere"),
        ("/evil.sh", False, "marked-book-part-elsewhere"),
    ],
)
def test_mark__tells_what_is_handed_back(tmp_path: Path, part: str, has_macros: bool, reason: str | None) -> None:
    write_template(tmp_path / "a.xlsx")
    shutil.copy(tmp_path / "a.xlsx", tmp_path / "a.xlsm")
    with zipfile.ZipFile(tmp_path / "a.xlsm", "a") as book:
        book.writestr(zipfile.ZipInfo(part), b"<a/>")
    marked = mark_workbook(tmp_path / "a.xlsm", [], RESULTS, tmp_path / "b.xlsm")
    assert marked.has_macros is has_macros
    assert (None if marked.copied_because is None else marked.copied_because.id) == reason
    with zipfile.ZipFile(marked.path) as copy:
        assert (part in copy.namelist()) is (reason is None)
    assert marked.path.stat().st_mode & 0o777 == 0o600
