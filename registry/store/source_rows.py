"""Write sources, and a row for each of their values that changes; rows of changes are only ever added."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy import Connection, insert, select, update

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message

from ..messages.harvest import HarvestText
from ..messages.store import StoreText
from ..record.source_settings import (
    DeclaredSource,
    Removal,
    SettingChange,
    SettingValue,
    SourceSettings,
    changed_settings,
    pack_settings,
    shown_setting,
)
from .clock import now
from .database import RegistryDatabase
from .ledger import change_time
from .reading import value_from_row
from .stored_rows import KIND, RegisteredSource, find_source, source_from_row
from .tables import documents, records, source_changes, sources, versions

REMOVED = "removed"
"""The field of a change that says that a source was removed, or is in use again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSourceChange:
    """One value of a source from then on.

    Attributes:
        id: number of the row; later rows have greater ones.
        by: who made the change.
        field: name of the value, such as ``location`` or ``guard.share``; ``removed`` for the source itself.
        before, after: None where there was or is no value.
        reason: reason that a person gave.
    """

    id: int
    source: str
    at: str
    by: str
    field: str
    before: SettingValue
    after: SettingValue
    reason: str | None

    def as_dict(self) -> dict[str, object]:
        """The change as JSON has it."""
        shown = {name: shown_setting(self.field, getattr(self, name)) for name in ("before", "after")}
        return {**json_members(self, self.__slots__), **shown}


def add_source(
    database: RegistryDatabase,
    connection: Connection,
    declared: DeclaredSource,
    *,
    by: str,
    reason: str | None = None,
    unsaid: Collection[str] = (),
) -> RegisteredSource:
    """Register a source.

    Args:
        unsaid: values that nobody has said, of which the ledger has no row.

    Raises:
        RegistryError: the name is taken by another location.
    """
    taken = find_source(connection, name=declared.name)
    if taken is not None:
        raise RegistryError(
            HarvestText.NAME_TAKEN(asked=declared.location, name=declared.name, location=taken.location)
        )
    key = next(database.next_ids(connection, sources))
    row = {"id": key, "name": declared.name, "created_at": now(), "retired_at": None, **_columns(declared)}
    connection.execute(insert(sources), [row])
    added = RegisteredSource.of(key, declared)
    usual = SourceSettings().values()
    given = [one for one in changed_settings({}, declared.values()) if one.after != usual.get(one.field)]
    given = [one for one in given if one.field not in unsaid]
    _write_changes(database, connection, added.id, given, by=by, reason=reason)
    return added


def update_source(
    database: RegistryDatabase,
    connection: Connection,
    source: RegisteredSource,
    declared: DeclaredSource,
    *,
    by: str,
    reason: str | None,
) -> None:
    """Give a source the values declared, and let it be in use again if it was removed."""
    changed = changed_settings(source.declared.values(), declared.values())
    removal = removal_of(connection, source)
    if removal is not None:
        changed = (*changed, SettingChange(field=REMOVED, before=removal, after=None))
    if changed:
        values = {**_columns(declared), "retired_at": None}
        connection.execute(update(sources).where(sources.c.id == source.id).values(values))
        _write_changes(database, connection, source.id, changed, by=by, reason=reason)


def retire_source(
    database: RegistryDatabase,
    connection: Connection,
    source: RegisteredSource,
    removal: Removal,
    *,
    by: str,
    reason: str,
) -> None:
    """Let nothing be harvested from a source any more."""
    connection.execute(update(sources).where(sources.c.id == source.id).values(retired_at=change_time(connection)))
    change = SettingChange(field=REMOVED, before=removal_of(connection, source), after=removal)
    _write_changes(database, connection, source.id, [change], by=by, reason=reason)


def set_profile(database: RegistryDatabase, connection: Connection, source_id: int, profile: str, *, by: str) -> bool:
    """Let another profile gate what leaves the source; returns whether it is another one."""
    stored = connection.scalar(select(sources.c.profile).where(sources.c.id == source_id))
    if stored == profile:
        return False
    connection.execute(update(sources).where(sources.c.id == source_id).values(profile=profile))
    change = SettingChange(field="profile", before=stored, after=profile)
    _write_changes(database, connection, source_id, [change], by=by, reason=None)
    return True


def set_kind(database: RegistryDatabase, connection: Connection, source_id: int, kind: str, *, by: str) -> None:
    """Let a source have the kind that its reading found; see `is_kind_open`."""
    connection.execute(update(sources).where(sources.c.id == source_id).values(kind=kind))
    change = SettingChange(field=KIND, before=None, after=kind)
    _write_changes(database, connection, source_id, [change], by=by, reason=None)


def free_locations(connection: Connection, source_ids: Collection[int]) -> None:
    """Let sources have no location until `update_source` gives them one, so that two can change places."""
    for key in source_ids:
        # A location is an absolute path or has a scheme, so that this is none.
        connection.execute(update(sources).where(sources.c.id == key).values(location=f"moving:{key}"))


