"""Is the registry whole: the file, the digests, the links between rows."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select, text

from .tables import graphs, records, runs, sources, versions

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
    problems = [*_file(connection), *_graphs(connection), *_rows(connection)]

    def number(table: object) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]

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


def _graphs(connection: Connection) -> Iterator[str]:
    query = select(graphs.c.digest, graphs.c.triples, graphs.c.body).execution_options(yield_per=500)
    for digest, triples, body in connection.execute(query):
        try:
            nquads = zlib.decompress(body)
        except zlib.error as error:
            yield f"graph {digest}: cannot be unpacked ({error})"
            continue
        if digest.partition(":")[2] != hashlib.sha256(nquads).hexdigest():
            yield f"graph {digest}: its content is not what its digest says"
        elif nquads.count(b"\n") != triples:
            yield f"graph {digest}: {triples} triples recorded, {nquads.count(chr(10).encode())} found"


def _rows(connection: Connection) -> Iterator[str]:
    newest = (
        select(records.c.iri, records.c.digest, versions.c.digest)
        .outerjoin(versions, versions.c.id == records.c.version_id)
        .where((versions.c.id.is_(None)) | (versions.c.digest != records.c.digest))
    )
    for iri, recorded, found in connection.execute(newest):
        yield f"record {iri}: newest version {recorded} recorded, {found or 'none'} found"
