"""Marks of secrecy as rows: one that its source mends has ended, and stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import bars

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
"""
OTHER = '<other> a dcat:Dataset ; dct:title "Khác"@vi .'
UNCLEAR, SECRET, OPEN = '; dmv:secrecy "Mức C"', '; dmv:secrecy "MAT"', ""


def harvest(registry: Registry, folder: Path, mark: str, by: str) -> None:
    path = folder / "a.ttl"
    path.write_text(f'{PREFIXES}<x> a dcat:Dataset ; dct:title "Tên"@vi {mark} . {OTHER}', encoding="utf-8")
    registry.harvest(source_at(str(path)), profile="none", by=by)


def rows(url: str) -> Sequence[Row[Any]]:
    with open_database(url) as database, database.reading() as connection:
        return connection.execute(select(bars).order_by(bars.c.id)).all()


def test_mark__ends_when_its_source_says_otherwise(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        for mark, by in ((UNCLEAR, "an"), (UNCLEAR, "bình"), (SECRET, "chi"), (OPEN, "dung"), (SECRET, "em")):
            harvest(registry, tmp_path, mark, by)
        assert registry.upkeep.check().problems == ()
    found = [(row.kind, row.by, row.ended_by, row.until is None) for row in rows(database_url)]
    assert found == [
        ("unclear", "an", "chi", False),
        ("secret", "chi", "dung", False),
        ("secret", "em", None, True),
    ]
