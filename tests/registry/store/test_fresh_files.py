"""What a killed process left is removed, and nothing that a process may still write."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from danhmuc.registry.store import target
from danhmuc.registry.store.target import fresh_path, remove_leftovers


def left_by(process: int, target: Path, *, age: float) -> Path:
    """A file that a process changed last some seconds ago."""
    found = fresh_path(target)
    found = found.with_name(found.name.replace(f".{os.getpid()}-", f".{process}-"))
    found.touch()
    os.utime(found, (time.time() - age, time.time() - age))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells when a process began")
def test_leftover__of_a_number_that_another_process_has_by_now_is_removed(tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as later:
        gone, own = left_by(later.pid, target, age=3600), left_by(later.pid, target, age=0)
        remove_leftovers(target)
        assert (gone.exists(), own.exists()) == (False, True)
        later.communicate(b"\n")
    remove_leftovers(target)
    assert not own.exists()


def test_leftover__stays_if_nobody_tells_when_a_process_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "_begin_of", lambda _: None)
    kept = left_by(os.getpid(), tmp_path / "a", age=10**9)
    remove_leftovers(tmp_path / "a")
    assert kept.exists()
