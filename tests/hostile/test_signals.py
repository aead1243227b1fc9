"""A signal at any moment of a command: the registry opens and is whole, the export is the old or the new one.

INT, TERM and KILL, each at moments from the first import to the end, while others use all processors; `make soak` has
thirty of each, and less where DANHMUC_KILLS says less than 200. After INT and TERM no lease is left.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from danhmuc.cli.main import run
from danhmuc.registry import Registry, source_at
from danhmuc.vocab.errors import UsageError

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
COMMANDS: Final = {
    "harvest": ("harvest", "s.ttl", "-q"),
    "export": ("export", "turtle", "out.ttl"),
    "validate": ("validate", "--all"),
}
REGISTRY: Final = ("--registry", "sqlite:///r.db")
DATASETS: Final = 200
START: Final = 0.1
"""Least seconds in which Python itself starts, and answers Ctrl-C as it does."""
TIMES: Final = -(-30 * int(os.environ.get("DANHMUC_KILLS", "200")) // 200)
LENGTH: Final = 2.0
"""Seconds after its start within which a command gets its signal; it may have ended."""
ENDS: Final = {signal.SIGINT: 130, signal.SIGTERM: -signal.SIGTERM, signal.SIGKILL: -signal.SIGKILL}
PREFIXES: Final = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"


def write(folder: Path, word: str) -> None:
    records = "".join(f'<https://e.vn/{n}> a dcat:Dataset ; dct:title "{word} {n}"@vi .\n' for n in range(DATASETS))
    (folder / "s.ttl").write_text(PREFIXES + records, encoding="utf-8")


def start(folder: Path, command: tuple[str, ...]) -> subprocess.Popen[str]:
    program = [str(Path(sys.executable).with_name("danhmuc")), "--lang", "en", *command, *REGISTRY]
    return subprocess.Popen(
        program,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background has them ignore Ctrl-C, and so would this process.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def seconds_to_start() -> float:
    """Three times what Python takes to start on this machine, however busy."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", ""], check=True)
    return max(START, 3 * (time.perf_counter() - begin))


@pytest.fixture
def load() -> Iterator[None]:
    """Something to do for each processor."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    yield
    for one in busy:
        one.kill()
        one.wait()


@pytest.mark.soak
@pytest.mark.usefixtures("load")
@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("command", COMMANDS)
def test_signal__leaves_all_whole(
    command: str, number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "Số")
    url = f"sqlite:///{tmp_path}/r.db"
    with Registry.open(url) as registry:
        registry.plan(source_at(str(tmp_path / "s.ttl")), profile="none").apply()
        registry.export("turtle", tmp_path / "out.ttl")
    whole = {(tmp_path / "out.ttl").read_bytes()}
    moments = random.Random(f"{command}{number}")
    start_seconds = seconds_to_start()
    for turn in range(TIMES):
        write(tmp_path, f"Bản {turn}")
        with start(tmp_path, COMMANDS[command]) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(start_seconds + moments.uniform(0, LENGTH))
            process.send_signal(number)
            out, err = process.communicate()
        assert "Traceback" not in out + err
        assert "unexpected" not in out + err
        assert len(err.splitlines()) <= 1
        assert process.returncode in (0, ENDS[number])
        with Registry.open(url) as registry:
            with suppress(UsageError) if number == signal.SIGKILL else pytest.raises(UsageError):
                registry.harvests.release("s", by="test", reason="killed")
            assert registry.upkeep.check().problems == ()
            registry.export("turtle", tmp_path / "expected.ttl")
        whole.add((tmp_path / "expected.ttl").read_bytes())
        assert (tmp_path / "out.ttl").read_bytes() in whole
    monkeypatch.chdir(tmp_path)
    assert run([*COMMANDS["export"], *REGISTRY]) == 0
    left = {path.name for path in tmp_path.iterdir() if not path.name.startswith("r.db")}
    assert left == {"s.ttl", "out.ttl", "expected.ttl"}
