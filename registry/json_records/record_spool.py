"""The records of one reading in a temporary database, so that no more than one of them is in memory."""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from danhmuc.vocab.canonical import CanonicalGraph, canonicalize, canonicalize_lines
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.findings import Finding, finding_from_json, finding_to_json
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import DCT, DMV

from ..record.contents import Naming, PendingRecord
from ..record.record import IriSpace, Link, Membership, Role, SourceRecord
from ..record.secrecy import is_about_access, mark_in_text
from ..record.source_bytes import SourceBytes
from ..record.summary import publicity_level
from ..splitting import split
from ..splitting.assembly import Assembly
from .value_terms import source_bytes_of

# ---------------------------------------------------------------- record spool

_SCHEMA: Final = """
CREATE TABLE record (
    number INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, is_inner INTEGER NOT NULL, is_refused INTEGER NOT NULL,
    place TEXT NOT NULL, main_class TEXT, types TEXT NOT NULL, digest TEXT NOT NULL, nquads BLOB NOT NULL,
    places TEXT NOT NULL, findings TEXT NOT NULL, source_bytes BLOB
);
CREATE TABLE node (
    number INTEGER PRIMARY KEY, iri TEXT NOT NULL, topic TEXT, is_refused INTEGER NOT NULL, types TEXT NOT NULL,
    digest TEXT NOT NULL, nquads BLOB NOT NULL, places TEXT NOT NULL, findings TEXT NOT NULL, UNIQUE (iri, digest)
);
CREATE TABLE link (subject TEXT NOT NULL, property TEXT NOT NULL, target TEXT NOT NULL);
CREATE INDEX link_by_subject ON link (subject);
CREATE TABLE listed (catalog INTEGER NOT NULL, property TEXT NOT NULL, target TEXT NOT NULL);
CREATE TABLE member (
    number INTEGER PRIMARY KEY, catalog TEXT NOT NULL, property TEXT NOT NULL, target TEXT NOT NULL,
    UNIQUE (catalog, property, target)
);
"""
_PUT: Final = (
    "INSERT INTO record (iri, is_inner, is_refused, place, main_class, types, digest, nquads, places, findings,"
    " source_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (iri) DO UPDATE SET"
    " is_inner = excluded.is_inner, is_refused = excluded.is_refused, place = excluded.place,"
    " main_class = excluded.main_class,"
    " types = excluded.types, digest = excluded.digest, nquads = excluded.nquads, places = excluded.places,"
    " findings = excluded.findings, source_bytes = excluded.source_bytes"
)
_AMEND: Final = (
    "UPDATE record SET is_refused = ?, types = ?, digest = ?, nquads = ?, places = ?, findings = ? WHERE iri = ?"
)
_PUT_NODE: Final = (
    "INSERT OR IGNORE INTO node (iri, topic, is_refused, types, digest, nquads, places, findings)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_GET: Final = (
    "SELECT iri, is_inner, is_refused, place, main_class, types, digest, nquads, places, findings,"
    " source_bytes FROM record WHERE iri = ?"
)
_NODES: Final = (
    "SELECT iri, max(topic IN (SELECT iri FROM record)) FROM node WHERE iri NOT IN (SELECT iri FROM record)"
    " GROUP BY iri ORDER BY 2, min(number)"
)
_NODE: Final = "SELECT types, digest, nquads, places, findings, topic FROM node WHERE iri = ? ORDER BY number"
_REFUSED: Final = "SELECT iri FROM record WHERE is_refused UNION SELECT iri FROM node WHERE is_refused"
_MEDIA_TYPE: Final = "application/json"
_BLANK: Final = b"_:c14n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpooledRecord:
    """A record and what is known of it beyond its graph.

    Attributes:
        main_class: the class that makes it a record.
        is_inner: whether it stands within another record, and not in an array of a catalogue.
        is_refused: whether it is marked as secret.
        place: the document and the JSON pointer where it is described.
        links: to other records; not stored with it.
    """

    record: SourceRecord
    main_class: str | None
    is_inner: bool
    is_refused: bool
    place: str
    links: tuple[Link | Membership, ...] = ()


