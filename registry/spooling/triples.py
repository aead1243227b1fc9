"""The triples of a large document on disk, and their connections."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import accumulate, groupby, islice, repeat, takewhile
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.reading import Descriptions
from danhmuc.vocab.terms import DCAT, FOAF

from .held_bodies import ByteFile

_PART_BYTES: Final = 4_000_000
"""Text that is split at a time, unless more of it hangs together."""
_BLOCK: Final = 1 << 16
_MOST_BLOCKS: Final = 16
"""Blocks of text in memory: what belongs together may stand in several places of the file."""
_RUN: Final = 200_000
"""Keys that are sorted at a time."""
_TIES: Final = frozenset({DCAT.distribution, FOAF.primaryTopic})
"""Properties whose values are split together with their subjects, IRIs though they are."""


class SpooledTriples:
    """Triples in lines, each with all that one piece of the document has about one subject.

    Their text is in a file; in memory are 24 bytes for each, and 16 for each connection. A key is the hash of a
    subject. Two subjects with the same key are split together, which does no harm.

    Attributes:
        count: number of lines.
    """

    def __init__(self) -> None:
        self.count = 0
        self._file = ByteFile()
        self._starts = array("q")
        self._sizes = array("i")
        self._keys = array("q")
        self._documents = array("i")
        self._ties = array("q")
        # By line the index of the first one of its part, and the lines part by part, once they are connected.
        self._part_of = array("i")
        self._in_order = array("i")
        self._blocks: dict[int, bytes] = {}

    def add(self, piece: Descriptions, document: int) -> None:
        """Add more triples of a document, by its number.

        Raises:
            OSError: there is no space for them.
        """
        texts: list[bytes] = []
        for subject, pairs in piece.items():
            key = hash(subject)
            name = str(subject)
            texts.append("".join([f"{name} {predicate} {value} .\n" for predicate, value in pairs]).encode())
            self._keys.append(key)
            for predicate, value in pairs:
                kind = type(value)
                if kind is BlankNode or (kind is NamedNode and predicate in _TIES):
                    self._ties.extend((key, hash(value)))
        self._blocks.clear()
        start = self._file.add(b"".join(texts))
        sizes = list(map(len, texts))
        self._starts.extend(accumulate(sizes[:-1], initial=start) if sizes else ())
        self._sizes.extend(sizes)
        self._documents.extend(repeat(document, len(sizes)))
        self.count += len(sizes)

    def drop_document(self, document: int) -> None:
        """Delete what was added of a document; it is the last one."""
        left = bisect_left(self._documents, document)
        for kept in (self._starts, self._sizes, self._keys, self._documents):
            del kept[left:]
        self.count = left

    def tie(self) -> None:
        """Find the parts that are connected."""
        keys = array("q", (key for key, _ in groupby(merge(*_sorted_runs(self._keys), *_sorted_runs(self._ties)))))
        above = array("i", range(len(keys)))

        def top(key: int) -> int:
            at = bisect_left(keys, key)
            while above[at] != at:
                above[at] = at = above[above[at]]
            return at

        ends = iter(self._ties)
        for one, other in zip(ends, ends, strict=True):
            first, second = sorted((top(one), top(other)))
            above[second] = first
        self._ties = array("q")
        first_lines = array("i", repeat(-1, len(keys)))
        for line, key in enumerate(self._keys):
            at = top(key)
            if first_lines[at] < 0:
                first_lines[at] = line
            self._part_of.append(first_lines[at])
        self._in_order = array("i", sorted(range(self.count), key=self._part_of.__getitem__))

    def parts(self) -> Iterator[ConnectedLines]:
        """The connected parts, in order of reading."""
        for _, lines in groupby(self._in_order, self._part_of.__getitem__):
            yield ConnectedLines(list(map(self._line, lines)))

    def part(self, number: int) -> ConnectedLines:
        """The part that begins with a line."""
        begin = number - 1
        at = bisect_left(self._in_order, begin, key=self._part_of.__getitem__)
        lines = takewhile(lambda line: self._part_of[line] == begin, islice(self._in_order, at, None))
        return ConnectedLines(list(map(self._line, lines)))

    def _line(self, at: int) -> SpooledLine:
        return SpooledLine(at + 1, self._keys[at], self._text(self._starts[at], self._sizes[at]), self._documents[at])

    def _text(self, start: int, size: int) -> bytes:
        """The text of a line, of a block that is read once for all lines in it that follow one another."""
        number, begin = divmod(start, _BLOCK)
        if begin + size > _BLOCK:
            return self._file.read(start, size)
        block = self._blocks.get(number)
        if block is None:
            if len(self._blocks) >= _MOST_BLOCKS:
                del self._blocks[next(iter(self._blocks))]
            block = self._blocks[number] = self._file.read(number * _BLOCK, _BLOCK)
        return block[begin : begin + size]

    def drop(self) -> None:
        """Delete all triples; only their number is left."""
        self._file.close()
        self._blocks.clear()
        for one in (self._starts, self._sizes, self._keys, self._documents, self._part_of, self._in_order):
            del one[:]


def _sorted_runs(keys: array[int]) -> Iterator[array[int]]:
    """The keys in sorted pieces: as numbers of their own, all would take five times their memory."""
    for start in range(0, len(keys), _RUN):
        yield array("q", sorted(keys[start : start + _RUN]))


class SpooledLine(NamedTuple):
    """The triples of one piece about one subject, as N-Triples."""

    number: int
    key: int
    text: bytes
    document: int


class ConnectedLines(NamedTuple):
    """Lines that are connected."""

    lines: list[SpooledLine]

    @property
    def number(self) -> int:
        """The number of its first line."""
        return self.lines[0].number


def part_batches(parts: Iterable[ConnectedLines]) -> Iterator[list[ConnectedLines]]:
    """Batches of parts, each as large as is split at a time."""
    several: list[ConnectedLines] = []
    size = 0
    for part in parts:
        several.append(part)
        size += sum(len(line.text) for line in part.lines)
        if size > _PART_BYTES:
            yield several
            several, size = [], 0
    if several:
        yield several
