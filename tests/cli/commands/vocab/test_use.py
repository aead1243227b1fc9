"""Versions of a list."""

from __future__ import annotations

import json
from pathlib import Path

from danhmuc.vocab import concepts

from .conftest import Run, table


def test_use__an_earlier_version_and_the_bundled_one(danhmuc: Run, empty_registry: None, file: Path) -> None:
    file.write_text("code,name\nMONTHLY,m\n", encoding="utf-8")
    danhmuc("vocab", "add", file, "--name", "frequency", "--on", "2026-01-02")
    assert table(danhmuc("vocab", "show", "frequency"))[0][1] == "m"
    first, second = danhmuc("vocab", "use", "frequency").stdout.splitlines()
    assert first == f"frequency: updated, 28 codes, version {concepts.load('frequency').version}, bundled"
    assert second.startswith("  against version 2026-01-02 (loaded ")
    assert len(table(danhmuc("vocab", "show", "frequency"))) == 28
    (change,) = [json.loads(danhmuc("vocab", "use", "frequency", "2026-01-02", "--json").stdout)]
    assert (change["kind"], change["vocabulary"]["version"]) == ("updated", "2026-01-02")
    rows = [row for row in table(danhmuc("vocab", "list", "--all")) if row[0] == "frequency"]
    assert [row[5].endswith(", not in force") for row in rows] == [True, False]
    assert len([row for row in table(danhmuc("vocab", "list")) if row[0] == "frequency"]) == 1


def test_use__of_a_list_that_does_not_come_with_danhmuc_needs_a_version(
    danhmuc: Run, empty_registry: None, file: Path
) -> None:
    danhmuc("vocab", "add", file, "--on", "2026-01-02")
    answer = danhmuc("vocab", "use", "dan-toc", "--lang", "en")
    assert (answer.returncode, answer.stderr) == (
        2,
        "danhmuc: code list 'dan-toc' does not come with danhmuc; name the version to use: 2026-01-02\n",
    )
    assert danhmuc("vocab", "use", "dan-toc", "--lang", "vi").stderr == (
        "danhmuc: bảng mã 'dan-toc' không đi kèm danhmuc; hãy nêu phiên bản: 2026-01-02\n"
    )
