"""An older registry is upgraded by who writes, after a backup; who only reads leaves it as it is and says so."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.migrations import HEAD

from ...registry.store.test_migrations import NEXT, learn, with_next_step
from ..test_main import LEAVES, command_at

Run = Callable[..., CompletedProcess[str]]

IRI: Final = "https://e.vn/1"
READING: Final = (
    *("list", f"show {IRI}", "status", "status --since", "validate", "validate --all", "export nt out.nt"),
    "export feed www --base https://e.vn/ --settings feed.toml",
    "template new.xlsx --from {registry} --publisher H57.05",
    "harvest s.ttl --plan s.plan",
    "harvest --all --plan s.plan",
    *(f"report {name}" for name in ("harvest", "changes", "registration", "disclosures", "findings")),
    *(f"report form {name} -o out.xlsx" for name in ("danh-muc", "dich-vu", "du-lieu-mo", "thoi-han", "kiem-ke")),
    *(f"report form {name} -o out.xlsx" for name in ("ke-hoach", "phan-hoi", "tu-dien")),
    *("source list", "source show s", "source check s", "source load sources.toml --dry-run"),
    *("vocab list", "vocab show frequency", "shapes show vn --registry {registry}"),
    *(
        "registry check",
        "registry setting authority",
        "registry setting naming",
        "registry copy {registry} sqlite:///c.db",
    ),
    *("registry prune --older-than 2026-01-01 --dry-run", "registry prune bodies --dry-run"),
    *("elements list", f"elements show {IRI}", "elements list matches", "elements list decisions"),
    *("elements list codes", "feedback list"),
)
MATCH: Final = f"{IRI} column {IRI} --reason x"
CODES: Final = f"{IRI} A {IRI} B --reason x"
WRITING: Final = (
    *("harvest s.ttl", "apply s.plan", f"undo {IRI}", "source load sources.toml", "source add s.ttl"),
    *("source move s t.ttl --reason x", "source remap s", "source remove s --records withdraw --reason x"),
    *("source release s --reason x", "vocab add list.csv", "vocab use frequency"),
    *(f"registry {name} {IRI} --reason x" for name in ("withdraw", "withhold", "purge", "release")),
    *("registry accept-missing s --reason x", f"registry rename {IRI} {IRI}2 --reason x"),
    *(f"registry same-as {IRI} {IRI}2 --reason x", f"registry register {IRI} candidate --reason x"),
    *(f"registry setting authority {IRI}", "registry setting naming snake_case", "registry migrate"),
    *("registry prune --older-than 2026-01-01", "registry prune bodies"),
    *(f"elements match {name} {MATCH}" for name in ("accept", "reject", "revoke")),
    *(f"elements match {name} {CODES}" for name in ("accept", "reject", "revoke")),
    *("elements add s.csv", "feedback import f.ttl"),
)
AS_IT_IS: Final = ("registry backup b.db",)
OWN_TESTS: Final = {("registry", "restore")}


@pytest.fixture
def current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry that commands find by themselves, beside files that they are given."""
    path = tmp_path / "older.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DANHMUC_REGISTRY", f"sqlite:///{path}")
    (tmp_path / "s.ttl").write_text(f"<{IRI}> a <http://www.w3.org/ns/dcat#Dataset> .", "utf-8")
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "s"\nlocation = "s.ttl"\n', "utf-8")
    with Registry.open(f"sqlite:///{path}") as registry:
        registry.harvest(source_at("s.ttl"), name="s")
    return path


