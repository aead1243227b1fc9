"""The steps make what `tables` says, on both databases; a killed one leaves the old schema."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from danhmuc.registry import Registry, make_backup
from danhmuc.registry.copies import copying
from danhmuc.registry.store import migrations, opening
from danhmuc.registry.store import registry_copies as backup_files
from danhmuc.registry.store.migrations import HEAD, OLDEST
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.search_index import LIST_INDEXES
from danhmuc.registry.store.tables import SEARCH_TABLE, metadata
from danhmuc.vocab.errors import RegistryUnavailableError

FOLDER = Path(migrations.__file__).parent
BASELINE = Path(__file__).parents[2] / "data" / "schema-0029.txt"
"""Database, table and digest of all that the database tells of the table."""

NEXT = f"{int(HEAD) + 1:04}"
NEXT_STEP = f"""
from alembic import op
from sqlalchemy import Column, Text

revision = "{NEXT}"
down_revision = "{HEAD}"


def upgrade() -> None:
    op.create_table("extras", Column("name", Text))
    op.add_column("settings", Column("note", Text))
"""

COLUMNS = """
SELECT table_name, ordinal_position, column_name, data_type, is_nullable, column_default, is_identity,
       col_description(table_name::regclass, ordinal_position)
FROM information_schema.columns WHERE table_schema = 'public'
"""
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """Each database in turn, with nothing in it."""
    return empty_database_url


def with_next_step(folder: Path, step: str = NEXT_STEP) -> Path:
    """A copy of the migrations, one step longer."""
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT}_next.py").write_text(step, encoding="utf-8")
    return folder


def learn(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let this danhmuc know the next schema."""
    monkeypatch.setattr(migrations, "FOLDER", folder)
    tables_of = migrations.tables_of.__wrapped__  # which remembers no table for the tests that follow
    monkeypatch.setattr(opening, "_new_registry", opening._new_registry.__wrapped__)
    for module in (migrations, opening, backup_files, copying):
        monkeypatch.setattr(module, "HEAD", NEXT)
        if hasattr(module, "tables_of"):
            monkeypatch.setattr(module, "tables_of", tables_of)


def tables_and_schema(url: str) -> tuple[set[str], str]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            schema = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return {name for name in inspect(connection).get_table_names() if not is_of_search(name)}, str(schema)
    finally:
        engine.dispose()


def is_of_search(name: str | None) -> bool:
    """Whether a table is the index of words or a part of it, which each database makes in its own way."""
    return (name or "").startswith(SEARCH_TABLE)


