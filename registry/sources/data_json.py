"""data.json, DCAT-US 1.1 and 3.0, in files: one document, or a folder of documents that together are one source.

Knows files; the mapping to RDF is in `registry/dcat_us/`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from danhmuc.vocab.messages import Message, system_reason
from danhmuc.vocab.messages.errors import ErrorsText

from ..dcat_us.field_table import mapping_digest
from ..document_reading import Deadline, LocalDocuments, are_unmoved, check_documents, find_documents
from ..document_reading.data_json_reader import DataJsonReader, remap_documents
from ..messages.sources import DcatUsText
from ..record.contents import Progress, SourceContents, records_of
from ..record.door import OFFLINE, KnownDocument, SourceCheck, Visit
from ..record.locations import local_path, plain_name, readable_path
from ..record.record import IriSpace, SourceRecord
from ..record.source_settings import SourceSettings

_ENDINGS: Final = (".json", ".json.gz")


class DataJsonSource:
    """A file, or the JSON files of a folder and its sub-folders in order of their names."""

    kind = "data-json"

    def __init__(self, location: str, settings: SourceSettings | None = None) -> None:  # noqa: ARG002 - of the contract
        # Not resolved: a link that is turned to another folder every night is one location.
        self._path = Path(os.path.abspath(local_path(location).expanduser()))  # noqa: PTH100 - pathlib keeps ".."
        self.location = readable_path(str(self._path))
        self.name = plain_name(self._path, (".json", ".gz"))

    @property
    def mapping_digest(self) -> str:
        """The digest of the mapping; see `MappingSource`."""
        return mapping_digest()

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading, under the source's own name.

        Raises:
            SourceUnavailableError: nothing could be opened, or nothing in it is data.json.
        """
        return records_of(self)

    def contents(
        self,
        space: IriSpace,
        *,
        progress: Progress | None = None,
        visit: Visit = OFFLINE,
    ) -> SourceContents:
        """Read every document once, into a temporary database."""
        try:
            found = self._find_documents()
        except OSError as error:
            reason = ErrorsText.CANNOT_OPEN(location=self.location, reason=system_reason(error))
            return SourceContents(records=iter(()), failed=reason, unopened=True)
        if not found.files and not found.unopened:
            reason = _no_file(self.location, found.passed_over)
            return SourceContents(records=iter(()), failed=reason, passed_over=found.passed_over)
        files = {self._place(path): path for path in found.files}
        if not found.unopened and len(files) == len(found.files) and are_unmoved(files, visit.known):
            return SourceContents(records=iter(()), passed_over=found.passed_over, unmoved=True)
        deadline = Deadline(visit.deadline)
        reader = DataJsonReader(space, is_single=found.files == [self._path], deadline=deadline)
        reader.skip(found.unopened)
        for number, path in enumerate(found.files):
            if deadline.is_over:
                reader.skip_late([self._place(one) for one in found.files[number:]])
                break
            if progress is not None:
                progress("read", number, len(found.files))
            place = self._place(path)
            base = space.only_document or place if path == self._path else place
            reader.read_file(path, place, space.document(base))
        return reader.contents(passed_over=found.passed_over)

    def remap(
        self, space: IriSpace, documents: Mapping[str, KnownDocument], *, progress: Progress | None = None
    ) -> SourceContents | None:
        """Map all documents once more from their stored bytes; see `RemappableSource`."""
        # A source that was moved has the names of its documents from before until it is read again.
        is_single = set(documents) == {self._place(self._path)} or (len(documents) == 1 and self._path.is_file())
        return remap_documents(space, documents, is_single=is_single, progress=progress)

    def check(self) -> SourceCheck:
        """Look for the documents and open each, but read none."""
        return check_documents(
            SourceCheck(location=self.location, kind=self.kind),
            self._path,
            self._find_documents,
            self._place,
            lambda found: _no_file(self.location, found.passed_over),
        )

    def _find_documents(self) -> LocalDocuments:
        """Find the files to read.

        Raises:
            OSError: the location itself cannot be opened.
        """
        return find_documents(self._path, self._place, lambda path: path.name.lower().endswith(_ENDINGS))

    def _place(self, path: Path) -> str:
        """The name of a document."""
        return readable_path(path.name if path == self._path else path.relative_to(self._path).as_posix())


def _no_file(location: str, passed_over: int) -> Message:
    if passed_over:
        return DcatUsText.NO_JSON_FILE_OTHERS(location=location, count=passed_over)
    return DcatUsText.NO_JSON_FILE(location=location)
