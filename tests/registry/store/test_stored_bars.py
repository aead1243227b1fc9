"""Marks of secrecy as rows: one that its source mends has ended, and stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import PAST, bars

from .earlier_schemas import WITH_EARLIER_MARKS, WITH_EARLIER_PAST_MARKS, execute

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


def past_rows(url: str) -> Sequence[Row[Any]]:
    past = PAST["bars"]
    with open_database(url) as database, database.reading() as connection:
        return connection.execute(select(past).order_by(past.c.id, past.c.moment)).all()


def test_mark__ends_when_its_source_says_otherwise(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        for mark, by in ((UNCLEAR, "an"), (UNCLEAR, "bình"), (SECRET, "chi"), (OPEN, "dung"), (SECRET, "em")):
            harvest(registry, tmp_path, mark, by)
        assert registry.check().problems == ()
    found = [(row.kind, row.by, row.ended_by, row.until is None) for row in rows(database_url)]
    assert found == [
        ("unclear", "an", "chi", False),
        ("secret", "chi", "dung", False),
        ("secret", "em", None, True),
    ]


def take_back(url: str) -> None:
    """Make the registry one of the release before, which deleted marks that were lifted."""
    version = "UPDATE alembic_version SET version_num = '0028'"
    execute(url, *WITH_EARLIER_MARKS, *WITH_EARLIER_PAST_MARKS, version)


@pytest.mark.postgresql
def test_upgrade__keeps_marks_and_those_that_were_lifted(database_url: str, tmp_path: Path) -> None:
    with Registry.open(database_url) as registry:
        for mark in (UNCLEAR, SECRET, OPEN, SECRET):
            harvest(registry, tmp_path, mark, "an")
    before, before_past = rows(database_url), past_rows(database_url)
    assert [(row.kind, row.until is None) for row in before] == [
        ("unclear", False),
        ("secret", False),
        ("secret", True),
    ]
    take_back(database_url)
    with Registry.open(database_url) as registry:
        assert registry.check().problems == ()
        harvest(registry, tmp_path, SECRET, "an")
    assert past_rows(database_url) == before_past
    after = rows(database_url)
    # A moment ends with its transaction, which may be a second later than what was written in it.
    assert [row[:8] for row in after] == [row[:8] for row in before]
    assert [(row.ended_by, row.until is None) for row in after] == [(row.ended_by, row.until is None) for row in before]
