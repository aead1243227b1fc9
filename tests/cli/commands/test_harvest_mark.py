"""``danhmuc harvest --mark``: workbooks come back to an outbox, marked and corrected."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from openpyxl import load_workbook

from danhmuc.registry import Registry
from danhmuc.registry.messages.workbook_marks import WorkbookMarksText
from danhmuc.registry.reporting import outbox
from danhmuc.registry.workbook_marks import clear_marks, marked_state

from ...registry.workbook.books import DATASET, FILE, column_of, filled, saved
from ...registry.workbook.test_traps import ods, ods_row
from .test_corrected_workbook import rows as planted_rows

Run = Callable[..., CompletedProcess[str]]
FAULTY = {
    **DATASET,
    "Mã dữ liệu": "GT-1",
    "Tên dữ liệu": "Giao thông",
    "Mô tả": None,
    "Ngày cập nhật": 46000,
    "Đơn vị chủ trì cung cấp – mã": "h57.06",
}
SECRET = "Hầm ngầm"
RESULTS = "Validation results"
DEADLINE = WorkbookMarksText.RESULTS_DEADLINE(deadline=date(2026, 12, 15)).render("en")


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_TODAY", "2026-08-15")
    monkeypatch.delenv("DANHMUC_CONTACT", raising=False)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with a faulty book and, in a folder of its own, a good one."""
    folder = tmp_path / "inbox"
    (folder / "b").mkdir(parents=True)
    (folder / "hue.xlsx").write_bytes(book("H57"))
    (folder / "b" / "gialai.xlsx").write_bytes(book("H21"))
    return folder


@cache
def book(agency: str) -> bytes:
    """A good book, and of H57 one with a faulty row."""
    out = BytesIO()
    rows = [DATASET, FAULTY] if agency == "H57" else [DATASET]
    filled({"Dữ liệu": rows, "Phân phối": [FILE]}, agency=agency).save(out)
    return out.getvalue()


def mark(danhmuc: Run, inbox: Path, *options: str | Path) -> CompletedProcess[str]:
    return danhmuc("harvest", inbox, "--mark", "outbox", *options, "--lang", "en")


def results(path: Path) -> list[list[Any]]:
    """The lines of the sheet of results."""
    return [list(row) for row in load_workbook(path)[RESULTS].iter_rows(values_only=True)]


