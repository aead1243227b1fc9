"""Event streams of the web: LDES on TREE, such as DCAT-AP Feeds.

The first visit reads the stream from its beginning, a later one what has been added.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from danhmuc.vocab.errors import AddressRefusedError, SourceUnavailableError, UsageError
from danhmuc.vocab.messages.errors import PLACE_AND_REASON
from danhmuc.vocab.reading import RDF_ENDINGS

from ..event_streams import PageSource, read_stream
from ..fetch.web_locations import read_location
from ..messages.web_sources import NO_DOOR
from ..record.contents import Progress, SourceContents
from ..record.record import IriSpace, SourceRecord
from ..record.source_check import SourceCheck
from ..record.source_settings import SourceSettings
from ..record.visit import OFFLINE, Visit

__all__ = ["LdesSource"]


class LdesSource:
    """A stream by the address of its first page, or of a page that names it."""

    kind = "ldes"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:
        try:
            self.location = read_location(location).url
        except AddressRefusedError as error:
            raise UsageError(PLACE_AND_REASON(place=error.location, reason=error.reason)) from None
        self.name = _name(self.location)
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
        """Visit the pages, and read what counts of them."""
        if visit.door is None:
            return SourceContents(records=iter(()), failed=NO_DOOR(location=self.location), unopened=True)
        source = PageSource(start=self.location, address=_address, internal=self._settings.may_be_private)
        return read_stream(source, visit.door, space, visit, progress)

    def check(self) -> SourceCheck:
        """Nothing is known of it before it is fetched."""
        return SourceCheck(location=self.location, kind=self.kind)


def _address(text: str) -> str:
    return read_location(text).url


def _name(location: str) -> str:
    """The last part of the path without the ending of a format, or else the host."""
    address = urlsplit(location)
    name = PurePosixPath(unquote(address.path)).name
    stem, _, ending = name.rpartition(".")
    if stem and f".{ending.lower()}" in RDF_ENDINGS:
        name = stem
    return name or address.hostname or "source"
