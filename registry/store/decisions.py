"""Decisions and causes as rows: each holds since it was added, until an act ends it, and stays as it was.

All tables of them are made by one factory (`tables`), and written here alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, insert, or_, select, update

from danhmuc.vocab.messages import Message

from ..messages.store import StoreText
from .clock import now
from .database import RegistryDatabase
from .past_rows import UNKEPT
from .reading import slices
from .tables import (
    PAST,
    bars,
    causes,
    element_decisions,
    mark_answers,
    proposed_renames,
    redirects,
    registrations,
    same_as,
)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The rows of one table.

    Attributes:
        subjects: the columns with the IRIs that a row is about.
        texts: the columns with words of people, which are forgotten when what they are about is purged.
        kept: the kind of rows that keep them: what a purge itself says.
    """

    table: Table
    subjects: tuple[str, ...]
    texts: tuple[str, ...] = ("reason", "ended_because")
    kept: str | None = None

    @property
    def in_force(self) -> ColumnElement[bool]:
        """Whether a row has not ended."""
        return self.table.c.until.is_(None)

    def add(
        self,
        database: RegistryDatabase,
        connection: Connection,
        rows: Iterable[Mapping[str, object]],
        *,
        by: str,
        reason: str | None = None,
        at: str | None = None,
    ) -> None:
        """Add rows; what one has itself of since when, by whom and why goes before the arguments."""
        ids = database.next_ids(connection, self.table)
        common = {"since": at or now(), "by": by, "reason": reason}
        added = [{**common, **row, "id": next(ids)} for row in rows]
        if added:
            connection.execute(insert(self.table), added)

    def end(
        self,
        connection: Connection,
        *conditions: ColumnElement[bool],
        by: str,
        reason: str | None = None,
        at: str | None = None,
        **others: object,
    ) -> int:
        """End the rows in force that meet some conditions; returns their number.

        Args:
            others: values of columns that say more of the end.
        """
        values = {"until": at or now(), "ended_by": by, "ended_because": reason, **others}
        return connection.execute(update(self.table).where(self.in_force, *conditions).values(values)).rowcount

    def query(self, *conditions: ColumnElement[bool], ended: bool = False) -> Select[Any]:
        """The rows in force, or also those that ended, in the order in which they were added."""
        found = select(self.table).where(*conditions).order_by(self.table.c.id)
        return found if ended else found.where(self.in_force)

    def about(self, iris: Collection[str], *, table: Table | None = None) -> ColumnElement[bool]:
        """Whether a row is about any of some IRIs, which are few."""
        own = self.table if table is None else table
        return or_(*(own.c[name].in_(iris) for name in self.subjects))

    def rows_about(
        self, connection: Connection, iris: Collection[str], *conditions: ColumnElement[bool], ended: bool = False
    ) -> Iterator[Row[Any]]:
        """The rows about some IRIs, however many; a row about two of them may come twice."""
        for some in slices(sorted(iris)):
            yield from connection.execute(self.query(self.about(some), *conditions, ended=ended))

    def take_over(
        self, newer: Connection, older: Connection, database: RegistryDatabase, *, same: Collection[str]
    ) -> int:
        """Take over what was added or ended since an older state that is restored; returns the number of rows.

        Args:
            same: the columns by which a row of both states is the same one.
        """
        known = {tuple(row._mapping[name] for name in same): row for row in older.execute(self.query(ended=True))}
        ids, taken = database.next_ids(older, self.table), 0
        for row in newer.execute(self.query(ended=True)):
            found = known.get(tuple(row._mapping[name] for name in same))
            if found is None:
                older.execute(insert(self.table), [{**row._mapping, "id": next(ids)}])
            elif found.until is None and row.until is not None:
                by, reason, at = row.ended_by, row.ended_because, row.until
                self.end(older, self.table.c.id == found.id, by=by, reason=reason, at=at)
            else:
                continue
            taken += 1
        return taken

    def forget(self, connection: Connection, iris: Collection[str]) -> None:
        """Delete what people wrote in rows about some IRIs, also in former rows; who decided what, and when, stays."""
        past = PAST.get(self.table.name)
        for table in (self.table,) if past is None else (self.table, past):
            query = update(table).where(self.about(iris, table=table)).values(dict.fromkeys(self.texts))
            if self.kept is not None:
                query = query.where(table.c.kind != self.kept)
            connection.execute(query.execution_options(**{UNKEPT: True}))


CAUSES: Final = Decisions(causes, ("iri",), kept="purged")
MARKS: Final = Decisions(bars, ("digest", "form"))
"""They are about IRIs by their salted digests."""
MARK_ANSWERS: Final = Decisions(mark_answers, ("iri",), ("reason", "ended_because", "digests"))
"""By the digests of texts, a guess of these could be confirmed."""
REDIRECTS: Final = Decisions(redirects, ("old", "new"))
SAME_AS: Final = Decisions(same_as, ("first", "second"))
PROPOSALS: Final = Decisions(proposed_renames, ("old", "new"))
ELEMENT_DECISIONS: Final = Decisions(element_decisions, ("schema", "target"))
REGISTRATIONS: Final = Decisions(
    registrations,
    ("iri", "superseded_by"),
    (
        "reason",
        "note",
        "administrative_note",
        "change_description",
        "submitter",
        "steward",
        "registrar",
        "ended_because",
    ),
)
ALL_DECISIONS: Final = (CAUSES, MARKS, MARK_ANSWERS, REDIRECTS, SAME_AS, PROPOSALS, ELEMENT_DECISIONS, REGISTRATIONS)


def decision_problems(connection: Connection) -> Iterator[Message]:
    """Problems of all rows: one that ended says when and by whom, and another one does not."""
    for own in (decisions.table for decisions in ALL_DECISIONS):
        query = select(own.c.id).where(own.c.until.is_(None) != own.c.ended_by.is_(None)).order_by(own.c.id)
        for key in connection.scalars(query):
            yield StoreText.DECISION_HALF_ENDED(table=own.name, key=key)
