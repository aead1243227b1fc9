"""Check the integrity of a registry: the file, the digests, the links between rows."""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, and_, func, or_, select, text
from sqlalchemy.exc import SQLAlchemyError

from danhmuc.vocab.messages import FOREIGN_WORDS, Message

from ..messages.store import StoreText
from .cause_rows import cause_problems
from .code_lists import code_list_problems
from .decisions import decision_problems
from .identity_rows import local_iri_problems, redirect_problems, spelling_problems
from .ledger import ledger_problems
from .moments import moment_problems
from .registration_rows import registration_problems
from .search_index import search_problems
from .secret_records import secret_problems
from .source_rows import source_problems
from .tables import (
    SEARCH_TABLE,
    causes,
    changes,
    findings,
    graphs,
    moments,
    records,
    redirects,
    registrations,
    rests,
    runs,
    secret_records,
    sources,
    spellings,
    texts,
    versions,
)
from .verdict_rows import rules_problems, text_digest, text_keys_in

_OF_GRAPHS: Final = (StoreText.GRAPH_PACKED_BADLY, StoreText.GRAPH_ALTERED, StoreText.GRAPH_MISCOUNTED)
_OF_RESTS: Final = (StoreText.REST_PACKED_BADLY, StoreText.REST_ALTERED, StoreText.REST_MISCOUNTED)

_TIMES: Final = ("at", "since", "until")
_RUN_STATES: Final = ("running", "complete", "incomplete", "failed", "undone")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityReport:
    """Counts of rows, and problems, a line each."""

    sources: int
    records: int
    versions: int
    graphs: int
    runs: int
    problems: tuple[Message, ...] = field(default=())


def check_integrity(connection: Connection) -> IntegrityReport:
    """Check every row that something depends on; graphs are unpacked and hashed again.

    A table that cannot be read is a problem, and the others are checked.
    """
    problems = _problems(connection)

    def number(table: Table) -> int:
        try:
            return int(connection.scalar(select(func.count()).select_from(table)) or 0)
        except SQLAlchemyError as error:
            problems.append(_unreadable(table.name, error))
            return 0

    return IntegrityReport(
        sources=number(sources),
        records=number(records),
        versions=number(versions),
        graphs=number(graphs),
        runs=number(runs),
        problems=tuple(dict.fromkeys(problems)),
    )


def _problems(connection: Connection) -> list[Message]:
    """The problems of the file, then of each table, then of the search index; some may stand there twice."""
    problems = list(_part("sqlite_schema", _file(connection)))
    if problems:
        for table in sources.metadata.tables.values():
            problems += _part(table.name, _scan(connection, table))
    for table in sources.metadata.tables.values():
        problems += _part(table.name, _values(connection, table))
    problems += [
        *_part(graphs.name, _graphs(connection, graphs)),
        *_part(rests.name, _graphs(connection, rests)),
        *_part(records.name, _rows(connection)),
        *_part(records.name, local_iri_problems(connection)),
        *_part(texts.name, _texts(connection)),
        *_part(changes.name, ledger_problems(connection)),
        *_part(moments.name, moment_problems(connection)),
        *_part(causes.name, cause_problems(connection)),
        *_part("decisions", decision_problems(connection)),
        *_part(spellings.name, spelling_problems(connection)),
        *_part(secret_records.name, secret_problems(connection)),
        *_part(redirects.name, redirect_problems(connection)),
        *_part(registrations.name, registration_problems(connection)),
        *_part(sources.name, source_problems(connection)),
        *_part("vocabularies", code_list_problems(connection)),
        *_part("bundled_lists", rules_problems(connection)),
    ]
    if not problems:
        # What it is compared with is whole.
        problems += _part(SEARCH_TABLE, search_problems(connection))
    return problems


def _scan(connection: Connection, table: Table) -> Iterator[Message]:
    """Read all rows of a table; no problem, unless that fails."""
    for _ in connection.execute(select(table).execution_options(yield_per=500)):
        pass
    yield from ()


def _part(table: str, problems: Iterable[Message]) -> Iterator[Message]:
    """The problems of one part, up to where it cannot be read; what a damaged row holds may be of any kind."""
    try:
        yield from problems
    except (SQLAlchemyError, AttributeError, LookupError, TypeError, ValueError) as error:
        yield _unreadable(table, error)


def _unreadable(table: str, error: Exception) -> Message:
    cause = getattr(error, "orig", None) or error
    return StoreText.TABLE_UNREADABLE(table=table, reason=FOREIGN_WORDS(words=" ".join(str(cause).split())))


def _file(connection: Connection) -> Iterator[Message]:
    if connection.dialect.name == "sqlite":
        for (line,) in connection.execute(text("PRAGMA integrity_check(20)")):
            if line != "ok":
                yield StoreText.FILE_DAMAGED(reason=FOREIGN_WORDS(words=" ".join(str(line).split())))
        for table, *_ in connection.execute(text("PRAGMA foreign_key_check")):
            yield StoreText.ROW_DANGLING(table=table)


