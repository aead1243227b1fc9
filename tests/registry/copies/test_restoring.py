"""A backup is restored all at once, and nothing leaves by it that was purged, withheld or narrowed since."""

from __future__ import annotations

import os
import resource
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, select, text

from danhmuc.registry import BackupReport, KnownThen, Registry, RestoreReport, restore_backup, source_at
from danhmuc.registry.copies import copying, restores
from danhmuc.registry.messages.store import AsOfText, CopiesText, OpeningText, RequestsText, StoreText
from danhmuc.registry.store import moments
from danhmuc.registry.store import registry_copies as backup_files
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.runs import take_lease
from danhmuc.registry.store.stored_rows import sources_of
from danhmuc.registry.store.tables import bodies, graphs, leases, rests
from danhmuc.vocab.errors import DanhmucError, RegistryError, RegistryUnavailableError, UsageError

from ...conftest import PostgreSQLServer, RegistryCopy
from .catalogues import FIRST, LATER, ONE, THREE, TWO, export_of, fill, harvest, write

CopyRegistry = Callable[[Callable[[str, Path], None]], RegistryCopy]


@pytest.fixture
def original(copy_registry: CopyRegistry) -> RegistryCopy:
    """A registry on each database in turn."""
    return copy_registry(fill)


@pytest.fixture
def registry(original: RegistryCopy) -> Iterator[Registry]:
    with Registry.open(original.url) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.db"


def back_up(registry: Registry, file: Path) -> BackupReport:
    return registry.upkeep.back_up(file)


def restore(file: Path, url: str, newer: str | None = None) -> RestoreReport:
    return restore_backup(file, url, newer=newer, by="operator", reason="a disk failed")


def states(url: str) -> dict[str, str]:
    with Registry.open(url, create=False) as registry:
        return {row.iri: row.state for row in registry.records(role=None)}


def words_of(url: str) -> bytes:
    """All texts and bodies of a database."""
    with open_database(url) as database, database.reading() as connection:
        packed = [
            zlib.decompress(body)
            for table in (graphs, rests, bodies)
            for body in connection.scalars(select(table.c.body))
        ]
        rows = [
            repr(tuple(row)).encode()
            for table in graphs.metadata.sorted_tables
            if "body" not in table.c
            for row in connection.execute(select(table))
        ]
    return b"".join((*packed, *rows))


# ---------------------------------------------------------------- backing up


def test_backup__is_restored_where_there_is_nothing(registry: Registry, file: Path, tmp_path: Path) -> None:
    report = back_up(registry, file)
    assert (file.stat().st_mode & 0o777, file.stat().st_size) == (0o600, report.size)
    url = f"sqlite:///{tmp_path / 'new.db'}"
    restored = restore(file, url)
    assert (restored.at, restored.is_known, restored.lost) == (report.at, False, 0)
    with Registry.open(url, create=False) as again:
        assert export_of(again) == export_of(registry)
        assert again.upkeep.check().problems == ()
        assert [one.as_dict() for one in again.ledger.changes()] == [one.as_dict() for one in registry.ledger.changes()]
    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".danhmuc-*"))


def test_backup__is_restored_into_an_empty_database_of_a_server(
    registry: Registry, file: Path, postgresql_url: str
) -> None:
    back_up(registry, file)
    with_password = make_url(postgresql_url).set(password="hunter2").render_as_string(hide_password=False)
    report = restore(file, with_password)
    assert not report.is_known
    assert "hunter2" not in report.target
    with Registry.open(postgresql_url, create=False) as again:
        assert (export_of(again), again.upkeep.check().problems) == (export_of(registry), ())


def test_restore__into_an_unfinished_copy_is_refused(
    registry: Registry, file: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(registry, file)

    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copying, "finish_copy", break_off)
        with pytest.raises(KeyboardInterrupt):
            registry.upkeep.copy_to(postgresql_url)
    with pytest.raises(RegistryUnavailableError) as refused:
        restore(file, postgresql_url)
    assert refused.value.reason.id == OpeningText.REGISTRY_COPY_UNFINISHED.id
    registry.upkeep.copy_to(postgresql_url)  # goes on


