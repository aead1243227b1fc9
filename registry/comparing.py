"""Tell what becomes of one description beside what the registry remembers of it, and judge it where that is due.

Knows neither RDF terms nor SQL.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol, cast

from danhmuc.shapes import Context, Validator
from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import RecordError

from . import notices
from .plan import ChangeKind, PlannedChange
from .source_records import Role, SourceRecord
from .summary import summary_of

__all__ = ["KnownRecord", "Memory", "StoredGraph", "compare", "judged", "kept", "standing"]

_LEVEL: Final = 3
"""zlib level of stored graphs: half the time of 6 for a fifteenth more bytes."""
_MAX_IRI_BYTES: Final = 2_000
"""An index row of PostgreSQL holds 2,704 bytes."""


class KnownRecord(Protocol):
    """What the registry remembers of one description.

    Attributes:
        judged: profile digest, blank, context digest of its newest version's verdict; empty where there is none.
    """

    @property
    def id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def version_id(self) -> int: ...
    @property
    def digest(self) -> str: ...
    @property
    def judged(self) -> str: ...
    @property
    def accepted(self) -> bool | None: ...
    @property
    def main_class(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Memory:
    """What the registry knows of a source.

    Attributes:
        known: descriptions by IRI.
        graphs: the canonical N-Quads of some versions, by their keys.
        places: the documents that a version was read from.
    """

    known: Mapping[str, KnownRecord] = field(default_factory=dict)
    graphs: Callable[[Sequence[int]], Mapping[int, bytes]] = lambda _: {}
    places: Callable[[int], Sequence[str]] = lambda _: ()

    def stored(self, iri: str) -> StoredGraph:
        """The newest graph of a known description."""
        known = self.known[iri]
        return StoredGraph.of(iri, known.digest, self.graphs([known.version_id])[known.version_id])


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """A description as the registry has it, ready to be judged or to surround others."""

    iri: str
    canonical: CanonicalGraph

    @classmethod
    def of(cls, iri: str, digest: str, nquads: bytes) -> StoredGraph:
        """A description from what is stored of it."""
        return cls(iri, CanonicalGraph(digest, nquads, nquads.count(b"\n")))


def compare(record: SourceRecord, known: KnownRecord | None) -> PlannedChange:
    """What becomes of a description that is there.

    Raises:
        RecordError: it cannot be kept.
    """
    if known is not None and known.digest == record.digest and known.role == record.role:
        return kept(record, known)
    for iri in (record.iri, record.topic or ""):
        if len(iri.encode()) > _MAX_IRI_BYTES:
            raise RecordError(record.iri, f"an IRI of {len(iri.encode())} bytes cannot be kept, only {_MAX_IRI_BYTES}")
    findings = record.findings
    if not record.canonical.is_exact:
        findings = (*findings, notices.ordered_digest(record.iri))
    return PlannedChange(
        kind=_kind(known, otherwise="created" if known is None else "updated"),
        role=record.role,
        iri=record.iri,
        digest=record.digest,
        record_id=known.id if known is not None else None,
        version_id=known.version_id if known is not None else None,
        was=known.state if known is not None else None,
        body=zlib.compress(record.canonical.nquads, _LEVEL),
        triples=record.canonical.triples,
        summary=summary_of(record.iri, record.canonical.nquads),
        topic=record.topic,
        places=record.places,
        findings=findings,
    )


def kept(record: SourceRecord, known: KnownRecord) -> PlannedChange:
    """A description that is there and stays as the registry has it."""
    change = standing(record.iri, known, kind=_kind(known, otherwise="unchanged"))
    return replace(change, triples=record.canonical.triples, topic=record.topic, places=record.places)


def standing(iri: str, known: KnownRecord, *, kind: ChangeKind) -> PlannedChange:
    """A description as the registry has it, whatever its source says."""
    return PlannedChange(
        kind=kind,
        role=cast("Role", known.role),
        iri=iri,
        digest=known.digest,
        record_id=known.id,
        version_id=known.version_id,
        was=known.state,
    )


def judged(
    change: PlannedChange,
    graph: SourceRecord | StoredGraph,
    known: KnownRecord | None,
    validator: Validator,
    context: Context,
) -> PlannedChange:
    """The change with a verdict on `graph`, unless the stored one still holds."""
    if known is not None and known.judged and change.body is None:
        key = f"{validator.profile.digest} {context.around(graph).digest}"
        if known.judged == key:
            return change
    return replace(change, report=validator.check(graph, context))


def _kind(known: KnownRecord | None, *, otherwise: ChangeKind) -> ChangeKind:
    return "reappeared" if known is not None and known.state in ("missing", "withdrawn") else otherwise
