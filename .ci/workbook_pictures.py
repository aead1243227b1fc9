"""Take the pictures of docs/images/workbook-*.png and annex-vi.png: the workbook of the page for new officers.

    python .ci/workbook_pictures.py

Needs danhmuc installed, Debian's libreoffice-calc, chromium, poppler-utils and imagemagick. The commands and the tables
are those of docs/vi/first-inventory.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests import conftest  # noqa: F401 - importing it sets the day on which the tests run
from tests.filled_tables import filler_of
from tests.test_docs import settings

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PAGE = ROOT / "docs" / "vi" / "first-inventory.md"
SMALL = ("-strip", "-dither", "None", "-colors", "64", "-bordercolor", "#c9c9c9", "-border", "1")


def run(*command: str) -> None:
    """Run a command; an exit code of 1 says that a workbook has violations."""
    result = subprocess.run(command, capture_output=True, check=False, timeout=180)  # noqa: S603
    if result.returncode > 1:
        raise SystemExit(result.stderr.decode("utf-8"))


def danhmuc(*arguments: str) -> None:
    """Call the program."""
    run(sys.executable, "-m", "danhmuc.cli", *arguments)


def take(pdf: str, name: str, *, page: int = 1, height: str = "") -> None:
    """Write one page of a document as a picture, without its margins."""
    run("pdftoppm", "-r", "110", "-f", str(page), "-singlefile", "-png", pdf, "shot")
    crop = ["-gravity", "North", "-crop", f"100%x{height}+0+0", "+repage"] if height else []
    run("convert", "shot.png", "-trim", *crop, *SMALL, f"png8:{IMAGES / name}")


def take_sheet(book: str, sheet: str, name: str, *, columns: str | None = None) -> None:
    """Write a sheet as a picture, with the letters and numbers of its columns and rows; of some columns alone."""
    opened = load_workbook(book)
    for one in opened.worksheets:
        one.sheet_state = "visible" if one.title == sheet else "hidden"
        one.sheet_view.tabSelected = one.title == sheet
    opened.active = opened[sheet]
    page = opened[sheet]
    if columns is not None:
        for number in range(1, page.max_column + 1):
            letter = get_column_letter(number)
            page.column_dimensions[letter].hidden = letter not in columns
        page.print_area = f"A1:{get_column_letter(page.max_column)}5"
    page.print_title_cols = None
    page.print_options.headings = page.print_options.gridLines = True
    page.page_setup.orientation = "landscape"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.oddFooter.center.text = page.oddHeader.center.text = ""
    opened.save("one.xlsx")
    run("soffice", "--headless", "--convert-to", "pdf", "one.xlsx")
    take("one.pdf", name)


def main() -> None:
    """Take the pictures."""
    os.environ.update(settings("vi"))
    fill = filler_of(PAGE.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        agency = ("--agency", "H57.03", "--agency-name", "Sở Văn hóa và Thể thao thành phố Huế")
        danhmuc("template", "so.xlsx", *agency)
        for sheet in ("Danh mục", "Dữ liệu", "Phân phối"):
            fill("so.xlsx", sheet)
        take_sheet("so.xlsx", "Dữ liệu", "workbook-vi.png", columns="ABDFHJ")
        danhmuc("validate", "so.xlsx", "--mark", "marked.xlsx", "--corrected", "corrected.xlsx")
        take_sheet("marked.xlsx", "Dữ liệu", "workbook-marked-vi.png", columns="ABHTVY")
        take_sheet("marked.xlsx", "Kết quả kiểm tra", "workbook-results-vi.png")
        fill("corrected.xlsx", "Dữ liệu", number=2, row=4)
        danhmuc("harvest", "corrected.xlsx")
        danhmuc("report", "form", "danh-muc", "--publisher", "H57.03", "-o", "annexes.html")
        page = (Path(place) / "annexes.html").as_uri()
        browser = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        run(*browser, "--print-to-pdf=annexes.pdf", page)
        take("annexes.pdf", "annex-vi.png", page=5, height="560")
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
