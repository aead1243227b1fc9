"""A temporary database: the triples of documents, then their records."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, cast
from weakref import finalize

from danhmuc.vocab.canonical import CanonicalGraph, canonicalize_lines
from danhmuc.vocab.errors import DocumentError, RecordError
from danhmuc.vocab.findings import finding_from_json
from danhmuc.vocab.messages import message_from_json, system_reason
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.reading.large_documents import LargeDocument, may_be_large, open_large
from danhmuc.vocab.reading.notes import MAX_BYTES

from ..messages.harvest import HarvestText
from ..record.contents import Announced, Naming, PendingRecord, Progress, ReadDocument, SourceContents, unread_documents
from ..record.door import OrderedWork
from ..record.quarantine import put_aside, reason_without_quotes
from ..record.record import GraphTerms, IriSpace, Link, Membership, Quarantined, Rest, SourceRecord, UsedTerms
from ..record.secrecy import quotes_mark
from ..record.spools import held_value
from ..splitting import Assembly, Split
from ..splitting.assembly import find_announced
from .held_bodies import ByteFile, is_full, within_space
from .split_workers import (
    NO_FINDINGS,
    ROLES,
    SEVERAL,
    USED,
    Batch,
    ConnectedLines,
    Row,
    SplitBatch,
    SpooledTriples,
    part_batches,
    split_batch,
    split_batches,
)

# ---------------------------------------------------------------- spooled records
# The records of a large document on disk, and their links.

TABLES: Final = """
CREATE TABLE record (
    number INTEGER NOT NULL, role INTEGER NOT NULL, iri TEXT NOT NULL, main_class TEXT, types TEXT NOT NULL,
    digest TEXT NOT NULL, nquads BLOB NOT NULL, topic TEXT, findings TEXT NOT NULL, fault TEXT,
    places TEXT, used INTEGER, plain TEXT, part INTEGER NOT NULL
);
CREATE TABLE link (
    number INTEGER NOT NULL, subject TEXT NOT NULL, property TEXT NOT NULL, target TEXT NOT NULL,
    listed INTEGER NOT NULL, part INTEGER NOT NULL
);
CREATE TABLE refused (iri TEXT NOT NULL, part INTEGER NOT NULL);
"""
_KEPT: Final = "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_IN_ORDER: Final = "SELECT rowid, role, iri, main_class FROM record ORDER BY role, number, rowid"
_KEPT_BEFORE: Final = (
    "SELECT role, types, digest, nquads, topic, findings, fault, places, used FROM record WHERE rowid = ?"
)
_FORGET: Final = (
    "DELETE FROM record WHERE part = ?",
    "DELETE FROM link WHERE part = ?",
    "DELETE FROM refused WHERE part = ?",
)
_LINKS: Final = "SELECT subject, property, target, listed FROM link ORDER BY number, rowid"
_MOST_USED: Final = 2_000
"""Sets of properties and classes that are held in memory."""


class SpooledRecords:
    """Records by role and in order of reading.

    Attributes:
        places: the documents they come from.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.places: tuple[str, ...] = ("",)
        self._known_places: dict[str, tuple[str, ...]] = {}
        self._used: dict[UsedTerms, int] = {}
        self._used_by_number: list[UsedTerms] = []

    def keep(self, made: SplitBatch) -> None:
        """Store the records of some parts and their links."""
        self._database.executemany(_KEPT, map(self._with_number, made.rows))
        self._database.executemany("INSERT INTO refused VALUES (?, ?)", made.refused)
        self._database.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", made.links)

    def forget(self, parts: Collection[int]) -> None:
        """Delete the records of some parts."""
        if parts:
            self._database.execute("CREATE INDEX record_by_part ON record (part)")
            for forget in _FORGET:
                self._database.executemany(forget, [(part,) for part in parts])

    def settle(self) -> None:
        """Put the records in order, once all are stored."""
        self._database.execute("CREATE INDEX record_in_order ON record (role, number)")

    def records(self) -> Iterator[PendingRecord]:
        """Node records, then catalog records, then records, each in order of reading."""
        with within_space(self.places[0]):
            classes: dict[str | None, str | None] = {}
            for rowid, role, iri, main_class in self._database.execute(_IN_ORDER):
                named = classes.setdefault(main_class, main_class)
                yield PendingRecord(iri, ROLES[role], partial(self._record, rowid, iri), named)

    def naming(self) -> Naming:
        """The links of all records; readable as long as the spool is open."""
        with within_space(self.places[0]):
            refused = frozenset(iri for (iri,) in self._database.execute("SELECT iri FROM refused"))
        return Naming(links=self._links(), refused=refused)

    def memberships(self) -> Iterator[Membership]:
        """The memberships of catalogues, in order of reading; readable as long as the spool is open."""
        return (link for link in self._links() if isinstance(link, Membership))

    def alike(self) -> list[int]:
        """The parts with a resource whose key one of another part has, too; by their first lines.

        Those that were split together have different IRIs already, but only as long as they stay together.
        """
        rows = self._database.execute(
            "SELECT DISTINCT part FROM record WHERE plain IN (SELECT plain FROM record WHERE plain IS NOT NULL"
            " GROUP BY plain HAVING count(DISTINCT part) > 1) ORDER BY part"
        )
        return [part for (part,) in rows]

    def _links(self) -> Iterator[Link | Membership]:
        with within_space(self.places[0]):
            texts: dict[str, str] = {}
            last = ""
            for subject, predicate, target, listed in self._database.execute(_LINKS):
                # One object for equal texts: a catalogue lists thousands of records by one property.
                last = last if subject == last else subject
                yield (Membership if listed else Link)(last, texts.setdefault(predicate, predicate), target)

    def _with_number(self, row: Row) -> Row:
        """A row with the number of its properties and classes in place of these."""
        used = row[USED]
        return row if used is None else (*row[:USED], self._number_of(cast("UsedTerms", used)), *row[USED + 1 :])

    def _record(self, rowid: int, iri: str) -> SourceRecord:
        """A record as the splitter made it.

        Raises:
            RecordError: it could not be made.
        """
        role, types, digest, nquads, topic, findings, fault, places, used = self._row(rowid)
        if fault is not None:
            raise RecordError(iri, message_from_json(json.loads(fault)))
        return SourceRecord(
            iri=iri,
            role=ROLES[role],
            types=tuple(json.loads(types)),
            canonical=CanonicalGraph(digest, nquads, nquads.count(b"\n")),
            places=self.places if places is None else self._places_of(places),
            topic=topic,
            findings=tuple(map(finding_from_json, json.loads(findings))) if findings != NO_FINDINGS else (),
            terms=GraphTerms(nquads, used=None if used is None else self._used_by_number[used]),
        )

    def _number_of(self, used: UsedTerms) -> int | None:
        """The number of some properties and classes, which most records share; None if there are too many."""
        number = self._used.get(used)
        if number is None and len(self._used) < _MOST_USED:
            number = self._used[used] = len(self._used_by_number)
            self._used_by_number.append(used)
        return number

    def _places_of(self, packed: str) -> tuple[str, ...]:
        """Places, one object for many records: there are as few as documents."""
        known = self._known_places.get(packed)
        if known is None:
            known = tuple(json.loads(packed))
            if len(known) == 1:
                self._known_places[packed] = known
        return known

    def _row(self, rowid: int) -> tuple[Any, ...]:
        """A row of `record`; an error of the disk is not one of the record."""
        with within_space(self.places[0]):
            found: tuple[Any, ...] = self._database.execute(_KEPT_BEFORE, (rowid,)).fetchone()
        return found


