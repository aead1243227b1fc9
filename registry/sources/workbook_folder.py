"""Workbooks in a folder: each is a source, known by its id, whatever its file is called.

The location of such a source is the folder and the id: ``/srv/inbox/?book=3f2a…``. A book without an id is one by its
file. Sub-folders count, hidden ones do not, and links to folders are not followed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG
from typing import Final

from danhmuc.vocab.messages import Message, system_reason
from danhmuc.vocab.reading import RDF_ENDINGS
from danhmuc.vocab.regular_file import open_file

from ..messages.workbooks import WorkbookFoldersText
from ..record.contents import Progress, SourceContents
from ..record.locations import BOOK_QUERY, ENDINGS, is_folder_book, is_inbox_name, plain_name, readable_path
from ..record.record import IriSpace, Quarantined
from ..record.source_check import SourceCheck
from ..record.source_settings import SourceSettings
from ..record.visit import OFFLINE, Visit
from ..workbook.headings import is_table_of, read_book_id
from ..workbook.opened_book import MAX_PACKED
from ..workbook.sheet_shapes import workbook_shape
from .workbook_file import WorkbookSource, unread_book

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
