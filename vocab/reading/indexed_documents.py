"""Read one RDF document into an index by subject and property, in one pass over its triples.

Guards, repairs and findings are those of `read_document`. The index has each triple once, and each term as one object:
a catalogue names the same few thousand terms again and again, so that an index of it takes half of the memory that its
triples take, and each term is checked once.
"""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import BinaryIO, Final, TypeAlias, cast

from pyoxigraph import Literal, NamedNode, Triple

from ..errors import DocumentError, UnknownNameError
from ..findings import Finding
from ..messages.errors import ErrorsText
from ..messages.reading import ReadingText
from .decoding import RDF_FORMATS
from .documents import guarded_text, read_document
from .iris import IriCheck, are_sound, find_suspects
from .notes import MAX_BYTES, Descriptions, Notes, Subject, Term
from .parsing import may_hold_long_terms, paused_collection, quads_of, refuse_dense, refuse_long_terms, refusing
from .turtle_guard import may_need_repair

# ---------------------------------------------------------------- plain files
# Guard a large file piece by piece, so that its bytes need not be in memory while it is parsed.
#
# It is for files with which nothing is the matter: any other is left to the guards of `read_document`, which repair it,
# or refuse it and say why.

_LEAST: Final = 1 << 24
"""Bytes of a file that is worth the while: smaller ones are read as a whole."""
_HEAD: Final = 1 << 17
"""Bytes of the beginning, in which all guards but those of `turtle_guard` and of UTF-8 look."""
_PIECE: Final = 1 << 18
_DECODED: Final = 1 << 15
"""Bytes that are decoded at once."""
_STREAMED: Final = frozenset({"turtle", "trig", "nt", "nq"})
_LONG_QUOTES: Final = (b'"""', b"'''")


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file that can be given to a parser as it is.

    Attributes:
        format: one of RDF_FORMATS.
        size: number of its bytes.
        may_hold_long_terms: whether a text may be longer than one piece.
    """

    format: str
    size: int
    may_hold_long_terms: bool


def inspect_plain(file: BinaryIO, *, place: str, base: str, format: str | None) -> PlainFile | None:  # noqa: A002
    """Inspect a file from its start; None if it is small, or needs the guards as a whole. It is at its start again.

    Raises:
        OSError: it cannot be read.
    """
    if not file.seekable():
        return None
    size = file.seek(0, 2)
    file.seek(0)
    if not _LEAST <= size <= MAX_BYTES:
        return None
    found = _format(file.read(_HEAD), place, base, format)
    file.seek(0)
    if found is None:
        return None
    has_long_quotes = _look_through(file)
    file.seek(0)
    return None if has_long_quotes is None else PlainFile(found, size, has_long_quotes)


def _format(head: bytes, place: str, base: str, format: str | None) -> str | None:  # noqa: A002
    """The format, if the guards let the whole lines of a head pass without a change or a finding."""
    lines = head[: head.rfind(b"\n") + 1]
    notes = Notes(place)
    try:
        found, text = guarded_text(lines, notes, base=base, format=format)
    except DocumentError:
        return None
    return found if found in _STREAMED and text is lines and not notes.findings else None


def _look_through(file: BinaryIO) -> bool | None:
    """Whether there are texts in long quotes; None if a piece has a fault, or no line ends in it."""
    has_long_quotes = False
    while piece := file.read(_PIECE):
        # No tag, and no character, goes on behind a line break.
        lines = piece + file.readline(_PIECE)
        if (len(lines) == 2 * _PIECE and not lines.endswith(b"\n")) or not _is_plain(lines):
            return None
        has_long_quotes = has_long_quotes or any(quotes in lines for quotes in _LONG_QUOTES)
    return has_long_quotes


def _is_plain(lines: bytes) -> bool:
    return _is_utf_8(memoryview(lines)) and not may_need_repair(lines)


def _is_utf_8(data: memoryview) -> bool:
    """Whether bytes are UTF-8; what is decoded stays in the cache of the processor, which halves the time."""
    at = 0
    try:
        while at < len(data):
            is_end = at + _DECODED >= len(data)
            at += codecs.utf_8_decode(data[at : at + _DECODED], "strict", is_end)[1]
    except UnicodeDecodeError:
        return False
    return True


# ---------------------------------------------------------------- indexed documents

Properties: TypeAlias = Mapping[NamedNode, Sequence[Term]]
"""The properties of one node: values by property, each once."""
Index: TypeAlias = Mapping[Subject, Properties]

"""The formats whose terms are checked after parsing alone; in others keys and tags are repaired in between."""
_TRIPLES: Final = 1_000_000
"""The number of triples after which the size is looked at."""
_PART: Final = 4_000
"""The number of IRIs that are checked together."""
_FEW: Final = 16
"""Number of values up to which repetitions are found by comparing; beyond that a set is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDocument:
    """The content of one document.

    Attributes:
        index: what it says, in the order of the document; without graph names.
        findings: its repairs, in the order of reading.
    """

    index: Index
    findings: tuple[Finding, ...]


