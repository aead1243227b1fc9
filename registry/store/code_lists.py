"""Loaded code lists in the database: every version is kept, and who put which in force, and when.

One version of a code list in the registry; knows no SQL.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, insert, select

from danhmuc.vocab import concepts
from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import FOREIGN_WORDS, Message

from ..messages.edits import CodeListsText
from .reading import value_from_row
from .tables import vocabularies, vocabulary_uses

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList

from ..record.code_list_row import CodeListRow

_SHOWN = [column for column in vocabularies.c if column.name not in {"body", "raw_digest", "id"}]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """The version of a list that is in force; `digest` is None for the bundled one."""

    digest: str | None
    by: str
    at: str


def uses(connection: Connection) -> Mapping[str, Use]:
    """The versions in force, by token; lists that were never loaded are absent."""
    newest = select(func.max(vocabulary_uses.c.id)).group_by(vocabulary_uses.c.token)
    rows = connection.execute(select(vocabulary_uses).where(vocabulary_uses.c.id.in_(newest))).mappings()
    return {row["token"]: Use(digest=row["digest"], by=row["by"], at=row["at"]) for row in rows}


def loaded_rows(connection: Connection, token: str | None = None) -> list[CodeListRow]:
    """Loaded versions by token, oldest first."""
    query = select(*_SHOWN).order_by(vocabularies.c.token, vocabularies.c.id)
    if token is not None:
        query = query.where(vocabularies.c.token == token)
    in_force = uses(connection)
    return [_row(found, in_force.get(found["token"])) for found in connection.execute(query).mappings()]


def has_loaded(connection: Connection, token: str, digest: str) -> bool:
    """Whether that version was loaded once."""
    return connection.scalar(select(vocabularies.c.id).where(_is(token, digest))) is not None


def loaded_code_list(connection: Connection, token: str, digest: str) -> CodeList | None:
    """The version of a list, or None if it was never loaded.

    Raises:
        RegistryError: it is damaged.
    """
    body = connection.scalar(select(vocabularies.c.body).where(_is(token, digest)))
    if body is None:
        return None
    try:
        return concepts.unpack(zlib.decompress(body))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise RegistryError(CodeListsText.LIST_DAMAGED(token=token, reason=FOREIGN_WORDS(words=str(error)))) from error


def write_code_list(
    connection: Connection, scheme: CodeList, *, key: int, place: str, raw_digest: str, by: str, at: str
) -> None:
    """Add a version of a code list, without putting it in force."""
    row = {
        "id": key,
        "token": scheme.token,
        "iri": scheme.iri,
        "digest": scheme.digest,
        "titles": json.dumps(dict(scheme.titles), ensure_ascii=False, sort_keys=True),
        "concepts": len(scheme),
        "complete": scheme.is_complete,
        "snapshot": None if scheme.snapshot is None else scheme.snapshot.isoformat(),
        "version": scheme.version,
        "place": place,
        "raw_digest": raw_digest,
        "by": by,
        "added_at": at,
        "body": zlib.compress(concepts.pack(scheme)),
    }
    connection.execute(insert(vocabularies), [row])


def write_use(connection: Connection, token: str, use: Use, *, key: int) -> None:
    """Put a version of a list in force."""
    row = {"id": key, "token": token, "digest": use.digest, "by": use.by, "at": use.at}
    connection.execute(insert(vocabulary_uses), [row])


def code_list_problems(connection: Connection) -> Iterator[Message]:
    """Problems of loaded lists, a line each."""
    columns = (vocabularies.c.token, vocabularies.c.digest)
    kept = connection.execute(select(*columns).order_by(vocabularies.c.id)).all()
    for token, digest in kept:
        try:
            scheme = loaded_code_list(connection, token, digest)
        except RegistryError as error:
            yield error.message
            continue
        if scheme is not None and scheme.digest != digest:
            yield CodeListsText.LIST_ALTERED(token=token, digest=digest)
    known = {tuple(row) for row in kept}
    for token, use in sorted(uses(connection).items()):
        if use.digest is not None and (token, use.digest) not in known:
            yield CodeListsText.LIST_IN_FORCE_MISSING(token=token, digest=use.digest)


def _is(token: str, digest: str) -> ColumnElement[bool]:
    return and_(vocabularies.c.token == token, vocabularies.c.digest == digest)


def _row(row: RowMapping, use: Use | None) -> CodeListRow:
    in_force = use is not None and use.digest == row["digest"]
    return value_from_row(
        CodeListRow,
        row,
        titles=json.loads(row["titles"]),
        is_complete=row["complete"],
        snapshot=None if row["snapshot"] is None else date.fromisoformat(row["snapshot"]),
        origin="loaded",
        in_force=in_force,
        used_by=use.by if use is not None and in_force else None,
        used_at=use.at if use is not None and in_force else None,
    )
