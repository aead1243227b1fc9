"""Workbooks of agencies in files: .xlsx, .xlsm, .ods, .xls and CSV; one file is one source.

Knows files; what a book says is read in `registry/workbook/`.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.files import open_file, read_file
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import IS_STREAM, Message, system_reason
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading import RDF_ENDINGS
from danhmuc.vocab.reading.notes import Notes

from ..document_reading import Deadline, are_unmoved, unopened_document
from ..document_reading.reader import unread_in_time
from ..messages.workbooks import WorkbookFoldersText, WorkbooksText
from ..record.contents import Progress, ReadDocument, SourceContents, records_of, unread_documents
from ..record.door import OFFLINE, KnownDocument, SourceCheck, Visit
from ..record.locations import BOOK_QUERY, ENDINGS, is_folder_book, is_inbox_name, local_path, plain_name, readable_path
from ..record.quarantine import put_aside
from ..record.record import IriSpace, Quarantined, SourceRecord
from ..record.source_settings import SourceSettings
from ..workbook.book_reading import BookReading
from ..workbook.headings import about_book, book_id_of, is_table_of, read_book_id
from ..workbook.opened_book import MAX_PACKED, OpenedBook, open_book
from ..workbook.row_mapping import cell_finding
from ..workbook.sheet_shapes import WorkbookShape, workbook_shape

# ---------------------------------------------------------------- workbook file

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


# ---------------------------------------------------------------- workbook folder
# Workbooks in a folder: each is a source, known by its id, whatever its file is called.
#
# The location of such a source is the folder and the id: ``/srv/inbox/?book=3f2a…``. A book without an id is one by its
# file. Sub-folders count, hidden ones do not, and links to folders are not followed.

_HEAD: Final = 256 * 1024 + 1


def location_of_book(folder: Path, book_id: str) -> str:
    """The location of the book with an id in a folder."""
    return readable_path(str(folder / f"{BOOK_QUERY}{book_id}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBook:
    """A book in a folder.

    Attributes:
        place: its path from the folder, as findings have it.
        book_id: empty if it has none, None if it cannot be read.
    """

    path: Path
    place: str
    book_id: str | None


@dataclass(slots=True)
class BookFolder:
    """The files of a folder.

    Attributes:
        books: in order of their places.
        catalogs: places of the files with an ending of RDF.
        skipped: places of all other files, lock files and hidden ones among them.
        unopened: why a folder within it cannot be opened, by its place.
    """

    path: Path
    books: list[FoundBook] = field(default_factory=list)
    catalogs: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unopened: dict[str, Message] = field(default_factory=dict)

    def with_id(self, book_id: str) -> list[FoundBook]:
        """The books with an id."""
        return [one for one in self.books if one.book_id == book_id]


def find_books(folder: Path, known: Mapping[str, str] | None = None) -> BookFolder:
    """Find the books of a folder and its sub-folders, and read their ids.

    Args:
        known: ids by the digests of the bytes that were read, so that these need not be opened once more.

    Raises:
        OSError: the folder cannot be opened.
    """
    os.scandir(folder).close()
    found = BookFolder(folder)

    def add_unopened(error: OSError) -> None:
        found.unopened[_place(folder, Path(error.filename))] = system_reason(error)

    for at, folders, names in os.walk(folder, onerror=add_unopened):
        found.skipped += [_place(folder, Path(at, one)) for one in folders if Path(at, one).is_symlink()]
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for path in (Path(at, one) for one in sorted(names)):
            place = _place(folder, path)
            if _is_book(path):
                found.books.append(FoundBook(path=path, place=place, book_id=_id_of(path, place, known or {})))
            elif _is_catalog(path.name):
                found.catalogs.append(place)
            else:
                found.skipped.append(place)
    found.books.sort(key=lambda one: one.place)
    return found


def is_folder_of_books(folder: Path) -> bool:
    """Whether a folder has workbooks and no RDF, by the names of its files; a table alone makes none."""
    has_books = False
    for _, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        if any(_is_catalog(one) for one in names):
            return False
        has_books = has_books or any(is_inbox_name(one) and not one.lower().endswith(".csv") for one in names)
    return has_books


def _place(folder: Path, path: Path) -> str:
    return readable_path(path.relative_to(folder).as_posix())


def _is_catalog(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(tuple(RDF_ENDINGS))


def _is_book(path: Path) -> bool:
    """Whether a file is a workbook by its name, or a table of one by its headings."""
    if not is_inbox_name(path.name):
        return False
    try:
        if not S_ISREG(path.stat().st_mode):
            return False
        if path.suffix.lower() != ".csv":
            return True
        with path.open("rb") as file:
            return is_table_of(workbook_shape(), file.read(_HEAD))
    except OSError:
        return True  # reading it will say why


def _id_of(path: Path, place: str, known: Mapping[str, str]) -> str | None:
    if path.suffix.lower() == ".csv":
        return ""
    try:
        if path.stat().st_size > MAX_PACKED:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    if known:
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        if digest in known:
            return known[digest]
    return read_book_id(data, place)


class FolderBook(WorkbookSource):
    """One workbook of a folder.

    Args:
        location: of the folder and the id, or of the file of a book without one.
        found: the book, if it was looked for.
        sharing: all books that have its id, if there are several: then none of them is read, and each is a source of
            the same location, so that the reading of each fails.
    """

    def __init__(
        self,
        location: str,
        settings: SourceSettings | None = None,
        *,
        folder: Path | None = None,
        found: FoundBook | None = None,
        sharing: Sequence[FoundBook] = (),
    ) -> None:
        super().__init__(location, settings)
        self._id = self._path.name.removeprefix(BOOK_QUERY) if is_folder_book(location) else None
        self.folder = folder or self._path.parent
        self.sharing = tuple(sharing) if len(sharing) > 1 else ()
        self._found = found
        self.name = plain_name(Path(self.place), ENDINGS) if found is not None or self._id is None else self._id

    @property
    def path(self) -> Path:
        """The file, as far as it is known."""
        return self._path if self._found is None else self._found.path

    @property
    def place(self) -> str:
        """The name of the book in findings: its path from the folder."""
        return readable_path(self._path.name) if self._found is None else self._found.place

    @property
    def file_in_folder(self) -> str | None:
        """The name of the book, once it was looked for; see `FolderFileSource`."""
        return None if self._found is None else self._found.place

    @property
    def book_id(self) -> str | None:
        """The id that the book must have."""
        return self._id

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Find the book, and read it."""
        refused, is_open = self._find()
        if refused is not None and self.sharing:
            others = tuple(one.place for one in self.sharing if one.place != self.place)
            reason = WorkbookFoldersText.BOOK_SHARES_ID(others=others, id=self.sharing[0].book_id or "")
            aside = Quarantined(document=self.place, code="workbook:shared-id", reason=reason, names_mark=True)
            return unread_book(aside)
        if refused is not None:
            return SourceContents(records=iter(()), failed=refused, unopened=not is_open)
        return self._contents(self.path, space, progress, visit)

    def check(self) -> SourceCheck:
        """Find the book and open it, but read nothing."""
        refused, is_open = self._find()
        seen = SourceCheck(location=self.location, kind=self.kind)
        if refused is not None:
            return replace(seen, documents=0, why=refused, is_open=is_open)
        try:
            open_file(self.path).close()
        except OSError as error:
            return replace(seen, documents=0, why=system_reason(error), is_open=False)
        return replace(seen, documents=1)

    def _find(self) -> tuple[Message | None, bool]:
        """Look for the file of the book; why it cannot be read, and whether the folder can be."""
        if self._found is None and self._id is not None and not self.sharing:
            try:
                books = find_books(self.folder).with_id(self._id)
            except OSError as error:
                location = readable_path(str(self.folder))
                return WorkbookFoldersText.FOLDER_UNOPENED(location=location, reason=system_reason(error)), False
            if not books:
                return WorkbookFoldersText.BOOK_GONE(folder=readable_path(str(self.folder)), id=self._id), False
            self._found = books[0]
            self.sharing = tuple(books) if len(books) > 1 else ()
        if self.sharing:
            files = tuple(one.place for one in self.sharing)
            return WorkbookFoldersText.BOOKS_SHARE_ID(files=files, id=self.sharing[0].book_id or ""), True
        return None, True
