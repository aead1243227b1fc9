"""Code lists that a registry has and an older state of it does not; taken over by restoring."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from danhmuc.vocab.errors import RegistryError

from .code_lists import has_loaded, loaded_code_list
from .database import RegistryDatabase
from .tables import vocabularies, vocabulary_uses

__all__ = ["take_over_code_lists"]


def take_over_code_lists(newer: Connection, older: Connection, database: RegistryDatabase) -> int:
    """Take over the lists that were loaded since, and which version of each is in force; returns the number of both.

    A list that is damaged in the newer state is left out, so that the version before stays in force.
    """
    ids, taken = database.next_ids(older, vocabularies), 0
    for row in newer.execute(select(vocabularies).order_by(vocabularies.c.id)).all():
        if has_loaded(older, row.token, row.digest) or not _is_sound(newer, row.token, row.digest):
            continue
        older.execute(insert(vocabularies), [{**row._mapping, "id": next(ids)}])
        taken += 1
    query = select(vocabulary_uses).order_by(vocabulary_uses.c.id)
    known = {(row.token, row.digest, row.by, row.at) for row in older.execute(query)}
    ids = database.next_ids(older, vocabulary_uses)
    for row in newer.execute(query).all():
        is_there = row.digest is None or has_loaded(older, row.token, row.digest)
        if (row.token, row.digest, row.by, row.at) not in known and is_there:
            older.execute(insert(vocabulary_uses), [{**row._mapping, "id": next(ids)}])
            taken += 1
    return taken


def _is_sound(connection: Connection, token: str, digest: str) -> bool:
    try:
        scheme = loaded_code_list(connection, token, digest)
    except RegistryError:
        return False
    return scheme is not None and scheme.digest == digest
