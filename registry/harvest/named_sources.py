"""The sources that the words of a person name: registered ones by name, others by location."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from danhmuc.vocab.errors import DanhmucError, UnknownNameError, UsageError

from ..messages.harvest import SOURCE_NOR_FILE, SOURCE_OF_PROGRAMS
from ..messages.web_sources import SOURCE_OF_KIND
from ..record.contents import HarvestSource
from ..record.source_settings import LOCAL, SourceSettings
from ..sources import source_at
from ..store.stored_rows import RegisteredSource

__all__ = ["NamedSource", "named_sources"]


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
) -> list[NamedSource]:
    """The sources that words name, each once: the name of a registered source, or else a location.

    A word with a path separator, such as ``./x``, is always a location. None asks for all registered sources in use.

    Args:
        private_network: whether they may be at private addresses, whatever their settings say.
        kind: of the locations; None for one that is found. A registered source is of its own kind, and an error if that
            is another one.
    """
    by_name = {source.name: source for source in registered}
    if words is None:
        words = [source.name for source in registered if source.name != LOCAL and source.retired_at is None]
    found: dict[str, NamedSource] = {}
    for word in words:
        try:
            source = _source_of(word, by_name, kind, private_network=private_network)
        except DanhmucError as error:
            found[f"\0{word}"] = NamedSource(word=word, error=error)
        else:
            found.setdefault(source.location, NamedSource(word=word, source=source))
    return list(found.values())


def _source_of(
    word: str, by_name: dict[str, RegisteredSource], kind: str | None, *, private_network: bool
) -> HarvestSource:
    if not _is_path(word) and word in by_name:
        known = by_name[word]
        if known.name == LOCAL:
            raise UsageError(SOURCE_OF_PROGRAMS(name=LOCAL))
        return _registered_source(known, kind, private_network=private_network)
    source = source_at(word, kind, SourceSettings(private_network=private_network))
    if not _is_path(word) and by_name and not _may_be_location(word, source, by_name):
        raise UnknownNameError(SOURCE_NOR_FILE, word, by_name, location=source.location)
    # A file may have become one of another kind.
    for known in by_name.values():
        if known.location == source.location and known.name != LOCAL:
            return _registered_source(known, kind, private_network=private_network)
    return source


def _registered_source(known: RegisteredSource, kind: str | None, *, private_network: bool) -> HarvestSource:
    """The source as it is registered.

    Raises:
        UsageError: another kind is asked for.
    """
    if kind is not None and kind != known.kind and not known.is_kind_open:
        raise UsageError(SOURCE_OF_KIND(name=known.name, known=known.kind, kind=kind, location=known.location))
    may_be_private = known.settings.private_network or private_network
    return source_at(known.location, known.known_kind or kind, replace(known.settings, private_network=may_be_private))


def _may_be_location(word: str, source: HarvestSource, by_name: dict[str, RegisteredSource]) -> bool:
    """Whether a word that is no name may be a location, though perhaps one that is gone."""
    was_harvested = any(one.location == source.location for one in by_name.values())
    return was_harvested or bool(Path(word).suffix) or os.path.lexists(source.location)


def _is_path(word: str) -> bool:
    """Whether a word can be nothing but a location."""
    return any(mark in word for mark in ("/", os.sep, os.altsep) if mark)