class RecordSpool:
    """The records read so far.

    Attributes:
        close: removes the database, as the end of the last reference to it does.
    """

    def __init__(self) -> None:
        # Without a name, SQLite makes a file of it only if it is too large for the page cache.
        self._database = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self.close = weakref.finalize(self, self._database.close)
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")

    @contextmanager
    def document(self) -> Iterator[None]:
        """Keep what is added within the block only if all of the document can be read."""
        self._database.execute("SAVEPOINT document")
        try:
            yield
        except (DocumentError, OSError):
            self._database.execute("ROLLBACK TO document")
            raise
        finally:
            self._database.execute("RELEASE document")

    def get(self, iri: str) -> SpooledRecord | None:
        """The record of an IRI, without its links."""
        row = self._row(_GET, iri)
        if row is None:
            return None
        _, is_inner, is_refused, place, main_class, *rest, data = row
        record = _record(iri, "record", *rest)
        if data is not None:
            record = replace(record, source_bytes=SourceBytes(media_type=_MEDIA_TYPE, data=data))
        return SpooledRecord(
            record=record,
            main_class=main_class,
            is_inner=bool(is_inner),
            is_refused=bool(is_refused),
            place=place,
        )

    def put(self, spooled: SpooledRecord) -> None:
        """Keep a record, in place of the one of the same IRI if there is one."""
        record = spooled.record
        self._database.execute("DELETE FROM link WHERE subject = ?", (record.iri,))
        self._database.execute(
            _PUT,
            (
                record.iri,
                spooled.is_inner,
                spooled.is_refused,
                spooled.place,
                spooled.main_class,
                *_columns(record),
                _data_of(record),
            ),
        )
        self._database.executemany(
            "INSERT INTO link VALUES (?, ?, ?)", [tuple(one) for one in spooled.links if isinstance(one, Link)]
        )
        self.add_members(one for one in spooled.links if isinstance(one, Membership))

    def amend(self, spooled: SpooledRecord, findings: Sequence[Finding]) -> None:
        """Keep a changed form of a record with more findings; its links stay."""
        record = replace(spooled.record, findings=(*spooled.record.findings, *findings))
        types, digest, nquads, places, packed = _columns(record)
        self._database.execute(
            _AMEND,
            (spooled.is_refused, types, digest, nquads, places, packed, record.iri),
        )

    def drop(self, iri: str) -> None:
        """Keep the record of an IRI no more."""
        self._database.execute("DELETE FROM link WHERE subject = ?", (iri,))
        self._database.execute("DELETE FROM record WHERE iri = ?", (iri,))

    def rename(self, old: str, new: SpooledRecord) -> None:
        """Give a record another IRI."""
        self._database.execute("UPDATE link SET subject = ? WHERE subject = ?", (new.record.iri, old))
        self._database.execute("UPDATE listed SET target = ? WHERE target = ?", (new.record.iri, old))
        self._database.execute("DELETE FROM record WHERE iri = ?", (old,))
        self._database.execute(
            _PUT,
            (
                new.record.iri,
                new.is_inner,
                new.is_refused,
                new.place,
                new.main_class,
                *_columns(new.record),
                _data_of(new.record),
            ),
        )

    def put_node(self, record: SourceRecord, links: Iterable[Link | Membership], *, is_refused: bool) -> None:
        """Keep one description of a node record; that of a catalog record has its topic."""
        self._database.execute(_PUT_NODE, (record.iri, record.topic, is_refused, *_columns(record)))
        self._database.executemany(
            "INSERT INTO link VALUES (?, ?, ?)", [tuple(one) for one in links if isinstance(one, Link)]
        )

    def add_listed(self, catalog: int, prop: str, target: str) -> None:
        """Note that a catalogue lists something; its IRI is told by `close_catalog`."""
        self._database.execute("INSERT INTO listed VALUES (?, ?, ?)", (catalog, prop, target))

    def add_members(self, members: Iterable[Membership]) -> None:
        """Note memberships of catalogues."""
        self._database.executemany(
            "INSERT OR IGNORE INTO member (catalog, property, target) VALUES (?, ?, ?)",
            [(one.catalog, one.property, one.target) for one in members],
        )

    def close_catalog(self, number: int, iri: str) -> None:
        """Tell the IRI of a catalogue of which all entries have been added."""
        self._database.execute(
            "INSERT OR IGNORE INTO member (catalog, property, target)"
            " SELECT ?, property, target FROM listed WHERE catalog = ? ORDER BY rowid",
            (iri, number),
        )
        self._database.execute("DELETE FROM listed WHERE catalog = ?", (number,))

    def records(self) -> Iterator[PendingRecord]:
        """Node records, then catalog records, then records, each in order of reading."""
        for iri, has_topic in self._database.execute(_NODES):
            role: Role = "catalog-record" if has_topic else "node"
            yield PendingRecord(iri, role, partial(self._node, iri, role))
        for iri, main_class in self._database.execute("SELECT iri, main_class FROM record ORDER BY number"):
            yield PendingRecord(iri, "record", partial(self._record_of, iri), main_class)

    def naming(self) -> Naming:
        """The links of all records."""
        refused = frozenset(iri for (iri,) in self._database.execute(_REFUSED))
        return Naming(links=self._links(), refused=refused)

    def memberships(self) -> Iterator[Membership]:
        """The memberships of catalogues, in order of reading."""
        rows = self._database.execute("SELECT catalog, property, target FROM member ORDER BY number")
        return (Membership(*row) for row in rows)

    def _links(self) -> Iterator[Link | Membership]:
        for row in self._database.execute("SELECT subject, property, target FROM link ORDER BY rowid"):
            yield Link(*row)
        yield from self.memberships()

    def _record_of(self, iri: str) -> SourceRecord:
        found = self.get(iri)
        assert found is not None
        return found.record

    def _node(self, iri: str, role: Role) -> SourceRecord:
        """The node record of an IRI, of all its descriptions."""
        made = [
            replace(_record(iri, role, *row[:5]), topic=row[5] if role == "catalog-record" else None)
            for row in self._database.execute(_NODE, (iri,))
        ]
        first = made[0]
        if len(made) == 1:
            return first
        lines = [line for one in made for line in _lines_apart(one.canonical)]
        return SourceRecord(
            iri=iri,
            role=role,
            types=tuple(sorted({one for each in made for one in each.types})),
            canonical=canonicalize_lines(list(dict.fromkeys(lines))),
            places=tuple(dict.fromkeys(place for each in made for place in each.places)),
            topic=first.topic,
            findings=tuple(dict.fromkeys(finding for each in made for finding in each.findings)),
        )

    def _row(self, query: str, iri: str) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._database.execute(query, (iri,)).fetchone()
        return found


