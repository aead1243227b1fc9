"""Read a catalogue that is larger than memory: its triples go to a temporary database and come back record by record.

Splitting needs to see together what hangs together: by blank nodes, by ``dcat:distribution``, and by the topic of a
catalog record. Everything else can be split apart, so the triples are put in order by what they hang together with, and
so many of these parts are split at a time as fill some megabytes. The result is that of splitting all at once.

The database has no name: SQLite removes its file as soon as it is open, so nothing stays behind, however it ends.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from errno import EDQUOT, EFBIG, ENOSPC
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, cast
from weakref import finalize

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import DocumentError, RecordError, RegistryError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.reading.large_documents import LargeDocument, may_be_large, open_large
from danhmuc.vocab.reading.parsing import fill, paused_collection
from danhmuc.vocab.terms import DISTRIBUTION_OF, PRIMARY_TOPIC

from .contents import Naming, PendingRecord, Progress, ReadDocument, SourceContents
from .source_records import IriSpace, Link, Membership, Quarantined, Rest, Role, SourceRecord
from .splitting import Assembly, Split, split

__all__ = ["SPOOLED_ABOVE", "Spool", "is_spooled", "spooled_contents", "within_space"]

SPOOLED_ABOVE: Final = 50_000_000
"""Bytes of text that are held in memory; a document above that is spooled where its format allows."""
_GZIP: Final = b"\x1f\x8b"
_UNPACKS_TO: Final = 10
"""How many times larger gzipped triples are taken to be."""
_PART_BYTES: Final = 4_000_000
"""Text that is split at a time, unless more of it hangs together."""
_CACHE_KIB: Final = 32 * 1024
_MIB: Final = 1 << 20
_UNPACKED: Final = 1 << 13
_TIES: Final = frozenset({DISTRIBUTION_OF, PRIMARY_TOPIC})
"""Properties whose values are split together with their subjects, IRIs though they are."""
_ROLES: Final[tuple[Role, ...]] = ("node", "catalog-record", "record")
_FULL: Final = frozenset({EDQUOT, EFBIG, ENOSPC})
_MARK: Final = b"secrecy"
_MARK_TEXT: Final = _MARK.decode()
_ANY_MARK: Final = re.compile(_MARK, re.IGNORECASE)

# A key is the hash of a subject. Two subjects with the same key are split together, which does no harm.
_TABLES: Final = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -{_CACHE_KIB};
CREATE TABLE line (number INTEGER PRIMARY KEY, key INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE tie (one INTEGER NOT NULL, other INTEGER NOT NULL);
CREATE TABLE tied (key INTEGER PRIMARY KEY, part INTEGER NOT NULL);
CREATE TABLE record (
    number INTEGER NOT NULL, role INTEGER NOT NULL, iri TEXT NOT NULL, main_class TEXT, types TEXT NOT NULL,
    digest TEXT NOT NULL, nquads BLOB NOT NULL, topic TEXT, findings TEXT NOT NULL, fault TEXT,
    minted INTEGER NOT NULL, part INTEGER NOT NULL
);
CREATE TABLE link (
    number INTEGER NOT NULL, subject TEXT NOT NULL, property TEXT NOT NULL, target TEXT NOT NULL,
    listed INTEGER NOT NULL, part INTEGER NOT NULL
);
CREATE TABLE refused (iri TEXT NOT NULL, part INTEGER NOT NULL);
CREATE TABLE answer (iri TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
"""


