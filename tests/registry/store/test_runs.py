"""Runs: opened under the lease of their source, those that were left open are closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from danhmuc.registry.record.source_settings import DeclaredSource
from danhmuc.registry.store.database import RegistryDatabase
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.runs import (
    Lease,
    beat,
    drop_lease,
    end_batch,
    newest_run,
    open_run,
    release_source,
    take_lease,
)
from danhmuc.registry.store.source_rows import add_source
from danhmuc.registry.store.stored_rows import RegisteredSource
from danhmuc.registry.store.tables import leases, runs
from danhmuc.vocab.errors import RegistryError, UsageError

INTERRUPTED = '{"id": "run-interrupted", "facts": {}}'
RELEASED = '{"id": "run-released", "facts": {"by": "Lan", "reason": "server moved"}}'


@pytest.fixture
def database(sqlite_url: str) -> Iterator[RegistryDatabase]:
    with open_database(sqlite_url, create=True) as database:
        yield database


@pytest.fixture
def source(database: RegistryDatabase) -> RegisteredSource:
    with database.writing() as connection:
        return add_source(database, connection, DeclaredSource(name="hue", location="/hue", profile="none"), by="test")


def taken(database: RegistryDatabase, source: RegisteredSource, batch: int | None = None) -> Lease:
    with database.writing() as connection:
        return take_lease(connection, source.name, batch=batch)


def opened(database: RegistryDatabase, source: RegisteredSource, lease: Lease) -> list[tuple[str, str | None]]:
    """State and reason of all runs when the next has been opened."""
    with database.writing() as connection:
        basis = newest_run(connection, source.id)
        open_run(database, connection, source, lease=lease, basis=basis, profile="none", by="test")
    return outcomes(database)


def outcomes(database: RegistryDatabase) -> list[tuple[str, str | None]]:
    with database.reading() as connection:
        query = select(runs.c.state, runs.c.why).order_by(runs.c.id)
        return [(state, why) for state, why in connection.execute(query)]


def test_open_run__a_run_left_open_is_closed(database: RegistryDatabase, source: RegisteredSource) -> None:
    opened(database, source, taken(database, source))
    with database.writing() as connection:
        drop_lease(connection, source.name)
    assert opened(database, source, taken(database, source)) == [("failed", INTERRUPTED), ("running", None)]


def test_open_run__is_refused_without_the_lease(database: RegistryDatabase, source: RegisteredSource) -> None:
    lease = taken(database, source)
    with database.writing() as connection:
        drop_lease(connection, source.name)
    taken(database, source)
    with pytest.raises(RegistryError, match="this harvest of source 'hue' lost its lease"):
        opened(database, source, lease)


def test_open_run__leaves_the_runs_of_another_source_open(database: RegistryDatabase, source: RegisteredSource) -> None:
    opened(database, source, taken(database, source))
    with database.writing() as connection:
        other = add_source(
            database, connection, DeclaredSource(name="danang", location="/danang", profile="none"), by="test"
        )
    assert opened(database, other, taken(database, other)) == [("running", None), ("running", None)]


def test_beat__stops_who_lost_the_lease(database: RegistryDatabase, source: RegisteredSource) -> None:
    lease = taken(database, source)
    with database.writing() as connection:
        stamp = open_run(database, connection, source, lease=lease, basis=0, profile="none", by="test")
        drop_lease(connection, source.name)
    with pytest.raises(RegistryError, match="lost its lease"), database.writing() as connection:
        beat(connection, stamp, lease)


def test_release_source__fails_the_run_with_the_reason(database: RegistryDatabase, source: RegisteredSource) -> None:
    opened(database, source, taken(database, source))
    with database.writing() as connection:
        assert release_source(database, connection, "hue", by="Lan", reason="server moved").run == 1
    assert outcomes(database) == [("failed", RELEASED)]


def test_release_source__of_a_harvest_that_still_reads_adds_a_run(
    database: RegistryDatabase, source: RegisteredSource
) -> None:
    taken(database, source, batch=7)
    with database.writing() as connection:
        release_source(database, connection, "hue", by="Lan", reason="server moved")
        assert connection.scalars(select(runs.c.batch)).all() == [7]
        assert connection.scalars(select(leases.c.source)).all() == []
    assert outcomes(database) == [("failed", RELEASED)]


def test_release_source__that_nobody_harvests_is_refused(database: RegistryDatabase, source: RegisteredSource) -> None:
    with (
        pytest.raises(UsageError, match="source 'hue' is not being harvested; there is nothing to release"),
        database.writing() as connection,
    ):
        release_source(database, connection, "hue", by="Lan", reason="server moved")


def test_end_batch__ends_what_is_of_it_alone(database: RegistryDatabase, source: RegisteredSource) -> None:
    with database.writing() as connection:
        other = add_source(
            database, connection, DeclaredSource(name="danang", location="/danang", profile="none"), by="test"
        )
    for batch, each in enumerate((source, other), start=1):
        opened(database, each, taken(database, each, batch))
    with database.writing() as connection:
        end_batch(connection, 1)
        assert connection.scalars(select(leases.c.source)).all() == ["danang"]
    assert outcomes(database) == [("failed", INTERRUPTED), ("running", None)]


def test_add_source__a_taken_name_is_refused(database: RegistryDatabase, source: RegisteredSource) -> None:
    with (
        pytest.raises(RegistryError, match="the name 'hue' is taken by the source at /hue"),
        database.writing() as connection,
    ):
        add_source(database, connection, DeclaredSource(name="hue", location="/other"), by="test")


def test_newest_run__none_is_zero(database: RegistryDatabase, source: RegisteredSource) -> None:
    with database.reading() as connection:
        assert newest_run(connection, source.id) == 0
