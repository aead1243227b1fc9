"""Walk the catalogue of a data.json from its first byte to its last, entry by entry, catalogues within each other.

Walk the catalogue of a data.json from its first byte to its last, entry by entry, catalogues within it included.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import json
import os
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, BinaryIO, Final, Protocol, cast

from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading.decoding import GZIP_MAGIC, refuse_binary, refuse_bomb, refuse_empty, refuse_html
from danhmuc.vocab.reading.notes import MAX_BYTES, MAX_DEPTH, Notes
from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.terms import DCAT, RDF
from danhmuc.vocab.writing import Unwritten

from ..json_records.stream import Json, JsonObject, JsonText, child_pointer, json_text
from ..messages.sources import DcatUsText
from ..record.spools import PackedIndex
from .field_table import ARRAYS, Version
from .object_writer import NAMED
from .written_values import Written

# ---------------------------------------------------------------- packed digests
# Digests of sixteen bytes, in little memory: there may be a million.

_SIZE: Final = 16


class DigestIndex:
    """The numbers of digests, from 0 in the order in which they are added."""

    def __init__(self) -> None:
        self._digests = bytearray()
        self._index = PackedIndex(self._digest)

    def __len__(self) -> int:
        return len(self._index)

    def __contains__(self, digest: bytes) -> bool:
        return self._index.find(digest) is not None

    def add(self, digest: bytes) -> bool:
        """Add a digest; returns whether it was not there yet."""
        if digest in self:
            return False
        self._digests += digest
        self._index.add(digest)
        return True

    def find(self, digest: bytes) -> int | None:
        """The number of a digest; None if it is not there."""
        return self._index.find(digest)

    def _digest(self, number: int) -> bytes:
        return bytes(self._digests[number * _SIZE : (number + 1) * _SIZE])


# ---------------------------------------------------------------- waiting entries
# Entries of a data.json that wait in a temporary file; in memory is a number of bytes for each.

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


# ---------------------------------------------------------------- json file
# Open a data.json: gzipped or not, UTF-8 or UTF-16, read forward from one file handle.

MAX_BODY: Final = 50_000_000
"""Bytes of a file whose packed bytes are held while it is read."""
_HEAD: Final = 1 << 16
_FAST: Final = 1
"""zlib level for raw bodies: they are kept as evidence, not to be small."""
_BEGINNINGS: Final = (
    (codecs.BOM_UTF8, len(codecs.BOM_UTF8), "utf-8", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, len(codecs.BOM_UTF16_LE), "utf-16-le", "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, len(codecs.BOM_UTF16_BE), "utf-16-be", "UTF-16-BE"),
    (b"{\0", 0, "utf-16-le", "UTF-16-LE"),
    (b"\0{", 0, "utf-16-be", "UTF-16-BE"),
)
"""First bytes, how many of them are no text, the encoding, and its name for people."""


class DataJsonFile:
    """An open file, whose text can be read several times, one after the other."""

    def __init__(self, file: IO[bytes], notes: Notes) -> None:
        """Take over an open file.

        Raises:
            DocumentError: it is too large.
        """
        self._file, self._notes = file, notes
        self._size = file.seek(0, os.SEEK_END)
        self._tally = _Tally(file, is_held=self._size <= MAX_BODY)
        self._stream: _Readable = file
        self._is_packed = False
        self._unpacked = 0
        if self._size > MAX_BYTES:
            raise notes.refusal("read:too-large", ReadingText.DOCUMENT_TOO_LARGE(size=self._size, limit=MAX_BYTES))

    @property
    def size(self) -> int:
        """The number of its bytes."""
        return self._size

    @property
    def digest(self) -> str:
        """``sha256:`` and the digest of the bytes read since the text was begun."""
        return f"sha256:{self._tally.digest.hexdigest()}"

    def body(self) -> bytes | None:
        """The bytes read since the text was begun, zlib; None if they are too many to be held."""
        return self._tally.body()

    def text(self) -> JsonText:
        """The text from its beginning.

        Raises:
            DocumentError: it is no text.
            OSError: it cannot be read.
        """
        self._file.seek(0)
        self._is_packed = self._file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        self._file.seek(0)
        self._tally = _Tally(self._file, is_held=self._size <= MAX_BODY)
        buffered = io.BufferedReader(self._tally)
        self._stream = gzip.GzipFile(fileobj=buffered) if self._is_packed else buffered
        self._unpacked = 0
        head = self._read(_HEAD)
        refuse_binary(head, self._notes)
        skipped, encoding = 0, "utf-8"
        for start, length, name, shown in _BEGINNINGS:
            if head.startswith(start):
                skipped, encoding = length, name
                if not any(found.code == "read:decoded" for found in self._notes.findings):
                    self._notes.add("read:decoded", value=shown, fix="UTF-8")
                break
        if encoding == "utf-8":
            refuse_html(head[skipped:], self._notes)
            if len(head) < _HEAD:
                refuse_empty(head[skipped:], self._notes)
        begun = [head[skipped:]]
        return JsonText(lambda size: begun.pop() if begun and begun[0] else self._read(size), encoding, self._notes)

    def _read(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except EOFError as error:
            raise self._notes.refusal("read:gzip", ReadingText.GZIP_CUT_OFF(size=self._unpacked)) from error
        except (gzip.BadGzipFile, zlib.error) as error:
            reason = ReadingText.GZIP_DAMAGED(size=self._unpacked, reason=FOREIGN_WORDS(words=str(error)))
            raise self._notes.refusal("read:gzip", reason) from error
        self._unpacked += len(data)
        if self._is_packed:
            refuse_bomb(self._size, self._unpacked, self._notes, max_bytes=MAX_BYTES)
        return data


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Tally(io.RawIOBase):
    """A file whose bytes are counted, hashed and packed as they are read."""

    def __init__(self, file: IO[bytes], *, is_held: bool) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self._packer = zlib.compressobj(_FAST)
        self._packed: bytearray | None = bytearray() if is_held else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.digest.update(data)
        if self._packed is not None:
            self._packed += self._packer.compress(data)
        return len(data)

    def body(self) -> bytes | None:
        return None if self._packed is None else bytes(self._packed) + self._packer.copy().flush()


# ---------------------------------------------------------------- nested catalogues
# Catalogues within each other, and the entries within them: each in the innermost catalogue that lists it.

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


# ---------------------------------------------------------------- catalogue

_VERSION_11: Final = "project-open-data.cio.gov/v1.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of an array of a catalogue.

    Attributes:
        array: the key of the array.
        catalog: the number of the catalogue.
        text: as it is written.
    """

    array: str
    catalog: int
    pointer: str
    line: int
    value: Json
    text: str
    has_lost_letters: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEnd:
    """A catalogue of which all entries have been walked.

    Attributes:
        number: of this catalogue, the outermost has 0.
        parent: number of the catalogue that it stands in; None for the outermost.
        value: its fields but for the entries that were walked.
    """

    number: int
    parent: int | None
    pointer: str
    line: int
    value: JsonObject
    has_lost_letters: bool


