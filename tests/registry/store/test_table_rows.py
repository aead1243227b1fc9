"""Rows of whole tables: a digest that tells all values apart, and pages that stay small."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert

from danhmuc.registry.store import registry_copies
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.registry_copies import (
    RowsDigest,
    digest_of_rows,
    last_key,
    pages_of,
)
from danhmuc.registry.store.tables import SEARCH_TABLE, bodies, metadata, settings

ALIKE = [
    (("ab", "c"), ("a", "bc")),
    ((None,), ("",)),
    ((None,), ("n",)),
    ((1,), ("1",)),
    ((1,), (True,)),
    ((0,), (False,)),
    ((b"a",), ("a",)),
    ((1, 2), (12,)),
    (("a",), ("A",)),
    (("\u00e1",), ("a\u0301",)),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_digest__tells_values_apart(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    digests = []
    for row in (one, other):
        digest = RowsDigest()
        digest.add(row)
        digests.append(digest.text())
    assert digests[0] != digests[1]


def test_digest__tells_orders_and_rows_apart() -> None:
    def digest_of(*rows: tuple[object, ...]) -> str:
        digest = RowsDigest()
        for row in rows:
            digest.add(row)
        return digest.text()

    assert digest_of(("a",), ("b",)) != digest_of(("b",), ("a",))
    assert digest_of(("a",), ("b",)) != digest_of(("a", "b"))
    assert digest_of(("a",)) != digest_of(("a",), ("a",))


def test_digest__of_what_it_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError):
        RowsDigest().add((date(2026, 1, 1),))


def test_pages__end_when_they_are_large() -> None:
    large = b"x" * 3_000_000
    assert [len(page) for page in pages_of(iter([("k", large)] * 5))] == [2, 2, 1]
    assert [len(page) for page in pages_of(iter([(1,)] * 2_500))] == [1_000, 1_000, 500]
    assert list(pages_of(iter([]))) == []


@pytest.mark.postgresql
def test_rows__of_large_bodies_are_read_one_at_a_time(database_url: str) -> None:
    with open_database(database_url) as database, database.writing() as connection:
        assert registry_copies._rows_at_once(connection, bodies) == 1_000
        large = b"x" * 5_000_000
        connection.execute(insert(bodies), [{"digest": "a", "size": 1, "body": large}])
        assert registry_copies._rows_at_once(connection, bodies) == 1
        assert digest_of_rows(connection, bodies) != digest_of_rows(connection, settings)


@pytest.mark.postgresql
def test_last_key__is_the_greatest_by_code_points(database_url: str) -> None:
    names = ["a", "B", "\u00e1", "Z", "z", "\u0111", "~"]
    with open_database(database_url) as database, database.writing() as connection:
        connection.execute(insert(settings), [{"name": name, "value": ""} for name in names])
        assert last_key(connection, settings) == (max(names),)
        found = [row[0] for row in registry_copies.table_rows(connection, settings)]
    assert [name for name in found if name in names] == sorted(names)


def test_tables_that_are_copied__are_all_but_the_derived_ones_with_a_key_each() -> None:
    assert {table.name for table in metadata.sorted_tables} == set(metadata.tables) - {SEARCH_TABLE}
    assert [table.name for table in metadata.sorted_tables if not list(table.primary_key)] == []
