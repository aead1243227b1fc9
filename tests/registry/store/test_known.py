"""What is known of a source, all of it or some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.known import find_source, known_records
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.selecting import barred, described

NUMBER = 1_200
DATASET = "<https://e.vn/{}> a <http://www.w3.org/ns/dcat#Dataset> .\n"
NODE = '<https://e.vn/node> <http://purl.org/dc/terms/title> "x" .\n'


@pytest.fixture
def connection(sqlite_url: str, tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "hue.ttl"
    path.write_text(NODE + "".join(DATASET.format(number) for number in range(NUMBER)))
    with Registry.open(sqlite_url) as registry:
        registry.plan(source_at(str(path)), profile="none").apply()
        registry.withdraw("https://e.vn/7", by="test", source="hue")
    with open_database(sqlite_url) as database, database.reading() as connection:
        yield connection


IRIS = [f"https://e.vn/{number}" for number in range(NUMBER)]


def test_known_records__all(connection: Connection) -> None:
    assert len(known_records(connection, 1, "none")) == NUMBER + 1


@pytest.mark.parametrize("number", [0, 1, 500, 501, NUMBER])
def test_known_records__some(connection: Connection, number: int) -> None:
    found = known_records(connection, 1, "none", [*IRIS[:number], "https://e.vn/unknown"])
    assert sorted(found) == sorted(IRIS[:number])


def test_known_records__of_another_source_are_none(connection: Connection) -> None:
    assert known_records(connection, 2, "none") == {}


def test_known_records__an_unjudged_one_has_no_standing(connection: Connection) -> None:
    known = known_records(connection, 1, "none", IRIS[:1])[IRIS[0]]
    assert (known.judged, known.accepted, known.state, known.role) == ("", None, "present", "record")


@pytest.mark.parametrize(
    ("asked", "found"), [({"name": "hue"}, True), ({"name": "x"}, False), ({"location": "x"}, False)]
)
def test_find_source__by_name_or_location(connection: Connection, asked: dict[str, str], found: bool) -> None:
    assert (find_source(connection, **asked) is not None) == found


def test_described__are_records_and_no_nodes(connection: Connection) -> None:
    assert described(connection, [*IRIS, "https://e.vn/node", "https://e.vn/unknown"]) == set(IRIS)


def test_barred__are_those_that_must_not_leave(connection: Connection) -> None:
    assert barred(connection, IRIS) == {"https://e.vn/7"}