def test_restore__names_the_server_that_is_gone(
    tmp_path: Path, sqlite_url: str, file: Path, postgresql_url: str, postgresql_server: PostgreSQLServer
) -> None:
    with Registry.open(sqlite_url) as registry:
        harvest(registry, tmp_path, FIRST)
        back_up(registry, file)
    restore(file, postgresql_url)

    def end_connections(*_: object) -> None:
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        postgresql_server.admin.execute(end, [make_url(postgresql_url).database])

    with pytest.raises(RegistryUnavailableError) as refused:
        restore_backup(file, postgresql_url, by="operator", reason="a trial", progress=end_connections)
    assert refused.value.url.startswith("postgresql")
    assert not list(tmp_path.glob(".danhmuc-*"))


def test_backup__is_made_while_somebody_writes(registry: Registry, original: RegistryCopy, file: Path) -> None:
    exported = export_of(registry)
    with open_database(original.url) as database, database.writing() as connection:
        connection.execute(text("UPDATE records SET title = 'not committed'"))
        back_up(registry, file)
    url = f"sqlite:///{file.with_name('new.db')}"
    restore(file, url)
    with Registry.open(url, create=False) as again:
        assert export_of(again) == exported
        assert "not committed" not in {row.title for row in again.records()}


def test_backup__is_opened_by_restoring_alone(registry: Registry, file: Path) -> None:
    back_up(registry, file)
    with pytest.raises(RegistryUnavailableError) as refused:
        Registry.open(f"sqlite:///{file}")
    assert refused.value.reason.id == OpeningText.REGISTRY_IS_BACKUP.id


def test_backup__replaces_an_older_one_and_nothing_else(
    registry: Registry, original: RegistryCopy, file: Path, tmp_path: Path
) -> None:
    back_up(registry, file)
    harvest(registry, original.folder, LATER)
    later = back_up(registry, file)
    assert later.size == file.stat().st_size
    text_file, other = tmp_path / "a.txt", tmp_path / "other.db"
    text_file.write_text("words", encoding="utf-8")
    empty = tmp_path / "empty"
    empty.touch()
    with Registry.open(f"sqlite:///{other}") as another:
        another_backup = tmp_path / "another.backup"
        back_up(another, another_backup)
    for path in (text_file, other, empty, another_backup):
        before = path.read_bytes()
        with pytest.raises(UsageError) as refused:
            back_up(registry, path)
        assert refused.value.message.id == CopiesText.BACKUP_ONTO_ANOTHER.id
        assert path.read_bytes() == before
    os.mkfifo(pipe := tmp_path / "pipe")  # whoever opened it would wait for ever
    with pytest.raises(UsageError) as refused:
        back_up(registry, pipe)
    assert refused.value.message.id == CopiesText.BACKUP_ONTO_ANOTHER.id


def test_backup__does_not_replace_that_of_a_newer_danhmuc(registry: Registry, file: Path) -> None:
    back_up(registry, file)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999 backup'")
        raw.commit()
    with pytest.raises(UsageError) as refused:
        back_up(registry, file)
    assert refused.value.message.id == CopiesText.BACKUP_BY_NEWER.id


def test_backup__may_stand_in_any_folder(registry: Registry, tmp_path: Path) -> None:
    folder = tmp_path / "50%25 of all?mode=ro#1"
    folder.mkdir()
    back_up(registry, folder / "b.db")
    restore(folder / "b.db", f"sqlite:///{tmp_path / 'new.db'}")
    with Registry.open(f"sqlite:///{tmp_path / 'new.db'}", create=False) as again:
        assert export_of(again) == export_of(registry)
    assert [path.name for path in folder.iterdir()] == ["b.db"]


