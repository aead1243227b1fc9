"""Catalogues that a source marks, and what these list: a mark on a catalogue is one on all that is listed in it.

Which these are is read with the bars, so that it does not matter who was harvested first, and that nothing stays when
the mark is lifted.
Source of the rules: docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, select

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.record_terms import MEMBERSHIP

from ..record.bars import Bar, Bars
from .reading import read_values_in
from .tables import IS_CATALOG, links, memberships, records

_LISTING: Final = sorted(one.value for one in MEMBERSHIP)


class StoredCatalog(NamedTuple):
    """A catalogue of a source."""

    iri: str
    source_id: int
    version_id: int


def stored_catalogs(connection: Connection) -> list[StoredCatalog]:
    """The catalogues of all sources."""
    query = select(records.c.iri, records.c.source_id, records.c.version_id).where(IS_CATALOG)
    return [StoredCatalog(*row) for row in connection.execute(query.order_by(records.c.id))]


def listed_in_marked(
    connection: Connection, catalogs: Collection[StoredCatalog], bars: Bars
) -> Mapping[str, tuple[Bar, ...]]:
    """The marks on catalogues, by the comparison form of each IRI that one of them lists, also through another one.

    Args:
        bars: what marks the catalogues, and which IRIs name one thing.
    """
    by_form: defaultdict[str, list[StoredCatalog]] = defaultdict(list)
    fresh: dict[str, set[Bar]] = {}
    for one in catalogs:
        form = comparison_form(one.iri)
        by_form[form].append(one)
        if marks := {bar for name in bars.names_of(one.iri) for bar in bars.marks_under(name)}:
            fresh[form] = marks
    found: defaultdict[str, set[Bar]] = defaultdict(set)
    while fresh:
        after: defaultdict[str, set[Bar]] = defaultdict(set)
        for form, marks in fresh.items():
            for target in _targets(connection, by_form[form]):
                if more := marks - found[target]:
                    found[target] |= more
                    for name in by_form.keys() & bars.names_of(target):
                        after[name] |= more
        fresh = after
    return {target: tuple(sorted(marks)) for target, marks in found.items()}


def _targets(connection: Connection, catalogs: Collection[StoredCatalog]) -> Iterator[str]:
    """The comparison forms of all that some catalogues list, or list no longer since one end of it is missing."""
    by_source: defaultdict[int, list[str]] = defaultdict(list)
    for one in catalogs:
        by_source[one.source_id].append(one.iri)
    targets: set[str] = set()
    for source_id, iris in by_source.items():
        is_open = and_(memberships.c.source_id == source_id, memberships.c.last_run.is_(None))
        listed = select(memberships.c.target).where(is_open)
        targets |= read_values_in(connection, listed, memberships.c.catalog, iris)
    # A catalogue that a program has put has its links in its own graph.
    linked = select(links.c.target).where(links.c.property.in_(_LISTING))
    targets |= read_values_in(connection, linked, links.c.version_id, [one.version_id for one in catalogs])
    return map(comparison_form, sorted(targets))
