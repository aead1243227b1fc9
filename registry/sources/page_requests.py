"""The requests for the pages of a source, with what each of them brought."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from danhmuc.vocab.errors import FetchError, UsageError
from danhmuc.vocab.messages import Message

from ..document_reading.served_document import NOT_MODIFIED, final_url, renewed_documents
from ..messages.web_sources import WebSourcesText
from ..record.contents import ReadDocument
from ..record.door import Door, DoorAnswer, SourceDoor
from ..record.page_reading import PageReading
from ..record.visit import KnownDocument


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
