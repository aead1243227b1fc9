"""The change of one record: the values that a plan holds and the store writes, and how they are found."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, cast

from pyoxigraph import NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.record_terms import LINKS
from danhmuc.vocab.terms import DCAT

from .causes import ABSENCES, NO_CAUSES, CauseKind, Hold, Presence, hold_of, is_absent, presence_of, unpack_causes
from .record import Link, Role, SourceRecord, is_cell_violation
from .source_bytes import PackedBytes
from .spools import SpilledValue, has_value, held_value, let_spill, replace_unloaded
from .stored import StoredVersion
from .summary import Summary, summary_of_record

if TYPE_CHECKING:
    from danhmuc.shapes import ValidationReport

ChangeKind = Literal["created", "updated", "unchanged", "reappeared", "held", "missing", "quarantined"]
CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = (
    "created",
    "updated",
    "unchanged",
    "reappeared",
    "held",
    "missing",
    "quarantined",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedGraph:
    """A graph as it is stored.

    Attributes:
        body: canonical N-Quads, zlib.
    """

    digest: str
    triples: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """The change of one record.

    Attributes:
        record_id: key of the stored record; None for a new one.
        digest: of the graph as it is now; of the stored one if the record is missing or quarantined.
        body: canonical N-Quads, zlib; None if the stored graph stays the newest.
        original: the graph as the source has it, where `body` is corrected; None if it is the same.
        source_bytes: what the source gave of it, if that was no RDF; None if it is as it is stored.
        report: the verdict to store; None if the stored one is current or nothing is validated.
        version_id: key of the stored newest version; None for a new record.
        causes: on the stored record, packed; None for a new one.
        says_anew: whether the source says what is stored, after it said something else that was held.
        is_absent: whether it is held although the source no longer has it.
        activity_at: time of the activity that is applied by it; None if there is none, or it is stored.
        is_deleted: of a missing record: whether the source says that it was deleted, which it had not said before.
        links: outgoing links, if it has a body.
        findings: of the reader.
    """

    kind: ChangeKind
    role: Role
    iri: str
    digest: str
    record_id: int | None = None
    version_id: int | None = None
    causes: str | None = None
    says_anew: bool = False
    is_absent: bool = False
    activity_at: str | None = None
    is_deleted: bool = False
    body: bytes | None = field(default=None, repr=False)
    original: PackedGraph | None = None
    source_bytes: PackedBytes | None = None
    triples: int = 0
    summary: Summary | None = None
    topic: str | None = None
    places: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    report: ValidationReport | None = None

    @classmethod
    def of_stored(cls, iri: str, stored: StoredVersion, *, kind: ChangeKind) -> PlannedChange:
        """The change of a record that stays as it is stored."""
        return cls(
            kind=kind,
            role=cast("Role", stored.role),
            iri=iri,
            digest=stored.digest,
            record_id=stored.id,
            version_id=stored.version_id,
            causes=stored.causes,
        )

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings of the reader and of the verdict, each once: a verdict has the violations in cells, too."""
        if self.report is None:
            return self.findings
        return (*(one for one in self.findings if not is_cell_violation(one)), *self.report.findings)

    @property
    def source_digest(self) -> str:
        """Of what the source says: of the graph before corrections."""
        return self.digest if self.original is None else self.original.digest

    @property
    def has_body(self) -> bool:
        """Whether there is a `body`, which is not loaded to know it."""
        return has_value(self, "body")

    @property
    def has_report(self) -> bool:
        """Whether there is a `report`, which is not loaded to know it."""
        return has_value(self, "report")

    @property
    def writes(self) -> bool:
        """Whether applying it writes anything."""
        if self.has_body or self.has_report or has_value(self, "source_bytes") or self.ends_hold:
            return True
        if self.activity_at is not None or self.is_deleted:
            return True
        return self.kind == "reappeared" or (self.kind == "missing" and not is_absent(self.causes or NO_CAUSES))

    @property
    def was(self) -> Presence | None:
        """The presence of the stored record; None for a new one."""
        return None if self.causes is None else presence_of(self.causes)

    @property
    def hold(self) -> Hold | None:
        """The hold on the stored record; None for none."""
        return hold_of(self.causes or NO_CAUSES)

    @property
    def causes_after(self) -> frozenset[CauseKind]:
        """The causes on the stored record once this is applied."""
        before = unpack_causes(self.causes or NO_CAUSES)
        if self.kind == "reappeared":
            before -= ABSENCES
        elif self.kind == "missing" and before.isdisjoint(ABSENCES):
            before |= {"missing"}
        return before - {"held"} if self.ends_hold else before

    @property
    def ends_hold(self) -> bool:
        """Whether an undone run no longer holds the record, since its source says something else; also below a hold."""
        return "held" in unpack_causes(self.causes or NO_CAUSES) and self.says_otherwise

    @property
    def says_otherwise(self) -> bool:
        """Whether the source says something else than what may be held."""
        return self.says_anew or self.has_body or self.kind in ("reappeared", "missing")


