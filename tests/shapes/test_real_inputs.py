"""The page on real inputs tells what the files give and what their authors expect, and explains every difference."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_page__is_that_of_the_files(root: Path, test_data: Path) -> None:
    command = [sys.executable, str(root / ".ci" / "real_inputs.py"), str(test_data), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_page__explains_every_difference(root: Path) -> None:
    text = (root / "docs" / "en" / "real-inputs.md").read_text(encoding="utf-8")
    assert "**not explained**" not in text
    assert text.count(" is validated here |") == 4


def test_page__every_file_has_what_its_author_expects_and_why_another_thing_is_found(
    root: Path, test_data: Path
) -> None:
    text = (root / "docs" / "en" / "real-inputs.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| ")]
    of_authors = {row[0]: row[1:] for row in rows if len(row) == 4 and row[0].endswith(".ttl")}
    folders = [test_data / name for name in ("w3c-dcat3", "dcat-ap-es", "mobilitydcat-ap")]
    assert of_authors.keys() == {file.relative_to(one).as_posix() for one in folders for file in one.rglob("*.ttl")}
    assert [
        name for name, (author, found, why) in of_authors.items() if author == "to pass" and found and not why
    ] == []
    assert [name for name, (author, found, why) in of_authors.items() if author == "to fail" and not found + why] == []
