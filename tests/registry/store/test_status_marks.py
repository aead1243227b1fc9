"""What statuses say, in the column of versions: as it is written, and as the migration fills it in."""

from __future__ import annotations

from sqlalchemy import create_engine, text

STATUS = "http://www.w3.org/ns/adms#status"
PREFIXES = f"""@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix s: <http://publications.europa.eu/resource/authority/dataset-status/> . @prefix adms: <{STATUS[:-6]}> .
@prefix access: <http://publications.europa.eu/resource/authority/access-right/> .
"""
RUNS = (
    {
        "a": "",
        "b": "; adms:status s:WITHDRAWN",
        "c": '; adms:status "Đã rút"@vi',
        "d": "; adms:status <http://purl.org/adms/status/Withdrawn> , <https://a.example/live>",
        "e": "; adms:status <https://a.example/live>",
        "f": "; adms:status s:WITHDRAWN",
        "g": "; adms:status s:OP_DATPRO ; dct:accessRights access:NON_PUBLIC",
        "h": "; adms:status s:WITHDRAWN ; dct:accessRights <https://a.example/odd>",
        "i": '; adms:status "http://purl.org/adms/status/Withdrawn"',
        "j": '; adms:status "không \\"rút\\"" ; dcat:distribution <j1> . <j1> adms:status s:WITHDRAWN',
    },
    {"b": "; adms:status [ dct:title 'odd' ]", "f": "", "a": "; adms:status s:DISCONT"},
    {"b": "; adms:status s:COMPLETED", "f": "; adms:status 'odd'", "a": "; adms:status s:WITHDRAWN"},
)


def run(url: str, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()
