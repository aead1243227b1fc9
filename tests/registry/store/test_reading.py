"""Stored graphs, many at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from danhmuc.registry import Registry, parse_record
from danhmuc.registry.store.database import RegistryDatabase
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.reading import graph_bodies, graph_body, places_of, slices
from danhmuc.registry.store.tables import versions
from danhmuc.vocab.errors import RegistryError

DATASET = "<https://e.vn/{}> a <http://www.w3.org/ns/dcat#Dataset> ."


@pytest.fixture
def database(sqlite_url: str) -> Iterator[RegistryDatabase]:
    with Registry.open(sqlite_url) as registry:
        for number in range(3):
            registry.put(parse_record(DATASET.format(number), name="a.ttl"), by="test", profile="none")
    with open_database(sqlite_url) as database:
        yield database


def test_graph_body__is_what_was_put(database: RegistryDatabase) -> None:
    with database.reading() as connection:
        assert graph_body(connection, 2) == parse_record(DATASET.format(1)).canonical.nquads


def test_graph_bodies__more_than_one_statement_names(database: RegistryDatabase) -> None:
    with database.writing() as connection:
        digest = connection.scalar(versions.select().with_only_columns(versions.c.digest).limit(1))
        row = {"record_id": 1, "digest": digest, "by": "test", "created_at": "", "places": "[]", "publicity": ""}
        row["role"] = "record"
        connection.execute(insert(versions), [{**row, "id": number, "number": number} for number in range(10, 1_510)])
        assert len(graph_bodies(connection, range(10, 1_510))) == 1_500


def test_graph_bodies__of_none_are_none(database: RegistryDatabase) -> None:
    with database.reading() as connection:
        assert graph_bodies(connection, []) == {}


def test_graph_bodies__one_that_is_not_there_is_told(database: RegistryDatabase) -> None:
    with database.reading() as connection, pytest.raises(RegistryError, match="version 99 has no graph"):
        graph_bodies(connection, [1, 99])


def test_places_of__a_version(database: RegistryDatabase) -> None:
    with database.reading() as connection:
        assert places_of(connection, 1) == ("a.ttl",)


def test_places_of__a_version_that_is_not_there_are_none(database: RegistryDatabase) -> None:
    with database.reading() as connection:
        assert places_of(connection, 99) == ()


@pytest.mark.parametrize(("number", "sizes"), [(0, []), (1, [1]), (500, [500]), (1_001, [500, 500, 1])])
def test_slices__are_small_enough(number: int, sizes: list[int]) -> None:
    assert [len(some) for some in slices(list(range(number)))] == sizes
