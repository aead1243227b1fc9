"""Rows of sources, and the row that each change of one leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.source_settings import DeclaredSource, DeletionGuard, SourceSettings
from danhmuc.registry.store.database import RegistryDatabase
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.source_rows import (
    RecordedSourceChange,
    add_source,
    recorded_source_changes,
    removal_of,
    retire_source,
    update_source,
)
from danhmuc.registry.store.stored_rows import RegisteredSource, find_source

HUE = DeclaredSource(name="hue", location="/hue", settings=SourceSettings(guard=DeletionGuard(share=0.5)))


@pytest.fixture
def database(database_url: str) -> Iterator[RegistryDatabase]:
    with open_database(database_url, create=True) as database:
        with database.writing() as connection:
            add_source(database, connection, HUE, by="setup")
        yield database


def stored(database: RegistryDatabase) -> RegisteredSource:
    with database.reading() as connection:
        found = find_source(connection, name="hue")
    assert found is not None
    return found


def written(database: RegistryDatabase) -> list[RecordedSourceChange]:
    with database.reading() as connection:
        return recorded_source_changes(connection, "hue")


def update(database: RegistryDatabase, declared: DeclaredSource) -> None:
    with database.writing() as connection:
        update_source(database, connection, stored(database), declared, by="officer", reason="Chuyển máy")


def test_add_source__what_is_not_the_default_has_a_row(database: RegistryDatabase) -> None:
    assert stored(database).declared == HUE
    assert [(row.field, row.before, row.after, row.by) for row in written(database)] == [
        ("location", None, "/hue", "setup"),
        ("kind", None, "rdf", "setup"),
        ("profile", None, "dcat-ap", "setup"),
        ("priority", None, 100, "setup"),
        ("guard.share", None, 0.5, "setup"),
    ]


def test_update_source__one_row_for_each_value_and_none_for_the_same(database: RegistryDatabase) -> None:
    before = len(written(database))
    update(database, HUE)
    assert len(written(database)) == before
    update(database, replace(HUE, priority=5, settings=SourceSettings(internal=True)))
    assert [(row.field, row.before, row.after, row.reason) for row in written(database)[before:]] == [
        ("priority", 100, 5, "Chuyển máy"),
        ("internal", False, True, "Chuyển máy"),
        ("guard.share", 0.5, 0.1, "Chuyển máy"),
    ]
    assert stored(database).settings == SourceSettings(internal=True)


def test_retire_source__until_it_is_declared_again(database: RegistryDatabase) -> None:
    with database.writing() as connection:
        retire_source(database, connection, stored(database), "withdraw", by="officer", reason="Giải thể")
    assert stored(database).retired_at is not None
    with database.reading() as connection:
        assert removal_of(connection, stored(database)) == "withdraw"
    update(database, HUE)
    assert stored(database).retired_at is None
    found = [(row.field, row.before, row.after, row.reason) for row in written(database)[-2:]]
    assert found == [("removed", None, "withdraw", "Giải thể"), ("removed", "withdraw", None, "Chuyển máy")]


def test_harvest__leaves_rows_of_what_it_changes_of_a_source(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .")
    with Registry.open(database_url, create=True) as registry:
        for profile in ("none", None, "dcat-ap"):
            registry.plan(source_at(str(path)), profile=profile).apply(by="night")
        found = [(row.field, row.before, row.after, row.by) for row in registry.source_list.changes("a")]
    assert found[0] == ("location", None, str(path), "night")
    assert found[4:] == [("profile", "none", "dcat-ap", "night")]
