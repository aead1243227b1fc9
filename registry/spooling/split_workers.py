"""Split batches of connected parts in other processes, with what comes of them here.

What crosses is text: some IRIs that the parser accepts would be refused as terms on the other side.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, TypeAlias, cast

from pyoxigraph import NamedNode, RdfFormat, parse

from danhmuc.vocab.reading.parsing import paused_collection

from ..record.graph_terms import UsedTerms
from ..record.ordered_work import OrderedWork
from .split_batch import USED, Batch, SplitBatch, split_batch

_PROBE: Final = "http://source.invalid/key"
"""Two processes whose hashes of it differ have other keys for all subjects."""
_ALONE: Final = 2
"""Batches of a source that needs no other process."""
_Written: TypeAlias = tuple[bytes, bytes]
"""Properties and classes as N-Triples."""


def split_batches(batches: Iterable[Batch], workers: OrderedWork | None) -> Iterator[tuple[int, SplitBatch]]:
    """The rows of each batch, in their order, with the number of its lines.

    Raises:
        SourceFailedError: the workers ended twice.
    """
    given = iter(batches)
    first = [] if workers is None else list(islice(given, _ALONE))
    if workers is None or len(first) < _ALONE:
        for batch in chain(first, given):
            yield batch.size, split_batch(batch)[1]
        return
    at_work: deque[tuple[int, _PackedBatch]] = deque()

    def pack() -> Iterator[_PackedBatch]:
        first.reverse()
        while first:
            yield pack_one(first.pop())
        for batch in given:
            yield pack_one(batch)

    def pack_one(batch: Batch) -> _PackedBatch:
        packed = _PackedBatch(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL), _key())
        at_work.append((batch.size, packed))
        return packed

    known: dict[_Written, UsedTerms] = {}
    for answer in workers.run(_split_elsewhere, pack()):
        size, packed = at_work.popleft()
        yield size, _take(answer, known) if answer else split_batch(packed.unpack())[1]


def _take(answer: bytes, known: dict[_Written, UsedTerms]) -> SplitBatch:
    """The rows that a worker made of a batch."""
    with paused_collection():
        found = pickle.loads(answer)  # noqa: S301 - written by `_split_elsewhere`
    made, written = cast("tuple[SplitBatch, list[_Written]]", found)
    used = [known[one] if one in known else known.setdefault(one, _read(one)) for one in written]
    made.rows = (
        row if row[USED] is None else (*row[:USED], used[cast("int", row[USED])], *row[USED + 1 :]) for row in made.rows
    )
    return made


def _read(written: _Written) -> UsedTerms:
    properties, classes = (parse(text, format=RdfFormat.N_TRIPLES, lenient=True) for text in written)
    return frozenset(quad.predicate for quad in properties), frozenset(quad.predicate for quad in classes)


# ---------------------------------------------------------------- in the worker


@dataclass(frozen=True, slots=True)
class _PackedBatch:
    """A batch on its way to a worker.

    Attributes:
        key: of a subject here.
    """

    body: bytes
    key: int

    def unpack(self) -> Batch:
        """The batch again."""
        return cast("Batch", pickle.loads(self.body))  # noqa: S301 - written by `split_batches`


def _key() -> int:
    return hash(NamedNode(_PROBE))


def _split_elsewhere(packed: _PackedBatch) -> bytes:
    """Split a batch in a worker; empty if that has other keys, as on a machine of another kind."""
    if packed.key != _key():
        return b""
    # A batch is all that is made meanwhile, and the garbage collector would scan it again and again.
    with paused_collection():
        _, found = split_batch(packed.unpack())
        used: dict[UsedTerms, int] = {}
        found.rows = [
            row
            if row[USED] is None
            else (*row[:USED], used.setdefault(cast("UsedTerms", row[USED]), len(used)), *row[USED + 1 :])
            for row in found.rows
        ]
        found.rest = list(found.rest)
        return pickle.dumps((found, [_write(one) for one in used]), pickle.HIGHEST_PROTOCOL)


def _write(used: UsedTerms) -> _Written:
    """Both as properties, in order."""
    properties, classes = ("".join(f"_:a {one} _:a .\n" for one in sorted(map(str, some))).encode() for some in used)
    return properties, classes
