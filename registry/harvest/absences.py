"""Records that a source no longer has: those that it describes as something else, and too many at once.

Source of the rules: docs/decisions/0021-a-slip-is-not-a-deletion.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import descriptions_of, iri_subjects, subjects_among
from danhmuc.vocab.paging_terms import is_stream_term
from danhmuc.vocab.terms import DCAT, RDF

from ..record.change import PlannedChange
from ..record.contents import PendingRecord
from ..record.findings import part_finding, shrunken_finding, slipped_finding
from ..record.record import NODE_ROLES, Rest, Role, SourceRecord, quads_of
from ..record.source_settings import DeletionGuard
from ..record.stored import VALIDATED_STATES, StoredVersion

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
