"""Split batches of connected parts into rows of records, here or in other processes.

Split batches of connected parts in other processes, with what comes of them here.

What crosses is text: some IRIs that the parser accepts would be refused as terms on the other side.
"""

from __future__ import annotations

import json
import pickle
from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import accumulate, chain, groupby, islice, repeat, takewhile
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias, cast

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from danhmuc.vocab.errors import RecordError
from danhmuc.vocab.findings import finding_to_json
from danhmuc.vocab.messages import to_json
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.reading.parsing import fill, paused_collection
from danhmuc.vocab.terms import DCAT, FOAF

from ..record.contents import PendingRecord
from ..record.door import OrderedWork
from ..record.record import IriSpace, Link, Role, UsedTerms
from ..record.secrecy import may_say_mark
from ..splitting import Assembly, Split, split
from ..splitting.assembly import unite
from .held_bodies import ByteFile

# ---------------------------------------------------------------- triples
# The triples of a large document on disk, and their connections.

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


# ---------------------------------------------------------------- split batch
# Split a batch of connected parts into rows of records: the same in this process and in any other.

ROLES: Final[tuple[Role, ...]] = ("node", "element", "catalog-record", "record")
NO_FINDINGS: Final = "[]"
_MARK: Final = b"secrecy"
_ANNOUNCING: Final = b"/ns/hydra/core#"
"""Stands in every triple that announces entries."""
USED: Final = 11
"""The column of a row that has its properties and classes."""
SEVERAL: Final = -1
"""In place of the number of a document: of more than one."""

