"""The rules by which verdicts were made, each stored once: profiles, and code lists that came with danhmuc.

Code lists that were loaded are in `code_lists`.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache

from sqlalchemy import Connection, exists, insert, select

from danhmuc.shapes import profile_tokens
from danhmuc.vocab import concepts
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.messages import FOREIGN_WORDS, Message

from ..messages.code_lists import LIST_ALTERED, LIST_DAMAGED
from ..messages.store import PROFILE_DAMAGED
from .database import RegistryDatabase
from .tables import bundled_lists, list_sets, profiles

__all__ = ["rules_problems", "unread_rules", "write_rules"]

_LEVEL = 1
"""zlib level: a third of the time of 6 for a fifth more bytes."""


def write_rules(
    database: RegistryDatabase, connection: Connection, digests: Collection[tuple[str, str]], at: str
) -> None:
    """Store the rules that verdicts with these digests of a profile and of all code lists were made by.

    Those of a plan that was made elsewhere are stored once this registry validates by them itself.
    """
    for digest, lists_digest in digests:
        rules = database.rules.get((digest, lists_digest))
        if rules is None:
            continue
        has_profile = exists().where(profiles.c.digest == digest)
        has_lists = exists().where(list_sets.c.digest == lists_digest)
        known = connection.execute(select(has_profile.label("profile"), has_lists.label("lists"))).one()
        if not known.profile:
            row = {"digest": digest, "token": rules.token, "at": at, "body": _packed_rules(rules.nquads)}
            connection.execute(insert(profiles), [row])
        if not known.lists:
            lists = json.dumps(dict(sorted(rules.lists.items())), ensure_ascii=False)
            connection.execute(insert(list_sets), [{"digest": lists_digest, "at": at, "lists": lists}])
            _write_bundled_lists(database, connection, rules.lists, at)


def _write_bundled_lists(database: RegistryDatabase, connection: Connection, lists: Mapping[str, str], at: str) -> None:
    known = {tuple(row) for row in connection.execute(select(bundled_lists.c.token, bundled_lists.c.digest))}
    bundled = concepts.file_digests()
    ids = database.next_ids(connection, bundled_lists)
    rows = [
        {"id": next(ids), "token": token, "digest": digest, "at": at, "body": _packed_file(token)}
        for token, digest in sorted(lists.items())
        if bundled.get(token) == digest and (token, digest) not in known
    ]
    if rows:
        connection.execute(insert(bundled_lists), rows)


def rules_problems(connection: Connection) -> Iterator[Message]:
    """Problems of stored rules, a line each: they must be packed well, and be what their digest says."""
    query = select(bundled_lists.c.token, bundled_lists.c.digest, bundled_lists.c.body).order_by(bundled_lists.c.id)
    for token, digest, body in connection.execute(query):
        try:
            found = hashlib.sha256(zlib.decompress(body)).hexdigest()
        except (zlib.error, TypeError) as error:
            yield LIST_DAMAGED(token=token, reason=FOREIGN_WORDS(words=str(error)))
            continue
        if digest != f"sha256:{found}":
            yield LIST_ALTERED(token=token, digest=digest)
    for token, body in connection.execute(select(profiles.c.token, profiles.c.body).order_by(profiles.c.digest)):
        try:
            zlib.decompress(body)
        except (zlib.error, TypeError) as error:
            yield PROFILE_DAMAGED(token=token, reason=FOREIGN_WORDS(words=str(error)))


def unread_rules(connection: Connection) -> frozenset[str]:
    """Digests of the users' own profiles of which a part was not read when verdicts were made by them.

    Such verdicts are those of earlier versions of danhmuc: by now such a profile is refused.
    """
    query = select(profiles.c.digest, profiles.c.body).where(profiles.c.token.not_in(profile_tokens()))
    return frozenset(digest for digest, body in connection.execute(query) if _is_unread(body))


@lru_cache(64)
def _is_unread(body: bytes) -> bool:
    """Whether a part of stored rules was not read; what cannot even be compiled was not."""
    # Rules of danhmuc itself were read: most commands need no engine.
    from danhmuc.shapes.validation.compiled_shapes import compiled_shapes

    try:
        return bool(compiled_shapes(zlib.decompress(body)).unread)
    except (zlib.error, ShapesError, SyntaxError, ValueError):
        return True


@lru_cache(4)
def _packed_rules(nquads: bytes) -> bytes:
    return zlib.compress(nquads, _LEVEL)


@cache
def _packed_file(token: str) -> bytes:
    return zlib.compress(concepts.file_bytes(token), _LEVEL)
