"""Purged: none of its words is in the bytes of the database, and none comes back."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import Registry, parse_record, source_at
from danhmuc.registry.store.opening import open_database
from danhmuc.vocab.errors import RecordError, RegistryUnavailableError, UsageError

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
WORDS = ("Zanzibar", "Quagmire", "Xylophone", "Vexillology", "Numismatics")
SECRET = (
    '<1> a dcat:Dataset ; dct:titel "misspelt" ; dct:title "Zanzibar"@vi ; dct:description "Quagmire"@vi ;'
    ' dct:identifier "Xylophone" ; dct:issued "Vexillology" ; dcat:distribution <Numismatics> .'
    "<Numismatics> a dcat:Distribution ; dcat:accessURL <https://e.vn/f> ."
)
OTHER = (
    '<2> a dcat:Dataset ; dct:title "Other"@vi ; dct:description "o"@vi ; dct:relation <1> .'
    "<c> a dcat:Catalog ; dcat:dataset <1>, <2> ."
)
ONE = "https://e.vn/1"


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url) as opened:
        yield opened


def harvest(registry: Registry, tmp_path: Path, content: str = SECRET + OTHER) -> object:
    (tmp_path / "a.ttl").write_text(PREFIXES + content, encoding="utf-8")
    return registry.plan(source_at(str(tmp_path / "a.ttl")), profile="dcat-ap").apply(by="test")


def words_in(url: str, folder: Path) -> set[str]:
    """The words that stand in the files of the database, or in any row or body of one on a server."""
    if url.startswith("sqlite"):
        data = b"".join(path.read_bytes() for path in folder.glob("registry.db*"))
        return {word for word in WORDS if word.encode() in data}
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        rows = [repr(tuple(row)) for table in tables for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
    engine.dispose()
    return {word for word in WORDS if any(word in row for row in rows)}


def unpacked(registry: Registry) -> bytes:
    """All graphs and raw documents, which are packed in the database."""
    import zlib

    from danhmuc.registry.store.tables import bodies, graphs, rests

    with registry._database.reading() as connection:
        return b"".join(
            zlib.decompress(body)
            for table in (graphs, rests, bodies)
            for body in connection.scalars(table.select().with_only_columns(table.c.body))
        )


def test_purge__none_of_its_words_is_left(registry: Registry, database_url: str, tmp_path: Path) -> None:
    harvest(registry, tmp_path)
    harvest(registry, tmp_path, SECRET.replace("Quagmire", "Quagmire Quagmire") + OTHER)
    assert words_in(database_url, tmp_path) >= {"Zanzibar", "Numismatics"}
    assert b"Quagmire" in unpacked(registry)
    (change,) = registry.purge(ONE, by="officer", reason="a court says so")
    assert change.kind == "purged"
    assert words_in(database_url, tmp_path) == set()
    assert not [word for word in WORDS if word.encode() in unpacked(registry)]
    assert not registry.upkeep.check().problems
    newest = registry.ledger.changes(iri=ONE)[-1]
    assert (newest.kind, newest.hold, newest.reason) == ("purged", "purged", "a court says so")


def test_purge__it_does_not_come_back_by_itself(registry: Registry, database_url: str, tmp_path: Path) -> None:
    harvest(registry, tmp_path)
    registry.purge(ONE, by="officer", reason="r")
    report = harvest(registry, tmp_path)
    assert not report.needs_attention  # type: ignore[attr-defined]
    assert words_in(database_url, tmp_path) == set()
    assert not [word for word in WORDS if word.encode() in unpacked(registry)]
    out = BytesIO()
    registry.export("nt", out)
    assert b"Other" in out.getvalue()
    assert b"<https://e.vn/1> <" not in out.getvalue()
    registry.release(ONE, by="officer")
    harvest(registry, tmp_path)
    assert registry.get(ONE).row.title == "Zanzibar"
    assert not registry.upkeep.check().problems


def test_purge__what_no_source_describes_yet(registry: Registry, tmp_path: Path) -> None:
    assert registry.purge(ONE, by="officer", reason="r") == ()
    harvest(registry, tmp_path)
    assert [row.iri for row in registry.records()] == ["https://e.vn/2", "https://e.vn/c"]
    with pytest.raises(RecordError, match="was purged"):
        registry.put(parse_record(PREFIXES + "<1> a dcat:Dataset ."), by="test", profile="none")


def test_purge__graphs_of_others_stay(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path)
    registry.put(parse_record(PREFIXES + '<9> a dcat:Dataset ; dct:title "Nine" .'), by="test", profile="none")
    registry.purge(ONE, by="officer", reason="r")
    assert registry.get("https://e.vn/9").nquads
    assert registry.get("https://e.vn/2").nquads
    assert [version.number for version in registry.ledger.history(ONE)] == [1]
    assert registry.get(ONE).nquads == b""


def test_purge__of_a_part_names_the_record_that_describes_it(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path)
    with pytest.raises(UsageError, match=r"described within https://e.vn/1; purge that record"):
        registry.purge("https://e.vn/Numismatics", by="officer", reason="r")
    assert registry.get(ONE).row.state == "present"


def test_purge__takes_the_reasons_of_earlier_decisions(registry: Registry, database_url: str, tmp_path: Path) -> None:
    harvest(registry, tmp_path)
    registry.withhold(ONE, by="Lan", reason="Zanzibar")
    registry.release(ONE, by="Lan", reason="Quagmire")
    registry.withdraw(ONE, by="Lan", source="a", reason="Xylophone")
    registry.release(ONE, by="Lan", reason="Numismatics")
    harvest(registry, tmp_path, SECRET.replace("Quagmire", "q") + OTHER)
    registry.undo(iri=ONE, by="Lan", reason="Vexillology")
    registry.purge(ONE, by="Lan", reason="Tòa án")
    registry.close()
    assert words_in(database_url, tmp_path) == set()
    with Registry.open(database_url) as again:
        assert [one.reason for one in again.ledger.changes(iri=ONE)][-1] == "Tòa án"
        assert again.upkeep.check().problems == ()


@pytest.mark.soak
def test_purge__says_that_a_reader_keeps_its_words_in_the_files(
    registry: Registry, database_url: str, tmp_path: Path
) -> None:
    harvest(registry, tmp_path)
    registry.close()
    database = open_database(database_url, wait_seconds=0.1)
    with Registry(database) as hasty:
        with open_database(database_url) as other, other.reading() as reader:
            reader.execute(text("SELECT count(*) FROM settings")).scalar()
            with pytest.raises(RegistryUnavailableError) as refusal:
                hasty.purge(ONE, by="officer", reason="r")
            assert f"{ONE} is purged, but its words may still be in free pages (" in str(refusal.value)
        assert hasty.get(ONE).row.state == "purged"
        hasty.purge(ONE, by="officer", reason="r")
    assert words_in(database_url, tmp_path) == set()
