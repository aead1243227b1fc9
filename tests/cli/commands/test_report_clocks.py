"""``danhmuc report form thoi-han``, ``kiem-ke``, ``ke-hoach``: what their own options do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., CompletedProcess[str]]


def sheets(answer: CompletedProcess[str]) -> dict[str, Any]:
    assert (answer.returncode, answer.stderr) == (0, "")
    return {one["sheet"]: one for one in json.loads(answer.stdout)["sheets"]}


def test_terms__due_within_some_days(danhmuc: Run, registry: str) -> None:
    few, many = (
        sheets(danhmuc("report", "form", "thoi-han", "--on", "2026-08-15", "--within", number, "--json"))["due"]
        for number in ("0", "200")
    )
    assert len(few["rows"]) < len(many["rows"])
    assert all(row["days"] <= 200 for row in many["rows"])


def test_terms__with_a_list_of_holidays(
    danhmuc: Run, registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "le.toml").write_text('holidays = ["02/09/2026"]', encoding="utf-8")
    for arguments, note in ((["--holidays", tmp_path / "le.toml"], "listed for 2026"), ([], "without a list")):
        answer = danhmuc("report", "form", "thoi-han", *arguments)
        assert answer.returncode == 0
        assert note in answer.stdout
    monkeypatch.setenv("DANHMUC_HOLIDAYS", str(tmp_path / "le.toml"))
    assert "listed for 2026" in danhmuc("report", "form", "thoi-han").stdout


@pytest.mark.parametrize(
    ("name", "arguments", "code", "said"),
    [
        ("thoi-han", ["--holidays", "le.toml"], 2, "le.toml, line 2: 31/02/2026 is no day; write"),
        ("thoi-han", ["--holidays", "none.toml"], 3, "none.toml"),
        ("thoi-han", ["--within", "-1"], 2, "--within is a number of days from 0 to 3,660; found -1"),
        ("ke-hoach", ["--within", "9999"], 2, "--within is a number of days from 0 to 3,660; found 9,999"),
        ("kiem-ke", ["--year", "26"], 2, "--year is a year from 1900 to 9999; found 26"),
    ],
)
def test_report__mistakes_are_one_line(
    danhmuc: Run, registry: str, tmp_path: Path, name: str, arguments: list[str], code: int, said: str
) -> None:
    (tmp_path / "le.toml").write_text('holidays = [\n  "31/02/2026"]', encoding="utf-8")
    answer = danhmuc("report", "form", name, *arguments)
    assert (answer.returncode, answer.stdout) == (code, "")
    assert said in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_inventory__has_the_year_in_its_title(danhmuc: Run, registry: str) -> None:
    assert danhmuc("report", "form", "kiem-ke", "--on", "2026-08-15").stdout.startswith(
        "Inventory and assessment of data, year 2026\n"
    )
    assert danhmuc("report", "form", "kiem-ke", "--year", "2025").stdout.startswith(
        "Inventory and assessment of data, year 2025\n"
    )


def test_plans__of_the_demo_are_none_and_open_data_has_none(danhmuc: Run, registry: str) -> None:
    found = sheets(danhmuc("report", "form", "ke-hoach", "--on", "2026-08-15", "--json"))
    assert found["plans"]["rows"] == []
    assert len(found["unplanned"]["rows"]) == found["unplanned"]["totals"][2]["count"] == 53


@pytest.mark.parametrize(("name", "sheet"), [("thoi-han", "summary"), ("ke-hoach", "plans")])
def test_report__counts_the_records_that_it_does_not_have(danhmuc: Run, registry: str, name: str, sheet: str) -> None:
    totals = {one["key"]: one["count"] for one in sheets(danhmuc("report", "form", name, "--json"))[sheet]["totals"]}
    unlisted = sum(count for key, count in totals.items() if key.startswith("unlisted-"))
    assert totals["all"] == totals["listed"] + unlisted
    assert unlisted == 9
