"""Whether one record leaves is answered without a look at all, and the same as by one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from danhmuc.registry import Registry, source_at
from danhmuc.registry.export.one_record import leaving_record
from danhmuc.registry.export.selection import Selection
from danhmuc.registry.store.selecting import candidates
from danhmuc.registry.store.tables import graphs, records, versions

from ...conftest import seeds

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
NON_PUBLIC = "<http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>"
NAMES = "abcdefghij"


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        yield opened


def harvest(registry: Registry, folder: Path, source: str, content: str) -> None:
    path = folder / f"{source}.ttl"
    path.write_text(PREFIXES + content, encoding="utf-8")
    registry.plan(source_at(str(path)), profile="none").apply(by="test")


def test_leaving__of_what_became_a_part_of_a_missing_record(registry: Registry, tmp_path: Path) -> None:
    for content in (
        "<x> a dcat:Dataset . <b> a dcat:Dataset . <c> a dcat:Dataset .",
        "<b> a dcat:Dataset ; dcat:distribution <x> . <x> a dcat:Distribution . <c> a dcat:Dataset .",
        "<c> a dcat:Dataset .",
    ):
        harvest(registry, tmp_path, "a", content)
        harvest(registry, tmp_path, "other", "<x> a dcat:Dataset . <y> a dcat:Dataset .")
    found = registry.reports.leaving("https://e.vn/x", source="a")
    assert (found.leaves, found.reason) == (True, None), "both are missing, so that neither description is the newer"
    harvest(registry, tmp_path, "a", "<b> a dcat:Dataset ; dcat:distribution <x> . <x> a dcat:Distribution .")
    assert registry.reports.leaving("https://e.vn/x", source="a").reason == "within-record"


def test_leaving__of_a_missing_record_reads_no_other_source(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", "<x> a dcat:Dataset . <b> a dcat:Dataset .")
    harvest(registry, tmp_path, "a", "<b> a dcat:Dataset .")
    harvest(registry, tmp_path, "damaged", "<z> a dcat:Dataset .")
    with registry._database.writing() as connection:
        digest = (
            records.select()
            .with_only_columns(versions.c.digest)
            .join(versions, versions.c.id == records.c.version_id)
            .where(records.c.iri == "https://e.vn/z")
        )
        connection.execute(update(graphs).where(graphs.c.digest == digest.scalar_subquery()).values(body=b"?"))
    assert registry.reports.leaving("https://e.vn/x").leaves is True


@pytest.mark.soak
@pytest.mark.parametrize("seed", seeds(30))
def test_leaving__of_any_record_is_what_the_selection_of_all_says(
    registry: Registry, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        for source, names in (("one", NAMES[:8]), ("two", NAMES[4:])):
            harvest(registry, tmp_path, source, "".join(describe(name, chance) for name in names))
    there = [one for one in registry.records() if one.state in ("present", "missing")]
    for record in chance.sample(there, 2):
        act = chance.choice((registry.withdraw, registry.withhold))
        act(record.iri, by="test", source=record.source, reason="r")
    first, second = chance.sample(there, 2)
    if first.iri != second.iri:
        registry.identities.same_as(first.iri, second.iri, by="test", reason="r")
    with registry._database.reading() as connection:
        every = Selection(connection, names_left_out=True)
        rows = list(candidates(connection, None))
        answers = {(one.iri, one.source): leaving_record(connection, one.iri, one.source) for one in rows}
        assert answers == {(one.iri, one.source): every.leaving_as(one) for one in rows}


def describe(name: str, chance: random.Random) -> str:
    """A dataset, with or without a part that may be a record at other times; or nothing."""
    if chance.random() < 0.5:
        return ""
    text = f"<{name}> a dcat:Dataset .\n"
    for part in chance.sample(NAMES, 2):
        text += f"<{name}> dcat:distribution <{part}> .\n"
        if chance.random() < 0.7:
            text += f"<{part}> a dcat:Distribution .\n"
    if chance.random() < 0.1:
        text += f"<{name}> dct:accessRights {NON_PUBLIC} .\n"
    if chance.random() < 0.05:
        text += f"<{name}> dmv:secrecy 'MAT' .\n"
    if chance.random() < 0.2:
        text += f"<r-{name}> a dcat:CatalogRecord ; foaf:primaryTopic <{chance.choice(NAMES)}> .\n"
    return text
