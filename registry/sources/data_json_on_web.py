"""data.json at an address of the web: one document, DCAT-US 1.1 or 3.0.

It is fetched through the door that the visit has, and never when there is none. Its bytes tell what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..dcat_us.field_table import mapping_digest
from ..document_reading import Deadline, ServedDocument, ServedReading
from ..document_reading.data_json_reader import DataJsonReader, remap_documents
from ..record.contents import Progress, SourceContents, records_of
from ..record.door import OFFLINE, KnownDocument, SourceCheck, Visit
from ..record.record import IriSpace, SourceRecord
from ..record.source_settings import SourceSettings
from .addresses import name_of_location, web_location

_ACCEPT: Final = "application/json, text/json;q=0.9, */*;q=0.1"


class DataJsonOnWebSource:
    """One document at an address of http or https."""

    kind = "data-json"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:
        self.location = web_location(location)
        self.name = name_of_location(self.location)
        may_be_private = settings is not None and settings.may_be_private
        self._document = ServedDocument(location=self.location, may_be_private=may_be_private, accept=_ACCEPT)

    @property
    def mapping_digest(self) -> str:
        """The digest of the mapping; see `MappingSource`."""
        return mapping_digest()

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: in any case, since there is no door.
        """
        return records_of(self)

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """Fetch the document once, on the condition that it has moved, and map it if it has, or the mapping has."""
        deadline = Deadline(visit.deadline)

        def read(served: ServedReading) -> SourceContents:
            reader = DataJsonReader(served.space, is_single=True, deadline=deadline)
            try:
                if served.answer.path is None:
                    reader.read_bytes(served.answer.read(), served.place, served.base, origin=served.origin)
                else:
                    reader.read_file(served.answer.path, served.place, served.base, origin=served.origin)
                contents = reader.contents()
            except BaseException:
                reader.close()
                raise
            return contents

        def read_stored(known: KnownDocument, space: IriSpace, progress: Progress | None) -> SourceContents | None:
            stored = {known.place: known}
            return remap_documents(space, stored, is_single=True, progress=progress, deadline=deadline)

        # JSON ends with the brace that closes it, so that what is cut off is not JSON.
        return self._document.contents(
            space, visit, progress, read=read, is_whole=lambda _: True, read_stored=read_stored
        )

    def remap(
        self, space: IriSpace, documents: Mapping[str, KnownDocument], *, progress: Progress | None = None
    ) -> SourceContents | None:
        """Map the document once more from its stored bytes; see `RemappableSource`."""
        return remap_documents(space, documents, is_single=True, progress=progress)

    def check(self) -> SourceCheck:
        """Nothing is known of it before it is fetched."""
        return SourceCheck(location=self.location, kind=self.kind)