@contextmanager
def no_room() -> Iterator[None]:
    """No file grows beyond 200 KB, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_backup__without_room_names_the_backup_and_leaves_the_older_one(registry: Registry, file: Path) -> None:
    back_up(registry, file)
    before = file.read_bytes()
    with no_room(), pytest.raises(UsageError) as refused:
        back_up(registry, file)
    assert (refused.value.message.id, refused.value.message.facts["file"]) == (
        CopiesText.BACKUP_UNWRITABLE.id,
        str(file),
    )
    assert file.read_bytes() == before
    assert not list(file.parent.glob(".danhmuc-*"))


def test_restore__without_room_leaves_nothing(registry: Registry, file: Path, tmp_path: Path) -> None:
    back_up(registry, file)
    with no_room(), pytest.raises(UsageError) as refused:
        restore(file, f"sqlite:///{tmp_path / 'new.db'}")
    assert refused.value.message.id == CopiesText.RESTORE_UNWRITABLE.id
    assert not list(tmp_path.glob("*new*"))
    assert not list(tmp_path.glob(".danhmuc-*"))


def test_backup__onto_the_registry_itself_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url) as registry, pytest.raises(UsageError):
        registry.upkeep.back_up(tmp_path / "registry.db")
    link = tmp_path / "link"
    link.hardlink_to(tmp_path / "registry.db")
    with Registry.open(sqlite_url) as registry, pytest.raises(UsageError):
        registry.upkeep.back_up(link)


def test_backup__that_is_broken_off_leaves_the_older_one(
    registry: Registry, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(registry, file)
    before = file.read_bytes()

    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backup_files, "_settle", break_off)
    with pytest.raises(KeyboardInterrupt):
        back_up(registry, file)
    assert file.read_bytes() == before
    assert not list(file.parent.glob(".danhmuc-*"))


# ---------------------------------------------------------------- what was decided since


def test_restore__takes_over_a_purge(registry: Registry, original: RegistryCopy, file: Path) -> None:
    back_up(registry, file)
    registry.purge(ONE, by="officer", reason="a court says so")
    report = restore(file, original.url)
    assert (report.purged, report.withheld, report.is_known) == (1, 0, True)
    assert states(original.url)[ONE] == "purged"
    assert b"Zanzibar" not in words_of(original.url)
    with Registry.open(original.url) as again:
        assert again.upkeep.check().problems == ()
        (change,) = again.ledger.changes(iri=ONE)[-1:]
        assert (change.kind, change.hold, change.by) == ("purged", "purged", "operator")


def test_restore__takes_over_a_purge_that_was_released_again(
    registry: Registry, original: RegistryCopy, file: Path
) -> None:
    back_up(registry, file)
    registry.purge(ONE, by="officer", reason="a court says so")
    registry.release(ONE, by="officer", reason="another court")
    restore(file, original.url)
    assert b"Zanzibar" not in words_of(original.url)
    assert states(original.url)[ONE] == "purged"


def test_restore__of_sqlite_has_no_word_of_a_purged_record_in_its_bytes(
    sqlite_url: str, tmp_path: Path, file: Path
) -> None:
    fill(sqlite_url, tmp_path)
    with Registry.open(sqlite_url) as registry:
        registry.put(_with_title("Quagmire"), by="test")
        back_up(registry, file)
        registry.purge("https://e.vn/put2", by="officer", reason="a court says so")
    restore(file, sqlite_url)
    assert b"Quagmire" in file.read_bytes()
    assert not [path for path in tmp_path.glob("registry.db*") if b"Quagmire" in path.read_bytes()]


def _with_title(title: str) -> object:
    from danhmuc.registry import Dataset

    return Dataset("https://e.vn/put2", title={"vi": title}, description={"vi": title})


@pytest.mark.parametrize("act", ["withhold", "withhold one source", "withdraw", "narrow", "mark", "same-as", "undo"])
def test_restore__lets_nothing_leave_that_did_not(
    registry: Registry, original: RegistryCopy, file: Path, act: str
) -> None:
    run = harvest(registry, original.folder, LATER.replace('"hai, sửa"', '"hai, hỏng"'))
    back_up(registry, file)
    assert TWO.encode() in export_of(registry)
    if act == "withhold":
        registry.withhold(TWO, by="officer", reason="wait")
    elif act == "withhold one source":
        registry.withhold(TWO, by="officer", reason="wait", source="a")
    elif act == "withdraw":
        registry.withdraw(TWO, by="officer", reason="wrong", source="a")
    elif act == "narrow":
        harvest(registry, original.folder, LATER.replace("<2> a", "<2> dct:accessRights acc:NON_PUBLIC ; a"))
    elif act == "mark":
        harvest(registry, original.folder, f'{FIRST} <2> dmv:secrecy "MAT" .')
    elif act == "same-as":
        registry.withhold(ONE, by="officer", reason="wait")
        registry.identities.same_as(ONE, TWO, by="officer", reason="one thing")
    else:
        registry.undo(run or 0, by="officer", reason="wrong")
    report = restore(file, original.url)
    assert report.is_known
    assert report.lost > 0 or act == "mark"
    with Registry.open(original.url) as again:
        assert again.upkeep.check().problems == ()
        assert f"<{TWO}> <http://purl.org/dc/terms/title>".encode() not in export_of(again)
        # A harvest of what the source says by then does not let it leave either, until a person does.
        harvest(again, original.folder, LATER)
        assert f"<{TWO}> <http://purl.org/dc/terms/title>".encode() not in export_of(again)
        assert f"<{THREE}> <http://purl.org/dc/terms/title>".encode() in export_of(again)


def test_restore__keeps_marks_of_a_source_that_the_backup_does_not_know(
    registry: Registry, original: RegistryCopy, file: Path
) -> None:
    back_up(registry, file)
    harvest(
        registry,
        original.folder,
        '<2> a dcat:Dataset ; dmv:secrecy "MAT" ; dct:title "x"@vi . <x> a dcat:Dataset .',
        "z.ttl",
    )
    assert f"<{TWO}> <http://purl.org/dc/terms/title>".encode() not in export_of(registry)
    assert restore(file, original.url).marked == 1
    with Registry.open(original.url) as again:
        assert f"<{TWO}> <http://purl.org/dc/terms/title>".encode() not in export_of(again)
        assert again.upkeep.check().problems == ()
        assert "z" in {source.name for source in again.sources()}
        harvest(
            again,
            original.folder,
            '<2> a dcat:Dataset ; dmv:secrecy "MAT" ; dct:title "x"@vi . <x> a dcat:Dataset .',
            "z.ttl",
        )


def test_restore__keeps_a_hold_that_was_released_since(registry: Registry, original: RegistryCopy, file: Path) -> None:
    registry.withhold(TWO, by="officer", reason="wait")
    back_up(registry, file)
    registry.release(TWO, by="officer", reason="done")
    restore(file, original.url)
    assert states(original.url)[TWO] == "withheld"


def test_restore__takes_over_registrations_or_names_them(
    registry: Registry, original: RegistryCopy, file: Path
) -> None:
    def decide(iri: str, state: str) -> None:
        registry.registrations.register(iri, state, by="officer", reason="decided")

    registry.registrations.set_authority("https://e.vn/old", by="officer")
    decide(ONE, "standard")
    decide(TWO, "standard")
    back_up(registry, file)
    registry.registrations.end(ONE, by="officer", reason="wrong")
    decide(TWO, "retired")
    registry.registrations.set_authority("https://e.vn/new", by="officer")
    decide(THREE, "candidate")
    harvest(registry, original.folder, LATER.replace('"Một"', '"Một hai"'))
    decide(ONE, "preferred-standard")
    before = {iri: registry.registrations.history(iri) for iri in (TWO, THREE)}
    report = restore(file, original.url)
    assert report.registered == 4
    (lost,) = report.lost_registrations
    assert lost == (ONE, "https://e.vn/new", "preferred-standard", 2)
    assert report.as_dict()["lost_registrations"] == [lost._asdict()]
    with Registry.open(original.url) as again:
        assert again.upkeep.check().problems == ()
        assert again.registrations.authority == "https://e.vn/new"
        assert again.registrations.in_force(ONE) == []
        assert {iri: again.registrations.history(iri) for iri in (TWO, THREE)} == before


def test_restore__keeps_a_source_internal_and_feedback_unapproved(
    registry: Registry, original: RegistryCopy, file: Path
) -> None:
    said = """ <x> a dcat:Dataset ; dct:title "x"@vi ; dct:description "x"@vi .
        <said> a <http://www.w3.org/ns/dqv#UserQualityFeedback> ; <http://www.w3.org/ns/oa#hasTarget> <1> ;
        <http://www.w3.org/ns/oa#hasBody> [ a <http://www.w3.org/ns/oa#TextualBody> ;
            <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "Hay"@vi ] ;
        <http://www.w3.org/ns/adms#status> <https://w3id.org/danhmuc/concept/feedback-status/{}> . """
    only = '<only> a dcat:Dataset ; dct:title "Riêng"@vi ; dct:description "r"@vi .'
    harvest(registry, original.folder, said.format("DUYET_CONG_BO"), "feedback.ttl")
    harvest(registry, original.folder, only, "only.ttl")
    assert all(word in export_of(registry) for word in (b"/said>", b"/only>"))
    back_up(registry, file)
    harvest(registry, original.folder, said.format("MOI"), "feedback.ttl")
    with registry._database.reading() as connection:
        (declared,) = (one.declared for one in sources_of(connection) if one.name == "only")
    settings = replace(declared.settings, internal=True)
    registry.source_list.plan([replace(declared, settings=settings)]).apply(by="officer")
    assert not any(word in export_of(registry) for word in (b"/said>", b"/only>"))
    report = restore(file, original.url)
    assert (report.internal, report.barred) == (("only",), ("https://e.vn/said",))
    with Registry.open(original.url) as again:
        assert again.upkeep.check().problems == ()
        assert not any(word in export_of(again) for word in (b"/said>", b"/only>"))


