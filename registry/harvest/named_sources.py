"""The sources that the words of a person name, and which of them are due.

The sources that the words of a person name: registered ones by name, others by location.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from danhmuc.vocab.errors import DanhmucError, SourceUnavailableError, UnknownNameError, UsageError
from danhmuc.vocab.messages import Message, system_reason

from ..messages.elements import ElementsText
from ..messages.harvest import HarvestText
from ..messages.sources import WebSourcesText
from ..messages.workbooks import WorkbookFoldersText
from ..record.contents import HarvestSource, file_in_folder
from ..record.locations import is_folder_book, is_inbox_name, local_path, readable_path
from ..record.record import LOCAL
from ..record.source_settings import FEEDBACK_KIND, DeclaredSource, SourceSettings, is_source_name, name_form
from ..sources import source_at
from ..store.stored_rows import RegisteredSource

if TYPE_CHECKING:
    from ..sources.workbook_file import BookFolder, FoundBook

# ---------------------------------------------------------------- source name
# Find the name of a source that is harvested or added.


def name_for_source(
    sources: Iterable[RegisteredSource], source: HarvestSource, stored: RegisteredSource | None, name: str | None
) -> str:
    """The name of a source: the stored one, the given one, or the source's own.

    Raises:
        UsageError: it has another name already, or another source has that name or one that looks the same.
    """
    if stored is not None:
        if name is not None and name != stored.name:
            raise UsageError(HarvestText.NAME_FIXED(location=source.location, name=stored.name))
        return stored.name
    called = source.name if name is None else name
    require_free_name(sources, called, location=source.location, kind=source.kind)
    return called


def require_free_name(
    sources: Iterable[RegisteredSource | DeclaredSource], name: str, *, location: str, kind: str
) -> None:
    """Refuse a name that a new source cannot have.

    Raises:
        UsageError: it names none, or another source has it or one that looks the same.
    """
    if not is_source_name(name):
        raise UsageError(HarvestText.NAME_REFUSED(name=name))
    form = name_form(name)
    if form == LOCAL:
        raise UsageError(HarvestText.NAME_RESERVED(name=LOCAL))
    for other in sources:
        if other.name == name:
            taken = HarvestText.NAME_TAKEN_BEFORE_FEEDBACK if kind == FEEDBACK_KIND else HarvestText.NAME_TAKEN
            raise UsageError(taken(asked=location, name=name, location=other.location))
        if name_form(other.name) == form:
            raise UsageError(HarvestText.NAME_ALIKE(asked=location, name=name, other=other.name))


# ---------------------------------------------------------------- intervals
# Whether a source is due: whether its interval has passed since its last good run.

_SLACK: Final = timedelta(hours=1)
"""Longest time by which a run may be early: cron begins each night a few seconds sooner or later."""


def is_due(last_run: datetime | None, interval: timedelta, now: datetime) -> bool:
    """Whether it is time to harvest a source again.

    A run may be early by a tenth of the interval, up to an hour. A last run that lies in the future was stamped by a
    clock that was wrong, so the source is due.

    Args:
        last_run: beginning of the last run that did not fail, with its time zone; None if there was none.
        interval: time between the beginnings of two runs.
        now: with its time zone.
    """
    if last_run is None or last_run > now:
        return True
    return now - last_run >= interval - min(interval / 10, _SLACK)


def due_among(
    sources: Iterable[RegisteredSource], good_runs: Mapping[int, str], now: datetime
) -> list[RegisteredSource]:
    """The sources that are due, in their order; one without an interval always is.

    Args:
        good_runs: when the last run that did not fail began, by the key of the source.
    """
    return [source for source in sources if _is_source_due(source, good_runs.get(source.id), now)]


def _is_source_due(source: RegisteredSource, last_run: str | None, now: datetime) -> bool:
    hours = source.settings.interval_hours
    if hours is None:
        return True
    return is_due(None if last_run is None else datetime.fromisoformat(last_run), timedelta(hours=hours), now)


# ---------------------------------------------------------------- workbook folders
# The sources of a folder of workbooks: one for each book, by its id, else by its file.
#
# A book is looked for once for all sources of its folder.

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
        sources.notices += _notices_of_gone(folder, [one for one in known if one.location not in seen])
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
        from ..sources.workbook_file import FolderBook

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
        from ..sources.workbook_file import FolderBook, location_of_book

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
        from ..sources.workbook_file import location_of_book

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
        from ..sources.workbook_file import find_books

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


# ---------------------------------------------------------------- named sources


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSource:
    """A word and the source that it names.

    Attributes:
        word: as given; the name of the source if all were asked for.
        source: None if it is none that can be harvested.
        error: why it is none.
    """

    word: str
    source: HarvestSource | None = None
    error: DanhmucError | None = None


def named_sources(
    words: Sequence[str] | None,
    registered: Sequence[RegisteredSource],
    *,
    private_network: bool = False,
    kind: str | None = None,
    places: Callable[[Collection[int]], Iterable[StoredPlace]] = lambda _: (),
    notices: list[Message] | None = None,
) -> list[NamedSource]:
    """The sources that words name, each once: the name of a registered source, or else a location.

    A word with a path separator, such as ``./x``, is always a location; a folder of workbooks names all of them. None
    asks for all registered sources in use that can be read without being asked for a password. A source whose id
    several workbooks have is there once for each of them.

    Args:
        private_network: whether they may be at private addresses, whatever their settings say.
        kind: of the locations; None for one that is found. A registered source is of its own kind, and an error if that
            is another one.
        places: returns the documents that some sources have read, by their keys.
        notices: gets what else is said: about folders of workbooks, and which sources were skipped.
    """
    folders = BookFolders(registered, places)
    by_name = {source.name: source for source in registered}
    if words is None:
        words = _names_to_read(registered, notices)
    found: dict[tuple[str, str | None], NamedSource] = {}
    for word in words:
        try:
            books = folders.sources_at(word, kind) if _is_path(word) or word not in by_name else None
            if books is None:
                for source in _sources_of(word, by_name, kind, folders, private_network=private_network):
                    found.setdefault(_key_of(source), NamedSource(word=word, source=source))
                continue
        except DanhmucError as error:
            found[f"\0{word}", None] = NamedSource(word=word, error=error)
            continue
        if notices is not None:
            notices += books.notices
        for place, book in books.sources:
            if isinstance(book, DanhmucError):
                found[f"\0{place}", None] = NamedSource(word=place, error=book)
            else:
                found.setdefault(_key_of(book), NamedSource(word=place, source=book))
    return list(found.values())


def _notices_of_gone(folder: Path, known: Iterable[RegisteredSource]) -> Iterator[Message]:
    """The notice on sources in use that have no book in their folder any more, if there are any."""
    gone = [one.name for one in known if one.retired_at is None]
    if gone:
        names = (*gone[:_NAMED], *(("…",) if len(gone) > _NAMED else ()))
        yield WorkbookFoldersText.SOURCES_WITHOUT_BOOK(
            location=readable_path(str(folder)), count=len(gone), names=names
        )


def _names_to_read(registered: Sequence[RegisteredSource], notices: list[Message] | None) -> list[str]:
    """The names of the sources in use that can be read without being asked for a password; notices get the others."""
    in_use = [source for source in registered if source.name != LOCAL and source.retired_at is None]
    skipped = [source.name for source in in_use if _needs_address(source)]
    if notices is not None:
        notices += [ElementsText.ELEMENTS_SKIPPED(name=name) for name in skipped]
    return [source.name for source in in_use if source.name not in skipped]


def _needs_address(source: RegisteredSource) -> bool:
    """Whether a source is read by its whole address alone, which is stored nowhere."""
    if source.kind != "elements":
        return False
    from ..sources.element_file import is_stored_address  # needs all readers of schemas

    return is_stored_address(source.location)


def _key_of(source: HarvestSource) -> tuple[str, str | None]:
    return source.location, file_in_folder(source)


def _sources_of(
    word: str, by_name: dict[str, RegisteredSource], kind: str | None, folders: BookFolders, *, private_network: bool
) -> list[HarvestSource]:
    if not _is_path(word) and word in by_name:
        known = by_name[word]
        if known.name == LOCAL:
            raise UsageError(HarvestText.SOURCE_OF_PROGRAMS(name=LOCAL))
        return _registered_sources(known, kind, folders, private_network=private_network)
    source = source_at(word, kind, SourceSettings(private_network=private_network))
    if not _is_path(word) and by_name and not _may_be_location(word, source, by_name):
        raise UnknownNameError(HarvestText.SOURCE_NOR_FILE, word, by_name, location=source.location)
    # A file may have become one of another kind.
    for known in by_name.values():
        if known.location == source.location and known.name != LOCAL:
            return _registered_sources(known, kind, folders, private_network=private_network)
    book = folders.book_at(Path(source.location)) if source.kind == "workbook" else None
    return [source if book is None else book]


def _registered_sources(
    known: RegisteredSource, kind: str | None, folders: BookFolders, *, private_network: bool
) -> list[HarvestSource]:
    """The source as it is registered, once for each workbook that has its id.

    Raises:
        UsageError: another kind is asked for.
    """
    if kind is not None and kind != known.kind and not known.is_kind_open:
        raise UsageError(
            WebSourcesText.SOURCE_OF_KIND(name=known.name, known=known.kind, kind=kind, location=known.location)
        )
    if known.kind == "workbook" and is_folder_book(known.location):
        return folders.registered_books(known)
    settings = replace(known.settings, private_network=known.settings.private_network or private_network)
    return [source_at(known.location, known.known_kind or kind, settings)]


def _may_be_location(word: str, source: HarvestSource, by_name: dict[str, RegisteredSource]) -> bool:
    """Whether a word that is no name may be a location, though perhaps one that is gone."""
    was_harvested = any(one.location == source.location for one in by_name.values())
    return was_harvested or bool(Path(word).suffix) or os.path.lexists(source.location)


def _is_path(word: str) -> bool:
    """Whether a word can be nothing but a location."""
    return any(mark in word for mark in ("/", os.sep, os.altsep) if mark)
