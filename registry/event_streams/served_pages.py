"""The pages of a stream on the web: those that came, those that are as they are known, and those that did not come.

The first visit follows all relations from the first page. A later one asks for the first page and all known pages that
may change, on the condition that they have, and follows what is new; a page that is immutable is not asked for again.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import DocumentError, FetchError, UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading.decoding import sniff
from danhmuc.vocab.reading.large_documents import may_be_large, open_large
from danhmuc.vocab.record_terms import is_paging_term
from danhmuc.vocab.terms import HYDRA, RDF, TREE

from ..document_reading import TOGETHER_ABOVE, Origin
from ..document_reading.reader import Deadline
from ..document_reading.served_document import plain_header
from ..messages.sources import EventStreamsText, WebPagesText, WebSourcesText
from ..record.contents import Progress, ReadDocument, unread_documents
from ..record.door import Door, DoorAnswer, KnownDocument, Visit
from ..record.quarantine import put_aside
from .pages import Pages, VisitedPage, unmoved_page
from .stream_page import ACTIVITIES, StreamPage, read_page

# ---------------------------------------------------------------- served stream
# Whether a document on the web is a page of an event stream.

_MARK: Final = TREE.iri.partition("://")[2].encode()
"""Part of every page: the vocabulary of members and relations, however the rest of its address is written."""
_HYDRA: Final = (HYDRA.iri, "https://www.w3.org/ns/hydra/core#")
_PIECE: Final = 1 << 20


def is_served_stream(answer: DoorAnswer) -> bool:
    """Whether the bytes of an answer are a page with members, or one that leads to such pages.

    Pages that lead to one another by Hydra alone are none, whatever is on them: nobody would follow them.
    """
    if not _has_mark(answer):
        return False
    if answer.path is not None and may_be_large(answer.path, answer.url):
        return _is_large_stream(answer.path, answer.url)
    try:
        page = read_page(answer.read(), place=answer.url, base=answer.url)
    except DocumentError:
        return False
    if page.links or page.views:
        return True
    predicates = {predicate.value for pairs in page.outside.values() for predicate, _ in pairs}
    return bool(page.members) and page.is_tree and not any(one.startswith(_HYDRA) for one in predicates)


def _is_large_stream(path: Path, url: str) -> bool:
    """The same of a document that is too large for memory, read no further than it takes to know."""
    seen: set[NamedNode] = set()
    has_activities = False
    try:
        with open_large(path, place=url, base=url) as document:
            for piece in document.pieces():
                for pairs in piece.values():
                    for predicate, value in pairs:
                        seen.add(predicate)
                        has_activities = has_activities or (predicate == RDF.type and value in ACTIVITIES)
                if TREE.view in seen or (TREE.relation in seen and TREE.node in seen):
                    return True
    except DocumentError:
        return False
    named = {predicate.value for predicate in seen}
    has_members = has_activities or TREE.member in seen
    return has_members and any(map(is_paging_term, named)) and not any(one.startswith(_HYDRA) for one in named)


def _has_mark(answer: DoorAnswer) -> bool:
    if answer.path is None:
        return _MARK in answer.read()
    carried = b""
    with answer.path.open("rb") as file:
        while piece := file.read(_PIECE):
            if _MARK in carried + piece:
                return True
            carried = piece[-len(_MARK) :]
    return False


# ---------------------------------------------------------------- served pages

_ACCEPT: Final = (
    "application/trig, application/n-quads;q=0.9, application/ld+json;q=0.8, text/turtle;q=0.7,"
    " application/n-triples;q=0.6, application/rdf+xml;q=0.5, */*;q=0.1"
)
"""Formats that have graphs first."""
_MOST: Final = 100_000
"""Number of pages after which no more are read: a calendar without an end is a loop, too."""
_FAST: Final = 1
_NOT_MODIFIED: Final = 304
_HEAD: Final = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """The way to the pages of a stream.

    Attributes:
        start: address of the first page.
        address: returns an address in its one spelling.
        internal: whether private addresses are no mistake.
        max_pages: number of pages after which no more are read; None for that of all streams.
    """

    start: str
    address: Callable[[str], str]
    internal: bool
    max_pages: int | None = None


class ServedPages(Pages):
    """The pages of a stream on the web."""

    def __init__(self, source: PageSource, visit: Visit, door: Door, progress: Progress | None = None) -> None:
        super().__init__()
        self._source = source
        self._known = visit.known or visit.stored
        self._knows_all = bool(visit.known)
        self._deadline = Deadline(visit.deadline)
        self._max_documents = visit.max_documents
        self._door = door
        self._progress = progress
        self._held = 0

    def read(self) -> None:
        """Visit all pages once; errors are noted, never raised."""
        start = self._source.start
        todo = deque([start, *(place for place in self._known if place != start)])
        seen = set(todo)
        while todo and not self._must_end():
            if self._progress is not None:
                self._progress("read", len(self._found), len(seen))
            place = todo.popleft()
            links = self._visit_page(place)
            if self.failed is not None:
                return
            for link in links:
                if link not in seen:
                    seen.add(link)
                    todo.append(link)

    def _bytes_of(self, page: VisitedPage) -> bytes | None:
        """The bytes of a page: as they came, as they are stored, or as its server still has them."""
        data = super()._bytes_of(page)
        if data is not None:
            return data
        try:
            answer = self._fetch(page.place, None)
        except (FetchError, UsageError):
            return None
        try:
            if answer.digest != page.digest:
                return None
            data = answer.read()
        finally:
            answer.close()
        page.packed = zlib.compress(data, _FAST)
        return data

    # ------------------------------------------------------------ one page

    def _must_end(self) -> bool:
        """Whether no more pages may be read; noted if so."""
        if self._max_documents is not None and len(self._found) >= self._max_documents:
            self.incomplete = WebPagesText.PAGES_LEFT(count=len(self._found))
        elif len(self._found) >= (self._source.max_pages or _MOST):
            self.incomplete = WebPagesText.PAGES_TOO_MANY(count=len(self._found))
        elif self._deadline.is_over:
            self.incomplete = WebPagesText.PAGES_OVER_TIME(count=len(self._found))
            if not self._found:
                self.failed = self.incomplete
        return self.incomplete is not None

    def _visit_page(self, place: str) -> tuple[str, ...]:
        """Visit one page; returns the addresses that it leads to, if it has moved."""
        known = self._known.get(place)
        is_start = place == self._source.start
        if known is not None and known.immutable and not is_start:
            return self._keep(known)
        try:
            answer = self._ask(place, known)
        except (FetchError, UsageError) as error:
            self.miss(place, error.message)
            if is_start:
                self.failed = error.message
                self.letter = error.letter if isinstance(error, FetchError) else None
            return ()
        self.unopened = False
        try:
            if known is not None and (answer.status == _NOT_MODIFIED or answer.digest == known.digest):
                self._renew(answer, known)
                return self._keep(known)
            return self._take(answer, place, known, is_start=is_start)
        finally:
            answer.close()

    def _keep(self, known: KnownDocument) -> tuple[str, ...]:
        """Take a page as it is known; what it leads to is known, too, if anything may be relied on."""
        page = self._found[known.place] = unmoved_page(known, known.url or known.place)
        if self._knows_all:
            return ()
        parsed = self.parse(page)
        if parsed is None:
            self.miss(known.place, WebSourcesText.END_UNCERTAIN())
            return ()
        return self._links_of(parsed, page)

    def _links_of(self, parsed: StreamPage, page: VisitedPage) -> tuple[str, ...]:
        """The addresses that a page leads to."""
        links = parsed.links
        if page.place == self._source.start and not {page.place, page.base} & set(parsed.views):
            links += parsed.views
        return tuple(self._addresses(links))

    def _ask(self, place: str, known: KnownDocument | None) -> DoorAnswer:
        """The answer of the server.

        Raises:
            FetchError, UsageError: there is none.
        """
        answer = self._fetch(place, known)
        if answer.status == _NOT_MODIFIED and (known is None or _final_url(answer, place) != known.url):
            # Another server has not modified another document, whatever validators they share.
            answer = self._fetch(place, None)
        return answer

    def _fetch(self, place: str, known: KnownDocument | None) -> DoorAnswer:
        conditions = None if known is None else known.conditions
        return self._door.fetch(place, conditions=conditions, internal=self._source.internal, accept=_ACCEPT)

    def _take(self, answer: DoorAnswer, place: str, known: KnownDocument | None, *, is_start: bool) -> tuple[str, ...]:
        data = answer.read()
        url = _final_url(answer, place)
        # That of the first visit stays, and with it all IRIs that are relative.
        base = url if known is None or known.url is None else known.url
        try:
            parsed = read_page(data, place=place, base=base)
        except DocumentError as error:
            self.quarantined.append(put_aside(error, data))
            if is_start:
                self.failed = unread_documents(self.quarantined, total=1)
            return ()
        if is_start and not parsed.is_tree:
            self.failed = EventStreamsText.NO_STREAM(location=place)
            return ()
        if not _is_whole(answer, data) and (why := self._why_cut_off(answer, place)) is not None:
            self.miss(place, why)
            if is_start:
                self.failed = why
            return ()
        self._held += len(data)
        page = self._found[place] = VisitedPage(
            place=place,
            base=base,
            origin=Origin(
                url=base,
                status=answer.status,
                etag=plain_header(answer.etag),
                last_modified=plain_header(answer.last_modified),
                media_type=plain_header(answer.media_type),
                charset=plain_header(answer.charset),
                immutable=not is_start and (answer.immutable or parsed.immutable),
            ),
            known=known,
            is_moved=True,
            digest=answer.digest,
            size=len(data),
            packed=zlib.compress(data, _FAST),
            parsed=parsed if self._held <= TOGETHER_ABOVE else None,
        )
        return self._links_of(parsed, page)

    def _addresses(self, links: Iterable[str]) -> Iterator[str]:
        for link in links:
            try:
                yield self._source.address(link)
            except FetchError as error:
                self.miss(error.location, error.message)  # the link may have a password

    def _why_cut_off(self, answer: DoorAnswer, place: str) -> Message | None:
        """Why the page may be cut off; None if it is the same when it is asked for again."""
        try:
            again = self._fetch(place, None)
        except (FetchError, UsageError) as error:
            return error.message
        again.close()
        return None if again.digest == answer.digest else WebSourcesText.END_UNCERTAIN()

    def _renew(self, answer: DoorAnswer, known: KnownDocument) -> None:
        """Note validators that are others now; those that a 304 does not name are as they were."""
        etag, last_modified = plain_header(answer.etag), plain_header(answer.last_modified)
        if answer.status == _NOT_MODIFIED:
            etag, last_modified = etag or known.etag, last_modified or known.last_modified
        now = _document_of(known)
        immutable = now.immutable or (answer.immutable and known.place != self._source.start)
        renewed = replace(now, etag=etag, last_modified=last_modified, immutable=immutable)
        if renewed != now:
            self.renewed.append(renewed)


def _document_of(known: KnownDocument) -> ReadDocument:
    """A known document as one that was read, without its bytes, which are stored."""
    return ReadDocument(
        place=known.place,
        digest=known.digest,
        triples=0,
        size=known.size,
        url=known.url,
        status=known.status,
        etag=known.etag,
        last_modified=known.last_modified,
        announced=known.announced,
        immutable=known.immutable,
    )


def _is_whole(answer: DoorAnswer, data: bytes) -> bool:
    """Whether a page cannot have been cut off: its server says where it ends, or its format does."""
    return answer.has_length or sniff(data[:_HEAD], "") in ("xml", "json-ld")


def _final_url(answer: DoorAnswer, place: str) -> str:
    """The address that answered; without its query where a redirect wrote that, since it may be a signature."""
    return answer.url if answer.url == place else answer.url.partition("?")[0]
