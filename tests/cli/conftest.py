"""The program as a user has it: called here, in a process of its own, on a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.cli import workers
from danhmuc.cli.main import run
from danhmuc.registry.sampling import write_samples

PREFIXES = "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>\n"
WHOLE = """
PREFIX dcatap: <http://data.europa.eu/r5r/>
PREFIX vcard: <http://www.w3.org/2006/vcard/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<http://a.example/1> a dcat:Dataset ; dct:title "Sông Hương"@vi ; dct:description "Mực nước."@vi ;
    dct:publisher <http://publications.europa.eu/resource/authority/corporate-body/VNM> ;
    dcat:contactPoint [ a vcard:Organization ] ; dcat:keyword "mực nước"@vi ;
    dcat:theme <http://publications.europa.eu/resource/authority/data-theme/ENVI> ;
    dct:spatial <http://publications.europa.eu/resource/authority/country/VNM> ;
    dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2025"^^xsd:gYear ; dcat:endDate "2026"^^xsd:gYear ] ;
    dcat:distribution [ a dcat:Distribution ; dct:description "Tệp."@vi ; dcat:accessURL <http://a.example/tep> ;
        dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
        dct:license <http://publications.europa.eu/resource/authority/licence/CC_BY_4_0> ;
        dcatap:availability <http://publications.europa.eu/resource/authority/planned-availability/STABLE> ] .
"""
"""A dataset with all that DCAT-AP demands and recommends."""

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(autouse=True)
def plain_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to stand in, English, and nothing of the machine's own settings."""
    monkeypatch.chdir(tmp_path)
    for name in ("DANHMUC_REGISTRY", "DANHMUC_LANG", "DANHMUC_BASE", "DANHMUC_DOCS_URL", "DANHMUC_HOLIDAYS"):
        monkeypatch.delenv(name, raising=False)
    for name in ("NO_COLOR", "LC_ALL", "LC_MESSAGES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")


@pytest.fixture
def danhmuc(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Call the program in this process."""

    def call(*arguments: str | Path) -> CompletedProcess[str]:
        capfdbinary.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return CompletedProcess(arguments, code, out.decode(), err.decode())

    return call


@pytest.fixture
def process() -> Run:
    """Call the program in a process of its own, with more or other environment if need be."""

    def call(*arguments: str | Path, stdout: int = subprocess.PIPE, **environment: str) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "danhmuc.cli", *map(str, arguments)],
            env=os.environ | environment,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            timeout=120,
        )

    return call


@pytest.fixture
def terminal() -> Run:
    """Call the program on a terminal so many columns wide; both streams are in ``stdout``."""

    def call(*arguments: str | Path, columns: int = 100, **environment: str) -> CompletedProcess[str]:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        child = subprocess.Popen(
            [sys.executable, "-m", "danhmuc.cli", *map(str, arguments)],
            env=os.environ | environment,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)
        said = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not part:
                break
            said += part
        os.close(master)
        return CompletedProcess(arguments, child.wait(), said.decode().replace("\r\n", "\n"), "")

    return call


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Two processes, of which each takes most of a second to start."""
    with workers._pool(2) as pool:
        yield pool


@pytest.fixture
def two_workers(pool: ProcessPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The option for two processes that go on to the next test; they keep the folder that they started in."""

    def ready(number: int) -> AbstractContextManager[ProcessPoolExecutor]:
        assert number == 2
        return nullcontext(pool)

    monkeypatch.setattr(workers, "_pool", ready)
    return ["--workers", "2"]


@pytest.fixture
def catalogue(tmp_path: Path) -> Callable[..., Path]:
    """Write a catalogue: ``catalogue("a.ttl", '<http://a.example/1> a dcat:Dataset .')``."""

    def write(name: str, *statements: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + "\n".join(statements), encoding="utf-8")
        return path

    return write


@pytest.fixture
def good(catalogue: Callable[..., Path]) -> Path:
    """A catalogue of one dataset of which ``dcat-ap`` has nothing to say."""
    return catalogue("good.ttl", WHOLE)


@pytest.fixture
def faulty(catalogue: Callable[..., Path]) -> Path:
    """A catalogue of one dataset without a description, which ``dcat-ap`` does not accept; nothing else is wrong."""
    text = WHOLE.replace("/1>", "/2>").replace("Sông Hương", "Sông Bồ").replace('dct:description "Mực nước."@vi ;', "")
    return catalogue("faulty.ttl", text)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, and their registry as ``danhmuc.db``."""
    folder = tmp_path_factory.mktemp("huế")
    paths = write_samples(folder / "samples")
    harvest = ["harvest", *map(str, paths), "--profile", "vn", "--registry", f"sqlite:///{folder / 'danhmuc.db'}"]
    assert run(harvest) == 0
    return folder


@pytest.fixture
def registry(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """URL of a registry of the samples that a test may change; commands find it by themselves."""
    shutil.copy(samples / "danhmuc.db", tmp_path / "danhmuc.db")
    url = f"sqlite:///{tmp_path / 'danhmuc.db'}"
    monkeypatch.setenv("DANHMUC_REGISTRY", url)
    return url
