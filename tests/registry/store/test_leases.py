"""Leases: one harvest of a source at a time, and who falls silent for too long loses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from danhmuc.registry.store import runs as module
from danhmuc.registry.store.database import RegistryDatabase
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.runs import SILENCE, Lease, drop_lease, find_lease, renew_lease, take_lease
from danhmuc.registry.store.tables import leases
from danhmuc.vocab.errors import RegistryError


@pytest.fixture
def database(database_url: str) -> Iterator[RegistryDatabase]:
    with open_database(database_url, create=True) as database:
        yield database


def taken(database: RegistryDatabase, source: str = "hue") -> Lease:
    with database.writing() as connection:
        return take_lease(connection, source)


def fall_silent(database: RegistryDatabase, silence: timedelta) -> None:
    """Let the last heartbeat of all leases be so long ago."""
    moment = (datetime.now(UTC) - silence).isoformat(timespec="seconds")
    with database.writing() as connection:
        connection.execute(update(leases).values(heartbeat_at=moment))


def test_take_lease__a_second_is_told_who_holds_it_and_what_to_do(database: RegistryDatabase) -> None:
    first = taken(database)
    time = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    told = (
        f"source 'hue' is being harvested by {re.escape(first.owner)} since {time}, last heartbeat {time}; "
        "wait for it, or end it with danhmuc source release 'hue'"
    )
    with pytest.raises(RegistryError, match=told):
        taken(database)


def test_take_lease__of_another_source_is_free(database: RegistryDatabase) -> None:
    taken(database)
    assert taken(database, "danang").source == "danang"


@pytest.mark.parametrize(("silence", "is_free"), [(SILENCE - timedelta(seconds=30), False), (SILENCE, True)], ids=str)
def test_take_lease__from_who_is_silent_for_too_long(
    database: RegistryDatabase, silence: timedelta, is_free: bool
) -> None:
    first = taken(database)
    fall_silent(database, silence)
    if not is_free:
        with pytest.raises(RegistryError, match="is being harvested"):
            taken(database)
        return
    taken(database)
    with pytest.raises(RegistryError, match="lost its lease"), database.writing() as connection:
        renew_lease(connection, first)


def test_take_lease__a_clock_set_back_frees_none(database: RegistryDatabase) -> None:
    taken(database)
    fall_silent(database, -timedelta(hours=3))
    with pytest.raises(RegistryError, match="is being harvested"):
        taken(database)


def test_take_lease__on_a_server_no_machine_s_own_clock_counts(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "now", lambda: "2001-01-01T00:00:00+00:00")
    with open_database(postgresql_url, create=True) as database:
        taken(database)
        with database.reading() as connection:
            row = find_lease(connection, "hue")
    assert row is not None
    assert row.taken_at > "2020"


def test_renew_lease__puts_silence_off(database: RegistryDatabase) -> None:
    lease = taken(database)
    fall_silent(database, SILENCE)
    with database.writing() as connection:
        renew_lease(connection, lease)
    with pytest.raises(RegistryError, match="is being harvested"):
        taken(database)


def test_drop_lease__of_another_token_is_none(database: RegistryDatabase) -> None:
    taken(database)
    with database.writing() as connection:
        drop_lease(connection, "hue", "another")
        assert find_lease(connection, "hue") is not None
        drop_lease(connection, "hue")
        assert find_lease(connection, "hue") is None
