"""A copy has all rows of a registry, on the same or the other database, and is used only when that is proven."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text, update

from danhmuc.registry import Registry, source_at
from danhmuc.registry.copies import copying
from danhmuc.registry.messages.store import CopiesText, OpeningText, StoreText
from danhmuc.registry.store import opening, registry_copies
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.runs import take_lease
from danhmuc.registry.store.tables import graphs, metadata
from danhmuc.vocab.errors import RegistryError, RegistryUnavailableError, UsageError

from ...conftest import RegistryCopy
from .catalogues import export_of, fill, harvest

CopyRegistry = Callable[[Callable[[str, Path], None]], RegistryCopy]


@pytest.fixture
def original(copy_registry: CopyRegistry) -> RegistryCopy:
    """A registry on each database in turn."""
    return copy_registry(fill)


@pytest.fixture
def target(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'copy.db'}"


@pytest.fixture
def registry(original: RegistryCopy) -> Iterator[Registry]:
    with Registry.open(original.url) as opened:
        yield opened


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


def found_in(registry: Registry) -> list[dict[str, object]]:
    """Pages of a search, with totals, counts and keys of the next page."""
    first = registry.search("https://e.vn/*", facets=["publisher", "state", "verdict", "registration", "year"], limit=2)
    assert first.total > 2
    return [first.as_dict(), registry.search("https://e.vn/*", after=first.next_key, limit=2).as_dict()]


@pytest.mark.soak
@pytest.mark.postgresql
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_copy__has_the_same_rows_and_exports_the_same(
    registry: Registry, original: RegistryCopy, kind: str, request: pytest.FixtureRequest
) -> None:
    target = request.getfixturevalue({"sqlite": "target", "postgresql": "postgresql_url"}[kind])
    report = registry.upkeep.copy_to(target)
    assert rows_of(target) == rows_of(original.url)
    assert report.row_count == sum(map(len, rows_of(target).values())) > 100
    assert report.resumed == 0
    with Registry.open(target, create=False) as copied:
        assert export_of(copied) == export_of(registry)
        assert copied.upkeep.check().problems == ()
        assert found_in(copied) == found_in(registry)
        # It goes on as a registry of its own, with the next numbers.
        run = harvest(copied, original.folder, "<1> a <http://www.w3.org/ns/dcat#Dataset> .")
        assert run == max(one.id for one in registry.harvests.runs()) + 1


@pytest.mark.postgresql
def test_copy__into_postgresql_is_counted_for_its_planner(registry: Registry, postgresql_url: str) -> None:
    registry.upkeep.copy_to(postgresql_url)
    engine = create_engine(postgresql_url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT relname, reltuples FROM pg_class WHERE relname IN ('records', 'versions', 'search_words')"
        )
        counted = {str(name): float(number) for name, number in rows}
    engine.dispose()
    assert len(counted) == 3
    assert min(counted.values()) > 0


def test_copy__of_sqlite_is_for_its_owner_alone(registry: Registry, target: str, tmp_path: Path) -> None:
    registry.upkeep.copy_to(target)
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_copy__over_a_registry_is_refused(registry: Registry, original: RegistryCopy, target: str) -> None:
    Registry.open(target).close()
    before = rows_of(target)
    with pytest.raises(RegistryUnavailableError) as refused:
        registry.upkeep.copy_to(target)
    assert refused.value.reason.id == OpeningText.REGISTRY_NOT_EMPTY.id
    with pytest.raises(
        (RegistryUnavailableError, UsageError), match=r"a file of the registry itself|there is a registry already"
    ):
        registry.upkeep.copy_to(original.url)
    assert rows_of(target) == before


@pytest.mark.parametrize("name", ["gone.ttl", "inbox/so.xlsx", "www/.builds/00000001/x.db", ".~lock.x.db#"])
def test_copy__onto_what_something_else_is_made_from_is_refused(
    registry: Registry, original: RegistryCopy, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")  # not even of what is empty
    kind = "workbook" if name.startswith("inbox") else None
    registry.source_list.add(source_at(str(path), kind), by="a", name="read", profile="none")
    before = rows_of(original.url)
    with pytest.raises(UsageError):
        registry.upkeep.copy_to(f"sqlite:///{path}")
    if name == "gone.ttl":
        path.unlink()
        with pytest.raises(UsageError, match="is read from it"):
            registry.upkeep.copy_to(f"sqlite:///{path}")
    assert (path.exists(), rows_of(original.url)) == (name != "gone.ttl", before)
    assert not path.exists() or path.read_bytes() == b""


def break_off(registry: Registry, url: str, monkeypatch: pytest.MonkeyPatch, *, after: int = 4) -> None:
    """Copy until some pages are written, and then no more."""
    insert, pages = registry_copies.insert_rows, 0

    def insert_some(*args: object) -> None:
        nonlocal pages
        pages += 1
        if pages > after:
            raise KeyboardInterrupt
        insert(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(registry_copies, "insert_rows", insert_some)
        with pytest.raises(KeyboardInterrupt):
            registry.upkeep.copy_to(url)


def test_copy__broken_off_is_no_registry_and_is_resumed(
    registry: Registry, original: RegistryCopy, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_off(registry, target, monkeypatch)
    with pytest.raises(RegistryUnavailableError) as refused:
        Registry.open(target)
    assert refused.value.reason.id == OpeningText.REGISTRY_COPY_UNFINISHED.id
    assert registry.upkeep.copy_to(target).resumed > 0
    assert rows_of(target) == rows_of(original.url)


def test_copy__is_not_resumed_once_the_registry_has_changed(
    registry: Registry, original: RegistryCopy, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_off(registry, target, monkeypatch)
    harvest(registry, original.folder, "<1> a <http://www.w3.org/ns/dcat#Dataset> .")
    with pytest.raises(RegistryError) as refused:
        registry.upkeep.copy_to(target)
    assert refused.value.message.id == CopiesText.COPY_OUTDATED.id
    assert refused.value.message.facts["newest"] == registry.ledger.changes()[-1].id


def test_copy__of_a_registry_does_not_finish_that_of_another(
    registry: Registry, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_off(registry, target, monkeypatch)
    with Registry.open(f"sqlite:///{tmp_path / 'other.db'}") as other, pytest.raises(RegistryError) as refused:
        other.upkeep.copy_to(target)
    assert refused.value.message.id == CopiesText.COPY_OF_ANOTHER.id


def test_copy__by_two_at_once_is_made_by_the_later_one(
    registry: Registry, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert, once = registry_copies.insert_rows, []

    def insert_beside_another(connection: Connection, *args: object) -> None:
        if not once:
            once.append(connection.execute(text("UPDATE marked_facts SET value = 'x' WHERE name = 'copyist'")))
        insert(connection, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(registry_copies, "insert_rows", insert_beside_another)
    with pytest.raises(RegistryError) as refused:
        registry.upkeep.copy_to(target)
    assert refused.value.message.id == CopiesText.COPY_TAKEN_OVER.id


def test_copy__lets_nobody_write_meanwhile(
    registry: Registry, original: RegistryCopy, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = []

    def require_same(*args: object) -> str:
        with open_database(original.url, wait_seconds=0.1) as database:
            with database.reading() as connection:
                assert connection.scalar(text("SELECT count(*) FROM records"))
            with pytest.raises(RegistryUnavailableError) as error, database.writing():
                pass
            refused.append(error.value.reason.id)
        return require(*args)  # type: ignore[arg-type]

    require = copying._require_same
    monkeypatch.setattr(copying, "_require_same", require_same)
    registry.upkeep.copy_to(target)
    assert refused == [OpeningText.REGISTRY_LOCKED.id]


def test_copy__waits_for_no_harvest_but_says_that_there_is_one(
    registry: Registry, original: RegistryCopy, target: str, tmp_path: Path
) -> None:
    with open_database(original.url) as database, database.writing() as connection:
        take_lease(connection, "a")
    with pytest.raises(RegistryError) as refused:
        registry.upkeep.copy_to(target)
    assert refused.value.message.id == StoreText.SOURCE_BUSY.id
    assert not (tmp_path / "copy.db").exists()


def test_copy__that_differs_is_not_released(registry: Registry, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild = registry_copies.rebuild_derived

    def lose_a_row(connection: Connection) -> None:
        connection.execute(text("UPDATE records SET presence = 'missing' WHERE iri = 'https://e.vn/1'"))
        rebuild(connection)

    monkeypatch.setattr(registry_copies, "rebuild_derived", lose_a_row)
    with pytest.raises(RegistryError) as refused:
        registry.upkeep.copy_to(target)
    assert (refused.value.message.id, refused.value.message.facts["table"]) == (CopiesText.COPY_DIFFERS.id, "records")
    with pytest.raises(RegistryUnavailableError):
        Registry.open(target)


def test_copy__of_a_damaged_registry_is_not_released(registry: Registry, original: RegistryCopy, target: str) -> None:
    with open_database(original.url) as database, database.writing() as connection:
        connection.execute(update(graphs).values(triples=99))
    with pytest.raises(RegistryError) as refused:
        registry.upkeep.copy_to(target)
    assert refused.value.message.id == CopiesText.COPY_UNSOUND.id
    with pytest.raises(RegistryUnavailableError):
        Registry.open(target)


def test_copy__is_to_an_older_danhmuc_one_of_a_newer_schema(
    registry: Registry, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_off(registry, target, monkeypatch)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as file:
        ((stamp,),) = file.execute("SELECT version_num FROM alembic_version")
    assert stamp > opening.HEAD


def test_copy__of_tables_with_letters_is_in_the_order_of_code_points(registry: Registry, target: str) -> None:
    """PostgreSQL would order texts by the rules of a language, and no copy could be compared."""
    with open_database(registry._database.address) as database, database.writing() as connection:
        for name in ("a", "B", "á", "Đ", "đ", "~", "\U0001f600", "ﬀ"):
            connection.execute(text("INSERT INTO settings (name, value) VALUES (:n, 'x')"), {"n": name})
    assert registry.upkeep.copy_to(target).rows["settings"] > 8
