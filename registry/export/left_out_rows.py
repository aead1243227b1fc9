"""Records that an export leaves out, one by one, in a temporary file: there may be as many as records."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, cast

from ..record.packed_index import PackedIndex
from ..record.spooled_values import SpooledSequence
from .leaving import LeftOutRecord

__all__ = ["LeftOutByIri", "LeftOutRows"]

_NONE: Final = -1


class LeftOutRows(SpooledSequence[LeftOutRecord]):
    """The records, in the order in which they are added."""

    def _fields(self, value: LeftOutRecord) -> Sequence[object]:
        return value

    def _value(self, fields: Sequence[object]) -> LeftOutRecord:
        found = LeftOutRecord._make(cast("list[Any]", fields))
        return found._replace(fields=tuple(found.fields))


class LeftOutByIri:
    """The same, found by their IRIs: several sources may describe one."""

    def __init__(self, rows: Sequence[LeftOutRecord] = (), *, form: Callable[[str], str] = lambda iri: iri) -> None:
        """
        Args:
            rows: read again for each IRI that is asked for.
            form: the form of the IRIs by which they are found.
        """
        self._rows = rows
        self._index = PackedIndex(lambda number: form(rows[number].iri))
        self._earlier = array("i")
        for row in rows:
            iri = form(row.iri)
            earlier = self._index.find(iri)
            self._earlier.append(_NONE if earlier is None else earlier)
            self._index.add(iri)

    def find(self, iri: str) -> list[LeftOutRecord]:
        """The records of an IRI that were left out, the last first."""
        found = []
        number = self._index.find(iri)
        while number is not None and number != _NONE:
            found.append(self._rows[number])
            number = self._earlier[number]
        return found

    def instead(self) -> Iterable[tuple[str, str]]:
        """IRIs of records with those that leave instead, where there are any."""
        return ((one.iri, one.instead) for one in self._rows if one.instead is not None)
