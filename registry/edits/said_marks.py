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

__all__ = ["SaidMarks", "said_in_store"]


@dataclass(frozen=True, slots=True)
class SaidMarks:
    """What a source says in a record that may be marks of secrecy.

    Attributes:
        keys: of the marks; see `UnclearMark`.
        names: the IRIs that are barred because of them.
    """

    keys: frozenset[str]
    names: frozenset[str]


def said_in_store(connection: Connection, row: RecordRow, bars: Bars) -> SaidMarks:
    """The marks of the newest version of a record, as its source says it, and of node records that it reaches."""
    graph = graph_body(connection, row.version_id)
    nquads = original_body(connection, row.version_id) or graph
    record = SourceRecord(
        iri=row.iri,
        role="record",
        types=(),
        canonical=CanonicalGraph(row.digest, nquads, nquads.count(b"\n")),
        places=places_of(connection, row.version_id),
    )
    known: dict[str, bool] = {}
    named = sorted(iri_values(nquads) - iri_subjects(nquads))
    reached = [name for name in named if _leads_to_mark(connection, row.source, name, bars, known)]
    names = {row.iri, *iri_subjects(nquads), *iri_subjects(graph), *topics_of(record)}
    unclear = {name for name in names if {bar.reason for bar in bars.marks_of(name)} == {"unclear"}}
    return SaidMarks(
        keys=frozenset(one.key for one in (*unclear_marks(record), *map(reached_mark, reached))),
        names=frozenset(unclear),
    )


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
