"""RDF at an address of the web: one document or several pages, in any format that the guarded reader knows.

It is fetched through the door that the visit has, and never when there is none. Its bytes tell what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from danhmuc.vocab.errors import AddressRefusedError, SourceUnavailableError, UsageError
from danhmuc.vocab.messages.errors import PLACE_AND_REASON
from danhmuc.vocab.reading import RDF_ENDINGS

from ..fetch.web_locations import read_location
from ..messages.web_sources import NO_DOOR
from ..record.contents import Progress, SourceContents
from ..record.record import IriSpace, SourceRecord
from ..record.source_check import SourceCheck
from ..record.source_settings import SourceSettings
from ..record.visit import OFFLINE, Visit
from .web_pages import WebPages

__all__ = ["RdfOnWebSource"]


class RdfOnWebSource:
    """One document at an address of http or https, or the pages that it leads to."""

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
        """Fetch each page on the condition that it has moved, and read all of them if one has."""
        if visit.door is None:
            return SourceContents(records=iter(()), failed=NO_DOOR(location=self.location), unopened=True)
        internal = self._settings.may_be_private
        return WebPages(self.location, visit.door, space, visit, internal=internal, progress=progress).read()

    def check(self) -> SourceCheck:
        """Nothing is known of it before it is fetched."""
        return SourceCheck(location=self.location, kind=self.kind)


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