@pytest.mark.parametrize("status", ["WITHDRAWN", "DEPRECATED"])
def test_restore__withholds_what_was_retired_since(
    registry: Registry, original: RegistryCopy, file: Path, status: str
) -> None:
    retired = LATER.replace("<2> a", f'<2> <http://www.w3.org/ns/adms#status> "{status}" ; a')
    back_up(registry, file)
    harvest(registry, original.folder, retired)
    report = restore(file, original.url)
    assert report.barred == ((TWO,) if status == "WITHDRAWN" else ())


def test_restore__takes_over_what_was_decided_about_elements(
    registry: Registry, original: RegistryCopy, file: Path
) -> None:
    """A table schema leaves with the dataset that a person named, and no more once that was taken back."""
    schema, other = "https://e.vn/schema", "https://e.vn/schema2"
    columns = '<{}> a <http://www.w3.org/ns/csvw#Schema> ; dct:title "s"@vi . '
    dataset = '<x> a dcat:Dataset ; dct:title "x"@vi ; dct:description "x"@vi . '
    harvest(registry, original.folder, dataset + columns.format("schema") + columns.format("schema2"), "s.ttl")
    registry.dictionary.assign_dataset(schema, ONE, by="officer", reason="its columns")
    assert f"<{schema}>".encode() in export_of(registry)
    back_up(registry, file)
    registry.dictionary.release_dataset(schema, ONE, by="officer", reason="wrong")
    registry.dictionary.assign_dataset(other, ONE, by="officer", reason="its columns")
    before = registry.dictionary.decisions(ended=True)
    exported = export_of(registry)
    assert restore(file, original.url).elements == 2
    with Registry.open(original.url) as again:
        assert again.upkeep.check().problems == ()
        assert again.dictionary.decisions(ended=True) == before
        assert export_of(again) == exported


