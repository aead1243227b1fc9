"""A registry is known again, whatever its database."""

from __future__ import annotations

from pathlib import Path

from danhmuc.registry import Registry
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.settings import registry_fingerprint


def fingerprint(url: str) -> str | None:
    database = open_database(url)
    with database.reading() as connection:
        found = registry_fingerprint(connection)
    database.close()
    return found


def test_registry_fingerprint__is_of_one_registry(database_url: str, tmp_path: Path) -> None:
    Registry.open(database_url).close()
    first = fingerprint(database_url)
    assert first is not None
    assert first.startswith("sha256:")
    Registry.open(database_url).close()
    assert fingerprint(database_url) == first
    other = f"sqlite:///{tmp_path / 'other.db'}"
    Registry.open(other).close()
    assert fingerprint(other) != first
