"""``--workers``: the same answers in the same order, and nothing is lost or left when a process ends early."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.cli import workers

Run = Callable[..., CompletedProcess[str]]

SHAPES = """
@prefix : <http://e.vn/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
:S sh:targetClass :A ; sh:property [ sh:path :p ; sh:minCount 1 ; sh:message "Phải có p."@vi , "Needs p."@en ] .
"""
_OPENAT = ("257", "56")
"""The number of the call that opens a file, on x86-64 and on ARM."""
_WAITING = """
from danhmuc.vocab import files

_open = files.open_file

def open_file(path):
    return open('{}', "rb") if str(path).endswith("waits.ttl") else _open(path)

files.open_file = open_file
"""
WAIT = 60
"""Seconds within which anything has to happen."""


@pytest.fixture
def many(tmp_path: Path) -> list[str]:
    """Six files of which two pass, with one that is no RDF and one that is not there; and ``shapes.ttl``."""
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    for number in range(6):
        said = "; <http://e.vn/p> 1" if number in (1, 4) else ""
        text = "".join(f"<http://e.vn/{number}-{one}> a <http://e.vn/A> {said} .\n" for one in range(10 * (6 - number)))
        (tmp_path / f"{number}.ttl").write_text(text)
    (tmp_path / "bad.ttl").write_text("x y")
    return ["0.ttl", "1.ttl", "bad.ttl", "2.ttl", "gone.ttl", "3.ttl", "4.ttl", "5.ttl"]


@pytest.mark.parametrize("report", ["text", "json", "turtle", "nt", "xml", "json-ld"])
def test_workers__change_no_byte_of_an_answer(
    danhmuc: Run, many: list[str], two_workers: list[str], tmp_path: Path, report: str
) -> None:
    many = [str(tmp_path / name) for name in many]
    asked = ["validate", *many, "--shapes", tmp_path / "shapes.ttl", "--report", report, "--lang", "vi"]
    alone, shared = danhmuc(*asked, "--workers", "1"), danhmuc(*asked, *two_workers)
    assert shared.stdout == alone.stdout
    assert shared.stderr == alone.stderr
    assert (alone.returncode, shared.returncode) == (3, 3)
    if report == "json":
        told = json.loads(shared.stdout)
        assert [one["location"] for one in told] == many
        assert [one["passed"] for one in told] == [False, True, False, False, False, False, True, False]


@pytest.mark.parametrize(
    "more",
    [
        [],
        ["--json"],
        *(pytest.param(["--report", name], marks=pytest.mark.soak) for name in ("csv", "html", "junit", "turtle")),
    ],
    ids=" ".join,
)
def test_workers__by_profile_change_no_byte_of_an_answer(
    danhmuc: Run, samples: Path, two_workers: list[str], more: list[str]
) -> None:
    paths = [samples / "gone.ttl", *sorted((samples / "samples").glob("*.*"))]
    assert len(paths) > 3
    asked = ["validate", *paths, "--profile", "vn", *more]
    alone, shared = danhmuc(*asked, "--workers", "1"), danhmuc(*asked, *two_workers)
    assert (shared.stdout, shared.stderr) == (alone.stdout, alone.stderr)
    assert alone.returncode == shared.returncode == 3


def test_workers__are_none_for_one_location_or_one_worker(
    danhmuc: Run, many: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def started(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workers, "ProcessPoolExecutor", started)
    assert danhmuc("validate", "0.ttl", "--shapes", "shapes.ttl", "--workers", "8").stdout.startswith("0.ttl  shapes")
    assert danhmuc("validate", *many, "--shapes", "shapes.ttl").stdout.count("shapes.ttl\n") == 6


def test_workers__tell_warnings_and_bad_shapes_once(danhmuc: Run, many: list[str], tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES + ":S sh:xyzzy 1 .", encoding="utf-8")
    answer = danhmuc("validate", "0.ttl", "1.ttl", "2.ttl", "--shapes", "shapes.ttl", "--workers", "2")
    assert answer.stderr == "warning: <http://e.vn/S> has sh:xyzzy, which SHACL does not know\n"
    (tmp_path / "shapes.ttl").write_text(SHAPES + ":S sh:js 1 .", encoding="utf-8")
    answer = danhmuc("validate", "0.ttl", "1.ttl", "--shapes", "shapes.ttl", "--workers", "2", "--json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "danhmuc: <http://e.vn/S> has sh:js; scripts are never run\n"


def test_workers__write_as_the_terminal_needs_it(terminal: Run, many: list[str]) -> None:
    plain, coloured = (
        terminal("validate", "0.ttl", "1.ttl", "--shapes", "shapes.ttl", "--workers", "2", columns=50, **environment)
        for environment in ({"NO_COLOR": "1"}, {})
    )
    assert "    violation  http://e.vn/p: Needs p.\n        [http://e.vn/S → " in plain.stdout
    assert "\x1b[31mviolation\x1b[0m" in coloured.stdout


# ---------------------------------------------------------------- processes that end early


class Running:
    """The program at work, of which the process that opens one of the files waits for ever, at a pipe."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        (folder / "waits.ttl").touch()
        os.mkfifo(folder / "pipe")
        (folder / "sitecustomize.py").write_text(_WAITING.format(folder / "pipe"), encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "danhmuc.cli", "validate", "1.ttl", "waits.ttl", "0.ttl", *arguments],
            env=os.environ | {"TMPDIR": str(self.temporary), "PYTHONPATH": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
            # A shell that runs the tests in the background has them ignore Ctrl-C, and so would this process.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def workers(self) -> list[int]:
        """Its processes that judge."""
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                is_one = b"spawn_main" in (path / "cmdline").read_bytes()
                above = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):  # gone by now
                continue
            if is_one and above == self.process.pid:
                found.append(int(path.name))
        return found

    def waiting(self) -> int:
        """The process that has the pipe open, or waits to open it."""
        return until(self._waiting)

    def _waiting(self) -> int | None:
        for pid in self.workers():
            try:
                where = Path(f"/proc/{pid}/wchan").read_text()
                call = Path(f"/proc/{pid}/syscall").read_text()
            except OSError:
                continue
            if where in ("wait_for_partner", "fifo_open") or call.split()[0] in _OPENAT:
                return pid
        return None

    def end(self) -> tuple[str, str]:
        """What it told."""
        return self.process.communicate(timeout=WAIT)


