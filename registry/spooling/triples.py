"""The triples of a large document on disk, and their connections."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.reading import Descriptions
from danhmuc.vocab.terms import DCAT, FOAF

__all__ = ["TABLES", "ConnectedLines", "SpooledLine", "SpooledTriples", "part_batches"]

_PART_BYTES: Final = 4_000_000
"""Text that is split at a time, unless more of it hangs together."""
_TIES: Final = frozenset({DCAT.distribution, FOAF.primaryTopic})
"""Properties whose values are split together with their subjects, IRIs though they are."""

# A key is the hash of a subject. Two subjects with the same key are split together, which does no harm.
TABLES: Final = """
CREATE TABLE line (
    number INTEGER PRIMARY KEY, key INTEGER NOT NULL, text TEXT NOT NULL, document INTEGER NOT NULL
);
CREATE TABLE tie (one INTEGER NOT NULL, other INTEGER NOT NULL);
CREATE TABLE tied (key INTEGER PRIMARY KEY, part INTEGER NOT NULL);
"""


class SpooledTriples:
    """Triples in lines, each with all that one piece of the document has about one subject.

    Attributes:
        count: number of lines.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.count = 0

    def add(self, piece: Descriptions, document: int) -> None:
        """Add more triples of a document, by its number."""
        lines: list[tuple[int, int, str, int]] = []
        ties: list[tuple[int, int]] = []
        for subject, pairs in piece.items():
            key = hash(subject)
            name = str(subject)
            text = "".join([f"{name} {predicate} {value} .\n" for predicate, value in pairs])
            self.count += 1
            lines.append((self.count, key, text, document))
            ties += [
                (key, hash(value))
                for predicate, value in pairs
                if type(value) is BlankNode or (predicate in _TIES and type(value) is NamedNode)
            ]
        self._database.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", lines)
        self._database.executemany("INSERT INTO tie VALUES (?, ?)", ties)

    def drop_document(self, document: int) -> None:
        """Delete what was added of a document; it is the last one."""
        (first,) = self._database.execute("SELECT min(number) FROM line WHERE document = ?", (document,)).fetchone()
        if first is not None:
            self._database.execute("DELETE FROM line WHERE number >= ?", (first,))
            self.count = first - 1

    def tie(self) -> None:
        """Give all connected subjects the same number."""
        rows = self._database.execute("SELECT one FROM tie UNION SELECT other FROM tie ORDER BY 1")
        keys = array("q", (key for (key,) in rows))
        above = array("q", range(len(keys)))

        def top(at: int) -> int:
            while above[at] != at:
                above[at] = at = above[above[at]]
            return at

        for one, other in self._database.execute("SELECT one, other FROM tie"):
            first, second = sorted((top(bisect_left(keys, one)), top(bisect_left(keys, other))))
            above[second] = first
        tied = ((key, top(at)) for at, key in enumerate(keys))
        self._database.executemany("INSERT INTO tied VALUES (?, ?)", tied)
        self._database.execute("DROP TABLE tie")
        self._database.execute("CREATE INDEX tied_by_part ON tied (part)")
        self._database.execute("CREATE INDEX line_by_key ON line (key)")

    def parts(self) -> Iterator[ConnectedLines]:
        """The connected parts, in order of reading."""
        done = bytearray(self.count + 1)
        for number, key in self._database.execute("SELECT number, key FROM line ORDER BY number"):
            if not done[number]:
                part = self._connected_lines(key)
                for line in part.lines:
                    done[line.number] = 1
                yield part

    def part(self, number: int) -> ConnectedLines:
        """The part that begins with a line."""
        (key,) = self._database.execute("SELECT key FROM line WHERE number = ?", (number,)).fetchone()
        return self._connected_lines(key)

    def _connected_lines(self, key: int) -> ConnectedLines:
        row = self._database.execute("SELECT part FROM tied WHERE key = ?", (key,)).fetchone()
        if row is None:
            query = "SELECT number, key, text, document FROM line WHERE key = ? ORDER BY number"
            found = self._database.execute(query, (key,))
        else:
            found = self._database.execute(
                "SELECT number, key, text, document FROM line "
                "WHERE key IN (SELECT key FROM tied WHERE part = ?) ORDER BY number",
                row,
            )
        return ConnectedLines([SpooledLine(*line) for line in found])

    def drop(self) -> None:
        """Delete all triples."""
        self._database.execute("DROP TABLE line")


class SpooledLine(NamedTuple):
    """The triples of one piece about one subject, as N-Triples."""

    number: int
    key: int
    text: str
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
