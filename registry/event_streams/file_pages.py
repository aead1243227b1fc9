"""The pages of a stream in files: what is in a folder is the stream, and no relation is followed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG
from typing import Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import IS_STREAM, Message
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading.limits import MAX_BYTES

from ..document_reading import TOGETHER_ABOVE, LocalDocuments, Origin, unopened_document
from ..document_reading.deadlines import Deadline, unread_in_time
from ..messages.event_streams import EventStreamsText
from ..record.contents import Progress, unread_documents
from ..record.quarantine import put_aside
from ..record.record import IriSpace, Quarantined
from ..record.visit import Visit
from .pages import Pages, VisitedPage, unmoved_page
from .stream_page import read_page

_FAST: Final = 1


class FilePages(Pages):
    """The pages of a stream in files.

    Args:
        location: of the source, for messages.
        files: by place, in order.
    """

    def __init__(
        self,
        location: str,
        files: Mapping[str, Path],
        found: LocalDocuments,
        space: IriSpace,
        visit: Visit,
        progress: Progress | None = None,
    ) -> None:
        super().__init__()
        self._location = location
        self._files = files
        self._known = visit.known or visit.stored
        self._deadline = Deadline(visit.deadline)
        self._space = space
        self._progress = progress
        self._held = 0
        self._is_stream = False
        self.passed_over = found.passed_over
        self.quarantined.extend(found.unopened)

    def read(self) -> None:
        """Read all files once; errors are noted, never raised."""
        places = list(self._files)
        for number, (place, path) in enumerate(self._files.items()):
            if self._deadline.is_over:
                late, self.incomplete = unread_in_time(places[number:], total=len(places))
                self.quarantined.append(late)
                break
            if self._progress is not None:
                self._progress("read", number, len(self._files))
            try:
                status = path.stat()
                if not S_ISREG(status.st_mode):
                    # It could be read only once, and opening a pipe may wait forever.
                    self._put_aside(place, "read:unopened", IS_STREAM())
                elif status.st_size > MAX_BYTES:
                    self._put_aside(
                        place, "read:too-large", ReadingText.DOCUMENT_TOO_LARGE(size=status.st_size, limit=MAX_BYTES)
                    )
                else:
                    self._take(place, path.read_bytes())
            except OSError as error:
                self.quarantined.append(unopened_document(place, error))
        if not self._found:
            self.failed = self.incomplete or unread_documents(self.quarantined, total=len(self.quarantined))
        elif not self._is_stream and not any(page.known for page in self):
            self.failed = EventStreamsText.NO_STREAM(location=self._location)

    def _put_aside(self, place: str, code: str, reason: Message) -> None:
        """Note a page that was not searched, so that it may mark anything."""
        self.quarantined.append(Quarantined(document=place, code=code, reason=reason, names_mark=True))

    def _take(self, place: str, data: bytes) -> None:
        self.unopened = False
        base = self._space.document(place)
        known = self._known.get(place)
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        if known is not None and known.digest == digest:
            self._found[place] = unmoved_page(known, base)
            return
        try:
            parsed = read_page(data, place=place, base=base)
        except DocumentError as error:
            self.quarantined.append(put_aside(error, data))
            return
        self._is_stream = self._is_stream or parsed.is_tree
        self._held += len(data)
        self._found[place] = VisitedPage(
            place=place,
            base=base,
            origin=Origin(immutable=parsed.immutable),
            known=known,
            is_moved=True,
            digest=digest,
            size=len(data),
            packed=zlib.compress(data, _FAST),
            parsed=parsed if self._held <= TOGETHER_ABOVE else None,
        )
