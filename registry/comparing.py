"""Tell what becomes of one description beside what the registry remembers of it, and judge it where that is due.

Knows neither RDF terms nor SQL.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol, cast

from danhmuc.shapes import Context, Validator
from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import RecordError
from danhmuc.vocab.terms import CATALOG_RECORD

from . import notices
from .links import links_of
from .messages.harvest import IRI_TOO_LONG
from .plan import ChangeKind, PlannedChange
from .source_records import MAX_IRI_BYTES, Link, Membership, Role, SourceRecord
from .summary import summary_of

__all__ = [
    "BARRED_STATES",
    "JUDGED_STATES",
    "KnownRecord",
    "Memory",
    "StoredGraph",
    "class_seen",
    "compare",
    "holds",
    "judged",
    "kept",
    "renewed",
    "standing",
]

JUDGED_STATES: Final = ("present", "missing")
"""The states in which a description may leave, so that its verdict counts."""

BARRED_STATES: Final = ("withheld", "held")
"""The states that a description stays in though its source shows it."""

_LEVEL: Final = 3
"""zlib level of stored graphs: half the time of 6 for a fifteenth more bytes."""


class KnownRecord(Protocol):
    """What the registry remembers of one description.

    Attributes:
        judged: digests of profile, lists and context of its newest version's verdict, blanks between; empty where
            there is none.
        since, until: the days between which that verdict holds, ISO; None for no limit.
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
    @property
    def since(self) -> str | None: ...
    @property
    def until(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Memory:
    """What the registry knows of a source.

    Attributes:
        known: descriptions by IRI.
        graphs: the canonical N-Quads of some versions, by their keys.
        places: the documents that a version was read from.
        links: whom the newest versions of what is in some states name.
        memberships: what catalogues list.
    """

    known: Mapping[str, KnownRecord] = field(default_factory=dict)
    graphs: Callable[[Sequence[int]], Mapping[int, bytes]] = lambda _: {}
    places: Callable[[int], Sequence[str]] = lambda _: ()
    links: Callable[[Collection[str]], Iterable[Link]] = lambda _: ()
    memberships: Callable[[], Iterable[Membership]] = lambda: ()

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


def class_seen(role: str, main_class: str | None) -> str | None:
    """The class by which others see a description; node records are seen with all that they say."""
    if role == "catalog-record":
        return CATALOG_RECORD.value
    return main_class if role == "record" else None


def compare(record: SourceRecord, known: KnownRecord | None) -> PlannedChange:
    """What becomes of a description that is there.

    Raises:
        RecordError: it cannot be kept.
    """
    if known is not None and known.digest == record.digest and known.role == record.role:
        return kept(record, known)
    for iri in (record.iri, record.topic or ""):
        if len(iri.encode()) > MAX_IRI_BYTES:
            raise RecordError(record.iri, IRI_TOO_LONG(length=len(iri.encode()), most=MAX_IRI_BYTES))
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
        links=links_of(record.iri, record.canonical.nquads),
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
    if known is not None and change.body is None and holds(known, validator):
        key = f"{_basis(validator)} {context.around(graph).digest}"
        if known.judged == key:
            return change
    return replace(change, report=validator.check(graph, context))


def holds(known: KnownRecord, validator: Validator) -> bool:
    """Whether the stored verdict is that of the same rules and lists, and the reference date is one of its days.

    What surrounds the description may still have changed.
    """
    today = validator.today.isoformat()
    return (
        known.judged.startswith(f"{_basis(validator)} ")
        and (known.since is None or known.since <= today)
        and (known.until is None or today <= known.until)
    )


def renewed(
    known: Mapping[str, KnownRecord],
    graphs: Iterable[StoredGraph],
    validator: Validator,
    context: Context,
    *,
    everything: bool = False,
) -> Iterator[PlannedChange]:
    """New verdicts on descriptions as the registry has them: on those whose stored one no longer holds, or on all."""
    for graph in graphs:
        one = known[graph.iri]
        change = standing(graph.iri, one, kind="unchanged")
        change = judged(change, graph, None if everything else one, validator, context)
        if change.report is not None:
            yield change


def _basis(validator: Validator) -> str:
    return f"{validator.profile.digest} {validator.lists_digest}"


def _kind(known: KnownRecord | None, *, otherwise: ChangeKind) -> ChangeKind:
    return "reappeared" if known is not None and known.state in ("missing", "withdrawn") else otherwise
