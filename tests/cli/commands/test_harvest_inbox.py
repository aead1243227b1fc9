"""``danhmuc harvest`` of a folder of workbooks: each book is a source by its id."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from danhmuc.registry import Registry

from ...registry.workbook.books import DATASET, FILE, filled, saved

Run = Callable[..., CompletedProcess[str]]
TTL = "<http://a.example/1> a <http://www.w3.org/ns/dcat#Dataset> ."


@cache
def book(agency: str, *titles: str) -> bytes:
    """A book of an agency, with a dataset for each title."""
    rows = [{**DATASET, "Mã dữ liệu": f"D-{at}", "Tên dữ liệu": title} for at, title in enumerate(titles, 1)]
    files = [{**FILE, "Mã dữ liệu": f"D-{at}"} for at, _ in enumerate(titles, 1)]
    out = BytesIO()
    filled({"Dữ liệu": rows, "Phân phối": files}, agency=agency).save(out)
    return out.getvalue()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with the books of two agencies, one of them in a folder of its own."""
    folder = tmp_path / "inbox"
    (folder / "b").mkdir(parents=True)
    (folder / "hue.xlsx").write_bytes(book("H57", "Không khí"))
    (folder / "b" / "gialai.xlsx").write_bytes(book("H21", "Nước"))
    return folder


def harvest(danhmuc: Run, *words: str | Path) -> dict[str, dict[str, Any]]:
    """The runs of a harvest by the name of their source."""
    return {one["source"]: one for one in json.loads(danhmuc("harvest", *words, "--json").stdout)}


def sources(danhmuc: Run) -> dict[str, str]:
    rows = json.loads(danhmuc("source", "list", "--json").stdout)
    return {row["name"]: row["location"] for row in rows if row["name"] != "local"}


def test_inbox__each_book_is_a_source(danhmuc: Run, inbox: Path) -> None:
    runs = harvest(danhmuc, inbox)
    assert {name: (run["state"], run["records"]["created"]) for name, run in runs.items()} == {
        "gialai": ("complete", 1),
        "hue": ("complete", 1),
    }
    assert {Path(location).parent for location in sources(danhmuc).values()} == {inbox}
    assert all(Path(location).name.startswith("?book=") for location in sources(danhmuc).values())
    (status,) = [one for one in json.loads(danhmuc("status", "--json").stdout) if one["name"] == "hue"]
    assert status["records"]["present"] == 1


def test_inbox__a_book_of_another_name_and_of_next_year_is_the_same_source(danhmuc: Run, inbox: Path) -> None:
    harvest(danhmuc, inbox)
    (inbox / "hue.xlsx").rename(inbox / "hue 2027.xlsx")
    assert harvest(danhmuc, inbox)["hue"]["records"]["unchanged"] == 1
    (inbox / "hue 2027.xlsx").write_bytes(book("H57", "Không khí", "Bụi"))
    for words in ((inbox,), ("hue",), (inbox / "hue 2027.xlsx",), ("--all",)):
        run = harvest(danhmuc, *words)["hue"]
        assert run["records"]["missing"] == 0
        assert run["records"]["seen"] == 2
    assert sources(danhmuc).keys() == {"gialai", "hue"}


def test_inbox__an_unchanged_book_is_not_read_again(danhmuc: Run, inbox: Path) -> None:
    harvest(danhmuc, inbox)
    assert [run["extent"] for run in harvest(danhmuc, inbox).values()] == ["unmoved", "unmoved"]


