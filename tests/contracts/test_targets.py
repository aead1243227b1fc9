"""No command replaces what something else is made from, whatever it is asked to write, and under which name."""

from __future__ import annotations

import fcntl
import gzip
import os
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from danhmuc.cli.group import TargetName
from danhmuc.cli.main import program, run
from danhmuc.registry import Dataset, Registry, TemplateOptions, source_at, write_template
from danhmuc.registry.feeds.publication import hold_lock
from danhmuc.registry.record.source_settings import DeclaredSource, name_form
from danhmuc.registry.store.target import refuse_targets
from danhmuc.vocab.errors import UsageError

DATASET = "<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."
AGENCY = """
<https://e.vn/1> <http://purl.org/dc/terms/publisher> <https://e.vn/agent> .
<https://e.vn/agent> a <http://xmlns.com/foaf/0.1/Agent> ; <http://purl.org/dc/terms/identifier> "H57" .
"""
PROFILE = (
    "@prefix prof: <http://www.w3.org/ns/dx/prof/> . <https://e.vn/own> a prof:Profile ; "
    'prof:hasToken "own" ; prof:isProfileOf <https://w3id.org/danhmuc/shapes/dcat-ap> .'
)
SETTINGS = """
[catalog]
title = { vi = "Mục lục" }
description = { vi = "Mô tả" }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
publisher = { iri = "https://e.vn/agent", name = { vi = "Bộ" } }
contact = { name = { vi = "Nhóm" }, email = "a@e.vn" }
"""
FEED = "export feed {0} --base https://feed.vn/ --settings feed.toml"

WRITERS: dict[str, tuple[str, str]] = {
    "apply --output": ("apply plan --dry-run --format json -o {0}", ""),
    "demo name": ("demo {0}", ""),
    "export target": ("export nt {0}", ""),
    "export --left-out": ("export nt out.nt --left-out {0}", ""),
    "export --losses": ("export nt out.nt --losses {0}", ""),
    "harvest --plan": ("harvest ownly.ttl --plan {0}", ""),
    "harvest --report": ("harvest ownly.ttl --report {0}", ".json"),
    "harvest --mark": ("harvest inbox --mark {0}", ""),
    "registry backup file": ("registry backup {0}", ""),
    "report changes --output": ("report changes --format json -o {0}", ""),
    "report harvest --output": ("report harvest --format json -o {0}", ""),
    "report registration --output": ("report registration --format json -o {0}", ""),
    "template file": ("template {0} --overwrite", ".xlsx"),
    "validate --mark": ("validate mine.xlsx --mark {0} --overwrite", ".xlsx"),
    "validate --corrected": ("validate mine.xlsx --mark marked.xlsx --corrected {0} --overwrite", ".xlsx"),
}
"""Each option or argument that names a file to write; the ending that its format needs."""
WRITERS |= {"report form --output": ("report form danh-muc -o {0}", ".json")}
OF_FEED = {"export feed": (FEED, ""), "export feed --left-out": (f"{FEED.format('new')} --left-out {{0}}", "")}
FOLDERS = {"demo name", "harvest --mark", "export feed"}
"""Those that name a folder, in which nothing is replaced that danhmuc has not written."""
ALONE = {"apply --output", "demo name", "template file", "validate --mark", "validate --corrected"}
"""Those that open no registry: of what is there they ask the one of --registry, DANHMUC_REGISTRY or the default."""

READ = {
    "apply file",
    "export --catalog",
    "export --policy",
    "export --settings",
    "feedback import file",
    "registry restore file",
    "report form --holidays",
    "shapes lint files",
    "source load file",
    "template --from",
    "validate --shapes",
    "vocab add file",
}
"""Options and arguments that name a file to read."""

