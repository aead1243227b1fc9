"""Decisions of persons: which data element a column uses, and which dataset a table schema describes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, or_, select, update

from danhmuc.vocab.json_values import json_members

from .clock import now
from .database import RegistryDatabase
from .tables import element_decisions

__all__ = ["DecisionKind", "DecisionOutcome", "ElementDecision", "decide", "decisions", "end_decision", "outcomes_of"]

DecisionKind = Literal["match", "dataset", "code"]
"""A column uses a data element; a table schema describes a dataset; two codes of lists mean the same."""
DecisionOutcome = Literal["accepted", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementDecision:
    """One decision of a person.

    Attributes:
        schema: IRI of the table schema; of two codes, the IRI of the first.
        column: name of the column; empty where the whole schema is meant; of two codes, the IRIs of their lists.
        target: IRI of the data element, of the dataset, or of the second code.
        until: when it was revoked, or another one took its place; None while it holds.
    """

    kind: DecisionKind
    schema: str
    column: str
    target: str
    outcome: DecisionOutcome
    at: str
    by: str
    reason: str | None
    until: str | None = None
    ended_by: str | None = None
    ended_because: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The decision as JSON has it."""
        return json_members(self, self.__slots__)


def decide(database: RegistryDatabase, connection: Connection, decision: ElementDecision) -> bool:
    """Write a decision in place of the one that holds; returns whether anything changed."""
    held = _holding(decision.kind, decision.schema, decision.column, decision.target)
    current = connection.execute(select(element_decisions.c.outcome).where(*held)).scalar()
    if current == decision.outcome:
        return False
    ended = {"until": decision.at, "ended_by": decision.by, "ended_because": decision.reason}
    connection.execute(update(element_decisions).where(*held).values(ended))
    key = next(database.next_ids(connection, element_decisions))
    row = {name: getattr(decision, name) for name in ElementDecision.__slots__}
    connection.execute(element_decisions.insert(), [{"id": key, **row}])
    return True


def end_decision(
    connection: Connection, kind: DecisionKind, schema: str, column: str, target: str, *, by: str, reason: str | None
) -> bool:
    """Revoke the decision that holds; returns whether there was one."""
    query = update(element_decisions).where(*_holding(kind, schema, column, target))
    return connection.execute(query.values(until=now(), ended_by=by, ended_because=reason)).rowcount > 0


def decisions(
    connection: Connection, kind: DecisionKind | None = None, *, iri: str | None = None, ended: bool = False
) -> list[ElementDecision]:
    """The decisions that hold, or also those that ended, about an IRI or all, in the order in which they were made."""
    query = select(element_decisions).order_by(element_decisions.c.id)
    if kind is not None:
        query = query.where(element_decisions.c.kind == kind)
    if not ended:
        query = query.where(element_decisions.c.until.is_(None))
    if iri is not None:
        query = query.where(or_(element_decisions.c.schema == iri, element_decisions.c.target == iri))
    return [_decision(row) for row in connection.execute(query)]


def _holding(kind: DecisionKind, schema: str, column: str, target: str) -> tuple[Any, ...]:
    return (
        element_decisions.c.kind == kind,
        element_decisions.c.schema == schema,
        element_decisions.c.column == column,
        element_decisions.c.target == target,
        element_decisions.c.until.is_(None),
    )


def _decision(row: Row[Any]) -> ElementDecision:
    values = dict(row._mapping)
    del values["id"]
    return ElementDecision(**values)


def outcomes_of(found: Iterable[ElementDecision]) -> dict[tuple[str, str, str], DecisionOutcome]:
    """The outcomes of some decisions, by schema, column and target."""
    return {(one.schema, one.column, one.target): one.outcome for one in found}
