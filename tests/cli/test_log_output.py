"""What libraries log is printed with --verbose alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import logging, sys
from danhmuc.cli.log_output import print_log

print_log(int(sys.argv[1]))
library = logging.getLogger("a.library")
library.setLevel(logging.WARNING)
library.error("a connection was not closed")
"""


@pytest.mark.parametrize(("level", "told"), [("20", "ERROR a.library: a connection was not closed\n"), ("50", "")])
def test_print_log__goes_by_its_own_level(level: str, told: str) -> None:
    """SQLAlchemy sets a level for itself; an interrupt while it closes a connection is an error to it."""
    command = [sys.executable, "-c", PROGRAM, level]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == told