def removal_of(connection: Connection, source: RegisteredSource) -> Removal | None:
    """The fate of the records of a source that was removed; None if it is in use."""
    if source.retired_at is None:
        return None
    query = select(source_changes.c.after).where(
        source_changes.c.source_id == source.id, source_changes.c.field == REMOVED, source_changes.c.after.is_not(None)
    )
    packed = connection.scalar(query.order_by(source_changes.c.id.desc()).limit(1))
    return "withdraw" if packed == json.dumps("withdraw") else "keep-records"


def first_document(connection: Connection, source: RegisteredSource) -> str | None:
    """The name that the one document of a source had first: its address, or that of the file before it was moved.

    That of the first page if there are several on the web. None if a file has that still, or if it is a folder.
    """
    first = _first_location(connection, source)
    name = PurePath(first).name
    was_on_web = "://" in first
    if was_on_web:
        page = _first_page(connection, source)
        if page is not None or first == source.location:
            return page
    if not was_on_web and "://" not in source.location and name == PurePath(source.location).name:
        return None
    query = (
        select(versions.c.places)
        .join(records, records.c.id == versions.c.record_id)
        # Agents that the settings describe, and purged versions, stand in no document.
        .where(records.c.source_id == source.id, versions.c.places != "[]")
        .order_by(versions.c.id)
        .limit(1)
    )
    places = json.loads(connection.scalar(query) or "[]")
    if len(places) != 1:
        return None
    return str(places[0]) if places[0] == name or (was_on_web and "://" in places[0]) else None


def _first_page(connection: Connection, source: RegisteredSource) -> str | None:
    """The document on the web that the first complete run read first; None if there was none."""
    query = select(documents.c.place).where(
        documents.c.source_id == source.id, documents.c.run_id.is_not(None), documents.c.place.contains("://")
    )
    return connection.scalar(query.order_by(documents.c.id).limit(1))


def recorded_source_changes(connection: Connection, source: str | None) -> list[RecordedSourceChange]:
    """The changes of one source or of all, in their order."""
    query = (
        select(source_changes, sources.c.name.label("source"))
        .join(sources, sources.c.id == source_changes.c.source_id)
        .order_by(source_changes.c.id)
    )
    if source is not None:
        query = query.where(sources.c.name == source)
    return [
        value_from_row(RecordedSourceChange, row, before=_unpack(row["before"]), after=_unpack(row["after"]))
        for row in connection.execute(query).mappings()
    ]


def source_problems(connection: Connection) -> Iterator[Message]:
    """Problems of the sources: the newest change of each value must give what the source has."""
    newest: dict[int, dict[str, str | None]] = {}
    query = select(source_changes.c.source_id, source_changes.c.field, source_changes.c.after)
    for key, field, after in connection.execute(query.order_by(source_changes.c.id)):
        newest.setdefault(key, {})[field] = after
    for row in connection.execute(select(sources).order_by(sources.c.id)):
        try:
            values = source_from_row(row).declared.values()
        except (ValueError, TypeError, LookupError, AttributeError):
            yield StoreText.SOURCE_UNREADABLE(source=row.name)
            continue
        for field, after in newest.get(row.id, {}).items():
            if field == REMOVED:
                is_so = (after is None) == (row.retired_at is None)
            else:
                is_so = field in values and _pack(values[field]) == after
            if not is_so:
                yield StoreText.SOURCE_DIFFERS(source=row.name, field=field)


def _first_location(connection: Connection, source: RegisteredSource) -> str:
    query = select(source_changes.c.before).where(
        source_changes.c.source_id == source.id,
        source_changes.c.field == "location",
        source_changes.c.before.is_not(None),
    )
    packed = connection.scalar(query.order_by(source_changes.c.id).limit(1))
    return source.location if packed is None else str(json.loads(packed))


def _columns(declared: DeclaredSource) -> dict[str, str | int]:
    return {
        "location": declared.location,
        "kind": declared.kind,
        "profile": declared.profile,
        "priority": declared.priority,
        "settings": pack_settings(declared.settings),
    }


def _write_changes(
    database: RegistryDatabase,
    connection: Connection,
    source_id: int,
    changed: Iterable[SettingChange],
    *,
    by: str,
    reason: str | None,
) -> None:
    at = change_time(connection)
    ids = database.next_ids(connection, source_changes)
    rows = [
        {
            "id": next(ids),
            "source_id": source_id,
            "at": at,
            "by": by,
            "field": change.field,
            "before": _pack(change.before),
            "after": _pack(change.after),
            "reason": reason,
        }
        for change in changed
    ]
    if rows:
        connection.execute(insert(source_changes), rows)


def _pack(value: SettingValue) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _unpack(packed: str | None) -> SettingValue:
    value: SettingValue = None if packed is None else json.loads(packed)
    return value
