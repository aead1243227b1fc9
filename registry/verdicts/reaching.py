"""The records whose verdicts depend on some node records: those that reach them, through other node records or not."""

from __future__ import annotations

from collections.abc import Collection

from danhmuc.vocab.lines import iri_values

from ..record.stored import VALIDATED_STATES
from ..store.database import Connection
from ..store.reading import graph_bodies
from ..store.selecting import leaving_versions
from ..store.stored_rows import RegisteredSource, memberships_of, newest_versions


def records_reaching(connection: Connection, source: RegisteredSource, nodes: Collection[str]) -> set[int]:
    """Keys of the records of a source of which a version that may leave reaches one of some node records.

    Every graph is read, none is validated: a tenth of what validating them takes.
    """
    named = [
        (one.record_id, one.iri, names)
        for page in leaving_versions(connection, source, VALIDATED_STATES, nodes=True)
        for one, names in zip(page, _names(connection, [one.version_id for one in page]), strict=True)
    ]
    reached, found = set(nodes), set[int]()
    grows = True
    while grows:
        before = len(reached)
        for key, iri, names in named:
            if not reached.isdisjoint(names):
                found.add(key)
                reached.add(iri)
        grows = len(reached) > before
    for page in leaving_versions(connection, source, VALIDATED_STATES, nodes=False):
        for one, names in zip(page, _names(connection, [one.version_id for one in page]), strict=True):
            if not reached.isdisjoint(names):
                found.add(one.record_id)
    catalogs = {member.catalog for member in memberships_of(connection, source.id, reached, VALIDATED_STATES)}
    return found | {one.id for one in newest_versions(connection, source.id, source.profile, catalogs).values()}


def _names(connection: Connection, version_ids: list[int]) -> list[set[str]]:
    """The IRIs that the graphs of some versions name."""
    bodies = graph_bodies(connection, version_ids)
    return [iri_values(bodies[key]) for key in version_ids]
