"""Decisions of persons: which data element a column uses, and which dataset a table schema describes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row

from danhmuc.vocab.json_values import json_members

from .database import RegistryDatabase
from .decisions import ELEMENT_DECISIONS
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
    held = _about(decision.kind, decision.schema, decision.column, decision.target)
    current = connection.execute(ELEMENT_DECISIONS.query(*held)).first()
    if current is not None and current.outcome == decision.outcome:
        return False
    by, reason, at = decision.by, decision.reason, decision.at
    ELEMENT_DECISIONS.end(connection, *held, by=by, reason=reason, at=at)
    own = {name: getattr(decision, name) for name in ("kind", "schema", "column", "target", "outcome")}
    ELEMENT_DECISIONS.add(database, connection, [own], by=by, reason=reason, at=at)
    return True


def end_decision(
    connection: Connection, kind: DecisionKind, schema: str, column: str, target: str, *, by: str, reason: str | None
) -> bool:
    """Revoke the decision that holds; returns whether there was one."""
    return ELEMENT_DECISIONS.end(connection, *_about(kind, schema, column, target), by=by, reason=reason) > 0


def decisions(
    connection: Connection, kind: DecisionKind | None = None, *, iri: str | None = None, ended: bool = False
) -> list[ElementDecision]:
    """The decisions that hold, or also those that ended, about an IRI or all, in the order in which they were made."""
    conditions = [] if kind is None else [element_decisions.c.kind == kind]
    if iri is not None:
        conditions.append(ELEMENT_DECISIONS.about([iri]))
    return [_decision(row) for row in connection.execute(ELEMENT_DECISIONS.query(*conditions, ended=ended))]


def _about(kind: DecisionKind, schema: str, column: str, target: str) -> tuple[ColumnElement[bool], ...]:
    own = element_decisions.c
    return own.kind == kind, own.schema == schema, own.column == column, own.target == target


def _decision(row: Row[Any]) -> ElementDecision:
    values = dict(row._mapping)
    del values["id"]
    return ElementDecision(at=values.pop("since"), **values)


def outcomes_of(found: Iterable[ElementDecision]) -> dict[tuple[str, str, str], DecisionOutcome]:
    """The outcomes of some decisions, by schema, column and target."""
    return {(one.schema, one.column, one.target): one.outcome for one in found}
