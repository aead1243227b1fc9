"""The report of an export: what left, what stayed, and why, also in files of rows."""

from __future__ import annotations

import csv
import io
import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, cast

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.text import escape_controls, guard_formulas, one_line
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import RefusedRecord

from ..record.bars import Bars
from ..record.exported import ExportedRecord
from ..record.spools import PackedIndex, SpooledSequence, sorted_runs
from ..store.selecting import Candidate
from ..verdicts.current_verdicts import CurrentVerdicts
from ..verdicts.writer import NodeFault
from .decider import Ground

# ---------------------------------------------------------------- row files
# Files of rows: CSV as Excel reads it, or JSON lines.

_MARK: Final = b"\xef\xbb\xbf"
"""By which Excel knows UTF-8."""


def is_csv(path: Path) -> bool:
    """Whether a file is written as CSV, by its name; else it has JSON lines."""
    return path.suffix.casefold() == ".csv"


def write_rows(rows: Iterable[Mapping[str, object]], columns: Sequence[str], out: BinaryIO, *, as_csv: bool) -> None:
    """Write rows in their order; in CSV, lists are joined by commas."""
    if as_csv:
        out.write(_MARK)
        out.write(_csv_line(columns))
    for row in rows:
        if as_csv:
            out.write(_csv_line([guard_formulas(one_line(_cell(row[name]))) for name in columns]))
        else:
            line = json.dumps({name: row[name] for name in columns}, ensure_ascii=False)
            out.write(f"{escape_controls(line)}\n".encode("utf-8", "backslashreplace"))


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _csv_line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8", "backslashreplace")


# ---------------------------------------------------------------- report

