"""What a source itself says it has deleted, at the command line, and ``danhmuc registry prune bodies``."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry import sources

Run = Callable[..., CompletedProcess[str]]
Write = Callable[..., CompletedProcess[str]]


@pytest.fixture
def write(danhmuc: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write activities to a journal of stations and run a command on it; a number with a minus closes a station."""
    monkeypatch.syspath_prepend(root / "tests" / "consumer")
    point = metadata.EntryPoint("journal", "agency.journal:StationJournal", "danhmuc.sources")

    def entry_points(*, group: str, name: str | None = None) -> list[metadata.EntryPoint]:
        return [point] if group == "danhmuc.sources" and name in (None, "journal") else []

    monkeypatch.setattr(sources, "entry_points", entry_points)
    folder = tmp_path / "stations"
    folder.mkdir()
    rows: list[str] = []

    def run(activities: str, *words: object) -> CompletedProcess[str]:
        for one in activities.split():
            at = f"2026-01-01T00:00:{len(rows):02}.000000Z"
            rows.append(f"{at},{one.removeprefix('-')},{'' if one.startswith('-') else f'Trạm {one}'}\n")
        for start in range(0, len(rows), 4):
            page = "".join(rows[start : start + 4])
            (folder / f"{start:03}.csv").write_text(f"{page}end\n", encoding="utf-8")
        return danhmuc("harvest", folder, "--kind", "journal", "--profile", "none", *words)

    return run


def test_harvest__says_what_the_source_deleted(danhmuc: Run, write: Write) -> None:
    assert write("1 2 3 4 5 6 7 8 9 10 11 12").returncode == 0
    answer = write("-3 -99")
    assert answer.returncode == 0
    assert "  records: 1 missing\n" in answer.stdout
    assert "  deleted: 1 of the missing records, as the source itself says\n" in answer.stdout
    assert "  deleted by the source, but never stored: 1 record\n" in answer.stdout
    assert "withdrawn: 1 record" in answer.stdout
    report = danhmuc("report", "harvest").stdout
    assert "1 of these is missing because its source says that it deleted it" in report
    assert "Trạm 3" in report


def test_harvest__many_deletions_wait_for_a_person(danhmuc: Run, write: Write) -> None:
    write("1 2 3 4 5 6 7 8 9 10 11 12")
    (told,) = json.loads(write("-1 -2 -3", "--json").stdout)
    assert (told["extent"], told["deleted"], told["withdrawn"], told["waiting"]) == ("delta", 3, 0, 3)
    report = danhmuc("report", "harvest").stdout
    assert report.count("its source says that it deleted it; still exported, because too many are missing") == 3
    assert write("13").returncode == 1
    status = danhmuc("status", "stations")
    assert status.returncode == 1
    assert "3 missing records" in status.stdout
    accepted = danhmuc("registry", "accept-missing", "stations", "--reason", "trạm đã đóng")
    assert accepted.stdout.startswith("stations: 3 missing records withdrawn")
    assert write("14").returncode == 0


def test_plan__shows_deletions_in_all_formats(danhmuc: Run, write: Write, tmp_path: Path) -> None:
    write("1 2 3 4 5 6 7 8 9 10 11 12")
    plan = tmp_path / "plan"
    assert write("-3 -99", "--plan", plan).returncode == 0
    text = danhmuc("apply", plan, "--dry-run").stdout
    assert "deleted by its source: Trạm 3  https://env.example.vn/id/station/3" in text
    (told,) = json.loads(danhmuc("apply", plan, "--dry-run", "--json").stdout)
    assert [(one["kind"], one["deleted"]) for one in told["changes"]] == [("missing", True)]
    assert "Deleted by the source" in danhmuc("apply", plan, "--dry-run", "--format", "html").stdout
    assert danhmuc("apply", plan).returncode == 0
    assert "state: deleted by its source\n" in danhmuc("show", "https://env.example.vn/id/station/3").stdout


def test_undo__gives_back_what_the_source_deleted(danhmuc: Run, write: Write) -> None:
    write("1 2 3 4 5 6 7 8 9 10 11 12")
    write("-3")
    assert danhmuc("undo", "2", "--reason", "nhầm").returncode == 0
    (told,) = json.loads(write("", "--json").stdout)
    assert (told["extent"], told["records"]["held"], told["deleted"]) == ("whole", 1, 0)
    (told,) = json.loads(write("-3", "--json").stdout)
    assert (told["deleted"], told["withdrawn"]) == (1, 1)


# ---------------------------------------------------------------- prune-bodies


def test_prune__says_what_it_frees(danhmuc: Run, write: Write, tmp_path: Path) -> None:
    write("1 2")
    size = (tmp_path / "stations" / "000.csv").stat().st_size
    left = f"0 bytes (documents: 0, originals of older versions: 0); left: {size} bytes\n"
    assert danhmuc("registry", "prune", "bodies").stdout == f"deleted: {left}"
    planned = danhmuc("registry", "prune", "bodies", "--max-bytes", "0", "--dry-run")
    assert planned.stdout == (
        f"would delete: {size} bytes (documents: 1, originals of older versions: 0); left: 0 bytes\n"
        "1 of these documents is of the last good run; the next harvest asks for it without conditions: stations\n"
    )
    told = json.loads(
        danhmuc("registry", "prune", "bodies", "--max-bytes", "1 kB", "--older-than", "0", "--json").stdout
    )
    assert told == {
        "dry_run": False, "documents": 0, "needed": 0, "originals": 0, "bytes": 0, "left_bytes": size, "sources": [],
    }  # fmt: skip
    assert danhmuc("registry", "prune", "bodies", "--max-bytes", "0").stdout.startswith(f"deleted: {size} bytes")


def test_prune__refuses_what_is_no_limit(danhmuc: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("1 2")
    for words in (("--max-bytes", "much"), ("--older-than", "-1"), ("--max-bytes", "-1")):
        answer = danhmuc("registry", "prune", "bodies", *words)
        assert (answer.returncode, answer.stdout) == (2, "")
        assert words[1] in answer.stderr
    monkeypatch.setenv("DANHMUC_BODIES_MAX_BYTES", "2 elephants")
    answer = danhmuc("registry", "prune", "bodies")
    assert answer.returncode == 2
    assert "'2 elephants' is no number of bytes" in answer.stderr
