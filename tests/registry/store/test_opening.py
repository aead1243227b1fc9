"""What is opened, made, refused, and how it is said; what is no registry stays as it is."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, insert, make_url, select, text

from danhmuc.registry.store.migrations import HEAD
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import settings
from danhmuc.vocab.errors import RegistryUnavailableError, UsageError

WRITER_LOCK = int.from_bytes(b"danhmuc")


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """Each database in turn, with nothing in it."""
    return empty_database_url


def refusal(url: str, *, create: bool = False, wait_seconds: float = 0.2) -> str:
    """Why a registry cannot be opened: one line, without a trace of SQL or Python."""
    with pytest.raises(RegistryUnavailableError) as caught:
        open_database(url, create=create, wait_seconds=wait_seconds)
    said = str(caught.value)
    assert said == " ".join(said.split())
    assert "SELECT" not in said
    assert "Error" not in said
    return str(caught.value.reason)


def run_sql(url: str, *statements: str) -> None:
    """Do something to a database behind danhmuc's back."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
    finally:
        engine.dispose()


def put(url: str, name: str) -> None:
    with open_database(url) as database, database.writing() as connection:
        connection.execute(insert(settings), [{"name": name, "value": ""}])


def count(url: str) -> int:
    with open_database(url) as database, database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(settings)) or 0


# ---------------------------------------------------------------- there, or not


def test_open__makes_one_when_asked(database_url: str) -> None:
    open_database(database_url, create=True).close()
    with open_database(database_url) as database, database.reading() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


def test_open__keeps_what_is_there(database_url: str) -> None:
    open_database(database_url, create=True).close()
    put(database_url, "base")
    open_database(database_url, create=True).close()
    assert count(database_url) == 1


def test_open__says_that_there_is_none(database_url: str) -> None:
    assert "no registry; `danhmuc harvest` creates one" in refusal(database_url)


