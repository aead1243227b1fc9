"""``danhmuc registry``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]


def test_check__of_a_whole_registry(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("registry", "check")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout == f"{registry}: whole; 4 sources, 117 records (node records included), 117 versions\n"
    assert "nguyên vẹn; 4 nguồn, 117 bản ghi" in danhmuc("registry", "check", "--lang", "vi").stdout


def test_check__of_a_spoilt_one_needs_a_person(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "danhmuc.db")
    connection.execute("UPDATE graphs SET body = x'00' WHERE digest = (SELECT min(digest) FROM graphs)")
    connection.commit()
    connection.close()
    answer = danhmuc("registry", "check")
    assert answer.returncode == 1
    problem, verdict = answer.stdout.splitlines()
    assert "rdfc10:" in problem
    assert ": not whole; " in verdict
    told = json.loads(danhmuc("registry", "check", "--json").stdout)
    assert told["problems"] == [problem]
    assert told["sources"] == 4


def test_check__creates_nothing(danhmuc: Run, tmp_path: Path) -> None:
    answer = danhmuc("registry", "check")
    assert (answer.returncode, answer.stdout) == (3, "")
    assert not (tmp_path / "danhmuc.db").exists()
