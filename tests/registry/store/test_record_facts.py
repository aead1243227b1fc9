"""Facts of records that leave, on both databases: when they were first stored, by which profile, whether missing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from danhmuc.registry import Registry, source_at
from danhmuc.registry.export.closure import Closure
from danhmuc.registry.export.selection import Selection
from danhmuc.registry.store.opening import open_database

E = "https://e.vn/"
PREFIXES = (
    "@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
)
DATASET = '<{0}> a dcat:Dataset ; dct:title "{1}"@vi ; dct:description "d"@vi .\n'


def test_facts__of_changed_and_missing_records(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    others = "".join(DATASET.format(f"o{number}", "o") for number in range(9))
    with Registry.open(database_url, create=True) as registry:
        for content in (DATASET.format("a", "1") + DATASET.format("gone", "1"), DATASET.format("a", "2")):
            path.write_text(PREFIXES + others + content, encoding="utf-8")
            registry.harvest(source_at(str(path)), profile="dcat-ap", name="một hai")
    with open_database(database_url) as database:
        with database.writing() as connection:
            connection.execute(text("UPDATE versions SET created_at = '2020-01-01T00:00:00Z' WHERE number = 1"))
        with database.reading() as connection:
            found = Closure(connection, Selection(connection)).of([E + "a", E + "gone"])
    changed, missing = (one.facts for one in found.records)
    assert changed is not None
    assert missing is not None
    assert changed.created_at == "2020-01-01T00:00:00Z" < changed.changed_at
    assert missing.created_at == missing.changed_at == "2020-01-01T00:00:00Z"
    assert (changed.is_missing, missing.is_missing) == (False, True)
    assert (changed.source, changed.profile, changed.verdict) == ("một hai", "dcat-ap", "accepted")
    assert changed.local.startswith("m%E1%BB%99t%20hai/")
    assert changed.local != missing.local
