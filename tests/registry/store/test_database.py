"""Transactions: one writer, readers as they come, nothing half done, one line when the database refuses."""

from __future__ import annotations

import itertools
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import ProgrammingError

from danhmuc.registry.store.database import RegistryDatabase, translate_errors
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import runs, settings, sources
from danhmuc.vocab.errors import RegistryError, RegistryUnavailableError


@pytest.fixture
def database(database_url: str) -> Iterator[RegistryDatabase]:
    with open_database(database_url, create=True, wait_seconds=0.2) as database:
        yield database


def put(connection: Connection, *names: str) -> None:
    connection.execute(insert(settings), [{"name": name, "value": ""} for name in names])


def names(database: RegistryDatabase) -> list[str]:
    with database.reading() as connection:
        return list(connection.scalars(select(settings.c.name).order_by(settings.c.name)))


def source(number: int, name: str) -> dict[str, object]:
    texts = {"name": name, "location": name, "kind": "dcat", "profile": "none", "created_at": "", "settings": "{}"}
    return {"id": number, "priority": 100, **texts}


def put_source(connection: Connection, *, key: int) -> None:
    connection.execute(insert(sources), [source(key, str(key))])


def is_one_line(error: RegistryError) -> bool:
    said = str(error)
    return not set("\n\r\t") & set(said) and "INSERT" not in said and "SELECT" not in said and "Error" not in said


# ---------------------------------------------------------------- writing


def test_writing__is_kept(database: RegistryDatabase) -> None:
    with database.writing() as connection:
        put(connection, "base")
    assert names(database) == ["base"]


def put_and_raise(database: RegistryDatabase, interruption: type[BaseException]) -> None:
    with database.writing() as connection:
        put(connection, "base")
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
        raise interruption


@pytest.mark.parametrize("interruption", [ValueError, KeyboardInterrupt])
def test_writing__any_exception_undoes_it(database: RegistryDatabase, interruption: type[BaseException]) -> None:
    with pytest.raises(interruption):
        put_and_raise(database, interruption)
    assert names(database) == []


def test_writing__a_second_writer_waits_and_gives_up(database: RegistryDatabase) -> None:
    with (
        database.writing(),
        pytest.raises(RegistryUnavailableError, match="locked by another process") as refusal,
        database.writing(),
    ):
        pass
    assert is_one_line(refusal.value)


def test_writing__a_second_writer_sees_what_the_first_left(database_url: str) -> None:
    with open_database(database_url, create=True) as database:

        def count_up() -> None:
            for _ in range(20):
                with database.writing() as connection:
                    count = connection.scalar(select(func.count()).select_from(settings))
                    put(connection, str(count))

        threads = [threading.Thread(target=count_up) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(map(int, names(database))) == list(range(80))


def test_writing__table_changes_are_undone_too(database: RegistryDatabase) -> None:
    with pytest.raises(ValueError):
        put_and_raise(database, ValueError)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))


def test_writing__foreign_keys_are_held(database: RegistryDatabase) -> None:
    run = dict.fromkeys(["state", "profile", "by", "owner", "started_at", "heartbeat_at", "counts", "kind"], "")
    with pytest.raises(RegistryError, match=r"(?i)foreign key"), database.writing() as connection:
        connection.execute(insert(runs), [{"id": 1, "source_id": 7, **run}])


def test_writing__a_refused_row_is_told_in_one_line(database: RegistryDatabase) -> None:
    with pytest.raises(RegistryError, match=r"(?i)unique") as refusal, database.writing() as connection:
        connection.execute(insert(sources), [source(1, "huế"), source(2, "huế")])
    assert is_one_line(refusal.value)
    assert refusal.value.__cause__ is not None


def test_writing__another_database_speaks_for_itself(database: RegistryDatabase) -> None:
    with (
        closing(sqlite3.connect(":memory:")) as spool,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        database.writing(),
    ):
        spool.execute("SELECT * FROM spool")


