"""``danhmuc template NEW --from OLD``: what went where is shown, and `validate` leads on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from openpyxl import load_workbook

from ...registry.workbook.foreign_books import city_csv, province_book

Run = Callable[..., CompletedProcess[str]]


def test_conversion__shows_what_went_where(danhmuc: Run, tmp_path: Path) -> None:
    province_book(tmp_path / "tinh.xlsx")
    answer = danhmuc("template", "moi.xlsx", "--from", "tinh.xlsx", "--publisher", "H57", "--lang", "en")
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert lines[0] == "moi.xlsx: filled in from tinh.xlsx"
    assert "PL1\tTên dữ liệu\tDatasets\tDataset name\t3\tsame heading" in lines
    assert "  PL3: Sharing nature = Open data, as 'DANH MỤC DỮ LIỆU MỞ' says" in lines
    assert lines[-1] == "Next: fill it in, then danhmuc validate moi.xlsx"
    book = load_workbook(tmp_path / "moi.xlsx")
    assert book["_danhmuc"]["B2"].value == "H57"
    assert {"From the old workbook", "Not placed"} <= set(book.sheetnames)
    # Without codes no row can be taken, and validate says so of each.
    checked = danhmuc("validate", "moi.xlsx", "--lang", "en")
    assert checked.returncode == 1
    assert "The row has no code in" in checked.stdout


def test_conversion__as_json_with_codes_and_proposals(danhmuc: Run, tmp_path: Path) -> None:
    province_book(tmp_path / "tinh.xlsx")
    options = ("--number", "YT", "--fill-proposals", "--json", "--lang", "vi")
    told = json.loads(danhmuc("template", "moi.xlsx", "--from", "tinh.xlsx", *options).stdout)
    assert (told["numbered"], told["without_code"], told["rows"]) == (9, 0, 18)
    assert [one["is_filled"] for one in told["proposals"]] == [True] * 3
    assert told["columns"][1] == {
        "old_sheet": "PL1",
        "cell": "B6",
        "heading": "Tên dữ liệu",
        "sheet": "Dữ liệu",
        "column": "Tên dữ liệu",
        "how": "name",
        "values": 3,
        "changed": 0,
        "filled": 0,
    }


def test_conversion__refuses_secret_rows_by_their_place(danhmuc: Run, tmp_path: Path) -> None:
    (tmp_path / "cu.csv").write_text("Tên dữ liệu,Độ mật\nĐường,không\nKho vũ khí,Mật\n", encoding="utf-8")
    answer = danhmuc("template", "moi.xlsx", "--from", "cu.csv", "--lang", "en")
    assert answer.returncode == 0
    assert "  cu, row 3" in answer.stdout.splitlines()
    assert "Kho" not in answer.stdout
    assert "Kho vũ khí" not in str([list(sheet.values) for sheet in load_workbook(tmp_path / "moi.xlsx")])


def test_conversion__mistakes_are_one_line(danhmuc: Run, tmp_path: Path) -> None:
    city_csv(tmp_path / "tp.csv")
    cases = {
        ("moi.xlsx", "--from", "khong-co.csv"): (3, "khong-co.csv"),
        ("moi.xlsx", "--from", "tp.csv", "--number", "á"): (2, "cannot begin codes"),
        ("moi.xlsx", "--number", "YT"): (2, "--number and --fill-proposals go with --from"),
        ("tp.csv", "--from", "tp.csv", "--overwrite"): (2, "name another file"),
        ("moi.xlsx", "--from", "tp.csv", "--publisher", "H57", "--publisher", "G15"): (
            2,
            "--publisher has several values: H57, G15",
        ),
    }
    for arguments, (code, words) in cases.items():
        answer = danhmuc("template", *arguments, "--lang", "en")
        assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (code, "", 1), answer
        assert words in answer.stderr
    (tmp_path / "mat.csv").write_text("MẬT\nTên dữ liệu,Mô tả\nKho,m\n", encoding="utf-8")
    answer = danhmuc("template", "moi.xlsx", "--from", "mat.csv", "--lang", "en")
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert "mark of secrecy at A1" in answer.stderr
    assert not (tmp_path / "moi.xlsx").exists()
