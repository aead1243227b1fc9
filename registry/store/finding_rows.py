"""Findings and their messages as the database stores them, whoever they belong to, in text that databases accept.

A message is JSON of its id and facts. A text by language, such as the message of a rule, is stored once in a table of
its own, for any number of findings; if it is a fact of a message, the message has its key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.engine.default import DefaultDialect

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.findings import SEVERITIES, Finding
from danhmuc.vocab.messages import Fact, Message, Sentence, TextByLanguage, from_json, message_from_json, to_json

from ..messages.store import StoreText
from .database import RegistryDatabase
from .reading import read_in, read_pairs_in
from .tables import findings, texts


def pack_message(message: Message, key_of: Callable[[TextByLanguage], int] | None = None) -> str:
    """A message as a column stores it.

    All but ASCII is escaped: PostgreSQL accepts neither NUL nor half a surrogate pair.

    Args:
        key_of: returns the key of a text among its facts; without it the texts themselves are included.
    """
    return json.dumps(to_json(message, key_of))


def unpack_message(packed: str) -> Message:
    """The message from the text of `pack_message`, if its texts are included."""
    return message_from_json(json.loads(packed))


def pack_text(text: TextByLanguage) -> str:
    """A text as its row stores it."""
    return json.dumps(dict(text.texts), sort_keys=True)


def text_digest(packed: str) -> str:
    """The digest by which a packed text is found."""
    return "sha256:" + hashlib.sha256(packed.encode()).hexdigest()


def text_keys(
    database: RegistryDatabase, connection: Connection, sentences: Iterable[Sentence]
) -> Callable[[TextByLanguage], int]:
    """A function that returns the key of each text in some sentences; new texts are written, in this transaction."""
    # By identity, as thousands of findings share the text of their rule, and comparing texts takes long.
    found: dict[int, TextByLanguage] = {}
    for one in sentences:
        if isinstance(one, TextByLanguage):
            found[id(one)] = one
        else:
            found.update((id(text), text) for text in _texts_in(one))
    packed = {place: pack_text(text) for place, text in found.items()}
    digests = {place: text_digest(body) for place, body in packed.items()}
    known = read_pairs_in(connection, select(texts.c.digest, texts.c.id), texts.c.digest, set(digests.values()))
    ids = database.next_ids(connection, texts) if known.keys() != set(digests.values()) else iter(())
    fresh = []
    for place, digest in digests.items():
        if digest not in known:
            known[digest] = next(ids)
            fresh.append({"id": known[digest], "digest": digest, "body": packed[place]})
    if fresh:
        connection.execute(texts.insert(), fresh)
    keys = {place: known[digest] for place, digest in digests.items()}
    return lambda text: keys[id(text)]


def read_sentences(connection: Connection, rows: Iterable[tuple[str | None, int | None]]) -> list[Sentence]:
    """The sentences of rows, each given as a packed message or the key of a text; all texts are read at once.

    Raises:
        RegistryError: a text is missing.
    """
    unpacked = [(None if packed is None else json.loads(packed), key) for packed, key in rows]
    keys = {key for message, key in unpacked if message is None and key is not None}
    keys.update(key for message, _ in unpacked if message is not None for key in text_keys_in(message))
    stored = read_in(connection, select(texts.c.id, texts.c.body), texts.c.id, keys)
    known: dict[object, TextByLanguage] = {key: TextByLanguage(json.loads(body)) for key, body in stored}
    missing = keys - known.keys()
    if missing:
        raise RegistryError(StoreText.TEXT_MISSING(key=min(missing)))
    return [known[key] if message is None else from_json(message, known.__getitem__) for message, key in unpacked]


def text_keys_in(message: Mapping[str, Any]) -> Iterator[int]:
    """The keys of the texts in a message that was packed with keys."""
    if "texts" in message:
        yield message["texts"]
        return
    for fact in message["facts"].values():
        for one in fact if isinstance(fact, list) else (fact,):
            if isinstance(one, Mapping) and "day" not in one:
                yield from text_keys_in(one)


def _texts_in(fact: Fact) -> Iterator[TextByLanguage]:
    if isinstance(fact, TextByLanguage):
        yield fact
    elif isinstance(fact, Message):
        for one in fact.facts.values():
            if not isinstance(one, str | int):
                yield from _texts_in(one)
    elif isinstance(fact, tuple):
        for one in fact:
            yield from _texts_in(one)


def write_findings(
    database: RegistryDatabase, connection: Connection, owned: Iterable[tuple[Mapping[str, int | None], Finding]]
) -> None:
    """Store findings; each comes with the column and key of its owner."""
    pairs = list(owned)
    if not pairs:
        return
    ids = database.next_ids(connection, findings)
    rows = finding_rows(database, connection, [finding for _, finding in pairs])
    for (owner, _), row in zip(pairs, rows, strict=True):
        row["id"] = next(ids)
        row["version_id"] = owner.get("version_id")
        row["verdict_id"] = owner.get("verdict_id")
        row["run_id"] = owner.get("run_id")
    insert_many(connection, findings, rows)


def finding_rows(database: RegistryDatabase, connection: Connection, some: Sequence[Finding]) -> list[dict[str, Any]]:
    """The columns of findings, without their keys and owners; new texts are written."""
    key_of = text_keys(database, connection, (finding.message for finding in some))
    return [_finding_row(finding, key_of) for finding in some]


def _finding_row(finding: Finding, key_of: Callable[[TextByLanguage], int]) -> dict[str, Any]:
    sentence = finding.message
    return {
        "rank": SEVERITIES.index(finding.severity),
        "code": finding.code,
        "layer": finding.layer,
        "focus": storable_text(finding.focus),
        "path": storable_text(finding.path),
        "value": storable_text(finding.value),
        "value_language": finding.value_language,
        "value_datatype": finding.value_datatype,
        "fix": storable_text(finding.fix),
        "document": storable_text(finding.document),
        "line": finding.line,
        "column": finding.column,
        "message": pack_message(sentence, key_of) if isinstance(sentence, Message) else None,
        "text_id": key_of(sentence) if isinstance(sentence, TextByLanguage) else None,
    }


def storable_text(text: str | None) -> str | None:
    """Text that databases accept: no NUL, which RDF literals may have, and no half of a surrogate pair.

    The graph keeps the literal as it is.
    """
    if text is None:
        return None
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    # Surrogates are rare, and only words of other programs may hold them.
    return text if text.isascii() else text.encode(errors="replace").decode()


def is_storable(text: str | None) -> bool:
    """Whether databases accept a text as it is; one that they do not accept is in no row."""
    return storable_text(text) == text


def insert_many(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows of the same columns, none of which needs a conversion; SQLAlchemy's way costs twice as much."""
    dialect = connection.dialect
    assert isinstance(dialect, DefaultDialect), "the dialects of both databases are"
    kind: Callable[..., DefaultDialect] = type(dialect)
    connection.exec_driver_sql(_insertion(kind, dialect.positional, table, tuple(rows[0])), rows)


@cache
def _insertion(kind: Callable[..., DefaultDialect], is_positional: bool, table: Table, names: tuple[str, ...]) -> str:  # noqa: FBT001
    dialect = kind(paramstyle="named") if is_positional else kind()
    return str(table.insert().compile(dialect=dialect, column_keys=list(names)))
