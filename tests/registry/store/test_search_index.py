"""The index of words: what it says where it cannot be, and what it takes."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from danhmuc.registry import Dataset, Registry
from danhmuc.registry.record.search_words import WordFields, packed_fields
from danhmuc.registry.store.database import registry_error
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.search_index import write_words


def test_without_fts5__says_so_in_one_line() -> None:
    cause = sqlite3.OperationalError("no such module: fts5")
    error = registry_error("sqlite:///r.db", OperationalError("CREATE VIRTUAL TABLE", {}, cause))
    assert "FTS5" in str(error)
    assert "\n" not in str(error)


@pytest.mark.postgresql
def test_index__takes_the_longest_record_there_may_be(database_url: str) -> None:
    words = WordFields()
    words.add_iri("https://e.vn/" + "ê" * 4_000)
    for name in ("title", "named", "described"):
        words.add_text(name, [" ".join(f"{'đ東' * 9}{name}{number}" for number in range(9_000)), "x " * 900])
    for number in range(3_000):
        words.add_identifier(f"{number}{'東' * 700}")
    packed = words.pack()
    assert max(map(len, packed_fields(packed))) > 40_000
    with Registry.open(database_url) as registry:
        registry.put(Dataset("https://e.vn/1", title={"vi": "Sông"}), by="p")
    with open_database(database_url) as database, database.writing() as connection:
        write_words(connection, [(1, packed)], known=[1])
        assert connection.scalar(text("SELECT count(*) FROM search_words")) == 1
