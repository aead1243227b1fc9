"""The units of systemd in the documentation are ones that systemd accepts."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"
NAMED = re.compile(r"^# /etc/systemd/system/(?P<name>\S+)\n", re.MULTILINE)


def units_of(page: Path) -> dict[str, str]:
    """The units on a page, by name."""
    found = {}
    for block in re.findall(r"^```ini\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        pieces = NAMED.split(block)
        found.update(zip(pieces[1::2], pieces[2::2], strict=True))
    return found


def test_units__are_the_same_in_both_languages() -> None:
    english, vietnamese = (units_of(DOCS / language / "feeds.md") for language in ("en", "vi"))
    assert english == vietnamese
    assert set(english) == {"danhmuc-feed.path", "danhmuc-feed.service"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze, of Debian's systemd, is absent")
def test_units__are_accepted_by_systemd(tmp_path: Path) -> None:
    units = units_of(DOCS / "en" / "feeds.md")
    for name, text in units.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in units)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    bad = tmp_path / "bad.service"
    bad.write_text(units["danhmuc-feed.service"].replace("Type=oneshot", "Type=oneshoot"), encoding="utf-8")
    answer = subprocess.run([*command[:3], str(bad)], capture_output=True, text=True, check=False, timeout=60)
    assert "oneshoot" in answer.stderr, "it looks at what the units say"
