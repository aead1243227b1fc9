"""Read the documents of one source one after another, and make its contents of them."""

from __future__ import annotations

import codecs
import os
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypedDict

from pyoxigraph import BlankNode

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.files import open_file
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message, system_reason
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading import Descriptions, Document, read_document
from danhmuc.vocab.reading.large_documents import open_large
from danhmuc.vocab.reading.notes import MAX_BYTES
from danhmuc.vocab.reading.parsing import paused_collection
from danhmuc.vocab.text import mask_passwords, shown_location

from ..messages.harvest import DeadlinesText, HarvestText
from ..messages.sources import WebSourcesText
from ..record.contents import Progress, ReadDocument, SourceContents, unread_documents
from ..record.door import OrderedWork
from ..record.quarantine import put_aside
from ..record.record import IriSpace, Quarantined
from ..record.spools import has_value, replace_unloaded
from ..splitting import assemble, split
from ..splitting.assembly import LooseParts, find_announced
from ..spooling import SPOOLED_ABOVE, UNPACKED, Spool, is_spooled, is_unpacked, put_large_aside, within_space
from ..spooling.held_bodies import HeldBodies

# ---------------------------------------------------------------- deadlines
# The deadline of a reading: what is not read by then is not read, and nothing of it is missing.


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which a reading has to end, by `time.monotonic`; None for no limit."""

    at: float | None = None

    @property
    def is_over(self) -> bool:
        """Whether there is no time left."""
        return self.at is not None and time.monotonic() >= self.at

    def check(self) -> None:
        """Do nothing as long as there is time.

        Raises:
            TimeoutError: there is none left.
        """
        if self.is_over:
            raise TimeoutError


NO_DEADLINE: Final = Deadline()


def unread_in_time(places: Sequence[str], total: int) -> tuple[Quarantined, Message]:
    """The first document for which there was no time, which may mark anything, and the reason that names it."""
    first = places[0]
    reason = DeadlinesText.DOCUMENTS_LATE(count=len(places), total=total, place=first)
    return Quarantined(document=first, code="read:late", reason=DeadlinesText.DOCUMENT_LATE(), names_mark=True), reason


def joined_reasons(reasons: Sequence[Message]) -> Message | None:
    """The first two of some reasons as one; None if there are none."""
    if not reasons:
        return None
    return reasons[0] if len(reasons) == 1 else HarvestText.RUN_REASONS(first=reasons[0], second=reasons[1])


# ---------------------------------------------------------------- served
# Whether a document is what its server says it is; its bytes decide, and a finding says so.
#
# Source: RFC 9110, section 8.3; the media types of the RDF formats as IANA registers them.

BASE_MOVED_CODE: Final = "web:base-moved"
_OPEN_TYPES: Final = frozenset(
    [
        *("application/octet-stream", "binary/octet-stream", "text/plain", "application/download"),
        *("application/force-download", "application/gzip", "application/x-gzip"),
    ]
)
"""Media types that say nothing of a format."""
_TYPES: Final[Mapping[str, Collection[str]]] = {
    # Both are read by the parser of TriG, which holds all of Turtle; N-Quads hold all N-Triples.
    "turtle": (
        *("text/turtle", "application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
        *("application/trig", "application/x-trig"),
    ),
    "nt": ("application/n-triples", "text/turtle", "application/trig", "application/n-quads"),
    "trig": ("application/trig", "application/x-trig"),
    "nq": ("application/n-quads", "text/x-nquads", "application/trig"),
    "xml": ("application/rdf+xml", "application/xml", "text/xml"),
    "json-ld": ("application/ld+json", "application/json"),
    "data-json": ("application/json", "text/json", "application/vnd.api+json"),
}
_TURTLE_FAMILY: Final = ("turtle", "nt", "trig", "nq")
_NAMES: Final[Mapping[str, str]] = {
    "turtle": "Turtle",
    "nt": "N-Triples",
    "trig": "TriG",
    "nq": "N-Quads",
    "xml": "RDF/XML",
    "json-ld": "JSON-LD",
    "data-json": "data.json",
}
_UTF8: Final = "utf-8"
_ASCII: Final = "ascii"
_DECODED: Final = "read:decoded"


def served_findings(
    place: str, *, media_type: str | None, charset: str | None, found: str | None, decoded: str | None
) -> Iterator[Finding]:
    """The findings that a document is another than its server says.

    Args:
        media_type, charset: as the server declares them; None if it does not.
        found: format that it was read as; None for one of the Turtle family.
        decoded: encoding that it was found to be in; None for UTF-8.
    """
    if media_type is not None and media_type not in _OPEN_TYPES and not _fits(media_type, found):
        name = _NAMES["turtle" if found is None else found]
        declared = mask_passwords(media_type)
        yield _finding(
            "web:media-type", place, declared, WebSourcesText.MEDIA_TYPE_OTHER(declared=declared, found=name)
        )
    if charset is not None and _encoding(charset) not in (_ASCII, *_encodings(decoded)):
        encoding = "UTF-8" if decoded is None else decoded
        declared = mask_passwords(charset)
        yield _finding("web:charset", place, declared, WebSourcesText.CHARSET_OTHER(declared=declared, found=encoding))


def moved_base_finding(place: str, url: str) -> Finding:
    """The document is found at another address than that by which its relative IRIs are resolved."""
    shown = shown_location(url)
    return _finding(BASE_MOVED_CODE, place, shown, WebSourcesText.BASE_MOVED(url=shown, base=shown_location(place)))


def decoded_from(findings: Iterable[Finding]) -> str | None:
    """The encoding that a document was found to be in; None for UTF-8."""
    return next((one.value for one in findings if one.code == _DECODED), None)


def _fits(media_type: str, found: str | None) -> bool:
    formats = _TURTLE_FAMILY if found is None else (found,)
    return any(media_type in _TYPES[one] for one in formats)


def _encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def _encodings(decoded: str | None) -> tuple[str, ...]:
    if decoded is None or decoded.startswith("UTF-8"):
        return (_UTF8,)
    found = _encoding(decoded)
    # UTF-16 may be declared without the order of its bytes.
    return (found, "utf-16") if found.startswith("utf-16") else (found,)


def _finding(code: str, place: str, value: str, message: Message) -> Finding:
    return Finding(code=code, severity="info", layer="house", value=value, document=place, message=message)


# ---------------------------------------------------------------- reader

TOGETHER_ABOVE: Final = 12_000_000
"""Bytes of several documents that are held in memory together; with more, all are spooled."""
_MIB: Final = 1 << 20
_FAST: Final = 1
"""zlib level for raw bodies: they are kept as evidence, not to be small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The origin of the bytes of a document that is no file; see `ReadDocument`.

    Attributes:
        media_type, charset: as its server declares them; None if it does not.
        findings: about the way that it came.
    """

    url: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    announced: int | None = None
    immutable: bool = False
    media_type: str | None = None
    charset: str | None = None
    findings: tuple[Finding, ...] = ()


FILE: Final = Origin()
"""The origin of a file, of which there is nothing to say."""


class _FromServer(TypedDict):
    """The fields of a read document that are about its origin."""

    url: str | None
    status: int | None
    etag: str | None
    last_modified: str | None
    announced: int | None
    immutable: bool


class DocumentReader:
    """The documents of one reading, those read and those quarantined.

    What it makes of them is what all of them together say, in order of reading. Call `contents` once, after the last.

    Args:
        space: IRIs that documents leave open.
        expected: number of documents, as far as it is known.
        spooled_above: bytes of a single file above which it is spooled, if its format allows that.
        together_above: bytes of several documents above which all are spooled.
        on_descriptions: called with what each document describes, of a large one piece by piece.
        deadline: a document that is not read by then is not read.
        keeps_bodies: whether the raw bytes of files are wanted.
        workers: that split what is spooled; None to do it here.

    Attributes:
        quarantined: the documents that could not be read.
        read: those that were.
    """

    def __init__(
        self,
        space: IriSpace,
        *,
        expected: int | None = None,
        spooled_above: int = SPOOLED_ABOVE,
        together_above: int = TOGETHER_ABOVE,
        on_descriptions: Callable[[Descriptions], object] | None = None,
        deadline: Deadline = NO_DEADLINE,
        keeps_bodies: bool = True,
        workers: OrderedWork | None = None,
    ) -> None:
        self._space = space
        self._expected = expected
        self._spooled_above = spooled_above
        self._together_above = together_above
        self._on_descriptions = on_descriptions
        self._documents: list[Document] = []
        self._size = 0
        self._spool: Spool | None = None
        self._loose = LooseParts()
        self._bodies = HeldBodies()
        self._is_opened = False
        self._deadline = deadline
        self._keeps_bodies = keeps_bodies
        self._workers = workers
        self._late: list[str] = []
        self.quarantined: list[Quarantined] = []
        self.read: list[ReadDocument] = []

    def read_file(
        self, path: Path, place: str, base: str, progress: Progress | None = None, *, origin: Origin = FILE
    ) -> None:
        """Read a file; `base` is that of relative IRIs if it declares none.

        Raises:
            RegistryError: there is no space for temporary files.
        """
        try:
            # What is too large to be read is too large to be searched, too.
            is_large = path.stat().st_size <= MAX_BYTES and is_spooled(path, above=self._spooled_above)
            data = b"" if is_large else _read_bytes(path)
        except OSError as error:
            self.quarantined.append(unopened_document(place, error))
            return
        if is_large:
            self._read_large(path, place, base, progress, origin)
            return
        self._is_opened = True
        if isinstance(data, Message):
            self.quarantined.append(_unsearched_document(place, "read:too-large", data))
        else:
            self._read(data, place, base, origin, path)

    def read_bytes(self, data: bytes, place: str, base: str, *, origin: Origin = FILE) -> None:
        """Read the bytes of a document.

        Raises:
            RegistryError: there is no space for temporary files.
        """
        self._is_opened = True
        self._read(data, place, base, origin, None)

    def _read(self, data: bytes, place: str, base: str, origin: Origin, path: Path | None) -> None:
        try:
            document = read_document(data, place=place, base=base, canonical=True)
        except DocumentError as error:
            self.quarantined.append(put_aside(error, data))
            return
        body: bytes | None = None
        if path is None or self._keeps_bodies:
            # What is in a file is packed once all else is done, where memory is scarce.
            body = zlib.compress(data, _FAST) if self._spool is None or path is None else UNPACKED
        self._add(document, len(data), body, origin, path)

    def add_document(self, document: Document, *, size: int, body: bytes | None, origin: Origin = FILE) -> None:
        """Add a document that was read elsewhere.

        Args:
            size: number of its raw bytes.
            body: the raw bytes, zlib; None if they must not be stored, or are.

        Raises:
            RegistryError: there is no space for temporary files.
        """
        self._is_opened = True
        self._add(document, size, body, origin, None)

    def _add(self, document: Document, size: int, body: bytes | None, origin: Origin, path: Path | None) -> None:
        place = document.place
        self.read.append(
            self._bodies.hold(
                ReadDocument(
                    place=place,
                    digest=document.raw_digest,
                    triples=document.triples,
                    findings=(*document.findings, *findings_of(origin, document.format, place, document.findings)),
                    size=size,
                    body=body,
                    file=None if path is None else str(path),
                    **from_server(origin),
                )
            )
        )
        self._size += size
        if self._on_descriptions is not None:
            self._on_descriptions(document.descriptions)
        if self._spool is not None:
            self._spool_document(self._spool, document)
            return
        self._documents.append(document)
        if self._size > self._together_above and len(self._documents) > 1:
            self._start_spool(place)

    def skip(self, documents: Iterable[Quarantined]) -> None:
        """Add documents that cannot be read for other reasons than what they say."""
        self.quarantined.extend(documents)

    def skip_late(self, places: Sequence[str]) -> None:
        """Add documents for which there is no time left."""
        self._late.extend(places)

    def contents(self, *, passed_over: int = 0, progress: Progress | None = None) -> SourceContents:
        """The contents of all documents, split into records.

        Raises:
            RegistryError: there is no space for temporary files.
            SourceFailedError: the workers ended twice.
        """
        gaps: list[Message] = []
        total = len(self.quarantined) + len(self._late) + len(self.read)
        if self.quarantined:
            gaps.append(unread_documents(self.quarantined, total=total))
        if self._late:
            late, reason = unread_in_time(self._late, total)
            self.quarantined.append(late)
            gaps.insert(0, reason)
        incomplete = joined_reasons(gaps)
        contents = SourceContents(
            records=iter(()),
            documents=tuple(one if is_unpacked(one) else replace_unloaded(one, file=None) for one in self.read),
            quarantined=tuple(self.quarantined),
            passed_over=passed_over,
            incomplete=incomplete,
        )
        if not self.read:
            self.close()
            contents.failed, contents.incomplete = incomplete, None
            contents.unopened = not self._is_opened and not self._late
        elif self._spool is None:
            self._split(contents)
        else:
            self._split_spool(self._spool, contents, progress)
        return contents

    def close(self) -> None:
        """Remove temporary files, if no contents were made."""
        if self._spool is not None:
            self._spool.close()

    def _split(self, contents: SourceContents) -> None:
        with paused_collection():
            parts = split(assemble(self._documents), self._space)
        self._documents.clear()
        contents.records = parts.records()
        contents.naming = parts.naming
        contents.holders = parts.holders
        contents.memberships = parts.memberships()
        contents.rest = parts.rest()
        contents.announced = find_announced(parts)
        if not parts.speaks_dcat:
            contents.failed = _no_dcat(self.read)

    def _split_spool(self, spool: Spool, contents: SourceContents, progress: Progress | None) -> None:
        names = {one.focus for document in self.read for one in document.findings if one.focus is not None}
        with within_space(self.read[0].place):
            speaks_dcat = spool.split(self._space, progress, names=names)
        contents.records = spool.pending
        contents.naming = spool.naming
        contents.holders = lambda _: spool.holders
        contents.memberships = spool.memberships()
        contents.rest = iter(spool.rest)
        contents.announced = spool.announced
        contents.on_close = spool.close
        if not speaks_dcat:
            contents.failed = _no_dcat(self.read)

    def _start_spool(self, place: str) -> Spool:
        """Move what is in memory to a temporary database."""
        with within_space(place):
            spool = self._spool = Spool(is_whole=True, workers=self._workers)
        for document in self._documents:
            self._spool_document(spool, document)
        self._documents.clear()
        self.read = [replace(one, body=UNPACKED) if one.file and has_value(one, "body") else one for one in self.read]
        return spool

    def _spool_document(self, spool: Spool, document: Document) -> None:
        with within_space(document.place), paused_collection():
            spool.begin(document.place)
            spool.add(self._loose.without_repeated(document.descriptions))

    def _read_large(self, path: Path, place: str, base: str, progress: Progress | None, origin: Origin) -> None:
        """Read a file piece by piece. What is repeated in it of other documents is left out only below IRIs."""

        def report_progress(done: int, total: int) -> None:
            if progress is not None:
                progress("read", done // _MIB, total // _MIB)

        spool = self._spool or self._start_spool(place)
        number = len(spool.places)
        is_alone = self._expected == 1 and number == 0
        try:
            with within_space(place), open_large(path, place=place, base=base, on_progress=report_progress) as document:
                self._is_opened = True
                spool.begin(place)
                for piece in document.pieces():
                    self._deadline.check()
                    if self._on_descriptions is not None:
                        self._on_descriptions(piece)
                    spool.add(piece if is_alone else _with_names(piece, number))
                found = document.findings if is_alone else tuple(_with_name(one, number) for one in document.findings)
                digest, triples = document.raw_digest, document.triples
        except TimeoutError:
            self._give_up(spool, number)
            self._late.append(place)
            return
        except OSError as error:
            self._give_up(spool, number)
            self.quarantined.append(unopened_document(place, error))
            return
        except DocumentError as error:
            self._give_up(spool, number)
            self._is_opened = True
            self.quarantined.append(put_large_aside(error, path, with_bytes=True))
            return
        size = path.stat().st_size
        self.read.append(
            ReadDocument(
                place=place,
                digest=digest,
                triples=triples,
                findings=(*found, *findings_of(origin, None, place, found)),
                size=size,
                body=UNPACKED,
                file=str(path),
                **from_server(origin),
            )
        )
        self._size += size

    @staticmethod
    def _give_up(spool: Spool, number: int) -> None:
        if len(spool.places) > number:
            spool.give_up()


def from_server(origin: Origin) -> _FromServer:
    """The fields of a read document that are about its origin."""
    return _FromServer(
        url=origin.url,
        status=origin.status,
        etag=origin.etag,
        last_modified=origin.last_modified,
        announced=origin.announced,
        immutable=origin.immutable,
    )


def findings_of(origin: Origin, found: str | None, place: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings about the way that a document came; `findings` are those about what it says."""
    if origin.url is None:
        return origin.findings
    served = served_findings(
        place, media_type=origin.media_type, charset=origin.charset, found=found, decoded=decoded_from(findings)
    )
    return (*origin.findings, *served)


