"""Measure whole processes, from start to end: CPU seconds and peak memory, as the kernel counts them.

CPU seconds and not the clock, because others use the machine too; processes that are compared run in turn, round by
round, because their use of it comes and goes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Usage", "danhmuc", "in_turn", "python", "run"]

_LAUNCHER = Path(__file__).with_name("launch.py")
_OWN = ("DANHMUC_BASE", "DANHMUC_LANG", "DANHMUC_REGISTRY")
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process took.

    Attributes:
        cpu_seconds: user and system, all its threads together.
        peak_mib: the most memory it held at once, its libraries included.
        answer: its standard output.
    """

    cpu_seconds: float
    peak_mib: float
    answer: str


def run(*command: str | Path, exit_code: int = 0) -> Usage:
    """Run a command to its end; one that ends with another exit code than that ends the measurement."""
    environment = {name: value for name, value in os.environ.items() if name not in _OWN}
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "usage")
        launched = [sys.executable, "-I", "-S", str(_LAUNCHER), str(told), *map(str, command)]
        done = subprocess.run(launched, env=environment, capture_output=True, text=True, check=True)
        code, cpu_seconds, peak = told.read_text(encoding="ascii").split()
    assert code == str(exit_code), f"{command} ended with {code}: {done.stderr}"
    return Usage(float(cpu_seconds), int(peak) * _MAXRSS_UNIT / _MIB, done.stdout)


def python(*arguments: str | Path) -> Usage:
    """Run this Python anew."""
    return run(sys.executable, *arguments)


def danhmuc(*arguments: str | Path, exit_code: int = 0) -> Usage:
    """Run the program of this environment, as a user types it where it is installed."""
    program = Path(sys.executable).with_name("danhmuc")
    command = (program,) if program.exists() else (sys.executable, "-m", "danhmuc.cli")
    return run(*command, *arguments, exit_code=exit_code)


def in_turn(rounds: int, steps: Mapping[str, Callable[[], Usage]]) -> dict[str, list[Usage]]:
    """So many measurements of each step, taken in turn; in each round the steps come in their order."""
    taken: dict[str, list[Usage]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            taken[name].append(step())
    return taken
