"""Rows of columns and datasets of schemas: the step that adds them finds what stored datasets conform to."""

from __future__ import annotations

from sqlalchemy import text

from danhmuc.registry import Registry

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
