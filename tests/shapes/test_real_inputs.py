"""The page on real inputs tells what the files give, and explains every difference."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_page__is_that_of_the_files(root: Path, test_data: Path) -> None:
    command = [sys.executable, str(root / ".ci" / "real_inputs.py"), str(test_data), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_page__explains_every_difference(root: Path) -> None:
    text = (root / "docs" / "real-inputs.md").read_text(encoding="utf-8")
    assert "**not explained**" not in text
    assert text.count(" is judged here |") == 4
