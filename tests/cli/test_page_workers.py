"""``--workers`` with one large source: the same answers, and no process is left however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]

PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
WAIT = 60
"""Seconds within which anything has to happen."""


@pytest.fixture
def large(tmp_path: Path) -> str:
    """A catalogue of 450 datasets: two pages, and a part of one."""
    records = (
        f'<https://e.vn/{number}> a dcat:Dataset ; dct:title "Số {number}"@vi ; dct:publisher <https://e.vn/a> ;'
        f' dct:description "{number}" .\n'
        for number in range(450)
    )
    (tmp_path / "large.ttl").write_text(PREFIXES + "".join(records), encoding="utf-8")
    return "large.ttl"


@pytest.mark.soak
def test_workers__of_one_source_change_no_byte_of_an_answer(process: Run, large: str, tmp_path: Path) -> None:
    for asked in (
        ["validate", large, "--profile", "vn", "--json"],
        ["harvest", large, "--profile", "dcat-ap", "--registry", "sqlite:///{}.db"],
        ["harvest", large, "--profile", "vn", "--plan", "{}.plan", "--registry", "sqlite:///{}.db"],
        ["validate", "--all", "--registry", "sqlite:///{}.db", "--json"],
    ):
        alone, shared = (
            process(*(word.format(name) for word in asked), "--workers", number)
            for name, number in (("alone", "1"), ("shared", "2"))
        )
        assert (shared.stdout, shared.stderr) == (alone.stdout.replace("alone", "shared"), alone.stderr)
        assert shared.returncode == alone.returncode
        assert shared.stdout
    for name in ("alone", "shared"):
        process("export", "nt", f"{name}.nt", "--registry", f"sqlite:///{name}.db")
    assert (tmp_path / "shared.nt").read_bytes() == (tmp_path / "alone.nt").read_bytes() != b""


def workers_of(pid: int) -> list[int]:
    """The processes that a process has spawned."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_one = b"spawn_main" in (path / "cmdline").read_bytes()
            above = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):  # gone by now
            continue
        if is_one and above == pid:
            found.append(int(path.name))
    return found


@pytest.mark.soak
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="this system does not list processes")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("command", ["harvest", "validate"])
def test_ended_early__leaves_no_process(large: str, tmp_path: Path, command: str, number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "danhmuc.cli", command, large, "--workers", "2", "--lang", "en"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell that runs the tests in the background has them ignore Ctrl-C, and so would this process.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        end = time.monotonic() + WAIT
        while not (workers := workers_of(running.pid)):
            assert time.monotonic() < end
            assert running.poll() is None
            time.sleep(0.02)
        os.kill(running.pid, number)
        _, err = running.communicate(timeout=WAIT)
    assert running.returncode in (130, 143, -number)
    if number != signal.SIGKILL:  # then a process that is half started finds nobody to read from, and says so
        assert "Traceback" not in err
    if number == signal.SIGINT:
        assert err == "danhmuc: interrupted\n"
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < end
        time.sleep(0.02)
