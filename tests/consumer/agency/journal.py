"""The agency's journal of stations as a kind of source of its own: what was created, renamed and closed, and when."""

from __future__ import annotations

import csv
import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from danhmuc.registry import (
    OFFLINE,
    Dataset,
    Deletion,
    IriSpace,
    KnownDocument,
    PendingRecord,
    Progress,
    ReadDocument,
    SourceContents,
    SourceRecord,
    SourceSettings,
    Visit,
    parse_record,
)
from danhmuc.vocab.errors import SourceUnavailableError
from danhmuc.vocab.messages import FOREIGN_WORDS

DATASET = "http://www.w3.org/ns/dcat#Dataset"
FULL = 4
"""Rows of a page that is closed, so that it never changes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: when, of which station, and its name; without one it was closed."""

    at: str
    iri: str
    name: str
    page: str


class StationJournal:
    """A folder of pages, oldest first; each has ``time,code,name`` in a row, and ``end`` in its last one."""

    kind = "journal"

    def __init__(self, location: str, settings: SourceSettings) -> None:
        self.location = str(Path(location).absolute())
        self.name = Path(location).name

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """All of the journal, or what was written since the last reading."""
        pages = sorted(Path(self.location).glob("*.csv"))
        if not pages:
            return SourceContents(records=(), failed=FOREIGN_WORDS(words="there is no page"), unopened=True)
        is_delta = bool(visit.known) and visit.known.keys() <= {page.name for page in pages}
        known: Mapping[str, KnownDocument] = visit.known if is_delta else {}
        entries: list[Entry] = []
        documents: list[ReadDocument] = []
        incomplete = None
        for page in pages:
            before = known.get(page.name)
            if before is not None and before.immutable:
                continue
            data = page.read_bytes()
            found, is_whole = _entries(data, page.name)
            if not is_whole:
                incomplete = FOREIGN_WORDS(words="a page has no last row")
            document = _document(page.name, data, len(found))
            if before is None or before.digest != document.digest:
                documents.append(document)
                entries += found
        if is_delta and not documents:
            return SourceContents(records=(), unmoved=True)
        # The newest entry of a station is the last: time goes on from page to page.
        newest = {entry.iri: entry for entry in entries}
        if is_delta:
            last = visit.last_activities(newest.keys())
            newest = {iri: entry for iri, entry in newest.items() if iri not in last or last[iri] < entry.at}
        return SourceContents(
            records=[
                PendingRecord(one.iri, "record", partial(_record, one), DATASET) for one in newest.values() if one.name
            ],
            deletions=tuple(
                Deletion(iri=one.iri, at=one.at, place=one.page) for one in newest.values() if not one.name
            ),
            documents=tuple(documents),
            incomplete=incomplete,
            delta=is_delta,
        )

    def records(self) -> Iterator[SourceRecord]:
        """The records of one reading."""
        contents = self.contents(IriSpace(source=self.name))
        if contents.failed is not None:
            raise SourceUnavailableError(self.location, contents.failed)
        for pending in contents.records:
            yield pending.make()


def _entries(data: bytes, page: str) -> tuple[list[Entry], bool]:
    """The rows of a page, and whether none is cut off."""
    lines = [line for line in data.decode(errors="replace").splitlines(keepends=True) if line.endswith("\n")]
    rows = list(csv.reader(lines))
    made = [Entry(row[0], f"https://env.example.vn/id/station/{row[1]}", row[2], page) for row in rows if len(row) == 3]
    return made, bool(rows) and rows[-1] == ["end"]


def _document(page: str, data: bytes, rows: int) -> ReadDocument:
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    return ReadDocument(
        place=page, digest=digest, size=len(data), triples=0, body=zlib.compress(data), immutable=rows >= FULL
    )


def _record(entry: Entry) -> SourceRecord:
    made = parse_record(Dataset(entry.iri, title={"vi": entry.name}).to("turtle"))
    return replace(made, places=(entry.page,), activity_at=entry.at)
