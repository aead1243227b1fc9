"""RDF at an address of the web: one document, in any format that the guarded reader knows.

It is fetched through the door that the visit has, and never when there is none. Its bytes tell what it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from danhmuc.vocab.errors import AddressRefusedError, FetchError, SourceUnavailableError, UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.errors import PLACE_AND_REASON
from danhmuc.vocab.reading import RDF_ENDINGS
from danhmuc.vocab.reading.sniffing import sniff

from ..document_reading import DocumentReader, Origin, moved_base_finding
from ..fetch.web_locations import read_location
from ..messages.web_sources import END_UNCERTAIN, NO_DOOR
from ..record.contents import Progress, ReadDocument, SourceContents
from ..record.door import Door, DoorAnswer
from ..record.record import IriSpace, SourceRecord
from ..record.source_check import SourceCheck
from ..record.source_settings import SourceSettings
from ..record.visit import OFFLINE, KnownDocument, Visit
from ..spooling import UNPACKED, packed_bytes

__all__ = ["RdfOnWebSource"]

_ACCEPT = (
    "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, application/n-triples;q=0.7,"
    " application/trig;q=0.7, application/n-quads;q=0.7, */*;q=0.1"
)
_NOT_MODIFIED = 304
_HEAD = 1 << 16
_LONGEST_HEADER = 500


class RdfOnWebSource:
    """One document at an address of http or https."""

    kind = "rdf"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:
        try:
            self.location = read_location(location).url
        except AddressRefusedError as error:
            raise UsageError(PLACE_AND_REASON(place=error.location, reason=error.reason)) from None
        self.name = _plain_name(self.location)
        self._settings = SourceSettings() if settings is None else settings

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: in any case, since there is no door.
        """
        contents = self.contents(IriSpace(source=self.name))
        if contents.failed is not None:
            raise SourceUnavailableError(self.location, contents.failed)
        for pending in contents.records:
            yield pending.make()

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Fetch the document once, on the condition that it has moved, and read it if it has."""
        if visit.door is None:
            return SourceContents(records=iter(()), failed=NO_DOOR(location=self.location), unopened=True)
        known = _known_document(visit)
        if progress is not None:
            progress("read", 0, 1)
        try:
            answer = self._ask(visit.door, known)
        except FetchError as error:
            return SourceContents(records=iter(()), failed=error.message, unopened=True, letter=error.letter)
        except UsageError as error:
            # Of this source alone, such as a variable that is not set: the others are harvested.
            return SourceContents(records=iter(()), failed=error.message, unopened=True)
        try:
            if known is not None and self._is_same(answer, known):
                renewed = _with_new_validators(answer, known)
                answer.close()
                return SourceContents(records=iter(()), documents=renewed, unmoved=True)
            contents = self._read(answer, space, progress)
            if contents.failed is None and contents.incomplete is None and not _is_whole(answer):
                contents.incomplete = self._why_cut_off(visit.door, answer)
        except BaseException:
            answer.close()
            raise
        return contents

    def check(self) -> SourceCheck:
        """Nothing is known of it before it is fetched."""
        return SourceCheck(location=self.location, kind=self.kind)

    def _ask(self, door: Door, known: KnownDocument | None) -> DoorAnswer:
        """The answer of the server.

        Raises:
            FetchError, UsageError: there is none.
        """
        internal = self._settings.may_be_private
        # A 304 stands for bytes, which have to be at hand.
        conditions = None if known is None or not known.has_body else known.conditions
        answer = door.fetch(self.location, conditions=conditions, internal=internal, accept=_ACCEPT)
        if answer.status == _NOT_MODIFIED and (known is None or self._final_url(answer) != known.url):
            # Another server has not modified another document, whatever validators they share.
            answer = door.fetch(self.location, internal=internal, accept=_ACCEPT)
        return answer

    def _is_same(self, answer: DoorAnswer, known: KnownDocument) -> bool:
        """Whether the answer is the document that is known."""
        is_same = answer.status == _NOT_MODIFIED or answer.digest == known.digest
        return is_same and self._final_url(answer) == known.url

    def _why_cut_off(self, door: Door, answer: DoorAnswer) -> Message | None:
        """Why the document may be cut off; None if it is the same when it is asked for again."""
        try:
            again = door.fetch(self.location, internal=self._settings.may_be_private, accept=_ACCEPT)
        except FetchError as error:
            return error.message
        again.close()
        return None if again.digest == answer.digest else END_UNCERTAIN()

    def _read(self, answer: DoorAnswer, space: IriSpace, progress: Progress | None) -> SourceContents:
        url = self._final_url(answer)
        place = space.only_document or url
        moved = "://" in place and place != url
        origin = Origin(
            url=url,
            status=answer.status,
            etag=_plain(answer.etag),
            last_modified=_plain(answer.last_modified),
            media_type=_plain(answer.media_type),
            charset=_plain(answer.charset),
            findings=(moved_base_finding(place, url),) if moved else (),
        )
        reader = DocumentReader(space, expected=1)
        try:
            if answer.path is None:
                reader.read_bytes(answer.read(), place, space.document(place), origin=origin)
            else:
                reader.read_file(answer.path, place, space.document(place), progress, origin=origin)
            contents = reader.contents(progress=progress)
            contents.documents = tuple(map(_with_body, contents.documents))
        except BaseException:
            reader.close()
            raise
        release = contents.on_close

        def close() -> None:
            if release is not None:
                release()
            answer.close()

        contents.on_close = close
        return contents

    def _final_url(self, answer: DoorAnswer) -> str:
        """The address that answered; without its query where a redirect wrote that, since it may be a signature."""
        return answer.url if answer.url == self.location else answer.url.partition("?")[0]


def _known_document(visit: Visit) -> KnownDocument | None:
    """The document as it is known; None if it is not, or several are."""
    known = list(visit.known.values())
    return known[0] if len(known) == 1 and known[0].url is not None else None


def _with_body(document: ReadDocument) -> ReadDocument:
    """The document with its packed bytes, since its temporary file is gone when others are packed."""
    if document.body != UNPACKED or document.file is None:
        return document
    return replace(document, body=packed_bytes(Path(document.file), document.digest), file=None)


def _is_whole(answer: DoorAnswer) -> bool:
    """Whether it cannot have been cut off: its server says where it ends, or its format does."""
    if answer.has_length:
        return True
    with BytesIO(answer.read()) if answer.path is None else answer.path.open("rb") as stream:
        return sniff(stream.read(_HEAD), "") in ("xml", "json-ld")


def _with_new_validators(answer: DoorAnswer, known: KnownDocument) -> tuple[ReadDocument, ...]:
    """The document with its validators now, and its bytes if they were pruned; nothing if all is the same."""
    etag, last_modified = _plain(answer.etag), _plain(answer.last_modified)
    if answer.status == _NOT_MODIFIED:
        # Those that it does not name are as they were.
        etag, last_modified = etag or known.etag, last_modified or known.last_modified
    body = None
    if not known.has_body and answer.status != _NOT_MODIFIED:
        body = zlib.compress(answer.read()) if answer.path is None else packed_bytes(answer.path, known.digest)
    if body is None and (etag, last_modified) == (known.etag, known.last_modified):
        return ()
    renewed = ReadDocument(
        place=known.place,
        digest=known.digest,
        triples=0,
        size=known.size,
        body=body,
        url=known.url,
        status=known.status,
        etag=etag,
        last_modified=last_modified,
        announced=known.announced,
    )
    return (renewed,)


def _plain(header: str | None) -> str | None:
    """The value of a header that can be stored and sent again; None for any other."""
    is_plain = header is not None and header.isascii() and header.isprintable() and len(header) <= _LONGEST_HEADER
    return header if is_plain else None


def _plain_name(location: str) -> str:
    """The last part of the path without the endings of a format, or else the host."""
    address = urlsplit(location)
    name = PurePosixPath(unquote(address.path)).name
    while "." in name.lstrip("."):
        stem, _, ending = name.rpartition(".")
        if not stem or f".{ending.lower()}" not in {*RDF_ENDINGS, ".gz"}:
            break
        name = stem
    return name or address.hostname or "source"