def read_index(data: bytes | BinaryIO, *, place: str, base: str, format: str | None = None) -> IndexedDocument:  # noqa: A002
    """Read a whole document; arguments and errors are those of `read_document`.

    Args:
        data: the bytes of the document, or a file at its start. A large file is read twice, for the guards and for the
            parser, so that its bytes are not in memory beside the index.

    Raises:
        DocumentError: it cannot be read; nothing of it may be used.
        UsageError: `base` is not an absolute IRI, or `format` is unknown.
        OSError: the file cannot be read.
    """
    if format is not None and format not in RDF_FORMATS:
        raise UnknownNameError(ErrorsText.FORMAT_UNKNOWN, format, RDF_FORMATS)
    if not isinstance(data, bytes):
        plain = inspect_plain(data, place=place, base=base, format=format)
        if plain is not None:
            made = _Indexing(plain.format, plain.size, may_hold_long_terms=plain.may_hold_long_terms)
            found = made.document(data, base, Notes(place))
            if found is not None:
                return found
            del made
            data.seek(0)
        data = data.read()
    notes = Notes(place)
    format_, text = guarded_text(data, notes, base=base, format=format, max_bytes=MAX_BYTES)
    if format_ in _STREAMED:
        made = _Indexing(format_, len(text), may_hold_long_terms=may_hold_long_terms(text, format_))
        found = made.document(text, base, notes)
        if found is not None:
            return found
    document = read_document(data, place=place, base=base, format=format)
    return IndexedDocument(index=index_descriptions(document.descriptions), findings=document.findings)


def index_descriptions(descriptions: Descriptions) -> Index:
    """Index descriptions without repetitions."""
    with paused_collection():
        return {subject: _properties(pairs) for subject, pairs in descriptions.items()}


def unite_indexes(indexes: Sequence[Index]) -> Index:
    """One index of all triples, in the order of the indexes."""
    if len(indexes) == 1:
        return indexes[0]
    found: dict[Subject, list[Properties]] = {}
    for index in indexes:
        for subject, properties in index.items():
            found.setdefault(subject, []).append(properties)
    return {subject: unite_properties(several) for subject, several in found.items()}


def unite_properties(several: Sequence[Properties]) -> Properties:
    """All properties of one node by several descriptions, each value once."""
    if len(several) == 1:
        return several[0]
    return {
        name: tuple(dict.fromkeys(chain.from_iterable(one.get(name, ()) for one in several)))
        for name in dict.fromkeys(chain.from_iterable(several))
    }


def _properties(pairs: Iterable[tuple[NamedNode, Term]]) -> dict[NamedNode, list[Term]]:
    properties: dict[NamedNode, list[Term]] = {}
    many: dict[NamedNode, set[Term]] = {}
    for predicate, value in pairs:
        values = properties.get(predicate)
        if values is None:
            properties[predicate] = [value]
        elif len(values) < _FEW:
            if value not in values:
                values.append(value)
        else:
            seen = many.get(predicate)
            if seen is None:
                seen = many[predicate] = set(values)
            if value not in seen:
                seen.add(value)
                values.append(value)
    return properties


