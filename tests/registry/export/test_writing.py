"""The target of an export is replaced when all went well, and left alone when not."""

from __future__ import annotations

import gzip
import os
import sqlite3
import stat
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from danhmuc.registry import Registry, parse_record, source_at
from danhmuc.registry.export import writing
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.vocab.errors import UnknownNameError, UsageError

LINES = b'<https://e.vn/1> <http://purl.org/dc/terms/title> "M\xe1\xbb\x99t" .\n'


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as registry:
        record = parse_record(
            '<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "Một" .'
        )
        registry.put(record, by="test", profile="none")
        yield registry


class Failing:
    """Writes something and fails."""

    media_type = "text/plain"

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> None:
        out.write(next(iter(records)).nquads)
        raise self._error


def fail(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    monkeypatch.setattr(writing, "exporter_named", lambda _: Failing(error))


def test_export__writes_a_file(registry: Registry, tmp_path: Path) -> None:
    registry.export("nt", tmp_path / "out.nt")
    assert LINES in (tmp_path / "out.nt").read_bytes()


@pytest.mark.parametrize("name", ["out.nt.gz", "OUT.GZ"])
def test_export__packs_what_is_named_gz_always_to_the_same_bytes(
    registry: Registry, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.export("nt", tmp_path / name)
    first = (tmp_path / name).read_bytes()
    out = BytesIO()
    registry.export("nt", out)
    assert gzip.decompress(first) == out.getvalue()
    assert first[3:8] == bytes(5)
    monkeypatch.setattr("time.time", lambda: 2e9)
    registry.export("nt", tmp_path / ("other" + name))
    assert (tmp_path / ("other" + name)).read_bytes() == first


def test_export__packed_is_harvested_as_plain(registry: Registry, tmp_path: Path) -> None:
    registry.export("turtle", tmp_path / "out.ttl.gz")
    with Registry.open(f"sqlite:///{tmp_path}/other.db") as other:
        assert other.plan(source_at(str(tmp_path / "out.ttl.gz")), profile="none").apply().records.created == 1


def test_export__a_failing_export_leaves_the_packed_file(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.nt.gz"
    target.write_bytes(b"before")
    fail(monkeypatch, ValueError("stop"))
    with pytest.raises(ValueError, match="stop"):
        registry.export("nt", target)
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == ["out.nt.gz"]
    assert target.read_bytes() == b"before"


def test_export__takes_a_path_as_text(registry: Registry, tmp_path: Path) -> None:
    report = registry.export("nt", str(tmp_path / "out.nt"))
    assert (report.target, (tmp_path / "out.nt").is_file()) == (str(tmp_path / "out.nt"), True)


def test_export__takes_an_open_file(registry: Registry) -> None:
    out = BytesIO()
    report = registry.export("nt", out)
    assert (report.target, LINES in out.getvalue()) == ("-", True)


def test_export__leaves_an_open_file_open(registry: Registry) -> None:
    out = BytesIO()
    registry.export("nt", out)
    assert not out.closed


def test_export__replaces_the_file_that_is_there(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "out.nt").write_bytes(b"old")
    registry.export("nt", tmp_path / "out.nt")
    assert (tmp_path / "out.nt").read_bytes().startswith(b"<https://e.vn/1>")


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_export__a_failure_leaves_the_old_file(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    (tmp_path / "out.nt").write_bytes(b"old")
    fail(monkeypatch, error)
    with pytest.raises((type(error), UsageError)):
        registry.export("nt", tmp_path / "out.nt")
    assert (tmp_path / "out.nt").read_bytes() == b"old"


def test_export__a_failure_leaves_nothing_else(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    fail(monkeypatch, ValueError())
    with pytest.raises(ValueError):
        registry.export("nt", folder / "out.nt")
    assert list(folder.iterdir()) == []


def test_export__nothing_else_is_left_behind(registry: Registry, tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    registry.export("nt", folder / "out.nt")
    assert [path.name for path in folder.iterdir()] == ["out.nt"]


def test_export__a_full_disk_is_told(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, OSError(28, "No space left on device"))
    with pytest.raises(UsageError, match=r"cannot write .+out\.nt: No space left on device"):
        registry.export("nt", tmp_path / "out.nt")


def test_export__a_folder_that_is_not_there_is_told(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write .+out\.nt: No such file or directory"):
        registry.export("nt", tmp_path / "none" / "out.nt")


def test_export__a_folder_as_target_is_told(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Is a directory"):
        registry.export("nt", tmp_path)


def test_export__an_unknown_format_leaves_the_old_file(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "out.xml").write_bytes(b"old")
    with pytest.raises(UnknownNameError):
        registry.export("pdf", tmp_path / "out.xml")
    assert (tmp_path / "out.xml").read_bytes() == b"old"


def contents(folder: Path) -> dict[str, bytes]:
    # What SQLite shares among processes changes whenever the registry is read.
    shared = [path for path in folder.glob("*-shm") if not path.is_symlink()]
    files = (path for path in folder.iterdir() if path.is_file() and not any(path.samefile(one) for one in shared))
    return {path.name: path.read_bytes() for path in files}


@pytest.mark.parametrize("name", ["registry.db", "registry.db-wal", "registry.db-shm", "registry.db-journal"])
@pytest.mark.parametrize("by", ["its name", "another name", "a symbolic link", "a hard link"])
def test_export__never_replaces_the_registry(registry: Registry, tmp_path: Path, name: str, by: str) -> None:
    path = tmp_path / name
    if by == "another name":
        (tmp_path / "folder").mkdir()
        path = tmp_path / "folder" / ".." / name
    elif by == "a symbolic link":
        path = tmp_path / "out.nt"
        path.symlink_to(name)
    elif by == "a hard link":
        path = tmp_path / "out.nt"
        (tmp_path / name).touch()
        path.hardlink_to(tmp_path / name)
    before = contents(tmp_path)
    with pytest.raises(UsageError) as caught:
        registry.export("nt", path)
    assert str(caught.value) == f"cannot write {path}: that is a file of the registry itself; name another file"
    assert contents(tmp_path) == before
    assert registry.upkeep.check().problems == ()


def test_export__never_replaces_a_registry_opened_through_a_link(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to("registry.db")
    with Registry.open(f"sqlite:///{tmp_path}/link.db") as linked, pytest.raises(UsageError, match="registry itself"):
        linked.export("nt", tmp_path / "registry.db-wal")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///{folder}/registry.db"])
@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
def test_export__never_replaces_any_sqlite_database(tmp_path: Path, url: str, ending: str) -> None:
    other = tmp_path / "other"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE strange (a)")
    target = tmp_path / f"other{ending}"
    with Registry.open(url.format(folder=tmp_path)) as registry:
        before = contents(tmp_path)
        with pytest.raises(UsageError) as caught:
            registry.export("nt", target)
        assert str(caught.value) == f"cannot write {target}: that is a file of a SQLite database; name another file"
        assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["new.db", "feed-wal", "-wal", "old.db"])
def test_export__a_name_alone_makes_no_database(registry: Registry, tmp_path: Path, name: str) -> None:
    (tmp_path / "old.db").write_bytes(b"SQLite format 3, says this text")
    registry.export("nt", tmp_path / name)
    assert LINES in (tmp_path / name).read_bytes()


def test_export__a_link_stays_a_link(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "real.nt").write_bytes(b"old")
    (tmp_path / "out.nt").symlink_to("real.nt")
    registry.export("nt", tmp_path / "out.nt")
    assert ((tmp_path / "out.nt").is_symlink(), (tmp_path / "real.nt").read_bytes()[:1]) == (True, b"<")


def test_export__who_may_read_the_file_stays_so(registry: Registry, tmp_path: Path) -> None:
    (tmp_path / "out.nt").touch(mode=0o640)
    (tmp_path / "out.nt").chmod(0o640)
    registry.export("nt", tmp_path / "out.nt")
    assert stat.S_IMODE((tmp_path / "out.nt").stat().st_mode) == 0o640


def test_export__a_new_file_is_read_by_whom_the_umask_lets(registry: Registry, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        registry.export("nt", tmp_path / "out.nt")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.nt").stat().st_mode) == 0o640


def test_export__a_pipe_is_written_to_and_stays(registry: Registry, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    registry.export("nt", pipe)
    reader.join(10)
    assert (pipe.is_fifo(), LINES in read[0]) == (True, True)


def test_export__tells_progress(registry: Registry) -> None:
    told: list[tuple[str, int, int | None]] = []
    registry.export("nt", BytesIO(), progress=lambda *how: told.append(how))
    assert told == [("export", 1, 1)]


def test_report__as_json(registry: Registry) -> None:
    assert registry.export("nt", BytesIO()).as_dict() == {
        "format": "nt",
        "target": "-",
        "records": 1,
        "nodes": 0,
        "catalog_records": 0,
        "triples": 2,
        "missing": 0,
        "still_listed": 0,
        "parts_left_out": 0,
        "nodes_left_out": 0,
        "catalog_records_left_out": 0,
        "left_out": {},
        "unnamed": 0,
        "barred": [],
        "partial_nodes": [],
        "bare_nodes": [],
        "repaired": 0,
        "repaired_examples": [],
        "unwritten": 0,
        "unwritten_examples": [],
        "unwritten_by_property": {},
        "unwritten_records": [],
        "unwritten_record_count": 0,
        "refused": [],
        "contacts_given": 0,
        "addresses_left_out": 0,
        "addresses_examples": [],
        "loss_record_count": 0,
        "validated": 0,
        "not_validated": {},
    }
