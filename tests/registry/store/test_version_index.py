"""Packed versions are the same as those that were packed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store import stored_rows
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.stored_rows import VersionIndex, all_versions, newest_versions
from danhmuc.registry.store.tables import records, verdicts, versions

TURTLE = """
    @base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    <1> a dcat:Dataset ; dct:title "Một"@vi ; dct:publisher <a> . <2> a dcat:Dataset . <a> dct:title "A" .
"""


def test_version_index__has_the_versions_that_are_stored(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE)
    with Registry.open(database_url) as registry:
        registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="vn")
        (tmp_path / "a.ttl").write_text(TURTLE.replace("<2> a dcat:Dataset .", ""))
        registry.harvest(source_at(str(tmp_path / "a.ttl")))
        registry.withhold("https://e.vn/1", by="test", reason="x")
    with open_database(database_url, create=False) as database:
        with database.writing() as connection:
            # As no release writes them: a digest of another form, a verdict that is missing.
            first, second = connection.scalars(select(records.c.id).order_by(records.c.id).limit(2)).all()
            connection.execute(records.update().where(records.c.id == first).values(source_digest="ordered:ABC def"))
            of_second = select(versions.c.id).where(versions.c.record_id == second)
            connection.execute(verdicts.update().where(verdicts.c.version_id.in_(of_second)).values(until_at="x"))
        with database.reading() as connection:
            stored = newest_versions(connection, 1, "vn")
            assert all_versions(connection, 1, "vn") == stored
            monkeypatch.setattr(stored_rows, "_FEW", 2)
            index = all_versions(connection, 1, "vn")
    assert isinstance(index, VersionIndex)
    assert dict(index.items()) == stored
    assert (len(index), "https://e.vn/1" in index, index.get("https://e.vn/9")) == (3, True, None)
