"""A harvest that reads through a temporary database stores what one in memory stores."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from danhmuc.registry import Registry, source_at
from danhmuc.registry.document_reading import reader
from danhmuc.registry.store.tables import metadata

PREFIXES = """
    @base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix dmv: <https://w3id.org/danhmuc/def#> .
    @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
"""
FIRST = """
    <c> a dcat:Catalog ; dct:title "Danh mục"@vi ; dcat:dataset <1>, <2>, <3> ; dcat:record <r> ; hydra:view <p> .
    <r> a dcat:CatalogRecord ; foaf:primaryTopic <1> . <a> a foaf:Agent ; foaf:name "Sở"@vi .
    <p> a hydra:PartialCollectionView ; hydra:totalItems 3 ; hydra:first <p> . [] dct:title "không ai dẫn tới" .
    <1> a dcat:Dataset ; dct:title "Một"@vi ; dct:publisher <a> ; dct:relation <tương đối/x> .
    <2> a dcat:Dataset ; dcat:distribution [ dct:title "CSV" ] . <3> a dcat:Dataset ; dmv:secrecy "Mức C" .
"""
SECOND = (
    FIRST.replace('"Một"', '"1"')
    .replace("<3> a dcat:Dataset ;", "<3> a dcat:Dataset ; dct:title 'Ba' ;")
    .replace("<2> a dcat:Dataset ;", "<4> a dcat:Dataset ;")
)
SECRET = FIRST.replace('"Mức C"', '"MAT"')
SHORT = FIRST.replace("totalItems 3", "totalItems 4")
BROKEN = f"{FIRST} <x> <y"


def rows(folder: Path, texts: tuple[str, ...]) -> dict[str, list[str]]:
    """All rows after a harvest of each text, without times and salt."""
    folder.mkdir()
    url, file = f"sqlite:///{folder / 'r.db'}", folder.parent / "a.ttl"
    with Registry.open(url) as registry:
        for turtle in texts:
            file.write_text(PREFIXES + turtle)
            registry.harvest(source_at(str(file)), profile="dcat-ap")
        assert registry.upkeep.check().problems == ()
    engine = create_engine(url)
    hidden = {"since", "until", "at", "owner", "token", "value", "basis"}
    with engine.connect() as connection:
        found = {
            table.name: [
                re.sub(r'"seconds": {.*?}', "", str(tuple(row)))
                for row in connection.execute(
                    select(*(one for one in table.columns if not one.name.endswith("_at") and one.name not in hidden))
                )
            ]
            for table in metadata.sorted_tables
            if table.name not in ("bars", "past_bars", "moments")
        }
    engine.dispose()
    return found


@pytest.mark.parametrize(
    "texts",
    [(FIRST, SECOND, FIRST), (FIRST, SECRET), (FIRST, SHORT, BROKEN)],
    ids=["changes", "a secret", "less than announced, then broken"],
)
def test_harvest__through_a_temporary_database_stores_the_same(
    texts: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_memory = rows(tmp_path / "memory", texts)
    monkeypatch.setattr(reader, "is_spooled", lambda _, **__: True)
    assert rows(tmp_path / "spooled", texts) == in_memory
