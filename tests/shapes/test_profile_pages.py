"""The pages of the rules are those of the profiles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_pages__are_those_of_the_profiles(root: Path) -> None:
    command = [sys.executable, str(root / ".ci" / "profile_pages.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
