"""Records that a source no longer has, and those that lose what they had.

Records that a source no longer has: those that it describes as something else, and too many at once.

Source of the rules: docs/decisions/0021-a-slip-is-not-a-deletion.md.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from danhmuc.shapes import Validator
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import descriptions_of, iri_subjects, subjects_among
from danhmuc.vocab.record_terms import is_stream_term
from danhmuc.vocab.terms import DCAT, RDF

from ..record.change import PlannedChange, described_distributions, named_distributions
from ..record.contents import PendingRecord
from ..record.findings import part_finding, shrunken_finding, slipped_finding
from ..record.harvested import Losses
from ..record.identity import losses_finding
from ..record.record import NODE_ROLES, Rest, Role, SourceRecord, quads_of
from ..record.source_settings import DeletionGuard
from ..record.stored import VALIDATED_STATES, StoredSource, StoredVersion
from ..record.summary import is_narrower, summary_of
from ..verdicts.page_workers import is_current, renew_verdicts
from .compare import is_unchanged
from .reading_context import ReadingContext

# ---------------------------------------------------------------- absences

_RANKS: Final = {"node": 0, "element": 0, "catalog-record": 1, "record": 2}


class Absences:
    """The records that are absent from one reading of a source.

    Attributes:
        newly_missing: number of records that were present before, once `findings` were asked for.
        is_shrunken: whether these are more than the guard of the source allows, by default a tenth of those before and
            at least two, or all.
    """

    def __init__(self, versions: Mapping[str, StoredVersion], guard: DeletionGuard, *, is_walked: bool = True) -> None:
        """`is_walked` tells whether all versions are known; else only those of what is described are asked for."""
        self._versions = versions
        self._is_walked = is_walked
        self._guard = guard
        self._slipped: dict[str, SourceRecord] = {}
        self._holders: dict[str, SourceRecord] = {}
        self.newly_missing = 0
        self.is_shrunken = False

    def is_slip(self, iri: str, role: Role) -> bool:
        """Whether a description that was a record, or a catalog record, no longer is one."""
        version = self._versions.get(iri)
        return version is not None and _RANKS[role] < _RANKS[version.role]

    def slips_of(self, records: Iterable[PendingRecord]) -> frozenset[str]:
        """The IRIs of all such descriptions."""
        return frozenset(one.iri for one in records if self.is_slip(one.iri, one.role))

    def add_slip(self, record: SourceRecord) -> None:
        """Add a description that was a record; the catalog record of what is no record is as it was."""
        if self._versions[record.iri].state in VALIDATED_STATES and not self.is_about_other(record):
            self._slipped[record.iri] = record

    def is_about_other(self, record: SourceRecord) -> bool:
        """Whether a description was a catalogue record and is one still, but of no record of this reading."""
        return self._versions[record.iri].role == "catalog-record" and DCAT.CatalogRecord.value in record.types

    def parts_in(self, record: SourceRecord) -> list[SourceRecord]:
        """The descriptions in the graph of a record that were records themselves, such as its distributions."""
        version = self._versions.get(record.iri)
        is_unchanged = version is not None and version.source_digest == record.digest
        # What an unchanged record describes was missing before this run.
        if self._is_walked:
            among = self._missing_names if is_unchanged else self._names
        else:
            states = ("missing",) if is_unchanged else VALIDATED_STATES
            among = self._names_among(iri_subjects(record.canonical.nquads), states)
        if not among:
            return []
        nquads = record.canonical.nquads
        iris = sorted(subjects_among(nquads, among) - {record.iri})
        return [_description(iri, nquads, record.places) for iri in iris]

    def add_part(self, part: SourceRecord, holder: SourceRecord) -> None:
        """Add a description that was a record and is within the graph of another one."""
        self._holders[part.iri] = holder

    def described_in(self, rests: Iterable[Rest], seen: Collection[str]) -> Iterator[SourceRecord]:
        """The descriptions among what belongs to no record that were records, without the records that were seen."""
        rests = list(rests)
        if self._is_walked:
            names = self._names
        else:
            described = {iri for rest in rests for iri in iri_subjects(rest.canonical.nquads)}
            names = self._names_among(described, VALIDATED_STATES)
        absent = {name: iri for name, iri in names.items() if iri not in seen and iri not in self._holders}
        if absent:
            for rest in rests:
                for iri in sorted(subjects_among(rest.canonical.nquads, absent)):
                    yield _description(iri, rest.canonical.nquads, (rest.place,))

    def count_slips(self, refused: Collection[str]) -> int:
        """The number of descriptions that were records, without those that are refused."""
        return len(self._slips_without(refused)) + len(self._parts_without(refused))

    def findings(self, changes: Iterable[PlannedChange], refused: Collection[str]) -> Iterator[Finding]:
        """Findings for a person to look at."""
        if slipped := self._slips_without(refused):
            yield slipped_finding(slipped)
        if parts := self._parts_without(refused):
            yield part_finding(parts)
        if not self._is_walked:
            return  # a part of a source does not show what is missing
        classes = [one.main_class for one in self._versions.values() if one.role == "record" and one.state == "present"]
        left = [self._versions.get(change.iri) for change in changes if self._is_newly_missing(change)]
        gone = [None if version is None else version.main_class for version in left]
        present, self.newly_missing = len(classes), len(gone)
        # A catalogue that is left over catalogues nothing.
        others = [len(some) - some.count(DCAT.Catalog.value) for some in (gone, classes)]
        self.is_shrunken = self._guard.stops(self.newly_missing, present) or self._guard.stops_all(*others)
        if self.is_shrunken:
            yield shrunken_finding(self.newly_missing, present)

    def _is_newly_missing(self, change: PlannedChange) -> bool:
        """Whether it left until now: what is withheld is no loss, and is not among those that are present."""
        version = self._versions.get(change.iri)
        left = change.was == "present" and (version is None or version.state == "present")
        is_absent = change.kind == "missing" and not change.is_deleted
        return is_absent and change.role == "record" and left

    def _slips_without(self, refused: Collection[str]) -> list[SourceRecord]:
        return [self._slipped[iri] for iri in sorted(self._slipped) if iri not in refused]

    def _parts_without(self, refused: Collection[str]) -> dict[str, SourceRecord]:
        """The holders of descriptions that were records, by the IRIs of these."""
        found = {iri: self._holders[iri] for iri in sorted(self._holders) if iri not in refused}
        return {iri: holder for iri, holder in found.items() if holder.iri not in refused}

    def _names_among(self, iris: Iterable[str], states: Collection[str]) -> dict[bytes, str]:
        """The IRIs, of some, that are stored as records or catalogue records in some states."""
        stored = ((iri, self._versions.get(iri)) for iri in iris)
        return {
            iri.encode(): iri
            for iri, version in stored
            if version is not None and version.role not in NODE_ROLES and version.state in states
        }

    @cached_property
    def _names(self) -> dict[bytes, str]:
        """The IRIs of stored records and catalog records that may leave, as bytes and as text."""
        return {
            iri.encode(): iri
            for iri, version in self._versions.items()
            if version.role not in NODE_ROLES and version.state in VALIDATED_STATES
        }

    @cached_property
    def _missing_names(self) -> dict[bytes, str]:
        return {name: iri for name, iri in self._names.items() if self._versions[iri].state == "missing"}


def _description(iri: str, nquads: bytes, places: tuple[str, ...]) -> SourceRecord:
    """The description of an IRI among some triples, with the classes that it has beside those of records."""
    quads = tuple(quads_of(descriptions_of(nquads, (iri,))))
    types = {value.value for subject, prop, value, _ in quads if subject.value == iri and prop == RDF.type}
    paging = set(filter(is_stream_term, types))
    return SourceRecord.of(iri, quads, role="node", types=tuple(sorted(paging or types)), places=places)


# ---------------------------------------------------------------- unseen records
# Stored records that a reading did not have: their changes, and their verdicts that are no longer current.


class UnseenRecords:
    """The stored records that one reading did not have, once all that it has is seen.

    Args:
        is_whole: whether the reading has all that the source has, so that they are missing.
    """

    def __init__(self, stored: StoredSource, seen: Collection[str], reading: ReadingContext, *, is_whole: bool) -> None:
        self._stored = stored
        self._seen = seen
        self._reading = reading
        self._is_whole = is_whole

    def changes(self) -> Iterator[PlannedChange]:
        """The deletions that the source states, and after a whole reading all that it no longer has."""
        deletions = self._reading.deletions.changes
        for iri, deletion in deletions.items():
            if iri not in self._seen:
                yield deletion
        if not self._is_whole:
            return
        for iri in self._stored.versions:
            if iri in deletions or iri in self._seen:
                continue
            if (version := self._stored.versions[iri]).presence == "withdrawn":
                continue
            if version.is_absence_held:
                yield replace(PlannedChange.of_stored(iri, version, kind="held"), is_absent=True)
            else:
                yield PlannedChange.of_stored(iri, version, kind="missing")

    def revalidate(self, validator: Validator) -> Iterator[PlannedChange]:
        """Validate the records whose rules, lists or day have changed, since their verdicts gate what leaves."""
        due = {
            iri: version
            for iri in self._stored.versions
            if iri not in self._seen
            and (version := self._stored.versions[iri]).state in VALIDATED_STATES
            and not is_current(version, validator)
        }
        # After a complete reading all unseen records are missing, unless that is held; and only missing ones have
        # missing ones as context.
        present = {
            iri: one
            for iri, one in due.items()
            if one.state == "present" and (not self._is_whole or one.is_absence_held)
        }
        missing = {iri: one for iri, one in due.items() if iri not in present}
        yield from self._renew(present, validator)
        if missing:
            self._reading.add_stored(*VALIDATED_STATES)
            links = self._stored.links(VALIDATED_STATES)
            self._reading.add_links(link for link in links if link.subject not in self._seen)
            yield from self._renew(missing, validator)

    def _renew(self, due: Mapping[str, StoredVersion], validator: Validator) -> Iterator[PlannedChange]:
        yield from renew_verdicts(due, self._reading.stored_graphs(due), validator, self._reading.context)


# ---------------------------------------------------------------- lost distributions
# Records that lose every distribution they had: a page that was cut off looks like that, as a deletion does.
#
# Source of the rules: docs/decisions/0028-deletions-wait.md.

_PROPERTY = f" {DCAT.distribution} ".encode()


@dataclass(frozen=True, slots=True)
class LosingRecord:
    """A record without any of the distributions that its stored version has.

    Attributes:
        had: the IRIs of those.
    """

    record: SourceRecord
    version: StoredVersion
    had: frozenset[str]


class LostDistributions:
    """The records of one complete reading that lose every distribution.

    Attributes:
        losing: these records; which of them are updated is known when all have been read.
    """

    def __init__(self, stored: StoredSource, guard: DeletionGuard) -> None:
        self._stored = stored
        self._guard = guard
        self._having: set[str] = set()
        self.losing: list[LosingRecord] = []
        self.losses = Losses()

    def take(self, record: SourceRecord, version: StoredVersion | None, seen: Container[str]) -> bool:
        """Whether a record loses every distribution, so that it waits until all have been read.

        Args:
            seen: what the source describes, node records all among them: a distribution that two records name is one.
        """
        if record.role != "record":
            return False
        nquads = record.canonical.nquads
        names_any = _PROPERTY in nquads
        if names_any:
            self._having.add(record.iri)
        if version is None or version.role != "record" or is_unchanged(record, version):
            return False
        if names_any and self._are_described(nquads, seen):
            return False
        old = self._stored.graph_of(record.iri).canonical.nquads
        had_some = _PROPERTY in old if not names_any else described_distributions(old) > 0
        # What makes less public is not held back: the stored version would go on leaving.
        if not had_some or is_narrower(*(summary_of(record.iri, one).publicity for one in (nquads, old))):
            return False
        self.losing.append(LosingRecord(record, version, frozenset(named_distributions(old))))
        return True

    def settle(self, records: Collection[str], *, there: int = 0) -> None:
        """Decide which of the losing records are updated; see `losses`.

        Args:
            records: the IRIs of the records that the source has; a distribution that is one now is not lost.
            there: number of records of the whole source, where only a part of it was read.
        """
        known, versions = self._stored.losses, self._stored.versions
        lost = {one.record.iri: one.version.id for one in self.losing if one.had.isdisjoint(records)}
        asked = {key for key in lost.values() if key not in known.allowed}
        gone = asked | known.recent if asked else set()
        having = {iri: versions[iri].id for iri in self._having if iri in versions} if asked else {}
        new = len(self._having) - len(having)
        held = asked if self._guard.stops(len(gone), max(len(gone.union(having.values())) + new, there)) else set()
        applied = {*lost.values()} - held
        self.losses = Losses(held=tuple(sorted(held)), applied=tuple(sorted(applied)))

    def findings(self, refused: Collection[str]) -> Iterator[Finding]:
        """The finding that names those which stay as they are stored, without records that are refused."""
        held = set(self.losses.held)
        iris = sorted(one.record.iri for one in self.losing if one.version.id in held and one.record.iri not in refused)
        if iris:
            yield losses_finding(iris)

    def _are_described(self, nquads: bytes, seen: Container[str]) -> bool:
        """Whether any distribution that it names is described, in its own graph or as a node record."""
        return described_distributions(nquads) > 0 or any(iri in seen for iri in named_distributions(nquads))
