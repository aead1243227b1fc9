"""RDF at an address of the web: one document, in any format that the guarded reader knows.

It is fetched through the door that the visit has, and never when there is none. Its bytes tell what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from danhmuc.vocab.errors import SourceUnavailableError
from danhmuc.vocab.reading.sniffing import sniff

from ..document_reading import DocumentReader, ServedDocument, ServedReading
from ..document_reading.served_kind import is_served_data_json, other_kind_contents
from ..record.contents import Progress, SourceContents
from ..record.door import DoorAnswer
from ..record.record import IriSpace, SourceRecord
from ..record.source_check import SourceCheck
from ..record.source_settings import SourceSettings
from ..record.visit import OFFLINE, Visit
from .addresses import name_of_location, web_location

__all__ = ["RdfOnWebSource"]

ACCEPT: Final = (
    "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.8, application/n-triples;q=0.7,"
    " application/trig;q=0.7, application/n-quads;q=0.7, */*;q=0.1"
)
_HEAD: Final = 1 << 16


class RdfOnWebSource:
    """One document at an address of http or https."""

    kind = "rdf"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:
        self.location = web_location(location)
        self.name = name_of_location(self.location)
        may_be_private = settings is not None and settings.may_be_private
        self._document = ServedDocument(location=self.location, may_be_private=may_be_private, accept=ACCEPT)

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
        """Fetch the document once, on the condition that it has moved, and read it if it has."""
        return self._document.contents(space, visit, progress, read=self._read, is_whole=_is_whole)

    def check(self) -> SourceCheck:
        """Nothing is known of it before it is fetched."""
        return SourceCheck(location=self.location, kind=self.kind)

    def _read(self, served: ServedReading) -> SourceContents:
        answer, place = served.answer, served.place
        if is_served_data_json(answer):
            # Before it is read whole: it may be larger than any JSON-LD.
            return other_kind_contents(self.location, served.space.source, "data-json")
        reader = DocumentReader(served.space, expected=1)
        try:
            if answer.path is None:
                reader.read_bytes(answer.read(), place, served.base, origin=served.origin)
            else:
                reader.read_file(answer.path, place, served.base, served.progress, origin=served.origin)
            contents = reader.contents(progress=served.progress)
        except BaseException:
            reader.close()
            raise
        return contents


def _is_whole(answer: DoorAnswer) -> bool:
    """Whether the format says where the document ends, so that it cannot have been cut off unseen."""
    with BytesIO(answer.read()) if answer.path is None else answer.path.open("rb") as stream:
        return sniff(stream.read(_HEAD), "") in ("xml", "json-ld")
