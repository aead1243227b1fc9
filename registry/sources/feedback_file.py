"""Feedback in files: a CSV, a workbook, or RDF, of which nothing but the feedback is read.

The source of `danhmuc feedback import`; each file adds to what was read before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.terms import DMV

from ..messages.edits import FeedbackText
from ..messages.harvest import HarvestText
from ..record.contents import Naming, PendingRecord, Progress, SourceContents, records_of
from ..record.door import OFFLINE, SourceCheck, Visit
from ..record.locations import is_book_name
from ..record.record import IriSpace, SourceRecord
from ..record.source_settings import FEEDBACK_KIND, SourceSettings
from ..record.summary import FEEDBACK_CLASSES
from .rdf import RdfSource
from .workbook_file import WorkbookSource

_CLASSES: Final = frozenset(one.value for one in FEEDBACK_CLASSES)


class FeedbackSource:
    """The feedback in one file."""

    kind = FEEDBACK_KIND

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:
        if "://" in location:
            raise UsageError(FeedbackText.FEEDBACK_NO_FILE(location=location))
        made = WorkbookSource if is_book_name(location) else RdfSource
        self._file: WorkbookSource | RdfSource = made(location, settings)
        self.location = self._file.location
        self.name = self._file.name

    def records(self) -> Iterator[SourceRecord]:
        """The feedback of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: the file cannot be opened, or there is no feedback in it.
        """
        return records_of(self)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Read the file."""
        read = self._file.contents(space, progress=progress, visit=visit)
        if read.failed is not None and read.failed.template in (HarvestText.NO_DCAT, HarvestText.NO_DCAT_MORE):
            read.failed = None  # feedback alone is no DCAT
        if read.failed is not None or read.unmoved:
            return read
        names = read.naming
        found = list(_feedback_of(read))
        return replace(
            read,
            documents=tuple(replace(one, names_sender=True) for one in read.documents),
            records=found,
            naming=lambda: Naming(links=(), refused=frozenset() if names is None else names().refused),
            memberships=iter(()),
            rest=iter(()),
            announced=None,
            failed=None if found else FeedbackText.FEEDBACK_NONE(location=self.location),
            delta=read.incomplete is None,
        )

    def check(self) -> SourceCheck:
        """Open the file, but read nothing."""
        return replace(self._file.check(), kind=self.kind)


def _feedback_of(read: SourceContents) -> Iterator[PendingRecord]:
    """The feedback among the records, and the agencies that received it; who sent it is not among them."""
    kept: list[PendingRecord] = []
    others: dict[str, PendingRecord] = {}
    received: set[str] = set()
    for pending in read.records:
        if pending.role != "node":
            continue
        record = pending.make()
        if _CLASSES.isdisjoint(record.types):
            others[pending.iri] = pending
            continue
        kept.append(pending)
        received.update(one.object.value for one in record.quads if one.predicate == DMV.receivedBy)  # type: ignore[union-attr]
    yield from (others[iri] for iri in sorted(received & others.keys()))
    yield from kept
