"""Losses of records in a format that cannot hold everything, in little memory: there may be a million."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Final

from .packed_index import PackedIndex
from .spool_file import SpoolFile

_NONE: Final = -1


class PackedLosses(MutableMapping[str, Mapping[str, int]]):
    """The losses of each record, as `Unwritten.by_record`; most records lose the same."""

    def __init__(self) -> None:
        self._iris = SpoolFile()
        self._index = PackedIndex(lambda number: self._iris[number].decode("utf-8", "surrogatepass"))
        self._places = array("i")
        self._count = 0
        self._distinct: list[Mapping[str, int]] = []
        self._place_of: dict[tuple[tuple[str, int], ...], int] = {}

    def __getitem__(self, iri: str) -> Mapping[str, int]:
        number = self._index.find(iri)
        if number is None or self._places[number] == _NONE:
            raise KeyError(iri)
        return self._distinct[self._places[number]]

    def __setitem__(self, iri: str, numbers: Mapping[str, int]) -> None:
        key = tuple(numbers.items())
        place = self._place_of.get(key)
        if place is None:
            place = self._place_of[key] = len(self._distinct)
            self._distinct.append(numbers)
        number = self._index.find(iri)
        if number is None:
            self._iris.append(iri.encode("utf-8", "surrogatepass"))
            number = self._index.add(iri)
            self._places.append(_NONE)
        self._count += self._places[number] == _NONE
        self._places[number] = place

    def __delitem__(self, iri: str) -> None:
        number = self._index.find(iri)
        if number is None or self._places[number] == _NONE:
            raise KeyError(iri)
        self._places[number] = _NONE
        self._count -= 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        for number, iri in enumerate(self._iris.rows()):
            if self._places[number] != _NONE:
                yield iri.decode("utf-8", "surrogatepass")
