"""Opening a registry: its base, its URL, reading one that cannot be written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from danhmuc.registry import Registry, parse_record, source_at
from danhmuc.registry.record.record import DEFAULT_BASE
from danhmuc.vocab.errors import RegistryError, RegistryUnavailableError, UsageError

DATASET = "<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ."
BLANK = '[] a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/identifier> "1" .'


def test_open__makes_one(sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as registry:
        assert (registry.upkeep.base, registry.sources()) == (DEFAULT_BASE, [])


def test_open__makes_none_unless_asked(sqlite_url: str) -> None:
    with pytest.raises(RegistryUnavailableError, match="there is no registry"):
        Registry.open(sqlite_url, create=False)


def test_open__the_base_is_settled_once(sqlite_url: str) -> None:
    Registry.open(sqlite_url, base="https://dulieu.e.vn/id/").close()
    with Registry.open(sqlite_url) as registry:
        assert registry.upkeep.base == "https://dulieu.e.vn/id/"


def test_open__the_same_base_again_is_no_trouble(sqlite_url: str) -> None:
    for _ in range(2):
        Registry.open(sqlite_url, base="https://dulieu.e.vn/id/").close()


def test_open__another_base_is_refused(sqlite_url: str) -> None:
    Registry.open(sqlite_url).close()
    with pytest.raises(
        UsageError, match=f"this registry mints under {DEFAULT_BASE}; its base cannot become https://x/"
    ):
        Registry.open(sqlite_url, base="https://x/")


def test_open__another_base_is_refused_without_creating_too(sqlite_url: str) -> None:
    Registry.open(sqlite_url).close()
    with pytest.raises(UsageError):
        Registry.open(sqlite_url, create=False, base="https://x/")


@pytest.mark.parametrize("base", ["dulieu", "https://e.vn/id", "", "https://e.vn/a b/", "e.vn/id/"])
def test_open__a_base_that_is_none_is_refused(sqlite_url: str, base: str) -> None:
    with pytest.raises(UsageError, match="must be an absolute IRI that ends in / or #"):
        Registry.open(sqlite_url, base=base)


def test_open__minted_iris_begin_with_the_base(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "huế.ttl").write_text(BLANK)
    with Registry.open(sqlite_url, base="https://dulieu.e.vn/id/") as registry:
        registry.plan(source_at(str(tmp_path / "huế.ttl")), profile="none").apply()
        (row,) = registry.records()
    assert row.iri.startswith("https://dulieu.e.vn/id/hu%E1%BA%BF/")


def test_open__a_registry_for_reading_only_is_read(sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as registry:
        registry.put(parse_record(DATASET), by="test", profile="none")
    with Registry.open(f"{sqlite_url}?mode=ro") as registry:
        assert [row.iri for row in registry.records()] == ["https://e.vn/1"]


def test_open__does_not_wait_for_a_writer(sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as first, first._database.writing(), Registry.open(sqlite_url) as second:
        assert second.sources() == []


def test_open__in_memory() -> None:
    with Registry.open("sqlite://") as registry:
        registry.put(parse_record(DATASET), by="test", profile="none")
        assert [registry.get(row.iri).iri for row in registry.records()] == ["https://e.vn/1"]


def test_plan__a_source_s_name_is_that_of_its_location(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "huế.ttl").write_text(DATASET)
    with Registry.open(sqlite_url) as registry:
        assert registry.plan(source_at(str(tmp_path / "huế.ttl"))).source == "huế"


def test_plan__a_source_may_be_named(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(DATASET)
    with Registry.open(sqlite_url) as registry:
        assert registry.plan(source_at(str(tmp_path / "a.ttl")), name="Sở Y tế").source == "Sở Y tế"


def test_plan__a_source_cannot_be_renamed(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(DATASET)
    with Registry.open(sqlite_url) as registry:
        registry.plan(source_at(str(tmp_path / "a.ttl")), profile="none").apply()
        with pytest.raises(UsageError, match="is already the source 'a'; --name cannot rename it"):
            registry.plan(source_at(str(tmp_path / "a.ttl")), name="b")


def test_plan__local_is_no_name_for_a_source(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "local.ttl").write_text(DATASET)
    with Registry.open(sqlite_url) as registry, pytest.raises(UsageError, match="'local' is reserved for records put"):
        registry.plan(source_at(str(tmp_path / "local.ttl")))


@pytest.mark.parametrize("name", ["", " ", "a/b", "a\nb", " a", "x" * 101])
def test_plan__what_cannot_stand_in_an_iri_is_no_name(sqlite_url: str, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.ttl").write_text(DATASET)
    with Registry.open(sqlite_url) as registry, pytest.raises(UsageError, match="cannot name a source"):
        registry.plan(source_at(str(tmp_path / "a.ttl")), name=name)


def test_stored_record__is_told_by_title_and_iri(sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as registry:
        registry.put(parse_record(DATASET), by="test", profile="none")
        assert str(registry.get("https://e.vn/1")) == "– <https://e.vn/1>"


def test_graphs__of_listed_records_come_in_their_order(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danhmuc.registry.ledger._GRAPHS_EACH", 2)
    lines = [DATASET.replace("/1>", f"/{number}>") for number in range(5)]
    (tmp_path / "d.ttl").write_text("\n".join(lines))
    with Registry.open(database_url) as registry:
        registry.plan(source_at(str(tmp_path / "d.ttl")), profile="none").apply()
        rows = sorted(registry.records(), key=lambda row: row.iri, reverse=True)
        assert list(registry.ledger.graphs(rows)) == [registry.get(row.iri).nquads for row in rows]
        assert list(registry.ledger.graphs([])) == []
        gone = [replace(rows[0], version_id=-1)]
        with pytest.raises(RegistryError):
            list(registry.ledger.graphs(gone))
