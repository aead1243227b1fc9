"""Write the records that may leave to a file.

Who leaves is said by `selection`, what belongs to them by `closure`; an exporter gives them their format.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, Self, cast

from danhmuc.vocab.reading.iris import STAND_IN
from danhmuc.vocab.terms import DCAT, DCT, DMV, RDF
from danhmuc.vocab.text import mask_address_passwords
from danhmuc.vocab.valid_iris import valid_or_same
from danhmuc.vocab.writing import TermRepair, Unwritten

from ..exporters import exporter_named
from ..record.contents import Progress
from ..record.exported import ExportedRecord, PackedLosses, RefusedRows
from ..record.keywords import ExportKeywords, report_files
from ..record.registration import require_minimum
from ..store.database import Connection
from ..store.stored_rows import named_source, sources_of
from ..store.target import refuse_targets, replacing
from ..verdicts.current_verdicts import ValidatorOf, read_current_verdicts
from .closure import Closure
from .record_filter import RecordChoice, RecordFilter, is_only_present
from .report import (
    ExportReport,
    FaultyNode,
    LeftOutRecord,
    first_losses,
    first_refused,
    is_csv,
    left_out_by_format,
    write_left_out,
    write_losses,
)
from .selection import Selection

# ---------------------------------------------------------------- stand in addresses
# Addresses that nobody can follow: relative ones of documents without a base. They do not leave.
#
# A document that has no address and declares no base gets a stand-in, so that its relative IRIs are told apart. What is
# described under such an IRI keeps it as its name, and links between descriptions hold. A link to nothing that leaves
# would be an address of no host. They are cut after any policy has seen them, and what says how public something is
# stays: without a value that nobody understands it would seem to be public. Passwords in addresses that leave are
# masked.
#
# Source of the rules: docs/decisions/0057-addresses-that-nobody-can-follow.md, 0090-passwords-in-addresses.md.

_START: Final = f"<{STAND_IN}".encode()
_ACCESS: Final = f"<{DCAT.accessURL.value}>".encode()
_WAYS: Final = frozenset(f"<{term.value}>".encode() for term in (DCAT.accessURL, DCAT.downloadURL, DCAT.accessService))
"""Ways to the data of a distribution."""
_VALUES: Final = frozenset(
    f"<{term.value}>".encode()
    for term in (RDF.type, DCT.accessRights, DMV.sharingNature, DMV.personalData, DMV.importance, DMV.secrecy)
)
"""Properties whose values are no addresses, but words that nobody understands."""
_END: Final = b" ."


class StandInAddresses:
    """Leaves out triples that lead to such addresses, and counts them.

    Attributes:
        lost: the triples left out, by record; each record counts once, however often it is asked for.
    """

    def __init__(self, is_leaving: Callable[[str], bool]) -> None:
        """`is_leaving` says whether something is described under an IRI by what leaves."""
        self._is_leaving = is_leaving
        self.lost = Unwritten(by_record=PackedLosses())

    def leave_out_of(self, record: ExportedRecord) -> ExportedRecord:
        """A record without them, and without those of what it reaches; passwords in its addresses are masked."""
        nquads = _mask_graph(self.leave_out(record.iri, record.nquads))
        reached = {
            mask_address_passwords(iri): _mask_graph(self.leave_out(iri, graph))
            for iri, graph in record.reached.items()
        }
        if nquads is record.nquads and all(reached.get(iri) is graph for iri, graph in record.reached.items()):
            return record
        return replace(record, iri=mask_address_passwords(record.iri), nquads=nquads, reached=reached)

    def leave_out(self, iri: str, nquads: bytes) -> bytes:
        """The graph of a record without them.

        A distribution whose only way to the data was such an address goes as a whole: it would be none.
        """
        if b" " + _START not in nquads:
            return nquads
        lines = nquads.split(b"\n")[:-1]
        subjects = {line.partition(b" ")[0] for line in lines}
        lost = [line for line in lines if self._leads_nowhere(line, subjects)]
        if not lost:
            return nquads
        kept = _without(lines, lost)
        without_way = {line.split(b" ", 2)[0] for line in lost if line.split(b" ", 2)[1] == _ACCESS}
        without_way -= {line.split(b" ", 2)[0] for line in kept if line.split(b" ", 2)[1] in _WAYS}
        kept = _without_parts(kept, without_way - {f"<{iri}>".encode()})
        self._count(iri, _without(lines, kept))
        return b"".join(line + b"\n" for line in kept)

    def _leads_nowhere(self, line: bytes, subjects: Collection[bytes]) -> bool:
        _, predicate, value = line.removesuffix(_END).split(b" ", 2)
        return predicate not in _VALUES and any(
            term.startswith(_START) and term not in subjects and not self._is_leaving(term[1:-1].decode())
            for term in (predicate, value)
        )

    def _count(self, iri: str, lost: Sequence[bytes]) -> None:
        if iri not in self.lost.by_record:
            self.lost.record = iri
            for line in lost:
                self.lost.add(line.removesuffix(_END).decode())


def _mask_graph(nquads: bytes) -> bytes:
    masked = mask_address_passwords(nquads)
    return nquads if masked == nquads else b"".join(sorted(set(masked.splitlines(keepends=True))))


def _without(lines: Sequence[bytes], some: Collection[bytes]) -> list[bytes]:
    gone = set(some)
    return [line for line in lines if line not in gone]


def _without_parts(lines: list[bytes], parts: set[bytes]) -> list[bytes]:
    """Lines without the descriptions of some parts, the links to them, and blank nodes to which only they led."""
    while parts:
        kept = [line for line in lines if parts.isdisjoint(_ends_of(line))]
        values = {_ends_of(line)[1] for line in kept}
        gone = {_ends_of(line)[1] for line in _without(lines, kept)}
        parts = {value for value in gone if value.startswith(b"_:") and value not in values}
        lines = kept
        parts &= {_ends_of(line)[0] for line in lines}
    return lines


def _ends_of(line: bytes) -> tuple[bytes, bytes]:
    subject, _, value = line.removesuffix(_END).split(b" ", 2)
    return subject, value


# ---------------------------------------------------------------- writing

_GZIP_LEVEL: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """An order for an export.

    Attributes:
        source_id: key of the source, if it is not of all.
        choice: the choice of records, if it is not all.
        filters: what a record must fit; those that do not are left out, each for its reason.
        left_out: the file that names the records left out; see `write_left_out`.
        losses: the file that tells what the format could not hold of each record; see `write_losses`.
        readable: whether others may read the file of what is left out, and not its owner alone.
        only_present: whether records that are missing from their source are left out, too.
        today: the reference date; None for the day in Viet Nam.
        progress: called while records are read.
    """

    source_id: int | None = None
    choice: RecordChoice | None = None
    filters: Collection[RecordFilter] = ()
    left_out: Path | None = None
    losses: Path | None = None
    readable: bool = False
    only_present: bool = False
    today: date | None = None
    progress: Progress | None = None

    @classmethod
    def of(cls, connection: Connection, chosen: ExportKeywords) -> Self:
        """The order that the keywords of `Registry.export` mean, for which the same errors are raised."""
        only_present = is_only_present(chosen.get("state"))
        source, least = chosen.get("source"), chosen.get("min_status")
        left_out, losses = report_files(chosen)
        return cls(
            source_id=None if source is None else named_source(connection, source).id,
            choice=RecordChoice.of(chosen.get("publisher"), chosen.get("theme")),
            filters=() if least is None else (RecordFilter(min_status=require_minimum(least)),),
            left_out=left_out,
            losses=losses,
            readable=chosen.get("readable", False),
            only_present=only_present,
            today=chosen.get("today"),
            progress=chosen.get("progress"),
        )

    def select(self, connection: Connection, validator: ValidatorOf | None) -> Selection:
        """The selection of what leaves."""
        verdicts = None
        if validator is not None:
            own = [one.name for one in sources_of(connection) if one.id == self.source_id]
            names = None if self.source_id is None else own
            verdicts = read_current_verdicts(
                connection, validator, sources=names, today=self.today, progress=self.progress
            )
        return Selection(
            connection,
            self.source_id,
            self.choice,
            names_left_out=self.left_out is not None,
            only_present=self.only_present,
            verdicts=verdicts,
            filters=self.filters,
            today=self.today,
        )

    def write_left_out(self, records: Iterable[LeftOutRecord]) -> None:
        """Write the records left out, if they are asked for; state secrets are not named."""
        if self.left_out is not None:
            with replacing(self.left_out, readable=self.readable) as out:
                write_left_out(records, out, as_csv=is_csv(self.left_out))

    def write_losses(self, lost: Iterable[Unwritten], nodes: Collection[FaultyNode]) -> int:
        """Write the losses, if they are asked for; returns the number of records and node records that they name."""
        if self.losses is None:
            return 0
        whole = Unwritten(by_record=PackedLosses())
        for one in lost:
            whole.include(one)
        with replacing(self.losses) as out:
            write_losses(whole, nodes, out, as_csv=is_csv(self.losses))
        return len(whole.by_record) + sum(one.iri not in whole.by_record for one in nodes)


def export(
    connection: Connection,
    format: str,  # noqa: A002 - the word users know
    target: str | Path | BinaryIO,
    order: ExportOrder | None = None,
    *,
    registry: Path | None = None,
    validator: ValidatorOf | None = None,
) -> ExportReport:
    """Write the records that may leave; a path is replaced only when everything is written, ``x.ttl.gz`` is gzipped.

    Args:
        order: None for all that leaves.
        registry: the file of the registry, if it is one.
        validator: returns the validator of a profile, so that verdicts of today count; None if stored ones do.

    Raises:
        UnknownNameError: no such format, or no record has what the choice names.
        UsageError: a file cannot be written, or is a file of the registry or of any SQLite database, or a file that a
            source is read from; or both are one file.
    """
    order = ExportOrder() if order is None else order
    exporter = exporter_named(format)
    files = [one for one in (target, order.left_out, order.losses) if isinstance(one, str | Path)]
    refuse_targets(*files, registry=registry, sources=sources_of(connection))
    selection = order.select(connection, validator)
    closure = Closure(connection, selection)
    everything = closure.everything(graphs_only=getattr(exporter, "writes_graphs_only", False), progress=order.progress)
    written = _WrittenRecords(selection, everything)
    if isinstance(target, str | Path):
        with replacing(Path(target)) as out, packing(str(target), out) as plain:
            lost = exporter.write(iter(written), plain)
    else:
        lost = exporter.write(iter(written), target)
    unwritten = Unwritten(by_record=PackedLosses(), refused=RefusedRows())
    unwritten.include(written.repair.left_out)
    if lost is not None:
        unwritten.include(lost)
    order.write_left_out(chain(selection.left_out.records, map(left_out_by_format, unwritten.refused)))
    faulty = closure.faulty_nodes()
    report = _report(selection, written, unwritten, faulty)
    named = order.write_losses((unwritten, written.addresses.lost), faulty)
    name = str(target) if isinstance(target, str | Path) else "-"
    return replace(report, format=format, target=name, loss_record_count=named)


class _WrittenRecords:
    """The records that leave, as strict readers take them, counted as they are written.

    Attributes:
        addresses: leaves out addresses that nobody can follow.
        repair: of the terms.
        counts: records by their role, and triples.
    """

    def __init__(self, selection: Selection, records: Iterator[ExportedRecord]) -> None:
        self.addresses = StandInAddresses(lambda iri: iri in selection.leaving or iri in selection.nodes)
        self.repair = TermRepair()
        self.counts: Counter[str] = Counter()
        self._records = records

    def __iter__(self) -> Iterator[ExportedRecord]:
        """The records; repaired last, since they are linked by stored IRIs."""
        again = TermRepair()
        for one in map(self.addresses.leave_out_of, self._records):
            self.repair.left_out.record = one.iri
            nquads = self.repair.repair(one.nquads)
            self.counts[one.role] += 1
            self.counts["triples"] += nquads.count(b"\n")
            if one.reached:
                # These leave as records of their own, too, where their repairs are counted.
                reached = {valid_or_same(iri): again.repair(graph) for iri, graph in one.reached.items()}
                yield replace(one, nquads=nquads, reached=reached)
            else:
                yield one if nquads is one.nquads else replace(one, nquads=nquads)


def _report(
    selection: Selection, written: _WrittenRecords, unwritten: Unwritten, faulty: Collection[FaultyNode]
) -> ExportReport:
    """The report, without the format, the target and the file of losses."""
    counts, repair, lost = written.counts, written.repair, written.addresses.lost
    bare = tuple(one for one in faulty if one.is_bare)
    roles = Counter(one.role for one in unwritten.refused)
    triples_refused = sum(one.triples for one in unwritten.refused)
    refused = Counter(left_out_by_format(one).reason for one in unwritten.refused)
    return ExportReport(
        format="",
        target="",
        records=counts["record"] - roles["record"],
        nodes=counts["node"] + counts["element"] - unwritten.nodes,
        catalog_records=counts["catalog-record"] - roles["catalog-record"],
        triples=counts["triples"] - unwritten.count - triples_refused + repair.left_out.count,
        missing=selection.missing,
        still_listed=selection.listing.still_listed,
        parts_left_out=sum(map(len, selection.cuts.values())),
        nodes_left_out=selection.node_count - counts["node"] - counts["element"] - len(bare),
        catalog_records_left_out=selection.catalog_records_left_out,
        left_out=dict(sorted((selection.left_out.counts + refused).items())),
        unnamed=selection.left_out.unnamed,
        barred=tuple(selection.left_out.barred),
        partial_nodes=tuple(one for one in faulty if not one.is_bare),
        bare_nodes=bare,
        repaired=repair.repaired.count,
        repaired_examples=tuple(repair.repaired.examples),
        unwritten=unwritten.count,
        unwritten_examples=tuple(unwritten.examples),
        unwritten_by_property=unwritten.by_property(),
        unwritten_records=first_losses(unwritten),
        unwritten_record_count=len(unwritten.by_record),
        refused=first_refused(unwritten),
        addresses_left_out=lost.count,
        addresses_examples=tuple(lost.examples),
        validated=selection.validated,
        not_validated=selection.not_validated,
    )


@contextmanager
def packing(name: str, out: BinaryIO) -> Iterator[BinaryIO]:
    """The stream to write to: one that packs, if the name of the target ends in ``.gz``.

    Neither a time nor a name is written, so that the same export has the same bytes.
    """
    if not name.casefold().endswith(".gz"):
        yield out
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=_GZIP_LEVEL, mtime=0) as packed:
        yield cast("BinaryIO", packed)
