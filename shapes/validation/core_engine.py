"""Validation of records with danhmuc's own engine: the shapes of a profile as a plan, its rows as findings."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.findings import Finding

from ..engine import Data, Overruns, Row, results
from ..engine.own_components import asks_about_today
from ..engine.patterns import overrun_messages
from ..engine.unverified import UnverifiedReasons
from ..fixes.proposal import fix_of, with_advice
from ..profiles.loading import Profile
from ..profiles.rules import Rule, severity_of
from .code_lists import HIERARCHY, CodeListIndex
from .compiled_shapes import compiled_shapes
from .nested_names import NestedNames
from .report import merge_faults

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Term
    from danhmuc.vocab.reading.indexed_documents import Index

    from ..engine.data import IncomingLinks, NodeContext, Outcomes
    from ..engine.results import Result
    from ..engine.rows import Demand


_log = logging.getLogger(__name__)
_MOST_SAID: Final = 1_000

_Failure = tuple["Term", "NamedNode | None", "Term | None", "Demand"]
"""A row without its outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphInContext:
    """The graph of one record, with what is beside it.

    Attributes:
        index: its triples; its nodes are validated.
        iri: of the record; findings on all other nodes have their names.
        context: only looked up; records with the very same object share what was found out about it.
        incoming: links to these nodes from other records; None leaves rules on them unverified.
        found_by_query: focus nodes that the queries of targets found, by shape.
    """

    index: Index
    iri: str = ""
    context: tuple[NodeContext, ...] = ()
    incoming: IncomingLinks | None = None
    found_by_query: Mapping[Term, Sequence[Term]] | None = None


@dataclass(frozen=True, slots=True)
class CoreFindings:
    """Findings of the engine on one record.

    Attributes:
        until: the last day on which they stay the same; None if they never change.
    """

    findings: tuple[Finding, ...]
    until: date | None


