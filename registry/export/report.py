"""The report of an export: what left, what stayed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain
from typing import BinaryIO, Final

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import RefusedRecord

from ..record.sorted_runs import sorted_runs
from ..verdicts.valid_parts import NodeFault
from .row_files import write_rows

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