def test_inbox__a_finding_of_the_source_has_the_cell_at_which_its_record_stands_now(
    danhmuc: Run, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    unlisted = {**DATASET, "Đơn vị chủ trì cung cấp – mã": "H57.99"}
    saved(filled({"Dữ liệu": [unlisted]}), inbox / "hue.xlsx")

    def place() -> tuple[str, int]:
        (run,) = json.loads(danhmuc("harvest", inbox, "--json").stdout)
        (one,) = [found for found in run["run_findings"] if found["code"] == "vn:Dataset-publisher-code"]
        return one["document"], one["line"]

    assert place() == ("hue.xlsx#Dữ liệu", 3)
    (inbox / "hue.xlsx").unlink()
    book = filled({"Dữ liệu": [unlisted]})
    book["Dữ liệu"].insert_rows(3)
    saved(book, inbox / "hue 2.xlsx")
    assert place() == ("hue 2.xlsx#Dữ liệu", 4)


@pytest.mark.parametrize("is_whole", [True, False])
def test_inbox__of_a_renamed_book_one_document_is_known(danhmuc: Run, tmp_path: Path, *, is_whole: bool) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    saved(filled({"Dữ liệu": [DATASET]}, whole=is_whole), inbox / "hue.xlsx")
    harvest(danhmuc, inbox)
    (inbox / "hue.xlsx").rename(inbox / "renamed.xlsx")
    harvest(danhmuc, inbox)
    with Registry.open("sqlite:///danhmuc.db") as registry:
        assert registry.harvests.raw_documents("hue") == {"renamed.xlsx": (inbox / "renamed.xlsx").read_bytes()}
    if is_whole:
        assert harvest(danhmuc, inbox)["hue"]["extent"] == "unmoved"


def test_inbox__of_a_renamed_book_that_is_marked_secret_no_bytes_are_kept(danhmuc: Run, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    saved(filled({"Dữ liệu": [DATASET]}, whole=False), inbox / "hue.xlsx")
    harvest(danhmuc, inbox)
    marked = filled({"Dữ liệu": [DATASET, {**DATASET, "Mã dữ liệu": "M-1"}]}, whole=False)
    marked["Dữ liệu"].cell(2, 60, "Độ mật")
    marked["Dữ liệu"].cell(4, 60, "Mật")
    (inbox / "hue.xlsx").unlink()
    saved(marked, inbox / "hue 2.xlsx")
    harvest(danhmuc, inbox)
    with Registry.open("sqlite:///danhmuc.db") as registry:
        assert registry.harvests.raw_documents("hue") == {}


def test_inbox__a_book_without_an_agency_is_a_source_by_its_file(danhmuc: Run, inbox: Path) -> None:
    (inbox / "a.xlsx").write_bytes(book("", "Một"))
    (inbox / "c.xlsx").write_bytes(book("", "Hai"))
    runs = harvest(danhmuc, inbox)
    assert {name: run["state"] for name, run in runs.items()} == dict.fromkeys(["a", "c", "gialai", "hue"], "complete")
    assert sources(danhmuc)["a"] == str(inbox / "a.xlsx")


def by_file(answer: CompletedProcess[str]) -> list[tuple[str, str, str, list[str]]]:
    """Each run of a harvest: the file, the source, the state, and the documents that findings of the run name."""
    return [
        (one["file"], one["source"], one["state"], [finding["document"] for finding in one["run_findings"]])
        for one in json.loads(answer.stdout)
    ]


TWO_FAILED = [
    ("b/gialai.xlsx", "gialai", "complete", []),
    ("copy.xlsx", "copy", "failed", ["copy.xlsx"]),
    ("hue.xlsx", "copy", "failed", ["hue.xlsx"]),
]


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.soak)])
def test_inbox__each_book_with_a_shared_id_is_a_failed_run(danhmuc: Run, inbox: Path, workers: str) -> None:
    (inbox / "copy.xlsx").write_bytes(book("H57", "Khác"))
    answer = danhmuc("harvest", inbox, "--workers", workers, "--json")
    assert answer.returncode == 1
    assert by_file(answer) == TWO_FAILED
    runs = [one["run"] for one in json.loads(answer.stdout)]
    assert len(set(runs)) == 3
    report = json.loads(danhmuc("report", "harvest", "--batch", "1", "--json").stdout)
    assert sorted(one["state"] for one in report["runs"]) == ["complete", "failed", "failed"]
    assert len(sources(danhmuc)) == 2
    assert json.loads(danhmuc("list", "--source", "copy", "--json").stdout) == []


