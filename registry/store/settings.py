"""Settings of a registry: its base of minted IRIs, its newest batch, its identity, its naming convention."""

from __future__ import annotations

import hashlib
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from danhmuc.vocab.errors import UsageError

from ..messages.requests import RequestsText
from ..record.record import DEFAULT_BASE
from .database import RegistryDatabase
from .tables import settings, sources

IDENTITY: Final = "identity"
"""Name of the setting that a new registry gets."""
_BASE: Final = "base"
_BATCH: Final = "batch"
PASSING: Final = frozenset({_BATCH})
"""Names of settings that change without anything else of the registry."""
_NAMING_CONVENTION: Final = "naming_convention"


def read_setting(connection: Connection, name: str) -> str | None:
    """The value of a setting; None if it has none."""
    return connection.scalar(select(settings.c.value).where(settings.c.name == name))


def write_setting(connection: Connection, name: str, value: str | None) -> None:
    """Give a setting a value in place of the one before, or none."""
    connection.execute(delete(settings).where(settings.c.name == name))
    if value is not None:
        connection.execute(insert(settings), [{"name": name, "value": value}])


def base_of(connection: Connection) -> str | None:
    """The base of minted IRIs; None in a registry that has none of its own yet."""
    return read_setting(connection, _BASE)


def settle_base(database: RegistryDatabase, base: str | None, *, create: bool) -> str:
    """Write the base of a new registry once; the base that it has from then on.

    Args:
        base: the base asked for; else `DEFAULT_BASE`.
        create: whether a registry without a base gets one.

    Raises:
        UsageError: the registry has another base than the one asked for.
    """
    with database.reading(words="opening") as connection:
        stored = base_of(connection)
    if stored is None and create:
        with database.writing() as connection:
            # Another process may have been first.
            stored = base_of(connection)
            if stored is None:
                stored = base or DEFAULT_BASE
                rows = [{"name": _BASE, "value": stored}, {"name": IDENTITY, "value": new_identity()}]
                connection.execute(insert(settings), rows)
    if base is not None and base != (stored or DEFAULT_BASE):
        raise UsageError(RequestsText.BASE_FIXED(known=stored or DEFAULT_BASE, base=base))
    return stored or DEFAULT_BASE


def newest_batch(connection: Connection) -> int:
    """The number of the newest batch, 0 if there was none; perhaps no run has it."""
    return int(read_setting(connection, _BATCH) or 0)


def next_batch(connection: Connection) -> int:
    """A number that the runs of one command share and no other run has; needs a writing transaction."""
    batch = newest_batch(connection) + 1
    if batch == 1:
        connection.execute(insert(settings), [{"name": _BATCH, "value": "1"}])
    else:
        connection.execute(update(settings).where(settings.c.name == _BATCH).values(value=str(batch)))
    return batch


def new_identity() -> str:
    """A text that no other registry has."""
    return token_hex(16)


def registry_fingerprint(connection: Connection) -> str | None:
    """The digest of a registry: the same for a copy of its rows, and different for every other registry.

    A registry of an older version has no identity; it is known by its base and by when its first source was registered.
    None if it has no source either.
    """
    known = read_setting(connection, IDENTITY)
    if known is None:
        first = connection.scalar(select(sources.c.created_at).order_by(sources.c.id).limit(1))
        if first is None:
            return None
        known = f"{base_of(connection) or ''} {first}"
    return f"sha256:{hashlib.sha256(f'registry {known}'.encode()).hexdigest()}"


def naming_convention(connection: Connection) -> str | None:
    """The name of the convention; None if the registry has none."""
    return read_setting(connection, _NAMING_CONVENTION)


def set_naming_convention(connection: Connection, convention: str | None) -> None:
    """Set the convention in place of the one before."""
    write_setting(connection, _NAMING_CONVENTION, convention)


def take_over_naming_convention(newer: Connection, older: Connection) -> bool:
    """Set the convention of a newer state of the registry in an older one; whether it is another one."""
    convention = naming_convention(newer)
    if convention == naming_convention(older):
        return False
    set_naming_convention(older, convention)
    return True