def unopened_document(place: str, error: OSError) -> Quarantined:
    """A document that cannot be opened."""
    return _unsearched_document(place, "read:unopened", HarvestText.DOCUMENT_UNOPENED(reason=system_reason(error)))


def _unsearched_document(place: str, code: str, reason: Message) -> Quarantined:
    """A document of which no byte was read: it may mark anything."""
    return Quarantined(document=place, code=code, reason=reason, names_mark=True)


def _no_dcat(read: list[ReadDocument]) -> Message:
    names = tuple(document.place for document in read[:3])
    return (
        HarvestText.NO_DCAT(documents=names)
        if len(read) <= 3
        else HarvestText.NO_DCAT_MORE(documents=names, more=len(read) - 3)
    )


def _with_names(piece: Descriptions, number: int) -> Descriptions:
    """Descriptions whose blank nodes are not those of another document."""
    return {
        BlankNode(_own_name(subject.value, number)) if isinstance(subject, BlankNode) else subject: [
            (predicate, BlankNode(_own_name(value.value, number)) if isinstance(value, BlankNode) else value)
            for predicate, value in pairs
        ]
        for subject, pairs in piece.items()
    }


def _with_name(finding: Finding, number: int) -> Finding:
    """A finding on such a node by its name."""
    if finding.focus is None or not finding.focus.startswith("_:"):
        return finding
    return replace(finding, focus="_:" + _own_name(finding.focus[2:], number))


def _own_name(name: str, number: int) -> str:
    return f"d{number}x{name}"


def _read_bytes(path: Path) -> bytes | Message:
    """The bytes of a document; the reason if it is too large, which a file is found to be before it is read.

    Raises:
        OSError: it cannot be read.
    """
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        return ReadingText.DOCUMENT_TOO_LARGE(size=size, limit=MAX_BYTES) if size > MAX_BYTES else file.read()
