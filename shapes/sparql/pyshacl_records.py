"""Validation of records with pySHACL: against a whole profile, or the parts that need SPARQL.

Knows records, rules and findings; only `pyshacl_engine` calls pySHACL itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import with_blank_names

from ..engine import index_nquads, read_shapes
from ..engine.report_graph import BlankNames
from ..messages.validating import QueriesText
from ..profiles.loading import Profile
from ..profiles.rules import Rule, severity_of
from .declarations import asks_about_today
from .guard import refuse_defects
from .pyshacl_engine import PyShaclShapes, PyShaclValidator

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.vocab.reading import Term

    from ..engine import Index
    from ..shacl_result import ShaclResult
    from .parts import SparqlParts


@dataclass(frozen=True, slots=True)
class PyShaclFindings:
    """Findings of pySHACL on one record.

    Attributes:
        found_by_query: focus nodes of targets by query, by shape, for the engine that validates them.
    """

    findings: tuple[Finding, ...] = ()
    found_by_query: Mapping[Term, Sequence[Term]] = field(default_factory=dict)


class PyShaclEngine:
    """The shapes of one profile for pySHACL: all of them, or only those that our own engine cannot validate.

    Args:
        parts: the latter; None for all shapes.
        today: the reference date.

    Attributes:
        is_dated: whether any of them depends on the reference date.

    Raises:
        ShapesError: a query cannot be run, or the shapes need a script.
    """

    def __init__(self, profile: Profile, parts: SparqlParts | None = None, *, today: date) -> None:
        self._profile = profile
        self._parts = parts
        self._today = today
        self._whole: Index = {}
        if parts is None:
            self._whole = index_nquads(profile.nquads)
            read_shapes(self._whole)
        self._prepared: dict[tuple[int, date | None], PyShaclShapes] = {}
        indexes = (self._whole,) if parts is None else parts.indexes
        for index in indexes:
            refuse_defects(index)
        self.is_dated = any(asks_about_today(index) for index in indexes)

    def validate(self, nquads: bytes, context: Iterable[bytes]) -> PyShaclFindings:
        """Validate the nodes of the record's own graph; the context is only looked up.

        As everywhere, a finding that depends on the reference date is a warning at most.

        Raises:
            ShapesError: pySHACL cannot work with the profile.
        """
        beside = [with_blank_names(more, b"context%d-" % number) for number, more in enumerate(context)]
        data = index_nquads(b"".join((nquads, *beside)))
        own = frozenset(map(_plain, index_nquads(nquads)))
        validator = self._make_validator(data, self._today)
        findings = self._findings(validator, own)
        if self.is_dated and any(one.severity == "violation" for one in findings):
            undated = self._make_validator(data, None)
            sure = self._findings(undated, own)
            if not undated.uncomputed.results:
                findings = [one if one.severity != "violation" or one in sure else _soften(one) for one in findings]
        found_by_query = {} if self._parts is None else self._parts.find_by_query(validator)
        findings += [
            self._finding(one)
            for one in validator.uncomputed.results
            if one.focus in own or one.focus in (one.source_shape, one.component)
        ]
        return PyShaclFindings(tuple(findings), found_by_query)

    def _make_validator(self, data: Index, today: date | None) -> PyShaclValidator:
        def prepare(shapes: Index) -> PyShaclShapes:
            key = (id(shapes), today)
            found = self._prepared.get(key)
            if found is None:
                found = self._prepared[key] = PyShaclShapes(shapes, today)
            return found

        return PyShaclValidator(data, BlankNames(keep=True), profile=self._profile.token, prepare=prepare)

    def _findings(self, validator: PyShaclValidator, own: frozenset[str]) -> list[Finding]:
        found = (
            validator.validate(self._whole) if self._parts is None else self._parts.validate(validator, validator.names)
        )
        return [self._finding(one) for one in found.results if one.focus in own]

    def _finding(self, result: ShaclResult) -> Finding:
        path = None if result.path is None or "<" in result.path else result.path
        rule = self._profile.rules.get(result.source_shape) or Rule.without_iri(
            self._profile.token, result.component, path
        )
        return Finding(
            code=rule.code,
            severity=severity_of(result.severity),
            layer=rule.layer,
            message=rule.message_for(result) if result.is_computed else QueriesText.QUERY_UNFINISHED(),
            focus=result.focus,
            path=path or rule.path,
            value=None if rule.is_of_node else result.value,
            value_language=None if rule.is_of_node else result.value_language,
            value_datatype=None if rule.is_of_node else result.value_datatype,
            value_term=None if rule.is_of_node else result.value_term,
            component=result.component,
        )


def _soften(finding: Finding) -> Finding:
    return replace(finding, severity="warning")


def _plain(term: Term) -> str:
    return str(term) if isinstance(term, BlankNode) else term.value
