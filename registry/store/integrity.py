"""Is the registry whole: the file, the digests, the links between rows."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, func, select, text

from .tables import graphs, records, rests, runs, sources, versions
from .vocabularies import vocabulary_problems

__all__ = ["IntegrityReport", "check_integrity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegrityReport:
    """What was counted, and what is wrong, a line each."""

    sources: int
    records: int
    versions: int
    graphs: int
    runs: int
    problems: tuple[str, ...] = field(default=())


def check_integrity(connection: Connection) -> IntegrityReport:
    """Look at every row that something depends on; graphs are unpacked and hashed again."""
    problems = [
        *_file(connection),
        *_graphs(connection, graphs),
        *_graphs(connection, rests),
        *_rows(connection),
        *map(str, vocabulary_problems(connection)),
    ]

    def number(table: Table) -> int:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)

    return IntegrityReport(
        sources=number(sources),
        records=number(records),
        versions=number(versions),
        graphs=number(graphs),
        runs=number(runs),
        problems=tuple(problems),
    )


def _file(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for (said,) in connection.execute(text("PRAGMA integrity_check(20)")):
            if said != "ok":
                yield f"database file: {' '.join(str(said).split())}"
        for table, *_ in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"table {table}: a row refers to one that is not there"


def _graphs(connection: Connection, table: Table) -> Iterator[str]:
    noun = "rest" if table is rests else "graph"
    query = select(table.c.digest, table.c.triples, table.c.body).execution_options(yield_per=500)
    for digest, triples, body in connection.execute(query):
        try:
            nquads = zlib.decompress(body)
        except zlib.error as error:
            yield f"{noun} {digest}: cannot be unpacked ({error})"
            continue
        if digest.partition(":")[2] != hashlib.sha256(nquads).hexdigest():
            yield f"{noun} {digest}: its content is not what its digest says"
        elif nquads.count(b"\n") != triples:
            found = nquads.count(b"\n")
            yield f"{noun} {digest}: {triples} triples recorded, {found} found"


def _rows(connection: Connection) -> Iterator[str]:
    newest = (
        select(records.c.iri, records.c.digest, versions.c.digest)
        .outerjoin(versions, versions.c.id == records.c.version_id)
        .where((versions.c.id.is_(None)) | (versions.c.digest != records.c.digest))
        .order_by(records.c.iri)
    )
    for iri, recorded, found in connection.execute(newest):
        yield f"record {iri}: newest version {recorded} recorded, {found or 'none'} found"
    lost = select(records.c.iri).join(versions, versions.c.id == records.c.version_id)
    for (iri,) in connection.execute(lost.where(versions.c.record_id != records.c.id).order_by(records.c.iri)):
        yield f"record {iri}: its newest version belongs to another record"