def test_inbox__books_with_a_shared_id_fail_by_name_and_with_all(danhmuc: Run, inbox: Path) -> None:
    harvest(danhmuc, inbox)
    (inbox / "copy.xlsx").write_bytes(book("H57", "Khác"))
    failed = [(file, "hue", "failed", [file]) for file in ("copy.xlsx", "hue.xlsx")]
    assert by_file(danhmuc("harvest", "hue", "--json")) == failed
    assert by_file(danhmuc("harvest", "--all", "--json")) == [TWO_FAILED[0], *failed]
    assert by_file(danhmuc("harvest", inbox / "hue.xlsx", "--json")) == failed[1:]
    answer = danhmuc("harvest", inbox, inbox, "hue", "--lang", "en")
    assert answer.returncode == 1
    assert answer.stdout.count("as hue.xlsx, so that none of them is read") == 1
    assert answer.stdout.count("as copy.xlsx, so that none of them is read") == 1
    assert answer.stdout.count("gialai  run") == 1
    (shown,) = [one for one in json.loads(danhmuc("status", "--json").stdout) if one["name"] == "hue"]
    assert shown["records"]["present"] == 1
    (inbox / "copy.xlsx").unlink()
    assert {run["state"] for run in harvest(danhmuc, inbox).values()} == {"complete"}


def test_inbox__books_with_a_shared_id_are_two_failed_plans(danhmuc: Run, inbox: Path) -> None:
    (inbox / "copy.xlsx").write_bytes(book("H57", "Khác"))
    planned = danhmuc("harvest", inbox, "--plan", "night.plan", "--json")
    assert planned.returncode == 1
    states = [(one["file"], one["source"], one["state"]) for one in json.loads(planned.stdout)]
    assert states == [one[:3] for one in TWO_FAILED]
    applied = danhmuc("apply", "night.plan", "--json")
    assert applied.returncode == 1
    assert [(one["source"], one["state"]) for one in json.loads(applied.stdout)] == [one[1:3] for one in TWO_FAILED]


def test_inbox__a_book_that_was_harvested_by_its_file_keeps_its_source(danhmuc: Run, inbox: Path) -> None:
    harvest(danhmuc, inbox / "hue.xlsx")
    harvest(danhmuc, inbox)
    assert sources(danhmuc)["hue"] == str(inbox / "hue.xlsx")
    (inbox / "copy.xlsx").write_bytes(book("H57", "Khác"))
    runs = harvest(danhmuc, inbox)
    assert {name for name, run in runs.items() if run["state"] == "failed"} == {"hue", "copy"}


def test_inbox__an_unreadable_book_is_its_own_failed_run(danhmuc: Run, inbox: Path) -> None:
    harvest(danhmuc, inbox)
    (inbox / "hue.xlsx").write_bytes(b"PK\x03\x04 broken")
    (inbox / "new.xlsx").write_bytes(b"")
    runs = harvest(danhmuc, inbox)
    assert {name: run["state"] for name, run in runs.items()} == {
        "gialai": "complete",
        "hue": "failed",  # by the name that its file had when it could be read
        "new": "failed",
    }
    (shown,) = json.loads(danhmuc("status", "hue", "--json").stdout)
    assert shown["records"]["present"] == 1


def test_inbox__what_is_no_book_is_counted_and_said(danhmuc: Run, inbox: Path) -> None:
    for name in ("~$hue.xlsx", ".hidden.xlsx", "note.docx"):
        (inbox / name).write_bytes(b"x")
    (inbox / "figures.csv").write_text("year,value\n2025,3\n", encoding="utf-8")
    (inbox / "Dữ liệu.csv").write_text("Mã dữ liệu;Tên dữ liệu\nC-1;Bảng\n", encoding="utf-8")
    answer = danhmuc("harvest", inbox, "--lang", "en")
    assert "4 files that are no workbooks were skipped" in answer.stderr
    assert sources(danhmuc).keys() == {"gialai", "hue", "Dữ liệu"}
    assert danhmuc("harvest", inbox, "-q").stderr == ""


def test_inbox__with_rdf_in_it_needs_a_kind(danhmuc: Run, inbox: Path) -> None:
    (inbox / "a.ttl").write_text(TTL, encoding="utf-8")
    refused = danhmuc("harvest", inbox, "--lang", "en")
    assert refused.returncode == 2
    assert "has workbooks (2) and RDF files (1)" in refused.stderr
    assert harvest(danhmuc, inbox, "--kind", "workbook").keys() == {"gialai", "hue"}
    # From now on it is known as an inbox, and what else is in it ends nobody's night.
    answer = danhmuc("harvest", inbox, "--lang", "en")
    assert "1 file that is no workbook was skipped, such as a.ttl" in answer.stderr
    assert [run["kind"] for run in json.loads(danhmuc("source", "list", "--json").stdout)][-2:] == ["workbook"] * 2


