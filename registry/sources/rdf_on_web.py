"""RDF at an address of the web: one document or several pages, in any format that the guarded reader knows.

It is fetched through the door that the visit has, and never when there is none. Its bytes tell what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..messages.sources import WebSourcesText
from ..record.contents import Progress, SourceContents, records_of
from ..record.door import OFFLINE, SourceCheck, Visit
from ..record.record import IriSpace, SourceRecord
from ..record.source_settings import SourceSettings
from .addresses import name_of_location, web_location
from .web_pages import WebPages

ACCEPT: Final = (
    "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, application/n-triples;q=0.7,"
    " application/trig;q=0.7, application/n-quads;q=0.7, */*;q=0.1"
)


class RdfOnWebSource:
    """One document at an address of http or https, or the pages that it leads to."""

    kind = "rdf"

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
        """Fetch each page on the condition that it has moved, and read all of them if one has."""
        if visit.door is None:
            return SourceContents(
                records=iter(()), failed=WebSourcesText.NO_DOOR(location=self.location), unopened=True
            )
        pages = WebPages(
            self.location,
            visit.door,
            space,
            visit,
            internal=self._settings.may_be_private,
            accept=ACCEPT,
            max_pages=self._settings.max_pages,
            progress=progress,
        )
        return pages.read()

    def check(self) -> SourceCheck:
        """Nothing is known of it before it is fetched."""
        return SourceCheck(location=self.location, kind=self.kind)
