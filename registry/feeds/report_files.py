"""Files beside a feed or a catalogue, for its operator: records left out, and what it does not have of the others.

Rows about losses are made of what leaves, after any policy: no record that stays, and no triple that was removed, is in
one. Formats are written once more for them, into nothing, since files that are taken over from the last build are not
written again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from danhmuc.vocab.writing import Unwritten

from ..export.leaving import FEED_COLUMNS, LeftOutRecord, write_left_out
from ..export.report import NODE_COLUMNS, sorted_losses, sorted_refused
from ..export.row_files import is_csv, write_rows
from ..exporters import exporter_named
from ..record.spooled_texts import SpooledTexts
from ..store.database import Connection
from ..store.stored_rows import sources_of
from ..store.target import refuse_targets, replacing
from .entry_spool import EntrySpool
from .federated_form import federated_iri
from .gathering import GatheredFeed
from .language_choice import LanguageChoice
from .whole_document import WholeDocument

COLUMNS: Final = ("iri", "property", "count", "format", "reason", *NODE_COLUMNS)
_FORMATS: Final = ("xml", "dcat-us", "dcat-us-1.1")
"""Those that cannot hold everything; a whole document loses what its pages do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiles:
    """The files that were asked for: CSV if a name ends in ``.csv``, else JSON lines.

    Attributes:
        left_out: for each record that is left out, with its reason; None if they are only counted.
        losses: for each record of which the feed, or a format of it, does not have all; None likewise.
        readable: whether others may read what is left out, and not the owner of the file alone.
        read: the files of settings and policy that were read for them.
    """

    left_out: Path | None = None
    losses: Path | None = None
    readable: bool = False
    read: tuple[Path, ...] = ()

    def require(self, connection: Connection, registry: Path | None, target: Path | None) -> None:
        """See that they may be written, and what they stand beside.

        Args:
            registry: the file of the registry, if it is one.
            target: the folder of the feed or the document; None for a stream.

        Raises:
            UsageError: as for `refuse_targets`.
        """
        files = [one for one in (target, self.left_out, self.losses) if one is not None]
        refuse_targets(*files, registry=registry, sources=sources_of(connection), named=self.read)

    def write_left_out(self, left_out: Iterable[LeftOutRecord]) -> None:
        """Write the records left out, if they are asked for; state secrets are not named.

        Raises:
            UsageError: the file cannot be written.
        """
        if self.left_out is not None:
            with replacing(self.left_out, readable=self.readable) as out:
                write_left_out(left_out, out, as_csv=is_csv(self.left_out), columns=FEED_COLUMNS)

    def write_losses(self, rows: Iterable[Mapping[str, object]]) -> int:
        """Write the losses, if they are asked for; returns the number of records and node records that they name.

        Raises:
            UsageError: the file cannot be written.
        """
        if self.losses is None:
            return 0
        iris = SpooledTexts()

        def note_iris() -> Iterator[Mapping[str, object]]:
            for row in rows:
                iris.add(str(row["iri"]))
                yield row

        with replacing(self.losses) as out:
            write_rows(note_iris(), COLUMNS, out, as_csv=is_csv(self.losses))
        return len(iris)


def loss_rows(
    document: WholeDocument, gathered: GatheredFeed, languages: LanguageChoice
) -> Iterator[Mapping[str, object]]:
    """A row for each record, property and reason: ``language``, ``address``, ``format`` or ``format-…``.

    Those of one reason and format are together. Of a record that a format leaves out, there is one row with the fields
    that it lacks and the number of its triples.

    Args:
        document: all that the feed has.
    """
    yield from gathered_loss_rows(gathered, languages)
    for name in _FORMATS:
        yield from format_loss_rows(gathered, name, lost_in(document, name))


def lost_in(document: WholeDocument, name: str) -> Unwritten:
    """The losses of a format, record by record, if a document is written in it."""
    with Path(os.devnull).open("wb") as out:
        return exporter_named(name).write(document.records(), out) or Unwritten()


def gathered_loss_rows(gathered: GatheredFeed, languages: LanguageChoice) -> Iterator[Mapping[str, object]]:
    """Rows about what no format has: texts in other languages, addresses that nobody can follow, faults of nodes."""
    for iri, path, count in languages.losses():
        yield _row(gathered.spool, iri, path, count, reason="language")
    for iri, path, count in sorted_losses(gathered.addresses.by_record):
        yield _row(gathered.spool, iri, path, count, reason="address")
    for node in gathered.faulty_nodes:
        for row in node.rows():
            yield {"format": None, "reason": "bare" if node.is_bare else "violation", **row}


def format_loss_rows(gathered: GatheredFeed, name: str, lost: Unwritten) -> Iterator[Mapping[str, object]]:
    """Rows about what one format lost, as its exporter told."""
    for iri, path, count in sorted_losses(lost.by_record):
        yield _row(gathered.spool, iri, path, count, format_name=name, reason="format")
    for one in sorted_refused(lost):
        lacking = ", ".join(one.fields)
        yield _row(gathered.spool, one.iri, lacking, one.triples, format_name=name, reason=f"format-{one.why}")


def _row(
    spool: EntrySpool, iri: str, path: str, count: int, *, reason: str, format_name: str | None = None
) -> Mapping[str, object]:
    source = spool.source_of(federated_iri(iri))
    row = {"iri": iri, "property": path, "count": count, "format": format_name, "reason": reason, "source": source}
    return {**dict.fromkeys(NODE_COLUMNS), **row}
