"""The marks of a stored record that are not understood, for a person who answers them."""

from __future__ import annotations

from dataclasses import dataclass

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.lines import iri_subjects, iri_values

from ..record.bars import Bars
from ..record.record import NODE_ROLES, SourceRecord
from ..record.secrecy import reached_mark, topics_of, unclear_marks
from ..store.database import Connection
from ..store.reading import graph_body, original_body, places_of
from ..store.searching import RecordRow, record_rows


@dataclass(frozen=True, slots=True)
class SaidMarks:
    """The possible marks of secrecy in a record, as its source says it.

    Attributes:
        keys: of the marks; see `UnclearMark`.
        names: the IRIs that are barred because of them.
    """

    keys: frozenset[str]
    names: frozenset[str]


def said_in_store(connection: Connection, row: RecordRow, bars: Bars) -> SaidMarks:
    """The marks of the newest version of a record, with and without corrections, and of node records it reaches."""
    places = places_of(connection, row.version_id)
    graphs = (graph_body(connection, row.version_id), original_body(connection, row.version_id))
    keys: set[str] = set()
    names = {row.iri}
    known: dict[str, bool] = {}
    for nquads in graphs:
        if nquads is None:
            continue
        canonical = CanonicalGraph(row.digest, nquads, nquads.count(b"\n"))
        record = SourceRecord(iri=row.iri, role="record", types=(), canonical=canonical, places=places)
        own = iri_subjects(nquads)
        named = sorted(iri_values(nquads) - own)
        reached = [name for name in named if _leads_to_mark(connection, row.source, name, bars, known)]
        keys.update(one.key for one in (*unclear_marks(record), *map(reached_mark, reached)))
        names |= own | topics_of(record)
    unclear = {name for name in names if {bar.reason for bar in bars.marks_of(name)} == {"unclear"}}
    return SaidMarks(keys=frozenset(keys), names=frozenset(unclear))


def _leads_to_mark(connection: Connection, source: str, name: str, bars: Bars, known: dict[str, bool]) -> bool:
    """Whether a source marks an IRI, or a node record that it leads to."""
    if name not in known:
        known[name] = any(bar.source == source for bar in bars.marks_of(name))
        nodes = [] if known[name] else record_rows(connection, iri=name, source=source, role=None)
        for node in nodes:
            if node.role in NODE_ROLES:
                named = iri_values(graph_body(connection, node.version_id))
                known[name] |= any(
                    _leads_to_mark(connection, source, one, bars, known) for one in sorted(named - {name})
                )
    return known[name]