def test_inbox__a_folder_of_rdf_stays_one_source(danhmuc: Run, inbox: Path) -> None:
    (inbox / "a.ttl").write_text(TTL, encoding="utf-8")
    assert harvest(danhmuc, inbox, "--kind", "rdf", "--profile", "none").keys() == {"inbox"}
    assert harvest(danhmuc, inbox)["inbox"]["passed_over"] == 2


def test_inbox__a_book_of_another_inbox_is_refused_by_name(danhmuc: Run, inbox: Path, tmp_path: Path) -> None:
    harvest(danhmuc, inbox)
    other = tmp_path / "other"
    other.mkdir()
    (inbox / "hue.xlsx").rename(other / "hue.xlsx")
    (other / "nghean.xlsx").write_bytes(book("H40", "Rừng"))
    answer = danhmuc("harvest", other, "--lang", "en")
    assert answer.returncode == 2
    assert "has the id of the source hue" in answer.stderr
    assert "nghean  run" in answer.stdout
    moved = answer.stderr.partition("danhmuc source move hue '")[2].partition("'")[0]
    assert danhmuc("source", "move", "hue", moved, "--reason", "chuyển thư mục").returncode == 0
    assert harvest(danhmuc, other)["hue"]["records"]["unchanged"] == 1


def test_inbox__an_empty_one_is_no_failure_and_what_is_gone_is_named(danhmuc: Run, inbox: Path) -> None:
    harvest(danhmuc, inbox)
    shutil.rmtree(inbox / "b")
    (inbox / "hue.xlsx").unlink()
    answer = danhmuc("harvest", inbox, "--lang", "en")
    assert (answer.returncode, answer.stdout) == (0, "")
    assert "no workbook in it, nothing to harvest" in answer.stderr
    assert "2 sources have no workbook in it any more, and were not harvested: gialai, hue" in answer.stderr
    gone = danhmuc("harvest", "hue", "--lang", "en")
    assert gone.returncode == 3
    assert "has no workbook with the id" in gone.stderr


def test_inbox__plan_apply_and_undo_are_as_for_any_source(danhmuc: Run, inbox: Path) -> None:
    assert danhmuc("harvest", inbox, "--plan", "night.plan").returncode == 0
    assert sources(danhmuc) == {}
    assert danhmuc("apply", "night.plan").returncode == 0
    assert sources(danhmuc).keys() == {"gialai", "hue"}
    (inbox / "hue.xlsx").write_bytes(book("H57", "Không khí", "Bụi"))
    run = harvest(danhmuc, inbox)["hue"]
    assert run["records"]["created"] == 1
    assert danhmuc("undo", str(run["run"]), "--reason", "nhầm").returncode == 0
    assert json.loads(danhmuc("status", "hue", "--json").stdout)[0]["accepted"] == 1


def test_inbox__two_files_of_one_name_have_two_names(danhmuc: Run, inbox: Path) -> None:
    (inbox / "b" / "hue.xlsx").write_bytes(book("H40", "Rừng"))
    assert len(harvest(danhmuc, inbox)) == 3
    assert harvest(danhmuc, inbox).keys() == sources(danhmuc).keys()


def test_inbox__one_name_for_several_books_is_refused(danhmuc: Run, inbox: Path) -> None:
    answer = danhmuc("harvest", inbox, "--name", "so", "--lang", "en")
    assert answer.returncode == 2
    assert "--name so names one source, but 2" in answer.stderr


@pytest.mark.parametrize("words", [("source", "add"), ("validate",)])
def test_inbox__other_commands_say_what_to_do(danhmuc: Run, inbox: Path, words: tuple[str, ...]) -> None:
    answer = danhmuc(*words, inbox, "--lang", "en")
    assert answer.returncode == 3
    assert "is a folder of workbooks, each of which is a source of its own; harvest the folder" in answer.stderr