# ---------------------------------------------------------------- spooled rest
# The triples of documents that belong to no record, in a temporary file as the documents are split part by part.


class SpooledRest:
    """The lines of the rest, by document."""

    def __init__(self) -> None:
        self._file = ByteFile()
        self._pieces: dict[str, list[tuple[int, int]]] = {}
        self._of_records: dict[str, bool] = {}

    def add(self, lines: Iterable[tuple[str, str, bool]]) -> None:
        """Add lines as `Split.rest_lines` has them.

        Raises:
            OSError: there is no space for them.
        """
        by_place: dict[str, list[str]] = {}
        for place, line, is_paged in lines:
            by_place.setdefault(place, []).append(line)
            self._of_records[place] = is_paged and self._of_records.get(place, True)
        for place, written in by_place.items():
            text = "\n".join([*written, ""]).encode()
            self._pieces.setdefault(place, []).append((self._file.add(text), len(text)))

    def close(self) -> None:
        """Remove the file; nothing is asked of it any more."""
        self._file.close()

    def rests(self, places: Sequence[str]) -> list[Rest]:
        """The rest of each document that has any, in order of reading; last those that have rest of records alone.

        Args:
            places: of all documents.
        """
        numbers = {place: number for number, place in reversed([*enumerate(places)])}
        found: list[Rest] = []
        for place in sorted(self._pieces, key=lambda place: (self._of_records[place], numbers[place])):
            text = b"".join([self._file.read(*piece) for piece in self._pieces[place]])
            # Not splitlines(), which also splits at U+0085 and the like.
            found.append(Rest(place, canonicalize_lines(text.decode().split("\n")[:-1])))
        return found


