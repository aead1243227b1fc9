"""``danhmuc report``."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


def test_findings__by_source_publisher_and_rule(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("report", "findings")
    assert (answer.returncode, answer.stderr) == (0, "")
    tables = answer.stdout.split("\n\n")
    assert [table.split("\n")[0] for table in tables[:3]] == ["By source", "By publisher", "By rule"]
    assert tables[3] == "76 records, 67 accepted; 10 violations, 1 warning, 4 that cannot be verified\n"
    sums = [sum(int(line.split("\t")[-1]) for line in table.split("\n")[2:]) for table in tables[:3]]
    assert sums == [15, 15, 15]


def test_findings__one_group_is_a_table_for_programs(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("report", "findings", "--by", "source", "--severity", "violation")
    head, first, *_ = answer.stdout.splitlines()
    assert head.split("\t")[:4] == ["source", "records", "accepted", "with findings"]
    assert first.split("\t") == ["du-lieu-mo", "17", "8", "10", "10", "0", "0", "0", "10"]
    assert answer.stderr == "76 records, 67 accepted; 10 violations\n"
    rows = json.loads(danhmuc("report", "findings", "--by", "source", "--severity", "violation", "--json").stdout)
    assert [row["violation"] for row in rows] == [10, 0, 0, 0]


def test_findings__tables_are_bounded(danhmuc: Run, registry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.cli.commands.report._SHOWN", 3)
    answer = danhmuc("report", "findings")
    assert "… and 1 more; --by source shows all" in answer.stdout
    assert len(danhmuc("report", "findings", "--by", "rule").stdout.splitlines()) == 12


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("json", "["),
        ("csv", "\ufeff"),
        ("html", "<!doctype html>"),
        ("junit", "<?xml"),
        ("turtle", "@prefix"),
        ("xml", "<?xml"),
        ("json-ld", "{"),
        ("nt", "<"),
    ],
)
def test_findings__in_every_format(danhmuc: Run, registry: str, name: str, start: str) -> None:
    answer = danhmuc("report", "findings", "--format", name, "--source", "du-lieu-mo")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.lower().startswith(start.lower())
    assert "Agent-name" in answer.stdout


def test_findings__json_is_that_of_validate(danhmuc: Run, registry: str) -> None:
    sources = json.loads(danhmuc("report", "findings", "--json").stdout)
    assert len(sources) == 4
    assert sum(source["counts"]["violation"] for source in sources) == 10
    assert all(source["passed"] == (source["counts"]["violation"] == 0) for source in sources)
    assert sources == json.loads(danhmuc("report", "findings", "--format", "json").stdout)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--source", "x"],
        ["--publisher", "x"],
        ["--rule", "x"],
        ["--severity", "x"],
        ["--format", "x"],
        ["--by", "x"],
        ["--json", "--format", "csv"],
        ["--by", "rule", "--format", "csv"],
    ],
)
def test_findings__wrong_usage_is_one_line(danhmuc: Run, registry: str, arguments: list[str]) -> None:
    answer = danhmuc("report", "findings", *arguments)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 1)
