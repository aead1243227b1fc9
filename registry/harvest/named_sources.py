"""The sources that the words of a person name: registered ones by name, others by location."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from danhmuc.vocab.errors import DanhmucError, UnknownNameError, UsageError
from danhmuc.vocab.messages import Message

from ..messages.elements import ElementsText
from ..messages.harvest import HarvestText
from ..messages.web_sources import WebSourcesText
from ..record.book_names import is_folder_book
from ..record.contents import HarvestSource, file_in_folder
from ..record.record import LOCAL
from ..record.source_settings import SourceSettings
from ..sources import source_at
from ..store.stored_rows import RegisteredSource
from .workbook_folders import BookFolders, StoredPlace


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
        in_use = [source for source in registered if source.name != LOCAL and source.retired_at is None]
        skipped = [source.name for source in in_use if _needs_address(source)]
        words = [source.name for source in in_use if source.name not in skipped]
        if notices is not None:
            notices += [ElementsText.ELEMENTS_SKIPPED(name=name) for name in skipped]
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
