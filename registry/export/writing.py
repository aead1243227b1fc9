"""Write the records that may leave to a file.

Who leaves is said by `selection`, what belongs to them by `closure`; an exporter gives them their format.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, cast

from danhmuc.vocab.reading.iris import STAND_IN
from danhmuc.vocab.terms import DCAT, DCT, DMV, RDF
from danhmuc.vocab.text import mask_address_passwords
from danhmuc.vocab.valid_iris import valid_or_same
from danhmuc.vocab.writing import TermRepair, Unwritten

from ..exporters import exporter_named
from ..record.contents import Progress
from ..record.exported import ExportedRecord, PackedLosses, RefusedRows
from ..store.database import Connection
from ..store.stored_rows import sources_of
from ..store.target import refuse_targets, replacing
from ..verdicts.current_verdicts import ValidatorOf, read_current_verdicts
from .closure import Closure
from .record_filter import RecordChoice, RecordFilter
from .report import ExportReport, first_losses, first_refused, is_csv, left_out_by_format, write_left_out, write_losses
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


def export(
    connection: Connection,
    format: str,  # noqa: A002 - the word users know
    target: str | Path | BinaryIO,
    *,
    registry: Path | None = None,
    source_id: int | None = None,
    choice: RecordChoice | None = None,
    filters: Collection[RecordFilter] = (),
    left_out: Path | None = None,
    losses: Path | None = None,
    readable: bool = False,
    only_present: bool = False,
    validator: ValidatorOf | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> ExportReport:
    """Write the records that may leave; a path is replaced only when everything is written, ``x.ttl.gz`` is gzipped.

    Args:
        registry: the file of the registry, if it is one.
        choice: the choice of records, if it is not all.
        filters: what a record must fit; those that do not are left out, each for its reason.
        left_out: the file that names the records left out; see `write_left_out`.
        readable: whether others may read that file, and not its owner alone.
        only_present: whether records that are missing from their source are left out, too.
        losses: the file that tells what the format could not hold of each record; see `write_losses`.
        validator: returns the validator of a profile, so that verdicts of today count; None if stored ones do.
        today: the reference date; None for the day in Viet Nam.

    Raises:
        UnknownNameError: no such format, or no record has what the choice names.
        UsageError: a file cannot be written, or is a file of the registry or of any SQLite database, or a file that a
            source is read from; or both are one file.
    """
    exporter = exporter_named(format)
    files = [one for one in (target, left_out, losses) if isinstance(one, str | Path)]
    refuse_targets(*files, registry=registry, sources=sources_of(connection))
    verdicts = None
    if validator is not None:
        names = None if source_id is None else [one.name for one in sources_of(connection) if one.id == source_id]
        verdicts = read_current_verdicts(connection, validator, sources=names, today=today, progress=progress)
    selection = Selection(
        connection,
        source_id,
        choice,
        names_left_out=left_out is not None,
        only_present=only_present,
        verdicts=verdicts,
        filters=filters,
        today=today,
    )
    closure = Closure(connection, selection)
    counter: Counter[str] = Counter()
    repair = TermRepair()
    everything = closure.everything(graphs_only=getattr(exporter, "writes_graphs_only", False), progress=progress)
    addresses = StandInAddresses(lambda iri: iri in selection.leaving or iri in selection.nodes)
    records = _with_valid_terms(map(addresses.leave_out_of, everything), repair, counter)
    if isinstance(target, str | Path):
        name = str(target)
        path = Path(target)
        with replacing(path) as out, packing(name, out) as plain:
            lost = exporter.write(records, plain)
    else:
        name = "-"
        lost = exporter.write(records, target)
    unwritten = Unwritten(by_record=PackedLosses(), refused=RefusedRows())
    unwritten.include(repair.left_out)
    if lost is not None:
        unwritten.include(lost)
    if left_out is not None:
        with replacing(left_out, readable=readable) as out:
            write_left_out(
                chain(selection.left_out.records, map(left_out_by_format, unwritten.refused)),
                out,
                as_csv=is_csv(left_out),
            )
    faulty = closure.faulty_nodes()
    bare = tuple(one for one in faulty if one.is_bare)
    losses_of_all, named = Unwritten(by_record=PackedLosses()), 0
    if losses is not None:
        for one in (unwritten, addresses.lost):
            losses_of_all.include(one)
        with replacing(losses) as out:
            write_losses(losses_of_all, faulty, out, as_csv=is_csv(losses))
        named = len(losses_of_all.by_record) + sum(one.iri not in losses_of_all.by_record for one in faulty)
    repaired = repair.repaired
    roles = Counter(one.role for one in unwritten.refused)
    triples_refused = sum(one.triples for one in unwritten.refused)
    refused = Counter(left_out_by_format(one).reason for one in unwritten.refused)
    return ExportReport(
        format=format,
        target=name,
        records=counter["record"] - roles["record"],
        nodes=counter["node"] + counter["element"] - unwritten.nodes,
        catalog_records=counter["catalog-record"] - roles["catalog-record"],
        triples=counter["triples"] - unwritten.count - triples_refused + repair.left_out.count,
        missing=selection.missing,
        still_listed=selection.listing.still_listed,
        parts_left_out=sum(map(len, selection.cuts.values())),
        nodes_left_out=selection.node_count - counter["node"] - counter["element"] - len(bare),
        catalog_records_left_out=selection.catalog_records_left_out,
        left_out=dict(sorted((selection.left_out.counts + refused).items())),
        unnamed=selection.left_out.unnamed,
        barred=tuple(selection.left_out.barred),
        partial_nodes=tuple(one for one in faulty if not one.is_bare),
        bare_nodes=bare,
        repaired=repaired.count,
        repaired_examples=tuple(repaired.examples),
        unwritten=unwritten.count,
        unwritten_examples=tuple(unwritten.examples),
        unwritten_by_property=unwritten.by_property(),
        unwritten_records=first_losses(unwritten),
        unwritten_record_count=len(unwritten.by_record),
        refused=first_refused(unwritten),
        addresses_left_out=addresses.lost.count,
        addresses_examples=tuple(addresses.lost.examples),
        loss_record_count=named,
        validated=selection.validated,
        not_validated=selection.not_validated,
    )


def _with_valid_terms(
    records: Iterator[ExportedRecord], repair: TermRepair, counter: Counter[str]
) -> Iterator[ExportedRecord]:
    """The graphs as strict readers take them, counted; repaired last, since records are linked by stored IRIs."""
    again = TermRepair()
    for one in records:
        repair.left_out.record = one.iri
        nquads = repair.repair(one.nquads)
        counter[one.role] += 1
        counter["triples"] += nquads.count(b"\n")
        if one.reached:
            # These leave as records of their own, too, where their repairs are counted.
            reached = {valid_or_same(iri): again.repair(graph) for iri, graph in one.reached.items()}
            yield replace(one, nquads=nquads, reached=reached)
        else:
            yield one if nquads is one.nquads else replace(one, nquads=nquads)


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
