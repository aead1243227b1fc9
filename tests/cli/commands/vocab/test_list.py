"""Which lists there are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from danhmuc.vocab import concepts

from .conftest import Run, table


def test_list__needs_no_registry_and_makes_none(danhmuc: Run, tmp_path: Path) -> None:
    rows = table(danhmuc("vocab", "list"))
    assert [row[0] for row in rows] == list(concepts.tokens())
    commune = next(row for row in rows if row[0] == "commune")
    assert commune[2:] == ["3,321", "complete", "2025-07-01", "bundled", "https://w3id.org/danhmuc/concept/commune"]
    assert list(tmp_path.iterdir()) == []


def test_list__tells_what_the_registry_uses(danhmuc: Run, empty_registry: None, file: Path) -> None:
    danhmuc("vocab", "add", file, "--title", "Dân tộc", "--on", "02/01/2026", "--complete")
    (row,) = (row for row in table(danhmuc("vocab", "list")) if row[0] == "dan-toc")
    assert row[:5] == ["dan-toc", "Dân tộc", "2", "complete", "2026-01-02"]
    assert row[5].startswith("loaded 20")


def test_list__in_json_says_the_same(danhmuc: Run) -> None:
    rows = json.loads(danhmuc("vocab", "list", "--json").stdout)
    (commune,) = (row for row in rows if row["token"] == "commune")
    assert (commune["concepts"], commune["is_complete"], commune["origin"]) == (3321, True, "bundled")
    assert commune["snapshot"] == commune["version"] == "2025-07-01"
    assert commune["digest"] == concepts.load("commune").digest


def test_list__without_registry_loads_no_database(tmp_path: Path) -> None:
    script = """
import sys
from danhmuc.cli.main import run
assert run(["vocab", "list", "--json"]) == run(["vocab", "show", "frequency", "monthly"]) == 0
print({"sqlalchemy", "rdflib"} & {*sys.modules}, file=sys.stderr)
"""
    answer = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True)
    assert answer.stderr.endswith("set()\n")