Row: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Connected parts that are split together.

    Attributes:
        places: of all documents.
        is_whole: whether all rest is wanted.
        names: see `Spool.split`.
        end: a number greater than that of any line.
        kept: the parts of which the rows are wanted; None for all.
    """

    parts: list[ConnectedLines]
    places: tuple[str, ...]
    space: IriSpace
    is_whole: bool
    names: Collection[str]
    end: int
    kept: Container[int] | None = None

    @property
    def size(self) -> int:
        """The number of its lines."""
        return sum(len(part.lines) for part in self.parts)


@dataclass(slots=True, kw_only=True)
class SplitBatch:
    """The rows that a batch consists of, and what is known of its rest.

    Attributes:
        rows: of the table of records, each made when it is asked for; in place of the number of its properties and
            classes these themselves.
        links, refused: rows of these tables.
        rest: as `Split.rest_lines` has it; empty unless all rest is wanted.
        parts_with_rest: by the number of each part that has some, that of its document, or `SEVERAL`.
        announces: whether the rest announces entries.
        rest_has_mark: whether it has a mark of secrecy.
        holders: see `Split.holders`.
    """

    speaks_dcat: bool
    rows: Iterable[Row]
    links: Iterable[Row]
    refused: Iterable[Row]
    rest: Iterable[tuple[str, str, bool]]
    parts_with_rest: dict[int, int]
    announces: bool
    rest_has_mark: bool
    holders: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Order:
    """Positions of subjects in the document, by their keys.

    Attributes:
        first: number of the first line about a subject.
        begins: number of the line with which its part begins.
    """

    first: Mapping[int, int]
    begins: Mapping[int, int]


def split_batch(batch: Batch) -> tuple[Split, SplitBatch]:
    """Split a batch."""
    lines = sorted(chain.from_iterable([part.lines for part in batch.parts]))
    # In reverse, so that the first line about a subject counts.
    first = {line.key: line.number for line in reversed(lines)}
    begins = {line.key: part.number for part in batch.parts for line in part.lines}
    with paused_collection():
        made = split(_assembly(lines, batch.places), batch.space)
    rest = set(map(hash, made.rest_subjects))
    with_rest = rest | set(map(hash, made.paged_subjects))
    parts_with_rest = {begins[key] for key in with_rest}
    documents: dict[int, int] = {}
    for part in sorted((part for part in batch.parts if part.number in parts_with_rest), key=attrgetter("number")):
        several = {line.document for line in part.lines}
        documents[part.number] = SEVERAL if len(several) > 1 else next(iter(several))
    links, refused = _naming_rows(made, _Order(first, begins), batch.kept)
    return made, SplitBatch(
        speaks_dcat=made.speaks_dcat,
        rows=_rows(made, _Order(first, begins), batch),
        links=links,
        refused=refused,
        rest=made.rest_lines() if batch.is_whole and batch.kept is None else (),
        parts_with_rest=documents,
        announces=any(_ANNOUNCING in line.text for line in lines if line.key in with_rest),
        rest_has_mark=any(_MARK in line.text or may_say_mark(line.text) for line in lines if line.key in rest),
        holders=made.holders(batch.names) if batch.names else {},
    )


def _assembly(lines: Sequence[SpooledLine], places: tuple[str, ...]) -> Assembly:
    """Lines in order of reading, assembled."""
    if len(places) == 1:
        return Assembly(_descriptions(lines), places, {}, {})
    documents = groupby(lines, key=attrgetter("document"))
    return unite(_PartOfDocument(places[number], _descriptions(some)) for number, some in documents)


@dataclass(frozen=True, slots=True)
class _PartOfDocument:
    """Some lines of one document."""

    place: str
    descriptions: Descriptions


def _descriptions(lines: Iterable[SpooledLine]) -> Descriptions:
    descriptions: Descriptions = {}
    quads = parse(b"".join([line.text for line in lines]), format=RdfFormat.N_TRIPLES, lenient=True)
    fill(descriptions, cast("Iterable[tuple[Subject, NamedNode, object, object]]", quads))  # type: ignore[arg-type]
    return descriptions


def _rows(made: Split, order: _Order, batch: Batch) -> Iterator[Row]:
    blank_nodes: dict[Subject, int] | None = None
    for subject, pending in made.in_order():
        key = hash(subject)
        if key in order.begins:
            number, part = order.first[key], order.begins[key]
        else:
            # Two parts enter a blank node without triples: it comes after everything that has some.
            if blank_nodes is None:
                blank_nodes = _blank_nodes_without_triples(made.assembly.descriptions, order.begins)
            number, part = batch.end, blank_nodes[subject]
        if batch.kept is None or part in batch.kept:
            yield (number, *_row_of(pending, batch.places), made.plain_iri(subject), part)


def _row_of(pending: PendingRecord, places: tuple[str, ...]) -> Row:
    """A record as a row holds it, without its number and part."""
    role = ROLES.index(pending.role)
    try:
        record = pending.make()
    except RecordError as error:
        fault = json.dumps(to_json(error.reason))
        return (role, pending.iri, pending.main_class, NO_FINDINGS, "", b"", None, NO_FINDINGS, fault, None, None)
    return (
        role,
        record.iri,
        pending.main_class,
        json.dumps(record.types),
        record.canonical.digest,
        record.canonical.nquads,
        record.topic,
        json.dumps([finding_to_json(finding) for finding in record.findings]) if record.findings else NO_FINDINGS,
        None,
        None if record.places == places else json.dumps(record.places, ensure_ascii=False),
        record.terms.used,
    )


def _naming_rows(made: Split, order: _Order, kept: Container[int] | None) -> tuple[list[Row], list[Row]]:
    """The rows of links, and of what is refused."""
    links: list[Row] = []
    refused: list[Row] = []
    for one in made.naming_parts():
        # A part that has links has triples.
        key = hash(one.root)
        part = order.begins[key]
        if kept is not None and part not in kept:
            continue
        if one.is_refused:
            refused.append((one.iri, part))
        links += [
            (order.first[key], link.subject, link.property, link.target, 0, part)
            if isinstance(link, Link)
            else (order.first[key], link.catalog, link.property, link.target, 1, part)
            for link in dict.fromkeys(one.links)  # a document may repeat itself
        ]
    return links, refused


def _blank_nodes_without_triples(descriptions: Descriptions, begins: Mapping[int, int]) -> dict[Subject, int]:
    """The blank nodes that are subjects of nothing, with the part that names each."""
    return {
        value: begins[hash(subject)]
        for subject, pairs in descriptions.items()
        for _, value in pairs
        if type(value) is BlankNode and value not in descriptions
    }


# ---------------------------------------------------------------- split workers

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
