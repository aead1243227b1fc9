"""``danhmuc template``, and what ``validate`` and ``harvest`` make of the workbook."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from openpyxl import load_workbook

from ...registry.workbook.books import DATASET, FILE, filled, saved

Run = Callable[..., CompletedProcess[str]]


def test_template__is_written_and_says_what_is_next(danhmuc: Run, tmp_path: Path) -> None:
    answer = danhmuc("template", "so.xlsx", "--publisher", "H57", "--agency-name", "UBND thành phố Huế", "--lang", "en")
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[-1] == "Next: fill it in, then danhmuc validate so.xlsx"
    book = load_workbook(tmp_path / "so.xlsx")
    assert book.sheetnames[1] == "Catalogue"
    assert [cell.value for (cell,) in book["_danhmuc"]["B2:B4"]] == ["H57", "UBND thành phố Huế", "vn"]


def test_template__in_vietnamese_has_vietnamese_headings(danhmuc: Run, tmp_path: Path) -> None:
    told = json.loads(danhmuc("template", "so.xlsx", "--complete", "--json", "--lang", "vi").stdout)
    assert told["sheets"][:3] == ["Danh mục", "CSDL", "Dữ liệu"]
    book = load_workbook(tmp_path / "so.xlsx")
    assert book["Dữ liệu"]["A2"].value == "Mã dữ liệu *"
    assert book["Hướng dẫn"]["B4"].value == "toàn bộ"


def test_template__replaces_nothing_unless_asked(danhmuc: Run, tmp_path: Path) -> None:
    (tmp_path / "so.xlsx").write_bytes(b"x")
    refused = danhmuc("template", "so.xlsx", "--lang", "en")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == ("danhmuc: so.xlsx is there already; name another file, or replace it with --overwrite\n")
    assert danhmuc("template", "so.xlsx", "--overwrite").returncode == 0


def test_validate__of_a_workbook_is_by_its_profile_and_names_cells(danhmuc: Run, tmp_path: Path) -> None:
    saved(filled({"Dữ liệu": [{**DATASET, "Mô tả": None}], "Phân phối": [FILE]}), tmp_path / "so.xlsx")
    answer = danhmuc("validate", "so.xlsx", "--on", "2026-08-15", "--lang", "en")
    assert answer.returncode == 1
    assert "so.xlsx  profile vn" in answer.stdout
    assert "Dữ liệu!D3" in answer.stdout
    assert "'Mô tả' must be filled in." in answer.stdout
    (told,) = json.loads(danhmuc("validate", "so.xlsx", "--on", "2026-08-15", "--json").stdout)
    assert told["profile"] == "vn"


def test_validate__of_a_workbook_prints_what_its_page_shows(danhmuc: Run, tmp_path: Path, root: Path) -> None:
    row = {**DATASET, "Mô tả": None, "Đơn vị chủ trì cung cấp – mã": "h57.06", "Phạm vi thời gian – từ": "01/01/2026"}
    rows = {"Dữ liệu": [row], "Phân phối": [{**FILE, "Dung lượng (byte)": "16 KiB"}]}
    saved(filled(rows, whole=False), tmp_path / "so.xlsx")
    shown = danhmuc("validate", "so.xlsx", "--on", "2026-08-15", "--lang", "en").stdout
    assert f"```text\n{shown}```" in (root / "docs/en/commands/validate.md").read_text(encoding="utf-8")
    assert danhmuc("validate", "so.xlsx", "--on", "2026-08-15", "--report", "text", "--lang", "en").stdout == shown


def test_validate__reports_of_a_workbook_have_cell_line_and_column(danhmuc: Run, tmp_path: Path) -> None:
    saved(filled({"Dữ liệu": [{**DATASET, "Mô tả": None}], "Phân phối": [FILE]}), tmp_path / "so.xlsx")
    (told,) = json.loads(danhmuc("validate", "so.xlsx", "--on", "2026-08-15", "--json").stdout)
    found = [one for record in told["records"] for one in record["findings"]]
    (missing,) = (one for one in found if one["code"] == "vn:Dataset-description-vi")
    assert missing["place"] == "so.xlsx#Dữ liệu!D3"
    assert (missing["document"], missing["line"], missing["column"]) == ("so.xlsx#Dữ liệu", 3, 4)
    table = danhmuc("validate", "so.xlsx", "--on", "2026-08-15", "--report", "csv", "--lang", "en").stdout
    (row,) = (one for one in csv.reader(table.splitlines()) if "vn:Dataset-description-vi" in one)
    assert row[-2:] == ["3", "4"]
    page = danhmuc("validate", "so.xlsx", "--on", "2026-08-15", "--report", "html", "--lang", "en").stdout
    assert "so.xlsx#Dữ liệu!D3" in page


def test_validate__of_an_empty_template_says_that_nothing_is_filled_in(danhmuc: Run, tmp_path: Path) -> None:
    assert danhmuc("template", "so.xlsx", "--lang", "vi").returncode == 0
    answer = danhmuc("validate", "so.xlsx", "--lang", "en")
    assert (answer.returncode, answer.stdout) == (
        1,
        "so.xlsx  profile vn\n  fail: no row is filled in on the sheets Danh mục, CSDL, Dữ liệu, Dịch vụ\n",
    )


def test_validate__of_a_good_workbook_passes(danhmuc: Run, tmp_path: Path) -> None:
    saved(filled({"Dữ liệu": [DATASET], "Phân phối": [FILE]}), tmp_path / "so.xlsx")
    answer = danhmuc("validate", "so.xlsx", "--on", "2026-08-15", "--lang", "en")
    assert answer.returncode == 0, answer.stdout


def test_validate__of_a_workbook_and_rdf_needs_a_profile_for_both(danhmuc: Run, tmp_path: Path) -> None:
    saved(filled({"Dữ liệu": [DATASET]}), tmp_path / "so.xlsx")
    (tmp_path / "a.ttl").write_text("<https://e.example/a> a <http://www.w3.org/ns/dcat#Dataset> .\n", "utf-8")
    answer = danhmuc("validate", "so.xlsx", "a.ttl", "--lang", "en")
    assert answer.returncode == 2
    assert "--profile" in answer.stderr
    assert danhmuc("validate", "so.xlsx", "a.ttl", "--profile", "vn").returncode == 1


def test_harvest__of_a_workbook_twice_is_unchanged_and_keeps_the_cells(danhmuc: Run, tmp_path: Path) -> None:
    saved(filled({"Dữ liệu": [{**DATASET, "Mô tả": None}], "Phân phối": [FILE]}), tmp_path / "so.xlsx")
    (first,) = json.loads(danhmuc("harvest", "so.xlsx", "--json").stdout)
    assert first["profile"] == "vn"
    (second,) = json.loads(danhmuc("harvest", "so.xlsx", "--json").stdout)
    assert second["state"] == "complete"
    shown = danhmuc("show", "https://w3id.org/danhmuc/id/dataset/H57/KK-2026", "--lang", "en")
    assert "so.xlsx#Dữ liệu!D3" in shown.stdout


def test_harvest__of_a_locked_workbook_is_told_in_one_line(danhmuc: Run, tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "so.xlsx").write_bytes(data)
    answer = danhmuc("harvest", "so.xlsx", "--lang", "en")
    assert answer.returncode == 1
    assert "protected by a password" in answer.stdout + answer.stderr


def test_template__from_a_registry_is_filled_in_and_lists_what_it_cannot_hold(danhmuc: Run, tmp_path: Path) -> None:
    from danhmuc.registry import sampling

    samples = sampling.write_samples(tmp_path / "samples")
    assert danhmuc("harvest", samples[-1], "--profile", "vn").returncode == 0
    arguments = ("template", "so.xlsx", "--from", "sqlite:///danhmuc.db", "--publisher", "H57.90", "--lang", "en")
    answer = danhmuc(*arguments)
    assert answer.returncode == 0, answer.stderr
    assert "15 rows are filled in\n" in answer.stdout
    assert "1 record is left out" in answer.stdout
    assert "  https://dulieu.example.vn/id/dataset/H57.90/wifi-cong-cong\n" in answer.stdout
    assert danhmuc("validate", "so.xlsx", "--lang", "en").returncode in (0, 1)


def test_template__from_needs_a_publisher_that_is_there(danhmuc: Run, tmp_path: Path) -> None:
    alone = danhmuc("template", "so.xlsx", "--from", "sqlite:///absent.db", "--lang", "en")
    assert (alone.returncode, alone.stderr.count("\n")) == (2, 1)
    absent = danhmuc("template", "so.xlsx", "--from", "sqlite:///absent.db", "--publisher", "H57")
    assert absent.returncode == 3
    assert not (tmp_path / "absent.db").exists()
    other = danhmuc("template", "so.xlsx", "--publisher", "G03", "--from", "sqlite:///a.db", "--publisher", "H57")
    assert other.returncode == 2
