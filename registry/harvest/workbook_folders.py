"""The sources of a folder of workbooks: one for each book, by its id, else by its file.

A book is looked for once for all sources of its folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from danhmuc.vocab.errors import DanhmucError, SourceUnavailableError, UsageError
from danhmuc.vocab.messages import Message, system_reason

from ..messages.workbook_folders import WorkbookFoldersText
from ..record.book_names import is_folder_book, is_inbox_name
from ..record.contents import HarvestSource
from ..record.local_location import local_path, readable_path
from ..record.record import LOCAL
from ..store.stored_rows import RegisteredSource

if TYPE_CHECKING:
    from ..sources.workbook_folder import BookFolder, FoundBook


_KIND: Final = "workbook"
_NAMED: Final = 5
"""Names that a notice has."""


class StoredPlace(Protocol):
    """A document that a source has read."""

    @property
    def source_id(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def digest(self) -> str | None: ...


@dataclass(slots=True, kw_only=True)
class FolderSources:
    """The sources of a folder.

    Attributes:
        sources: one for each book, by its place, or why there is none.
        notices: what else there is in it.
    """

    sources: list[tuple[str, HarvestSource | DanhmucError]] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)


@dataclass(slots=True)
class BookFolders:
    """The folders of workbooks that one command looks at.

    Args:
        registered: all sources of the registry.
        places: returns the documents of some sources, by their keys.
    """

    registered: Sequence[RegisteredSource]
    places: Callable[[Collection[int]], Iterable[StoredPlace]]
    _found: dict[Path, BookFolder] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def sources_at(self, word: str, kind: str | None) -> FolderSources | None:
        """The sources of a folder; None if it is none of workbooks.

        Raises:
            UsageError: it has RDF, too, and no kind is given.
            SourceUnavailableError: it cannot be opened.
        """
        folder = _folder_of(word)
        if folder is None or kind not in (None, _KIND):
            return None
        if any(one.location == readable_path(str(folder)) for one in self.registered):
            return None  # it is a source of its own, such as of RDF
        known = list(self._books_of(folder))
        if kind is None and not known and not _may_have_books(folder):
            return None
        found = self._find(folder)
        if kind is None and not known and not found.books:
            return None
        if found.catalogs and kind is None and not known:
            location = readable_path(str(folder))
            raise UsageError(
                WorkbookFoldersText.FOLDER_MIXED(location=location, books=len(found.books), others=len(found.catalogs))
            )
        sources = FolderSources(notices=list(_notices(found)))
        for place, reason in found.unopened.items():
            within = readable_path(str(found.path / place))
            sources.sources.append((within, SourceUnavailableError(within, reason)))
        seen = set()
        for book in found.books:
            place = readable_path(str(book.path))
            try:
                source = self._source_of(found, book)
            except DanhmucError as error:
                sources.sources.append((place, error))
            else:
                seen.add(source.location)
                sources.sources.append((place, source))
        gone = [one.name for one in known if one.location not in seen and one.retired_at is None]
        if gone:
            names = (*gone[:_NAMED], *(("…",) if len(gone) > _NAMED else ()))
            location = readable_path(str(folder))
            sources.notices.append(
                WorkbookFoldersText.SOURCES_WITHOUT_BOOK(location=location, count=len(gone), names=names)
            )
        return sources

    def book_at(self, path: Path) -> HarvestSource | None:
        """The source of a file that is a book of a folder known by its id; None if it is none."""
        folders = {Path(one.location).parent for one in self._folder_books() if one.retired_at is None}
        for folder in sorted(folders & set(path.parents)):
            found = self._find(folder)
            book = next((one for one in found.books if one.path == path), None)
            if book is not None and self._find_registered(found, book) is not None:
                return self._source_of(found, book)
        return None

    def registered_books(self, known: RegisteredSource) -> list[HarvestSource]:
        """The book of a folder that is registered; several if they share its id, so that each of them fails."""
        from ..sources.workbook_folder import FolderBook

        folder = Path(known.location).parent
        try:
            found = self._find(folder)
        except SourceUnavailableError:
            return [FolderBook(known.location, known.settings)]  # its reading says why
        books = [one for one in found.books if self._find_registered(found, one) is known]
        if not books:
            return [FolderBook(known.location, known.settings)]
        return [self._source_of(found, one) for one in books]

    # ------------------------------------------------------------ one book

    def _source_of(self, found: BookFolder, book: FoundBook) -> HarvestSource:
        """The source of a book.

        Raises:
            UsageError: its id is that of a source in another folder.
        """
        from ..sources.workbook_folder import FolderBook, location_of_book

        known = self._find_registered(found, book)
        sharing = found.with_id(book.book_id) if book.book_id else []
        if known is not None:
            source = FolderBook(known.location, known.settings, folder=found.path, found=book, sharing=sharing)
            source.name = known.name
            return source
        location = readable_path(str(book.path))
        if book.book_id:
            location = location_of_book(found.path, book.book_id)
            self._refuse_other_folder(book, location)
        source = FolderBook(location, folder=found.path, found=book, sharing=sharing)
        if location not in self._names:  # books that share an id are one source, and have one name
            self._names[location] = self._free_name(source.name, book)
        source.name = self._names[location]
        return source

    def _find_registered(self, found: BookFolder, book: FoundBook) -> RegisteredSource | None:
        """The registered source of a book: that of its file, of its id, or if it cannot be read, of its last place."""
        from ..sources.workbook_folder import location_of_book

        of_file = self._at(readable_path(str(book.path)))
        if of_file is not None:
            return of_file
        if book.book_id:
            return self._at(location_of_book(found.path, book.book_id))
        if book.book_id is None:
            known = {one.id: one for one in self._books_of(found.path)}
            there = {one.source_id for one in self.places(known) if one.place == book.place}
            for one in (known[key] for key in sorted(there)):
                if not found.with_id(Path(one.location).name.rpartition("=")[2]):
                    return one
        return None

    def _refuse_other_folder(self, book: FoundBook, location: str) -> None:
        for one in self._folder_books():
            is_same = Path(one.location).name == Path(location).name and one.location != location
            if is_same and one.retired_at is None:
                place = readable_path(str(book.path))
                raise UsageError(
                    WorkbookFoldersText.BOOK_ELSEWHERE(
                        location=place, name=one.name, known=str(Path(one.location).parent), moved=location
                    )
                )

    def _free_name(self, name: str, book: FoundBook) -> str:
        """A name that no other source has: of the file, of its path, of the id, or with a number."""
        taken = {one.name for one in self.registered} | {*self._names.values(), LOCAL}
        stem = book.place.replace("/", "-").rpartition(".")[0]
        return next((one for one in _names_for(name, stem, book.book_id or "") if one not in taken), name)

    # ------------------------------------------------------------ what is known

    def _at(self, location: str) -> RegisteredSource | None:
        return next((one for one in self.registered if one.location == location and one.name != LOCAL), None)

    def _folder_books(self) -> Iterator[RegisteredSource]:
        return (one for one in self.registered if one.kind == _KIND and is_folder_book(one.location))

    def _books_of(self, folder: Path) -> Iterator[RegisteredSource]:
        return (one for one in self._folder_books() if Path(one.location).parent == folder)

    def _find(self, folder: Path) -> BookFolder:
        """The books of a folder, found once.

        Raises:
            SourceUnavailableError: it cannot be opened.
        """
        from ..sources.workbook_folder import find_books

        if folder not in self._found:
            ids = {one.id: Path(one.location).name.rpartition("=")[2] for one in self._books_of(folder)}
            known = {one.digest: ids[one.source_id] for one in self.places(ids) if one.digest}
            try:
                self._found[folder] = find_books(folder, known)
            except OSError as error:
                location = readable_path(str(folder))
                reason = WorkbookFoldersText.FOLDER_UNOPENED(location=location, reason=system_reason(error))
                raise SourceUnavailableError(location, reason) from error
        return self._found[folder]


def _names_for(name: str, stem: str, book_id: str) -> Iterator[str]:
    yield name
    if stem and len(stem) <= 100:
        yield stem
    if book_id:
        yield f"{name[:80]}-{book_id[:8]}"
    for number in range(2, 10_000):
        yield f"{name[:80]}-{number}"


def _folder_of(word: str) -> Path | None:
    """The absolute path of a folder that a word names; None if it names none."""
    try:
        path = Path(os.path.abspath(local_path(word).expanduser()))  # noqa: PTH100 - as sources have it
    except (UsageError, RuntimeError):
        return None
    return path if path.is_dir() else None


def _may_have_books(folder: Path) -> bool:
    """Whether any file has the name of a workbook or a table."""
    for _, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        if any(map(is_inbox_name, names)):
            return True
    return False


def _notices(found: BookFolder) -> Iterator[Message]:
    """Notices on files that are no workbooks, and on a folder that has none."""
    location = readable_path(str(found.path))
    others = [*found.catalogs, *found.skipped]
    if others:
        yield WorkbookFoldersText.FOLDER_SKIPPED(location=location, count=len(others), first=others[0])
    if not found.books:
        yield WorkbookFoldersText.FOLDER_EMPTY(location=location)
