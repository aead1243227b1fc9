"""Event streams of the web: LDES on TREE, such as DCAT-AP Feeds.

The first visit reads the stream from its beginning, a later one what has been added.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from danhmuc.vocab.errors import AddressRefusedError
from danhmuc.vocab.text import shown_location

from ..event_streams import PageSource, ServedPages, read_stream
from ..fetch.web_locations import read_location
from ..messages.sources import WebPagesText, WebSourcesText
from ..record.contents import Progress, SourceContents, records_of
from ..record.door import OFFLINE, SourceCheck, Visit
from ..record.record import IriSpace, SourceRecord
from ..record.source_settings import SourceSettings
from .addresses import name_of_location, web_location


class LdesOnWebSource:
    """A stream by the address of its first page, or of a page that names it."""

    kind = "ldes"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:
        self.location = web_location(location)
        self.name = name_of_location(self.location)
        self._settings = SourceSettings() if settings is None else settings

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: in any case, since there is no door.
        """
        return records_of(self)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Visit the pages, and read what counts of them."""
        if visit.door is None:
            return SourceContents(
                records=iter(()), failed=WebSourcesText.NO_DOOR(location=self.location), unopened=True
            )
        address = partial(_address, self.location)
        source = PageSource(
            start=self.location,
            address=address,
            internal=self._settings.may_be_private,
            max_pages=self._settings.max_pages,
        )
        return read_stream(ServedPages(source, visit, visit.door, progress), space, visit, progress)

    def check(self) -> SourceCheck:
        """Nothing is known of it before it is fetched."""
        return SourceCheck(location=self.location, kind=self.kind)


def _address(start: str, text: str) -> str:
    """The one spelling of the address of a page.

    Raises:
        AddressRefusedError: it is none, or not encrypted although that of the first page is.
    """
    found = read_location(text)
    if found.scheme == "http" and start.startswith("https:"):
        shown = shown_location(text)
        raise AddressRefusedError(shown, WebPagesText.NEXT_TO_HTTP(page=shown_location(start), target=shown))
    return found.url