# ---------------------------------------------------------------- spool

_CACHE_KIB: Final = 32 * 1024
_TABLES: Final = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -{_CACHE_KIB};
{TABLES}
"""


class Spool:
    """The triples of documents, then their records; on disk.

    Of several documents, `begin` is called for each, and what is repeated in them is left out as `assemble` does it.

    Args:
        is_whole: whether all rest is wanted, and what the document announces, as a harvest needs them; else only a rest
            that has a mark of secrecy.
        workers: that split the triples of many records, with the same result; None to do it here.

    Attributes:
        rest: once the triples are split.
        places: of the documents, in order of reading.
        announced: number of entries that the document announces, if it does, and that is wanted.
    """

    def __init__(self, *, is_whole: bool = False, workers: OrderedWork | None = None) -> None:
        self._database = sqlite3.connect("", isolation_level=None, cached_statements=64)
        self._database.executescript(_TABLES)
        self._database.execute("BEGIN")
        self._triples = SpooledTriples()
        self._records = SpooledRecords(self._database)
        # Tied to the records: a pending record refers to them, and may outlive the spool.
        self._closed = finalize(self._records, self._database.close)
        self._rest = SpooledRest()
        self._parts_with_rest: dict[int, int] = {}
        self._rest_has_mark = False
        self._announces = False
        self._workers = workers
        if workers is not None:
            workers.prepare()
        self.is_whole = is_whole
        self.rest: list[Rest] = []
        self.announced: Announced | None = None
        self._names: Collection[str] = ()
        self.holders: dict[str, str] = {}
        self.places: list[str] = []

    def close(self) -> None:
        """Remove the database, the triples that are not split yet, and the rest that is not read yet."""
        self._closed()
        self._triples.drop()
        self._rest.close()

    def begin(self, place: str) -> None:
        """Begin a document; the triples added from now on are of it."""
        self.places.append(place)

    def give_up(self) -> None:
        """Delete what was added of the document that was begun last; it cannot be read."""
        self._triples.drop_document(len(self.places) - 1)
        self.places.pop()

    def add(self, piece: Descriptions) -> None:
        """Add more triples."""
        self._triples.add(piece, len(self.places) - 1)

    def split(self, space: IriSpace, progress: Progress | None = None, *, names: Collection[str] = ()) -> bool:
        """Make records of the triples; returns whether any subject has a class of DCAT.

        Args:
            names: of nodes, as findings have them, of which the records that hold them are wanted.

        Raises:
            SourceFailedError: the workers ended twice.
        """
        self._names = names
        self._records.places = tuple(self.places)
        self._triples.tie()
        speaks_dcat = False
        done = 0
        batches = (self._batch(several, space) for several in part_batches(self._triples.parts()))
        for size, found in split_batches(batches, self._workers):
            self._keep(found)
            speaks_dcat |= found.speaks_dcat
            done += size
            if progress is not None:
                progress("split", done, self._triples.count)
        made = self._split_again(space)
        self._triples.drop()
        self._records.settle()
        if self.is_whole:
            # The triples are gone, and records are read in their order.
            self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB // 4}")
            self._database.execute("PRAGMA shrink_memory")
        if self.is_whole and made is not None:
            self.announced = find_announced(_WholeListing(made, self._records))
        return speaks_dcat

    def records(self) -> Iterator[PendingRecord]:
        """Node records, then catalog records, then records, each in order of reading."""
        return self._records.records()

    @property
    def pending(self) -> Iterable[PendingRecord]:
        """The same, which can be walked any number of times."""
        return _Pending(self)

    def naming(self) -> Naming:
        """The links of all records; readable as long as the spool is open."""
        return self._records.naming()

    def memberships(self) -> Iterator[Membership]:
        """The memberships of catalogues; readable as long as the spool is open."""
        return self._records.memberships()

    def _split_again(self, space: IriSpace) -> Split | None:
        """Split again, together, the parts that depend on one another although they are not connected.

        These are resources with the same key, of which only one has the plain IRI, and a rest that is marked secret.
        """
        again = set(self._records.alike())
        self._records.forget(again)
        kept = again.copy()
        wants_rest = self.is_whole or self._rest_has_mark
        if wants_rest and not self._rest_has_mark and not self._announces:
            self.rest = self._split_rest(kept, space) if again else self._rest.rests(self.places)
            return None
        if wants_rest:
            again.update(self._parts_with_rest)
        if not again:
            return None
        made = self._split([self._triples.part(number) for number in sorted(again)], space, kept)
        self.rest = list(made.rest()) if wants_rest else []
        return made

    def _split_rest(self, kept: set[int], space: IriSpace) -> list[Rest]:
        """The rest, document by document, where no part of it tells anything about others, split once more.

        Args:
            kept: parts of which the records are stored, too, as they depend on one another.
        """
        of_documents: dict[int, list[int]] = {}
        for number, document in self._parts_with_rest.items():
            if number not in kept:
                of_documents.setdefault(document, []).append(number)
        together = sorted(kept.union(of_documents.pop(SEVERAL, ())))
        lines: dict[str, list[str]] = {}
        of_records: dict[str, bool] = {}

        def split_again(parts: list[ConnectedLines]) -> None:
            made = self._split(parts, space, kept)
            for place, line, is_paged in made.rest_lines():
                lines.setdefault(place, []).append(line)
                of_records[place] = is_paged and of_records.get(place, True)

        if together:
            split_again([self._triples.part(number) for number in together])
        found: dict[str, Rest] = {}
        alike = Counter(self.places)
        for document in sorted(of_documents):
            for parts in part_batches(map(self._triples.part, sorted(of_documents[document]))):
                split_again(parts)
            place = self.places[document]
            if alike[place] == 1:
                # No other document has any of it.
                found[place] = Rest(place, canonicalize_lines(lines.pop(place, ())))
        found.update((place, Rest(place, canonicalize_lines(written))) for place, written in lines.items())
        numbers = {place: number for number, place in reversed([*enumerate(self.places)])}
        return [found[place] for place in sorted(found, key=lambda place: (of_records[place], numbers[place]))]

    def _batch(self, parts: list[ConnectedLines], space: IriSpace, kept: Container[int] | None = None) -> Batch:
        return Batch(
            parts=parts,
            places=self._records.places,
            space=space,
            is_whole=self.is_whole,
            names=self._names,
            end=self._triples.count + 1,
            kept=kept,
        )

    def _split(self, parts: list[ConnectedLines], space: IriSpace, kept: Container[int]) -> Split:
        """Split some parts once more, and store the records of those in `kept`."""
        made, found = split_batch(self._batch(parts, space, kept))
        self._keep(found)
        return made

    def _keep(self, found: SplitBatch) -> None:
        """Store what some parts consist of."""
        self._rest.add(found.rest)
        self._records.keep(found)
        self._parts_with_rest |= found.parts_with_rest
        self._announces |= found.announces
        self.holders |= found.holders
        self._rest_has_mark |= found.rest_has_mark


class _Pending:
    """The records of a spool."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def __iter__(self) -> Iterator[PendingRecord]:
        return self._spool.records()