def definition(connection: Connection) -> list[tuple[object, ...]]:
    """Every table, column, constraint and index, as the database itself tells them."""
    if connection.dialect.name == "sqlite":
        queries = ["SELECT type, name, tbl_name, sql FROM sqlite_master"]
    else:
        queries = [COLUMNS, CONSTRAINTS, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"]
    # SQLite puts a column that is added on the line of the one before it.
    rows = [tuple(map(_on_one_line, row)) for query in queries for row in connection.execute(text(query))]
    return sorted((row for row in rows if "alembic_version" not in repr(row)), key=repr)


def _on_one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def version_table(connection: Connection) -> object:
    inspector = inspect(connection)
    columns = [
        (column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns("alembic_version")
    ]
    stamp = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return columns, inspector.get_pk_constraint("alembic_version"), stamp


def test_head__is_the_newest_step() -> None:
    assert ScriptDirectory(str(FOLDER)).get_current_head() == migrations.HEAD == HEAD


def test_steps__are_numbered_in_order() -> None:
    steps = list(ScriptDirectory(str(FOLDER)).walk_revisions())
    numbers = [step.revision for step in reversed(steps)]
    assert numbers == [f"{int(OLDEST) + i:04}" for i in range(len(steps))]
    assert all(Path(step.path).name.startswith(f"{step.revision}_") for step in steps)


@contextmanager
def migrated(url: str) -> Iterator[Connection]:
    """An empty database taken through all steps."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            migrations.migrate(connection)
            yield connection
    finally:
        engine.dispose()


@pytest.mark.filterwarnings("ignore:.*expression-based index ix_(records|search_words)_titles")
def test_steps__make_the_tables(database_url: str) -> None:
    with migrated(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_of_tables})
        assert compare_metadata(context, metadata) == []


def _is_of_tables(name: str | None, kind: str, _: object) -> bool:
    return name not in LIST_INDEXES and (kind != "table" or not is_of_search(name))


def test_steps__make_what_a_new_registry_gets_to_the_letter(database_url: str) -> None:
    with migrated(database_url) as connection:
        stepwise = definition(connection), version_table(connection)
        connection.execute(text(f"DROP TABLE {SEARCH_TABLE}"))
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        migrations.create(connection)
        assert stepwise == (definition(connection), version_table(connection))


def test_baseline__makes_what_the_steps_before_it_made(database_url: str) -> None:
    """The file was written with the 29 steps that ended in 0.1.0; see docs/decisions/0091-baseline-of-the-schema.md."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        migrations.create(connection, OLDEST)
        rows: dict[str, list[str]] = {}
        for row in definition(connection):
            rows.setdefault(_table_of(row), []).append(repr(row))
        name = connection.dialect.name
    engine.dispose()
    found = [f"{name} {table} {_digest_of(rows[table])}" for table in sorted(rows)]
    known = BASELINE.read_text(encoding="utf-8").splitlines()
    assert found == [line for line in known if line.startswith(f"{name} ")]


def _table_of(row: tuple[object, ...]) -> str:
    """The table that a row of a definition is about."""
    if len(row) == 1:  # an index of PostgreSQL, as a statement
        return str(row[0]).partition(" ON public.")[2].split()[0]
    return str(row[2] if len(row) == 4 else row[0])


def _digest_of(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def test_create__stamps_the_newest_schema(database_url: str) -> None:
    open_database(database_url, create=True).close()
    assert tables_and_schema(database_url) == ({*metadata.tables, "alembic_version"}, HEAD)


def test_migrate__an_older_schema_when_opened(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(database_url, create=True).close()
    learn(monkeypatch, with_next_step(tmp_path / "migrations"))
    open_database(database_url).close()
    tables, schema = tables_and_schema(database_url)
    assert "extras" in tables
    assert schema == NEXT


def test_migrate__an_older_schema_is_refused_where_nobody_writes(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(database_url, create=True).close()
    before = tables_and_schema(database_url)
    learn(monkeypatch, with_next_step(tmp_path / "migrations"))
    with pytest.raises(RegistryUnavailableError, match=rf"schema {HEAD} is older than {NEXT}, .*registry migrate"):
        Registry.open(database_url, migrate=False)
    assert make_backup(database_url, tmp_path / "b.db").schema == HEAD
    assert tables_and_schema(database_url) == before
    with Registry.open(database_url) as registry:
        assert registry.upkeep.migration is not None
        assert (registry.upkeep.migration.schema, registry.upkeep.migration.head) == (HEAD, NEXT)
        assert [registry.upkeep.migration.backup] == (registry.upkeep.kept_backups() or [None])
        assert (registry.upkeep.migration.backup is None) == database_url.startswith("postgresql")


def test_tables_of__an_older_schema_are_those_of_both_databases(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(monkeypatch, with_next_step(tmp_path / "migrations"))
    expected = {name: set(table.columns.keys()) for name, table in migrations.tables_of(HEAD).tables.items()}
    engine = create_engine(database_url)
    with engine.begin() as connection:
        migrations.create(connection, HEAD)
        found = inspect(connection)
        names = [name for name in found.get_table_names() if not is_of_search(name) and name != "alembic_version"]
        assert {name: {column["name"] for column in found.get_columns(name)} for name in names} == expected
    engine.dispose()


def test_migrate__from_a_folder_of_any_name(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "100% gói, thư viện:mới %(here)s"
    open_database(sqlite_url, create=True).close()
    learn(monkeypatch, with_next_step(folder))
    open_database(sqlite_url).close()
    assert tables_and_schema(sqlite_url)[1] == NEXT


def test_migrate__an_older_schema_that_cannot_be_written_is_told(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(sqlite_url, create=True).close()
    learn(monkeypatch, with_next_step(tmp_path / "migrations"))
    with pytest.raises(
        RegistryUnavailableError, match=rf"schema {HEAD} must be upgraded to {NEXT} before it can be read: read-only"
    ):
        open_database(f"{sqlite_url}?mode=ro")


def test_migrate__killed_leaves_the_old_schema(database_url: str, tmp_path: Path) -> None:
    open_database(database_url, create=True).close()
    folder = with_next_step(
        tmp_path / "migrations", f"{NEXT_STEP}    print('midway', flush=True)\n    __import__('time').sleep(60)\n"
    )
    script = f"""
from pathlib import Path
from danhmuc.registry.store import migrations, opening
migrations.FOLDER = Path({str(folder)!r})
migrations.HEAD = opening.HEAD = {NEXT!r}
opening.open_database({database_url!r}, create=True)
"""
    with subprocess.Popen([sys.executable, "-P", "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "midway\n"
        process.send_signal(signal.SIGKILL)
    # PostgreSQL's server notices a little later, and holds the lock till then.
    open_database(database_url, create=True).close()
    tables, schema = tables_and_schema(database_url)
    assert tables == {*metadata.tables, "alembic_version"}
    assert schema == HEAD


def test_migrate__sets_up_no_logging(sqlite_url: str) -> None:
    script = f"""
import logging
from danhmuc.registry.store.search_index import LIST_INDEXES
from danhmuc.registry.store.opening import open_database
open_database({sqlite_url!r}, create=True).close()
loggers = [logging.root, *map(logging.getLogger, list(logging.root.manager.loggerDict))]
assert logging.root.level == logging.WARNING
assert [h for logger in loggers for h in logger.handlers if not isinstance(h, logging.NullHandler)] == []
"""
    result = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
