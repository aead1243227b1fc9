"""Settings of a registry, and its state for feeds.

Settings of a registry: its base of minted IRIs, its newest batch, its identity, its naming convention.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, delete, func, insert, select, update

from danhmuc.vocab.errors import UsageError

from ..messages.store import RequestsText
from ..record.record import DEFAULT_BASE
from .database import RegistryDatabase
from .tables import (
    PAST,
    element_decisions,
    memberships,
    metadata,
    moments,
    registrations,
    runs,
    settings,
    source_changes,
    sources,
    spellings,
    verdicts,
    vocabularies,
    vocabulary_uses,
)

# ---------------------------------------------------------------- settings

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


# ---------------------------------------------------------------- feed state
# The state of a registry for feeds: while it is the same, the same leaves, whatever was harvested since.
#
# It is read at the ends of tables, so that it costs the same however much they hold: a table has changed if its newest
# row is another one, or the newest of its former rows (`past_rows`). What danhmuc did not write is not noticed.
#
# Source of the rules: docs/decisions/0051-feeds.md.

_GROWING: Final = (source_changes, spellings, vocabularies, vocabulary_uses, element_decisions)
NOTED: Final = frozenset({*PAST, *(table.name for table in _GROWING), settings.name, moments.name})
"""Tables whose changes make another state."""
FOLLOWING: Final = {
    "findings": "they come with a verdict, and go with what the settings say of pruning",
    "graphs": "they come with a version, and go likewise",
    "profiles": "they come with a verdict",
    "runs": "they say when a source was harvested, which is compared by itself",
    "secret_records": "they follow from bars, causes and names, in the same transaction",
    "schema_links": "they come with a version",
    "texts": "they come with a finding",
}
"""Tables that a feed is made of, too, and why they say no more than the others."""


def feed_state(connection: Connection) -> list[list[object]]:
    """All that tells a state of the registry from another one, as JSON has it."""
    return [[name, *row] for name, row in _parts(connection)]


def _parts(connection: Connection) -> Iterator[tuple[str, Iterable[object]]]:
    for name, value in connection.execute(select(settings).where(settings.c.name.not_in(PASSING)).order_by("name")):
        yield name, [value]
    for table in (*(metadata.tables[name] for name in PAST), *_GROWING):
        columns = [column for column in table.c if not isinstance(column.type, LargeBinary)]
        yield table.name, _first_row(connection, select(*columns).order_by(table.c.id.desc()))
        if (past := PAST.get(table.name)) is not None:
            newest = select(func.max(past.c.moment)).scalar_subquery()
            yield past.name, _first_row(connection, select(moments.c.id, moments.c.at).where(moments.c.id == newest))
    # Decisions about elements end in their rows, and have no former ones.
    ended = element_decisions.c.until
    yield "ended", connection.execute(select(func.count(ended), func.max(ended))).one()
    # A membership says no time, and its keys may be given again where a file was put back.
    newest = select(memberships.c.first_run).order_by(memberships.c.id.desc()).limit(1).scalar_subquery()
    yield "listed", _first_row(connection, select(runs.c.started_at).where(runs.c.id == newest))


def _first_row(connection: Connection, query: Select[Any]) -> Iterable[object]:
    row = connection.execute(query.limit(1)).first()
    return () if row is None else tuple(row)


def last_day_alike(connection: Connection, day: date, *, by_verdict: bool) -> date | None:
    """The last day on which registrations hold as on a day, if nobody decides anything; None if it is every later one.

    Args:
        by_verdict: whether the days of verdicts count, too: a state that is computed needs one that holds.
    """
    spans = [(registrations.c.effective_from, registrations.c.effective_until, registrations.c.until.is_(None))]
    if by_verdict:
        spans.append((verdicts.c.since, verdicts.c.until, verdicts.c.until_at.is_(None)))
    found = [turn for span in spans for turn in _turns(connection, day, *span)]
    return min(found, default=None)


def _turns(
    connection: Connection,
    day: date,
    start: ColumnElement[str | None],
    end: ColumnElement[str | None],
    is_in_force: ColumnElement[bool],
) -> Iterator[date]:
    """The day before the first of some spans begins, and that on which the first ends, of those that are to come."""
    written = day.isoformat()
    begins = connection.scalar(select(func.min(start)).where(is_in_force, start > written))
    ends = connection.scalar(select(func.min(end)).where(is_in_force, end >= written))
    if begins is not None:
        yield date.fromisoformat(begins) - timedelta(days=1)
    if ends is not None:
        yield date.fromisoformat(ends)