@pytest.fixture
def older(current: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, once this danhmuc knows another step."""
    learn(monkeypatch, with_next_step(current.parent / "migrations"))
    return current


def schema_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as file:
        return str(file.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def words(line: str, older: Path) -> list[str]:
    return line.format(registry=f"sqlite:///{older}").split()


def test_commands__each_is_known_to_read_or_to_write() -> None:
    named = {"registry_url", "from_url", "to_url", "origin"}
    using = {path for path in LEAVES if named & {one.name for one in command_at(path).params}}
    lines = [line.split() for line in (*READING, *WRITING, *AS_IT_IS)]
    listed = {path for path in using if any(line[: len(path)] == [*path] for line in lines)}
    assert using - OWN_TESTS == listed


@pytest.mark.parametrize("line", READING)
def test_reading__an_older_registry_says_in_one_line_what_to_run(danhmuc: Run, older: Path, line: str) -> None:
    before, files = older.read_bytes(), set(older.parent.iterdir())
    answer = danhmuc(*words(line, older))
    said = f"schema {HEAD} is older than {NEXT}, which this danhmuc reads; nothing was changed; to upgrade it: "
    assert (answer.returncode, answer.stdout) == (3, "")
    assert answer.stderr == f"danhmuc: cannot use registry sqlite:///{older}: {said}danhmuc registry migrate\n"
    assert (older.read_bytes(), set(older.parent.iterdir())) == (before, files)


@pytest.mark.parametrize("line", WRITING)
def test_writing__upgrades_says_so_and_keeps_a_backup(
    danhmuc: Run, current: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    if line.startswith("apply"):
        assert danhmuc("harvest", "s.ttl", "--plan", "s.plan", "--registry", "sqlite:///other.db").returncode == 0
    learn(monkeypatch, with_next_step(current.parent / "migrations"))
    older = current
    answer = danhmuc(*words(line, older))
    backup = older.with_name(f"older.db.{HEAD}.backup")
    said = f"upgraded from schema {HEAD} to {NEXT}; its state before is in the backup {backup}\n"
    assert f"sqlite:///{older}: {said}" in answer.stderr
    assert (schema_of(older), schema_of(backup)) == (NEXT, f"{HEAD} backup")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


@pytest.mark.parametrize("line", [READING[0], WRITING[0], "registry migrate", "registry backup b.db", "registry check"])
def test_any__a_registry_from_before_the_baseline_is_refused(danhmuc: Run, current: Path, line: str) -> None:
    with closing(sqlite3.connect(current)) as file, file:
        file.execute("UPDATE alembic_version SET version_num = '0012'")
    before = current.read_bytes()
    answer = danhmuc(*words(line, current))
    assert (answer.returncode, answer.stdout, current.read_bytes()) == (3, "", before)
    assert answer.stderr == (
        f"danhmuc: cannot use registry sqlite:///{current}: schema 0012 is from before danhmuc 0.1.0, and this one "
        f"reads {HEAD} or newer; nothing was changed; upgrade it with danhmuc 0.1.0 first: danhmuc registry migrate\n"
    )


def test_migrate__again_changes_nothing_and_replaces_no_backup(danhmuc: Run, older: Path) -> None:
    earlier = older.with_name("earlier.db")
    shutil.copy(older, earlier)
    first = json.loads(danhmuc("registry", "migrate", "--json").stdout)
    again = json.loads(danhmuc("registry", "migrate", "--json").stdout)
    backup = older.with_name(f"older.db.{HEAD}.backup")
    assert (first["from"], first["schema"], first["backup"]) == (HEAD, NEXT, str(backup))
    assert (again["from"], again["schema"], again["backup"]) == (None, NEXT, None)
    kept = backup.read_bytes()
    for beside in older.parent.glob("older.db-*"):
        beside.unlink()
    shutil.copy(earlier, older)
    assert json.loads(danhmuc("registry", "migrate", "--json").stdout)["backup"] == f"{older}.{HEAD}-2.backup"
    assert backup.read_bytes() == kept


def test_migrate__without_room_for_a_backup_is_refused(
    danhmuc: Run, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("danhmuc.registry.store.registry_copies.give_name", fail)
    answer = danhmuc("registry", "migrate")
    said = "its state before cannot be kept in a backup: No space left on device"
    assert (answer.returncode, answer.stdout) == (3, "")
    assert answer.stderr.endswith(f"{said}\n")
    assert schema_of(older) == HEAD
    assert not [path for path in older.parent.iterdir() if path.name.startswith(".danhmuc") or ".backup" in path.name]


def test_migrate__that_fails_keeps_no_backup(danhmuc: Run, older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.registry.store.opening.migrate", lambda _: 1 / 0)
    assert danhmuc("registry", "migrate").returncode == 1
    assert (schema_of(older), [*older.parent.glob("*.backup")]) == (HEAD, [])


def test_backup__of_an_older_registry_is_as_it_is_and_can_be_restored(danhmuc: Run, older: Path) -> None:
    before = older.read_bytes()
    assert danhmuc("registry", "backup", "b.db").returncode == 0
    assert (older.read_bytes(), schema_of(older.with_name("b.db"))) == (before, f"{HEAD} backup")
    assert danhmuc("registry", "restore", "b.db", "sqlite:///new.db", "--reason", "x").returncode == 1
    assert "whole" in danhmuc("registry", "check", "--registry", "sqlite:///new.db").stdout
    assert not [*older.parent.glob("new.db.*.backup")]


def test_restore__over_an_older_registry_keeps_its_state(danhmuc: Run, older: Path) -> None:
    assert danhmuc("registry", "backup", "b.db").returncode == 0
    before, kept = older.read_bytes(), older.with_name(f"older.db.{HEAD}.backup")
    for more, said in (("--lang=en", f"its state is kept in the backup {kept}"), ("--json", f'"kept": "{kept}"')):
        older.write_bytes(before)
        kept.unlink(missing_ok=True)
        restored = danhmuc("registry", "restore", "b.db", f"sqlite:///{older}", "--reason", "x", more)
        assert (restored.returncode, said in restored.stdout) == (0, True)
        assert (schema_of(older), schema_of(kept)) == (NEXT, f"{HEAD} backup")
    again = danhmuc("registry", "restore", "b.db", f"sqlite:///{older}", "--reason", "x", "--json")
    assert json.loads(again.stdout)["kept"] is None


def test_purge__names_the_backups_that_have_its_words(danhmuc: Run, older: Path) -> None:
    assert danhmuc("registry", "migrate").returncode == 0
    backup = older.with_name(f"older.db.{HEAD}.backup")
    answer = danhmuc("registry", "purge", IRI, "--reason", "x")
    assert f"still with its words: the backup {backup}, kept before an upgrade; delete it\n" in answer.stderr
