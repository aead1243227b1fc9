"""Read a document of Turtle, TriG, N-Triples or N-Quads that is too large for memory, piece by piece.

Guards and findings are those of `read_document`: a first pass over the bytes replaces the searches there. Only if a
language tag must be repaired, a copy is made in an unnamed temporary file.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import re
import tempfile
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from mmap import ACCESS_READ, mmap
from operator import itemgetter
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import NamedNode, Triple

from ..errors import DocumentError
from ..files import open_file
from ..findings import Finding
from ..messages import FOREIGN_WORDS
from ..messages.reading import ReadingText
from .decoding import GZIP_MAGIC, gunzip_head, has_utf16, refuse_binary, refuse_bomb, refuse_empty, refuse_html, sniff
from .iris import IriCheck
from .json_guard import refuse_ckan_page
from .notes import MAX_BYTES, Descriptions, Notes, Subject, Term
from .parsing import fill, paused_collection, quads_of, refuse_dense, refuse_long_terms, refusing
from .turtle_guard import may_need_repair, repaired_pieces

_STREAMED: Final = frozenset({"turtle", "trig", "nt", "nq"})
"""The formats whose parser holds no more than a statement at a time."""
_HEAD: Final = 1 << 17
_PIECE: Final = 1 << 20
_LONGEST_WORD: Final = 1 << 20
_TRIPLES: Final = 50_000
"""The number of triples in one piece."""
_INK: Final = re.compile(rb"\S")

OnProgress = Callable[[int, int], None]
"""Called with the number of bytes done, and of all bytes, each counted twice for the two passes."""


@dataclass(slots=True)
class LargeDocument:
    """A document that can be read once, from its start to its end.

    Attributes:
        place: its name in its source.
        format: one of RDF_FORMATS.
        raw_digest: ``sha256:`` and the digest of the bytes as given.
        triples: the number of triples read so far.
    """

    place: str
    format: str
    raw_digest: str
    _text: IO[bytes]
    _base: str
    _notes: Notes
    _size: int
    _on_progress: OnProgress
    triples: int = field(default=0, init=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings so far."""
        return tuple(self._notes.findings)

    def pieces(self) -> Iterator[Descriptions]:
        """The descriptions, some ten thousand triples at a time; a subject may come in several pieces.

        Blank nodes have their names in the document, which must not be mixed with those of another.

        Raises:
            DocumentError: a syntax fault, a triple term or too long a text; earlier pieces may not be used either.
        """
        quads = iter(quads_of(self._text, self.format, self._base, self._notes, rename_blank_nodes=False))
        check = IriCheck(base=self._base, canonical=True)
        order = _Order()
        while True:
            piece: Descriptions = {}
            with paused_collection():
                with refusing(piece, self.format, self._notes):
                    fill(piece, cast("Iterable[tuple[Subject, NamedNode, Term, object]]", islice(quads, _TRIPLES)))
                if not piece:
                    check.report(self._notes)
                    return
                if Triple in set(map(type, map(itemgetter(1), chain.from_iterable(piece.values())))):
                    raise self._notes.refusal("read:triple-term", ReadingText.TRIPLE_TERM())
                refuse_long_terms(piece, self._notes)
                order.add(piece)
                repaired = check.repair(piece, order.rank)
            self.triples += sum(map(len, repaired.values()))
            refuse_dense(self.triples, self._size, self._notes)
            self._on_progress(self._size + min(self._text.tell(), self._size), 2 * self._size)
            yield repaired


class _Order:
    """The order of first occurrences of subjects, in a dozen bytes for each: a number by the hash of the subject."""

    def __init__(self) -> None:
        self._hashes: list[array[int]] = []
        self._places: list[array[int]] = []
        self._starts: list[int] = [0]

    def add(self, piece: Descriptions) -> None:
        """Add the subjects of the next piece."""
        hashes = array("q", map(hash, piece))
        places = sorted(range(len(hashes)), key=hashes.__getitem__)
        self._hashes.append(array("q", map(hashes.__getitem__, places)))
        self._places.append(array("i", places))
        self._starts.append(self._starts[-1] + len(hashes))

    def rank(self, subject: Subject) -> int:
        """The number of a subject that was added."""
        wanted = hash(subject)
        for start, hashes, places in zip(self._starts, self._hashes, self._places, strict=False):
            at = bisect_left(hashes, wanted)
            if at < len(hashes) and hashes[at] == wanted:
                return start + places[at]
        return self._starts[-1]


