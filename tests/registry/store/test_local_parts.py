"""Local IRIs of records: minted once, kept through renames, no two alike, and filled in where they are missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from danhmuc.registry import Registry, source_at
from danhmuc.registry.messages.store import StoreText
from danhmuc.registry.record import local_iri
from danhmuc.registry.record.local_iri import entry_key, local_part
from danhmuc.registry.store.opening import open_database

E = "https://e.vn/"
PREFIXES = (
    "@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
)
KEPT = "".join(f'<o{number}> a dcat:Dataset ; dct:title "o{number}" .\n' for number in range(9))
DATASET = '<{0}> a dcat:Dataset ; dct:title "Không khí" ; dcat:landingPage <page> .\n'


def harvest(registry: Registry, folder: Path, content: str, name: str = "a") -> None:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + content, encoding="utf-8")
    registry.harvest(source_at(str(path)), profile="none", name=name)


def run(url: str, statement: str) -> list[tuple[Any, ...]]:
    with open_database(url) as database, database.writing() as connection:
        done = connection.execute(text(statement))
        return [tuple(row) for row in done] if done.returns_rows else []


def local_of(url: str, iri: str) -> list[str]:
    return [row[0] for row in run(url, f"SELECT local FROM records WHERE iri = '{E}{iri}' ORDER BY source_id")]


def test_local_part__names_source_and_iri() -> None:
    local = local_part("Sở Y tế", E)
    assert local.startswith("S%E1%BB%9F%20Y%20t%E1%BA%BF/")
    assert local != local_part("Sở Y tế", E, 2) != local_part("Sở Y tế", E, 3)


@pytest.mark.parametrize("name", [".", "..", "..."])
def test_local_part__leads_nowhere_else(name: str) -> None:
    assert local_part(name, E).startswith(f"{name}~/")


def test_entry_key__sorts_by_source_then_by_digest() -> None:
    keys = [entry_key(source, f"s/{number}") for source in (2, 10) for number in range(5)]
    assert [key[:8] for key in sorted(keys)] == ["00000002"] * 5 + ["00000010"] * 5
    assert len({key[9:] for key in keys}) == 5


def test_records__have_one_each_of_their_source(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url, create=True) as registry:
        harvest(registry, tmp_path, DATASET.format("a"), "một")
        harvest(registry, tmp_path, DATASET.format("a"), "hai")
        before = local_of(database_url, "a")
        harvest(registry, tmp_path, DATASET.format("a") + '<a> dct:title "Nước" .', "một")
    assert before == [local_part("một", E + "a"), local_part("hai", E + "a")] == local_of(database_url, "a")


def test_rename__keeps_it_and_the_old_iri_gets_another(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url, create=True) as registry:
        harvest(registry, tmp_path, KEPT + DATASET.format("a"))
        harvest(registry, tmp_path, KEPT + DATASET.format("b"))
        registry.identities.rename(E + "a", E + "b", by="officer", reason="moved")
        assert local_of(database_url, "b") == [local_part("a", E + "a")]
        registry.identities.end_redirect(E + "a", by="officer", reason="another one")
        harvest(registry, tmp_path, KEPT + DATASET.format("a") + DATASET.format("b"))
        assert local_of(database_url, "a") == [local_part("a", E + "a", 2)]
        assert registry.upkeep.check().problems == ()


def test_harvest__goes_on_where_digests_are_alike(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[[str], str] = local_iri._digest
    monkeypatch.setattr(local_iri, "_digest", lambda text: real(text) if " " in text else "0" * 16)
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, KEPT)
        harvest(registry, tmp_path, KEPT + DATASET.format("a"))
    locals_ = [row[0] for row in run(sqlite_url, "SELECT local FROM records")]
    assert len(set(locals_)) == len(locals_) == 10
    assert local_of(sqlite_url, "a") == [local_part("a", E + "a", 2)]


def test_check__names_a_record_without_one(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, DATASET.format("a"))
        run(sqlite_url, "UPDATE records SET local = ''")
        assert registry.upkeep.check().problems == (StoreText.LOCAL_IRI_MISSING(iri=E + "a"),)
