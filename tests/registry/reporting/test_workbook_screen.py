"""What a terminal shows of a workbook: one screen, whatever is in it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import source_at, validate_source
from danhmuc.registry.reporting import ReportedSource
from danhmuc.registry.reporting.tally import Tally
from danhmuc.registry.reporting.terminal import workbook_lines
from danhmuc.shapes import Profile
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS

from ..workbook.books import DATASET, FILE, filled, saved
from ..workbook.forty_faults import faulty_book, validator
from .conftest import finding, record, source


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    return counted(saved(faulty_book().book, tmp_path_factory.mktemp("faults") / "so.xlsx"))


def counted(path: Path) -> Tally:
    return ReportedSource(validate_source(source_at(str(path)), validator()), validator().profile).count_all()


def screen_of(tally: Tally, location: str, lang: str) -> list[str]:
    """The lines as a terminal of 80 columns shows them."""
    return [line for one in workbook_lines(tally, location, lang=lang) for line in wrapped(str(one))]


def wrapped(line: str) -> Iterator[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    yield from textwrap.wrap(line, 80, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_screen__of_forty_faults_has_room_on_one(lang: str, faults: Tally) -> None:
    lines = screen_of(faults, "so.xlsx", lang)
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_screen__says_what_to_fix_first_and_where(faults: Tally) -> None:
    shown = [str(line) for line in workbook_lines(faults, "so.xlsx", lang="en")]
    assert shown[1].startswith("  fail: the source is incomplete (3 rows of the workbook could not be taken;")
    assert shown[2:11] == [
        "  Fix first:",
        "    1. Dữ liệu!A47: violation, 1 place",
        "       The row has no code in 'Mã dữ liệu'; without one it cannot be taken.",
        "    2. Dữ liệu!A46: violation, 1 place",
        "       The code 'MÃ LẶP' occurs in row 45 already; that row counts, and this one is not taken.",
        "    3. Phân phối!A47: violation, 1 place",
        "       No row of the sheet 'Dữ liệu' has the code 'LẠC'; this row is not taken.",
        f"  {len(faults.rules) - 3} more kinds of findings. To see everything:",
        "    in the workbook: danhmuc validate so.xlsx --mark so-marked.xlsx",
    ]


def test_screen__has_cell_value_and_what_to_write(tmp_path: Path) -> None:
    row = {**DATASET, "Đơn vị chủ trì cung cấp – mã": "h57.06"}
    rows = {"Dữ liệu": [row], "Phân phối": [{**FILE, "Dung lượng (byte)": "16 KiB"}]}
    tally = counted(saved(filled(rows), tmp_path / "so.xlsx"))
    shown = [str(line) for line in workbook_lines(tally, "so.xlsx", lang="en", is_marked=True)]
    assert "    1. Phân phối!G3: violation, 1 place" in shown
    assert "       value: 16 KiB; write: 16384" in shown
    assert "    2. Dữ liệu!H3  Publisher: violation, 1 place" in shown
    assert "       value: h57.06; write: H57.06" in shown
    assert not any("--mark" in line for line in shown)


def test_screen__of_a_good_book_is_its_verdict(profile: Profile) -> None:
    tally = source(profile, [record(1)]).count_all()
    assert [str(line) for line in workbook_lines(tally, "so.xlsx", lang="en")] == [
        "so.xlsx  profile dcat-ap",
        "  pass, no violations: 1 record, 1 accepted; no findings",
    ]


def test_screen__of_an_empty_book_says_that_no_row_is_filled_in(tmp_path: Path) -> None:
    tally = counted(saved(filled({}), tmp_path / "so.xlsx"))
    shown = [str(line) for line in workbook_lines(tally, "so.xlsx", lang="en")]
    assert shown[1:] == ["  fail: no row is filled in on the sheets Danh mục, CSDL, Dữ liệu, Dịch vụ"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_screen__has_room_for_very_long_values(lang: str, profile: Profile) -> None:
    long = "rất dài " * 600
    found = [
        Finding(
            code=f"x:{number}",
            severity="violation",
            layer="house",
            message=FOREIGN_WORDS(words=long),
            document=f"so.xlsx#{'Trang tính có tên thật là dài'}",
            line=1_048_576,
            column=16_384,
            value=long[number:],
            fix=long,
        )
        for number in range(5)
    ]
    tally = source(profile, [record(1, *found)], failed=FOREIGN_WORDS(words=long)).count_all()
    for location in ("so.xlsx", "tập tin của sở " * 12 + ".xlsx"):
        assert len(screen_of(tally, location, lang)) <= 24


def test_screen__names_the_row_or_the_book_where_there_is_no_cell(profile: Profile) -> None:
    of_row = finding("x:row", document="so.xlsx#CSDL", line=3)
    of_book = finding("x:book")
    tally = source(profile, [record(1, of_book, of_row)]).count_all()
    shown = [str(line) for line in workbook_lines(tally, "so.xlsx", lang="en")]
    assert [line for line in shown if "place" in line and "every" not in line] == [
        "    1. CSDL, row 3: violation, 1 place",
        "    2. the whole workbook: violation, 1 place",
    ]