SPILLED_FIELDS: Final = ("digest", "body", "original", "source_bytes", "summary", "links", "findings", "report")
"""The fields that are large; where changes are many, their values are in a temporary file."""
let_spill(PlannedChange, *SPILLED_FIELDS)


@dataclass(frozen=True, slots=True)
class RoleCounts:
    """Number of records of one role by kind of change; they sum to those seen plus those missing.

    Attributes:
        held: as an undone run left them, whatever the source says; also what it no longer has, which counts as seen.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    reappeared: int = 0
    held: int = 0
    missing: int = 0
    quarantined: int = 0

    @classmethod
    def of(cls, changes: Counter[ChangeKind]) -> RoleCounts:
        """The counts of a counter."""
        return cls(**{kind: changes[kind] for kind in CHANGE_KINDS})

    @property
    def seen(self) -> int:
        """Number of records that the source has now."""
        return self.created + self.updated + self.unchanged + self.reappeared + self.held + self.quarantined

    def as_dict(self) -> dict[str, int]:
        """The counts by name, ``seen`` among them."""
        return {"seen": self.seen, **{kind: getattr(self, kind) for kind in CHANGE_KINDS}}


# ---------------------------------------------------------------- links
# Outgoing links of a record, by the properties that rules follow backwards, from its canonical N-Quads.

_PREDICATES: Final = tuple((f" {term} <".encode(), term.value) for term in sorted(LINKS, key=str))
_END: Final = b"> ."
_NAMES: Final = {term: term.value for term in LINKS}


def links_of(iri: str, nquads: bytes) -> tuple[Link, ...]:
    """The links in the graph of a record, sorted, each once."""
    found = {
        Link(iri, predicate, line[line.rfind(wanted) + len(wanted) : -len(_END)].decode())
        for wanted, predicate in _PREDICATES
        if wanted in nquads
        for line in nquads.split(b"\n")
        # A literal that quotes such a triple ends otherwise, or has a datatype behind its quotation mark.
        if line.endswith(_END) and wanted in line and b'"' not in line
    }
    return tuple(sorted(found))


def links_of_record(record: SourceRecord) -> tuple[Link, ...]:
    """The same as `links_of` its graph, from its terms."""
    terms = record.terms
    linking = LINKS.intersection(terms.used[0])
    if not linking:
        return ()
    iri = record.iri
    if not terms.are_made:
        return links_of(iri, record.canonical.nquads)
    found = {
        Link(iri, _NAMES[predicate], value.value)
        for properties in terms.by_subject.values()
        for predicate in linking.intersection(set(properties))
        for value in properties[predicate]
        if type(value) is NamedNode
    }
    return tuple(sorted(found))


# ---------------------------------------------------------------- graph values
# The values that a change has of a new graph: found where the change is made, or later, beside its verdict.

_LEVEL: Final = 3
"""zlib level of stored graphs: half the time of 6 for a fifteenth more bytes."""


def compress_graph(nquads: bytes) -> bytes:
    """A graph as it is stored."""
    return zlib.compress(nquads, _LEVEL)


def _pack(nquads: bytes, *, is_stored: bool) -> bytes:
    return compress_graph(nquads) if is_stored else zlib.compress(nquads, 0)


@dataclass(frozen=True, slots=True)
class GraphValues:
    """The values of one graph.

    Attributes:
        body: canonical N-Quads, zlib; not compressed where nothing is stored, and then empty on the way from a worker,
            since to send it costs more than to pack it.
        summary: without the text to search where nothing is stored.
    """

    body: bytes
    summary: Summary
    links: tuple[Link, ...]

    @classmethod
    def of(cls, record: SourceRecord, *, is_stored: bool) -> GraphValues:
        """The values of the graph of a record.

        Args:
            is_stored: whether the change may be stored.
        """
        nquads = record.canonical.nquads
        return cls(
            _pack(nquads, is_stored=is_stored),
            summary_of_record(record, is_searched=is_stored),
            links_of_record(record),
        )


class LaterValues(SpilledValue):
    """Stands in a change for values that come with its verdict, and are found here if they are asked for before.

    Attributes:
        is_stored: whether the change may be stored.
    """

    __slots__ = ("_found", "_record", "is_stored")

    def __init__(self, record: SourceRecord, *, is_stored: bool) -> None:
        self._record = record
        self._found: GraphValues | None = None
        self.is_stored = is_stored

    def take(self, found: GraphValues) -> None:
        """Take what a worker has found."""
        body = found.body or _pack(self._record.canonical.nquads, is_stored=self.is_stored)
        self._found = GraphValues(body, found.summary, found.links)

    def find(self) -> GraphValues:
        """The values, found here unless a worker has found them."""
        if self._found is None:
            self._found = GraphValues.of(self._record, is_stored=self.is_stored)
        return self._found

    def load_value(self, name: str) -> object:
        """The value of a field."""
        return getattr(self.find(), name)

    @staticmethod
    def of_change(change: PlannedChange) -> LaterValues | None:
        """The one that stands in a change; None if it has its values."""
        held = held_value(change, "summary")
        return held if isinstance(held, LaterValues) else None


def with_values(change: PlannedChange) -> PlannedChange:
    """The change with its values in place of later ones; the same object if it has them."""
    later = LaterValues.of_change(change)
    if later is None:
        return change
    found = later.find()
    return replace_unloaded(change, body=found.body, summary=found.summary, links=found.links)


# ---------------------------------------------------------------- distributions
# Count the distributions that a record's own graph describes.
#
# Naming a distribution is not describing it: another page may describe it.

_NAMED = re.compile(rb"^\S+ " + re.escape(str(DCAT.distribution).encode()) + rb" (<[^<>\s]*>|_:\S+) \.$", re.MULTILINE)
_SUBJECT = re.compile(rb"^(<[^<>\s]*>|_:\S+) ", re.MULTILINE)


def described_distributions(nquads: bytes) -> int:
    """The number of distributions named in canonical N-Quads that are subjects there too."""
    return len(_described_names(nquads))


def named_distributions(nquads: bytes) -> set[str]:
    """The IRIs of the distributions named in canonical N-Quads, described there or not."""
    return {name[1:-1].decode() for name in _NAMED.findall(nquads) if name.startswith(b"<")}


def loses_distributions(old: bytes, new: bytes) -> bool:
    """Whether `new` lacks a distribution that `old` describes; unnamed ones can only be counted."""
    before, after = _described_names(old), _described_names(new)
    return len(after) < len(before) or any(name.startswith(b"<") and name not in after for name in before)


def _described_names(nquads: bytes) -> set[bytes]:
    return set(_NAMED.findall(nquads)) & set(_SUBJECT.findall(nquads))
