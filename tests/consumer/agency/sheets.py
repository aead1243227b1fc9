"""The agency's tables of stations as a kind of source of its own: danhmuc finds it by the entry point ``stations``."""

from __future__ import annotations

import csv
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from danhmuc.registry import (
    OFFLINE,
    Dataset,
    IriSpace,
    PendingRecord,
    Progress,
    ReadDocument,
    SourceBytes,
    SourceContents,
    SourceRecord,
    SourceSettings,
    Visit,
    parse_record,
)
from danhmuc.vocab.errors import SourceUnavailableError
from danhmuc.vocab.messages import FOREIGN_WORDS, system_reason

DATASET = "http://www.w3.org/ns/dcat#Dataset"
HEADER = "code,name"


class StationSheet:
    """A table with the code and the name of a station in each row, and ``end`` in its last one."""

    kind = "stations"

    def __init__(self, location: str, settings: SourceSettings) -> None:
        self.location = str(Path(location).absolute())
        self.name = Path(location).stem
        self.contact = settings.contact

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """One reading of the table."""
        path = Path(self.location)
        try:
            data = path.read_bytes()
        except OSError as error:
            return SourceContents(records=iter(()), failed=system_reason(error), unopened=True)
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        if list(visit.known) == [path.name] and visit.known[path.name].digest == digest:
            return SourceContents(records=iter(()), unmoved=True)
        document = ReadDocument(place=path.name, digest=digest, size=len(data), triples=0, body=zlib.compress(data))
        contents = SourceContents(records=iter(()), documents=(document,))
        lines = data.decode(errors="replace").splitlines(keepends=True)
        contents.records = self._rows([line for line in lines if line.endswith("\n")], contents, progress)
        return contents

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading."""
        contents = self.contents(IriSpace(source=self.name))
        if contents.failed is not None:
            raise SourceUnavailableError(self.location, contents.failed)
        for pending in contents.records:
            yield pending.make()

    def _rows(self, lines: list[str], contents: SourceContents, progress: Progress | None) -> Iterator[PendingRecord]:
        is_whole = False
        for number, row in enumerate(csv.reader(lines[1:])):
            if progress is not None:
                progress("read", number, len(lines))
            is_whole = row == ["end"]
            if len(row) == 2:
                iri = f"https://env.example.vn/id/station/{row[0]}"
                yield PendingRecord(iri, "record", partial(self._record, iri, row), DATASET)
        if not is_whole:
            contents.incomplete = FOREIGN_WORDS(words="the table has no last row")

    def _record(self, iri: str, row: list[str]) -> SourceRecord:
        made = parse_record(Dataset(iri, title={"vi": row[1]}).to("turtle"))
        given = SourceBytes(media_type="text/csv", data=",".join(row).encode())
        return replace(made, places=(Path(self.location).name,), source_bytes=given)
