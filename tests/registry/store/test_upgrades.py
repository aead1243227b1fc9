"""A registry of every earlier schema is upgraded, on both databases, also after an upgrade that was killed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from danhmuc.registry import Registry, make_backup, restore_backup
from danhmuc.registry.store import migrations
from danhmuc.registry.store.search_index import fill_search_index
from danhmuc.registry.store.tables import SEARCH_TABLE

from ...conftest import KILLS
from ...contracts.running import Running
from .test_earlier_registry import _copy, unpacked
from .test_migrations import definition

_TOGETHER: Final = ("0014", "0015", "0016", "0017", "0018")
"""Steps that came together with the next one, so that no registry ever stopped at them."""
STEPS: Final = sorted(
    step.revision
    for step in ScriptDirectory(str(migrations.FOLDER)).walk_revisions()
    if step.revision not in (*_TOGETHER, migrations.HEAD)
)
FEW: Final = (STEPS[0], STEPS[6], STEPS[-1])
"""Schemas that are tried each time; the others are tried by the soak."""
SOME: Final = range(1, 200, 9 if KILLS >= 200 else 27)
"""Statements after which the soak kills an upgrade."""
SCHEMAS: Final = [pytest.param(one, marks=() if one in FEW else pytest.mark.soak) for one in STEPS]

UPGRADE: Final = """
import time
from sqlalchemy import event
from sqlalchemy.engine import Engine
from danhmuc.registry.store.opening import open_database

url, most = arguments
done = 0


@event.listens_for(Engine, "after_cursor_execute")
def count(connection, cursor, statement, *_):
    global done
    if statement.split(None, 1)[0].upper() in ("CREATE", "ALTER", "DROP", "UPDATE", "INSERT", "DELETE"):
        done += 1
        if done == int(most):
            say("there")
            time.sleep(600)


open_database(url).close()
say("done")
"""
"""Upgrades until so many statements have changed something, and then waits to be killed."""


def upgrade_to(url: str, schema: str) -> None:
    """Take a registry to a schema, as the release that had it left it: with the words that are searched."""
    engine = create_engine(url)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrations.FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, schema)
        if inspect(connection).has_table(SEARCH_TABLE):
            fill_search_index(connection)
    engine.dispose()


def export_of(url: str) -> bytes:
    target = BytesIO()
    with Registry.open(url, create=False) as registry:
        assert registry.check().problems == ()
        registry.export("nt", target)
    return target.getvalue()


def shape_of(url: str) -> tuple[list[tuple[object, ...]], dict[str, int]]:
    """The tables with their columns, and the number of rows of each."""
    engine = create_engine(url)
    with engine.connect() as connection:
        made = definition(connection)
        query = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
            "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        }[connection.dialect.name]
        names = sorted(connection.scalars(text(query)))
        rows = {name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names}
    engine.dispose()
    return made, rows


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The export of the registry after all steps at once."""
    path = tmp_path_factory.mktemp("upgrades") / "registry.db"
    with closing(sqlite3.connect(path)) as file:
        file.executescript(unpacked("registry.sql").decode())
    return export_of(f"sqlite:///{path}")


@pytest.fixture
def registry_of(empty_database_url: str, tmp_path: Path) -> Callable[[str], str]:
    """Makes a registry of a schema, with rows; its URL."""

    def make(schema: str) -> str:
        path = tmp_path / "registry.db"
        with closing(sqlite3.connect(path)) as file:
            file.executescript(unpacked("registry.sql").decode())
            if empty_database_url.startswith("postgresql"):
                _copy(file, empty_database_url)
        upgrade_to(empty_database_url, schema)
        return empty_database_url

    return make


@pytest.mark.postgresql
@pytest.mark.parametrize("schema", SCHEMAS)
def test_upgrade__of_every_schema_loses_nothing(
    registry_of: Callable[[str], str], schema: str, expected: bytes
) -> None:
    assert export_of(registry_of(schema)) == expected
    assert len(expected) > 10_000


@pytest.mark.postgresql
@pytest.mark.parametrize("schema", SCHEMAS)
def test_backup__of_every_schema_has_all_rows_and_is_restored(
    registry_of: Callable[[str], str], schema: str, expected: bytes, tmp_path: Path
) -> None:
    """It has the tables of that schema, words included, so that the release that made it can restore it, too."""
    url, file, target = registry_of(schema), tmp_path / "backup.db", f"sqlite:///{tmp_path / 'new.db'}"
    before = shape_of(url)
    assert make_backup(url, file).schema == schema
    assert shape_of(url) == before
    _, rows = shape_of(f"sqlite:///{file}")
    assert {name: rows[name] for name in before[1]} == before[1]
    assert not restore_backup(file, target, by="test", reason="x").is_known
    assert export_of(target) == expected


@pytest.mark.soak
@pytest.mark.postgresql
@pytest.mark.parametrize("schema", [STEPS[0], STEPS[7]])
@pytest.mark.parametrize("most", SOME)
def test_upgrade__that_is_killed_leaves_the_old_schema_and_is_done_again(
    registry_of: Callable[[str], str], schema: str, most: int, expected: bytes
) -> None:
    url = registry_of(schema)
    before = shape_of(url)
    running = Running(UPGRADE, url, str(most))
    is_done = running.told.recv() == "done"  # it has fewer statements
    running.kill()
    assert is_done or shape_of(url) == before
    assert export_of(url) == expected


@pytest.mark.soak
@pytest.mark.postgresql
def test_upgrade__of_a_copied_file_and_of_the_original_are_one(
    registry_of: Callable[[str], str], tmp_path: Path
) -> None:
    """A registry that was upgraded step by step can be copied, backed up and restored as any other."""
    url = registry_of(STEPS[3])
    with Registry.open(url, create=False) as registry:
        registry.copy_to(f"sqlite:///{tmp_path / 'copy.db'}")
        registry.back_up(tmp_path / "backup.db")
    assert export_of(f"sqlite:///{tmp_path / 'copy.db'}") == export_of(url)


def test_restore__of_a_backup_of_an_earlier_schema_upgrades_it(tmp_path: Path, expected: bytes) -> None:
    """The mark of a backup does not hide its schema."""
    from danhmuc.registry.store.marked_databases import mark_database, write_facts

    path, target = tmp_path / "registry.db", f"sqlite:///{tmp_path / 'new.db'}"
    with closing(sqlite3.connect(path)) as file:
        file.executescript(unpacked("registry.sql").decode())
    upgrade_to(f"sqlite:///{path}", STEPS[9])
    shutil.copy(path, tmp_path / "original.db")
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        mark_database(connection, "backup")
        write_facts(connection, {"registry": "", "keys": "{}", "at": "2026-01-01T00:00:00+00:00"})
    engine.dispose()
    restore_backup(path, target, by="test", reason="x")
    assert export_of(target) == expected