def test_restore__keeps_back_what_is_held_under_another_name(
    registry: Registry, original: RegistryCopy, file: Path
) -> None:
    """The newer name is no record of the backup; the next harvest would let it leave."""
    title = " <http://purl.org/dc/terms/title>"
    renamed, other = "https://e.vn/2b", "https://e.vn/5"
    registry.withhold(TWO, by="officer", reason="wait")
    registry.withhold(ONE, by="officer", reason="wait")
    back_up(registry, file)
    later = LATER.replace("<2>", "<2b>") + '<5> a dcat:Dataset ; dct:title "Năm"@vi ; dct:description "n"@vi .'
    harvest(registry, original.folder, later)
    registry.identities.rename(TWO, renamed, by="officer", reason="another address")
    registry.identities.same_as(ONE, other, by="officer", reason="one thing")
    report = restore(file, original.url)
    assert (report.equal, report.renamed, report.again, report.barred) == (1, 1, 0, ())
    with Registry.open(original.url) as again:
        assert again.upkeep.check().problems == ()
        harvest(again, original.folder, later)
        exported = export_of(again).decode()
        assert not any(f"<{iri}>{title}" in exported for iri in (ONE, TWO, renamed, other))
        assert f"<{THREE}>{title}" in exported


def test_restore__keeps_what_is_one_thing_though_that_was_ended_since(
    registry: Registry, original: RegistryCopy, file: Path
) -> None:
    registry.identities.same_as(ONE, TWO, by="officer", reason="one thing")
    back_up(registry, file)
    registry.identities.end_same_as(ONE, TWO, by="officer", reason="two things")
    assert restore(file, original.url).again == 1
    with Registry.open(original.url) as again:
        assert [(one.first, one.second) for one in again.identities.same_as_statements()] == [(ONE, TWO)]