def _lines_apart(canonical: CanonicalGraph) -> list[str]:
    """The lines of a graph, with names of blank nodes that no other description has."""
    own = b"_:d" + canonical.digest[-16:].encode() + b"n"
    # A text may contain the same letters, but between quotes no name of a node can begin after a space or a line feed.
    parts: list[bytes] = []
    for line in canonical.nquads.splitlines():
        subject, prop, value = line.split(b" ", 2)
        if subject.startswith(_BLANK):
            subject = own + subject[len(_BLANK) :]
        if value.startswith(_BLANK):
            value = own + value[len(_BLANK) :]
        parts.append(b" ".join((subject, prop, value)))
    return [part.decode() for part in parts]


def _data_of(record: SourceRecord) -> bytes | None:
    return None if record.source_bytes is None else record.source_bytes.data


def _columns(record: SourceRecord) -> tuple[object, ...]:
    findings = json.dumps([finding_to_json(finding) for finding in record.findings])
    return (
        json.dumps(record.types),
        record.digest,
        record.canonical.nquads,
        json.dumps(record.places),
        findings,
    )


def _record(iri: str, role: Role, types: str, digest: str, nquads: bytes, places: str, findings: str) -> SourceRecord:
    return SourceRecord(
        iri=iri,
        role=role,
        types=tuple(json.loads(types)),
        canonical=CanonicalGraph(digest, nquads, nquads.count(b"\n")),
        places=tuple(json.loads(places)),
        findings=tuple(map(finding_from_json, json.loads(findings))),
    )