def files(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def states(folder: Path) -> dict[str, tuple[int, int]]:
    """Number and time of each file, of which a file that is written anew has others."""
    return {name: ((folder / name).stat().st_ino, (folder / name).stat().st_mtime_ns) for name in files(folder)}


def with_secret(book: Any, row: int = 4) -> Any:
    sheet = book["Dữ liệu"]
    sheet.cell(2, 60, "Độ mật")
    sheet.cell(row, 60, "Tối mật")
    return book


def test_mark__each_book_comes_back_under_its_name_with_what_the_run_found(
    danhmuc: Run, inbox: Path, tmp_path: Path
) -> None:
    answer = mark(danhmuc, inbox)
    assert answer.returncode == 0
    assert files(tmp_path / "outbox") == {"hue.xlsx", "hue corrected.xlsx", "b/gialai.xlsx"}
    assert "  returned: outbox/hue.xlsx, " in answer.stdout
    assert "  corrected copy: outbox/hue corrected.xlsx, 2 cells" in answer.stdout
    marked = load_workbook(tmp_path / "outbox" / "hue.xlsx")["Dữ liệu"]
    comment = marked.cell(4, column_of(marked, "Đơn vị chủ trì cung cấp – mã")).comment
    assert comment is not None
    assert "→ Fix: H57.06" in comment.text
    lines = results(tmp_path / "outbox" / "hue.xlsx")
    assert lines[1][0].startswith("FAIL: 3 violations")
    # Of the reader, of a rule, of the run.
    said = {(line[2], line[5]) for line in lines if line[0] in ("violation", "warning", "info")}
    assert {("T4", "09/12/2025"), ("H4", "H57.06"), ("D4", None)} <= said
    assert results(tmp_path / "outbox" / "b" / "gialai.xlsx")[1][0].startswith("PASS")


def test_mark__findings_are_those_of_the_run(danhmuc: Run, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    unlisted = {"Đơn vị chủ trì cung cấp – mã": "H57.99"}
    twins = [{**DATASET, **unlisted}, {**DATASET, "Mã dữ liệu": "KK-2", **unlisted}]
    saved(filled({"Dữ liệu": twins, "Phân phối": [FILE, {**FILE, "Mã dữ liệu": "KK-9"}]}), inbox / "hue.xlsx")
    mark(danhmuc, inbox)
    lines = results(tmp_path / "outbox" / "hue.xlsx")
    said = " ".join(str(line[4]) for line in lines)
    assert "2 records have the name 'Chất lượng không khí' and the same publisher" in said
    assert "KK-9" in said  # a row of no record was refused
    assert said.count("H57.99") == 1
    assert "incomplete" in lines[1][0]


@pytest.mark.soak
def test_mark__is_as_by_validate(danhmuc: Run, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    saved(filled(planted_rows()), inbox / "hue.xlsx")
    mark(danhmuc, inbox)
    harvested = results(tmp_path / "outbox" / "hue.xlsx")
    danhmuc("validate", inbox / "hue.xlsx", "--mark", "ra.xlsx", "--corrected", "sua.xlsx", "--lang", "en")
    assert sorted(map(str, results(tmp_path / "ra.xlsx"))) == sorted(map(str, harvested))
    assert (tmp_path / "sua.xlsx").read_bytes() == (tmp_path / "outbox" / "hue corrected.xlsx").read_bytes()


def test_mark__cells_are_those_of_the_book_even_where_rows_moved_and_nothing_was_validated(
    danhmuc: Run, inbox: Path, tmp_path: Path
) -> None:
    mark(danhmuc, inbox)
    book = load_workbook(inbox / "hue.xlsx")
    book["Dữ liệu"].insert_rows(3, 2)
    saved(book, inbox / "hue.xlsx")
    (inbox / "hue.xlsx").rename(inbox / "hue 2.xlsx")
    mark(danhmuc, inbox)
    lines = results(tmp_path / "outbox" / "hue 2.xlsx")
    assert {line[2] for line in lines if line[1] == "Dữ liệu" and line[0] == "violation"} == {"A6", "D6", "H6"}


def test_mark__an_unchanged_book_is_not_written_anew(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    mark(danhmuc, inbox)
    before = states(tmp_path / "outbox")
    answer = mark(danhmuc, inbox)
    assert "returned: outbox/hue.xlsx" in answer.stdout
    assert states(tmp_path / "outbox") == before


@pytest.mark.soak
def test_mark__a_mended_book_is_sent_again_as_if_it_had_no_marks(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    mark(danhmuc, inbox)
    book = load_workbook(tmp_path / "outbox" / "hue.xlsx")  # as a spreadsheet program opens and saves it
    sheet = book["Dữ liệu"]
    sheet.cell(4, column_of(sheet, "Mô tả"), "Số xe qua cầu.")
    sheet.cell(4, column_of(sheet, "Đơn vị chủ trì cung cấp – mã"), "H57")
    saved(book, inbox / "hue.xlsx")
    (run, _) = sorted(
        json.loads(danhmuc("harvest", inbox, "--mark", "outbox", "--json").stdout),
        key=lambda one: one["source"] != "hue",
    )
    assert run["source"] == "hue"
    assert (run["records"]["updated"], run["records"]["unchanged"], run["records"]["created"]) == (1, 1, 0)
    assert run["returned"][0]["path"] == "outbox/hue.xlsx"
    lines = results(tmp_path / "outbox" / "hue.xlsx")
    assert not [line for line in lines if line[2] in ("D4", "H4")]
    again = tmp_path / "clean.xlsx"
    clear_marks(tmp_path / "outbox" / "hue.xlsx", again)
    assert [
        one.title for one in load_workbook(again).worksheets if one.title.startswith(("Validation", "danhmuc"))
    ] == []


def test_mark__the_corrected_copy_sent_in_is_the_same_source(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    mark(danhmuc, inbox)
    shutil.move(tmp_path / "outbox" / "hue corrected.xlsx", inbox / "hue.xlsx")
    answer = mark(danhmuc, inbox, "--json")
    run = next(one for one in json.loads(answer.stdout) if one["source"] == "hue")
    assert run["records"]["updated"] == 1
    assert {line[2] for line in results(tmp_path / "outbox" / "hue.xlsx") if line[0] == "violation"} == {"A4", "D4"}


def test_mark__a_corrected_copy_of_last_time_goes_when_nothing_is_certain_any_more(
    danhmuc: Run, inbox: Path, tmp_path: Path
) -> None:
    mark(danhmuc, inbox)
    shutil.copy(tmp_path / "outbox" / "hue corrected.xlsx", inbox / "hue.xlsx")
    mark(danhmuc, inbox)
    assert files(tmp_path / "outbox") == {"hue.xlsx", "b/gialai.xlsx"}


def test_mark__files_of_others_are_kept_and_that_is_said(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    (outbox / "b").mkdir(parents=True)
    (outbox / "b" / "gialai.xlsx").write_bytes(b"mine")
    shutil.copy(inbox / "hue.xlsx", outbox / "hue.xlsx")
    before = (outbox / "hue.xlsx").read_bytes()
    answer = mark(danhmuc, inbox, "-q")
    assert answer.returncode == 1
    assert "not returned: outbox/b/gialai.xlsx was not written by danhmuc, and is kept" in answer.stderr
    assert (outbox / "b" / "gialai.xlsx").read_bytes() == b"mine"
    assert (outbox / "hue.xlsx").read_bytes() == before
    assert json.loads(danhmuc("status", "--json").stdout)[0]["accepted"] == 1  # all was harvested


def test_mark__a_copy_that_somebody_works_on_is_kept(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    mark(danhmuc, inbox)
    path = tmp_path / "outbox" / "hue.xlsx"
    assert marked_state(path.read_bytes()) == "untouched"
    book = load_workbook(path)
    book["Dữ liệu"].cell(4, 4, "Mô tả mới")
    saved(book, path)
    before = path.read_bytes()
    answer = mark(danhmuc, inbox)
    assert answer.returncode == 1
    assert (
        "outbox/hue.xlsx was changed after danhmuc had written it, and is kept: move it into the inbox" in answer.stderr
    )
    assert path.read_bytes() == before


def test_mark__of_a_book_with_a_secret_row_nothing_is_written_or_left(
    danhmuc: Run, inbox: Path, tmp_path: Path
) -> None:
    mark(danhmuc, inbox)
    rows = [DATASET, {**DATASET, "Mã dữ liệu": "M-1", "Tên dữ liệu": SECRET}]
    saved(with_secret(filled({"Dữ liệu": rows})), inbox / "hue.xlsx")
    danhmuc("harvest", inbox, "--plan", "night.plan")
    answer = mark(danhmuc, inbox)
    assert answer.returncode == 1
    assert "hue.xlsx has rows marked as a state secret: nothing of it is in the outbox" in answer.stderr
    assert files(tmp_path / "outbox") == {"b/gialai.xlsx"}
    secret = (inbox / "hue.xlsx").read_bytes()
    for path in filter(Path.is_file, tmp_path.iterdir()):
        written = path.read_bytes()
        assert SECRET.encode() not in written, path
        assert secret[200:400] not in written, path
    with Registry.open("sqlite:///danhmuc.db") as registry:
        assert registry.harvests.raw_documents("hue") == {}


@pytest.mark.parametrize("is_sibling_harvested", [True, False])
def test_mark__a_secret_book_leaves_the_copy_of_another_one_of_its_name(
    danhmuc: Run, inbox: Path, tmp_path: Path, *, is_sibling_harvested: bool
) -> None:
    mark(danhmuc, inbox)
    before = (tmp_path / "outbox" / "hue.xlsx").read_bytes()
    saved(with_secret(filled({"Dữ liệu": [DATASET]}, agency="H29"), 3), inbox / "hue.xlsm")
    alone = (inbox / "hue.xlsm", "--name", "hue-mat")
    answer = mark(danhmuc, *((inbox,) if is_sibling_harvested else alone))
    assert "hue.xlsm has rows marked as a state secret: nothing of it is in the outbox" in answer.stderr
    # A corrected copy differs from its book, so that it is only known as that of another one if it is made now.
    corrected = {"hue corrected.xlsx"} if is_sibling_harvested else set()
    assert files(tmp_path / "outbox") == {"hue.xlsx", "b/gialai.xlsx"} | corrected
    assert (tmp_path / "outbox" / "hue.xlsx").read_bytes() == before


@pytest.mark.soak
def test_mark__a_copy_that_may_be_of_a_secret_book_is_deleted(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    mark(danhmuc, inbox)
    (inbox / "hue.xlsx").rename(inbox / "hue.xlsm")
    saved(filled({"Dữ liệu": [DATASET]}, agency="H29"), inbox / "hue.xlsx")
    saved(with_secret(filled({"Dữ liệu": [DATASET, FAULTY]}), 3), inbox / "hue.xlsm")
    mark(danhmuc, inbox / "hue.xlsm")
    assert files(tmp_path / "outbox") == {"b/gialai.xlsx"}


@pytest.mark.soak
def test_mark__what_an_undone_run_took_back_has_no_marks_of_before(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    mark(danhmuc, inbox)
    mended = {**FAULTY, "Mô tả": "Đã điền.", "Ngày cập nhật": "10/08/2026", "Đơn vị chủ trì cung cấp – mã": "H57.06"}
    saved(filled({"Dữ liệu": [DATASET, mended], "Phân phối": [FILE]}), inbox / "hue.xlsx")
    (run,) = [one["run"] for one in json.loads(mark(danhmuc, inbox, "--json").stdout) if one["source"] == "hue"]
    assert danhmuc("undo", str(run), "--reason", "nhầm").returncode == 0
    mark(danhmuc, inbox)
    path = tmp_path / "outbox" / "hue.xlsx"
    lines = [line for line in results(path) if "was undone, so that it is neither stored" in str(line)]
    assert len(lines) == 1
    sheet = load_workbook(path)["Dữ liệu"]
    assert sheet.cell(4, column_of(sheet, "Mô tả")).comment is None
    assert not any("needs" in str(line) and "GT-1" in str(line) for line in results(path))


@pytest.mark.soak
def test_mark__a_copy_that_may_have_a_secret_and_was_changed_is_named(
    danhmuc: Run, inbox: Path, tmp_path: Path
) -> None:
    mark(danhmuc, inbox)
    saved(load_workbook(tmp_path / "outbox" / "hue.xlsx"), tmp_path / "outbox" / "hue.xlsx")
    saved(with_secret(filled({"Dữ liệu": [DATASET]}), 3), inbox / "hue.xlsx")
    answer = mark(danhmuc, inbox)
    assert answer.returncode == 1
    assert (
        "and outbox/hue.xlsx, which danhmuc did not write or somebody has changed, may have them, too" in answer.stderr
    )
    assert files(tmp_path / "outbox") == {"hue.xlsx", "b/gialai.xlsx"}


@pytest.mark.parametrize("outbox", ["inbox", "inbox/out", "inbox/b/out", "link"])
def test_mark__an_outbox_within_the_inbox_is_refused(danhmuc: Run, inbox: Path, tmp_path: Path, outbox: str) -> None:
    (tmp_path / "link").symlink_to(inbox)
    answer = danhmuc("harvest", inbox, "--mark", outbox, "--lang", "en")
    assert answer.returncode == 2
    is_named = outbox in ("inbox", "link")
    refusal = "it was given for something else, too" if is_named else "so that they would be harvested again"
    assert refusal in answer.stderr
    assert files(inbox) == {"hue.xlsx", "b/gialai.xlsx"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("inbox", "--mark", "outbox", "--plan", "x.plan"), "--mark does not go with --plan"),
        (("inbox", "--deadline", "01/12/2026"), "--deadline says nothing without --mark"),
        (("inbox", "--mark", "outbox", "--deadline", "31/02/2026"), "--deadline"),
        (("inbox", "--mark", "file"), "cannot use file as the outbox: it is a file"),
        (("inbox", "--mark", "none/outbox"), "cannot use none/outbox as the outbox"),
        (("a.ttl", "--mark", "outbox"), "none of the sources is a workbook"),
        (("inbox/hue.xlsx", "--mark", "inbox"), "so that they would be harvested again"),
    ],
)
def test_mark__what_cannot_be_done_is_refused_before_anything(
    danhmuc: Run, inbox: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "a.ttl").write_text("[] a <http://www.w3.org/ns/dcat#Dataset> .", encoding="utf-8")
    answer = danhmuc("harvest", *options, "--lang", "en")
    assert answer.returncode == 2
    assert said in answer.stderr
    assert not (tmp_path / "outbox").exists()


def test_mark__of_a_folder_that_cannot_be_read_the_reason_is_told(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.ttl").write_text("<https://e.vn/a> a <http://www.w3.org/ns/dcat#Dataset> .", encoding="utf-8")
    mixed = danhmuc("harvest", inbox, "--mark", tmp_path / "outbox", "--lang", "en")
    assert (mixed.returncode, "--kind workbook and with --kind rdf" in mixed.stderr) == (2, True)
    assert "none of the sources is a workbook" not in mixed.stderr
    lost = danhmuc("harvest", tmp_path / "lost", "--mark", tmp_path / "outbox", "--lang", "en")
    assert (lost.returncode, "none of the sources" in lost.stderr) == (
        danhmuc("harvest", tmp_path / "lost", "--lang", "en").returncode,
        False,
    )
    assert not (tmp_path / "outbox").exists()


@pytest.mark.soak
def test_mark__deadline_and_contact_stand_on_the_sheet_where_they_are_known(
    danhmuc: Run, inbox: Path, tmp_path: Path
) -> None:
    mark(danhmuc, inbox)
    plain = " ".join(str(line[0]) for line in results(tmp_path / "outbox" / "hue.xlsx"))
    assert "Whom to ask" not in plain
    assert "unknown" not in plain
    mark(danhmuc, inbox, "--deadline", "15/12/2026", "--contact", "Tổ Dữ liệu, 0234 000 0190")
    said = [line[0] for line in results(tmp_path / "outbox" / "hue.xlsx")]
    assert DEADLINE in said
    assert "Whom to ask: Tổ Dữ liệu, 0234 000 0190." in said
    validated = danhmuc(
        "validate",
        inbox / "hue.xlsx",
        "--mark",
        "ra.xlsx",
        "--deadline",
        "2026-12-15",
        "--contact",
        "Tổ",
        "--lang",
        "en",
    )
    assert validated.returncode == 1
    said = [line[0] for line in results(tmp_path / "ra.xlsx")]
    assert {DEADLINE, "Whom to ask: Tổ."} <= set(said)


def test_mark__the_contact_of_the_source_is_given_where_no_other_is(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    book = inbox / "hue.xlsx"
    (tmp_path / "sources.toml").write_text(
        f'[[source]]\nname = "hue"\nlocation = "{book}"\nkind = "workbook"\nprofile = "vn"\n'
        'contact = "Phòng Công nghệ"\n',
        encoding="utf-8",
    )
    assert danhmuc("source", "load", "sources.toml").returncode == 0
    assert danhmuc("harvest", "hue", "--mark", "outbox", "--lang", "en").returncode == 0
    assert "Whom to ask: Phòng Công nghệ." in [line[0] for line in results(tmp_path / "outbox" / "hue.xlsx")]


@pytest.mark.soak
def test_mark__one_book_all_sources_and_several_workers(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    assert danhmuc("harvest", inbox / "hue.xlsx", "--mark", "one").returncode == 0
    assert files(tmp_path / "one") == {"hue.xlsx", "hue corrected.xlsx"}
    assert danhmuc("harvest", inbox, "--mark", "all", "--workers", "2").returncode == 0
    assert {"hue.xlsx", "b/gialai.xlsx"} <= files(tmp_path / "all")
    assert danhmuc("harvest", "--all", "--mark", "night").returncode == 0
    assert {"hue.xlsx", "b/gialai.xlsx"} <= files(tmp_path / "night")


def test_mark__books_that_were_not_read_come_back_as_a_list_alone(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    shutil.copy(inbox / "hue.xlsx", inbox / "hue (2).xlsx")
    (inbox / "locked.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40
    )
    answer = mark(danhmuc, inbox)
    assert answer.returncode == 1
    assert files(tmp_path / "outbox") == {"hue.xlsx", "hue (2).xlsx", "locked.xlsx", "b/gialai.xlsx"}
    for name, reason in (("hue.xlsx", "has the same id"), ("hue (2).xlsx", "has the same id"), ("locked.xlsx", "")):
        path = tmp_path / "outbox" / name
        assert "Dữ liệu" not in load_workbook(path).sheetnames
        assert results(path)[1][0].startswith("FAIL: ")
        assert reason in results(path)[1][0]


def test_mark__two_books_for_one_file_are_not_mixed_up(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.move(inbox / "b" / "gialai.xlsx", other / "hue.xlsx")
    answer = danhmuc("harvest", inbox, other, "--mark", "outbox", "--lang", "en")
    assert answer.returncode == 1
    assert "not returned: outbox/hue.xlsx is already that of another workbook of this command" in answer.stderr
    assert results(tmp_path / "outbox" / "hue.xlsx")[1][0].startswith("FAIL: 3 violations")


def test_mark__tables_and_other_formats_come_back_as_new_workbooks(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    shutil.rmtree(inbox)
    inbox.mkdir()
    for name in ("Dữ liệu.csv", "hue.csv"):
        with (inbox / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, FAULTY)
            writer.writeheader()
            writer.writerow(FAULTY)
    saved(filled({"Dữ liệu": [DATASET]}, agency="H21"), inbox / "hue.xlsx")
    mark(danhmuc, inbox)
    assert {"Dữ liệu.xlsx", "hue.csv.xlsx", "hue.xlsx"} <= files(tmp_path / "outbox")
    sheet = load_workbook(tmp_path / "outbox" / "Dữ liệu.xlsx").worksheets[0]
    assert sheet.cell(2, list(FAULTY).index("Đơn vị chủ trì cung cấp – mã") + 1).comment is not None
    corrected = load_workbook(tmp_path / "outbox" / "Dữ liệu corrected.xlsx").worksheets[0]
    assert corrected.cell(2, list(FAULTY).index("Đơn vị chủ trì cung cấp – mã") + 1).value == "H57.06"


def test_mark__an_ods_comes_back_with_what_is_not_seen_in_it(danhmuc: Run, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    row = {name: str(value) for name, value in FAULTY.items() if value is not None}
    (inbox / "hue.ods").write_bytes(ods(ods_row(*row) + ods_row(*row.values())))
    mark(danhmuc, inbox)
    lines = results(tmp_path / "outbox" / "hue.xlsx")
    assert any("cannot be seen; they were not looked at" in str(line[4]) for line in lines)
    corrected = load_workbook(tmp_path / "outbox" / "hue corrected.xlsx")["Dữ liệu"]
    assert corrected.cell(2, list(row).index("Đơn vị chủ trì cung cấp – mã") + 1).value == "H57.06"


def test_mark__a_folder_of_the_outbox_that_is_a_link_is_not_followed(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "outbox").mkdir()
    (tmp_path / "outbox" / "b").symlink_to(elsewhere)
    answer = mark(danhmuc, inbox)
    assert answer.returncode == 1
    assert "not returned: outbox/b was not written by danhmuc" in answer.stdout + answer.stderr
    assert files(elsewhere) == set()
    assert (tmp_path / "outbox" / "hue.xlsx").exists()


def test_mark__a_copy_of_a_book_that_is_replaced_meanwhile_is_deleted(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = inbox / "hue.xlsx", outbox.mark_workbook

    def replace_and_copy(book: Path, *given: Any, **options: Any) -> Any:
        if book == path:
            before = path.stat()
            path.write_bytes(path.read_bytes())
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        return copy(book, *given, **options)

    monkeypatch.setattr(outbox, "mark_workbook", replace_and_copy)
    with Registry.open(f"sqlite:///{tmp_path / 'r.db'}", create=True) as registry:
        named = registry.harvests.named_sources([str(inbox)])
        returns = registry.harvests.open_outbox(tmp_path / "outbox", named)
        returned = [
            book
            for source in returns.sources.values()
            for book in returns.return_books(source, registry.harvest(source))
        ]
    assert [one.book for one in returned if one.refused is None] == ["b/gialai.xlsx"]
    assert files(tmp_path / "outbox") == {"b/gialai.xlsx"}
