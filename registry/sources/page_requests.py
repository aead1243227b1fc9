"""The requests for the pages of a source, as a chain: where it leads, and whether it is the whole catalogue.

The requests for the pages of a source, with what each of them brought.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from danhmuc.vocab.errors import AddressRefusedError, FetchError, UsageError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import shown_location

from ..document_reading import PageControls, PageLink
from ..document_reading.served_document import NOT_MODIFIED, final_url, renewed_documents
from ..fetch.web_locations import join_location, read_location
from ..messages.sources import WebPagesText, WebSourcesText
from ..record.contents import Announced, PageReading, ReadDocument
from ..record.door import Door, DoorAnswer, KnownDocument, SourceDoor

# ---------------------------------------------------------------- page requests


@dataclass(slots=True, kw_only=True)
class AskedPage:
    """A page that was asked for, and what came.

    Attributes:
        answer: None if it could not be had, or is as it is known and its bytes are not held.
        known: the document as it is known, if it is still that.
        renewed: that with its other validators, if it has others now.
    """

    answer: DoorAnswer | None = None
    known: KnownDocument | None = None
    renewed: tuple[ReadDocument, ...] = ()
    error: FetchError | UsageError | None = None

    @property
    def stored_bytes(self) -> bytes | None:
        """The stored bytes of a page that is as it is known; None if they are not available."""
        data = None if self.known is None else self.known.body()
        if data is None or self.known is None:
            return None
        return data if "sha256:" + hashlib.sha256(data).hexdigest() == self.known.digest else None

    def close(self) -> None:
        """Drop the bytes."""
        if self.answer is not None:
            self.answer.close()
        self.answer = None


class PageRequests:
    """The way to the pages of a source.

    Args:
        internal: whether private addresses are no mistake.
        accept: media types wanted, as in the header Accept.

    Attributes:
        readings: what each page brought, by the address it was asked for by, in order.
    """

    def __init__(self, door: Door, *, internal: bool, accept: str) -> None:
        self._door = door
        self._internal = internal
        self._accept = accept
        self._counted = (0, 0)
        self.readings: dict[str, PageReading] = {}

    def ask(self, address: str, known: KnownDocument | None) -> AskedPage:
        """Ask for a page, on the condition that it is not as it is known."""
        with self._counting(address):
            try:
                answer = self._fetch(address, known)
                if answer.status == NOT_MODIFIED and (known is None or final_url(answer, address) != known.url):
                    # Another server has not modified another document, whatever validators they share.
                    answer = self._fetch(address, None)
            except (FetchError, UsageError) as error:
                # The latter of this source alone, such as a variable that is not set: the others are harvested.
                self.note(address, why=error.message)
                return AskedPage(error=error)
            if self.readings[address].status in (None, NOT_MODIFIED):
                self.note(address, status=answer.status)
        if known is None or not _is_same(answer, address, known):
            return AskedPage(answer=answer)
        renewed = renewed_documents(answer, known)
        return AskedPage(answer=None if answer.status == NOT_MODIFIED else answer, known=known, renewed=renewed)

    def why_cut_off(self, address: str, answer: DoorAnswer) -> Message | None:
        """Why the document may be cut off; None if it is the same when it is asked for again."""
        with self._counting(address):
            try:
                again = self._fetch(address, None)
            except FetchError as error:
                return error.message
        again.close()
        return None if again.digest == answer.digest else WebSourcesText.END_UNCERTAIN()

    def note(
        self,
        address: str,
        *,
        status: int | None = None,
        datasets: int | None = None,
        why: Message | None = None,
    ) -> None:
        """Note of a page what is given."""
        page = self.readings[address]
        self.readings[address] = replace(
            page,
            status=page.status if status is None else status,
            datasets=page.datasets if datasets is None else datasets,
            why=page.why if why is None else why,
        )

    def _fetch(self, address: str, known: KnownDocument | None) -> DoorAnswer:
        # A 304 stands for bytes, which have to be stored.
        conditions = None if known is None or not known.has_body else known.conditions
        return self._door.fetch(address, conditions=conditions, internal=self._internal, accept=self._accept)

    @contextmanager
    def _counting(self, address: str) -> Iterator[None]:
        """Add what has gone over the network since the last page, until the end of the block, to the page."""
        self.readings.setdefault(address, PageReading(url=address))
        try:
            yield
        finally:
            before, self._counted = self._counted, self._count_sent()
            requests, size = (now - then for now, then in zip(self._counted, before, strict=True))
            page = self.readings[address]
            self.readings[address] = replace(page, requests=page.requests + requests, bytes=page.bytes + size)

    def _count_sent(self) -> tuple[int, int]:
        """Requests and bytes of the visit so far."""
        traffic = self._door.traffic if isinstance(self._door, SourceDoor) else ()
        return sum(one.requests for one in traffic), sum(one.bytes for one in traffic)


def _is_same(answer: DoorAnswer, address: str, known: KnownDocument) -> bool:
    """Whether the answer is the document that is known."""
    is_same = answer.status == NOT_MODIFIED or answer.digest == known.digest
    return is_same and final_url(answer, address) == known.url


# ---------------------------------------------------------------- page chain
# The pages of a source that were read, as a chain: where it leads, and whether it is the whole source.
#
# Knows addresses and the paging controls of documents; asks for nothing.


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainedPage:
    """A page that was read.

    Attributes:
        asked: the address that it was asked for by.
        url: the address that answered.
        final_url: the same, as it is stored of the document.
        place: its name in the source.
        digest: of its bytes.
    """

    asked: str
    url: str
    final_url: str
    place: str
    digest: str
    etag: str | None
    last_modified: str | None
    controls: PageControls


@dataclass(slots=True)
class PageChain:
    """The pages, in the order in which one leads to the next.

    Attributes:
        names: addresses of the pages, those that they give themselves included.
        places: names of the pages in the source.
        digests: of their bytes.
        whys: why the chain is not the whole source, as far as it was followed.
        open_end: why its end does not prove that all pages were read.
    """

    pages: list[ChainedPage] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    digests: set[str] = field(default_factory=set)
    whys: list[Message] = field(default_factory=list)
    open_end: Message | None = None

    def add(self, page: ChainedPage) -> None:
        """Add the next page."""
        self.pages.append(page)
        self.places.add(page.place)
        self.digests.add(page.digest)
        self.names |= {page.asked, page.url, page.place, *page.controls.own_names}
        if page.controls.is_stream:
            self.whys.append(WebPagesText.STREAM_PAGE(page=shown_location(page.url)))

    def has(self, *, url: str, place: str, digest: str) -> bool:
        """Whether a page was read already: by its address, or with the same bytes."""
        return url in self.names or place in self.places or digest in self.digests

    def next_address(self) -> str | None:
        """The address of the page after the last one; None if there is none, or it cannot be asked for."""
        page = self.pages[-1]
        found: dict[str, None] = {}
        for link in page.controls.nexts:
            target = self._resolve(page, link)
            if target is None:
                return None
            found[target] = None
        if not found:
            if len(self.pages) > 1 and not page.controls.is_paged:
                self.open_end = WebPagesText.PAGES_END_UNSTATED(page=shown_location(page.url))
            return None
        address, *others = found
        if others:
            shown = shown_location(page.url)
            self.whys.append(
                WebPagesText.NEXT_SEVERAL(page=shown, first=shown_location(address), second=shown_location(others[0]))
            )
            return None
        if address in self.names:
            self.end_in_loop()
            return None
        return address

    def end_in_loop(self) -> None:
        """Note that the last page leads to one that was read."""
        self.open_end = WebPagesText.PAGES_LOOP(page=shown_location(self.pages[-1].url))

    def why_not_whole(self, announced: Announced | int | None) -> Message | None:
        """Why a chain that was followed to its end is not the whole source; None if nothing says so.

        Args:
            announced: the number of entries that the source announces, and of those that its pages list.
        """
        is_proven = isinstance(announced, Announced) and announced.announced == announced.listed
        if self.open_end is not None and not is_proven:
            return self.open_end
        return self._why_totals_differ() or self._why_unreached()

    def _why_totals_differ(self) -> Message | None:
        """Pages that announce another number of items than others, or write it as another type."""
        if len(self.pages) == 1:
            return None
        totals: dict[str, dict[str, None]] = {}
        for page in self.pages:
            for name, found in page.controls.totals.items():
                totals.setdefault(name, {}).update(dict.fromkeys(sorted(found)))
        for first, *others in totals.values():
            if others:
                return WebPagesText.TOTALS_DIFFER(first=shown_location(first), second=shown_location(others[0]))
        return None

    def _why_unreached(self) -> Message | None:
        """A page that another names as the last one, or as one in between, and that was not read."""
        names = {_without_scheme(name) for name in self.names}
        for page in self.pages:
            for link in (*page.controls.lasts, *page.controls.other_nexts):
                if _find_target(page, link) not in names:
                    return WebPagesText.PAGE_UNREACHED(page=shown_location(page.url), target=shown_location(link.text))
        return None

    def _resolve(self, page: ChainedPage, link: PageLink) -> str | None:
        """The address of a next page; None, and noted, if it is none that can be asked for."""
        shown = shown_location(page.url)
        if not link.is_address:
            self.whys.append(WebPagesText.NEXT_NO_ADDRESS(page=shown, value=shown_location(link.text)))
            return None
        here = read_location(page.url)
        try:
            target = join_location(here, link.text)
        except AddressRefusedError as error:
            self.whys.append(WebPagesText.NEXT_REFUSED(page=shown, reason=error.message))
            return None
        if here.scheme == "https" and target.scheme == "http":
            self.whys.append(WebPagesText.NEXT_TO_HTTP(page=shown, target=shown_location(target.url)))
            return None
        return target.url

    def as_before(self, address: str) -> str:
        """The address of a page as it was before the source moved, as far as the first page tells.

        Where `https://new.example/b/c.ttl` was at `https://old.example/a/c.ttl`, so were the addresses beside it.
        """
        if not self.pages:
            return address
        now, before = self.pages[0].url.partition("?")[0], self.pages[0].place.partition("?")[0]
        path, mark, query = address.partition("?")
        if now == before or "://" not in before:
            return address
        if path == now:
            return f"{before}{mark}{query}"
        folder = now.rpartition("/")[0] + "/"
        if path.startswith(folder):
            return f"{before.rpartition('/')[0]}/{path.removeprefix(folder)}{mark}{query}"
        return address


def _find_target(page: ChainedPage, link: PageLink) -> str | None:
    """The address that a link leads to, be it by http or https; None if it is none."""
    try:
        return _without_scheme(join_location(read_location(page.url), link.text).url) if link.is_address else None
    except AddressRefusedError:
        return None


def _without_scheme(address: str) -> str:
    return address.partition("://")[2]
