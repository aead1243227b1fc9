"""Who is at a source: runs of the living are left alone, those of the dead are closed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from danhmuc.registry.record.source_settings import DeclaredSource
from danhmuc.registry.store import runs
from danhmuc.registry.store.database import RegistryDatabase
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.runs import newest_run, open_run
from danhmuc.registry.store.source_rows import add_source
from danhmuc.registry.store.stored_rows import RegisteredSource
from danhmuc.registry.store.tables import runs as table
from danhmuc.vocab.errors import RegistryError

HOST = socket.gethostname()


@pytest.fixture
def database(sqlite_url: str) -> Iterator[RegistryDatabase]:
    with open_database(sqlite_url, create=True) as database:
        yield database


@pytest.fixture
def source(database: RegistryDatabase) -> RegisteredSource:
    with database.writing() as connection:
        declared = DeclaredSource(name="hue", location="/hue", profile="none")
        return add_source(database, connection, declared, by="test")


def begun(database: RegistryDatabase, source: RegisteredSource, owner: str, *, silent: timedelta = timedelta()) -> None:
    """A run that somebody has opened."""
    then = (datetime.now(UTC) - silent).isoformat(timespec="seconds")
    row = {
        "id": 1,
        "source_id": source.id,
        "state": "running",
        "profile": "none",
        "by": "test",
        "owner": owner,
        "started_at": then,
        "heartbeat_at": then,
        "counts": "{}",
    }
    with database.writing() as connection:
        connection.execute(insert(table), [row])


def opened(database: RegistryDatabase, source: RegisteredSource) -> list[tuple[str, str | None]]:
    """State and reason of all runs when the next has been opened."""
    with database.writing() as connection:
        basis = newest_run(connection, source.id)
        open_run(database, connection, source, basis=basis, profile="none", by="test")
        return [
            (state, why) for state, why in connection.execute(select(table.c.state, table.c.why).order_by(table.c.id))
        ]


CLOSED = [("failed", '{"id": "run-interrupted", "facts": {}}'), ("running", None)]


def own(start: str | None = None) -> str:
    return f"{HOST}:{os.getpid()}:{runs._start(os.getpid()) if start is None else start}"


def test_open_run__a_run_of_this_process_is_alive(database: RegistryDatabase, source: RegisteredSource) -> None:
    begun(database, source, own())
    with pytest.raises(RegistryError, match=f"is being harvested by {HOST}:{os.getpid()} since"):
        opened(database, source)


def test_open_run__a_process_of_the_same_number_is_another(
    database: RegistryDatabase, source: RegisteredSource
) -> None:
    begun(database, source, own("before"))
    assert opened(database, source) == CLOSED


def test_open_run__a_process_that_is_not_there_is_dead(database: RegistryDatabase, source: RegisteredSource) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    begun(database, source, f"{HOST}:{gone.pid}:whenever")
    assert opened(database, source) == CLOSED


def test_open_run__a_process_elsewhere_is_alive_while_it_is_heard(
    database: RegistryDatabase, source: RegisteredSource
) -> None:
    begun(database, source, "elsewhere:1:x", silent=timedelta(minutes=59))
    with pytest.raises(RegistryError, match="is being harvested by elsewhere:1 since"):
        opened(database, source)


def test_open_run__a_process_elsewhere_is_dead_after_an_hour(
    database: RegistryDatabase, source: RegisteredSource
) -> None:
    begun(database, source, "elsewhere:1:x", silent=timedelta(minutes=61))
    assert opened(database, source) == CLOSED


@pytest.fixture
def without_proc(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that does not tell when a process was started."""
    monkeypatch.setattr(runs, "_start", lambda _: "")


@pytest.mark.usefixtures("without_proc")
@pytest.mark.parametrize("process", [os.getpid(), 1], ids=["this", "init"])
def test_open_run__without_proc_a_process_is_alive_while_it_is_heard(
    database: RegistryDatabase, source: RegisteredSource, process: int
) -> None:
    begun(database, source, f"{HOST}:{process}:")
    with pytest.raises(RegistryError, match="is being harvested by"):
        opened(database, source)


@pytest.mark.usefixtures("without_proc")
def test_open_run__without_proc_a_process_that_is_not_there_is_dead(
    database: RegistryDatabase, source: RegisteredSource
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    begun(database, source, f"{HOST}:{gone.pid}:")
    assert opened(database, source) == CLOSED


def test_open_run__threads_of_one_process_do_not_meet(database: RegistryDatabase, source: RegisteredSource) -> None:
    told: list[object] = []

    def second() -> None:
        try:
            opened(database, source)
        except RegistryError as error:
            told.append(error)

    opened(database, source)
    thread = threading.Thread(target=second)
    thread.start()
    thread.join()
    assert len(told) == 1


def test_open_run__another_source_s_run_is_no_hindrance(database: RegistryDatabase, source: RegisteredSource) -> None:
    opened(database, source)
    with database.writing() as connection:
        declared = DeclaredSource(name="danang", location="/danang", profile="none")
        other = add_source(database, connection, declared, by="test")
        assert open_run(database, connection, other, basis=0, profile="none", by="test").run_id == 2


def test_add_source__a_taken_name_is_refused(database: RegistryDatabase, source: RegisteredSource) -> None:
    with (
        pytest.raises(RegistryError, match="the name 'hue' is taken by the source at /hue"),
        database.writing() as connection,
    ):
        add_source(database, connection, DeclaredSource(name="hue", location="/other"), by="test")


def test_newest_run__none_is_zero(database: RegistryDatabase, source: RegisteredSource) -> None:
    with database.reading() as connection:
        assert newest_run(connection, source.id) == 0
