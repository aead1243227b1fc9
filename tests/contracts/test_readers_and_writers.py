"""Readers never wait for a writer, and each sees one state; whoever follows the changes misses none."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import func, select

from danhmuc.registry import Dataset, Registry, restore_backup
from danhmuc.registry.messages.store import RequestsText
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import changes, records, versions
from danhmuc.vocab.errors import UsageError

from .running import Running

READERS: Final = 20

WRITE: Final = """
from danhmuc.registry import Dataset, Registry

url, name, number = arguments
with Registry.open(url) as registry:
    say("ready")
    for round in range(int(number)):
        text = {"vi": f"{name} {round}"}
        registry.put(Dataset(f"https://e.vn/{name}", title=text, description=text), by=name, profile="none")
say("done")
"""


def put(registry: Registry, number: int, words: str) -> None:
    text = {"vi": words}
    registry.put(Dataset(f"https://e.vn/{number}", title=text, description=text), by="test", profile="none")


@pytest.mark.soak
@pytest.mark.postgresql
def test_readers__while_somebody_writes_see_what_was_committed(database_url: str) -> None:
    """All of them read, and are done, before the writer commits: none waited for it."""
    with Registry.open(database_url) as registry:
        for number in range(5):
            put(registry, number, "before")
    at_once = threading.Barrier(READERS)

    def read(_: int) -> tuple[list[str | None], list[str | None]]:
        with Registry.open(database_url, create=False) as registry:
            at_once.wait()
            first = [row.title for row in registry.records()]
            return first, [row.title for row in registry.records()]

    with open_database(database_url) as database, ThreadPoolExecutor(READERS) as executor:
        with database.writing() as connection:
            connection.execute(records.update().values(title="after"))
            seen = list(executor.map(read, range(READERS)))
        after = list(executor.map(read, range(READERS)))
    assert seen == [(["before"] * 5, ["before"] * 5)] * READERS
    assert after == [(["after"] * 5, ["after"] * 5)] * READERS


@pytest.mark.soak
@pytest.mark.postgresql
def test_readers__each_see_one_state_while_it_changes(database_url: str) -> None:
    """A record, its version and its change are of one moment, also between two statements of a reader."""
    with Registry.open(database_url) as registry:
        put(registry, 0, "0")
    ended = threading.Event()

    def read(_: int) -> int:
        rounds = 0
        with open_database(database_url) as database:
            while not ended.is_set() or rounds == 0:
                with database.reading() as connection:
                    queries = (
                        select(func.max(versions.c.number)),
                        select(func.count()).select_from(changes),
                        select(records.c.title),
                        select(func.count()).select_from(versions),
                    )
                    number, rows, title, count = (connection.scalar(query) for query in queries)
                assert (number, rows, title) == (count, count, str(count - 1))
                rounds += 1
        return rounds

    with ThreadPoolExecutor(READERS) as executor:
        reading = [executor.submit(read, number) for number in range(READERS)]
        with Registry.open(database_url) as registry:
            for number in range(1, 8):
                put(registry, 0, str(number))
        ended.set()
        assert all(one.result() > 0 for one in reading)


@pytest.mark.soak
@pytest.mark.postgresql
def test_changes__of_several_writers_are_seen_once_in_the_order_of_their_numbers(database_url: str) -> None:
    """Who asks for all since the last number that it has seen misses nothing, whoever commits when."""
    writers, number = 3, 6
    with Registry.open(database_url) as registry:
        registry.put(Dataset("https://e.vn/first", title={"vi": "x"}), by="test", profile="none")
        since = registry.ledger.changes()[-1].id
        running = [Running(WRITE, database_url, f"w{one}", str(number)) for one in range(writers)]
        seen = []
        is_over = False
        while True:
            rows = registry.ledger.changes(since=since)
            seen += rows
            since = max([since, *(row.id for row in rows)])
            if is_over and not rows:
                break
            is_over = all(not one.process.is_alive() for one in running)
        for one in running:
            one.until("done")
            one.process.join()
        everything = registry.ledger.changes()
    ids = [row.id for row in seen]
    assert ids == sorted(set(ids))
    assert Counter(row.by for row in seen) == {f"w{one}": number for one in range(writers)}
    assert [row.id for row in everything] == [1, *ids]
    assert ids == list(range(2, writers * number + 2))


def test_changes__since_a_row_that_is_lost_are_refused(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        put(registry, 0, "before")
        registry.upkeep.back_up(tmp_path / "backup.db")
        put(registry, 0, "after")
        seen = registry.ledger.changes()[-1].id
    restore_backup(tmp_path / "backup.db", database_url, by="test", reason="x")
    with Registry.open(database_url) as registry:
        with pytest.raises(UsageError) as refused:
            registry.ledger.changes(since=seen)
        assert refused.value.message.id == RequestsText.ROW_LOST.id
        put(registry, 0, "other")
        put(registry, 0, "another")
        # Not even when as many changes came as were lost.
        with pytest.raises(UsageError):
            registry.ledger.changes(since=seen)
        with pytest.raises(UsageError):
            registry.ledger.count_changes(f"row:{seen}")
        assert registry.ledger.changes(since=0) == registry.ledger.changes()
        assert registry.ledger.changes(since=registry.ledger.changes()[-1].id) == []
