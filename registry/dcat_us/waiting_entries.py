"""Entries of a data.json that wait in a temporary file; in memory is a number of bytes for each."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO, Final, cast

from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.terms import DCAT, RDF

from .object_writer import NAMED
from .packed_digests import DigestIndex
from .written_values import Written

_READ_BYTES: Final = 1 << 16
_IS_CATALOG: Final = f"{RDF.type} {DCAT.Catalog} .\n".encode()
_LISTING: Final = tuple(f"{prop} <".encode() for prop in sorted(MEMBERSHIP, key=str))


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """The record that a catalogue record is about.

    Attributes:
        digest: of the IRI of the record that it is about.
        triples: the number of its own triples.
        source: that it comes from itself, if that is known.
    """

    digest: bytes
    triples: int
    source: str | None


@dataclass(slots=True)
class WaitingEntries:
    """The entries in their order, by number.

    Attributes:
        kinds: position of the array that each stands in; for a catalogue the number of arrays.
        topics: of catalogue records.
    """

    file: BinaryIO
    kinds: array[int] = field(default_factory=lambda: array("B"))
    topics: dict[int, Topic] = field(default_factory=dict)
    _starts: array[int] = field(default_factory=lambda: array("Q"))
    _has_named: array[int] = field(default_factory=lambda: array("B"))
    _by_iri: DigestIndex = field(default_factory=DigestIndex)
    _numbers: array[int] = field(default_factory=lambda: array("q"))
    _end: int = 0

    def keep(self, iri: str, kind: int, value: Written) -> int:
        """Write an entry to the file, and return its number."""
        number = len(self.kinds)
        self.kinds.append(kind)
        self._starts.append(self._end)
        self._has_named.append(_has_named(value))
        if self._by_iri.add(digest_of(iri)):
            self._numbers.append(number)
        self._end += self.file.write(json_bytes(value) + b"\n")
        return number

    def find(self, iri: str) -> int | None:
        """The number of the entry of an IRI."""
        return self._number(digest_of(iri))

    def topic_number(self, number: int) -> int | None:
        """The number of the entry that a catalogue record is about; None if it is not written, or for another entry."""
        topic = self.topics.get(number)
        return None if topic is None else self._number(topic.digest)

    def keep_members(self, lines: Iterable[bytes | bytearray]) -> range:
        """Write the lines by which a catalogue lists others; returns their place."""
        start = self._end
        for some in lines:
            self._end += self.file.write(some)
        return range(start, self._end)

    def members(self, place: range) -> Iterator[tuple[str, str]]:
        """Property and IRI of all that a catalogue lists."""
        at, rest = place.start, b""
        while at < place.stop:
            self.file.seek(at)
            some = self.file.read(min(_READ_BYTES, place.stop - at))
            at += len(some)
            *lines, rest = (rest + some).split(b"\n")
            for line in lines:
                _, prop, value, _ = line.decode().split(" ")
                yield prop[1:-1], value[1:-1]

    def _number(self, digest: bytes) -> int | None:
        found = self._by_iri.find(digest)
        return None if found is None else self._numbers[found]

    def has_named(self, number: int) -> bool:
        """Whether other records are named in an entry."""
        return bool(self._has_named[number])

    def line(self, number: int) -> bytes:
        """An entry as it is written."""
        self.file.seek(self._starts[number])
        return self.file.readline()[:-1]

    def read(self, number: int) -> Mapping[str, Written]:
        """An entry."""
        return cast("dict[str, Written]", json.loads(self.line(number)))


def split_members(iri: str, nquads: bytes) -> tuple[bytes, bytes | bytearray]:
    """The graph of a record without the lines by which it lists others, and these, if it is a catalogue."""
    subject = f"<{iri}> ".encode()
    if subject + _IS_CATALOG not in nquads:
        return nquads, b""
    own, members = bytearray(), bytearray()
    for line in BytesIO(nquads):
        is_member = line.startswith(subject) and line.startswith(_LISTING, len(subject)) and line.endswith(b"> .\n")
        (members if is_member else own).extend(line)
    return bytes(own), members


def json_bytes(value: Written) -> bytes:
    """A value as JSON in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def digest_of(text: str) -> bytes:
    """Sixteen bytes that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def _has_named(value: Written) -> bool:
    if isinstance(value, list):
        return any(map(_has_named, value))
    return isinstance(value, dict) and (NAMED in value or any(map(_has_named, value.values())))
