"""``danhmuc report form danh-muc``, ``dich-vu``, ``du-lieu-mo``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry.statutory_reports import STATUTORY_REPORTS

Run = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize("name", STATUTORY_REPORTS)
def test_report__says_whose_it_is_of_which_day_and_state_and_on_which_basis(
    danhmuc: Run, registry: str, name: str
) -> None:
    answer = danhmuc("report", "form", name, "--publisher", "H57", "--on", "15/8/2026")
    assert (answer.returncode, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert lines[1:3] == [
        "Agency: People's Committee of Huế City (H57)",
        "With the agencies below it: H57.01, H57.02, H57.03, H57.90",
    ]
    assert lines[3:5] == ["Day of the report: 2026-08-15", "State of the registry: run 4, row 117 of the ledger"]
    if name == "tu-dien":
        assert lines[5] == "– no act prescribes this form; it is made of what the registry has"
    else:
        decree = next(line for line in lines if "47/2020/NĐ-CP" in line)
        assert "in force" not in decree
    assert len(lines) < 100


def test_report__numbers_of_the_demo(danhmuc: Run, registry: str) -> None:
    lines = danhmuc("report", "form", "danh-muc").stdout.splitlines()
    assert "Total\t57\t0\t2\t54\t0\t1" in lines
    assert [line for line in lines if line.startswith(("All in", "Listed", "Not listed"))][:3] == [
        "All in the registry: 66",
        "Listed: 57",
        "Not listed (no version was accepted): 9",
    ]
    assert "… and 44 more; -o FILE.xlsx has all" in lines
    assert lines[-1] == "danhmuc list --verdict submitted shows the records of which no version was accepted"


def test_report__several_files_and_json(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    answer = danhmuc(
        "report", "form", "dich-vu", "-o", tmp_path / "a.xlsx", "-o", tmp_path / "a.html", "--on", "2026-08-15"
    )
    assert answer.stdout.splitlines() == [f"Written: {tmp_path / 'a.xlsx'}", f"Written: {tmp_path / 'a.html'}"]
    found = json.loads(danhmuc("report", "form", "dich-vu", "--json", "--on", "2026-08-15").stdout)
    assert [len(one["rows"]) for one in found["sheets"]] == [5]
    assert (tmp_path / "a.html").read_text(encoding="utf-8").count("<tr><td") == 5


@pytest.mark.soak
def test_report__two_processes_write_the_same_bytes(danhmuc: Run, process: Run, registry: str, tmp_path: Path) -> None:
    files = [tmp_path / "a.xlsx", tmp_path / "a.html", tmp_path / "a.json"]
    arguments = ["report", "form", "danh-muc", "--on", "2026-08-15", *(part for file in files for part in ("-o", file))]
    assert process(*arguments, PYTHONHASHSEED="7", TZ="America/Lima").returncode == 0
    first = [file.read_bytes() for file in files]
    assert danhmuc(*arguments).returncode == 0
    assert [file.read_bytes() for file in files] == first


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--publisher", "H99"], "unknown publisher 'H99'; known: H57, H57.01, H57.02, H57.03, H57.90"),
        (["-o", "a.docx"], "the name of a report ends in one of .html, .json, .xlsx; 'a.docx' does not"),
        (["-o", "a.json", "-o", "./a.json"], "./a.json: it was given for something else, too; name another file"),
        (["-o", "a.json", "--on", "31/2/2026"], "31/2/2026"),
    ],
)
def test_report__mistakes_are_one_line(danhmuc: Run, registry: str, arguments: list[str], said: str) -> None:
    answer = danhmuc("report", "form", "du-lieu-mo", *arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert said in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert not Path("a.json").exists()


def test_report__never_onto_the_registry(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    (tmp_path / "b.html").symlink_to(tmp_path / "danhmuc.db")
    answer = danhmuc("report", "form", "danh-muc", "-o", tmp_path / "b.html")
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
    assert danhmuc("registry", "check").returncode == 0


def test_report__a_registry_that_is_not_there(danhmuc: Run, tmp_path: Path) -> None:
    answer = danhmuc("report", "form", "danh-muc", "--registry", f"sqlite:///{tmp_path / 'none.db'}")
    assert answer.returncode == 3
    assert len(answer.stderr.splitlines()) == 1
