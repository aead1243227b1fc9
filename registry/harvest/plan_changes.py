"""The changes of one reading as they come in, with their counts; what is large in them waits in a file.

The changes of one reading as they come in, with their counts; what is refused later is taken out again.
"""

from __future__ import annotations

import zlib
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from struct import Struct
from typing import Any, Final

from danhmuc.shapes import Context, ValidationReport
from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding, ReportedSeverity

from ..record.causes import unpack_causes
from ..record.change import SPILLED_FIELDS, ChangeKind, LaterValues, PlannedChange, RoleCounts
from ..record.contents import PendingRecord
from ..record.findings import PerSource, own_findings
from ..record.harvested import HarvestReport
from ..record.record import Role, SourceRecord
from ..record.spools import SpilledValue, held_value, replace_unloaded
from ..record.stored import StoredGraph, StoredSource
from ..record.summary import dump_quickly, load_quickly
from ..spooling import within_space
from ..spooling.held_bodies import ByteFile
from ..verdicts.page_workers import Outcome, PagedValidation, PagesHere

# ---------------------------------------------------------------- change spill
# A temporary file for what is large in the changes of one reading, so that they need not all be in memory.
#
# It has no name, and is gone once no change refers to it. Pickles are read back that this process has written itself.

_HEAD: Final = Struct(">qII")
"""Before the values of a change: the place of those that were spilled earlier, -1 for none; the number of bytes of its
graph, which is packed already, and of all else."""
_NOWHERE: Final = -1
_REMEMBERED: Final = 2
"""Number of places whose values are remembered: a change is often asked for several, and has two places at most."""