def test_restore__takes_over_code_lists_and_disclosures(registry: Registry, original: RegistryCopy, file: Path) -> None:
    header = b"code,name\n"
    registry.vocab.add(header + b"A,a\n", by="an", name="l.csv", token="mine")
    back_up(registry, file)
    registry.vocab.add(header + b"A,a\nB,b\n", by="an", name="l.csv", token="mine")
    registry.vocab.add(header + b"C,c\n", by="an", name="m.csv", token="other")
    run = registry.harvests.runs()[0].id
    with registry.as_of(f"run:{run}", known_then=KnownThen(reason="inspection", by="an")):
        pass
    before = [one.as_dict() for one in registry.vocab.rows()]
    disclosed = registry.ledger.disclosures()
    report = restore(file, original.url)
    assert (report.code_lists, report.disclosures) == (4, 1)
    with Registry.open(original.url) as again:
        assert again.upkeep.check().problems == ()
        assert [one.as_dict() for one in again.vocab.rows()] == before
        assert again.ledger.disclosures() == disclosed


def test_restore__takes_over_the_naming_convention(
    registry: Registry, original: RegistryCopy, file: Path, tmp_path: Path
) -> None:
    registry.dictionary.set_naming_convention("snake_case")
    back_up(registry, file)
    same = restore(file, original.url)
    assert (same.is_convention_later, same.naming_convention) == (False, "snake_case")
    with Registry.open(original.url) as again:
        again.dictionary.set_naming_convention("camelCase")
    report = restore(file, f"sqlite:///{tmp_path / 'new.db'}", newer=original.url)
    assert (report.is_convention_later, report.naming_convention) == (True, "camelCase")
    with Registry.open(original.url) as again:
        again.dictionary.set_naming_convention(None)
    # The registry that is replaced decides, not the other state.
    report = restore(file, original.url, newer=f"sqlite:///{tmp_path / 'new.db'}")
    assert (report.is_convention_later, report.naming_convention) == (True, None)
    with Registry.open(original.url) as again:
        assert again.dictionary.naming_convention is None


