"""Rows of columns and datasets of schemas: the step that adds them finds what stored datasets conform to."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from danhmuc.registry import Registry, source_at

from .earlier_schemas import TO_SCHEMA_0013, execute

TURTLE = """
@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @base <https://e.vn/> .
<ds/1> a dcat:Dataset ; dct:title "x <> <http://purl.org/dc/terms/conformsTo> <https://e.vn/no> ." ;
    dcat:distribution [ dct:conformsTo <schema/1> ] ; dct:conformsTo <schema/2> .
<ds/2> a dcat:Dataset ; dct:title "y" .
"""


def links(registry: Registry) -> list[tuple[str, bool]]:
    with registry._database.reading() as connection:
        rows = connection.execute(text("SELECT target, is_inverse FROM schema_links ORDER BY target"))
        return [(target, bool(is_inverse)) for target, is_inverse in rows]


def test_migration__finds_what_stored_datasets_conform_to(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    with Registry.open(database_url) as registry:
        registry.harvest(source_at(str(path)), profile="none")
        written = links(registry)
    assert written == [("https://e.vn/schema/1", False), ("https://e.vn/schema/2", False)]
    execute(database_url, *TO_SCHEMA_0013)
    with Registry.open(database_url) as registry:
        assert links(registry) == written
        assert registry.dictionary.schemas() == []
