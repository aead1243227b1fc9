"""Our own engine behind the validator: the shapes of a profile as a plan, its rows as findings."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.findings import STANDINGS, Finding

from .engine import Data, Result, Row, compile_plan, indexed_nquads, read_shapes, results
from .engine.own_components import asks_about_today, is_undated
from .fixes import fix_of
from .hierarchy import HIERARCHY
from .listed import Listed
from .profiles import Profile, Rule
from .severities import severity_of

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.vocab.reading import Term

    from .engine import Index
    from .engine.data import Around, Incoming
    from .engine.plan import Demand

__all__ = ["CoreEngine", "Judged"]

_log = logging.getLogger(__name__)


_Failure = tuple["Term", "NamedNode | None", "Term | None", "Demand"]
"""A row without its outcome."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the engine says of one record.

    Attributes:
        until: the last day on which it says the same; None for ever.
    """

    findings: tuple[Finding, ...]
    until: date | None


class CoreEngine:
    """The shapes of one profile, made ready once.

    Args:
        w3c_classes: what nobody describes has no class and no values, as the W3C reads it; else that is not known.
        listed: the code lists in force.

    Attributes:
        is_dated: whether any rule asks for the reference date.

    Raises:
        ShapesError: the shapes lead into themselves, or need a script.
    """

    def __init__(self, profile: Profile, *, w3c_classes: bool = False, listed: Listed | None = None) -> None:
        self._profile = profile
        self._is_open = not w3c_classes
        shapes = read_shapes(indexed_nquads(profile.nquads))
        self._plan = compile_plan(shapes)
        self._listed = listed or Listed()
        self._hanging: dict[Demand, bool] = {}
        self._beside: tuple[Around, ...] = () if w3c_classes else (self._listed,)
        self.is_dated = any(is_undated(one) for shape in shapes.shapes.values() for one in shape.constraints)
        for warning in self._plan.warnings:
            _log.warning("profile %r: %s", profile.token, warning)

    @property
    def needs_sparql(self) -> bool:
        """Whether the profile has rules that only SPARQL can judge."""
        return bool(self._plan.for_sparql)

    def check(
        self,
        nquads: bytes,
        around: Iterable[Around] = (),
        *,
        incoming: Incoming | None = None,
        today: date | None = None,
    ) -> Judged:
        """Findings about the nodes of a record's own graph; what is around is seen and not judged.

        Args:
            incoming: who names these nodes from beside; None leaves what asks for it unverified.
            today: the reference date; None leaves what asks for it unverified.
        """
        index = indexed_nquads(nquads)
        beside = (*around, *self._beside)
        data = self._data(index, beside, incoming, today)
        rows = [row for row in self._plan.run(data) if row[0] in index]
        # One finding for one fault, however many constraints of a rule see it: the gravest.
        found: dict[tuple[object, ...], Finding] = {}
        for one in self._findings(rows, self._hanging_on_day(rows, index, beside, incoming)):
            key = (one.code, one.focus, one.path, one.value)
            if key not in found or STANDINGS.index(one.standing) < STANDINGS.index(found[key].standing):
                found[key] = one
        return Judged(tuple(found.values()), data.until)

    def beyond_core(self, findings: Iterable[Finding]) -> list[Finding]:
        """Of another engine's findings those of rules that need SPARQL."""
        codes = {rule.code for shape in self._plan.for_sparql if (rule := self._profile.rules.get(shape.node.value))}
        return [finding for finding in findings if finding.code in codes]

    def _data(self, index: Index, around: tuple[Around, ...], incoming: Incoming | None, today: date | None) -> Data:
        return Data(
            index,
            around=around,
            hierarchy=HIERARCHY if self._is_open else None,
            incoming=incoming,
            is_open=self._is_open,
            today=today,
            concept_at=self._listed.concept_at,
        )

    def _hanging_on_day(
        self, rows: Iterable[Row], index: Index, around: tuple[Around, ...], incoming: Incoming | None
    ) -> set[_Failure]:
        """Those of the failures that would not be sure without a reference date."""
        doubtful = (
            {row[:4] for row in rows if row[4] is False and self._may_hang_on_day(row[3])} if self.is_dated else set()
        )
        if doubtful:
            doubtful -= {
                row[:4] for row in self._plan.run(self._data(index, around, incoming, None)) if row[4] is False
            }
        return doubtful

    def _may_hang_on_day(self, demand: Demand) -> bool:
        """Whether a demand could gate by the reference date: a violation, and the date is asked for."""
        found = self._hanging.get(demand)
        if found is None:
            is_grave = severity_of(demand.severity.value) == "violation"
            found = self._hanging[demand] = is_grave and asks_about_today(demand)
        return found

    def _findings(self, rows: Collection[Row], hanging_on_day: Collection[_Failure]) -> Iterator[Finding]:
        for row, result in zip(rows, results(rows), strict=True):
            rule = self._profile.rules.get(result.source_shape.value) or self._unnamed(result)
            messages = result.messages
            english = rule.message.get("en") or rule.message.get("vi") or messages.get("en") or ""
            vietnamese = rule.message.get("vi") or messages.get("vi") or english
            value = None if result.value is None or rule.is_of_node else _written(result.value)
            severity = severity_of(result.severity.value)
            if severity == "violation" and row[:4] in hanging_on_day:
                severity = "warning"
            layer = rule.layer
            if not result.is_known:
                severity, layer = "info", "cannot-verify"
                vietnamese = f"Chưa có mô tả của giá trị: {vietnamese}"
                english = f"Nothing describes the value: {english}"
            yield Finding(
                code=rule.code,
                severity=severity,
                layer=layer,
                message={"vi": vietnamese, "en": english},
                focus=_written(result.focus),
                path=result.path_node.value if isinstance(result.path_node, NamedNode) else rule.path,
                value=value,
                fix=None if result.value is None else fix_of(rule, result.value),
                value_term=None if value is None else str(result.value),
                component=result.component,
            )

    def _unnamed(self, result: Result) -> Rule:
        """What can be said of a shape without severity and messages, or without an IRI."""
        return Rule(
            code=f"{self._profile.token}:{result.component.rpartition('#')[2]}",
            iri="",
            severity="violation",
            layer="house",
            path=None,
            name={},
            message={},
        )


def _written(term: Term) -> str:
    return str(term) if isinstance(term, BlankNode) else term.value