ANYWHERE = {
    "other.db": "SQLite",
    "soft.db": "SQLite",
    "other.db-wal": "SQLite",
    "other.db-journal": "SQLite",
    "other.db-shm": "SQLite",
    "kept-log": "SQLite",
    "kept-journal": "SQLite",
    "second.db": "SQLite",
    "second-backup.db": "SQLite",
    "backup.db": "SQLite",
    "~$so.xlsx": "holds another",
    ".~lock.so.xlsx#": "holds another",
    "www/current/new": "build of a feed",
    "www/current/manifest.json": "build of a feed",
    "www/.builds/lock": "build of a feed",
    "www/.builds/00000001/new": "build of a feed",
    "link-to-feed": "build of a feed",
    "link-to-lock": "build of a feed",
    "www/current": "build of a feed",
    "www/current/agency/H57/catalog.ttl": "build of a feed",
}
OF_REGISTRY = {
    **dict.fromkeys(
        ["registry.db", "./www/../registry.db", "registry.db-wal", "registry.db-shm", "registry.db-journal"], "registry"
    ),
    **dict.fromkeys(["soft-registry", "hard-registry"], "registry"),
    "soft-journal": "registry",
    "one.ttl": "'one'",
    "/proc/self/cwd/one.ttl": "'one'",
    "{fd}": "'one'",
    "www/../one.ttl": "'one'",
    "gone.ttl": "'gone'",
    "file.ttl": "'file'",
    "Tệp một.ttl": "'spelt'",
    "linked.ttl": "'linked'",
    "real.ttl": "'linked'",
    "real-folder/a.ttl": "'linked-folder'",
    "removed.ttl": "'removed'",
    "dcat-us.json": "'dcat-us'",
    "stream/page.ttl": "'stream'",
    "schemas/table.json": "'schemas'",
    "folder/a.ttl": "'folder'",
    "folder/sub/b.ttl": "'folder'",
    "folder/bad.ttl": "'folder'",
    "folder/packed.nt.gz": "'folder'",
    "folder/link.ttl": "'folder'",
    "elsewhere.nt": "'folder'",
    "hard.nt": "'folder'",
    "soft/a.ttl": "'folder'",
    "own.ttl": "'own'",
    "book.xlsx": "'book'",
    "inbox/so.xlsx": "read from it",
    "inbox/sub/so.xlsx": "read from it",
    "inbox/plain.xlsx": "read from it",
    "inbox/old.ods": "read from it",
    "desk/so.xlsx": "read from it",
    "desk/dropped.xlsx": "read from it",
    "desk/bang.csv": "read from it",
    "hard.xlsx": "read from it",
    "soft-inbox/so.xlsx": "read from it",
}
"""What a target is, and the word by which its refusal says so."""
NEW = {"gone.ttl", "registry.db-wal", "registry.db-shm", "registry.db-journal", "soft-journal"}
"""Those that are not there: who opens no registry writes them, unless what stands beside them forbids it."""
OWN = {("registry backup file", "backup.db")}


OTHER_SOURCES = (
    ("spelt", "file://{0}/T%E1%BB%87p%20m%E1%BB%99t.ttl", None),
    ("linked", "{0}/linked.ttl", None),
    ("linked-folder", "{0}/linked-folder", None),
    ("removed", "{0}/removed.ttl", None),
    ("dcat-us", "{0}/dcat-us.json", "data-json"),
    ("stream", "{0}/stream", "ldes"),
    ("schemas", "{0}/schemas", "elements"),
)
"""Name, location and kind of sources that are registered and never read."""


