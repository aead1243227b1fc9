"""Reports as other programs read and print them."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danhmuc.registry import Registry

from ...conftest import lacking

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OFFICE = shutil.which("soffice")


def values(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The values of all sheets."""
    return {page.title: list(page.iter_rows(values_only=True)) for page in load_workbook(path)}


@pytest.mark.soak
def test_xlsx__libre_office_finds_the_same_values(made: Registry, tmp_path: Path) -> None:
    if OFFICE is None:
        lacking("LibreOffice is not installed (Debian: libreoffice-calc)")
    book = tmp_path / "a.xlsx"
    made.reports.write_statutory("danh-muc", book, on=date(2026, 8, 15))
    subprocess.run(
        [
            *(OFFICE, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(tmp_path / "again"), str(book)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    again = tmp_path / "again" / "a.xlsx"
    assert values(again) == values(book)
    page = load_workbook(again)[load_workbook(book).sheetnames[-2]]
    assert page.print_title_rows == "$4:$4"
    assert page.page_setup.orientation == "landscape"
    assert [cell.value for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


@pytest.mark.soak
def test_html__chromium_prints_each_sheet_on_a_page_of_a4_across(made: Registry, tmp_path: Path) -> None:
    if CHROMIUM is None:
        lacking("Chromium is not installed (Debian: chromium)")
    page, printed = tmp_path / "a.html", tmp_path / "a.pdf"
    made.reports.write_statutory("danh-muc", page, on=date(2026, 8, 15))
    subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'chromium'}"),
            *("--disable-background-networking", "--no-first-run", "--no-pdf-header-footer"),
            *(f"--print-to-pdf={printed}", page.as_uri()),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pdf = printed.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 6  # one for each sheet
    assert set(re.findall(rb"/MediaBox\s*\[0 0 (\d+)\S* (\d+)", pdf)) == {(b"841", b"594")}
