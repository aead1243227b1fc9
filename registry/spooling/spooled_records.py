"""The records of a large document on disk, and their links."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from pyoxigraph import BlankNode

from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import RecordError
from danhmuc.vocab.messages import message_from_json, to_json
from danhmuc.vocab.reading import Descriptions, Subject

from ..record.contents import Naming, PendingRecord
from ..record.finding_json import finding_from_json, finding_to_json
from ..record.graph_terms import GraphTerms, UsedTerms
from ..record.record import Link, Membership, Role, SourceRecord
from ..splitting import Split
from .space import within_space

__all__ = ["TABLES", "Order", "SpooledRecords"]

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
_ROLES: Final[tuple[Role, ...]] = ("node", "catalog-record", "record")
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
_NONE: Final = "[]"
_MOST_USED: Final = 2_000
"""Sets of properties and classes that are held in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Positions of subjects in the document, by their keys.

    Attributes:
        first: number of the first line about a subject.
        begins: number of the line with which its part begins.
        end: a number greater than that of any line.
    """

    first: Mapping[int, int]
    begins: Mapping[int, int]
    end: int


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

    def keep(self, made: Split, order: Order, kept: Container[int] | None) -> None:
        """Store the records of some parts and their links; only of those in `kept`, if it is given."""
        self._database.executemany(_KEPT, self._rows(made, order, kept))
        self._keep_naming(made, order, kept)

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
                yield PendingRecord(iri, _ROLES[role], partial(self._record, rowid, iri), named)

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

    def _rows(self, made: Split, order: Order, kept: Container[int] | None) -> Iterator[tuple[object, ...]]:
        blank_nodes: dict[Subject, int] | None = None
        for subject, pending in made.in_order():
            key = hash(subject)
            if key in order.begins:
                number, part = order.first[key], order.begins[key]
            else:
                # Two parts enter a blank node without triples: it comes after everything that has some.
                if blank_nodes is None:
                    blank_nodes = _blank_nodes_without_triples(made.assembly.descriptions, order.begins)
                number, part = order.end, blank_nodes[subject]
            if kept is None or part in kept:
                yield (number, *self._row_of(pending), made.plain_iri(subject), part)

    def _keep_naming(self, made: Split, order: Order, kept: Container[int] | None) -> None:
        """Store the links of some parts."""
        for one in made.naming_parts():
            # A part that has links has triples.
            key = hash(one.root)
            part = order.begins[key]
            if kept is not None and part not in kept:
                continue
            if one.is_refused:
                self._database.execute("INSERT INTO refused VALUES (?, ?)", (one.iri, part))
            rows = (
                (order.first[key], link.subject, link.property, link.target, 0, part)
                if isinstance(link, Link)
                else (order.first[key], link.catalog, link.property, link.target, 1, part)
                for link in dict.fromkeys(one.links)  # a document may repeat itself
            )
            self._database.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)", rows)

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
            role=_ROLES[role],
            types=tuple(json.loads(types)),
            canonical=CanonicalGraph(digest, nquads, nquads.count(b"\n")),
            places=self.places if places is None else self._places_of(places),
            topic=topic,
            findings=tuple(map(finding_from_json, json.loads(findings))) if findings != _NONE else (),
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

    def _row_of(self, pending: PendingRecord) -> tuple[object, ...]:
        """A record as a row holds it, without its number and part."""
        role = _ROLES.index(pending.role)
        try:
            record = pending.make()
        except RecordError as error:
            fault = json.dumps(to_json(error.reason))
            return (role, pending.iri, pending.main_class, _NONE, "", b"", None, _NONE, fault, None, None)
        return (
            role,
            record.iri,
            pending.main_class,
            json.dumps(record.types),
            record.canonical.digest,
            record.canonical.nquads,
            record.topic,
            json.dumps([finding_to_json(finding) for finding in record.findings]) if record.findings else _NONE,
            None,
            None if record.places == self.places else json.dumps(record.places, ensure_ascii=False),
            self._number_of(record.terms.used),
        )

    def _row(self, rowid: int) -> tuple[Any, ...]:
        """A row of `record`; an error of the disk is not one of the record."""
        with within_space(self.places[0]):
            found: tuple[Any, ...] = self._database.execute(_KEPT_BEFORE, (rowid,)).fetchone()
        return found


def _blank_nodes_without_triples(descriptions: Descriptions, begins: Mapping[int, int]) -> dict[Subject, int]:
    """The blank nodes that are subjects of nothing, with the part that names each."""
    return {
        value: begins[hash(subject)]
        for subject, pairs in descriptions.items()
        for _, value in pairs
        if type(value) is BlankNode and value not in descriptions
    }
