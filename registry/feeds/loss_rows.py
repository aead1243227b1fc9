"""Rows about all that a feed, or one of its formats, does not have of a record: for the operator alone.

They are made of what leaves, after any policy: no record that stays, and no triple that was removed, is in one. Formats
are written once more for them, into nothing, since files that are taken over from the last build are not written again.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final, cast

from danhmuc.vocab.writing import Unwritten

from ..export.report import sorted_losses, sorted_refused
from ..exporters import exporter_named
from ..record.spooled_texts import SpooledTexts
from .entry_spool import EntrySpool
from .federated_form import federated_iri
from .gathering import GatheredFeed
from .language_choice import LanguageChoice
from .whole_document import WholeDocument

__all__ = ["COLUMNS", "CountedRows", "format_loss_rows", "gathered_loss_rows", "loss_rows", "lost_in"]

COLUMNS: Final = ("iri", "property", "count", "format", "reason", "source")
_FORMATS: Final = ("xml", "dcat-us", "dcat-us-1.1")
"""Those that cannot hold everything; a whole document loses what its pages do."""


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
    return exporter_named(name).write(document.records(), cast("BinaryIO", _Nothing())) or Unwritten()


def gathered_loss_rows(gathered: GatheredFeed, languages: LanguageChoice) -> Iterator[Mapping[str, object]]:
    """Rows about what no format has: texts in other languages, and addresses that nobody can follow."""
    for iri, path, count in languages.losses():
        yield _row(gathered.spool, iri, path, count, reason="language")
    for iri, path, count in sorted_losses(gathered.addresses.by_record):
        yield _row(gathered.spool, iri, path, count, reason="address")


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
    return {"iri": iri, "property": path, "count": count, "format": format_name, "reason": reason, "source": source}


class CountedRows:
    """Rows, with the number of the things that they are about.

    Attributes:
        rows: to be read once.
    """

    def __init__(self, rows: Iterable[Mapping[str, object]]) -> None:
        self._iris = SpooledTexts()
        self.rows = self._count(rows)

    @property
    def things(self) -> int:
        """The number of IRIs in the rows read so far."""
        return len(self._iris)

    def _count(self, rows: Iterable[Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
        for row in rows:
            self._iris.add(str(row["iri"]))
            yield row


class _Nothing(io.RawIOBase):
    """Forgets what is written."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        return memoryview(data).nbytes
