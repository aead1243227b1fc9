"""One document at an address of the web: how it is asked for in time, and whether it is what its server says.

One document at an address of the web: how it is asked for, and whether it is the one that is known.

Sources say what they make of its bytes. Source of the rules: docs/decisions/0039-documents-on-the-web.md.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

from danhmuc.vocab.errors import FetchError, UsageError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading.json_guard import is_data_json

from ..messages.sources import WebSourcesText
from ..record.contents import Progress, ReadDocument, SourceContents
from ..record.door import Door, DoorAnswer, KnownDocument, Visit
from ..record.record import IriSpace
from ..record.spools import has_value, replace_unloaded
from ..spooling import is_unpacked
from ..spooling.held_bodies import HeldBodies
from .reader import Origin, moved_base_finding

# ---------------------------------------------------------------- served kind
# Whether a document on the web is of another kind than its source.


def is_served_data_json(answer: DoorAnswer) -> bool:
    """Whether the bytes of an answer are data.json, whatever its server says of them."""
    with BytesIO(answer.read()) if answer.path is None else answer.path.open("rb") as file:
        return is_data_json(file)


def other_kind_contents(location: str, source: str, kind: str) -> SourceContents:
    """The contents of a source whose document is of another kind: the reason says what to type."""
    return SourceContents(records=iter(()), failed=WebSourcesText.KIND_OTHER(url=location, source=source, kind=kind))


# ---------------------------------------------------------------- served document

NOT_MODIFIED: Final = 304
_LONGEST_HEADER: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedReading:
    """A document that came, and how it is to be read.

    Attributes:
        answer: of the server; its temporary file is there until the contents are closed.
        place: name of the document.
        base: of its relative IRIs.
        origin: of its bytes.
    """

    answer: DoorAnswer
    place: str
    base: str
    origin: Origin
    space: IriSpace
    progress: Progress | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDocument:
    """The one document of a source.

    Attributes:
        may_be_private: whether it may be at a private address.
        accept: media types wanted, as in the header Accept.
    """

    location: str
    may_be_private: bool
    accept: str

    def contents(
        self,
        space: IriSpace,
        visit: Visit,
        progress: Progress | None,
        *,
        read: Callable[[ServedReading], SourceContents],
        is_whole: Callable[[DoorAnswer], bool],
        read_stored: Callable[[KnownDocument, IriSpace, Progress | None], SourceContents | None] | None = None,
    ) -> SourceContents:
        """Fetch the document once, on the condition that it has moved, and read it if it has.

        Args:
            read: makes contents of the document.
            is_whole: whether the bytes themselves say that the document is not cut off.
            read_stored: makes contents of a document that has not moved, from its stored bytes, where it has to be read
                once more; None if they are damaged. Without it, such a document is fetched anew.
        """
        if visit.door is None:
            return SourceContents(
                records=iter(()), failed=WebSourcesText.NO_DOOR(location=self.location), unopened=True
            )
        known = _only_one(visit.known)
        stored = None if known is not None or read_stored is None else _only_one(visit.stored)
        if progress is not None:
            progress("read", 0, 1)
        try:
            answer = self.ask(visit.door, known or stored)
        except FetchError as error:
            return SourceContents(records=iter(()), failed=error.message, unopened=True, letter=error.letter)
        except UsageError as error:
            # Of this source alone, such as a variable that is not set: the others are harvested.
            reason = ErrorsText.PLACE_AND_REASON(place=self.location, reason=error.message)
            return SourceContents(records=iter(()), failed=reason, unopened=True)
        try:
            if known is not None and self.is_same(answer, known):
                renewed = renewed_documents(answer, known)
                answer.close()
                return SourceContents(records=iter(()), documents=renewed, unmoved=True)
            if answer.status == NOT_MODIFIED:
                assert stored is not None, "only with validators of it is a document asked for on conditions"
                assert read_stored is not None, "so it was read from"
                answer.close()
                contents = read_stored(stored, space, progress)
                return contents or self.contents(
                    space, replace(visit, stored={}), progress, read=read, is_whole=is_whole
                )
            contents = self._read(answer, space, visit, progress, read)
            if contents.failed is None and contents.incomplete is None and not (answer.has_length or is_whole(answer)):
                contents.incomplete = self.why_cut_off(visit.door, answer)
        except BaseException:
            answer.close()
            raise
        return contents

    def ask(self, door: Door, known: KnownDocument | None) -> DoorAnswer:
        """The answer of the server; 304 only of the document that is known, at the address that it came from.

        Raises:
            FetchError, UsageError: there is none.
        """
        # A 304 stands for bytes, which have to be at hand.
        conditions = None if known is None or not known.has_body else known.conditions
        answer = door.fetch(self.location, conditions=conditions, internal=self.may_be_private, accept=self.accept)
        if answer.status == NOT_MODIFIED and (known is None or self.final_url(answer) != known.url):
            # Another server has not modified another document, whatever validators they share.
            answer = door.fetch(self.location, internal=self.may_be_private, accept=self.accept)
        return answer

    def is_same(self, answer: DoorAnswer, known: KnownDocument) -> bool:
        """Whether the answer is the document that is known."""
        is_same = answer.status == NOT_MODIFIED or answer.digest == known.digest
        return is_same and self.final_url(answer) == known.url

    def why_cut_off(self, door: Door, answer: DoorAnswer) -> Message | None:
        """Why the document may be cut off; None if it is the same when it is asked for again."""
        try:
            again = door.fetch(self.location, internal=self.may_be_private, accept=self.accept)
        except FetchError as error:
            return error.message
        again.close()
        return None if again.digest == answer.digest else WebSourcesText.END_UNCERTAIN()

    def final_url(self, answer: DoorAnswer) -> str:
        """The address that answered; see `final_url`."""
        return final_url(answer, self.location)

    def _read(
        self,
        answer: DoorAnswer,
        space: IriSpace,
        visit: Visit,
        progress: Progress | None,
        read: Callable[[ServedReading], SourceContents],
    ) -> SourceContents:
        url = self.final_url(answer)
        place = space.only_document or url
        # Told once: the run whose document came from there said so.
        has_moved = "://" in place and url not in (place, visit.addresses.get(place))
        origin = served_origin(answer, url, (moved_base_finding(place, url),) if has_moved else ())
        base = space.document(place)
        contents = read(
            ServedReading(answer=answer, place=place, base=base, origin=origin, space=space, progress=progress)
        )
        contents.documents = with_bodies(contents.documents)
        release = contents.on_close

        def close() -> None:
            if release is not None:
                release()
            answer.close()

        contents.on_close = close
        return contents


def _only_one(documents: Mapping[str, KnownDocument]) -> KnownDocument | None:
    """The document as it is known; None if it is not, or several are, or it came from no address."""
    found = list(documents.values())
    return found[0] if len(found) == 1 and found[0].url is not None else None


def renewed_documents(answer: DoorAnswer, known: KnownDocument) -> tuple[ReadDocument, ...]:
    """The document with its validators now, and its bytes if they were pruned; nothing if all is the same."""
    etag, last_modified = plain_header(answer.etag), plain_header(answer.last_modified)
    if answer.status == NOT_MODIFIED:
        # Those that it does not name are as they were.
        etag, last_modified = etag or known.etag, last_modified or known.last_modified
    renewed = ReadDocument(
        place=known.place,
        digest=known.digest,
        triples=0,
        size=known.size,
        url=known.url,
        status=known.status,
        etag=etag,
        last_modified=last_modified,
        announced=known.announced,
    )
    if not known.has_body and answer.status != NOT_MODIFIED:
        if answer.path is None:
            renewed = replace_unloaded(renewed, body=zlib.compress(answer.read()))
        else:
            renewed = HeldBodies().pack(replace_unloaded(renewed, file=str(answer.path)))
    if not has_value(renewed, "body") and (etag, last_modified) == (known.etag, known.last_modified):
        return ()
    return (renewed,)


def with_bodies(documents: Iterable[ReadDocument]) -> tuple[ReadDocument, ...]:
    """The documents with their packed bytes, since their temporary files are gone when others are packed."""
    bodies = HeldBodies()
    return tuple(bodies.pack(one) if is_unpacked(one) and one.file is not None else one for one in documents)


def final_url(answer: DoorAnswer, asked: str) -> str:
    """The address that answered; without its query where a redirect wrote that, since it may be a signature."""
    return answer.url if answer.url == asked else answer.url.partition("?")[0]


def served_origin(answer: DoorAnswer, url: str, findings: tuple[Finding, ...] = ()) -> Origin:
    """The origin of the document that came, from its final address."""
    return Origin(
        url=url,
        status=answer.status,
        etag=plain_header(answer.etag),
        last_modified=plain_header(answer.last_modified),
        media_type=plain_header(answer.media_type),
        charset=plain_header(answer.charset),
        findings=findings,
    )


def stored_origin(known: KnownDocument) -> Origin:
    """The origin of a document that is read from its stored bytes."""
    return Origin(
        url=known.url,
        status=known.status,
        etag=known.etag,
        last_modified=known.last_modified,
        announced=known.announced,
    )


def plain_header(header: str | None) -> str | None:
    """The value of a header that can be stored and sent again; None for any other."""
    is_plain = header is not None and header.isascii() and header.isprintable() and len(header) <= _LONGEST_HEADER
    return header if is_plain else None
