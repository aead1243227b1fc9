"""A registry whose file has rotted is refused in one line, exit code 3, and nothing is written; check names the tables.

The table has what happened to the file. Damage that a command does not meet is no fault of its answer.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from danhmuc.cli.main import run
from danhmuc.registry import Registry, source_at

Rot = Callable[[bytearray, dict[str, int]], None]
PAGE: Final = 4096
COMMANDS: Final = (
    ("list",),
    ("show", "https://e.vn/d3"),
    ("source", "list"),
    ("export", "turtle", "out.ttl"),
    ("validate",),
    ("harvest", "s.ttl", "--name", "other"),
    ("registry", "check"),
)


def zero(table: str) -> Rot:
    def rot(data: bytearray, pages: dict[str, int]) -> None:
        start = (pages[table] - 1) * PAGE
        data[start : start + PAGE] = bytes(PAGE)

    return rot


def noise(table: str) -> Rot:
    def rot(data: bytearray, pages: dict[str, int]) -> None:
        start = (pages[table] - 1) * PAGE
        data[start : start + PAGE] = random.Random(table).randbytes(PAGE)

    return rot


def flip(table: str, at: int = 8, length: int = 6) -> Rot:
    def rot(data: bytearray, pages: dict[str, int]) -> None:
        start = (pages.get(table, 1) - 1) * PAGE + at
        data[start : start + length] = bytes(byte ^ 0xFF for byte in data[start : start + length])

    return rot


def cut(size: int) -> Rot:
    def rot(data: bytearray, _: dict[str, int]) -> None:
        del data[size:]

    return rot


def bits(seed: int) -> Rot:
    def rot(data: bytearray, _: dict[str, int]) -> None:
        numbers = random.Random(seed)
        for _number in range(40):
            data[numbers.randrange(PAGE, len(data))] ^= 1 << numbers.randrange(8)

    return rot


ROTS: Final[dict[str, Rot]] = {
    "magic": flip("", 3),
    "size of pages": flip("", 16, 2),
    "encoding": flip("", 56, 4),
    "format of the schema": flip("", 44, 4),
    "number of pages": flip("", 28, 4),
    "free pages": flip("", 32, 8),
    "page of the schema": flip("", 100, 8),
    "statements of the schema": flip("", 4000, 40),
    "cut off in the header": cut(50),
    "cut off after a page": cut(PAGE),
    "cut off within": cut(20 * PAGE + 777),
    **{f"zeros in {table}": zero(table) for table in ("records", "graphs", "sources", "ix_runs_source_id")},
    **{f"noise in {table}": noise(table) for table in ("versions", "texts", "findings", "sqlite_autoindex_sources_1")},
    **{f"flipped in {table}": flip(table) for table in ("texts", "sources", "graphs", "runs", "settings")},
    **{f"bits {seed}": bits(seed) for seed in range(4)},
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, int]]:
    """The file of a registry, and the first page of each table and index."""
    folder = tmp_path_factory.mktemp("whole")
    records = "".join(
        f'<https://e.vn/d{n}> a dcat:Dataset ; dct:title "Số {n} {"x" * (n * 7 % 900)}"@vi .\n' for n in range(40)
    )
    prefixes = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
    (folder / "s.ttl").write_text(prefixes + records, encoding="utf-8")
    with Registry.open(f"sqlite:///{folder}/r.db") as registry:
        registry.plan(source_at(str(folder / "s.ttl"))).apply()
    with closing(sqlite3.connect(folder / "r.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall())
    return (folder / "r.db").read_bytes(), pages


def rotten(whole: tuple[bytes, dict[str, int]], name: str, folder: Path) -> bytes:
    data = bytearray(whole[0])
    ROTS[name](data, whole[1])
    (folder / "r.db").write_bytes(data)
    (folder / "s.ttl").write_text("<https://e.vn/d> a <http://www.w3.org/ns/dcat#Dataset> .", encoding="utf-8")
    return bytes(data)


@pytest.mark.parametrize("name", ROTS)
def test_command__a_rotten_registry_is_one_line(
    whole: tuple[bytes, dict[str, int]],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    codes = set()
    for command in COMMANDS:
        data = rotten(whole, name, tmp_path)
        code = run(["--lang", "en", *command, "--registry", "sqlite:///r.db"])
        out, err = capfd.readouterr()
        assert "unexpected" not in out + err
        assert "Traceback" not in out + err
        codes.add(code)
        if code == 3:
            assert len(err.splitlines()) == 1
            # A harvest may have written that it began.
            assert command[0] == "harvest" or (tmp_path / "r.db").read_bytes() == data
            assert not (tmp_path / "out.ttl").exists()
        (tmp_path / "out.ttl").unlink(missing_ok=True)
    assert codes <= {0, 1, 2, 3}


@pytest.mark.parametrize("table", ["graphs", "versions", "texts", "findings", "runs"])
def test_check__names_the_table_and_looks_at_the_others(
    whole: tuple[bytes, dict[str, int]], table: str, tmp_path: Path
) -> None:
    data = bytearray(whole[0])
    zero(table)(data, whole[1])
    (tmp_path / "r.db").write_bytes(data)
    with Registry.open(f"sqlite:///{tmp_path}/r.db", create=False) as registry:
        report = registry.upkeep.check()
    assert f"table {table}: cannot be read" in "\n".join(map(str, report.problems))
    assert report.sources == 1
