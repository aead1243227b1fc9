"""A registry of an earlier schema is upgraded, backed up and restored, on both databases; a too old one is refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from danhmuc.registry import Registry, make_backup, restore_backup, source_at
from danhmuc.registry.store.migrations import HEAD, OLDEST
from danhmuc.vocab.errors import RegistryUnavailableError

from .statements import execute
from .test_migrations import NEXT, learn, with_next_step

CATALOGUE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
<https://e.vn/1> a dcat:Dataset ; dct:title "Giá lúa"@vi ; dct:publisher <https://e.vn/so> .
<https://e.vn/2> a dcat:Dataset ; dct:title "Mưa"@vi ; dcat:distribution [ a dcat:Distribution ; dct:title "CSV" ] .
"""
TOO_OLD = rf"schema 0028 is from before danhmuc 0\.1\.0, and this one reads {OLDEST} or newer; nothing was changed"


@pytest.fixture
def url(database_url: str, tmp_path: Path) -> str:
    """A registry with rows."""
    (tmp_path / "s.ttl").write_text(CATALOGUE, encoding="utf-8")
    with Registry.open(database_url) as registry:
        registry.harvest(source_at(str(tmp_path / "s.ttl")), profile="none")
        registry.withhold("https://e.vn/2", by="test", reason="x")
    return database_url


@pytest.fixture
def expected(url: str) -> bytes:
    """Its export, before anything happened to it."""
    return export_of(url)


@pytest.fixture
def next_schema(expected: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the next schema, which this danhmuc knows from then on."""
    assert b"https://e.vn/1" in expected
    learn(monkeypatch, with_next_step(tmp_path / "migrations"))
    return NEXT


def export_of(url: str) -> bytes:
    target = BytesIO()
    with Registry.open(url, create=False) as registry:
        assert registry.upkeep.check().problems == ()
        registry.export("nt", target)
    return target.getvalue()


def rows_of(url: str) -> dict[str, int]:
    """The number of rows of each table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        rows = {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names}
    engine.dispose()
    return rows


def test_upgrade__loses_nothing(url: str, next_schema: str, expected: bytes) -> None:
    assert export_of(url) == expected
    with Registry.open(url) as registry:
        assert registry.upkeep.migration is None
        assert [one.name.rpartition(".db.")[2] for one in registry.upkeep.kept_backups()] == (
            [f"{HEAD}.backup"] if url.startswith("sqlite") else []
        )
    assert "extras" in rows_of(url)
    assert next_schema > HEAD


@pytest.mark.usefixtures("next_schema")
def test_backup__of_an_earlier_schema_has_all_rows_and_is_restored(url: str, expected: bytes, tmp_path: Path) -> None:
    """It has the tables of that schema, words included, so that the release that made it can restore it, too."""
    file, target = tmp_path / "backup.db", f"sqlite:///{tmp_path / 'new.db'}"
    before = rows_of(url)
    assert make_backup(url, file).schema == HEAD
    assert rows_of(url) == before
    backed_up = rows_of(f"sqlite:///{file}")
    assert {name: backed_up[name] for name in before} == before
    assert "extras" not in backed_up
    assert not restore_backup(file, target, by="test", reason="x").is_known
    assert export_of(target) == expected
    assert "extras" in rows_of(target)


def test_open__a_registry_that_is_too_old_is_refused(url: str, tmp_path: Path) -> None:
    execute(url, "UPDATE alembic_version SET version_num = '0028'")
    before = rows_of(url)
    for migrate in (True, False):
        with pytest.raises(RegistryUnavailableError, match=rf"{TOO_OLD}.* registry migrate$"):
            Registry.open(url, migrate=migrate)
    with pytest.raises(RegistryUnavailableError, match=TOO_OLD):
        make_backup(url, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()
    assert rows_of(url) == before


def test_restore__of_a_backup_that_is_too_old_is_refused(url: str, expected: bytes, tmp_path: Path) -> None:
    file, target = tmp_path / "backup.db", tmp_path / "new.db"
    make_backup(url, file)
    execute(f"sqlite:///{file}", "UPDATE alembic_version SET version_num = '0028 backup'")
    with pytest.raises(RegistryUnavailableError, match=rf"{TOO_OLD}; restore it with danhmuc 0\.1\.0 first$"):
        restore_backup(file, f"sqlite:///{target}", by="test", reason="x")
    assert not target.exists()
    assert export_of(url) == expected