@pytest.mark.soak
def test_writing__a_killed_process_leaves_nothing(database_url: str) -> None:
    open_database(database_url, create=True).close()
    script = f"""
import time
from sqlalchemy import insert
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import settings
with open_database({database_url!r}) as database, database.writing() as connection:
    # Larger than SQLite's cache, so that half of it is in the file already.
    connection.execute(insert(settings), [{{"name": str(i), "value": "x" * 10_000}} for i in range(1_000)])
    print("written", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-P", "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
    with open_database(database_url) as database:
        assert names(database) == []
        with database.writing() as connection:
            put(connection, "after")
            if connection.dialect.name == "sqlite":
                assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


def test_writing__a_full_disk_keeps_nothing(sqlite_url: str) -> None:
    with open_database(sqlite_url, create=True) as database:
        with database.reading() as connection:
            connection.execute(text("PRAGMA max_page_count = 1"))
        with pytest.raises(RegistryError, match="full") as refusal, database.writing() as connection:
            connection.execute(insert(settings), [{"name": "large", "value": "x" * 1_000_000}])
        assert is_one_line(refusal.value)
        assert names(database) == []


# ---------------------------------------------------------------- reading


def test_reading__sees_one_state(database: RegistryDatabase) -> None:
    count = select(func.count()).select_from(settings)
    with database.reading() as reader:
        before = reader.scalar(count)
        with database.writing() as writer:
            put(writer, "base")
        assert reader.scalar(count) == before


def test_reading__does_not_wait_for_the_writer(database: RegistryDatabase) -> None:
    with database.writing() as writer:
        put(writer, "base")
        assert names(database) == []


def test_reading__does_not_hold_up_the_writer(database: RegistryDatabase) -> None:
    with database.reading() as reader:
        reader.scalar(select(func.count()).select_from(settings))
        with database.writing() as writer:
            put(writer, "base")
    assert names(database) == ["base"]


def test_reading__changes_nothing(database: RegistryDatabase) -> None:
    with pytest.raises(RegistryUnavailableError, match="read-only"), database.reading() as connection:
        put(connection, "base")
    with database.writing() as connection:
        put(connection, "base")


def test_reading__more_at_once_than_connections(sqlite_url: str) -> None:
    with open_database(sqlite_url, create=True, wait_seconds=0.1) as database, ExitStack() as stack:
        for _ in range(15):
            stack.enter_context(database.reading())
        with pytest.raises(RegistryUnavailableError, match="in use"), database.reading():
            pass


def test_reading__a_text_that_is_no_utf8_is_damage(sqlite_url: str) -> None:
    with (
        open_database(sqlite_url, create=True) as database,
        pytest.raises(RegistryUnavailableError, match=r"damaged .*UTF-8"),
        database.reading() as connection,
    ):
        connection.exec_driver_sql("SELECT CAST(x'ff' AS TEXT)").all()


def test_reading__a_damaged_page_is_told(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    with open_database(f"sqlite:///{path}", create=True) as database, database.writing() as connection:
        connection.execute(insert(settings), [{"name": f"{i:05}", "value": "x" * 500} for i in range(2_000)])
    content = bytearray(path.read_bytes())
    half = len(content) // 2 // 4096 * 4096
    content[half : half + 8 * 4096] = b"\xee" * 8 * 4096
    path.write_bytes(content)
    with (
        open_database(f"sqlite:///{path}") as database,
        pytest.raises(RegistryUnavailableError, match=r"damaged .*backup") as refusal,
        database.reading() as connection,
    ):
        connection.execute(select(settings)).all()
    assert is_one_line(refusal.value)


@pytest.mark.parametrize("kind", ["reading", "writing"])
def test_connection__lost_is_told_and_replaced(postgresql_url: str, kind: str) -> None:
    with open_database(postgresql_url, create=True) as database, open_database(postgresql_url) as other:
        transaction = database.reading if kind == "reading" else database.writing
        with pytest.raises(RegistryUnavailableError, match="connection") as refusal, transaction() as connection:
            end(other, connection.scalar(text("SELECT pg_backend_pid()")))
        assert is_one_line(refusal.value)
        assert names(database) == []


def test_connection__lost_while_idle_is_replaced_unseen(postgresql_url: str) -> None:
    with open_database(postgresql_url, create=True) as database, open_database(postgresql_url) as other:
        with database.reading() as connection:
            process = connection.scalar(text("SELECT pg_backend_pid()"))
        end(other, process)
        assert names(database) == []


def end(database: RegistryDatabase, process: int | None) -> None:
    with database.reading() as connection:
        connection.scalar(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})


# ---------------------------------------------------------------- turns of runs


@pytest.mark.soak
def test_turn_to_write__is_one_after_another(postgresql_url: str) -> None:
    with open_database(postgresql_url, create=True) as database, open_database(postgresql_url) as other:
        order: list[str] = []

        def write(own: RegistryDatabase, name: str) -> None:
            with own.turn_to_write():
                order.append(name)

        waiting = [threading.Thread(target=write, args=(own, "later")) for own in (database, other, other)]
        with database.turn_to_write():
            for thread in waiting:
                thread.start()
            waiting[-1].join(0.3)
            put_one(other, "not a run")  # which needs no turn
            order.append("first")
        for thread in waiting:
            thread.join()
        assert order == ["first", "later", "later", "later"]


@pytest.mark.soak
@pytest.mark.parametrize("held_by", ["another process", "another thread"])
def test_turn_to_write__is_not_waited_for_without_end(held_by: str, postgresql_url: str) -> None:
    with (
        open_database(postgresql_url, create=True, wait_seconds=0.2) as database,
        open_database(postgresql_url) as other,
        (other if held_by == "another process" else database).turn_to_write(),
    ):
        with database.turn_to_write():
            put_one(database, "a")
        assert names(database) == ["a"]


def test_turn_to_write__is_free_when_its_connection_is_lost(postgresql_url: str) -> None:
    with open_database(postgresql_url, create=True) as database, open_database(postgresql_url) as other:
        with database.turn_to_write():
            with other.reading() as connection:
                holder = connection.scalar(text("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"))
            end(other, holder)
            with other.turn_to_write():
                put_one(database, "a")
        with database.turn_to_write():
            assert names(other) == ["a"]


def put_one(database: RegistryDatabase, name: str) -> None:
    with database.writing() as connection:
        put(connection, name)


# ---------------------------------------------------------------- keys, and the rest


def test_next_ids__begin_at_one(database: RegistryDatabase) -> None:
    with database.writing() as connection:
        assert list(itertools.islice(database.next_ids(connection, sources), 3)) == [1, 2, 3]


def test_next_ids__go_on_after_the_newest(database: RegistryDatabase) -> None:
    with database.writing() as connection:
        connection.execute(insert(sources), [source(1, "huế"), source(41, "đà nẵng")])
    with database.writing() as connection:
        assert next(database.next_ids(connection, sources)) == 42


def test_next_ids__of_one_transaction_go_on_wherever_they_are_asked_for(database: RegistryDatabase) -> None:
    with database.writing() as connection:
        put_source(connection, key=next(database.next_ids(connection, sources)))
        assert next(database.next_ids(connection, runs)) == 1
        assert next(database.next_ids(connection, sources)) == 2  # though the first was not written since
    with database.writing() as connection:
        assert next(database.next_ids(connection, sources)) == 3, "what was given is never given again"


def test_next_ids__of_a_transaction_that_was_rolled_back_are_free(database: RegistryDatabase) -> None:
    def stop() -> None:
        with database.writing() as connection:
            put_source(connection, key=next(database.next_ids(connection, sources)))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    with database.writing() as connection:
        assert next(database.next_ids(connection, sources)) == 1


def test_reading__refuses_to_write_after_every_writer(database: RegistryDatabase) -> None:
    for number in range(3):
        with database.writing() as connection:
            put(connection, str(number))
        with pytest.raises(RegistryUnavailableError, match="read-only"), database.reading() as connection:
            put(connection, "x")
    database.rewrite(["settings"])
    with pytest.raises(RegistryUnavailableError, match="read-only"), database.reading() as connection:
        put(connection, "x")
    assert names(database) == ["0", "1", "2"]


def test_close__lets_go_of_the_files(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'registry.db'}", create=True).close()
    assert [path.name for path in tmp_path.iterdir()] == ["registry.db"]


def test_repr__names_the_registry(sqlite_url: str) -> None:
    with open_database(sqlite_url, create=True) as database:
        assert repr(database) == f"Database({sqlite_url!r})"


# ---------------------------------------------------------------- interrupts


URL = "postgresql+psycopg://localhost/r"
BROKEN = ProgrammingError("", {}, Exception("can't change 'autocommit' now: connection in transaction status ACTIVE"))
"""What psycopg says when SQLAlchemy puts a connection in order whose statement was interrupted."""


def interrupt() -> None:
    with translate_errors(URL):
        try:
            raise KeyboardInterrupt
        finally:
            raise BROKEN


def interrupt_and_tidy_up() -> None:
    try:
        raise KeyboardInterrupt
    finally:
        with translate_errors(URL):
            raise BROKEN


def test_translate_errors__an_interrupt_stays_one() -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupt()


def test_translate_errors__of_what_is_tidied_up_after_an_interrupt() -> None:
    with pytest.raises(RegistryError):
        interrupt_and_tidy_up()
