"""Export a registry as one document under one root catalogue, in the form in which records are federated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from danhmuc.vocab.writing import Unwritten, write

from ..export.report import ExportReport, first_losses, first_refused, left_out_by_format
from ..export.writing import packing
from ..exporters import exporter_named
from ..exporters.rdf_formats import MEDIA_TYPES
from ..record.contents import Progress
from ..record.exported import ExportedRecord
from ..store.database import Connection
from ..store.target import replacing
from ..verdicts.current_verdicts import ValidatorOf
from .documents import WholeDocument, root_catalog_of
from .entry_spool import EntrySpool
from .federated_form import LanguageChoice
from .feed_report import ReportFiles, format_loss_rows, gathered_loss_rows, lost_in
from .feed_settings import FeedSettings
from .gathering import gather, select_entries
from .last_feed import require_base


def export_catalog(
    connection: Connection,
    format: str,  # noqa: A002 - the word users know
    target: str | Path | BinaryIO,
    *,
    settings: FeedSettings,
    validator: ValidatorOf,
    base: str,
    registry: Path | None = None,
    files: ReportFiles | None = None,
    only_present: bool = False,
    today: date | None = None,
    progress: Progress | None = None,
) -> ExportReport:
    """Write all that leaves under one root catalogue; see `Registry.export`.

    The filters, the profile and the languages of the settings count, as in a feed.

    Args:
        files: for the records that are left out, and for what the document does not have of others.

    Raises:
        UnknownNameError: no such format, or the settings name what the registry does not know.
        UsageError: the base cannot be used, or a file cannot be written.
    """
    require_base(base)
    files = ReportFiles() if files is None else files
    files.require(connection, registry, Path(target) if isinstance(target, str | Path) else None)
    exporter = exporter_named(format)
    selection = select_entries(
        connection, settings, validator, only_present=only_present, today=today, progress=progress
    )
    with closing(EntrySpool()) as spool, closing(LanguageChoice(settings.languages)) as languages:
        gathered = gather(
            connection,
            spool,
            selection=selection,
            base=base,
            policy=None,
            languages=languages if settings.languages else None,
            names_left_out=files.left_out is not None,
            progress=progress,
        )
        root = root_catalog_of(gathered, settings.catalog, base=base)
        document = WholeDocument(gathered, root, range(len(spool.entries)))
        triples = catalog_records = 0

        def count_graphs() -> Iterator[bytes]:
            nonlocal triples, catalog_records
            for graph in document.graphs():
                triples += graph.count(b"\n")
                yield graph
            catalog_records = sum(
                len(spool.read_graphs(number).entry.catalog_records) + 1 for number in range(len(spool.entries))
            )

        def count_records() -> Iterator[ExportedRecord]:
            nonlocal triples, catalog_records
            for one in document.records():
                triples += one.nquads.count(b"\n")
                catalog_records += one.role == "catalog-record"
                yield one

        def write_to(out: BinaryIO) -> Unwritten:
            if format in MEDIA_TYPES:
                return write(format, count_graphs(), out, used_prefixes=True)
            return exporter.write(count_records(), out) or Unwritten()

        if isinstance(target, str | Path):
            name, path = str(target), Path(target)
            with replacing(path) as out, packing(name, out) as plain:
                lost = write_to(plain)
        else:
            name = "-"
            lost = write_to(target)
        refused_here = map(left_out_by_format, lost.refused)
        files.write_left_out(chain(selection.left_out.records, gathered.left_out_later, refused_here))
        named = 0
        if files.losses is not None:
            # Graphs are written without telling of which record they are.
            by_record = lost_in(document, format) if format in MEDIA_TYPES else lost
            rows = chain(gathered_loss_rows(gathered, languages), format_loss_rows(gathered, format, by_record))
            named = files.write_losses(rows)
        left_out = Counter(gathered.left_out) + Counter({"invalid": len(gathered.invalid)})
        left_out += Counter(f"format-{one.why}" for one in lost.refused)
        refused = Counter(one.role for one in lost.refused)
        return ExportReport(
            format=format,
            target=name,
            records=len(spool.entries) - refused["record"],
            nodes=len(spool.nodes) - lost.nodes,
            catalog_records=catalog_records - refused["catalog-record"],
            triples=max(0, triples - lost.count - sum(one.triples for one in lost.refused)),
            missing=gathered.missing,
            nodes_left_out=0,
            left_out=dict(sorted(left_out.items())),
            unwritten=lost.count,
            unwritten_examples=tuple(lost.examples),
            unwritten_by_property=lost.by_property(),
            unwritten_records=first_losses(lost),
            unwritten_record_count=len(lost.by_record),
            refused=first_refused(lost),
            contacts_given=lost.contacts_given,
            loss_record_count=named,
            addresses_left_out=gathered.addresses.count,
            addresses_examples=tuple(gathered.addresses.examples),
            validated=selection.validated,
            partial_nodes=tuple(one for one in gathered.faulty_nodes if not one.is_bare),
            bare_nodes=tuple(one for one in gathered.faulty_nodes if one.is_bare),
            not_validated=selection.not_validated,
        )