_SHOWN: Final = 20
"""The number of records in a report; files of losses and of records left out have all."""
_COLUMNS: Final = ("iri", "property", "count")
NODE_COLUMNS: Final = ("source", "name", "fault", "records")
"""Further columns of a file of losses, of node records that left in part or as bare IRIs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarredRecord:
    """A record that would be exported if an IRI were not kept back: by another source, or within its own graph.

    Attributes:
        source: the source that describes it.
        by: the source that keeps it back.
        barred_iri: the IRI that is kept back: its own, that of something that its graph describes, such as a
            distribution, or that of what it speaks of.
        reason: ``secret`` or ``unclear`` (a mark of secrecy), ``narrowed``, ``retired`` (the other source says
            by a status that it is withdrawn), ``withdrawn``, ``withheld``, ``purged``.
    """

    iri: str
    source: str
    by: str
    reason: str
    barred_iri: str

    def as_dict(self) -> dict[str, object]:
        """The record as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultyNode:
    """A node record that exported records name and that left without what its profile does not accept.

    Attributes:
        source: the source that describes it.
        name: its title or name there; None if it has none, or may not be told.
        reason: ``never-accepted``, or ``narrowed`` (the newest version makes less public than the accepted one).
        faults: the violations for which values stay behind, or all.
        is_bare: whether nothing of it left but the IRI.
        records: number of exported records, catalogue records included, that name it, directly or through other node
            records.
    """

    iri: str
    source: str
    reason: str
    records: int
    name: str | None = None
    faults: tuple[NodeFault, ...] = ()
    is_bare: bool = True

    def as_dict(self) -> dict[str, object]:
        """The node record as JSON has it."""
        return json_members(self, self.__slots__)

    def rows(self) -> Iterator[dict[str, object]]:
        """The rows of a file of losses about it: one for each violation, or one for all of it."""
        common = {"iri": self.iri, "source": self.source, "name": self.name, "records": self.records}
        for one in self.faults:
            path = None if one.property is None else abbreviate(one.property)
            yield {**common, "property": path, "count": one.values, "fault": one.message.render("en")}
        if not self.faults:
            yield {**common, "property": None, "count": 0, "fault": self.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """The outcome of an export.

    Attributes:
        records, nodes, catalog_records, triples: numbers written.
        left_out: number of records left out, by reason: ``never-accepted``, ``narrowed`` (the newest version makes less
            public than the accepted one), ``retired`` (its source retires it by the status WITHDRAWN), ``withdrawn``,
            ``withheld``, ``other-source`` (another source, which goes first by priority or age, describes the same IRI,
            or it is stored in its valid form, too), ``unclear-secrecy`` (it has a mark of secrecy that is not
            understood), ``barred`` (another source keeps its IRI back), ``within-record`` (its source describes it
            within another record by now, and that one leaves), ``internal`` (its source is internal), ``same-as``
            (another IRI names the same thing, whose description goes first), ``barred-same-as`` (what is described
            under another IRI of the same thing is kept back), and those that the format cannot hold: ``format-class``
            (it has no such class), ``format-missing`` (it requires what the record lacks), ``format-table`` (no table
            schema describes the record), ``format-duplicate`` (another record has its
            identifier), ``format-topic`` (the record that it is about was left out).
        unnamed: number of these that a file of records left out does not name, because their own source marks them as
            state secrets.
        barred: the records that are kept back by another source, or because of an IRI that is not their own, by IRI.
        parts_left_out: number of descriptions left out within records, such as those of distributions, because a record
            or another record's graph describes the same IRI.
        nodes_left_out: number of node records that no exported record reaches, that leave as a record or in a record's
            graph, that another source describes, which goes first, or whose source is internal or was removed with its
            records.
        catalog_records_left_out: number of catalogue records that never had an accepted version, or whose newest one
            makes less public, although their topic leaves.
        partial_nodes: the node records that left without the values that violations name, those that most records name
            first.
        bare_nodes: the node records of which nothing left but the IRI, likewise.
        missing: number of records written that are missing from their source.
        still_listed: number of links from catalogues to such records that the source no longer has.
        repaired: number of triples that leave with a repaired IRI or language tag, because strict readers would refuse
            the whole file as it is stored.
        repaired_examples: the first of them, as stored.
        unwritten: number of triples left out because the format cannot hold them, or no repair makes them valid.
        unwritten_examples: the first of them, as N-Quads.
        unwritten_by_property: numbers by path of properties, the largest first; those that end in ``/rdf:language`` are
            of texts that left without their language.
        unwritten_records: the first records that lost something, by IRI.
        unwritten_record_count: the number of all of them.
        refused: the first records that the format cannot hold at all.
        addresses_left_out: number of triples left out because they lead to relative addresses of a document without a
            base, which nobody can follow, with the distributions that had no other.
        addresses_examples: the first of them, as N-Quads.
        loss_record_count: number of records that the file of losses names.
        validated: number of versions that the export validated, since their stored verdict was not current.
        not_validated: why a source cannot be validated, by its name; nothing of it leaves.
        contacts_given: number of records that have the contact of their catalogue, which the settings name: the format
            requires one, and can hold none of theirs.
    """

    format: str
    target: str
    records: int
    nodes: int
    catalog_records: int
    triples: int
    missing: int
    nodes_left_out: int
    parts_left_out: int = 0
    catalog_records_left_out: int = 0
    still_listed: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    unnamed: int = 0
    barred: tuple[BarredRecord, ...] = ()
    partial_nodes: tuple[FaultyNode, ...] = ()
    bare_nodes: tuple[FaultyNode, ...] = ()
    repaired: int = 0
    repaired_examples: tuple[str, ...] = ()
    unwritten: int = 0
    unwritten_examples: tuple[str, ...] = ()
    unwritten_by_property: Mapping[str, int] = field(default_factory=dict)
    unwritten_records: tuple[RecordLosses, ...] = ()
    unwritten_record_count: int = 0
    refused: tuple[RefusedRecord, ...] = ()
    contacts_given: int = 0
    addresses_left_out: int = 0
    addresses_examples: tuple[str, ...] = ()
    loss_record_count: int = 0
    validated: int = 0
    not_validated: Mapping[str, Message] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """The report as JSON has it."""
        return json_members(self, self.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLosses:
    """Losses of one record.

    Attributes:
        properties: numbers by path, as in `Unwritten.by_record`.
    """

    iri: str
    properties: Mapping[str, int]

    def as_dict(self) -> dict[str, object]:
        """The record as JSON has it."""
        return json_members(self, ("iri", "properties"))


def first_losses(lost: Unwritten) -> tuple[RecordLosses, ...]:
    """The first records that lost something, by IRI."""
    first = nsmallest(_SHOWN, lost.by_record)
    return tuple(RecordLosses(iri=iri, properties=lost.by_record[iri]) for iri in first)


def first_refused(lost: Unwritten) -> tuple[RefusedRecord, ...]:
    """The first records that the format cannot hold, by IRI."""
    return tuple(nsmallest(_SHOWN, lost.refused, key=lambda one: one.iri))


def sorted_refused(lost: Unwritten) -> Iterator[RefusedRecord]:
    """All records that the format cannot hold, by IRI."""
    lines = (
        b"%b\0%d\n" % (one.iri.encode("utf-8", "surrogatepass"), number) for number, one in enumerate(lost.refused)
    )
    return (lost.refused[int(line.rpartition(b"\0")[2])] for line in sorted_runs(lines))


def write_losses(lost: Unwritten, nodes: Iterable[FaultyNode], out: BinaryIO, *, as_csv: bool) -> None:
    """Write a row for each record and property that it lost, by IRI and path, then those of faulty node records.

    They are written as CSV, else as JSON lines.
    """
    nothing = dict.fromkeys(NODE_COLUMNS)
    rows = ({**nothing, **dict(zip(_COLUMNS, one, strict=True))} for one in sorted_losses(lost.by_record))
    write_rows(chain(rows, (row for one in nodes for row in one.rows())), _COLUMNS + NODE_COLUMNS, out, as_csv=as_csv)


def sorted_losses(by_record: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, str, int]]:
    """IRI, property and number of each loss, by IRI and property."""
    for line in sorted_runs(iri.encode("utf-8", "surrogatepass") + b"\n" for iri in by_record):
        iri = line[:-1].decode("utf-8", "surrogatepass")
        for path, count in by_record[iri].items():
            yield iri, path, count


# ---------------------------------------------------------------- leaving
# Why single records leave or do not leave by an export; those left out are counted, and one by one if that is wanted.
#
# There may be as many as records, so they are in a temporary file.

_LEFT_OUT_COLUMNS: Final = ("iri", "source", "reason", "by", "instead", "fields")
FEED_COLUMNS: Final = ("iri", "source", "reason", "by", "instead", "violations")
"""The columns of what a feed leaves out: no format decides, but the build validates."""
_END: Final = b"\0"
"""The end of what lines are sorted by: no IRI or name has it, and it comes before all other bytes."""
_NONE: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingRecord:
    """Whether a record leaves by an export of everything.

    Attributes:
        leaves: None for a node record that leaves only together with exported records that lead to it.
        is_newest: whether the newest version leaves, and not an older one; None if none does.
        reason: why it does not leave, as in `ExportReport.left_out`; of a catalogue record also ``topic-left-out``.
        by: the other source that keeps it back, or whose description leaves instead; None if a mark of a state secret
            keeps it back.
        instead: the IRI that leaves instead, if it is another name of the same thing.
    """

    leaves: bool | None
    is_newest: bool | None = None
    reason: str | None = None
    by: str | None = None
    instead: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The answer as JSON has it."""
        return json_members(self, ("leaves", "is_newest", "reason", "by", "instead"))


class LeftOutRecord(NamedTuple):
    """A record that an export left out; `reason`, `by` and `instead` as in `LeavingRecord`.

    Attributes:
        is_secret: whether its own source marks it as a state secret; no file names it.
        fields: what it lacks, if the format cannot hold it; as in `RefusedRecord`.
        violations: number of violations of its newest version, if that is why; None if nobody counted.
    """

    iri: str
    source: str
    reason: str
    by: str | None = None
    is_secret: bool = False
    instead: str | None = None
    fields: tuple[str, ...] = ()
    violations: int | None = None


def left_out(record: ExportedRecord, reason: str) -> LeftOutRecord:
    """A record that leaves a registry, and is left out of what is written of it."""
    assert record.facts is not None, "it comes from a registry"
    return LeftOutRecord(record.iri, record.facts.source, reason)


def left_out_by_format(refused: RefusedRecord) -> LeftOutRecord:
    """A record that the format cannot hold, as one that was left out."""
    return LeftOutRecord(refused.iri, refused.source or "", f"format-{refused.why}", fields=refused.fields)


def write_left_out(
    records: Iterable[LeftOutRecord], out: BinaryIO, *, as_csv: bool, columns: Sequence[str] = _LEFT_OUT_COLUMNS
) -> None:
    """Write each record with its reason, the source that keeps it back or goes first, and the IRI that leaves instead.

    They are written by IRI: as CSV, else as JSON lines.

    What its own source marks as a state secret is not named.
    """
    lines = (_sortable(one, columns) for one in records if not one.is_secret)
    write_rows((json.loads(line.rpartition(_END)[2]) for line in sorted_runs(lines)), columns, out, as_csv=as_csv)


def _sortable(one: LeftOutRecord, columns: Sequence[str]) -> bytes:
    """The line of a record, behind that by which it is sorted."""
    key = (text.encode("utf-8", "surrogatepass").replace(b"\n", b" ") for text in (one.iri, one.source))
    return _END.join((*key, json.dumps(json_members(one, columns)).encode() + b"\n"))


class LeftOut:
    """The records that are left out so far.

    Attributes:
        counts: their number, by reason.
        unnamed: number of those that their own source marks as state secrets.
    """

    def __init__(self, bars: Bars, verdicts: CurrentVerdicts | None, *, names: bool) -> None:
        """
        Args:
            verdicts: those of today, which count violations; None if stored ones count.
            names: whether the records are wanted one by one.
        """
        self._bars = bars
        self._verdicts = verdicts
        self.counts: Counter[str] = Counter()
        self.unnamed = 0
        self._rows = LeftOutRows() if names else None
        self._barred: list[BarredRecord] = []

    @property
    def records(self) -> Sequence[LeftOutRecord]:
        """The records one by one, if they are asked for."""
        return () if self._rows is None else self._rows

    @property
    def barred(self) -> list[BarredRecord]:
        """The records kept back by another source, or because of an IRI that is not their own, by IRI."""
        return sorted(self._barred, key=lambda barred: (barred.iri, barred.source))

    def add(self, candidate: Candidate, ground: Ground) -> None:
        """Leave out a record."""
        bars = self._bars.of_any_version(candidate.iri) if self._bars.marks else ()
        is_secret = any(bar.source == candidate.source and bar.reason == "secret" for bar in bars)
        is_counted = self._verdicts is not None and ground.reason == "never-accepted"
        self.counts[ground.reason] += 1
        self.unnamed += is_secret
        if self._rows is not None:
            violations = self._verdicts.violations_of(candidate) if is_counted and self._verdicts else None
            fields = (candidate.iri, candidate.source, ground.reason, ground.by, is_secret, ground.instead)
            self._rows.append(LeftOutRecord(*fields, violations=violations))
        iri, bar, source = ground.barred_iri, ground.bar, candidate.source
        # What its own source keeps back by itself names nobody else.
        if bar is not None and (ground.reason == "barred" or iri != candidate.iri):
            self._barred.append(
                BarredRecord(iri=candidate.iri, source=source, by=bar.source, reason=bar.reason, barred_iri=iri)
            )


class LeftOutRows(SpooledSequence[LeftOutRecord]):
    """The records, in the order in which they are added."""

    def _fields(self, value: LeftOutRecord) -> Sequence[object]:
        return value

    def _value(self, fields: Sequence[object]) -> LeftOutRecord:
        found = LeftOutRecord._make(cast("list[Any]", fields))
        return found._replace(fields=tuple(found.fields))


class LeftOutByIri:
    """The same, found by their IRIs: several sources may describe one."""

    def __init__(self, rows: Sequence[LeftOutRecord] = (), *, form: Callable[[str], str] = lambda iri: iri) -> None:
        """
        Args:
            rows: read again for each IRI that is asked for.
            form: the form of the IRIs by which they are found.
        """
        self._rows = rows
        self._index = PackedIndex(lambda number: form(rows[number].iri))
        self._earlier = array("i")
        for row in rows:
            iri = form(row.iri)
            earlier = self._index.find(iri)
            self._earlier.append(_NONE if earlier is None else earlier)
            self._index.add(iri)

    def find(self, iri: str) -> list[LeftOutRecord]:
        """The records of an IRI that were left out, the last first."""
        found = []
        number = self._index.find(iri)
        while number is not None and number != _NONE:
            found.append(self._rows[number])
            number = self._earlier[number]
        return found

    def instead(self) -> Iterable[tuple[str, str]]:
        """IRIs of records with those that leave instead, where there are any."""
        return ((one.iri, one.instead) for one in self._rows if one.instead is not None)