@dataclass(slots=True)
class _Indexing:
    """An index while it is made.

    Attributes:
        format: that of the document.
        size: number of its bytes.
        may_hold_long_terms: whether the length of all terms must be checked.
        terms: all subjects and values, each with the one object that the index has of it, as a tuple: most properties
            have one value, and all nodes with the same share the tuple.
        predicates: the same for properties.
        mixed: subjects whose triples of one property stand apart, so that the index has another order than the text.
    """

    format: str
    size: int
    may_hold_long_terms: bool
    index: dict[Subject, dict[NamedNode, Sequence[Term]]] = field(default_factory=dict)
    terms: dict[Term, tuple[Term]] = field(default_factory=dict)
    predicates: dict[NamedNode, NamedNode] = field(default_factory=dict)
    mixed: set[Subject] = field(default_factory=set)
    _large: dict[int, set[Term]] = field(default_factory=dict)

    def document(self, data: bytes | BinaryIO, base: str, notes: Notes) -> IndexedDocument | None:
        """Read and repair a guarded document; None if only `read_document` gives the same findings."""
        with paused_collection():
            self._read(data, base, notes)
            if not self._repair(base, notes):
                return None
        return IndexedDocument(index=self.index, findings=tuple(notes.findings))

    def _read(self, data: bytes | BinaryIO, base: str, notes: Notes) -> None:
        """Add the triples of a document; refuses what `describe` refuses."""
        quads = iter(
            cast("Iterable[tuple[Subject, NamedNode, Term, object]]", quads_of(data, self.format, base, notes))
        )
        triples = 0
        # Only the names of subjects are asked for.
        with refusing(cast("Descriptions", self.index), self.format, notes):
            while number := self._add(islice(quads, _TRIPLES)):
                triples += number
                refuse_dense(triples, self.size, notes)
        if Triple in set(map(type, self.terms)):
            raise notes.refusal("read:triple-term", ReadingText.TRIPLE_TERM())
        if self.may_hold_long_terms:
            refuse_long_terms(_describe(self.index), notes)

    def _add(self, quads: Iterable[tuple[Subject, NamedNode, Term, object]]) -> int:
        """Add quads and count them; the hot loop, kept simple: a document of 10,000 datasets needs 600,000 rounds."""
        index, large = self.index, self._large
        one_of, one_predicate_of = self.terms.setdefault, self.predicates.setdefault
        last: Subject | None = None
        properties: dict[NamedNode, Sequence[Term]] = {}
        number = 0
        for number, (subject, predicate, value, _) in enumerate(quads, 1):  # noqa: B007 - counts them all
            if subject != last:
                last = subject
                found = index.get(subject)
                if found is None:
                    found = index[cast("Subject", one_of(subject, (subject,))[0])] = {}
                properties = found
            predicate = one_predicate_of(predicate, predicate)
            one = one_of(value, (value,))
            values = properties.setdefault(predicate, one)
            if values is one:
                # The first value, or the same again.
                continue
            if next(reversed(properties)) is not predicate:
                self.mixed.add(subject)
            if len(values) < _FEW:
                if value not in values:
                    properties[predicate] = (*values, *one)
                continue
            seen = large.get(id(values))
            if seen is None:
                properties[predicate] = values = list(values)
                seen = large[id(values)] = set(values)
            if value not in seen:
                seen.add(value)
                cast("list[Term]", values).extend(one)
        return number

    def _repair(self, base: str, notes: Notes) -> bool:
        """Repair and report the IRIs as `check_iris` does; False if only its own way gives the same findings."""
        if not are_sound([term for term in self.terms if type(term) is Literal]):
            return False
        nodes = chain((term for term in self.terms if type(term) is NamedNode), self.predicates)
        suspects: set[NamedNode] = set()
        # A part at a time, since the texts of all of them would take as much memory as the index.
        while part := list(islice(nodes, _PART)):
            suspects |= find_suspects(part, canonical=False)
        if suspects:
            affected = {subject: self.index[subject] for subject in self._subjects_with(suspects)}
            if not self.mixed.isdisjoint(affected) or not suspects.isdisjoint(affected):
                # Findings have the order of the text; and under its repaired name a subject may be another one.
                return False
            check = IriCheck(base=base)
            repaired = check.repair(_describe(affected))
            for subject, pairs in repaired.items():
                self.index[subject] = cast("dict[NamedNode, Sequence[Term]]", _properties(pairs))
            check.report(notes)
        return True

    def _subjects_with(self, suspects: Collection[NamedNode]) -> Iterator[Subject]:
        """The subjects in whose triples some of these IRIs stand."""
        are_disjoint = frozenset(suspects).isdisjoint
        for subject, properties in self.index.items():
            if not (
                are_disjoint((subject,))
                and are_disjoint(properties)
                and are_disjoint(chain.from_iterable(properties.values()))
            ):
                yield subject


def _describe(index: Index) -> Descriptions:
    """The triples of an index, those of one property together."""
    return {
        subject: [(predicate, value) for predicate, values in properties.items() for value in values]
        for subject, properties in index.items()
    }
