"""Write the records that may leave to a file.

Who leaves is said by `selection`, what belongs to them by `closure`; an exporter gives them their format.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, cast

from danhmuc.vocab.valid_iris import valid_or_same
from danhmuc.vocab.writing import TermRepair, Unwritten

from ..exporters import exporter_named
from ..record.contents import Progress
from ..record.exported import ExportedRecord
from ..record.packed_losses import PackedLosses
from ..record.refused_rows import RefusedRows
from ..store.database import Connection
from ..store.stored_rows import sources_of
from ..store.target import refuse_targets, replacing
from ..verdicts.current_verdicts import ValidatorOf, read_current_verdicts
from .closure import Closure
from .leaving import left_out_by_format, write_left_out
from .record_filter import RecordChoice, RecordFilter
from .report import ExportReport, first_losses, first_refused, write_losses
from .row_files import is_csv
from .selection import Selection
from .stand_in_addresses import StandInAddresses

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
