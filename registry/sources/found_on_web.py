"""A source on the web whose kind nobody has said: the bytes of its document tell, when it is first fetched.

The document is fetched once: the source of the kind that is found gets the answer in place of its own first request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Unpack

from danhmuc.vocab.errors import FetchError, UsageError

from ..document_reading.served_document import is_served_data_json
from ..event_streams import is_served_stream
from ..record.contents import HarvestSource, MappingSource, Progress, SourceContents
from ..record.door import OFFLINE, Door, DoorAnswer, FetchOptions, HostTraffic, SourceCheck, SourceDoor, Visit
from ..record.record import IriSpace, SourceRecord
from ..record.source_settings import DEFAULT_KIND, SourceSettings

_ACCEPT: Final = (
    "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, application/n-triples;q=0.7,"
    " application/trig;q=0.7, application/n-quads;q=0.7, application/json;q=0.5, */*;q=0.1"
)


class FoundOnWebSource:
    """A source at an address of http or https; as long as nothing was fetched it counts as RDF.

    Args:
        make: makes the source of a kind, of location and settings.
    """

    def __init__(
        self,
        location: str,
        settings: SourceSettings | None = None,
        *,
        make: Callable[[str, str, SourceSettings], HarvestSource],
    ) -> None:
        self._make = make
        self._settings = SourceSettings() if settings is None else settings
        self._found = make(location, DEFAULT_KIND, self._settings)
        self._is_found = False
        self.location = self._found.location
        self.name = self._found.name

    @property
    def kind(self) -> str:
        """The kind that was found, or else the one for RDF."""
        return self._found.kind

    @property
    def mapping_digest(self) -> str:
        """The digest of the mapping of the kind that was found; empty if it has none. See `MappingSource`."""
        return self._found.mapping_digest if isinstance(self._found, MappingSource) else ""

    def of_kind(self, kind: str) -> HarvestSource:
        """The source at the same location of a kind that is known."""
        return self._make(self.location, kind, self._settings)

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: in any case, since there is no door.
        """
        return self._found.records()

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Fetch the document, find out its kind, and read it as a source of that."""
        if self._is_found or visit.door is None:
            return self._found.contents(space, progress=progress, visit=visit)
        first = _FirstAnswer(visit.door, self.location)
        try:
            answer = visit.door.fetch(self.location, internal=self._settings.may_be_private, accept=_ACCEPT)
        except (FetchError, UsageError) as error:
            first.error = error
        else:
            first.answer = answer
            try:
                if is_served_data_json(answer):
                    self._found = self.of_kind("data-json")
                elif is_served_stream(answer):
                    self._found = self.of_kind("ldes")
                    # Asked for in formats without graphs, it may lack what its activities describe.
                    first.answer = None
                    answer.close()
            except BaseException:
                answer.close()
                raise
        contents = self._found.contents(space, progress=progress, visit=replace(visit, door=first))
        # What can be read as nothing may be a catalogue the next time.
        self._is_found = self._found.kind != DEFAULT_KIND or contents.failed is None
        return contents

    def check(self) -> SourceCheck:
        """Nothing is known of it before it is fetched."""
        return SourceCheck(location=self.location, kind=self.kind)


class _FirstAnswer:
    """A door whose first answer for an address is there already."""

    def __init__(self, door: Door, url: str) -> None:
        self._door, self._url = door, url
        self.answer: DoorAnswer | None = None
        self.error: FetchError | UsageError | None = None

    @property
    def traffic(self) -> Sequence[HostTraffic]:
        """Counts of what the visit has sent and received, by host; none where the door does not count."""
        return self._door.traffic if isinstance(self._door, SourceDoor) else ()

    def fetch(self, url: str, **options: Unpack[FetchOptions]) -> DoorAnswer:
        """Ask for a document; see `Door`."""
        if url == self._url:
            error, self.error = self.error, None
            answer, self.answer = self.answer, None
            if error is not None:
                raise error
            if answer is not None:
                return answer
        return self._door.fetch(url, **options)