def may_be_large(path: Path, place: str) -> bool:
    """Whether a document has a format and an encoding that can be read piece by piece."""
    with open_file(path) as raw:
        head = gunzip_head(raw.read(_HEAD), _HEAD // 2)
    if has_utf16(head) or head.lstrip().startswith(b"<?xml"):
        return False
    return sniff(head, place) in _STREAMED


def _ignore_progress(done: int, total: int) -> None:
    """Do nothing."""


@contextmanager
def open_large(
    path: Path, *, place: str, base: str, on_progress: OnProgress = _ignore_progress
) -> Iterator[LargeDocument]:
    """Open a document for which `may_be_large`, guarded and ready to be read.

    Args:
        base: absolute IRI against which relative ones are resolved, unless the document declares its own.
        on_progress: called in both passes over the bytes.

    Raises:
        DocumentError: it cannot be read.
        OSError: it cannot be opened.
    """
    notes = Notes(place)
    with ExitStack() as stack:
        raw = stack.enter_context(open_file(path))
        text: IO[bytes] = raw
        digest = hashlib.sha256()
        if raw.read(len(GZIP_MAGIC)) == GZIP_MAGIC:
            text = stack.enter_context(tempfile.TemporaryFile())
            _gunzip(raw, text, notes)
            raw.seek(0)
            while piece := raw.read(_PIECE):
                digest.update(piece)
        needs_repair, found = _inspect(text, place, notes, digest if text is raw else hashlib.sha256(), on_progress)
        if needs_repair:
            repaired = stack.enter_context(tempfile.TemporaryFile())
            with mmap(text.fileno(), 0, access=ACCESS_READ) as mapped:
                repaired.writelines(repaired_pieces(mapped, notes))
            text = repaired
        size = text.seek(0, 2)
        text.seek(_bom_size(text))
        yield LargeDocument(place, found, f"sha256:{digest.hexdigest()}", text, base, notes, size, on_progress)


def _inspect(
    text: IO[bytes], place: str, notes: Notes, digest: hashlib._Hash, on_progress: OnProgress
) -> tuple[bool, str]:
    """Inspect a document: whether tags may need repair, and the format; checks UTF-8 and the size, too."""
    total = text.seek(0, 2)
    if total > MAX_BYTES:
        raise notes.refusal("read:too-large", ReadingText.DOCUMENT_TOO_LARGE(size=total, limit=MAX_BYTES))
    text.seek(0)
    head = text.read(_HEAD)
    refuse_binary(head, notes)
    start = _bom_size(text)
    if start:
        notes.add("read:decoded", value="UTF-8 with BOM", fix="UTF-8")
    refuse_ckan_page(head[start:], notes)
    refuse_html(head[start:], notes)
    found = sniff(head, place)
    if found not in _STREAMED:
        raise notes.refusal("read:unknown-format", ReadingText.DOCUMENT_FORMAT_UNKNOWN_IN_PIECES())
    text.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    needs_repair = has_ink = False
    done = 0
    carried = b""
    while piece := text.read(_PIECE):
        digest.update(piece)
        has_ink = has_ink or _INK.search(piece, max(start - done, 0)) is not None
        if decoder.getstate()[0] or not piece.isascii():
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                raise _not_utf8(text, done - pending + error.start, notes) from error
        if not needs_repair:
            window = carried + piece
            end = _end_of_words(window)
            needs_repair = may_need_repair(window[:end])
            carried = window[end:]
        done += len(piece)
        on_progress(done, 2 * total)
    needs_repair = needs_repair or may_need_repair(carried)
    if pending := len(decoder.getstate()[0]):
        raise _not_utf8(text, done - pending, notes)
    if not has_ink:
        refuse_empty(b"", notes)
    return needs_repair, found


def _end_of_words(window: bytes) -> int:
    """The place to split without splitting a tag; a very long word is not a tag."""
    end = max(window.rfind(b" "), window.rfind(b"\n")) + 1
    return end if len(window) - end < _LONGEST_WORD else len(window)


def _gunzip(raw: IO[bytes], text: IO[bytes], notes: Notes) -> None:
    size = raw.seek(0, 2)
    raw.seek(0)
    try:
        with gzip.GzipFile(fileobj=raw) as stream:
            while piece := stream.read(_PIECE):
                text.write(piece)
                refuse_bomb(size, text.tell(), notes, max_bytes=MAX_BYTES)
    except EOFError as error:
        raise notes.refusal("read:gzip", ReadingText.GZIP_CUT_OFF(size=text.tell())) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        reason = ReadingText.GZIP_DAMAGED(size=text.tell(), reason=FOREIGN_WORDS(words=str(error)))
        raise notes.refusal("read:gzip", reason) from error
    text.flush()


def _bom_size(text: IO[bytes]) -> int:
    text.seek(0)
    return len(codecs.BOM_UTF8) if text.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0


def _not_utf8(text: IO[bytes], at: int, notes: Notes) -> DocumentError:
    """The error with line and column of a byte, in the words of `decode`."""
    text.seek(0)
    lines = 1
    left = at
    begun = b""
    while left and (piece := text.read(min(_PIECE, left))):
        left -= len(piece)
        lines += piece.count(b"\n")
        begun = piece[piece.rfind(b"\n") + 1 :] if b"\n" in piece else begun + piece
    byte = text.read(1)
    column = len(begun.decode(errors="replace").removeprefix("\ufeff")) + 1
    position = at - _bom_size(text)
    reason = ReadingText.BYTE_NOT_IN_ENCODING(byte=f"0x{byte.hex().upper()}", position=position, encoding="UTF-8")
    return notes.refusal("read:encoding", reason, line=lines, column=column)
