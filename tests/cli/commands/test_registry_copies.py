"""``danhmuc registry copy``, ``backup``, ``restore`` and ``prune``."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]

WHOLE = "whole; 4 sources, 117 records (node records included), 117 versions"


def an_iri(danhmuc: Run) -> str:
    rows = json.loads(danhmuc("list", "--json").stdout)
    return str(next(row["iri"] for row in rows if row["verdict"] == "accepted"))


def test_copy__says_what_was_proven(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    answer = danhmuc("registry", "copy", registry, "sqlite:///copy.db")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert re.fullmatch(
        r"copied to sqlite:///copy.db: [\d,]+ rows in \d+ tables; rows and exports are equal, and the copy is whole\n",
        answer.stdout,
    )
    assert danhmuc("registry", "check", "--registry", "sqlite:///copy.db").stdout == f"sqlite:///copy.db: {WHOLE}\n"
    told = json.loads(danhmuc("registry", "copy", registry, "sqlite:///other.db", "--json").stdout)
    assert told["rows"] == sum(table["rows"] for table in told["tables"].values())
    assert told["tables"]["versions"]["rows"] == 117
    assert told["tables"]["versions"]["digest"].startswith("sha256:")
    again = danhmuc("registry", "copy", registry, "sqlite:///copy.db")
    assert (again.returncode, again.stdout) == (3, "")
    assert "there is a registry already" in again.stderr
    assert (tmp_path / "copy.db").exists()


def test_copy__of_nothing_and_into_memory_is_refused(danhmuc: Run, registry: str, tmp_path: Path) -> None:
    absent = danhmuc("registry", "copy", "sqlite:///absent.db", "sqlite:///copy.db")
    assert (absent.returncode, absent.stdout) == (3, "")
    assert not (tmp_path / "copy.db").exists()
    memory = danhmuc("registry", "copy", registry, "sqlite://")
    assert (memory.returncode, memory.stdout) == (2, "")
    assert len(memory.stderr.splitlines()) == 1


def test_backup__and_restore_over_the_registry(danhmuc: Run, registry: str) -> None:
    iri = an_iri(danhmuc)
    answer = danhmuc("registry", "backup", "b.db")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("backed up to b.db: ")
    opened = danhmuc("list", "--registry", "sqlite:///b.db")
    assert (opened.returncode, opened.stdout) == (3, "")
    assert "danhmuc registry restore" in opened.stderr
    danhmuc("registry", "withhold", iri, "--reason", "wait", "--by", "officer")
    danhmuc("registry", "setting", "naming", "camelCase")
    restored = danhmuc("registry", "restore", "b.db", registry, "--reason", "a trial", "--by", "operator")
    assert restored.returncode == 0
    assert restored.stdout.splitlines()[1:] == [
        "taken over: purges: 0, holds: 1, marks of secrecy: 0",
        "taken over: naming convention: camelCase",
        "1 later change of a record is lost; harvest again",
    ]
    assert json.loads(danhmuc("show", iri, "--json").stdout)["state"] == "withheld"
    assert danhmuc("registry", "check").stdout == f"{registry}: {WHOLE}\n"


def test_restore__without_a_newer_state_needs_a_person(danhmuc: Run, registry: str) -> None:
    assert registry
    danhmuc("registry", "backup", "b.db")
    answer = danhmuc("registry", "restore", "b.db", "sqlite:///new.db", "--reason", "a trial")
    assert answer.returncode == 1
    assert len(answer.stdout.splitlines()) == 1
    assert "cannot be known" in answer.stderr
    told = danhmuc("registry", "restore", "b.db", "sqlite:///newer.db", "--reason", "a trial", "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["is_known"] is False
    refused = danhmuc("registry", "restore", "b.db", "sqlite:///third.db")
    assert (refused.returncode, refused.stdout) == (2, "")


def test_prune__says_what_it_would_delete_and_deletes(danhmuc: Run, registry: str) -> None:
    answer = danhmuc("registry", "prune", "--older-than", "2026-01-01", "--dry-run")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.endswith(": versions: 0, graphs: 0, findings: 0, rests of documents: 0\n")
    told = json.loads(danhmuc("registry", "prune", "--older-than", "2026-01-01", "--json").stdout)
    assert told == {
        "dry_run": False,
        "before": "2025-12-31T17:00:00+00:00",
        "versions": 0,
        "graphs": 0,
        "findings": 0,
        "rests": 0,
        "former": 0,
    }
    refused = danhmuc("registry", "prune", "--older-than", "9999-01-01")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert danhmuc("registry", "check").stdout == f"{registry}: {WHOLE}\n"
