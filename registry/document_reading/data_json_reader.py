"""Read the documents of one source of data.json one after another, and make its contents of them.

Files, bodies and stored bytes alike; the records wait in a temporary database. The mapping is in `registry/dcat_us/`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import IS_STREAM, Message
from danhmuc.vocab.reading.notes import Notes

from ..dcat_us.catalogue import MAX_BODY, DataJsonFile
from ..dcat_us.data_json_document import DocumentReading
from ..json_records.record_spool import RecordSpool
from ..record.contents import Progress, ReadDocument, SourceContents, unread_documents
from ..record.door import KnownDocument
from ..record.quarantine import put_aside, reason_without_quotes
from ..record.record import IriSpace, Quarantined
from ..spooling import UNPACKED
from .reader import (
    FILE,
    NO_DEADLINE,
    Deadline,
    Origin,
    findings_of,
    from_server,
    joined_reasons,
    unopened_document,
    unread_in_time,
)
from .served_document import stored_origin

_PIECE: Final = 1 << 20


class DataJsonReader:
    """The documents of one reading, those read and those quarantined; call `contents` once, after the last.

    Args:
        is_single: whether the source is one document, whose name may change while its catalogue stays the same.
        deadline: a document that is not read by then is not read.
    """

    def __init__(self, space: IriSpace, *, is_single: bool, deadline: Deadline = NO_DEADLINE) -> None:
        self._space, self._is_single, self._deadline = space, is_single, deadline
        self._spool = RecordSpool()
        self._gaps: list[Message] = []
        self._late: list[str] = []
        self._is_opened = False
        self.quarantined: list[Quarantined] = []
        self.read: list[ReadDocument] = []

    def read_file(self, path: Path, place: str, base: str, *, origin: Origin = FILE) -> None:
        """Read a file; `base` is that of relative IRIs."""
        if path.exists() and not path.is_file():
            # It could be read only once, and opening a pipe may wait forever.
            aside = Quarantined(document=place, code="read:unopened", reason=IS_STREAM(), names_mark=True)
            self.quarantined.append(aside)
            return
        try:
            with path.open("rb") as file:
                self._is_opened = True
                try:
                    self._read(file, place, base, origin)
                except DocumentError as error:
                    self.quarantined.append(_put_aside(error, path))
                    return
        except TimeoutError:
            self._late.append(place)
            return
        except OSError as error:
            self.quarantined.append(unopened_document(place, error))
            return
        if self.read[-1].body is None:
            self.read[-1] = replace(self.read[-1], body=UNPACKED, file=str(path))

    def read_bytes(self, data: bytes, place: str, base: str, *, origin: Origin = FILE) -> None:
        """Read the bytes of a document."""
        self._is_opened = True
        try:
            self._read(BytesIO(data), place, base, origin)
        except TimeoutError:
            self._late.append(place)
        except DocumentError as error:
            self.quarantined.append(put_aside(error, data))

    def skip(self, documents: Iterable[Quarantined]) -> None:
        """Add documents that cannot be read for other reasons than what they say."""
        self.quarantined.extend(documents)

    def skip_late(self, places: Sequence[str]) -> None:
        """Add documents for which there is no time left."""
        self._late.extend(places)

    def contents(self, *, passed_over: int = 0) -> SourceContents:
        """The contents of all documents."""
        gaps = list(self._gaps)
        total = len(self.quarantined) + len(self._late) + len(self.read)
        if self.quarantined:
            gaps.insert(0, unread_documents(self.quarantined, total=total))
        if self._late:
            late, reason = unread_in_time(self._late, total)
            self.quarantined.append(late)
            gaps.insert(0, reason)
        incomplete = joined_reasons(gaps)
        if not self.read:
            return SourceContents(
                records=iter(()),
                quarantined=tuple(self.quarantined),
                passed_over=passed_over,
                failed=incomplete,
                unopened=not self._is_opened and not self._late,
                on_close=self._spool.close,
            )
        return SourceContents(
            records=self._spool.records(),
            naming=self._spool.naming,
            memberships=self._spool.memberships(),
            documents=tuple(self.read),
            quarantined=tuple(self.quarantined),
            passed_over=passed_over,
            incomplete=incomplete,
            on_close=self._spool.close,
        )

    def close(self) -> None:
        """Remove temporary files, if no contents were made."""
        self._spool.close()

    def _read(self, file: IO[bytes], place: str, base: str, origin: Origin) -> None:
        """Read one more document.

        Raises:
            DocumentError: it cannot be read.
            TimeoutError: it was not read in time.
            OSError: it cannot be opened.
        """
        key = "" if self._is_single else place
        reading = DocumentReading(self._spool, self._space, place, base, catalog_key=key, each=self._deadline.check)
        notes = Notes(place)
        self._deadline.check()
        read = reading.read(DataJsonFile(file, notes), notes)
        findings = (*read.findings, *findings_of(origin, "data-json", place, read.findings))
        self.read.append(replace(read, findings=findings, **from_server(origin)))
        if reading.incomplete is not None:
            self._gaps.append(reading.incomplete)


def remap_documents(
    space: IriSpace,
    documents: Mapping[str, KnownDocument],
    *,
    is_single: bool,
    progress: Progress | None = None,
    deadline: Deadline = NO_DEADLINE,
) -> SourceContents | None:
    """Map documents from their stored bytes, in order of their places; None if those of one are damaged."""
    reader = DataJsonReader(space, is_single=is_single, deadline=deadline)
    try:
        for number, (place, known) in enumerate(sorted(documents.items())):
            if progress is not None:
                progress("read", number, len(documents))
            data = known.body()
            if data is None:
                reader.close()
                return None
            base = space.only_document or place if is_single else place
            reader.read_bytes(data, place, space.document(base), origin=stored_origin(known))
        return reader.contents()
    except BaseException:
        reader.close()
        raise


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
