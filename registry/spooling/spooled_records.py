"""The records of a large document on disk, and their links."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from functools import partial
from typing import Any, Final, cast

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import RecordError
from danhmuc.vocab.messages import message_from_json

from ..record.contents import Naming, PendingRecord
from ..record.finding_json import finding_from_json
from ..record.graph_terms import GraphTerms, UsedTerms
from ..record.record import Link, Membership, SourceRecord
from .space import within_space
from .split_batch import NO_FINDINGS, ROLES, USED, Row, SplitBatch

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