class CoreEngine:
    """The compiled shapes of one profile.

    Args:
        w3c_classes: whether undescribed nodes have no class and no values, as the W3C reads it; else unknown ones.
        listed: the code lists in force.

    Attributes:
        is_dated: whether any rule asks for the reference date.
        parts: the shapes that need SPARQL; false if there are none.
        warnings: parts of the profile that are skipped, and patterns that took too long so far.

    Raises:
        ShapesError: the shapes are recursive, or need a script.
    """

    def __init__(self, profile: Profile, *, w3c_classes: bool = False, code_lists: CodeListIndex | None = None) -> None:
        self._profile = profile
        self.warnings: tuple[Message, ...] = ()
        self._is_open = not w3c_classes
        compiled = compiled_shapes(profile.nquads)
        self.parts = compiled.parts
        self._plan = compiled.plan
        self._code_lists = code_lists or CodeListIndex()
        self._hanging: dict[Demand, bool] = {}
        self._overruns = Overruns()
        self._doubts = UnverifiedReasons(self._overruns)
        self._beside: tuple[NodeContext, ...] = () if w3c_classes else (self._code_lists,)
        self._outcomes: Outcomes = {}
        self._said: dict[tuple[object, ...], Finding] = {}
        self.is_dated = compiled.is_dated
        for warning in compiled.warnings:
            self._warn(warning)

    def _warn(self, warning: Message) -> None:
        self.warnings = (*self.warnings, warning)
        _log.warning("profile %r: %s", self._profile.token, warning)

    def validate_each(self, graphs: Iterable[GraphInContext], *, today: date | None = None) -> Iterator[CoreFindings]:
        """Validate the nodes of some records, those that follow one another in the same context together.

        Args:
            today: the reference date; None leaves rules on it unverified.
        """
        for _, alike in groupby(graphs, key=lambda one: id(one.context)):
            yield from self._validate_alike([*alike], today)

    def _validate_alike(self, graphs: Sequence[GraphInContext], today: date | None) -> Iterator[CoreFindings]:
        beside = (*graphs[0].context, *self._beside)

        def data_on(day: date | None, one: GraphInContext) -> Data:
            return Data(
                one.index,
                context=beside,
                outcomes=self._outcomes,
                hierarchy=HIERARCHY if self._is_open else None,
                incoming=one.incoming,
                is_open=self._is_open,
                is_record=True,
                today=day,
                concept_at=self._code_lists.concept_at,
                code_list_at=self._code_lists.code_list_at,
                overruns=self._overruns,
                found_by_query=one.found_by_query,
            )

        page = [data_on(today, one) for one in graphs]
        known_slow = len(self._overruns)
        found = self._plan.run_each(page)
        for warning in islice(overrun_messages(self._overruns), known_slow, None):
            self._warn(warning)
        for one, data, all_rows in zip(graphs, page, found, strict=True):
            rows = [row for row in all_rows if row.focus in one.index]
            hanging = self._hanging_on_day(rows, partial(data_on, None, one))
            names = NestedNames(one.iri, one.index)
            yield CoreFindings(merge_faults(self._findings(rows, hanging, names)), data.until)

    def _hanging_on_day(self, rows: Iterable[Row], data_without_day: Callable[[], Data]) -> set[_Failure]:
        """Find the failures that would be uncertain without a reference date."""
        doubtful = (
            {row[:4] for row in rows if row.outcome is not None and self._may_hang_on_day(row.demand)}
            if self.is_dated
            else set()
        )
        if doubtful:
            doubtful -= {row[:4] for row in self._plan.run(data_without_day()) if row.outcome is not None}
        return doubtful

    def _may_hang_on_day(self, demand: Demand) -> bool:
        """Whether a demand is a violation that depends on the reference date."""
        found = self._hanging.get(demand)
        if found is None:
            is_grave = severity_of(demand.severity.value) == "violation"
            found = self._hanging[demand] = is_grave and asks_about_today(demand)
        return found

    def _findings(
        self, rows: Collection[Row], hanging_on_day: Collection[_Failure], names: NestedNames
    ) -> Iterator[Finding]:
        for row in rows:
            said, value = self._said_of(row), row.value
            is_hanging = said.severity == "violation" and row[:4] in hanging_on_day
            yield replace(
                said,
                severity="warning" if is_hanging else said.severity,
                focus=_term_text(row.focus),
                about=names.of(row.focus),
                value_about=names.of(value) if type(value) is BlankNode and said.value is not None else None,
            )

    def _said_of(self, row: Row) -> Finding:
        """The finding without the node that it is on: the same for codes that thousands of records share."""
        key = row[1:]
        found = self._said.get(key)
        if found is None:
            if len(self._said) >= _MOST_SAID:
                self._said.clear()
            (result,) = results([row])
            found, is_the_same = self._say(result)
            if is_the_same:
                self._said[key] = found
        return found

    def _say(self, result: Result) -> tuple[Finding, bool]:
        """The finding of a result without its node, and whether it is the same for every other node."""
        path = result.path_node.value if isinstance(result.path_node, NamedNode) else None
        rule = self._profile.rules.get(result.source_shape.value) or Rule.without_iri(
            self._profile.token, result.component, path
        )
        message = rule.message_for(result)
        term = None if rule.is_of_node else result.value
        layer, severity = rule.layer, severity_of(result.severity.value)
        fix = _required_iri(result.demand) if result.value is None else fix_of(rule, result.value)
        if not result.is_known:
            severity, layer = "info", "cannot-verify"
            message = self._doubts.of(result.demand, result.value)(sentence=message)
        elif not result.is_computed:
            message = self._doubts.of_limit(result.demand)(sentence=message)
        elif fix is None and result.value is not None:
            message = with_advice(message, rule, result.value)
        found = Finding(
            code=rule.code,
            severity=severity,
            layer=layer,
            message=message,
            path=path or rule.path,
            value=None if term is None else _term_text(term),
            value_language=term.language if isinstance(term, Literal) else None,
            value_datatype=term.datatype.value if isinstance(term, Literal) else None,
            fix=fix,
            value_term=None if term is None else str(term),
            component=result.component,
            per_source=rule.per_source if layer == "cannot-verify" and term is not None else None,
        )
        # What a shape says itself may name the node; what a limit ended depends on how long patterns took so far.
        return found, result.is_computed and (bool(rule.message) or not result.demand.shape.messages)


def _required_iri(demand: Demand) -> str | None:
    """The IRI that a rule requires among the values, if it names one."""
    wanted = demand.constraint.parameters["hasValue"][0] if demand.component.name == "HasValue" else None
    return wanted.value if isinstance(wanted, NamedNode) else None


def _term_text(term: Term) -> str:
    return str(term) if isinstance(term, BlankNode) else term.value