class ChangeSpill:
    """The temporary file.

    Args:
        source: named where there is no space.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._values = _ValueFile()

    def spill_change(self, change: PlannedChange) -> PlannedChange:
        """The change with its large values in the file; what is there already stays where it is.

        Raises:
            RegistryError: there is no space for it.
        """
        values: dict[str, object] = {}
        names: list[str] = []
        earlier = _NOWHERE
        for name in SPILLED_FIELDS:
            value = held_value(change, name)
            if value is None or value == ():
                continue
            names.append(name)
            if isinstance(value, _InSpill) and value.file is self._values:
                earlier = value.at
            else:
                values[name] = getattr(change, name)
        if not values:
            return change
        with within_space(self._source):
            there = _InSpill(self._values, self._values.add(values, earlier))
        return replace_unloaded(change, **dict.fromkeys(names, there))


class _ValueFile:
    """The values of changes, from one to the next."""

    def __init__(self) -> None:
        self._file = ByteFile()
        self._last: dict[int, tuple[dict[str, object], int]] = {}

    def add(self, values: dict[str, object], earlier: int) -> int:
        """Add values by the names of their fields; returns their place.

        Args:
            earlier: the place of other values of the same change.
        """
        body = values.pop("body", b"")
        assert isinstance(body, bytes), "it is a packed graph"
        # To compress them takes longer than all else here, and saves a kilobyte of the temporary file.
        others = dump_quickly(values) if values else b""
        return self._file.add(_HEAD.pack(earlier, len(body), len(others)) + body + others)

    def load_value(self, name: str, at: int) -> object:
        """The value of a field, from its place."""
        if name == "body":
            return self._load_body(at)
        while True:
            values, earlier = self._load_others(at)
            if name in values:
                return values[name]
            at = earlier

    def load_values(self, at: int) -> dict[str, object]:
        """The values of all fields of a change, by name."""
        found: dict[str, object] = {}
        while at != _NOWHERE:
            earlier, body, others = self._read(at)
            if body:
                found["body"] = body
            found |= _unpack(others)
            at = earlier
        return found

    def _load_body(self, at: int) -> bytes:
        while True:
            earlier, size, _ = self._head(at)
            if size:
                return self._file.read(at + _HEAD.size, size)
            at = earlier

    def _load_others(self, at: int) -> tuple[dict[str, object], int]:
        """The values at a place without the graph, and the place of those before."""
        found = self._last.get(at)
        if found is None:
            earlier, size, others = self._head(at)
            found = _unpack(self._file.read(at + _HEAD.size + size, others)), earlier
            if len(self._last) >= _REMEMBERED:
                self._last = {}
            self._last[at] = found
        return found

    def _read(self, at: int) -> tuple[int, bytes, bytes]:
        earlier, size, others = self._head(at)
        data = self._file.read(at + _HEAD.size, size + others)
        return earlier, data[:size], data[size:]

    def _head(self, at: int) -> tuple[int, int, int]:
        if at == _NOWHERE:
            raise AssertionError("a field whose value is nowhere")
        earlier, size, others = _HEAD.unpack(self._file.read(at, _HEAD.size))
        return earlier, size, others


def _unpack(others: bytes) -> dict[str, Any]:
    found: dict[str, Any] = load_quickly(others) if others else {}
    return found


class _InSpill(SpilledValue):
    """The values of one change in the file; as small as can be, since there are as many of these as changes.

    Attributes:
        file: that has them.
        at: their place.
    """

    __slots__ = ("at", "file")

    def __init__(self, file: _ValueFile, at: int) -> None:
        self.file, self.at = file, at

    def load_value(self, name: str) -> object:
        """Load the value of a field from the file."""
        return self.file.load_value(name, self.at)

    def load_values(self) -> dict[str, object]:
        """Load the values of all fields from the file."""
        return self.file.load_values(self.at)


# ---------------------------------------------------------------- plan changes

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


# ---------------------------------------------------------------- paged verdicts
# Changes whose verdicts come by pages, with those between them that need none: all come out in their order.


class PagedVerdicts:
    """The changes of one reading that wait for verdicts, or behind such."""

    def __init__(self, validation: PagedValidation | PagesHere) -> None:
        self._validation = validation
        self._changes: deque[tuple[PlannedChange, bool]] = deque()

    def wait_for_verdict(self, change: PlannedChange, graph: SourceRecord | StoredGraph, context: Context) -> bool:
        """Let a change wait for the verdict on a graph; False if that is to be found at once."""
        if not self._validation.add(graph, context, LaterValues.of_change(change)):
            return False
        self._changes.append((change, True))
        return True

    def add(self, change: PlannedChange) -> None:
        """Add a change that needs no verdict, or has it."""
        self._changes.append((change, False))

    def end_page(self) -> None:
        """Let what waits be validated, since the context changes."""
        self._validation.end_page()

    def cancel(self) -> None:
        """Take back what was not begun."""
        self._validation.cancel()
        self._changes.clear()

    def take_ready(self, *, everything: bool = False) -> Iterator[tuple[PlannedChange, Outcome | None]]:
        """The changes that wait for nothing any more, each with the outcome that it waited for; or all of them.

        Raises:
            SourceFailedError: the workers ended twice.
        """
        yield from self._without_wait()
        for outcome in self._validation.outcomes(everything=everything):
            change, waits = self._changes.popleft()
            assert waits, "what waits for nothing went before"
            yield change, outcome
            yield from self._without_wait()

    def _without_wait(self) -> Iterator[tuple[PlannedChange, None]]:
        while self._changes and not self._changes[0][1]:
            yield self._changes.popleft()[0], None


# ---------------------------------------------------------------- recounting
# The counts of a report when a change or a verdict is added or taken away.


def recount_change(report: HarvestReport, change: PlannedChange, number: int) -> HarvestReport:
    """The report with one change more (1) or less (-1), and its findings; verdicts on the records seen stay."""
    found = change.all_findings
    report = replace(
        report,
        findings=_recount_findings(report.findings, found, number),
        validated=report.validated + number * (change.report is not None),
    )
    match change.role:
        case "record":
            return replace(report, records=_recount(report.records, change, number))
        case "node":
            return replace(report, nodes=_recount(report.nodes, change, number))
        case "element":
            return replace(report, elements=_recount(report.elements, change, number))
        case _:
            return replace(report, catalog_records=_recount(report.catalog_records, change, number))


def recount_verdict(report: HarvestReport, verdict: ValidationReport, number: int) -> HarvestReport:
    """The report with one new verdict and its findings more (1) or less (-1)."""
    found = _recount_findings(report.findings, verdict.findings, number)
    return replace(report, validated=report.validated + number, findings=found)


def recount_outcome(
    report: HarvestReport, change: PlannedChange, *, accepted: bool | None, number: int
) -> HarvestReport:
    """The report with one outcome more (1) or less (-1) on a record that the source has."""
    if accepted is None or change.role != "record" or change.kind in ("missing", "quarantined"):
        return report
    if accepted:
        return replace(report, accepted=(report.accepted or 0) + number)
    return replace(report, submitted=(report.submitted or 0) + number)


def _recount(counts: RoleCounts, change: PlannedChange, number: int) -> RoleCounts:
    return replace(counts, **{change.kind: getattr(counts, change.kind) + number})


def _recount_findings(counts: Mapping[str, int], found: Iterable[Finding], number: int) -> dict[str, int]:
    recounted: dict[str, int] = {severity: counts.get(severity, 0) for severity in REPORTED_SEVERITIES}
    for finding in own_findings(found):
        recounted[finding.reported_severity] += number
    return recounted