# ---------------------------------------------------------------- mapped parts
# Split what an entry was mapped to, as any RDF, into the records that wait in the spool.


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedPart:
    """A record or node record that an entry describes.

    Attributes:
        main_class: the class that makes it a record; None for other roles.
        links: to other records.
        is_refused: whether it is marked as secret.
    """

    root: Subject
    record: SourceRecord
    main_class: str | None
    links: tuple[Link | Membership, ...]
    is_refused: bool

    def to_spool(self, place: str, *, is_inner: bool = False) -> SpooledRecord:
        """The record as the spool has it."""
        return SpooledRecord(
            record=self.record,
            main_class=self.main_class,
            is_inner=is_inner,
            is_refused=self.is_refused,
            place=place,
            links=self.links,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedParts:
    """All that an entry describes.

    Attributes:
        iri: of the entry itself.
        memberships: of the catalogues that it describes.
        parts: in order of reading; can be walked once.
    """

    iri: str
    memberships: tuple[Membership, ...]
    parts: Iterator[MappedPart]


def split_mapped(
    root: Subject,
    descriptions: Descriptions,
    findings: Mapping[Subject, Sequence[Finding]],
    text: str,
    place: str,
    space: IriSpace,
) -> MappedParts:
    """Split a mapped entry.

    Args:
        root: the subject of the entry itself.
        findings: by the record that they are about.
        text: of the entry as the source gave it.
        place: the document that has it.
    """
    parts = split(Assembly(descriptions, (place,), {}, {}), space)

    def walk() -> Iterator[MappedPart]:
        naming = {one.root: one for one in parts.naming_parts()}
        for subject, pending in parts.in_order():
            record = pending.make()
            found = findings.get(subject, ())
            if found:
                record = replace(record, findings=(*record.findings, *findings_about(found, record.iri)))
            if subject == root:
                record = replace(record, source_bytes=source_bytes_of(text))
            part = naming.get(subject)
            yield MappedPart(
                root=subject,
                record=record,
                main_class=pending.main_class,
                links=() if part is None else part.links,
                is_refused=part is not None and part.is_refused,
            )

    return MappedParts(iri=parts.name(root), memberships=tuple(parts.memberships()), parts=walk())


def findings_about(findings: Iterable[Finding], iri: str) -> list[Finding]:
    """The findings, about the record of an IRI."""
    return [replace(one, focus=iri) for one in findings]


def with_marks_of(first: SpooledRecord, second: SpooledRecord) -> SpooledRecord:
    """The first description with what the second says of secrecy and access: the narrower counts."""
    subject = NamedNode(first.record.iri)
    own = list(first.record.quads)
    marks = {
        (one.predicate, one.object)
        for one in second.record.quads
        if (
            one.predicate == DMV.secrecy
            or (one.subject == subject and is_about_access(one.predicate))
            or (isinstance(one.object, Literal) and mark_in_text(one.object.value) is not None)
        )
        and isinstance(one.object, NamedNode | Literal)
    } - {(one.predicate, one.object) for one in own}
    levels = [publicity_level(DCT.accessRights, one.object) for one in own if one.predicate == DCT.accessRights]
    narrower = {
        value
        for prop, value in marks
        if prop == DCT.accessRights and publicity_level(prop, value) > max(levels, default=-1)
    }
    is_refused = first.is_refused or second.is_refused
    missing = [Quad(subject, prop, value) for prop, value in marks if prop != DCT.accessRights]
    if narrower:
        own = [one for one in own if one.subject != subject or one.predicate != DCT.accessRights]
        missing += [Quad(subject, DCT.accessRights, value) for value in narrower]
    if not missing:
        return replace(first, is_refused=is_refused)
    canonical = canonicalize([*own, *missing])
    record = replace(first.record, canonical=canonical, quads=())
    return replace(first, record=record, is_refused=is_refused)
