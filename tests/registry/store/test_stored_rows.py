"""What is known of a source, all of it or some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.record import Link, Membership
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.selecting import find_described
from danhmuc.registry.store.stored_bars import read_bars
from danhmuc.registry.store.stored_rows import (
    current_memberships,
    find_source,
    links_to,
    members_of,
    memberships_of,
    newest_versions,
    stored_links,
)

NUMBER = 1_200
DATASET = "<https://e.vn/{}> a <http://www.w3.org/ns/dcat#Dataset> .\n"
NODE = '<https://e.vn/node> <http://purl.org/dc/terms/title> "x" .\n'


@pytest.fixture(scope="module")
def filled_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A registry that no test changes."""
    folder = tmp_path_factory.mktemp("stored")
    url = f"sqlite:///{folder / 'registry.db'}"
    path = folder / "hue.ttl"
    path.write_text(NODE + "".join(DATASET.format(number) for number in range(NUMBER)))
    with Registry.open(url) as registry:
        registry.plan(source_at(str(path)), profile="none").apply()
        registry.withdraw("https://e.vn/7", by="test", source="hue")
    return url


@pytest.fixture
def connection(filled_url: str) -> Iterator[Connection]:
    with open_database(filled_url) as database, database.reading() as connection:
        yield connection


IRIS = [f"https://e.vn/{number}" for number in range(NUMBER)]


def test_newest_versions__all(connection: Connection) -> None:
    assert len(newest_versions(connection, 1, "none")) == NUMBER + 1


@pytest.mark.parametrize("number", [0, 1, 500, 501, NUMBER])
def test_newest_versions__some(connection: Connection, number: int) -> None:
    found = newest_versions(connection, 1, "none", [*IRIS[:number], "https://e.vn/unknown"])
    assert sorted(found) == sorted(IRIS[:number])


def test_newest_versions__of_another_source_are_none(connection: Connection) -> None:
    assert newest_versions(connection, 2, "none") == {}


def test_newest_versions__one_that_was_not_validated_has_no_verdict(connection: Connection) -> None:
    known = newest_versions(connection, 1, "none", IRIS[:1])[IRIS[0]]
    assert (known.verdict_key, known.accepted, known.state, known.role) == ("", None, "present", "record")


@pytest.mark.parametrize(
    ("asked", "found"), [({"name": "hue"}, True), ({"name": "x"}, False), ({"location": "x"}, False)]
)
def test_find_source__by_name_or_location(connection: Connection, asked: dict[str, str], found: bool) -> None:
    assert (find_source(connection, **asked) is not None) == found


def test_described__are_records_and_no_nodes(connection: Connection) -> None:
    assert find_described(connection, [*IRIS, "https://e.vn/node", "https://e.vn/unknown"]) == set(IRIS)


def test_barred__are_those_that_must_not_leave(connection: Connection) -> None:
    bars = read_bars(connection)
    assert {iri for iri in IRIS if bars.of_any_version(iri)} == {"https://e.vn/7"}


# ---------------------------------------------------------------- who names whom


LINKED = """
@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
<k> a dcat:Catalog ; dcat:dataset <1> , <2> , <elsewhere> . <1> a dcat:Dataset .
<2> a dcat:Dataset ; dcat:inSeries <s> .
<s> a dcat:DatasetSeries . <w> a dcat:DataService ; dcat:servesDataset <1> , <2> .
"""


@pytest.fixture
def linked(sqlite_url: str, tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "hue.ttl"
    path.write_text(LINKED)
    with Registry.open(sqlite_url) as registry:
        registry.plan(source_at(str(path)), profile="none").apply()
        registry.withdraw("https://e.vn/w", by="test", source="hue")
    with open_database(sqlite_url) as database, database.reading() as connection:
        yield connection


def ends(rows: Iterable[Link | Membership]) -> set[str]:
    pairs = (row[::2] if isinstance(row, Link) else (row.catalog, row.target) for row in rows)
    return {" ".join(iri.removeprefix("https://e.vn/") for iri in pair) for pair in pairs}


def test_links__of_what_is_in_some_states(linked: Connection) -> None:
    assert ends(stored_links(linked, 1, ["present"])) == {"2 s"}
    assert ends(stored_links(linked, 1, ["present", "withdrawn"])) == {"2 s", "w 1", "w 2"}
    assert stored_links(linked, 2, ["present"]) == []


def test_links_to__some_iris(linked: Connection) -> None:
    assert ends(links_to(linked, 1, ["https://e.vn/s", "https://e.vn/1"], ["present"])) == {"2 s"}
    assert ends(links_to(linked, 1, ["https://e.vn/1"], ["withdrawn"])) == {"w 1"}
    assert ends(links_to(linked, 2, ["https://e.vn/s"], ["present"])) == set()


def test_memberships__by_either_end(linked: Connection) -> None:
    assert ends(current_memberships(linked, 1)) == {"k 1", "k 2", "k elsewhere"}
    assert ends(members_of(linked, 1, ["https://e.vn/k"], ["held"])) == {"k 1", "k 2", "k elsewhere"}
    assert ends(members_of(linked, 1, ["https://e.vn/k"], ["present"])) == {"k elsewhere"}
    assert ends(members_of(linked, 1, ["https://e.vn/1"], ["held"])) == set()
    assert ends(memberships_of(linked, 1, ["https://e.vn/1", "https://e.vn/s"], ["present"])) == {"k 1"}
    assert ends(memberships_of(linked, 1, ["https://e.vn/1"], ["missing"])) == set()


@pytest.mark.parametrize("table", ["links", "memberships"])
def test_incoming__are_found_by_an_index(linked: Connection, table: str) -> None:
    found: list[str] = []

    def explain(_: object, cursor: Any, statement: str, given: Any, *more: object) -> None:
        if f"{table}.target IN" in statement:
            rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", given)
            found.extend(row[-1] for row in rows)

    event.listen(linked, "before_cursor_execute", explain)
    ask = links_to if table == "links" else memberships_of
    list(ask(linked, 1, ["https://e.vn/1"], ["present"]))
    assert any(f"ix_{table}_source_id_target" in line for line in found)