class _WholeListing:
    """The rest, split together, beside the records and memberships of the whole document."""

    def __init__(self, made: Split, records: SpooledRecords) -> None:
        self._made = made
        self._records = records

    @property
    def assembly(self) -> Assembly:
        return self._made.assembly

    @property
    def rest_subjects(self) -> Sequence[Subject]:
        return self._made.rest_subjects

    @property
    def paged_subjects(self) -> Collection[Subject]:
        return self._made.paged_subjects

    def memberships(self) -> Iterator[Membership]:
        return self._records.memberships()

    def records(self) -> Iterator[PendingRecord]:
        return self._records.records()

    def name(self, subject: Subject) -> str:
        return self._made.name(subject)


# ---------------------------------------------------------------- faulty document
# The contents of a large document that has a fault: what may be reported of it.

GZIP: Final = b"\x1f\x8b"
"""First bytes of gzip."""
_MIB: Final = 1 << 20
_UNPACKED: Final = 1 << 13
_MARK: Final = b"secrecy"
_ANY_MARK: Final = re.compile(_MARK, re.IGNORECASE)
_LONGEST: Final = 1 << 10
"""Bytes of a mark that two pieces may share."""


def faulty_contents(error: DocumentError, path: Path, *, with_bytes: bool = False) -> SourceContents:
    """The contents of a source whose one document has a fault; see `put_large_aside`."""
    aside = put_large_aside(error, path, with_bytes=with_bytes)
    return SourceContents(records=iter(()), quarantined=(aside,), failed=unread_documents([aside], total=1))