def until(asked: Callable[[], int | None]) -> int:
    """The first answer."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        found = asked()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")


@pytest.fixture
def running(tmp_path: Path, many: list[str]) -> Iterator[Callable[..., Running]]:
    """Start it; whatever is left is ended."""
    started: list[Running] = []

    def start(*arguments: str) -> Running:
        started.append(Running(tmp_path, *arguments))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            os.killpg(one.process.pid, signal.SIGKILL)
            one.process.communicate()


def can_tell_waiting() -> bool:
    try:
        return bool(Path("/proc/self/syscall").read_text())
    except OSError:
        return False


pipes = pytest.mark.skipif(not can_tell_waiting(), reason="this system does not tell what a process waits for")


@pipes
@pytest.mark.parametrize("report", ["text", *(pytest.param(one, marks=pytest.mark.soak) for one in ("json", "nt"))])
def test_killed__process_costs_its_own_location_only(running: Callable[..., Running], report: str) -> None:
    run = running("--shapes", "shapes.ttl", "--workers", "2", "--report", report, "--lang", "en")
    first = run.waiting()
    os.kill(first, signal.SIGKILL)
    # It is tried once more, alone.
    again = until(lambda: next((pid for pid in [run._waiting()] if pid and pid != first), None))
    os.kill(again, signal.SIGKILL)
    out, err = run.end()
    assert run.process.returncode == 1
    assert err == (
        "danhmuc: waits.ttl: the process that validated it was killed, perhaps for want of memory; "
        "validate it by itself or with fewer --workers\n"
    )
    if report == "text":
        assert out.startswith("1.ttl  shapes shapes.ttl\n  pass: no findings\n0.ttl  shapes shapes.ttl\n")
    elif report == "json":
        assert [(one["location"], one["passed"]) for one in json.loads(out)] == [
            ("1.ttl", True),
            ("waits.ttl", False),
            ("0.ttl", False),
        ]
    else:
        assert out.count("#ValidationReport>") == 2
    assert list(run.temporary.iterdir()) == []


@pipes
def test_killed__process_is_a_failed_source_of_a_report_by_profile(running: Callable[..., Running]) -> None:
    run = running("--workers", "2", "--report", "csv", "--lang", "en")
    first = run.waiting()
    os.kill(first, signal.SIGKILL)
    again = until(lambda: next((pid for pid in [run._waiting()] if pid and pid != first), None))
    os.kill(again, signal.SIGKILL)
    out, err = run.end()
    assert run.process.returncode == 1
    assert "waits.ttl: the process that validated it was killed" in err
    assert "waits.ttl,violation," in out
    assert "The source could not be validated: the process that validated it ended early." in out
    assert list(run.temporary.iterdir()) == []


@pipes
@pytest.mark.parametrize("whole_group", [True, False])
def test_interrupted__ends_all(running: Callable[..., Running], whole_group: bool) -> None:
    run = running("--shapes", "shapes.ttl", "--workers", "2", "--lang", "en")
    run.waiting()
    everyone = run.workers()
    if whole_group:
        os.killpg(run.process.pid, signal.SIGINT)
    else:
        os.kill(run.process.pid, signal.SIGINT)
    _, err = run.end()
    assert run.process.returncode == 130
    assert err == "danhmuc: interrupted\n"
    assert list(run.temporary.iterdir()) == []
    assert not [pid for pid in everyone if Path(f"/proc/{pid}").exists()]


@pipes
def test_killed__program_leaves_no_process(running: Callable[..., Running]) -> None:
    run = running("--shapes", "shapes.ttl", "--workers", "2")
    run.waiting()
    everyone = run.workers()
    run.process.kill()
    run.end()
    until(lambda: not any(Path(f"/proc/{pid}").exists() and not is_zombie(pid) for pid in everyone))


def is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
