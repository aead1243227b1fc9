"""What the registry keeps of each moment, and what an earlier schema becomes."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from danhmuc.registry import Registry, parse_record, source_at
from danhmuc.registry.harvest.compare import compare
from danhmuc.registry.record.change import PackedGraph
from danhmuc.registry.record.harvested import HarvestReport
from danhmuc.registry.store.batches import write_batch
from danhmuc.registry.store.clock import Stamp
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.stored_rows import newest_versions, stored_links
from danhmuc.vocab import concepts

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
"""
GOOD = '<{0}> a dcat:Dataset ; dct:title "{1}"@vi ; dct:description "d"@vi ; dct:publisher <p> .\n'
AGENT = '<p> a foaf:Agent ; foaf:name "Sở Y tế"@vi .\n'
PAGE = "<page> a hydra:PartialCollectionView ; hydra:next <page-{}> .\n"
CATALOG = '<c> a dcat:Catalog ; dct:title "c"@vi ; dct:description "d"@vi ; dct:publisher <p> ; dcat:dataset {} .\n'


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url, create=True) as opened:
        yield opened


def harvest(
    registry: Registry, folder: Path, content: str, profile: str = "dcat-ap", name: str = "a", **options: Any
) -> HarvestReport:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + content, encoding="utf-8")
    return registry.plan(source_at(str(path)), profile=profile, **options).apply(by="night")


def catalogued(*numbers: int, title: str = "t") -> str:
    members = ", ".join(f"<{number}>" for number in numbers)
    return CATALOG.format(members) + AGENT + "".join(GOOD.format(number, title) for number in numbers)


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with open_database(url) as database, database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def exported(registry: Registry) -> bytes:
    out = BytesIO()
    registry.export("turtle", out)
    return out.getvalue()


def answers(registry: Registry) -> list[object]:
    """What a registry answers of all that it has."""
    found: list[object] = [row.as_dict() for role in ("record", "node") for row in registry.records(role=role)]
    for iri in ("https://e.vn/1", "https://e.vn/c"):
        found += [version.as_dict() for version in registry.ledger.history(iri)]
        found += [finding.code for finding in registry.get(iri).findings]
    return [*found, registry.harvests.rest(), [row.iri for row in registry.records(text="so y te")]]


def test_verdicts__the_same_outcome_refreshes_its_row(registry: Registry, database_url: str, tmp_path: Path) -> None:
    harvest(registry, tmp_path, GOOD.format(1, "t") + AGENT)
    query = "SELECT id, context_digest, accepted FROM verdicts ORDER BY id"
    findings = "SELECT id, verdict_id, code FROM findings ORDER BY id"
    before, said = rows(database_url, query), rows(database_url, findings)
    harvest(registry, tmp_path, GOOD.format(1, "t") + AGENT.replace("Sở", "So"))
    changed = rows(database_url, query)
    # The agent has a new version; the record, of which only the context has changed, none.
    assert [row[0] for row in changed] == [1, 2, 3]
    assert changed[1][1] != before[1][1] or changed[0][1] != before[0][1]
    assert rows(database_url, findings)[: len(said)] == said


def test_verdicts__another_outcome_is_another_row(registry: Registry, database_url: str, tmp_path: Path) -> None:
    harvest(registry, tmp_path, GOOD.format(1, "t") + AGENT)
    harvest(registry, tmp_path, GOOD.format(1, "t") + "<p> a dcat:Dataset .")  # a publisher that is no agent
    dataset = "SELECT version_id FROM records WHERE iri = 'https://e.vn/1'"
    query = f"""SELECT accepted, run_id, until_at, violations > 0,
        (SELECT count(*) FROM findings WHERE verdict_id = verdicts.id) = violations + warnings + infos + unverified
        FROM verdicts WHERE version_id = ({dataset}) ORDER BY id"""
    old, new = rows(database_url, query)
    assert (bool(old[0]), old[1], old[2] is None, bool(old[3])) == (True, 1, False, False)
    assert (bool(new[0]), new[1], new[2], bool(new[3]), bool(new[4])) == (False, 2, None, True, True)
    assert [row.violations > 0 for row in registry.records(verdict="submitted") if row.title == "t"] == [True]
    assert registry.upkeep.check().problems == ()


def test_links__those_of_older_versions_stay_and_count_no_more(
    registry: Registry, database_url: str, tmp_path: Path
) -> None:
    series = "<s> a dcat:DatasetSeries ; dct:title 's'@vi ; dct:description 'd'@vi .\n"
    harvest(registry, tmp_path, GOOD.format(1, "t").replace(" .\n", " ; dcat:inSeries <s> .\n") + series + AGENT)
    harvest(registry, tmp_path, GOOD.format(1, "t") + series + AGENT)
    found = rows(
        database_url, "SELECT target FROM links JOIN versions ON versions.id = links.version_id WHERE number = 1"
    )
    assert ("https://e.vn/s",) in found
    with open_database(database_url) as database, database.reading() as connection:
        assert "https://e.vn/s" not in {link.target for link in stored_links(connection, 1, ("present",))}
    registry.purge("https://e.vn/1", by="court", reason="r")
    assert rows(database_url, "SELECT count(*) FROM links WHERE target = 'https://e.vn/s'") == [(0,)]


