"""Catalogues within each other, and the entries within them: each in the innermost catalogue that lists it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from danhmuc.vocab.writing import Unwritten

from .waiting_entries import WaitingEntries

_NONE: Final = -1
_DEEPEST: Final = 32
"""The most catalogues that stand in each other."""


@dataclass(slots=True, kw_only=True, eq=False)
class NestedCatalogue:
    """A catalogue and its place.

    Attributes:
        number: of its entry.
        members: the place of what it lists.
        triples: the number of its triples.
        source: that it comes from, if that is known.
        lost: what it lost itself.
        entries: numbers of the entries that stand in it, by array.
        inner: the catalogues that stand in it.
    """

    iri: str
    number: int
    members: range = range(0)
    triples: int = 0
    source: str | None = None
    lost: Unwritten = field(default_factory=Unwritten)
    parent: NestedCatalogue | None = None
    entries: Sequence[array[int]] = ()
    inner: list[NestedCatalogue] = field(default_factory=list)

    @property
    def above(self) -> list[NestedCatalogue]:
        """The catalogues that it stands in, from the inside."""
        found: list[NestedCatalogue] = []
        one = self.parent
        while one is not None:
            found.append(one)
            one = one.parent
        return found


def nest_catalogues(catalogs: Sequence[NestedCatalogue], spool: WaitingEntries) -> None:
    """Let each catalogue stand in one that lists it and does not stand in it itself.

    Of several, it is the one that lists the fewest catalogues, which is further inside.
    """
    by_number = {one.number: one for one in catalogs}
    listed: list[tuple[NestedCatalogue, list[NestedCatalogue]]] = []
    for outer in catalogs:
        numbers = dict.fromkeys(spool.find(iri) for _, iri in _members(outer, spool))
        listed.append((outer, [by_number[one] for one in numbers if one in by_number and one != outer.number]))
    for outer, inners in sorted(listed, key=lambda one: len(one[1])):
        for inner in inners:
            above = outer.above
            if inner.parent is None and inner not in above and len(above) < _DEEPEST:
                inner.parent = outer
                outer.inner.append(inner)
    for outer in catalogs:
        outer.inner.sort(key=lambda one: one.number)


def place_entries(
    catalogs: Sequence[NestedCatalogue], spool: WaitingEntries, arrays: int, is_written: Callable[[int], bool]
) -> list[array[int]]:
    """Let each entry stand in the innermost catalogue that lists it, and a catalogue record by its record.

    Links of catalogues to what does not stand in them are losses of theirs.

    Args:
        arrays: the number of arrays of a catalogue.
        is_written: whether an entry is to be written at all.

    Returns:
        The numbers of the entries that no catalogue lists, by array.
    """
    holders = _Holders(catalogs, len(spool.kinds))
    for catalog in sorted(catalogs, key=lambda one: -len(one.above)):
        catalog.entries = [array("L") for _ in range(arrays)]
        for _, iri in _members(catalog, spool):
            number = spool.find(iri)
            if number is not None and spool.kinds[number] != arrays:
                holders.set_first(number, catalog)
    loose = [array("L") for _ in range(arrays)]
    for number, kind in enumerate(spool.kinds):
        if kind != arrays and is_written(number):
            topic = spool.topic_number(number)
            catalog_of = holders.find(number) or (None if topic is None else holders.find(topic))
            (loose if catalog_of is None else catalog_of.entries)[kind].append(number)
    _count_members(catalogs, spool, holders)
    return loose


class _Holders:
    """The catalogue in which each entry stands, by number, in four bytes each."""

    def __init__(self, catalogs: Sequence[NestedCatalogue], count: int) -> None:
        self._catalogs = catalogs
        self._place_of = {one.number: place for place, one in enumerate(catalogs)}
        self._places = array("i", [_NONE]) * count

    def set_first(self, number: int, catalog: NestedCatalogue) -> None:
        """Let an entry stand in a catalogue, unless it stands in one."""
        if self._places[number] == _NONE:
            self._places[number] = self._place_of[catalog.number]

    def find(self, number: int) -> NestedCatalogue | None:
        """The catalogue of an entry; None if it stands in none."""
        place = self._places[number]
        return None if place == _NONE else self._catalogs[place]


def _count_members(catalogs: Sequence[NestedCatalogue], spool: WaitingEntries, holders: _Holders) -> None:
    by_number = {one.number: one for one in catalogs}
    for catalog in catalogs:
        catalog.lost.record = catalog.iri
        for prop, iri in _members(catalog, spool):
            number = spool.find(iri)
            inner = None if number is None else by_number.get(number) or holders.find(number)
            if inner is None or catalog not in (inner, *inner.above):
                catalog.lost.add(f"<{catalog.iri}> <{prop}> <{iri}>")


def _members(catalog: NestedCatalogue, spool: WaitingEntries) -> Iterator[tuple[str, str]]:
    return spool.members(catalog.members)