def test_open__makes_no_file_unasked(tmp_path: Path) -> None:
    refusal(f"sqlite:///{tmp_path}/registry.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["", "?mode=ro"])
@pytest.mark.parametrize("create", [True, False])
def test_open__takes_an_empty_file_for_a_damaged_one(tmp_path: Path, option: str, create: bool) -> None:
    path = tmp_path / "registry.db"
    path.touch()
    assert "damaged: the file is empty" in refusal(f"sqlite:///{path}{option}", create=create)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("step", ["_new_registry", "give_name"])
def test_open__leaves_no_file_if_it_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def stop(*_: object) -> None:
        assert not (tmp_path / "registry.db").exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(f"danhmuc.registry.store.opening.{step}", stop)
    with pytest.raises(KeyboardInterrupt):
        open_database(f"sqlite:///{tmp_path}/registry.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_open__makes_the_file_complete_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("danhmuc.registry.store.opening._use_wal", stop)
    with pytest.raises(KeyboardInterrupt):
        open_database(f"sqlite:///{tmp_path}/registry.db", create=True)
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["registry.db"]
    with open_database(f"sqlite:///{tmp_path}/registry.db"):
        pass


def test_open__makes_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with open_database(f"sqlite:///{tmp_path}/registry.db", create=True) as database:
            with database.writing() as connection:
                connection.exec_driver_sql("INSERT INTO settings VALUES ('a', 'b')")
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"registry.db": 0o600, "registry.db-wal": 0o600, "registry.db-shm": 0o600}


def test_open__works_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    open_database(f"sqlite:///{tmp_path}/registry.db", create=True).close()
    assert [path.name for path in tmp_path.iterdir()] == ["registry.db"]


def test_open__is_found_again_by_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that work for another open the registry by it, from the same folder or not."""
    folder = tmp_path / "50%25"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with open_database("sqlite:///r.db", create=True) as database:
        monkeypatch.chdir(tmp_path)
        open_database(database.address).close()


def test_open__refuses_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "that is a device, a pipe" in refusal(f"sqlite:///{tmp_path}/pipe")


def test_open__needs_the_folder(tmp_path: Path) -> None:
    assert f"no folder {tmp_path}/kho" in refusal(f"sqlite:///{tmp_path}/kho/registry.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_open__tells_a_folder_from_a_file(tmp_path: Path) -> None:
    assert "folder" in refusal(f"sqlite:///{tmp_path}", create=True)


def test_open__a_path_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_database("sqlite:///kho dữ liệu #1.db", create=True) as database:
        monkeypatch.chdir("/")
        with database.reading() as connection:
            connection.execute(select(settings)).all()
    assert [path.name for path in tmp_path.iterdir()] == ["kho dữ liệu #1.db"]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_open__in_memory(url: str) -> None:
    with open_database(url, create=True) as database:
        with database.writing() as connection:
            connection.execute(insert(settings), [{"name": "base", "value": ""}])
        with database.reading() as connection:
            assert connection.scalar(select(settings.c.name)) == "base"


def test_open__sets_sqlite_up(sqlite_url: str) -> None:
    with open_database(sqlite_url, create=True, wait_seconds=1.5) as database, database.writing() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [connection.scalar(text(f"PRAGMA {name}")) for name in pragmas] == ["wal", 1, 1, 1500]


def test_open__returns_a_restored_copy_to_wal(sqlite_url: str, tmp_path: Path) -> None:
    open_database(sqlite_url, create=True).close()
    with closing(sqlite3.connect(tmp_path / "registry.db")) as connection:
        connection.execute("VACUUM INTO ?", [str(tmp_path / "copy.db")])
    with open_database(f"sqlite:///{tmp_path}/copy.db") as database, database.reading() as opened:
        assert opened.scalar(text("PRAGMA journal_mode")) == "wal"


def test_open__waits_for_a_writer_to_return_a_restored_copy_to_wal(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    open_database(f"sqlite:///{path}", create=True).close()
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as writer:
        writer.execute("PRAGMA journal_mode = DELETE")
        writer.execute("BEGIN IMMEDIATE")
        end = threading.Timer(0.2, writer.execute, ["COMMIT"])
        end.start()
        with open_database(f"sqlite:///{path}") as database, database.reading() as connection:
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        end.join()


@pytest.mark.soak
def test_open__loads_no_alembic_where_nothing_is_to_migrate(database_url: str) -> None:
    script = f"""
import sys
from danhmuc.registry.store.opening import open_database
open_database({database_url!r}, create=True).close()
print("alembic" in sys.modules)
"""
    answers = [
        subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert answers == ["False\n", "False\n"]


@pytest.mark.soak
@pytest.mark.parametrize("round_", [1, 2, 3])
def test_open__several_first_openings_at_once(database_url: str, round_: int) -> None:
    script = f"""
import sys, sqlalchemy.dialects
from danhmuc.registry.store.opening import open_database
print("ready", flush=True)
sys.stdin.readline()
open_database({database_url!r}, create=True).close()
"""
    processes = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [(process.communicate()[1], process.returncode) for process in processes] == [("", 0)] * 3
    assert count(database_url) == 0


# ---------------------------------------------------------------- the URL


@pytest.mark.parametrize(
    "url",
    [
        "inventory.db",
        "",
        "sqlite://inventory.db",
        "sqlite://user@/inventory.db",
        "sqlite+aiosqlite:///inventory.db",
        "sqlite:///inventory.db?mode=rwc",
        "sqlite:///inventory.db?ro",
        "postgresql://localhost/inventory",
        "postgresql+psycopg://localhost:port/inventory",
        "mysql+pymysql://localhost/inventory",
    ],
)
def test_url__a_wrong_one_is_a_wrong_request(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"sqlite:///inventory\.db or postgresql|known: mode=ro"):
        open_database(url, create=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://hue:s3cret@127.0.0.1:1/x",
        "postgresql+psycopg://127.0.0.1:1/x?password=s3cret",
        "postgresql://hue:s3cret@127.0.0.1/x",
        "postgresql+psycopg://hue:s3@cret@127.0.0.1:port/x",
        "postgresql+psycopg://hue:s3@cret@127.0.0.1:1/x",
        "postgresql+psycopg://hue:s3/cret@127.0.0.1:1/x",
        "postgresql+psycopg://hue:s3?cret@127.0.0.1:1/x",
        "postgresql+psycopg://hue:s3#cret@127.0.0.1:1/x",
        "postgresql+psycopg://127.0.0.1:port/x?password=s3cret",
        "postgresql+psycopg://127.0.0.1:1/x?sslmode=disable&sslpassword=s3cret",
        "postgresql+psycopg://127.0.0.1:port/x?pass%77ord=s3cret",
        "postgresql+psycopg:/hue:s3cret@127.0.0.1/x",
        "postgresql+psycopg:hue:s3cret@127.0.0.1/x",
        "hue:s3cret@127.0.0.1/x",
        "host=127.0.0.1 user=hue password=s3cret",
        "host=127.0.0.1 password = 's3 cret'",
        "mysql+pymysql://hue:s3cret@127.0.0.1/x",
        "sqlite:///inventory.db?password=s3cret",
        "sqlite://hue:s3cret@/inventory.db",
    ],
)
def test_url__a_password_is_never_shown(url: str) -> None:
    with pytest.raises((UsageError, RegistryUnavailableError)) as caught:
        open_database(url)
    assert "cret" not in f"{caught.value} {caught.value.args} {vars(caught.value)}"


def test_url__is_shown_as_given(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kho dữ liệu.db"
    with open_database(url, create=True) as database:
        assert database.url == url


# ---------------------------------------------------------------- not a registry, or not one for us


def test_open__leaves_a_stranger_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    run_sql(f"sqlite:///{path}", "CREATE TABLE settings (name TEXT)", "CREATE TABLE records (id INTEGER)")
    before = path.read_bytes()
    assert "not a registry's" in refusal(f"sqlite:///{path}", create=True)
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize(
    "rows", [[], ["INSERT INTO alembic_version VALUES ('ae1027a6acf')"]], ids=["unversioned", "foreign"]
)
def test_open__leaves_another_program_as_it_is(database_url: str, rows: list[str]) -> None:
    run_sql(database_url, "CREATE TABLE alembic_version (version_num TEXT)", *rows)
    assert "not a registry's" in refusal(database_url, create=True)


def test_open__asks_for_an_update_before_a_newer_schema(database_url: str) -> None:
    open_database(database_url, create=True).close()
    run_sql(database_url, "UPDATE alembic_version SET version_num = '9999'")
    assert refusal(database_url) == f"made by a newer danhmuc (schema 9999, this one knows {HEAD}); update danhmuc"


@pytest.mark.parametrize("content", [b"M\xc3\xa3,T\xc3\xaan\n" * 500, b"SQLite format 3\0" + b"\xff" * 8176])
def test_open__tells_that_a_file_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "registry.db"
    path.write_bytes(content)
    assert "not a SQLite database" in refusal(f"sqlite:///{path}", create=True)
    assert path.read_bytes() == content


def test_open__tells_that_a_file_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    open_database(f"sqlite:///{path}", create=True).close()
    path.write_bytes(path.read_bytes()[:8192])
    assert "damaged" in refusal(f"sqlite:///{path}")


def test_open__tells_that_another_program_holds_the_file(sqlite_url: str, tmp_path: Path) -> None:
    open_database(sqlite_url, create=True).close()
    with closing(sqlite3.connect(tmp_path / "registry.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert "locked by another process" in refusal(sqlite_url)


def test_open__tells_that_another_process_makes_it(database_url: str, tmp_path: Path) -> None:
    engine = create_engine(database_url)
    lock = "BEGIN IMMEDIATE" if engine.dialect.name == "sqlite" else f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"
    with engine.connect() as other:
        other.exec_driver_sql(lock)
        assert "locked by another process" in refusal(database_url, create=True)
    engine.dispose()


# ---------------------------------------------------------------- a file that cannot be written


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user reaches; pytest's own are closed to all but root."""
    folder = Path(tempfile.mkdtemp(prefix="danhmuc-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def closed(*paths: Path) -> Iterator[None]:
    """Nothing can be written to the paths: by their modes, which root must give up being root to feel."""
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    user = os.geteuid()
    os.seteuid(user or 65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def filed(folder: Path) -> str:
    """A registry with one setting in that folder."""
    url = f"sqlite:///{folder}/registry.db"
    open_database(url, create=True).close()
    (folder / "registry.db").chmod(0o644)  # made for its owner alone
    put(url, "base")
    return url


def test_read_only__a_folder_is_read(folder: Path, filed: str) -> None:
    with closed(folder, folder / "registry.db"):
        assert count(filed) == 1
    assert [path.name for path in folder.iterdir()] == ["registry.db"]


def test_read_only__a_file_is_read(folder: Path, filed: str) -> None:
    folder.chmod(0o777)
    with closed(folder / "registry.db"):
        assert count(filed) == 1
    # Files that SQLite would leave here as the reader's would shut out the writer.
    assert [path.name for path in folder.iterdir()] == ["registry.db"]


def test_read_only__a_registry_in_use_is_read(folder: Path, filed: str) -> None:
    with open_database(filed) as database:
        with database.writing() as connection:
            connection.execute(insert(settings), [{"name": "second", "value": ""}])
        with closed(folder, folder / "registry.db"):
            assert count(filed) == 2


@pytest.mark.parametrize("option", ["", "?mode=ro"])
def test_read_only__writing_is_refused(folder: Path, filed: str, option: str) -> None:
    with closed(folder, folder / "registry.db"), pytest.raises(RegistryUnavailableError, match="read-only"):
        put(filed + option, "second")
    assert count(filed) == 1


def test_read_only__by_request_in_a_folder_that_is_not(filed: str) -> None:
    with pytest.raises(RegistryUnavailableError, match="read-only"):
        put(f"{filed}?mode=ro", "second")
    assert count(f"{filed}?mode=ro") == 1


def test_read_only__a_writer_meanwhile_is_told(folder: Path, filed: str) -> None:
    with ExitStack() as stack:
        with closed(folder, folder / "registry.db"):
            database = stack.enter_context(open_database(filed))
            reading = database.reading()
            reading.__enter__()
        folder.chmod(0o755)
        (folder / "registry.db").chmod(0o644)
        put(filed, "second")
        with pytest.raises(RegistryUnavailableError, match="changed while it was read; try again"):
            reading.__exit__(None, None, None)


def test_read_only__a_writer_between_two_readings_is_seen(folder: Path, filed: str) -> None:
    with ExitStack() as stack:
        with closed(folder, folder / "registry.db"):
            database = stack.enter_context(open_database(filed))
        folder.chmod(0o755)
        (folder / "registry.db").chmod(0o644)
        put(filed, "second")
        with closed(folder, folder / "registry.db"), database.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(settings)) == 2


def test_read_only__what_a_killed_writer_left_is_not_passed_over(folder: Path, filed: str) -> None:
    path = folder / "registry.db"
    with open_database(filed) as database:
        with database.writing() as connection:
            connection.execute(insert(settings), [{"name": "second", "value": ""}])
        left = folder / "left"
        left.mkdir()
        for name in ("registry.db", "registry.db-wal"):
            shutil.copy(folder / name, left / name)
    with closed(left, left / path.name):
        assert "cannot be opened" in refusal(f"sqlite:///{left}/registry.db")
    left.chmod(0o755)


def test_read_only__a_folder_gets_no_registry(folder: Path) -> None:
    with closed(folder):
        assert "Permission denied" in refusal(f"sqlite:///{folder}/registry.db", create=True)


def test_read_only__a_file_that_cannot_be_read_is_told(folder: Path, filed: str) -> None:
    (folder / "registry.db").chmod(0)
    with closed():
        assert "cannot be opened" in refusal(filed)


# ---------------------------------------------------------------- PostgreSQL


def test_postgresql__a_server_that_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "no connection" in refusal(f"postgresql+psycopg://hue@127.0.0.1:{port}/inventory")


@pytest.mark.soak
def test_postgresql__a_server_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert "timeout" in refusal(f"postgresql+psycopg://hue@127.0.0.1:{port}/inventory")


def test_postgresql__a_database_that_does_not_exist(postgresql_url: str) -> None:
    url = make_url(postgresql_url).set(database="nowhere").render_as_string(hide_password=False)
    assert 'database "nowhere" does not exist' in refusal(url, create=True)


def test_postgresql__a_wrong_password() -> None:
    said = b'SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "hue"\0\0'
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def refuse() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(b"E" + (len(said) + 4).to_bytes(4) + said)
                connection.recv(1024)

        server = threading.Thread(target=refuse)
        server.start()
        port = listener.getsockname()[1]
        url = f"postgresql+psycopg://hue:s3cret@127.0.0.1:{port}/inventory?sslmode=disable&gssencmode=disable"
        assert "password authentication failed" in refusal(url)
        server.join()


def test_postgresql__a_read_only_server_is_read(postgresql_url: str) -> None:
    open_database(postgresql_url, create=True).close()
    url = make_url(postgresql_url).update_query_dict({"options": "-c default_transaction_read_only=on"})
    standby = url.render_as_string(hide_password=False)
    assert count(standby) == 0
    with pytest.raises(RegistryUnavailableError, match="read-only"):
        put(standby, "base")


def test_postgresql__a_user_without_rights_is_told(postgresql_url: str) -> None:
    run_sql(postgresql_url, "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    guest = make_url(postgresql_url).set(username="guest").render_as_string(hide_password=False)
    assert "its user may not do this (permission denied" in refusal(guest, create=True)
    run_sql(postgresql_url, "DROP ROLE guest")


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_postgresql__another_encoding_is_refused(postgresql_url: str, encoding: str) -> None:
    engine = create_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE latin TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'"))
        url = make_url(postgresql_url).set(database="latin").render_as_string(hide_password=False)
        for create in (True, False):
            assert f"encoded in {encoding}; a registry needs UTF8" in refusal(url, create=create)
        connection.execute(text("DROP DATABASE latin WITH (FORCE)"))
    engine.dispose()


def test_postgresql__in_a_schema_of_its_own(postgresql_url: str) -> None:
    run_sql(postgresql_url, "CREATE SCHEMA inventory", "CREATE TABLE public.other (id INTEGER)")
    url = make_url(postgresql_url).update_query_dict({"options": "-c search_path=inventory"})
    own = url.render_as_string(hide_password=False)
    open_database(own, create=True).close()
    put(own, "base")
    assert count(own) == 1
