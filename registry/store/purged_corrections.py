"""Take the corrections of single records out of sources and their changes when these records are purged."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, select, update

from ..record.source_settings import pack_settings, unpack_settings
from .tables import source_changes, sources

__all__ = ["purge_corrections"]

_FIELD: Final = "corrections"


def purge_corrections(connection: Connection, iris: Collection[str]) -> None:
    """Delete all corrections that are about some IRIs alone; the rows of changes stay, without them.

    Corrections of all records of a source stay: nothing says that their words are those of one record.
    """
    for key, packed in connection.execute(select(sources.c.id, sources.c.settings)).all():
        settings = unpack_settings(packed)
        kept = tuple(one for one in settings.corrections if one.record not in iris)
        if kept != settings.corrections:
            packed = pack_settings(replace(settings, corrections=kept))
            connection.execute(update(sources).where(sources.c.id == key).values(settings=packed))
    query = select(source_changes.c.id, source_changes.c.before, source_changes.c.after)
    for row in connection.execute(query.where(source_changes.c.field == _FIELD)).all():
        values = {"before": _without(row.before, iris), "after": _without(row.after, iris)}
        if (values["before"], values["after"]) != (row.before, row.after):
            connection.execute(update(source_changes).where(source_changes.c.id == row.id).values(values))


def _without(packed: str | None, iris: Collection[str]) -> str | None:
    """A list of corrections as a change has it, without those about some IRIs."""
    if packed is None:
        return None
    given = json.loads(packed)
    kept = [one for one in given if one.get("record") not in iris]
    if kept == given:
        return packed
    return json.dumps(kept, ensure_ascii=False) if kept else None