def is_spooled(path: Path, *, above: int = SPOOLED_ABOVE) -> bool:
    """Whether a file is one to spool; not so where it cannot be opened, which whoever reads it will tell."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as raw:
            size = path.stat().st_size * (_UNPACKS_TO if raw.read(len(_GZIP)) == _GZIP else 1)
        return size > above and may_be_large(path, path.name)
    except OSError:
        return False


def spooled_contents(path: Path, spool: Spool, space: IriSpace, *, progress: Progress | None = None) -> SourceContents:
    """What a file holds, as `RdfSource.contents` tells it, but for the raw bytes, membership, and rest of no concern.

    The rest is given out only where it speaks of secrecy. The records can be made as long as the spool is open.

    Raises:
        OSError: there is no space for a temporary copy of the file.
        sqlite3.Error: there is none for the database.
    """
    place = path.name

    def told(done: int, total: int) -> None:
        if progress is not None:
            progress("read", done // _MIB, total // _MIB)

    try:
        with open_large(path, place=place, base=space.document(place), told=told) as document:
            for piece in document.pieces():
                spool.add(piece)
            read = _as_read(document)
    except OSError as error:
        if error.errno in _FULL:
            raise
        reason = f"cannot open {path}: {error.strerror}"
        return SourceContents(records=iter(()), failed=reason, unopened=True)
    except DocumentError as error:
        return _unread(error, path)
    speaks_dcat = spool.split(place, space, progress)
    return SourceContents(
        records=_Records(spool),
        naming=spool.naming,
        rest=iter(spool.rest),
        documents=(read,),
        failed=None if speaks_dcat else f"no DCAT resource found in {place}",
    )


@contextmanager
def within_space(place: str) -> Iterator[None]:
    """Tell of temporary files that cannot be written.

    Raises:
        RegistryError: there is no space for them, or their disk fails.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _no_space(place, str(error)) from error
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise _no_space(place, error.strerror or str(error)) from error