def test_restore__answers_nothing_as_of_what_is_lost(
    registry: Registry, original: RegistryCopy, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(registry, file)
    (run, *_) = registry.harvests.runs()
    lost = datetime.now(UTC) + timedelta(minutes=5)
    monkeypatch.setattr(restores, "now", lambda: (lost + timedelta(minutes=5)).isoformat(timespec="seconds"))
    restore(file, original.url)
    monkeypatch.setattr(moments, "now", lambda: (lost + timedelta(days=1)).isoformat(timespec="seconds"))
    with Registry.open(original.url) as again:
        with again.as_of(f"run:{run.id}") as past:
            assert {row.iri for row in past.records()}
        asked = lost.isoformat(timespec="seconds")
        with pytest.raises(UsageError) as refused, again.as_of(asked):
            pass
        assert (refused.value.message.id, refused.value.message.facts["text"]) == (AsOfText.AS_OF_LOST.id, asked)
        with again.as_of((lost + timedelta(minutes=6)).isoformat(timespec="seconds")) as past:
            assert {row.iri for row in past.records()}


def test_restore__brings_back_no_word_about_what_is_purged(
    registry: Registry, original: RegistryCopy, file: Path
) -> None:
    given = {"by": "officer", "authority": "https://e.vn/authority", "reason": "secretword"}
    registry.registrations.register(ONE, "candidate", **given)
    back_up(registry, file)
    registry.registrations.register(ONE, "standard", note="secretword", **given)
    registry.purge(ONE, by="officer", reason="a court says so")
    assert restore(file, original.url).registered == 2
    assert b"secretword" not in words_of(original.url)
    with Registry.open(original.url) as again:
        assert [one.state for one in again.registrations.history(ONE)] == ["candidate", "standard"]


def test_restore__takes_over_from_another_state(registry: Registry, file: Path, tmp_path: Path) -> None:
    back_up(registry, file)
    registry.withhold(TWO, by="officer", reason="wait")
    url = f"sqlite:///{tmp_path / 'new.db'}"
    report = restore(file, url, newer=registry._database.address)
    assert (report.is_known, report.withheld) == (True, 1)
    assert states(url)[TWO] == "withheld"


def test_restore__gives_no_number_again(registry: Registry, original: RegistryCopy, file: Path) -> None:
    """Whoever follows the changes must not miss those that have numbers of lost ones."""
    back_up(registry, file)
    harvest(registry, original.folder, LATER.replace('"Hai"', '"Hai 2"'))
    newest, run = registry.ledger.changes()[-1].id, max(one.id for one in registry.harvests.runs())
    batch = registry.harvests.new_batch()
    restore(file, original.url)
    with Registry.open(original.url) as again:
        assert again.ledger.changes(after=newest) == []
        assert harvest(again, original.folder, LATER.replace('"Hai"', '"Hai 3"')) == run + 1
        added = again.ledger.changes(after=newest)
        assert added
        assert all(one.id > newest for one in added)
        assert again.harvests.new_batch() == batch + 1


def test_restore__what_came_since_and_was_withdrawn_does_not_come_back(
    registry: Registry, original: RegistryCopy, file: Path
) -> None:
    later = f'{FIRST} <later> a dcat:Dataset ; dct:title "sau"@vi ; dct:description "sau"@vi .'
    back_up(registry, file)
    harvest(registry, original.folder, later)
    registry.withdraw("https://e.vn/later", by="officer", source="a", reason="r")
    assert restore(file, original.url).barred == ("https://e.vn/later",)
    with Registry.open(original.url) as again:
        harvest(again, original.folder, later)
        assert again.get("https://e.vn/later").row.state == "withheld"
        assert b"<https://e.vn/later>" not in export_of(again)


def test_restore__names_runs_that_are_lost(registry: Registry, original: RegistryCopy, file: Path) -> None:
    back_up(registry, file)
    run = harvest(registry, original.folder, LATER.replace('"Hai"', '"Hai 2"')) or 0
    restore(file, original.url)
    with Registry.open(original.url) as again:
        for asked, reason in ((run, RequestsText.RUN_LOST), (run + 1, RequestsText.RUN_UNKNOWN)):
            with pytest.raises(UsageError) as refused, again.as_of(f"run:{asked}"):
                pass
            assert refused.value.message.id == reason.id


def test_restore__names_sources_that_are_as_they_were(registry: Registry, original: RegistryCopy, file: Path) -> None:
    back_up(registry, file)
    assert restore(file, original.url).sources == ()
    moved, new = (source_at(str(write(original.folder, FIRST, name))) for name in ("moved.ttl", "new.ttl"))
    registry.source_list.move("a", moved, by="officer", reason="r")
    registry.source_list.add(new, by="officer")
    registry.source_list.remove("b", "keep-records", by="officer", reason="r")
    report = restore(file, original.url)
    assert report.sources == ("a", "b", "new")
    assert report.as_dict()["sources"] == ["a", "b", "new"]


def test_restore__ends_leases(registry: Registry, original: RegistryCopy, file: Path, tmp_path: Path) -> None:
    with open_database(original.url) as database, database.writing() as connection:
        take_lease(connection, "a")
    back_up(registry, file)
    url = f"sqlite:///{tmp_path / 'new.db'}"
    restore(file, url)
    with open_database(url) as database, database.reading() as connection:
        assert connection.execute(select(leases)).all() == []


# ---------------------------------------------------------------- refused


def test_restore__over_another_registry_is_refused(registry: Registry, file: Path, tmp_path: Path) -> None:
    back_up(registry, file)
    url = f"sqlite:///{tmp_path / 'other.db'}"
    Registry.open(url).close()
    with pytest.raises(RegistryError) as refused:
        restore(file, url)
    assert refused.value.message.id == CopiesText.RESTORE_OF_ANOTHER.id
    with pytest.raises(RegistryError) as refused:
        restore(file, f"sqlite:///{tmp_path / 'new.db'}", newer=url)
    assert refused.value.message.id == CopiesText.RESTORE_OF_ANOTHER.id
    assert not (tmp_path / "new.db").exists()


def test_restore__over_what_cannot_be_read_is_refused(registry: Registry, file: Path, tmp_path: Path) -> None:
    back_up(registry, file)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"x" * 5_000)
    with pytest.raises(RegistryUnavailableError) as refused:
        restore(file, f"sqlite:///{damaged}")
    assert refused.value.reason.id == OpeningText.REGISTRY_NOT_SQLITE.id
    assert damaged.read_bytes() == b"x" * 5_000


