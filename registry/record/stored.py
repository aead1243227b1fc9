"""Stored sources and records as values; knows neither RDF terms nor SQL.

Stored sources and records as values; knows neither RDF terms nor SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.terms import DCAT

from .bars import Bars
from .causes import BARRING_HOLDS, NO_CAUSES, OF_PERSONS, Hold, Presence, hold_of, is_absent, presence_of, unpack_causes
from .identity import OtherSpelling, ProposedRename
from .record import Link, Membership

if TYPE_CHECKING:
    from danhmuc.shapes import Context, Profile

VALIDATED_STATES: Final = ("present", "missing")
"""The states in which a record may leave, so that its verdict counts."""

BARRED_STATES: Final = ("withdrawn", "withheld", "purged")
"""The states in which a record does not leave although its source has it."""

NOTHING_SAID: Final = ""
"""The source digest of a record that its source no longer has, where an undone run must not make it missing again."""

RELEASED: Final = "released"
"""The source digest of a record whose hold ends with whatever its source says next, and counts until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """One version of a stored record, the newest unless stated otherwise, with its verdict.

    Attributes:
        digest: of its graph, which is what is published.
        source_digest: of what the source said last; the same, unless the record is corrected or held.
        verdict_key: digests of profile, lists and context of the version's verdict, separated by blanks; empty if there
            is none.
        since, until: first and last day on which that verdict is valid, ISO; None for no limit.
        accepted: that verdict; None if there is none.
        main_class: IRI of the record's class.
        causes: on the record, packed.
    """

    id: int
    role: str
    causes: str = NO_CAUSES
    version_id: int
    digest: str
    source_digest: str
    verdict_key: str
    accepted: bool | None
    main_class: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def presence(self) -> Presence:
        """The presence of the record: present, missing or withdrawn."""
        return presence_of(self.causes)

    @property
    def hold(self) -> Hold | None:
        """The strongest hold on the record; None if nothing holds it."""
        return hold_of(self.causes)

    @property
    def is_absent(self) -> bool:
        """Whether its source does not have the record, whatever else keeps it back."""
        return is_absent(self.causes)

    @property
    def is_barred(self) -> bool:
        """Whether it does not leave even if its source has it: it is held, or a person has withdrawn it."""
        return not unpack_causes(self.causes).isdisjoint(OF_PERSONS)

    @property
    def state(self) -> str:
        """The hold that keeps the record from leaving, else its presence."""
        return self.hold if self.hold in BARRING_HOLDS else self.presence

    @property
    def is_held(self) -> bool:
        """Whether what the source says is not applied, until it says something else; also below another hold."""
        return "held" in unpack_causes(self.causes)

    @property
    def is_absence_held(self) -> bool:
        """Whether it is not missing although the source does not have it."""
        return self.source_digest == NOTHING_SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredActivity:
    """The activities of a source that were applied to one record.

    Attributes:
        at: time of the newest one in force; None if there is none.
        is_deletion: whether that is a deletion.
        is_undone: whether a deletion was undone, `undone_at` its time; None if the source did not say it.
    """

    at: str | None = None
    is_deletion: bool = False
    is_undone: bool = False
    undone_at: str | None = None

    def with_row(self, at: str | None, *, is_deletion: bool, is_undone: bool) -> StoredActivity:
        """The same with one activity more."""
        if is_undone:
            if not is_deletion:
                return self
            return replace(self, is_undone=True, undone_at=max(filter(None, (self.undone_at, at)), default=None))
        if at is not None and self.at is not None and at < self.at:
            return self
        return replace(self, at=at if at is not None else self.at, is_deletion=is_deletion)

    def holds_deletion(self, at: str | None) -> bool:
        """Whether a deletion of some time was undone, so that it is not applied again."""
        return self.is_undone and (at is None or self.undone_at is None or at <= self.undone_at)

    def is_earlier_than(self, at: str | None) -> bool:
        """Whether an activity of some time is newer than all that were applied."""
        return at is not None and (self.at is None or self.at < at)

    def is_later_than(self, at: str | None) -> bool:
        """Whether something later than some time was applied; without a time nobody knows."""
        return at is not None and self.at is not None and at < self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLosses:
    """The records of a source that lost every distribution, by their keys.

    Attributes:
        waiting: those that stay as they are stored, until a person allows it.
        allowed: those that a person allowed to lose them.
        recent: those that lost them within seven days, without a person.
    """

    waiting: frozenset[int] = frozenset()
    allowed: frozenset[int] = frozenset()
    recent: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftNode:
    """A node record, such as a contact, that only purged or secret records named, and that stays stored."""

    iri: str
    source: str

    def as_dict(self) -> dict[str, str]:
        """The node record as JSON has it."""
        return {"iri": self.iri, "source": self.source}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTotals:
    """Numbers of all records that a source has, as far as is known.

    Attributes:
        modified: ``dct:modified`` of these, as written; empty if nobody asks.
    """

    records: int = 0
    modified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredSource:
    """The stored records of a source, read on demand.

    Attributes:
        versions: newest versions by IRI.
        graphs: returns the canonical N-Quads of some versions, by their keys.
        cell_violations: returns the violations that the reader found in cells of some versions, by their keys.
        places: returns the documents that a version was read from.
        links: returns the outgoing links of the newest versions of records in some states.
        memberships: returns what catalogues list.
        bars: of the registry, those of other sources among them.
        redirects: the IRI that a record has now by each that it had before it was renamed.
        proposals: the renames that wait for an answer.
        declined: old and new IRI of the renames that a person declined.
        recent: returns the IRIs of the records that came since the last complete run.
        losses: what is known of records that lost every distribution.
        source_bytes: returns the digests of what the source gave of the newest versions, by their keys.
        held: IRIs of the records that are held after an undone run; None if that is to be found out.
        activities: returns what is known of the activities of some IRIs, by IRI.
        fetch: reads the versions of some IRIs at once, where they are read on demand.
        add_around: adds to a context what is stored around some graphs, without what is stored of some IRIs; None if
            all that is stored is to be added. With it, nothing walks all versions.
        totals: returns the numbers of the whole source; None where all of it is read.
        per_source_findings: returns the findings by a profile that are one for the source, by the IRI of the record, of
            the records present but for some.
        other_spellings: returns the records of other sources under other spellings of some IRIs.
        has_noted_spellings: returns whether the last run found any.
    """

    versions: Mapping[str, StoredVersion] = field(default_factory=dict)
    graphs: Callable[[Sequence[int]], Mapping[int, bytes]] = lambda _: {}
    places: Callable[[int], Sequence[str]] = lambda _: ()
    links: Callable[[Collection[str]], Iterable[Link]] = lambda _: ()
    memberships: Callable[[], Iterable[Membership]] = lambda: ()
    bars: Bars = field(default_factory=Bars)
    redirects: Mapping[str, str] = field(default_factory=dict)
    proposals: Collection[ProposedRename] = ()
    declined: Collection[tuple[str, str]] = ()
    recent: Callable[[], Collection[str]] = lambda: ()
    losses: KnownLosses = field(default_factory=KnownLosses)
    source_bytes: Callable[[], Mapping[int, str]] = dict
    held: Collection[str] | None = None
    activities: Callable[[Collection[str]], Mapping[str, StoredActivity]] = lambda _: {}
    fetch: Callable[[Collection[str]], None] = lambda _: None
    add_around: Callable[[Context, Sequence[StoredGraph], Collection[str]], None] | None = None
    totals: Callable[[], StoredTotals] | None = None
    per_source_findings: Callable[[Profile, Collection[str]], Mapping[str, Sequence[Finding]]] = lambda _, __: {}
    cell_violations: Callable[[Sequence[int]], Mapping[int, tuple[Finding, ...]]] = lambda _: {}
    other_spellings: Callable[[Collection[str]], Sequence[OtherSpelling]] = lambda _: ()
    has_noted_spellings: Callable[[], bool] = lambda: False

    def held_versions(self) -> dict[str, StoredVersion]:
        """The versions of the records that are held after an undone run, by IRI."""
        some = self.versions if self.held is None else [iri for iri in self.held if iri in self.versions]
        found = ((iri, self.versions[iri]) for iri in some)
        return {iri: one for iri, one in found if one.is_held or one.is_absence_held}

    def graph_of(self, iri: str) -> StoredGraph:
        """The newest graph of a stored record."""
        version = self.versions[iri]
        return StoredGraph.of(iri, version.digest, self.graphs([version.version_id])[version.version_id])

    def graph_to_validate(self, iri: str) -> StoredGraph:
        """The newest graph of a stored record, with the violations in its cells."""
        key = self.versions[iri].version_id
        return replace(self.graph_of(iri), cell_violations=self.cell_violations([key]).get(key, ()))


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """The graph of a stored record, ready to be validated or to be context of others.

    Attributes:
        cell_violations: as of `SourceRecord`; needed of what is validated.
    """

    iri: str
    canonical: CanonicalGraph
    cell_violations: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, iri: str, digest: str, nquads: bytes, cell_violations: tuple[Finding, ...] = ()) -> StoredGraph:
        """A stored graph from its columns."""
        return cls(iri, CanonicalGraph(digest, nquads, nquads.count(b"\n")), cell_violations)


def context_class(role: str, main_class: str | None) -> str | None:
    """The class by which a record is part of the context of others; of node records, the whole graph is."""
    if role == "catalog-record":
        return DCAT.CatalogRecord.value
    return main_class if role == "record" else None