def options_of(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Parameter]]:
    context = click.Context(command, info_name=name)
    if isinstance(command, click.Group):
        for one in command.list_commands(context):
            found = command.get_command(context, one)
            assert found is not None
            yield from options_of(found, f"{name} {one}".strip())
    for param in command.params:
        yield f"{name} {max(param.opts, key=len)}", param


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for one in ("folder/sub", "inbox/sub", "desk", "real-folder", "stream", "schemas"):
        (folder / one).mkdir(parents=True)
    for one in (
        *("folder/a", "folder/sub/b", "one", "gone", "file", "ownly", "Tệp một"),
        *("real", "real-folder/a", "removed", "stream/page"),
    ):
        (folder / f"{one}.ttl").write_text(DATASET, encoding="utf-8")
    with (folder / "one.ttl").open("a", encoding="utf-8") as one_more:
        one_more.write(AGENCY)
    (folder / "old.csv").write_text("STT,Tên tập dữ liệu\n1,Dữ liệu A\n", encoding="utf-8")
    (folder / "elsewhere.nt").write_text(DATASET, encoding="utf-8")
    (folder / "folder/bad.ttl").write_text("<a> <b", encoding="utf-8")
    (folder / "folder/link.ttl").symlink_to(folder / "elsewhere.nt")
    (folder / "folder/packed.nt.gz").write_bytes(gzip.compress(DATASET.encode()))
    (folder / "linked.ttl").symlink_to(folder / "real.ttl")
    (folder / "linked-folder").symlink_to(folder / "real-folder")
    (folder / "dcat-us.json").write_text('{"dataset": []}', encoding="utf-8")
    (folder / "schemas/table.json").write_text("{}", encoding="utf-8")
    for one in ("desk/dropped.xlsx", "desk/bang.csv"):
        (folder / one).write_bytes(b"")
    (folder / "own.ttl").write_text(PROFILE, encoding="utf-8")
    (folder / "feed.toml").write_text(SETTINGS, encoding="utf-8")
    for one in ("book", "mine", "inbox/so"):
        write_template(folder / f"{one}.xlsx")
    write_template(folder / "inbox/sub/so.xlsx", profile="vn")
    write_template(folder / "desk/so.xlsx", TemplateOptions(agency="H57"))
    (folder / "inbox/plain.xlsx").write_bytes(b"")
    (folder / "inbox/old.ods").write_bytes(b"")
    with closing(sqlite3.connect(folder / "other.db")) as other:
        other.execute("CREATE TABLE t (a)")
    with closing(sqlite3.connect(folder / "log.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE t (a)")
        (folder / "kept-log").write_bytes((folder / "log.db-wal").read_bytes())
    (folder / "kept-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    with Registry.open(f"sqlite:///{folder}/second.db") as registry:
        registry.put(Dataset("https://e.vn/2", title={"en": "Second"}), by="a")
        registry.upkeep.back_up(folder / "second-backup.db")
    with Registry.open(f"sqlite:///{folder}/registry.db") as registry:
        for one in ("one.ttl", "gone.ttl", "folder", "book.xlsx"):
            registry.harvest(source_at(str(folder / one)), profile="none")
        registry.harvest(source_at(f"file://{folder}/file.ttl"), profile="none", name="file")
        registry.harvest(source_at(str(folder / "ownly.ttl")), profile=str(folder / "own.ttl"), name="own")
        for book in registry.harvests.named_sources([str(folder / "inbox"), str(folder / "desk")]):
            if book.source is not None:
                registry.harvest(book.source, profile="none")
        for name, location, kind in OTHER_SOURCES:
            registry.source_list.add(source_at(location.format(folder), kind), by="a", name=name, profile="none")
        registry.source_list.remove("removed", "keep-records", by="a", reason="x")
        plan = registry.plan(source_at(str(folder / "one.ttl")))
        plan.save(folder / "plan")
        registry.export_feed(folder / "www", base="https://feed.vn/", settings=folder / "feed.toml")
        registry.upkeep.back_up(folder / "backup.db")
    (folder / "gone.ttl").unlink()
    for one, other in {
        "soft.db": "other.db",
        "soft-registry": "registry.db",
        "soft": "folder",
        "soft-inbox": "inbox",
        "link-to-feed": "www/current/new",
        "link-to-lock": "www/.builds/lock",
        "soft-journal": "registry.db-journal",
    }.items():
        (folder / one).symlink_to(folder / other)
    for one, other in {"hard-registry": "registry.db", "hard.nt": "folder/a.ttl", "hard.xlsx": "inbox/so.xlsx"}.items():
        (folder / one).hardlink_to(folder / other)
    for one in ("~$so.xlsx", ".~lock.so.xlsx#"):
        (folder / one).write_bytes(b"")
    return folder


@pytest.fixture
def tree(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(made)
    monkeypatch.setenv("DANHMUC_REGISTRY", "sqlite:///registry.db")
    return made


def snapshot(folder: Path) -> dict[str, bytes | None]:
    own = {"registry.db", "registry.db-wal", "registry.db-shm", "hard-registry"}
    return {
        str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*") if path.name not in own
    }


def test_writers__all_are_listed() -> None:
    """Who adds one adds it to the table, and it is tried on every target."""
    files = re.compile(r"\b(FILE|DIR|OUTBOX|OUTPUT|TARGET|WORKBOOK)\b")
    found = {
        name: isinstance(param.type, TargetName)
        for name, param in options_of(program)
        if isinstance(param.type, TargetName) or files.search(param.metavar or "")
    }
    assert {name for name, writes in found.items() if writes} == {*WRITERS}
    assert {name for name, writes in found.items() if not writes} == READ


@pytest.mark.parametrize("target", [*ANYWHERE, *OF_REGISTRY])
def test_writers__replace_nothing_in_use(
    tree: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], target: str
) -> None:
    word = {**ANYWHERE, **OF_REGISTRY}[target]
    before = snapshot(tree)
    with (tree / "one.ttl").open("rb") as one:
        target = target.format(fd=f"/proc/self/fd/{one.fileno()}")
        for name, (command, ending) in {**WRITERS, **OF_FEED}.items():
            is_of_feed = word == "build of a feed"
            if (name in FOLDERS and not is_of_feed) or (name, target) in OWN or (name in ALONE and target in NEW):
                continue
            alias = target
            if ending and not target.endswith(ending):
                alias = str(tmp_path / f"{len(list(tmp_path.iterdir()))}{ending}")
                Path(alias).symlink_to(tree / target)
            assert run(["--lang", "en", *(part.format(alias) for part in command.split(" "))]) == 2, name
            told = capfd.readouterr().err
            words = (word, "no backup of this", "cannot be the folder of a feed")
            assert any(one in told for one in words), (name, told)
            assert snapshot(tree) == before, name


@pytest.mark.parametrize(
    "command",
    [
        f"{FEED} --left-out feed.toml".format("new"),
        f"{FEED} --policy policy.toml --losses policy.toml".format("new"),
        "export nt new --base https://feed.vn/ --catalog feed.toml --losses feed.toml",
        "export nt new --left-out new",
        "export nt new --left-out rows --losses ./rows",
        "harvest new.json --report new.json",
        "harvest one.ttl --plan new.json --report new.json",
        "apply plan --dry-run --format json -o plan",
        "report form thoi-han --holidays days.json -o days.json",
        "report form danh-muc -o new.json -o www/../new.json",
        "template book.xlsx --from book.xlsx --overwrite",
        "validate book.xlsx --mark book.xlsx --overwrite",
        "validate book.xlsx --mark new.xlsx --corrected new.xlsm --overwrite",
    ],
)
def test_writers__replace_nothing_that_the_same_command_names(
    tree: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    before = snapshot(tree)
    assert run(["--lang", "en", *command.split()]) == 2
    assert "it was given for something else, too" in capfd.readouterr().err
    assert snapshot(tree) == before


def test_writers__are_tried_on_many_targets() -> None:
    assert len({**ANYWHERE, **OF_REGISTRY}) >= 49


@pytest.mark.parametrize("target", sorted(NEW))
def test_writers__without_a_registry_replace_nothing_where_nothing_is(
    tree: Path, capfd: pytest.CaptureFixture[str], target: str
) -> None:
    """A source whose file is gone loses nothing; beside a database nothing is written even so."""
    before = snapshot(tree)
    code = run(["--lang", "en", "apply", "plan", "--dry-run", "--format", "json", "-o", target])
    if target == "gone.ttl":
        assert code == 0
        (tree / target).unlink()
    else:
        assert (code, "SQLite" in capfd.readouterr().err) == (2, True)
    assert snapshot(tree) == before


def test_demo__replaces_no_document_of_a_source(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The registry that is asked is that of the variable, else the one that other commands find in the folder."""
    sample = tmp_path / "demo/samples/van-hoa.jsonld"
    sample.parent.mkdir(parents=True)
    sample.write_text('{"@id": "https://e.vn/1", "@type": "http://www.w3.org/ns/dcat#Dataset"}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for variable in ("sqlite:///asked.db", None):
        monkeypatch.delenv("DANHMUC_REGISTRY")
        if variable is not None:
            monkeypatch.setenv("DANHMUC_REGISTRY", variable)
        assert run(["harvest", str(sample), "--profile", "none"]) == 0
        before = snapshot(tmp_path)
        assert run(["--lang", "en", "demo"]) == 2
        assert "'van-hoa' is read from it" in capfd.readouterr().err
        assert snapshot(tmp_path) == before
        monkeypatch.setenv("DANHMUC_REGISTRY", "")


def test_template__says_that_the_registry_cannot_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DANHMUC_REGISTRY", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("danhmuc.db").write_bytes(b"broken")
    assert run(["template", "so.xlsx", "--overwrite"]) == 0
    written = Path("so.xlsx").read_bytes()
    capfd.readouterr()
    assert run(["--lang", "en", "template", "so.xlsx", "--overwrite", "--publisher", "H57"]) == 3
    assert capfd.readouterr().err.count("\n") == 1
    assert Path("so.xlsx").read_bytes() == written
    monkeypatch.setenv("DANHMUC_REGISTRY", "sqlite://")
    assert run(["template", "so.xlsx", "--overwrite", "--publisher", "H57"]) == 0


@pytest.mark.parametrize("command", ["template www/current/a.xlsx", "validate book.xlsx --mark other.db"])
def test_writers__where_no_registry_is_named_none_is_made(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.delenv("DANHMUC_REGISTRY")
    words = [str(tree / word) if "." in word else word for word in command.split()]
    monkeypatch.chdir(tmp_path)
    assert run(["--lang", "en", *words]) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("target", ["one.ttl", "other.db"])
def test_writers__ask_on_both_databases(empty_database_url: str, tmp_path: Path, target: str) -> None:
    (tmp_path / "one.ttl").write_text(DATASET, encoding="utf-8")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (a)").connection.close()
    path = tmp_path / target
    before = path.read_bytes()
    with Registry.open(empty_database_url) as registry:
        registry.harvest(source_at(str(tmp_path / "one.ttl")), profile="none")
        plan = registry.plan(source_at(str(tmp_path / "one.ttl")))
        writers: list[Callable[[], object]] = [
            lambda: registry.export("nt", path),
            lambda: registry.upkeep.back_up(path),
            lambda: plan.save(path),
            lambda: registry.reports.write_harvest(path, "json"),
            lambda: registry.reports.write_changes(path, "json", since=1),
        ]
        for write in writers:
            with pytest.raises(UsageError):
                write()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("command", "target"),
    [
        ("harvest one.ttl --plan {0}", "plan"),
        ("export nt {0}", "out.nt"),
        ("registry backup {0}", "backup.db"),
        (FEED, "www"),
        ("validate book.xlsx --mark {0} --overwrite", "marked.xlsx"),
    ],
)
def test_writers__replace_what_they_have_written(tree: Path, command: str, target: str) -> None:
    for _ in range(2):
        assert run(["--lang", "en", *command.format(target).split()]) in (0, 1)


MADE_READABLE = {
    "apply plan --dry-run --format json -o {0}/a": ("a", 0o600),
    "report harvest --format json -o {0}/a": ("a", 0o600),
    "report changes --format json -o {0}/a": ("a", 0o600),
    "report registration --format json -o {0}/a": ("a", 0o600),
    "report form danh-muc -o {0}/a.json": ("a.json", 0o600),
    "harvest one.ttl --report {0}/a.json": ("a.json", 0o600),
    "validate book.xlsx --mark {0}/a.xlsx --overwrite": ("a.xlsx", 0o600),
    "export nt {0}/a": ("a", 0o640),
    "export nt {0}/b --left-out {0}/a": ("a", 0o600),
    "export nt {0}/b --base https://feed.vn/ --catalog feed.toml --left-out {0}/a": ("a", 0o600),
    "export nt {0}/b --losses {0}/a": ("a", 0o640),
    f"{FEED.format('{0}/www')} --left-out {{0}}/a": ("a", 0o600),
    "template {0}/a.xlsx --overwrite": ("a.xlsx", 0o640),
    "template {0}/a.xlsx --from old.csv --overwrite": ("a.xlsx", 0o600),
    "template {0}/a.xlsx --from sqlite:///registry.db --publisher H57 --overwrite": ("a.xlsx", 0o600),
}


@pytest.mark.parametrize("command", MADE_READABLE)
def test_reports__are_for_their_owner_unless_asked(tree: Path, tmp_path: Path, command: str) -> None:
    name, mode = MADE_READABLE[command]
    before = os.umask(0o027)
    try:
        for more, expected in (("", mode), ("--readable", 0o640), ("", mode)):
            if mode == 0o600 or not more:
                assert run([*command.format(tmp_path).split(), *more.split()]) in (0, 1)
                assert (tmp_path / name).stat().st_mode & 0o777 == expected
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    "command",
    [
        *("apply plan --dry-run --format json", "report harvest", "report changes", "report registration"),
        *("report form danh-muc", "harvest one.ttl", "validate book.xlsx", "export nt {0}/a", "template {0}/a.xlsx"),
        *("export nt {0}/b --losses {0}/a", FEED.format("{0}/www")),
    ],
)
def test_readable__is_refused_where_nothing_is_for_its_owner_alone(
    tree: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    before = set(tmp_path.iterdir())
    assert run(["--lang", "en", *command.format(tmp_path).split(), "--readable"]) == 2
    assert "danhmuc: --readable says nothing without" in capfd.readouterr().err
    assert set(tmp_path.iterdir()) == before


READERS = [
    "apply pipe",
    "elements add pipes",
    "elements add pipes/a.xsd",
    "export feed new --base https://feed.vn/ --settings pipe",
    "export feed new --base https://feed.vn/ --settings feed.toml --policy pipe",
    "export nt new --base https://feed.vn/ --catalog pipe",
    "feedback import pipe",
    "harvest pipe",
    "registry restore pipe sqlite:///new.db --reason x",
    "report form thoi-han --holidays pipe",
    "shapes lint pipe",
    "source load pipe",
    "template new.xlsx --from pipe.xlsx",
    "validate pipe",
    "validate pipe.xlsx",
    "validate one.ttl --shapes pipe",
    "validate one.ttl --profile pipe",
    "vocab add pipe",
    "validate /dev/zero",
    "validate hollow.ttl",
]


@pytest.mark.parametrize("command", READERS)
def test_readers__wait_for_no_pipe(tree: Path, capfd: pytest.CaptureFixture[str], command: str) -> None:
    for one in ("pipe", "pipe.xlsx", "pipes/a.xsd", "pipes/b.ttl", "pipes/c.xml"):
        (tree / one).parent.mkdir(exist_ok=True)
        if not (tree / one).exists():
            os.mkfifo(tree / one)
    with (tree / "hollow.ttl").open("wb") as hollow:
        hollow.truncate(2_000_000_000)
    assert run(["--lang", "en", *command.split()]) in (1, 2, 3)
    assert capfd.readouterr().err.count("\n") <= 3


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_lock__no_link_is_followed(tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    held = tmp_path / "held"
    held.write_bytes(b"what it holds")
    link(tmp_path / "lock", held)
    with pytest.raises(UsageError, match="is a link"), hold_lock(tmp_path / "lock", feed=tmp_path):
        pass
    assert held.read_bytes() == b"what it holds"


@pytest.mark.parametrize("function", ["open", "flock"])
def test_lock__no_link_that_comes_meanwhile_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    """Between the look and the opening, or between that and the lock, another file gets its name."""
    held, lock = tmp_path / "held", tmp_path / "lock"
    held.write_bytes(b"what it holds")
    module = os if function == "open" else fcntl
    usual = getattr(module, function)

    def come_first(*args: Any) -> Any:
        monkeypatch.undo()
        lock.unlink(missing_ok=True)
        lock.hardlink_to(held)
        return usual(*args)

    monkeypatch.setattr(module, function, come_first)
    with pytest.raises(UsageError, match="is a link"), hold_lock(lock, feed=tmp_path):
        pass
    assert held.read_bytes() == b"what it holds"


@pytest.mark.parametrize("target", ["INBOX/so.xlsx", unicodedata.normalize("NFD", "Hộp/so.xlsx")])
def test_writers__know_a_folder_by_another_spelling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """As on a file system that tells capitals and the composition of letters not apart."""

    def has_same_letters(one: Path, other: Path) -> bool:
        return name_form(str(one)) == name_form(str(other))

    monkeypatch.setattr("danhmuc.registry.store.target._is_same", has_same_letters)
    for folder in ("inbox", "Hộp", str(Path(target).parent)):
        (tmp_path / folder).mkdir()
    (tmp_path / target).write_bytes(b"")
    books = [
        DeclaredSource(name=one, location=f"{tmp_path}/{one}/?book=1", kind="workbook") for one in ("inbox", "Hộp")
    ]
    with pytest.raises(UsageError, match="is read from it"):
        refuse_targets(tmp_path / target, sources=books)