@pytest.mark.parametrize("name", ["other.db", "one.ttl", "gone.ttl", "www/.builds/00000001/x.db", ".~lock.x.db#"])
def test_restore__onto_what_something_else_is_made_from_is_refused(
    registry: Registry, file: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name == "other.db":
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE t (a)")
    elif name.endswith(".ttl"):
        path.write_text("<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .", "utf-8")
        registry.source_list.add(source_at(str(path)), by="a", name="read", profile="none")
    back_up(registry, file)
    if name == "gone.ttl":
        path.unlink()
    before = path.read_bytes() if path.exists() else None
    with pytest.raises((UsageError, RegistryUnavailableError)):
        restore(file, f"sqlite:///{path}")
    assert (path.read_bytes() if path.exists() else None) == before
    assert not [*path.parent.glob(".danhmuc-*")]


def test_restore__during_a_harvest_is_refused(registry: Registry, original: RegistryCopy, file: Path) -> None:
    back_up(registry, file)
    with open_database(original.url) as database, database.writing() as connection:
        take_lease(connection, "a")
    with pytest.raises(RegistryError) as refused:
        restore(file, original.url)
    assert refused.value.message.id == StoreText.SOURCE_BUSY.id


def test_restore__of_what_is_no_backup_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    Registry.open(sqlite_url).close()
    text_file = tmp_path / "a.txt"
    text_file.write_text("words" * 1_000, encoding="utf-8")
    os.mkfifo(pipe := tmp_path / "pipe")
    for path in (text_file, tmp_path / "registry.db", pipe):
        with pytest.raises(UsageError) as refused:
            restore(path, f"sqlite:///{tmp_path / 'new.db'}")
        assert refused.value.message.id == CopiesText.NOT_A_BACKUP.id
    with pytest.raises(DanhmucError):
        restore(tmp_path / "absent", f"sqlite:///{tmp_path / 'new.db'}")


def test_restore__of_a_newer_danhmuc_names_the_backup(registry: Registry, file: Path, tmp_path: Path) -> None:
    back_up(registry, file)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999 backup'")
        raw.commit()
    with pytest.raises(RegistryUnavailableError) as refused:
        restore(file, f"sqlite:///{tmp_path / 'new.db'}")
    assert (refused.value.url, refused.value.reason.id) == (str(file), OpeningText.REGISTRY_NEWER.id)


def test_restore__of_a_damaged_backup_changes_nothing(registry: Registry, original: RegistryCopy, file: Path) -> None:
    back_up(registry, file)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE graphs SET triples = 99")
        raw.commit()
    before = export_of(registry)
    with pytest.raises(RegistryError) as refused:
        restore(file, original.url)
    assert refused.value.message.id == CopiesText.RESTORE_UNSOUND.id
    assert export_of(registry) == before


def test_restore__of_a_part_that_was_purged_is_refused(registry: Registry, original: RegistryCopy, file: Path) -> None:
    """In the backup it is within another record, which nobody has purged."""
    part = '<3> dcat:distribution <d> . <d> a dcat:Distribution ; dct:title "Zanzibar 2" .'
    harvest(registry, original.folder, FIRST + part)
    back_up(registry, file)
    harvest(registry, original.folder, FIRST + "<d> a dcat:Dataset .")
    registry.purge("https://e.vn/d", by="officer", reason="a court says so")
    with pytest.raises(RegistryError) as refused:
        restore(file, original.url)
    assert refused.value.message.id == CopiesText.RESTORE_PART_PURGED.id
    assert refused.value.message.facts["record"] == THREE


def test_restore__that_is_broken_off_changes_nothing(
    registry: Registry, original: RegistryCopy, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(registry, file)
    registry.withhold(TWO, by="officer", reason="wait")
    before = export_of(registry), states(original.url)

    def break_off(*args: object, **options: object) -> None:
        replace(*args, **options)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    replace = restores.replace_rows
    monkeypatch.setattr(restores, "replace_rows", break_off)
    with pytest.raises(KeyboardInterrupt):
        restore(file, original.url)
    assert (export_of(registry), states(original.url)) == before
    assert not list(file.parent.glob(".danhmuc-*"))
