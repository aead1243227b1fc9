"""The file that an export writes: nothing is lost by it, and nothing is left beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.target import refuse_replacing
from danhmuc.vocab.errors import RegistryUnavailableError, UsageError

from .test_migrations import learn, with_next_step

DATASET = "<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url) as registry:
        yield registry


@pytest.fixture
def folder(registry: Registry, tmp_path: Path) -> Path:
    """A folder that was harvested as source ``folder``, and a file as source ``one``."""
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    for name in ("folder/a.ttl", "folder/sub/b.ttl", "folder/odd", "one.ttl", "elsewhere.nt"):
        (tmp_path / name).write_text(DATASET, encoding="utf-8")
    (folder / "bad.ttl").write_text("<a> <b", encoding="utf-8")
    (folder / "link.ttl").symlink_to(tmp_path / "elsewhere.nt")
    (tmp_path / "hard.nt").hardlink_to(folder / "a.ttl")
    (tmp_path / "soft").symlink_to(folder)
    for location in (folder, tmp_path / "one.ttl"):
        registry.plan(source_at(str(location)), profile="none").apply()
    return folder


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("one.ttl", "one"),
        ("folder/../one.ttl", "one"),
        ("folder/a.ttl", "folder"),
        ("folder/sub/b.ttl", "folder"),
        ("folder/bad.ttl", "folder"),
        ("folder/link.ttl", "folder"),
        ("elsewhere.nt", "folder"),
        ("hard.nt", "folder"),
        ("soft/a.ttl", "folder"),
    ],
)
def test_export__never_replaces_a_document_of_a_source(
    registry: Registry, folder: Path, tmp_path: Path, target: str, name: str
) -> None:
    before = (tmp_path / target).read_bytes()
    with pytest.raises(UsageError) as caught:
        registry.export("turtle", f"{tmp_path}/{target}")
    assert str(caught.value) == (
        f"cannot write {tmp_path}/{target}: the source {name!r} is read from it; name another file"
    )
    assert (tmp_path / target).read_bytes() == before
    assert folder.is_dir()


@pytest.mark.parametrize("target", ["new.ttl", "folder/new.ttl", "folder/odd"])
def test_export__writes_what_no_source_is_read_from(
    registry: Registry, folder: Path, tmp_path: Path, target: str
) -> None:
    registry.export("turtle", tmp_path / target)
    assert b"dcat:Dataset" in (tmp_path / target).read_bytes()
    assert folder.is_dir()


def test_export__never_takes_the_place_of_a_document_that_is_gone(
    registry: Registry, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "one.ttl").unlink()
    with pytest.raises(UsageError, match="the source 'one' is read from it"):
        registry.export("turtle", tmp_path / "one.ttl")
    assert folder.is_dir()


def test_export__never_replaces_the_profile_of_a_source(registry: Registry, folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own-profile.ttl"
    own.write_text(
        "@prefix prof: <http://www.w3.org/ns/dx/prof/> .\n"
        '<https://e.vn/own> a prof:Profile ; prof:hasToken "own" ; '
        "prof:isProfileOf <https://w3id.org/danhmuc/shapes/dcat-ap> .",
        encoding="utf-8",
    )
    registry.plan(source_at(str(folder)), profile=str(own)).apply()
    with pytest.raises(UsageError, match="the source 'folder' is read from it"):
        registry.export("turtle", own)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/", "Is a directory"),
        ("x" * 300, "File name too long"),
        ("y/" * 3000 + "x", "File name too long"),
        ("registry.db/x", "Not a directory"),
        ("absent/x", "No such file or directory"),
    ],
)
def test_export__a_target_that_cannot_be_is_explained(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=f": {reason}$"):
        registry.export("nt", target)


def test_export__a_name_may_be_as_long_as_a_name_can(registry: Registry, tmp_path: Path) -> None:
    registry.export("nt", tmp_path / ("ố" * 85))
    assert len([path for path in tmp_path.iterdir() if "registry.db" not in path.name]) == 1


def test_export__removes_what_a_killed_one_left(registry: Registry, tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from danhmuc.registry.store.target import replacing\n"
        "with replacing(Path(sys.argv[1])) as out: out.write(b'x'); print('now', flush=True); time.sleep(60)"
    )
    target = tmp_path / "out.nt"
    with subprocess.Popen([sys.executable, "-P", "-c", script, str(target)], stdout=subprocess.PIPE) as killed:
        assert killed.stdout is not None
        killed.stdout.readline()
        registry.export("nt", target)  # it is still at work
        assert len(hidden(tmp_path)) == 1
        os.kill(killed.pid, signal.SIGKILL)
    registry.export("nt", tmp_path / "other.nt")
    assert len(hidden(tmp_path)) == 1
    registry.export("nt", target)
    assert hidden(tmp_path) == []


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_refuse_replacing__asks_a_registry_of_any_schema_and_leaves_it_as_it_is(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "so.ttl"
    book.write_text(DATASET, encoding="utf-8")
    with Registry.open(database_url) as registry:
        registry.harvest(source_at(str(book)), profile="none")
    learn(monkeypatch, with_next_step(tmp_path / "migrations"))
    with pytest.raises(UsageError, match="is read from it"):
        refuse_replacing(book, url=database_url)
    refuse_replacing(tmp_path / "new.xlsx", url=database_url)
    with pytest.raises(RegistryUnavailableError, match="is older than"):
        Registry.open(database_url, migrate=False)


def test_refuse_replacing__an_empty_database_has_no_sources(empty_database_url: str, tmp_path: Path) -> None:
    book = tmp_path / "so.xlsx"
    book.write_bytes(b"")
    refuse_replacing(book, url=empty_database_url)
    refuse_replacing(book, url="sqlite://")
    assert sorted(tmp_path.iterdir()) == [book]


@pytest.mark.parametrize("url", ["sqlite:///{0}/broken.db", "postgresql+psycopg://a:geheim@127.0.0.1:9/x"])
def test_refuse_replacing__a_registry_that_cannot_be_asked_lets_new_files_alone_be_written(
    tmp_path: Path, url: str
) -> None:
    """It fails closed: what nobody can ask may be read from a file that is there."""
    book = tmp_path / "so.xlsx"
    for path in (book, tmp_path / "broken.db"):
        path.write_bytes(b"none")
    refuse_replacing(tmp_path / "new.xlsx", url=url.format(tmp_path))
    with pytest.raises(RegistryUnavailableError, match="so it is not known whether a source is read from") as caught:
        refuse_replacing(book, url=url.format(tmp_path))
    assert "geheim" not in str(caught.value)
