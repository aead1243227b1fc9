"""Take the words of purged records out of the rows as they were before, and out of the corrections of sources."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, or_, select, update

from ..record.source_settings import pack_settings, unpack_settings
from .reading import read_values_in, slices, write_in
from .tables import PAST, changes, source_changes, sources, versions

_RECORDS: Final = PAST["records"]
_VERSIONS: Final = PAST["versions"]
_LINKS: Final = PAST["links"]
_MEMBERSHIPS: Final = PAST["memberships"]
_SOURCES: Final = PAST["sources"]
_CHANGES: Final = PAST["changes"]


def purge_past(
    connection: Connection, iris: Collection[str], record_ids: Collection[int], cleared: Mapping[str, Any]
) -> None:
    """Take the words of some records out of what is kept of them, once the rows of today are without them.

    Args:
        iris: that the records have.
        cleared: the columns that have such words, of a version, with what takes their place.
    """
    keys = sorted(record_ids)
    of_versions = read_values_in(connection, select(versions.c.id), versions.c.record_id, keys)
    of_record = {name: value for name, value in cleared.items() if name in _RECORDS.c}
    # What became one record by a rename was two before.
    for condition in (_RECORDS.c.iri.in_(iris), *(_RECORDS.c.id.in_(some) for some in slices(keys))):
        emptied = update(_RECORDS).where(condition)
        connection.execute(emptied.values({**of_record, "source_digest": cleared["digest"]}))
    of_version = {name: value for name, value in cleared.items() if name in _VERSIONS.c}
    write_in(connection, update(_VERSIONS).values(of_version), _VERSIONS.c.id, of_versions)
    write_in(connection, delete(_LINKS), _LINKS.c.version_id, of_versions)
    either_end = or_(_MEMBERSHIPS.c.catalog.in_(iris), _MEMBERSHIPS.c.target.in_(iris))
    connection.execute(delete(_MEMBERSHIPS).where(either_end))
    for key, moment, packed in connection.execute(select(_SOURCES.c.id, _SOURCES.c.moment, _SOURCES.c.settings)).all():
        if (without := _without_corrections(packed, iris)) != packed:
            this = and_(_SOURCES.c.id == key, _SOURCES.c.moment == moment)
            connection.execute(update(_SOURCES).where(this).values(settings=without))


def purge_past_decisions(connection: Connection, iris: Collection[str], record_ids: Collection[int]) -> None:
    """Delete the reasons that persons gave, of what they decided about purged records, as they were before."""
    not_purged = _CHANGES.c.kind != "purged"
    now_theirs = select(changes.c.id).where(changes.c.record_id.in_(record_ids))
    of_these = or_(_CHANGES.c.id.in_(now_theirs), _CHANGES.c.former_iri.in_(iris), _CHANGES.c.iri.in_(iris))
    connection.execute(update(_CHANGES).where(of_these, not_purged).values(reason=None))


_FIELD: Final = "corrections"


def purge_corrections(connection: Connection, iris: Collection[str]) -> None:
    """Delete all corrections that are about some IRIs alone; the rows of changes stay, without them.

    Corrections of all records of a source stay: nothing says that their words are those of one record.
    """
    for key, packed in connection.execute(select(sources.c.id, sources.c.settings)).all():
        if (without := _without_corrections(packed, iris)) != packed:
            connection.execute(update(sources).where(sources.c.id == key).values(settings=without))
    query = select(source_changes.c.id, source_changes.c.before, source_changes.c.after)
    for row in connection.execute(query.where(source_changes.c.field == _FIELD)).all():
        values = {"before": _without(row.before, iris), "after": _without(row.after, iris)}
        if (values["before"], values["after"]) != (row.before, row.after):
            connection.execute(update(source_changes).where(source_changes.c.id == row.id).values(values))


def _without_corrections(packed: str, iris: Collection[str]) -> str:
    """The settings of a source without corrections that are about some IRIs alone; the same if there are none."""
    settings = unpack_settings(packed)
    kept = tuple(one for one in settings.corrections if one.record not in iris)
    return packed if kept == settings.corrections else pack_settings(replace(settings, corrections=kept))


def _without(packed: str | None, iris: Collection[str]) -> str | None:
    """A list of corrections as a change has it, without those about some IRIs."""
    if packed is None:
        return None
    given = json.loads(packed)
    kept = [one for one in given if one.get("record") not in iris]
    if kept == given:
        return packed
    return json.dumps(kept, ensure_ascii=False) if kept else None