def test_memberships__of_what_is_missing_stay_open(registry: Registry, database_url: str, tmp_path: Path) -> None:
    def found() -> list[tuple[Any, ...]]:
        query = (
            "SELECT first_run, last_run, missing_since, ended_by FROM memberships WHERE target LIKE '%/2' ORDER BY id"
        )
        return rows(database_url, query)

    harvest(registry, tmp_path, catalogued(1, 2))
    harvest(registry, tmp_path, catalogued(1))
    harvest(registry, tmp_path, catalogued(1))
    assert found() == [(1, None, 2, None)]
    harvest(registry, tmp_path, catalogued(1, 2))
    assert found() == [(1, 3, 2, 4), (4, None, None, None)]
    harvest(registry, tmp_path, catalogued(1))
    registry.harvests.accept_missing("a", by="officer", reason="r")
    assert found()[1] == (4, 4, 5, None)
    assert registry.upkeep.check().problems == ()


def test_rests__end_and_stay(registry: Registry, database_url: str, tmp_path: Path) -> None:
    query = "SELECT first_run, last_run, ended_by FROM rests ORDER BY id"
    harvest(registry, tmp_path, catalogued(1) + PAGE.format(1))
    counted = registry.harvests.rest()
    harvest(registry, tmp_path, catalogued(1) + PAGE.format(1))
    assert rows(database_url, query) == [(1, None, None)]
    harvest(registry, tmp_path, catalogued(1) + PAGE.format(2))
    assert rows(database_url, query) == [(1, 2, 3), (3, None, None)]
    assert registry.harvests.rest() == counted
    harvest(registry, tmp_path, catalogued(1))
    assert (rows(database_url, query)[1], registry.harvests.rest()) == ((3, 3, 4), {})


def test_rules__stored_once_with_the_first_verdicts(registry: Registry, database_url: str, tmp_path: Path) -> None:
    def counts() -> list[tuple[Any, ...]]:
        names = ("profiles", "list_sets", "bundled_lists")
        return rows(database_url, " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names))

    harvest(registry, tmp_path, GOOD.format(1, "t"), profile="none")
    assert {number for _, number in counts()} == {0}
    for title in ("t", "u"):
        harvest(registry, tmp_path, GOOD.format(1, title))
    assert counts() == [("profiles", 1), ("list_sets", 1), ("bundled_lists", len(concepts.tokens()))]
    query = "SELECT profiles.token, profiles.body, list_sets.lists FROM profiles CROSS JOIN list_sets"
    ((token, body, lists),) = rows(database_url, query)
    assert (token, zlib.decompress(body).count(b"NodeShape") > 10) == ("dcat-ap", True)
    assert json.loads(lists) == dict(concepts.file_digests())
    for _, digest, packed in rows(database_url, "SELECT token, digest, body FROM bundled_lists"):
        assert digest == f"sha256:{hashlib.sha256(zlib.decompress(packed)).hexdigest()}"
    keys = rows(database_url, "SELECT DISTINCT profile_digest, lists_digest FROM verdicts")
    assert keys == rows(database_url, "SELECT profiles.digest, list_sets.digest FROM profiles CROSS JOIN list_sets")
    assert len(registry.vocab.rows()) == len(concepts.tokens())


def test_check__names_what_is_wrong(registry: Registry, database_url: str, tmp_path: Path) -> None:
    harvest(registry, tmp_path, GOOD.format(1, "t") + AGENT)
    wrong = (
        "UPDATE records SET source_digest = 'rdfc10:0' WHERE iri = 'https://e.vn/1'",
        "UPDATE versions SET title = 'x' WHERE title = 't'",
        "UPDATE bundled_lists SET digest = 'sha256:0' WHERE token = 'theme'",
    )
    with open_database(database_url) as database, database.writing() as connection:
        for statement in wrong:
            connection.execute(text(statement))
    found = {problem.id for problem in registry.upkeep.check().problems}
    assert found == {"registry-said-otherwise", "registry-version-described-otherwise", "list-altered"}


def test_original__is_kept_compared_with_and_purged(registry: Registry, database_url: str) -> None:
    said = parse_record(PREFIXES + GOOD.format(1, "said"), name="a.ttl")
    mended = parse_record(PREFIXES + GOOD.format(1, "mended"), name="a.ttl")
    registry.put(said, by="writer", profile="none")
    with open_database(database_url) as database, database.writing() as connection:
        (stored,) = newest_versions(connection, 1, "none").values()
        original = PackedGraph(
            digest=said.digest, triples=said.canonical.triples, body=zlib.compress(said.canonical.nquads)
        )
        change = replace(compare(mended, stored), original=original)
        stamp = Stamp(source_id=1, run_id=None, by="writer", now="2026-01-01T00:00:00+00:00", profile="none")
        write_batch(database, connection, [change], stamp)
        (stored,) = newest_versions(connection, 1, "none").values()
        assert (stored.digest, stored.source_digest) == (mended.digest, said.digest)
        assert compare(replace(mended, original=said.canonical), stored).kind == "unchanged"
    assert registry.upkeep.check().problems == ()
    assert [row.title for row in registry.records()] == ["mended"]
    registry.purge("https://e.vn/1", by="court", reason="r")
    assert b"said" not in b"".join(zlib.decompress(body) for (body,) in rows(database_url, "SELECT body FROM graphs"))
    assert registry.upkeep.check().problems == ()