class Spool:
    """The triples of one document, then its records, then what was said of them; on disk."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, cached_statements=64)
        self._closed = finalize(self, self._database.close)
        self._database.executescript(_TABLES)
        self._database.execute("BEGIN")
        self._lines = 0
        self._places: tuple[str, ...] = ("",)
        self._parts_with_rest: dict[int, None] = {}
        self._rest_has_mark = False
        self.rest: list[Rest] = []

    def close(self) -> None:
        """Give the space back."""
        self._closed()

    def add(self, piece: Descriptions) -> None:
        """Take in more triples."""
        lines: list[tuple[int, int, str]] = []
        ties: list[tuple[int, int]] = []
        for subject, pairs in piece.items():
            key = hash(subject)
            name = str(subject)
            text = "".join([f"{name} {predicate} {value} .\n" for predicate, value in pairs])
            self._lines += 1
            lines.append((self._lines, key, text))
            ties += [
                (key, hash(value))
                for predicate, value in pairs
                if type(value) is BlankNode or (predicate in _TIES and type(value) is NamedNode)
            ]
        self._database.executemany("INSERT INTO line VALUES (?, ?, ?)", lines)
        self._database.executemany("INSERT INTO tie VALUES (?, ?)", ties)

    def split(self, place: str, space: IriSpace, progress: Progress | None = None) -> bool:
        """Make records of the triples; whether any of them speaks DCAT."""
        self._places = (place,)
        self._tie()
        speaks_dcat = False
        done = 0
        for several in _filled(self._parts()):
            speaks_dcat |= self._split(several, space).speaks_dcat
            done += sum(len(part.lines) for part in several)
            if progress is not None:
                progress("split", done, self._lines)
        self._split_again(space)
        self._database.execute("DROP TABLE line")
        self._database.execute("CREATE INDEX record_in_order ON record (role, number)")
        return speaks_dcat

    def records(self) -> Iterator[PendingRecord]:
        """Node records, then catalog records, then records, each in order of reading."""
        with within_space(self._places[0]):
            for rowid, role, iri, main_class in self._database.execute(_IN_ORDER):
                yield PendingRecord(iri, _ROLES[role], partial(self._record, rowid, iri), main_class)

    def naming(self) -> Naming:
        """Who names whom; to be walked as long as the spool is open."""
        with within_space(self._places[0]):
            refused = frozenset(iri for (iri,) in self._database.execute("SELECT iri FROM refused"))
        return Naming(links=self._links(), refused=refused)

    def _links(self) -> Iterator[Link | Membership]:
        with within_space(self._places[0]):
            for subject, predicate, target, listed in self._database.execute(_LINKS):
                yield (Membership if listed else Link)(subject, predicate, target)

    def keep(self, iri: str, answer: str) -> None:
        """Remember what was said of a record."""
        self._database.execute("INSERT INTO answer VALUES (?, ?)", (iri, answer))

    def answer(self, iri: str) -> str | None:
        """What was said of a record."""
        row = self._database.execute("SELECT body FROM answer WHERE iri = ?", (iri,)).fetchone()
        return None if row is None else str(row[0])

    # ------------------------------------------------------------ what hangs together

    def _tie(self) -> None:
        """Give all subjects that hang together one number."""
        rows = self._database.execute("SELECT one FROM tie UNION SELECT other FROM tie ORDER BY 1")
        keys = array("q", (key for (key,) in rows))
        above = array("q", range(len(keys)))

        def top(at: int) -> int:
            while above[at] != at:
                above[at] = at = above[above[at]]
            return at

        for one, other in self._database.execute("SELECT one, other FROM tie"):
            first, second = sorted((top(bisect_left(keys, one)), top(bisect_left(keys, other))))
            above[second] = first
        tied = ((key, top(at)) for at, key in enumerate(keys))
        self._database.executemany("INSERT INTO tied VALUES (?, ?)", tied)
        self._database.execute("DROP TABLE tie")
        self._database.execute("CREATE INDEX tied_by_part ON tied (part)")
        self._database.execute("CREATE INDEX line_by_key ON line (key)")

    def _parts(self) -> Iterator[_Part]:
        """All that hangs together, one after another in order of reading."""
        done = bytearray(self._lines + 1)
        for number, key in self._database.execute("SELECT number, key FROM line ORDER BY number"):
            if not done[number]:
                part = self._around(key)
                for line in part.lines:
                    done[line.number] = 1
                yield part

    def _part(self, number: int) -> _Part:
        """The part that begins with a line."""
        (key,) = self._database.execute("SELECT key FROM line WHERE number = ?", (number,)).fetchone()
        return self._around(key)

    def _around(self, key: int) -> _Part:
        row = self._database.execute("SELECT part FROM tied WHERE key = ?", (key,)).fetchone()
        if row is None:
            found = self._database.execute("SELECT number, key, text FROM line WHERE key = ? ORDER BY number", (key,))
        else:
            found = self._database.execute(
                "SELECT number, key, text FROM line WHERE key IN (SELECT key FROM tied WHERE part = ?) ORDER BY number",
                row,
            )
        return _Part([_Line(*line) for line in found])

    # ------------------------------------------------------------ records

    def _split_again(self, space: IriSpace) -> None:
        """Settle with all of them at hand what parts that were split apart cannot know of one another.

        That is which of two resources with one key has the plain IRI, and what a rest says that is marked secret.
        """
        again = set(self._alike())
        if again:
            self._database.execute("CREATE INDEX record_by_part ON record (part)")
            for forget in _FORGET:
                self._database.executemany(forget, [(part,) for part in again])
        kept = again.copy()
        if self._rest_has_mark:
            again.update(self._parts_with_rest)
        if again:
            made = self._split([self._part(number) for number in sorted(again)], space, kept)
            self.rest = list(made.rest()) if self._rest_has_mark else []

    def _split(self, parts: list[_Part], space: IriSpace, kept: Container[int] | None = None) -> Split:
        """Keep the records of some parts; of those in `kept` only, where it is given."""
        lines = sorted(line for part in parts for line in part.lines)
        first: dict[int, int] = {}
        begins: dict[int, int] = {}
        for part in parts:
            for line in part.lines:
                first.setdefault(line.key, line.number)
                begins[line.key] = part.number
        descriptions: Descriptions = {}
        with paused_collection():
            quads = parse("".join([line.text for line in lines]), format=RdfFormat.N_TRIPLES, lenient=True)
            fill(descriptions, cast("Iterable[tuple[Subject, NamedNode, object, object]]", quads))  # type: ignore[arg-type]
            made = split(Assembly(descriptions, self._places, {}, {}), space)
        self._database.executemany(_KEPT, self._rows(made, first, begins, kept))
        self._keep_naming(made, first, begins, kept)
        rest = set(map(hash, made.rest_subjects))
        self._parts_with_rest.update(dict.fromkeys(begins[key] for key in rest))
        self._rest_has_mark |= any(_MARK_TEXT in line.text for line in lines if line.key in rest)
        return made

    def _rows(
        self, made: Split, first: Mapping[int, int], begins: Mapping[int, int], kept: Container[int] | None
    ) -> Iterator[tuple[object, ...]]:
        undescribed: dict[Subject, int] | None = None
        for subject, pending in made.begun():
            key = hash(subject)
            if key in begins:
                number, part = first[key], begins[key]
            else:
                # Two parts enter a blank node of which nothing is said: it comes after all that is described.
                if undescribed is None:
                    undescribed = _undescribed(made.assembly.descriptions, begins)
                number, part = self._lines + 1, undescribed[subject]
            if kept is None or part in kept:
                yield (number, *_row(pending), type(subject) is BlankNode, part)

    def _keep_naming(
        self, made: Split, first: Mapping[int, int], begins: Mapping[int, int], kept: Container[int] | None
    ) -> None:
        """Keep whom some parts name."""
        for one in made.naming_parts():
            # What names others says so, and is described.
            key = hash(one.root)
            part = begins[key]
            if kept is not None and part not in kept:
                continue
            if one.is_refused:
                self._database.execute("INSERT INTO refused VALUES (?, ?)", (one.iri, part))
            rows = (
                (first[key], link.subject, link.property, link.target, 0, part)
                if isinstance(link, Link)
                else (first[key], link.catalog, link.property, link.target, 1, part)
                for link in one.links
            )
            self._database.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", rows)

    def _alike(self) -> list[int]:
        """The parts in which an IRI was minted that another part has, too; by their first lines."""
        rows = self._database.execute(
            "SELECT DISTINCT part FROM record WHERE minted AND iri IN "
            "(SELECT iri FROM record WHERE minted GROUP BY iri HAVING count(DISTINCT part) > 1) ORDER BY part"
        )
        return [part for (part,) in rows]

    def _record(self, rowid: int, iri: str) -> SourceRecord:
        """A record as it was split.

        Raises:
            RecordError: it could not be made.
        """
        role, types, digest, nquads, topic, findings, fault = self._row(rowid)
        if fault is not None:
            raise RecordError(iri, fault)
        return SourceRecord(
            iri=iri,
            role=_ROLES[role],
            types=tuple(json.loads(types)),
            canonical=CanonicalGraph(digest, nquads, nquads.count(b"\n")),
            places=self._places,
            topic=topic,
            findings=tuple(Finding(**one) for one in json.loads(findings)) if findings != _NONE else (),
        )

    def _row(self, rowid: int) -> tuple[Any, ...]:
        """A row of `record`; a disk that fails is no trouble of the record's own."""
        with within_space(self._places[0]):
            found: tuple[Any, ...] = self._database.execute(_KEPT_BEFORE, (rowid,)).fetchone()
        return found


