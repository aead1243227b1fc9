"""Workbooks of agencies in files: .xlsx, .xlsm, .ods, .xls and CSV; one file is one source.

Knows files; what a book says is read in `registry/workbook/`.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import IS_STREAM, system_reason
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading.notes import Notes
from danhmuc.vocab.regular_file import open_file, read_file

from ..document_reading import Deadline, are_unmoved, unopened_document
from ..document_reading.deadlines import unread_in_time
from ..messages.workbooks import WorkbookFoldersText, WorkbooksText
from ..record.contents import Progress, ReadDocument, SourceContents, records_of, unread_documents
from ..record.locations import ENDINGS, local_path, plain_name, readable_path
from ..record.quarantine import put_aside
from ..record.record import IriSpace, Quarantined, SourceRecord
from ..record.source_check import SourceCheck
from ..record.source_settings import SourceSettings
from ..record.visit import OFFLINE, KnownDocument, Visit
from ..workbook.book_reading import BookReading
from ..workbook.headings import about_book, book_id_of
from ..workbook.opened_book import MAX_PACKED, OpenedBook, open_book
from ..workbook.row_mapping import cell_finding
from ..workbook.sheet_shapes import WorkbookShape, workbook_shape

_FAST: Final = 1
"""zlib level for raw bodies: they are kept as evidence, not to be small."""


class WorkbookSource:
    """One workbook."""

    kind = "workbook"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:  # noqa: ARG002 - of the contract
        # Not resolved: a link that is turned to another file every night is one location.
        self._path = Path(os.path.abspath(local_path(location).expanduser()))  # noqa: PTH100 - pathlib keeps ".."
        self.location = readable_path(str(self._path))
        self.name = plain_name(self._path, ENDINGS)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def place(self) -> str:
        """The name of the book in findings."""
        return readable_path(self._path.name)

    @property
    def book_id(self) -> str | None:
        """The id that the book must have; None if any will do."""
        return None

    @property
    def mapping_digest(self) -> str:
        """The digest of the mapping, which is that of the profile; see `MappingSource`."""
        return workbook_shape().digest

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: the file cannot be opened, or is no workbook.
        """
        return records_of(self)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Read the book."""
        return self._contents(self._path, space, progress, visit)

    def _contents(self, path: Path, space: IriSpace, progress: Progress | None, visit: Visit) -> SourceContents:
        place = self.place
        if path.is_dir():
            return SourceContents(
                records=iter(()), failed=WorkbookFoldersText.BOOK_FOLDER(location=self.location), unopened=True
            )
        if path.exists() and not path.is_file():
            aside = Quarantined(document=place, code="read:unopened", reason=IS_STREAM(), names_mark=True)
            return unread_book(aside, is_opened=False)
        if are_unmoved({place: path}, visit.known):
            return SourceContents(records=iter(()), unmoved=True)
        deadline = Deadline(visit.deadline)
        if progress is not None:
            progress("read", 0, 1)
        try:
            data = read_file(path, limit=MAX_PACKED)
        except OSError as error:
            reason = ErrorsText.CANNOT_OPEN(location=self.location, reason=system_reason(error))
            return SourceContents(
                records=iter(()), failed=reason, quarantined=(unopened_document(place, error),), unopened=True
            )
        return _read(data, place, space, deadline, self.book_id)

    def remap(
        self, space: IriSpace, documents: Mapping[str, KnownDocument], *, progress: Progress | None = None
    ) -> SourceContents | None:
        """Read the book once more from its stored bytes; see `RemappableSource`."""
        for place, known in documents.items():
            data = known.body()
            if data is None:
                return None
            if progress is not None:
                progress("read", 0, 1)
            return _read(data, place, space, Deadline())
        return None

    def check(self) -> SourceCheck:
        """Open the file, but read nothing."""
        seen = SourceCheck(location=self.location, kind=self.kind)
        if self._path.is_dir():
            return replace(
                seen, documents=0, why=WorkbookFoldersText.BOOK_FOLDER(location=self.location), is_open=False
            )
        try:
            open_file(self._path).close()
        except OSError as error:
            return replace(seen, documents=0, why=system_reason(error), is_open=False)
        return replace(seen, documents=1)


def _read(data: bytes, place: str, space: IriSpace, deadline: Deadline, book_id: str | None = None) -> SourceContents:
    """The contents of the bytes of a book."""
    notes = Notes(place)
    try:
        book = open_book(data, place, notes)
        if book_id is not None and book_id_of(book) != book_id:
            return SourceContents(records=iter(()), failed=WorkbookFoldersText.BOOK_OTHER(location=place, id=book_id))
        reading = BookReading(book, _shape_of(book), place, space, each=deadline.check)
        if not reading.has_sheets:
            names = tuple(one.name for one in book.sheets)
            return SourceContents(records=iter(()), failed=WorkbooksText.NO_BOOK(location=place, sheets=names))
        reading.read()
    except DocumentError as error:
        # A packed book cannot be searched for marks of secrecy, so nothing of it is kept.
        return unread_book(replace(put_aside(error, data), body=None, names_mark=True))
    except TimeoutError:
        late, reason = unread_in_time([place], 1)
        return SourceContents(records=iter(()), failed=reason, quarantined=(late,))
    return _contents(reading, data, place, notes)


def _shape_of(book: OpenedBook) -> WorkbookShape:
    """The sheets of the profile that the book names, else of the default."""
    from danhmuc.shapes import profile_tokens

    named = about_book(book).profile
    return workbook_shape(named) if named in profile_tokens() else workbook_shape()


def unread_book(aside: Quarantined, *, is_opened: bool = True) -> SourceContents:
    """The contents of a book that cannot be read."""
    return SourceContents(
        records=iter(()),
        quarantined=(aside,),
        failed=unread_documents([aside], total=1),
        unopened=not is_opened,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBook:
    """A book that was read, without a harvest.

    Attributes:
        findings: about the book and its sheets.
    """

    reading: BookReading
    findings: tuple[Finding, ...]

    def record_findings(self) -> Iterator[Finding]:
        """The findings of the reader about records."""
        for pending in self.reading.spool.records():
            yield from pending.make().findings


@contextmanager
def read_book(data: bytes, place: str, space: IriSpace) -> Iterator[ReadBook | None]:
    """Read the bytes of a book as its source does; None if they cannot be read, or have no sheet of the workbook.

    Args:
        place: name of the book in findings.
    """
    notes = Notes(place)
    try:
        book = open_book(data, place, notes)
        reading = BookReading(book, _shape_of(book), place, space)
    except DocumentError:
        yield None
        return
    with closing(reading.spool):
        if not reading.has_sheets:
            yield None
            return
        reading.read()
        yield ReadBook(reading=reading, findings=tuple(_findings(reading, place, notes)))


def _findings(reading: BookReading, place: str, notes: Notes) -> list[Finding]:
    findings = [*notes.findings, *reading.findings]
    if not reading.is_whole:
        findings.append(cell_finding("part", WorkbooksText.BOOK_PART(), place))
    return findings


def _contents(reading: BookReading, data: bytes, place: str, notes: Notes) -> SourceContents:
    findings = _findings(reading, place, notes)
    document = ReadDocument(
        place=place,
        digest="" if reading.has_stray_mark else "sha256:" + hashlib.sha256(data).hexdigest(),
        triples=reading.triples,
        findings=tuple(findings),
        size=None if reading.has_stray_mark else len(data),
        body=None if reading.has_stray_mark else zlib.compress(data, _FAST),
        names_sender=reading.names_sender,
    )
    spool = reading.spool
    return SourceContents(
        records=spool.records(),
        failed=reading.unfilled,
        naming=spool.naming,
        memberships=spool.memberships(),
        documents=(document,),
        incomplete=reading.incomplete,
        delta=not reading.is_whole and reading.incomplete is None,
        placed=reading.places.place_finding,
        on_close=spool.close,
    )
