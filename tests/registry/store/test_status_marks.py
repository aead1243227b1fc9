"""What statuses say, in the column of versions: as it is written, and as the migration fills it in."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import Registry, source_at

from .earlier_schemas import TO_SCHEMA_0013

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


@pytest.mark.postgresql
def test_migration__fills_in_what_a_harvest_writes(database_url: str, tmp_path: Path) -> None:
    bodies: dict[str, str] = {}
    with Registry.open(database_url, create=True) as registry:
        for changed in RUNS:
            bodies |= changed
            turtle = "".join(
                f'<{name}> a dcat:Dataset ; dct:title "{name}" {body} .\n' for name, body in bodies.items()
            )
            (tmp_path / "a.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
            registry.plan(source_at(str(tmp_path / "a.ttl")), name="a", profile="none").apply(by="test")
    query = """SELECT records.iri, versions.number, versions.publicity FROM versions
        JOIN records ON records.id = versions.record_id ORDER BY records.iri, versions.number"""
    written = run(database_url, query)
    marks = [str(publicity).partition(":")[0] for _, _, publicity in written]
    assert marks[:7] == ["0000", "0000", "00001", "00001", "00001", "0000", "00001"]
    assert marks[7:] == ["00001", "0000?", "00001", "0000", "0000?", "2000", "90001", "00001", "0000?"]
    run(database_url, "UPDATE versions SET publicity = replace(replace(publicity, '00001', '0000'), '?', '')")
    run(database_url, "UPDATE versions SET publicity = replace(publicity, '90001', '9000')")
    for statement in TO_SCHEMA_0013:
        run(database_url, statement)
    assert run(database_url, query) != written
    with Registry.open(database_url) as registry:
        assert [one.iri[-1] for one in registry.records(state="retired")] == ["a", "c", "d", "h", "i"]
        assert registry.check().problems == ()
    assert run(database_url, query) == written
