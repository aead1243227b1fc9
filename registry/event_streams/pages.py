"""The pages of one visit, wherever they are: in order of reading, parsed when they are needed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import Message

from ..document_reading import Origin
from ..document_reading.served_document import stored_origin
from ..record.contents import ReadDocument
from ..record.record import Quarantined
from ..record.visit import KnownDocument
from .stream_page import StreamPage, read_page


@dataclass(slots=True, kw_only=True)
class VisitedPage:
    """A page that came, or is as it is known.

    Attributes:
        base: address by which its relative IRIs are resolved.
        origin: of the bytes.
        known: as it was known before; None for a new one.
        is_moved: whether it is new, or has other bytes than are known.
        digest, size: of the bytes.
        packed: the bytes, zlib, if they came.
        parsed: what stands in it, if that is held in memory.
    """

    place: str
    base: str
    origin: Origin
    known: KnownDocument | None
    is_moved: bool
    digest: str
    size: int
    packed: bytes | None = field(default=None, repr=False)
    parsed: StreamPage | None = field(default=None, repr=False)


class Pages:
    """The pages of one visit, in order of reading.

    Attributes:
        failed: why there is not even a first page.
        unopened: whether no page came at all.
        letter: text to send to those who run a server that refuses danhmuc.
        quarantined: pages that did not come, or cannot be read.
        incomplete: why there may be more pages, if no single page is the reason.
        renewed: known pages with the same bytes whose validators are others now.
        passed_over: number of files that are no pages.
    """

    def __init__(self) -> None:
        self._found: dict[str, VisitedPage] = {}
        self.failed: Message | None = None
        self.unopened = True
        self.letter: Message | None = None
        self.quarantined: list[Quarantined] = []
        self.incomplete: Message | None = None
        self.renewed: list[ReadDocument] = []
        self.passed_over = 0

    def __iter__(self) -> Iterator[VisitedPage]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, place: str) -> bool:
        return place in self._found

    def at(self, place: str) -> VisitedPage:
        """The page at a place that was visited."""
        return self._found[place]

    @property
    def are_whole(self) -> bool:
        """Whether all pages were read."""
        return self.failed is None and self.incomplete is None and not self.quarantined

    def read(self) -> None:
        """Visit all pages once; errors are noted, never raised."""
        raise NotImplementedError

    def parse(self, page: VisitedPage) -> StreamPage | None:
        """Read a page; None if its bytes are not available. What is small enough together is read once only."""
        if page.parsed is not None:
            return page.parsed
        data = self._bytes_of(page)
        if data is None:
            return None
        try:
            return read_page(data, place=page.place, base=page.base)
        except DocumentError:
            return None  # it could be read once; another version of danhmuc may have been less strict

    @staticmethod
    def parse_known(page: VisitedPage) -> StreamPage | None:
        """Read a page as it was known before; None if its bytes are not stored."""
        data = None if page.known is None else page.known.body()
        if data is None:
            return None
        try:
            return read_page(data, place=page.place, base=page.base)
        except DocumentError:
            return None

    def miss(self, place: str, reason: Message) -> None:
        """Note that a page did not come, or is no more what it was."""
        self.quarantined.append(Quarantined(document=place, code="read:unopened", reason=reason))
        self._found.pop(place, None)

    def _bytes_of(self, page: VisitedPage) -> bytes | None:
        """The bytes of a page: as they came, or as they are stored."""
        if page.packed is not None:
            return zlib.decompress(page.packed)
        return None if page.known is None else page.known.body()


def unmoved_page(known: KnownDocument, base: str) -> VisitedPage:
    """A page that is as it is known."""
    return VisitedPage(
        place=known.place,
        base=base,
        origin=replace(stored_origin(known), immutable=known.immutable),
        known=known,
        is_moved=False,
        digest=known.digest,
        size=known.size,
    )
