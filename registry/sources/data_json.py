"""data.json, DCAT-US 1.1 and 3.0, in files: one document, or a folder of documents that together are one source.

Knows files; the mapping to RDF is in `registry/dcat_us/`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import DocumentError, SourceUnavailableError
from danhmuc.vocab.messages import Message, system_reason
from danhmuc.vocab.messages.errors import CANNOT_OPEN
from danhmuc.vocab.reading.notes import Notes

from ..dcat_us.data_json_document import DocumentReading
from ..dcat_us.field_table import mapping_digest
from ..dcat_us.json_file import MAX_BODY, DataJsonFile
from ..document_reading import LocalDocuments, are_unmoved, check_documents, find_documents, unopened_document
from ..json_records.record_spool import RecordSpool
from ..messages.dcat_us import NO_JSON_FILE, NO_JSON_FILE_OTHERS
from ..messages.harvest import LOCATION_STREAM, RUN_REASONS
from ..record.contents import Progress, ReadDocument, SourceContents, unread_documents
from ..record.local_location import local_path, plain_name, readable_path
from ..record.quarantine import put_aside, reason_without_quotes
from ..record.record import IriSpace, Quarantined, SourceRecord
from ..record.source_check import SourceCheck
from ..record.source_settings import SourceSettings
from ..record.visit import OFFLINE, Visit

__all__ = ["DataJsonSource"]

_ENDINGS: Final = (".json", ".json.gz")
_PIECE: Final = 1 << 20


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
        contents = self.contents(IriSpace(source=self.name))
        if contents.failed is not None:
            raise SourceUnavailableError(self.location, contents.failed)
        try:
            for pending in contents.records:
                yield pending.make()
        finally:
            contents.close()

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
            reason = CANNOT_OPEN(location=self.location, reason=system_reason(error))
            return SourceContents(records=iter(()), failed=reason, unopened=True)
        if not found.files and not found.unopened:
            reason = _no_file(self.location, found.passed_over)
            return SourceContents(records=iter(()), failed=reason, passed_over=found.passed_over)
        files = {self._place(path): path for path in found.files}
        if not found.unopened and len(files) == len(found.files) and are_unmoved(files, visit.known):
            return SourceContents(records=iter(()), passed_over=found.passed_over, unmoved=True)
        reading = _Reading(space, is_single=found.files == [self._path], quarantined=list(found.unopened))
        for number, path in enumerate(found.files):
            if progress is not None:
                progress("read", number, len(found.files))
            reading.take(path, self._place(path))
        return reading.contents(found.passed_over)

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


@dataclass(slots=True)
class _Reading:
    """The documents of one reading, those read and those quarantined.

    Attributes:
        is_single: whether the source is one file, whose name may change while its relative IRIs stay.
    """

    space: IriSpace
    is_single: bool
    quarantined: list[Quarantined]
    spool: RecordSpool = field(default_factory=RecordSpool)
    read: list[ReadDocument] = field(default_factory=list)
    gaps: list[Message] = field(default_factory=list)
    opened: bool = False

    def take(self, path: Path, place: str) -> None:
        """Read one more document."""
        base = self.space.only_document or place if self.is_single else place
        reading = DocumentReading(
            self.spool,
            self.space,
            place,
            self.space.document(base),
            catalog_key="" if self.is_single else place,
        )
        notes = Notes(place)
        if path.exists() and not path.is_file():
            # It could be read only once, and opening a pipe may wait forever.
            aside = Quarantined(document=place, code="read:unopened", reason=LOCATION_STREAM(), names_mark=True)
            self.quarantined.append(aside)
            return
        try:
            with path.open("rb") as file:
                self.opened = True
                try:
                    self.read.append(reading.read(DataJsonFile(file, notes), notes))
                except DocumentError as error:
                    self.quarantined.append(_put_aside(error, path))
                    return
        except OSError as error:
            self.quarantined.append(unopened_document(place, error))
            return
        if reading.incomplete is not None:
            self.gaps.append(reading.incomplete)

    def contents(self, passed_over: int) -> SourceContents:
        """The contents of all documents."""
        gaps = list(self.gaps)
        if self.quarantined:
            gaps.insert(0, unread_documents(self.quarantined, total=len(self.quarantined) + len(self.read)))
        incomplete = None if not gaps else gaps[0] if len(gaps) == 1 else RUN_REASONS(first=gaps[0], second=gaps[1])
        if not self.read:
            return SourceContents(
                records=iter(()),
                quarantined=tuple(self.quarantined),
                passed_over=passed_over,
                failed=incomplete,
                unopened=not self.opened,
                on_close=self.spool.close,
            )
        return SourceContents(
            records=self.spool.records(),
            naming=self.spool.naming,
            memberships=self.spool.memberships(),
            documents=tuple(self.read),
            quarantined=tuple(self.quarantined),
            passed_over=passed_over,
            incomplete=incomplete,
            on_close=self.spool.close,
        )


def _no_file(location: str, passed_over: int) -> Message:
    if passed_over:
        return NO_JSON_FILE_OTHERS(location=location, count=passed_over)
    return NO_JSON_FILE(location=location)


def _put_aside(error: DocumentError, path: Path) -> Quarantined:
    """The document with its bytes, if they are not too many to be searched for marks of secrecy."""
    if path.stat().st_size <= MAX_BODY:
        return put_aside(error, path.read_bytes())
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return Quarantined(
        document=error.document,
        code=error.code,
        reason=reason_without_quotes(error.reason),
        line=error.line,
        column=error.column,
        digest=f"sha256:{digest.hexdigest()}",
        names_mark=True,
    )