class _Records:
    """The records of a spool, to be walked as often as is asked for."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def __iter__(self) -> Iterator[PendingRecord]:
        return self._spool.records()


class _Line(NamedTuple):
    """What one piece says of one subject, as N-Triples."""

    number: int
    key: int
    text: str


class _Part(NamedTuple):
    """Lines that hang together."""

    lines: list[_Line]

    @property
    def number(self) -> int:
        """That of its first line."""
        return self.lines[0].number


_KEPT: Final = "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_IN_ORDER: Final = "SELECT rowid, role, iri, main_class FROM record ORDER BY role, number, rowid"
_KEPT_BEFORE: Final = "SELECT role, types, digest, nquads, topic, findings, fault FROM record WHERE rowid = ?"
_FORGET: Final = (
    "DELETE FROM record WHERE part = ?",
    "DELETE FROM link WHERE part = ?",
    "DELETE FROM refused WHERE part = ?",
)
_LINKS: Final = "SELECT subject, property, target, listed FROM link ORDER BY number, rowid"
_NONE: Final = "[]"


def _row(pending: PendingRecord) -> tuple[object, ...]:
    role = _ROLES.index(pending.role)
    try:
        record = pending.make()
    except RecordError as error:
        return (role, pending.iri, pending.main_class, _NONE, "", b"", None, _NONE, error.reason)
    return (
        role,
        record.iri,
        pending.main_class,
        json.dumps(record.types),
        record.canonical.digest,
        record.canonical.nquads,
        record.topic,
        json.dumps([asdict(finding) for finding in record.findings]) if record.findings else _NONE,
        None,
    )


def _undescribed(descriptions: Descriptions, begins: Mapping[int, int]) -> dict[Subject, int]:
    """The blank nodes of which nothing is said, with the part that names each."""
    return {
        value: begins[hash(subject)]
        for subject, pairs in descriptions.items()
        for _, value in pairs
        if type(value) is BlankNode and value not in descriptions
    }


def _filled(parts: Iterable[_Part]) -> Iterator[list[_Part]]:
    """So many parts at a time as fill the measure."""
    several: list[_Part] = []
    size = 0
    for part in parts:
        several.append(part)
        size += sum(len(line.text) for line in part.lines)
        if size > _PART_BYTES:
            yield several
            several, size = [], 0
    if several:
        yield several


def _no_space(place: str, reason: str) -> RegistryError:
    return RegistryError(
        f"cannot spool {place}: {reason}; free space for temporary files, or name a folder with more in TMPDIR"
    )


def _as_read(document: LargeDocument) -> ReadDocument:
    return ReadDocument(
        place=document.place, digest=document.raw_digest, triples=document.triples, findings=document.findings
    )


def _unread(error: DocumentError, path: Path) -> SourceContents:
    """Nothing of a document that has a fault may be used.

    Source: Decree 47/2020/NĐ-CP, Art. 1.2, on what may be told of the fault.
    """
    reason = "it may hold state secrets, so neither it nor the fault is kept" if _may_be_secret(path) else error.reason
    document = Quarantined(
        place=error.place, code=error.code, reason=reason, line=error.line, column=error.column, digest=""
    )
    where = error.place if error.line is None else f"{error.place}, line {error.line}"
    why = f"1 of 1 documents unread; {where}: {reason}"
    return SourceContents(records=iter(()), quarantined=(document,), failed=why)


def _may_be_secret(path: Path) -> bool:
    """Whether the mark of secrets is anywhere in a file, as far as it can be unpacked; see `quarantine.put_aside`."""
    carried = b""
    for piece in _bytes_of(path):
        seen = carried + piece.replace(b"\0", b"")
        if _ANY_MARK.search(seen):
            return True
        carried = seen[1 - len(_MARK) :]
    return False


def _bytes_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as raw:
        is_packed = raw.read(len(_GZIP)) == _GZIP
        raw.seek(0)
        with gzip.GzipFile(fileobj=raw) if is_packed else raw as stream:
            try:
                # What is unpacked of a piece before the fault in it is lost: pieces are small.
                while piece := stream.read(_UNPACKED if is_packed else _MIB):
                    yield piece
            except (EOFError, gzip.BadGzipFile, zlib.error):
                return