def _values(connection: Connection, table: Table) -> Iterator[Message]:
    """Values that are not of the form that their columns have."""
    readers = {column.name: reader for column in table.columns if (reader := _reader_of(column)) is not None}
    if not readers:
        return
    keys = [*table.primary_key]
    query = select(*keys, *(table.c[name].label(f"value_{name}") for name in readers))
    for row in connection.execute(query.execution_options(yield_per=500)):
        for (name, reader), value in zip(readers.items(), row[len(keys) :], strict=True):
            try:
                if value is not None:
                    reader(value)
            except (TypeError, ValueError):
                yield StoreText.VALUE_UNREADABLE(
                    table=table.name, row=" ".join(map(str, row[: len(keys)])), column=name
                )


def _reader_of(column: Column[Any]) -> Callable[[str], object] | None:
    """The function that reads the values of a column; None for texts of any form."""
    if column is sources.c.settings:
        return None  # told with the name of the source
    if "JSON" in (column.comment or ""):
        return json.loads
    if column is runs.c.state:
        return _RUN_STATES.index
    return datetime.fromisoformat if column.name in _TIMES or column.name.endswith("_at") else None


def _graphs(connection: Connection, table: Table) -> Iterator[Message]:
    badly_packed, altered, miscounted = _OF_RESTS if table is rests else _OF_GRAPHS
    query = select(table.c.digest, table.c.triples, table.c.body).execution_options(yield_per=500)
    for digest, triples, body in connection.execute(query):
        try:
            nquads = zlib.decompress(body)
        except (zlib.error, TypeError) as error:
            yield badly_packed(digest=digest, reason=FOREIGN_WORDS(words=str(error)))
            continue
        if digest.partition(":")[2] != hashlib.sha256(nquads).hexdigest():
            yield altered(digest=digest)
        elif nquads.count(b"\n") != triples:
            yield miscounted(digest=digest, recorded=triples, found=nquads.count(b"\n"))


def _rows(connection: Connection) -> Iterator[Message]:
    newest = (
        select(records.c.iri, records.c.digest, versions.c.digest)
        .outerjoin(versions, versions.c.id == records.c.version_id)
        .where((versions.c.id.is_(None)) | (versions.c.digest != records.c.digest))
        .order_by(records.c.iri)
    )
    for iri, recorded, found in connection.execute(newest):
        if found is None:
            yield StoreText.VERSION_MISSING(iri=iri, recorded=recorded)
        else:
            yield StoreText.VERSION_ANOTHER(iri=iri, recorded=recorded, found=found)
    lost = select(records.c.iri).join(versions, versions.c.id == records.c.version_id)
    for (iri,) in connection.execute(lost.where(versions.c.record_id != records.c.id).order_by(records.c.iri)):
        yield StoreText.VERSION_OF_ANOTHER_RECORD(iri=iri)
    said = func.coalesce(versions.c.original, versions.c.digest)
    own = and_(versions.c.id == records.c.version_id, versions.c.record_id == records.c.id)
    # What is held is published otherwise than its source says.
    differing = (
        select(records.c.iri, records.c.source_digest, said)
        .join(versions, own)
        .where(records.c.source_digest != said, records.c.digest == versions.c.digest, records.c.hold.is_(None))
        .order_by(records.c.iri)
    )
    for iri, recorded, found in connection.execute(differing):
        yield StoreText.SAID_OTHERWISE(iri=iri, recorded=recorded, found=found)
    names = ("role", "topic", "class", "title", "publisher", "themes", "modified")
    other = or_(*(records.c[name].is_distinct_from(versions.c[name]) for name in names))
    for (iri,) in connection.execute(select(records.c.iri).join(versions, own).where(other).order_by(records.c.iri)):
        yield StoreText.VERSION_DESCRIBED_OTHERWISE(iri=iri)


def _texts(connection: Connection) -> Iterator[Message]:
    stored = select(texts.c.id, texts.c.digest, texts.c.body).execution_options(yield_per=500)
    # In order, so that keys take eight bytes each.
    keys = array("q")
    for key, digest, body in connection.execute(stored.order_by(texts.c.id)):
        keys.append(key)
        if text_digest(body) != digest:
            yield StoreText.TEXT_ALTERED(digest=digest)
    named = select(findings.c.message).where(findings.c.message.contains('"texts"')).distinct()
    for (packed,) in connection.execute(named.execution_options(yield_per=500)):
        if not all(_is_among(keys, key) for key in text_keys_in(json.loads(packed))):
            yield StoreText.ROW_DANGLING(table=findings.name)


def _is_among(keys: array[int], key: int) -> bool:
    at = bisect_left(keys, key)
    return at < len(keys) and keys[at] == key