@dataclass(slots=True)
class _Walk:
    text: JsonText
    notes: Notes
    number: int = -1
    arrays: set[str] = field(default_factory=set)

    def catalogue(self, pointer: str, parent: int | None, depth: int) -> Iterator[Entry | CatalogueEnd]:
        if depth > MAX_DEPTH // 2:
            raise self.notes.refusal("read:too-deep", ReadingText.JSON_TOO_DEEP(limit=MAX_DEPTH), line=self.text.line)
        self.number += 1
        number = self.number
        self.text.peek()
        line = self.text.line
        members: list[tuple[str, Json]] = []
        has_lost_letters = False
        for key in self.text.members():
            place = child_pointer(pointer, key)
            if key in ARRAYS and self.text.peek() == "[":
                if depth == 0:
                    self.arrays.add(key)
                yield from self._entries(key, place, number, depth)
                continue
            found = self.text.value()
            has_lost_letters = has_lost_letters or found.has_lost_letters
            members.append((key, found.value))
        yield CatalogueEnd(
            number=number,
            parent=parent,
            pointer=pointer,
            line=line,
            value=JsonObject(members),
            has_lost_letters=has_lost_letters,
        )

    def _entries(self, key: str, place: str, number: int, depth: int) -> Iterator[Entry | CatalogueEnd]:
        for item in self.text.items():
            pointer = child_pointer(place, item)
            if key == "catalog" and self.text.peek() == "{":
                yield from self.catalogue(pointer, number, depth + 1)
                continue
            found = self.text.value()
            yield Entry(
                array=key,
                catalog=number,
                pointer=pointer,
                line=found.line,
                value=found.value,
                text=found.text,
                has_lost_letters=found.has_lost_letters,
            )


def walk(text: JsonText, notes: Notes) -> Iterator[Entry | CatalogueEnd]:
    """The entries of a document in order, and each catalogue after its entries.

    Raises:
        DocumentError: it is not JSON, or no data.json; what came before may not be used.
        OSError: it cannot be read.
    """
    if text.peek() != "{":
        _refuse_other(text, notes)
    walking = _Walk(text, notes)
    yield from walking.catalogue("", None, 0)
    text.expect_end()
    if not walking.arrays:
        raise notes.refusal("read:no-data-json", DcatUsText.NO_DATA_JSON())


def _refuse_other(text: JsonText, notes: Notes) -> None:
    text.value()
    text.expect_end()
    raise notes.refusal("read:no-data-json", DcatUsText.NO_DATA_JSON())


def find_version(text: JsonText) -> Version | None:
    """The version that a document names at its top level; None if it names none.

    Fields that only 3.0 has count only if conformsTo and @context say nothing.
    """
    later = False
    if text.peek() != "{":
        return None
    for key in text.members():
        if key in ARRAYS and text.peek() == "[":
            later = later or key != "dataset"
            for _ in text.items():
                text.value()
            continue
        found = text.value().value
        if key in ("conformsTo", "@context", "describedBy"):
            named = _named_version(json_text(found))
            if named is not None:
                return named
    return "3.0" if later else None


def _named_version(words: str) -> Version | None:
    if _VERSION_11 in words or "dcat-us/v1.1" in words or "dcat-us/1.1" in words:
        return "1.1"
    folded = words.lower()
    if "dcat-us" in folded and ("3.0" in folded or "dcat-us/3" in folded or "dcat-us/v3" in folded):
        return "3.0"
    return None
