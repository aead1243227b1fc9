"""A catalogue on the web that may come in pages: ask for them one after another, and read what has moved.

A page is followed as its document says by Hydra (`PageControls`); one that says nothing of pages is the only one.
A reading is whole if the chain of pages ends as it should, brings what is announced, and its first page is still the
same at the end. Anything else makes it incomplete, since what is not on the pages that were read must not look missing.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Final

from danhmuc.vocab.errors import AddressRefusedError, DanhmucError, FetchError, UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading.decoding import sniff

from ..document_reading import Deadline, DocumentReader, Origin, PageControls, moved_base_finding
from ..document_reading.reader import joined_reasons
from ..document_reading.served_document import (
    final_url,
    is_served_data_json,
    other_kind_contents,
    served_origin,
    with_bodies,
)
from ..event_streams import is_served_stream
from ..fetch.web_door import target_reason
from ..messages.sources import WebPagesText
from ..record.contents import Progress, ReadDocument, SourceContents
from ..record.door import Door, DoorAnswer, KnownDocument, Visit
from ..record.record import IriSpace
from ..spooling import UNPACKED
from .page_requests import AskedPage, ChainedPage, PageChain, PageRequests

MOST_PAGES: Final = 10_000
"""Number of pages that are read of one source: a chain may go on for ever."""
MOST_BYTES: Final = 4 << 30
"""Bytes of all pages together."""
_HEAD: Final = 1 << 16
_NUMBER: Final = re.compile(r"([0-9]+)")


class WebPages:
    """One reading of the pages of a source.

    Args:
        location: of the first page.
        internal, accept: as in `PageRequests`.
        max_pages: number of pages after which the reading ends; None for `MOST_PAGES`.
    """

    def __init__(
        self,
        location: str,
        door: Door,
        space: IriSpace,
        visit: Visit,
        *,
        internal: bool,
        accept: str,
        max_pages: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._location = location
        self._space = space
        self._visit = visit
        self._deadline = Deadline(visit.deadline)
        self._progress = progress
        self._max_pages = MOST_PAGES if max_pages is None else max_pages
        # Of a reading that was otherwise, only the bytes count: all pages are read once more.
        self._before = visit.known or visit.stored
        self._first_known = _find_first(self._before, space, location)
        self._requests = PageRequests(door, internal=internal, accept=accept)
        self._asked: dict[str, AskedPage] = {}
        self._controls = PageControls()
        self._reader = DocumentReader(
            space, expected=1, on_descriptions=lambda found: self._controls.add(found), workers=visit.workers
        )
        self._chain = PageChain()
        self._size = 0
        self._letter: Message | None = None
        self._other_kind: str | None = None
        self._first_changed: Message | None = None
        self._held: list[DoorAnswer] = []

    def read(self) -> SourceContents:
        """Ask for the pages, and read them if any of them has moved."""
        try:
            contents = self._find_unmoved() or self._read_moved()
        except BaseException:
            self._reader.close()
            self._close_answers()
            raise
        readings = self._requests.readings
        if contents.failed is None and (contents.is_paged or len(readings) > 1):
            contents.pages = tuple(readings.values())
        return contents

    # ------------------------------------------------------------ nothing moved

    def _find_unmoved(self) -> SourceContents | None:
        """The contents if no known page has moved; else None, and what was asked for is not asked for again.

        As all of them have the bytes they had, one leads to the next as it did. In which order they are asked for does
        not matter.
        """
        if self._first_known is None or not self._visit.known:
            return None
        renewed: list[ReadDocument] = []
        for address, known in self._known_pages(self._first_known):
            if self._asked and self._deadline.is_over:
                return None
            asked = self._asked[address] = self._requests.ask(address, known)
            if asked.known is None:
                return None
            asked.close()
            renewed += asked.renewed
        return SourceContents(records=iter(()), documents=tuple(renewed), unmoved=True)

    def _known_pages(self, first: KnownDocument) -> Iterator[tuple[str, KnownDocument]]:
        """The known pages by the addresses that they were asked for by, the first page first."""
        yield self._location, first
        others = {one.url: one for one in self._before.values() if one is not first and one.url is not None}
        for url in sorted(others, key=_natural_order):
            yield url, others[url]

    # ------------------------------------------------------------ something moved

    def _read_moved(self) -> SourceContents:
        """The contents of all pages, in the order in which one leads to the next."""
        pages = self._chain.pages
        address: str | None = self._location
        while address is not None:
            if self._progress is not None:
                self._progress("read", len(pages), pages[0].controls.page_count if pages else 1)
            page = self._read_page(address)
            address = self._next_address() if page is not None else None
        if not self._reader.read and not self._reader.quarantined:
            self._reader.close()
            return self._failed_contents()
        is_followed = not self._chain.whys and not self._reader.quarantined
        if is_followed and len(self._requests.readings) > 1:
            # At once: what follows may take minutes.
            self._first_changed = self._why_first_changed()
        contents = self._reader.contents(progress=self._progress)
        contents.documents = with_bodies(contents.documents)
        self._hold_until_closed(contents)
        contents.is_paged = any(page.controls.is_paged for page in pages)
        contents.page_count = pages[0].controls.page_count if contents.is_paged else None
        if contents.failed is None:
            contents.incomplete = self._why_incomplete(contents)
        contents.letter = self._letter
        return contents

    def _failed_contents(self) -> SourceContents:
        """The contents if not even the first page could be had."""
        if self._other_kind is not None:
            self._close_answers()
            return other_kind_contents(self._location, self._space.source, self._other_kind)
        error = self._asked[self._location].error
        assert error is not None, "else there is a document"
        is_named = isinstance(error, FetchError)
        reason = error.message if is_named else ErrorsText.PLACE_AND_REASON(place=self._location, reason=error.message)
        return SourceContents(records=iter(()), failed=reason, unopened=True, letter=self._letter)

    def _next_address(self) -> str | None:
        """The address of the next page; None if there is none, or it is not read."""
        address = self._chain.next_address()
        why = None if address is None else self._why_no_further()
        if why is not None:
            self._chain.whys.append(why)
        return address if why is None else None

    def _why_no_further(self) -> Message | None:
        """Why no page is asked for any more, though there is one."""
        count = len(self._chain.pages)
        if self._visit.max_documents is not None and count >= self._visit.max_documents:
            return WebPagesText.PAGES_LEFT(count=count)
        if self._deadline.is_over:
            return WebPagesText.PAGES_OVER_TIME(count=count)
        if count >= self._max_pages:
            return WebPagesText.PAGES_TOO_MANY(count=count)
        if self._size > MOST_BYTES:
            return WebPagesText.PAGES_TOO_LARGE(count=count, limit=MOST_BYTES)
        return None

    # ------------------------------------------------------------ one page

    def _read_page(self, address: str) -> ChainedPage | None:
        """Ask for a page if that was not done yet, and read it; None if the chain ends without it."""
        asked = self._asked.get(address)
        if asked is None:
            asked = self._asked[address] = self._requests.ask(address, self._known_at(address))
        if asked.error is None and asked.answer is None:
            data = asked.stored_bytes
            if data is not None and asked.known is not None:
                return self._read_stored(address, asked.known, asked, data)
            # What it is known to be is not stored any more.
            asked = self._asked[address] = self._requests.ask(address, None)
        if asked.error is not None:
            self._chain.whys.append(self._why_unread(asked.error, number=len(self._chain.pages) + 1))
            return None
        assert asked.answer is not None, "asked for without conditions, it has come"
        self._other_kind = None if self._chain.pages else _other_kind(asked.answer)
        if self._other_kind is not None:
            return None
        page = self._read_answer(address, asked.answer)
        self._release(asked)
        return page

    def _read_stored(self, address: str, known: KnownDocument, asked: AskedPage, data: bytes) -> ChainedPage | None:
        """Read a page that has not moved from what is stored of it."""
        url, place = known.url or address, self._place(address, known.url or address)
        if self._chain.has(url=url, place=place, digest=known.digest):
            self._chain.end_in_loop()
            return None
        now = asked.renewed[0] if asked.renewed else known
        origin = Origin(url=url, status=known.status, etag=now.etag, last_modified=now.last_modified)
        count = len(self._reader.read)
        self._controls = PageControls()
        self._reader.read_bytes(data, place, self._space.document(place), origin=origin)
        return self._chain_page(address, url, place) if len(self._reader.read) > count else None

    def _read_answer(self, address: str, answer: DoorAnswer) -> ChainedPage | None:
        """Read a page that has come."""
        pages = self._chain.pages
        url = final_url(answer, address)
        place = self._place(address, url) if answer.url == address else self._place_behind(address, url, answer.url)
        if self._chain.has(url=answer.url, place=place, digest=answer.digest):
            self._chain.end_in_loop()
            return None
        # Told once: of the first page, and not if the run whose document came from there said so.
        has_moved = "://" in place and url not in (place, self._visit.addresses.get(place)) and not pages
        count = len(self._reader.read)
        self._controls = PageControls()
        origin = served_origin(answer, url, (moved_base_finding(place, url),) if has_moved else ())
        base, progress = self._space.document(place), None if pages else self._progress
        _read_into(self._reader, answer, place, base, origin, progress)
        if len(self._reader.read) == count:
            return None  # the reader says why
        page = self._chain_page(address, answer.url, place)
        if len(pages) > 1 and answer.url != address:
            # The next harvest would ask the address that the redirect led to, and not see that it leads elsewhere.
            self._reader.read[-1] = replace(self._reader.read[-1], size=None)
        if not (answer.has_length or _has_certain_end(answer)):
            why = self._requests.why_cut_off(address, answer)
            if why is not None:
                self._chain.whys.append(why)
                return None
        return page

    def _chain_page(self, address: str, url: str, place: str) -> ChainedPage:
        """The document that was read last as the next page of the chain."""
        document, controls = self._reader.read[-1], self._controls
        if url != self._space.document(place) and controls.is_paged:
            controls = self._controls_by(url, address)
        controls.choose_own({address, url, place}, is_first=not self._chain.pages)
        page = ChainedPage(
            asked=address,
            url=url,
            final_url=document.url or url,
            place=place,
            digest=document.digest,
            etag=document.etag,
            last_modified=document.last_modified,
            controls=controls,
        )
        self._chain.add(page)
        self._size += document.size or 0
        self._requests.note(address, datasets=controls.datasets)
        return page

    def _controls_by(self, url: str, address: str) -> PageControls:
        """The controls with relative links as the address of the page has them, not the base of its records."""
        controls = PageControls()
        asked = self._asked[address]
        reader = DocumentReader(self._space, expected=1, on_descriptions=controls.add)
        try:
            if asked.answer is not None:
                _read_into(reader, asked.answer, url, url, Origin())
            else:
                reader.read_bytes(asked.stored_bytes or b"", url, url)
        finally:
            reader.close()
        return controls

    def _known_at(self, address: str) -> KnownDocument | None:
        """The page at an address as it is known, if its bytes are stored: it is read from them if it has not moved."""
        if self._first_known is None:
            return None
        if not self._chain.pages:
            return self._first_known if self._first_known.has_body else None
        known = self._before.get(self._chain.as_before(address))
        return known if known is not None and known.has_body and known.url == address else None

    def _place(self, address: str, url: str) -> str:
        """The name of a page in the source, which is its base: its address in the first run that was applied."""
        return self._chain.as_before(address) if self._chain.pages else self._space.only_document or url

    def _place_behind(self, address: str, url: str, redirected: str) -> str:
        """The same of a page that a redirect leads to."""
        usual = self._place(address, url)
        if not self._chain.pages or usual in self._visit.addresses:
            return usual
        has_same_query = redirected.partition("?")[2] == address.partition("?")[2]
        found = redirected if has_same_query else url
        return usual if found in self._chain.places else found

    # ------------------------------------------------------------ whether it is whole

    def _why_incomplete(self, contents: SourceContents) -> Message | None:
        """Why the pages that were read are not the whole source."""
        why = joined_reasons([one for one in (contents.incomplete, *self._chain.whys) if one is not None])
        if why is not None:
            return why
        return self._chain.why_not_whole(contents.announced) or self._first_changed

    def _why_first_changed(self) -> Message | None:
        """Why the pages may not belong together: the first one is not as it was before the others were asked for."""
        first = self._chain.pages[0]
        known = KnownDocument(
            place=first.place,
            digest=first.digest,
            size=0,
            url=first.final_url,
            etag=first.etag,
            last_modified=first.last_modified,
            run=0,
            fetched_at="",
            has_body=True,
        )
        asked = self._requests.ask(first.asked, known)
        try:
            if asked.error is not None:
                return self._why_unread(asked.error, number=1)
            if asked.known is not None or self._says_the_same(first, asked.answer):
                return None
            return WebPagesText.FIRST_PAGE_CHANGED()
        finally:
            asked.close()

    def _says_the_same(self, first: ChainedPage, answer: DoorAnswer | None) -> bool:
        """Whether other bytes of the first page describe the same, as where blank nodes are named anew each time."""
        body = self._reader.read[0].body
        if answer is None or answer.path is not None or body is None or body == UNPACKED:
            return False
        if final_url(answer, first.asked) != first.final_url:
            return False
        before, now = (self._statements(data, first) for data in (zlib.decompress(body), answer.read()))
        return before is not None and before == now

    def _statements(self, data: bytes, page: ChainedPage) -> tuple[object, ...] | None:
        """The statements of a page, so that they can be compared; None if it cannot be read."""
        controls = PageControls()
        reader = DocumentReader(self._space, expected=1, on_descriptions=controls.add)
        reader.read_bytes(data, page.place, self._space.document(page.place))
        contents = reader.contents()
        try:
            if contents.failed is not None or contents.incomplete is not None:
                return None
            records = {(pending.iri, pending.role, pending.make().digest) for pending in contents.records}
            rest = sorted(part.canonical.digest for part in contents.rest)
            return records, set(contents.memberships), rest
        except DanhmucError:
            return None
        finally:
            contents.close()

    def _why_unread(self, error: FetchError | UsageError, number: int) -> Message:
        self._letter = error.letter if isinstance(error, FetchError) else None
        why = error.message
        if number > 1 and isinstance(error, AddressRefusedError):
            why = AddressRefusedError(error.location, target_reason(error.reason)).message
        return WebPagesText.PAGE_UNREAD(number=number, reason=why)

    # ------------------------------------------------------------ temporary files

    def _release(self, asked: AskedPage) -> None:
        """Drop the bytes of an answer, unless they are in a file that is packed later."""
        answer, read = asked.answer, self._reader.read
        if answer is not None and any(answer.path is not None and one.file == str(answer.path) for one in read):
            self._held.append(answer)
            asked.answer = None
        asked.close()

    def _hold_until_closed(self, contents: SourceContents) -> None:
        release = contents.on_close

        def close() -> None:
            if release is not None:
                release()
            self._close_answers()

        contents.on_close = close

    def _close_answers(self) -> None:
        for asked in self._asked.values():
            asked.close()
        for answer in self._held:
            answer.close()


def _other_kind(answer: DoorAnswer) -> str | None:
    """The kind of source that a first page is of, if that is another one."""
    # Before it is read whole: it may be larger than any JSON-LD.
    if is_served_data_json(answer):
        return "data-json"
    return "ldes" if is_served_stream(answer) else None


def _has_certain_end(answer: DoorAnswer) -> bool:
    """Whether the format says where the document ends, so that it cannot have been cut off unseen."""
    with BytesIO(answer.read()) if answer.path is None else answer.path.open("rb") as stream:
        return sniff(stream.read(_HEAD), "") in ("xml", "json-ld")


def _find_first(pages: Mapping[str, KnownDocument], space: IriSpace, location: str) -> KnownDocument | None:
    """The first page as it is known; None if nothing is known, or it is not certain which page is the first."""
    known = list(pages.values())
    if any(one.url is None for one in known):
        return None
    if len(known) == 1:
        return known[0]
    return pages.get(space.only_document or "") or next((one for one in known if one.url == location), None)


def _natural_order(url: str) -> list[tuple[int, str]]:
    """A key by which page 2 comes before page 10."""
    parts = _NUMBER.split(url)
    return [(len(part) if at % 2 else 0, part) for at, part in enumerate(parts)]


def _read_into(
    reader: DocumentReader,
    answer: DoorAnswer,
    place: str,
    base: str,
    origin: Origin,
    progress: Progress | None = None,
) -> None:
    """Read the bytes of an answer, be they in memory or in a file."""
    if answer.path is None:
        reader.read_bytes(answer.read(), place, base, origin=origin)
    else:
        reader.read_file(answer.path, place, base, progress, origin=origin)
