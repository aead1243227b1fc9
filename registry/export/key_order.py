"""The order of records in a feed, and any things so many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple, TypeVar

from ..record.local_iri import entry_key
from ..store.database import Connection
from ..store.stored_iris import locals_of
from .packed_candidates import PackedCandidates

__all__ = ["PAGE", "KeyedRecord", "in_key_order", "pages_of"]

PAGE: Final = 500
"""Number of graphs that are read at once."""
_T = TypeVar("_T")


class KeyedRecord(NamedTuple):
    """A record that leaves, by the key that it has in a feed."""

    key: str
    iri: str


def in_key_order(connection: Connection, leaving: PackedCandidates) -> Iterator[KeyedRecord]:
    """Records that leave, without catalogue records, in the order of their keys in a feed."""
    keys = []
    for page in pages_of((one for one in leaving.numbers() if leaving.kind(one).role == "record"), PAGE):
        found = locals_of(connection, [leaving.record_id(number) for number in page])
        for number in page:
            one = found[leaving.record_id(number)]
            # One integer, and not a pair with a text, of which there may be many.
            keys.append(int(entry_key(one.source_id, one.local).replace("-", ""), 16) << 32 | number)
    keys.sort()
    for packed in keys:
        digits = f"{packed >> 32:024x}"
        yield KeyedRecord(f"{digits[:8]}-{digits[8:]}", leaving.iri(packed & 0xFFFFFFFF))


def pages_of(some: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Any things, so many at a time."""
    rest = iter(some)
    while page := list(islice(rest, size)):
        yield page
