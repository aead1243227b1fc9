"""The changes of one reading as they come in, with their counts; what is refused later is taken out again."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from danhmuc.vocab.findings import ReportedSeverity

from ..record.causes import unpack_causes
from ..record.change import ChangeKind, PlannedChange
from ..record.contents import PendingRecord
from ..record.per_source import PerSource, own_findings
from ..record.record import Role, SourceRecord
from ..record.stored import StoredSource
from .change_spill import ChangeSpill

HELD_CHANGES: Final = 5_000
"""Number of changes with a graph that are held in memory; what is large in further ones is in a temporary file."""


class Remakes:
    """The records of one reading, of which any can be made once more.

    Refers to no other part of the reading: in a circle of references all records would stay in memory after it.

    Attributes:
        records: all that can be made.
        unmade: IRIs of those that could not be.
    """

    def __init__(self) -> None:
        self.records: Iterable[PendingRecord] = ()
        self.unmade: set[str] = set()
        self._by_iri: dict[str, PendingRecord] = {}

    def graph_of(self, iri: str) -> bytes:
        """The graph of a record; empty if it cannot be made."""
        if iri in self.unmade:
            return b""
        if not self._by_iri:
            for pending in self.records:
                self._by_iri.setdefault(pending.iri, pending)
        found = self._by_iri.get(iri)
        return b"" if found is None else found.make().canonical.nquads


class PlanChanges:
    """The changes of one reading.

    Attributes:
        made: the changes, in order of reading.
        withhold: keys of stored records that must never leave any more.
        places: the documents of each record that the source has, by IRI.
        validated: number of changes with a new verdict.
        verdicts: number of records by current verdict, accepted or not.
        counts: number of changes by role and kind.
        severities: number of findings by severity.
        per_source: the findings that are one for the source.
        absent: number of records that are held although the source no longer has them.
        remakes: makes the graph of a record of the source again.
    """

    def __init__(
        self, stored: StoredSource, shrink: Callable[[PlannedChange], PlannedChange] | None, source: str
    ) -> None:
        self._stored = stored
        self._shrink = shrink
        self._source = source
        self._spill: ChangeSpill | None = None
        self._large = 0
        self._parked = 0
        self.remakes = Remakes()
        self.made: list[PlannedChange] = []
        self.withhold: list[int] = []
        self.places: dict[str, tuple[str, ...]] = {}
        self.validated = 0
        self.absent = 0
        self.verdicts: Counter[bool] = Counter()
        self.severities: Counter[ReportedSeverity] = Counter()
        self.per_source = PerSource()
        self.counts: dict[Role, Counter[ChangeKind]] = {
            "record": Counter(),
            "node": Counter(),
            "element": Counter(),
            "catalog-record": Counter(),
        }

    def add(self, change: PlannedChange) -> None:
        """Add the change of one record."""
        self.counts[change.role][change.kind] += 1
        # What stays as it is stored is only counted in the end, and its digest is stored.
        stays = change.kind == "unchanged" and not change.writes
        if change.has_report and change.report is not None:
            self.per_source.add(change.iri, change.report.findings)
        held = replace(change, digest="") if stays else self._hold(change)
        self.made.append(held)
        # What is in a file is not loaded to be counted.
        self.severities.update(_severities_of(change if self._shrink is None else held))
        self.validated += change.has_report
        if change.kind in ("missing", "quarantined") or change.role != "record":
            return
        if change.is_absent:
            self.absent += 1
            return
        self.places[change.iri] = change.places
        accepted = self._is_accepted(change)
        if accepted is not None:
            self.verdicts[accepted] += 1

    @property
    def are_shrunk(self) -> bool:
        """Whether only a part of them is held in memory."""
        return self._shrink is not None

    def park(self, change: PlannedChange) -> PlannedChange:
        """A change that waits for its verdict, as it is held meanwhile; it is added with that later."""
        if self._shrink is None and change.has_body:
            self._parked += 1
        return self._smaller(change, is_one_of_many=self._parked > HELD_CHANGES)

    def _hold(self, change: PlannedChange) -> PlannedChange:
        """The change as it is held: what is large in it goes to a temporary file once there are many."""
        if self._shrink is None and change.has_body:
            self._large += 1
        return self._smaller(change, is_one_of_many=self._large > HELD_CHANGES)

    def _smaller(self, change: PlannedChange, *, is_one_of_many: bool) -> PlannedChange:
        if self._shrink is not None:
            return self._shrink(change)
        if not is_one_of_many or not change.has_body:
            return change
        if self._spill is None:
            self._spill = ChangeSpill(self._source)
        return self._spill.spill_change(change)

    def changes_to_plan(self) -> Iterator[PlannedChange]:
        """The changes without those of records that stay as they are stored."""
        return (change for change in self.made if change.kind != "unchanged" or change.writes)

    def is_said_before(self, record: SourceRecord) -> bool:
        """Whether the source said before what it says of a record now, so that no version is written."""
        version = self._stored.versions.get(record.iri)
        return version is not None and version.source_digest == record.source_digest

    def add_refused(self, role: Role, iri: str) -> None:
        """Count a record of which nothing is stored."""
        self.withhold_stored(iri)
        self.counts[role]["quarantined"] += 1

    def withhold_stored(self, iri: str) -> None:
        """Keep what is stored of a record from leaving."""
        version = self._stored.versions.get(iri)
        if version is not None and unpack_causes(version.causes).isdisjoint(("secret", "purged")):
            self.withhold.append(version.id)

    def take_out(self, changes: Collection[PlannedChange]) -> None:
        """Take changes out, and count them as quarantined."""
        if not changes:
            return
        taken = {id(change) for change in changes}
        self.made = [change for change in self.made if id(change) not in taken]
        for change in changes:
            self.counts[change.role][change.kind] -= 1
            self.counts[change.role]["quarantined"] += 1
            self.validated -= change.has_report
            self.severities.subtract(_severities_of(change))
            if change.role != "record" or change.kind in ("missing", "quarantined"):
                continue
            self.places.pop(change.iri, None)
            accepted = self._is_accepted(change)
            if accepted is not None:
                self.verdicts[accepted] -= 1

    def text_of(self, change: PlannedChange) -> bytes:
        """The graph of a change: its own, or the stored one; where neither is held, the record is made again.

        What the source says of a corrected record comes with it.
        """
        if change.body is not None:
            said = b"" if change.original is None else zlib.decompress(change.original.body)
            return zlib.decompress(change.body) + said
        if change.version_id is None:
            return self.remakes.graph_of(change.iri)
        return self._stored.graphs([change.version_id]).get(change.version_id, b"")

    def _is_accepted(self, change: PlannedChange) -> bool | None:
        """The current verdict of a record that the source has; None if there is none."""
        if change.report is not None:
            return change.report.accepted
        version = self._stored.versions.get(change.iri)
        return version.accepted if version is not None else None


def _severities_of(change: PlannedChange) -> Iterator[ReportedSeverity]:
    """The severities of the findings on a record, those of its verdict among them."""
    return (finding.reported_severity for finding in own_findings(change.all_findings))