def put_large_aside(error: DocumentError, path: Path, *, with_bytes: bool) -> Quarantined:
    """A document with a fault: nothing of it may be used.

    Source: Decree 47/2020/NĐ-CP, Art. 1.2, on what may be reported of the fault.

    Args:
        with_bytes: whether its bytes are wanted, where they may be kept; they are in memory then.
    """
    if with_bytes and path.stat().st_size <= MAX_BYTES:
        return put_aside(error, path.read_bytes())
    is_secret = _may_be_secret(path)
    return Quarantined(
        document=error.document,
        code=error.code,
        reason=reason_without_quotes(error.reason) if is_secret else error.reason,
        line=error.line,
        column=error.column,
        names_mark=is_secret,
    )


def _may_be_secret(path: Path) -> bool:
    """Whether the mark of secrets is anywhere in a file, as far as it can be unpacked; see `quarantine.put_aside`."""
    carried = b""
    for piece in _bytes_of(path):
        seen = carried + piece.replace(b"\0", b"")
        if _ANY_MARK.search(seen) or quotes_mark(seen):
            return True
        carried = seen[-_LONGEST:]
    return False


def _bytes_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as raw:
        is_packed = raw.read(len(GZIP)) == GZIP
        raw.seek(0)
        with gzip.GzipFile(fileobj=raw) if is_packed else raw as stream:
            try:
                # The unpacked beginning of a faulty piece is lost, so pieces are small.
                while piece := stream.read(_UNPACKED if is_packed else _MIB):
                    yield piece
            except (EOFError, gzip.BadGzipFile, zlib.error):
                return


# ---------------------------------------------------------------- spooled contents

SPOOLED_ABOVE: Final = 50_000_000
"""Bytes of text that are held in memory; a document above that is spooled where its format allows."""
_UNPACKS_TO: Final = 10
"""Assumed ratio of gzipped triples to their unpacked text."""
UNPACKED: Final = b""
"""In place of the raw bytes of a document that may be stored, until they are packed; nothing packed is empty."""


def is_spooled(path: Path, *, above: int = SPOOLED_ABOVE) -> bool:
    """Whether to spool a file; False if it cannot be opened, which reading it will report."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as raw:
            size = path.stat().st_size * (_UNPACKS_TO if raw.read(len(GZIP)) == GZIP else 1)
        return size > above and may_be_large(path, path.name)
    except OSError:
        return False


def spooled_contents(path: Path, spool: Spool, space: IriSpace, *, progress: Progress | None = None) -> SourceContents:
    """The contents of a file, as of `RdfSource.contents`; records can be made as long as the spool is open.

    Unless the spool is a whole one, raw bytes are not included, and the rest only if it has a mark of secrecy. Those of
    a whole one are `UNPACKED`: whoever stores them packs them when all else is done.

    Raises:
        OSError: there is no space for a temporary copy of the file.
        sqlite3.Error: there is none for the database.
    """
    place = path.name

    def report_progress(done: int, total: int) -> None:
        if progress is not None:
            progress("read", done // _MIB, total // _MIB)

    try:
        base = space.document((space.only_document if spool.is_whole else None) or place)
        with open_large(path, place=place, base=base, on_progress=report_progress) as document:
            spool.begin(place)
            for piece in document.pieces():
                spool.add(piece)
            read = _read_document(document, path, UNPACKED if spool.is_whole else None)
    except OSError as error:
        if is_full(error):
            raise
        reason = ErrorsText.CANNOT_OPEN(location=str(path), reason=system_reason(error))
        return SourceContents(records=iter(()), failed=reason, unopened=True)
    except DocumentError as error:
        return faulty_contents(error, path, with_bytes=spool.is_whole)
    names = {finding.focus for finding in read.findings if finding.focus is not None}
    speaks_dcat = spool.split(space, progress, names=names)
    return SourceContents(
        records=spool.pending,
        naming=spool.naming,
        holders=lambda _: spool.holders,
        memberships=spool.memberships(),
        rest=iter(spool.rest),
        documents=(read,),
        failed=None if speaks_dcat else HarvestText.NO_DCAT(documents=(place,)),
        announced=spool.announced,
    )


def _read_document(document: LargeDocument, path: Path, body: bytes | None) -> ReadDocument:
    return ReadDocument(
        place=document.place,
        digest=document.raw_digest,
        triples=document.triples,
        findings=document.findings,
        size=path.stat().st_size,
        body=body,
        file=str(path),
    )


def is_unpacked(document: ReadDocument) -> bool:
    """Whether the raw bytes of a document may be stored and are not packed yet."""
    return held_value(document, "body") == UNPACKED
