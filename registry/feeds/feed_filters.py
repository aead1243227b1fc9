"""The filters of a feed as the selection takes them: names that the registry knows, and IRIs in place of codes.

A mistyped name is refused: it would leave out everything, or nothing of what was meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from danhmuc.vocab import concepts
from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import PUBLISHER_UNKNOWN, SOURCE_UNKNOWN, THEME_UNKNOWN

from ..export.record_filter import RecordFilter
from ..record.summary import code_of
from ..store.database import Connection
from ..store.publishers import find_publishers, publisher_versions, publishers_of_records, themes_of_records
from ..store.reading import graph_bodies
from ..store.stored_rows import sources_of
from .agencies import agency_code, code_without_description
from .catalog_settings import FeedFilter

__all__ = ["resolve_filters", "sources_in"]

_SCHEMES: Final = ("data-theme", "theme")


def resolve_filters(connection: Connection, filters: Collection[FeedFilter]) -> tuple[RecordFilter, ...]:
    """The filters with IRIs of publishers.

    A name is known if anything in the registry ever had it, or for themes, if a list of danhmuc has it: an agency
    without records today breaks no nightly build.

    Raises:
        UnknownNameError: there is no such source, publisher, agency or theme.
    """
    sources = [source.name for source in sources_of(connection)]
    for name in sorted({name for one in filters for name in one.sources}.difference(sources)):
        raise UnknownNameError(SOURCE_UNKNOWN, name, sources)
    _require_themes(connection, {theme for one in filters for theme in one.themes})
    publishers = _iris_of(connection, {name for one in filters for name in one.publishers})
    return tuple(
        RecordFilter(
            sources=one.sources,
            publishers=tuple(sorted({iri for name in one.publishers for iri in publishers[name]})),
            classes=one.classes,
            themes=one.themes,
            min_status=one.min_status,
        )
        for one in filters
    )


def sources_in(filters: Iterable[RecordFilter], names: Iterable[str]) -> tuple[str, ...]:
    """The sources, of some, of which records may fit all filters."""
    every = tuple(filters)
    return tuple(name for name in names if all(one.has_source(name) for one in every))


def _require_themes(connection: Connection, names: Collection[str]) -> None:
    if not names:
        return
    stored = themes_of_records(connection)
    known = {code_of(theme).casefold() for theme in stored}
    for concept in (one for scheme in _SCHEMES for one in concepts.load(scheme)):
        known |= {concept.code.casefold(), code_of(concept.iri).casefold()}
    for name in sorted(names):
        if code_of(name).casefold() not in known:
            raise UnknownNameError(THEME_UNKNOWN, name, sorted(stored))


def _iris_of(connection: Connection, names: Collection[str]) -> Mapping[str, Collection[str]]:
    """The IRI of each publisher that is named by it or by a code."""
    iris = {name for name in names if ":" in name}
    for iri in sorted(iris - find_publishers(connection, iris)):
        raise UnknownNameError(PUBLISHER_UNKNOWN, iri, publishers_of_records(connection))
    found: dict[str, Collection[str]] = {iri: (iri,) for iri in iris}
    codes = set(names) - iris
    if codes:
        by_code = _publishers_by_code(connection)
        for code in sorted(codes):
            named = by_code.get(code.casefold(), set())
            # Two publishers of one code have feeds by their IRIs; which of them is meant nobody can tell.
            if len(named) != 1:
                known = [one for one, some in by_code.items() if len(some) == 1]
                raise UnknownNameError(PUBLISHER_UNKNOWN, code, sorted(known))
            found[code] = named
    return found


def _publishers_by_code(connection: Connection) -> Mapping[str, set[str]]:
    """The IRIs of the publishers of records by their codes in small letters: their own ones, and those of their IRI."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    iris = publishers_of_records(connection)
    versions = publisher_versions(connection, iris)
    for iri in iris:
        found[code_without_description(iri)].add(iri)
        for nquads in graph_bodies(connection, versions.get(iri, [])).values():
            code = agency_code(iri, nquads)
            if code is not None:
                found[code.casefold()].add(iri)
    return found
