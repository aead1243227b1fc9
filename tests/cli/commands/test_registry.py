"""``danhmuc registry``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

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


# ---------------------------------------------------------------- withdraw, withhold, release


def an_iri(danhmuc: Run) -> str:
    rows = json.loads(danhmuc("list", "--json").stdout)
    return str(next(row["iri"] for row in rows if row["verdict"] == "accepted"))


def exported(danhmuc: Run, tmp_path: Path) -> str:
    assert danhmuc("export", "nt", tmp_path / "out.nt").returncode == 0
    return (tmp_path / "out.nt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "answer", "state"),
    [
        ("withdraw", "withdrawn by officer: ", "withdrawn"),
        ("withhold", "withheld by officer: ", "withheld"),
    ],
)
def test_taken_back__until_released(
    danhmuc: Run, registry: str, tmp_path: Path, command: str, answer: str, state: str
) -> None:
    iri = an_iri(danhmuc)
    assert f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in exported(danhmuc, tmp_path)
    done = danhmuc("registry", command, f"<{iri}>", "--reason", "Công bố nhầm", "--by", "officer")
    assert (done.returncode, done.stderr, done.stdout.startswith(answer)) == (0, "", True)
    assert iri in done.stdout
    assert json.loads(danhmuc("show", iri, "--json").stdout)["state"] == state
    assert f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" not in exported(danhmuc, tmp_path)
    (row,) = json.loads(danhmuc("registry", "release", iri, "--by", "officer", "--json").stdout)
    assert (row["kind"], row["by"], row["presence"], row["reason"]) == ("released", "officer", "present", None)
    assert f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" in exported(danhmuc, tmp_path)
    assert danhmuc("registry", "check").returncode == 0


def test_taken_back__by_whose_account_it_is(danhmuc: Run, registry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "vanthu")
    done = danhmuc("registry", "withhold", an_iri(danhmuc), "--reason", "x", "--lang", "vi")
    assert done.stdout.startswith("vanthu đặt ở trạng thái không công bố: ")


def test_taken_back__what_is_asked_wrongly(danhmuc: Run, registry: str) -> None:
    iri = an_iri(danhmuc)
    for arguments, words in (
        (("withdraw", iri), "--reason"),
        (("withhold", iri, "--reason", "x", "--source", "none"), "none"),
        (("release", iri), "neither withdrawn nor withheld"),
    ):
        answer = danhmuc("registry", *arguments)
        assert (answer.returncode, answer.stdout, len(answer.stderr.splitlines())) == (2, "", 1)
        assert words in answer.stderr
    danhmuc("registry", "withhold", iri, "--reason", "x")
    answer = danhmuc("registry", "withdraw", iri, "--reason", "x")
    assert (answer.returncode, "is withheld and never leaves" in answer.stderr) == (2, True)
