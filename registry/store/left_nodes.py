"""Node records that only some records name: what stays stored of these when their words are deleted or kept back."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, or_, select

from danhmuc.vocab.lines import iri_values

from ..record.record import NODE_ROLES
from ..record.stored import LeftNode
from .reading import read_in
from .secret_records import secret_record_ids
from .tables import graphs, records, sources, versions

_PAGE: Final = 500


def find_left_nodes(connection: Connection, record_ids: Collection[int]) -> tuple[LeftNode, ...]:
    """The node records that some records name, or that these node records name, and nothing else that is stored does.

    All versions of the records count, and of everything else the newest; what is a state secret names nothing. The
    graphs of all other records are read, unless it is plain earlier that there is none.
    """
    own = set(record_ids)
    found: dict[str, _Node] = {}
    names = _names_of_versions(connection, own)
    while names:
        fresh = _nodes_among(connection, names.difference(found), without=own)
        found |= fresh
        names = {name for one in fresh.values() for name in one.names}
    if not found:
        return ()
    without = own.union(secret_record_ids(connection), *(one.record_ids for one in found.values()))
    named: set[str] = set()
    with closing(_newest_graphs(connection, without)) as others:
        for nquads in others:
            named |= _follow(found, (iri_values(nquads) & found.keys()) - named)
            if len(named) == len(found):
                return ()
    return tuple(
        LeftNode(iri=iri, source=source)
        for iri in sorted(found.keys() - named)
        for source in sorted(found[iri].sources)
    )


@dataclass(slots=True)
class _Node:
    """The records of one IRI in all sources, and the IRIs that they name."""

    record_ids: set[int]
    sources: set[str]
    names: set[str]


def _follow(found: dict[str, _Node], start: Iterable[str]) -> set[str]:
    """The node records that some of them lead to, themselves included."""
    reached: set[str] = set()
    level = set(start)
    while level:
        reached |= level
        level = {name for iri in level for name in found[iri].names & found.keys()} - reached
    return reached


def _names_of_versions(connection: Connection, record_ids: Iterable[int]) -> set[str]:
    """The IRIs that any version of some records names, as its source had it or corrected."""
    names: set[str] = set()
    is_body = or_(graphs.c.digest == versions.c.digest, graphs.c.digest == versions.c.original)
    query = select(graphs.c.body).join(versions, is_body).execution_options(yield_per=_PAGE)
    for (body,) in read_in(connection, query, versions.c.record_id, record_ids):
        names |= iri_values(zlib.decompress(body))
    return names


def _nodes_among(connection: Connection, iris: Iterable[str], *, without: Collection[int]) -> dict[str, _Node]:
    """The node records of some IRIs that have words."""
    found: dict[str, _Node] = {}
    query = (
        select(records.c.id, records.c.iri, sources.c.name, graphs.c.body)
        .join(sources, sources.c.id == records.c.source_id)
        .join(graphs, graphs.c.digest == records.c.digest)
        .where(records.c.role.in_(NODE_ROLES), records.c.hold.is_distinct_from("purged"))
    )
    for key, iri, source, body in read_in(connection, query, records.c.iri, iris):
        if key not in without:
            one = found.setdefault(iri, _Node(set(), set(), set()))
            one.record_ids.add(key)
            one.sources.add(source)
            one.names |= iri_values(zlib.decompress(body))
    return found


def _newest_graphs(connection: Connection, without: Collection[int]) -> Generator[bytes, None, None]:
    """The newest graphs of all records but some."""
    query = select(records.c.id, graphs.c.body).join(graphs, graphs.c.digest == records.c.digest)
    # On PostgreSQL a cursor that is not closed is left open on the server.
    with connection.execute(query.execution_options(yield_per=_PAGE)) as rows:
        for key, body in rows:
            if key not in without:
                yield zlib.decompress(body)
