"""Our own engine behind the validator: the shapes of a profile as a plan, its rows as findings."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.findings import Finding, Severity

from .engine import Data, Result, Row, compile_plan, indexed_nquads, read_shapes, results
from .engine.names import sh
from .hierarchy import HIERARCHY
from .listed import Listed
from .profiles import Profile, Rule

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from .engine.data import Around

__all__ = ["CoreEngine"]

_log = logging.getLogger(__name__)
_SEVERITIES: Final[Mapping[NamedNode, Severity]] = {
    sh("Violation"): "violation",
    sh("Warning"): "warning",
    sh("Info"): "info",
}


class CoreEngine:
    """The shapes of one profile, made ready once.

    Args:
        w3c_classes: what nobody describes has no class and no values, as the W3C reads it; else that is not known.

    Raises:
        ShapesError: the shapes lead into themselves, or need a script.
    """

    def __init__(self, profile: Profile, *, w3c_classes: bool = False) -> None:
        self._profile = profile
        self._is_open = not w3c_classes
        self._plan = compile_plan(read_shapes(indexed_nquads(profile.nquads)))
        self._beside: tuple[Around, ...] = () if w3c_classes else (Listed(),)
        for warning in self._plan.warnings:
            _log.warning("profile %r: %s", profile.token, warning)

    @property
    def needs_sparql(self) -> bool:
        """Whether the profile has rules that only SPARQL can judge."""
        return bool(self._plan.for_sparql)

    def check(self, nquads: bytes, around: Iterable[Around] = ()) -> list[Finding]:
        """Findings about the nodes of a record's own graph; what is around is seen and not judged."""
        data = Data(
            indexed_nquads(nquads),
            around=(*around, *self._beside),
            hierarchy=HIERARCHY if self._is_open else None,
            is_open=self._is_open,
        )
        rows = [row for row in self._plan.run(data) if row[0] in data.index]
        # One finding for one fault, however many constraints of a rule see it.
        found = {(one.code, one.focus, one.path, one.value): one for one in self._findings(rows)}
        return list(found.values())

    def beyond_core(self, findings: Iterable[Finding]) -> list[Finding]:
        """Of another engine's findings those of rules that need SPARQL."""
        codes = {rule.code for shape in self._plan.for_sparql if (rule := self._profile.rules.get(shape.node.value))}
        return [finding for finding in findings if finding.code in codes]

    def _findings(self, rows: Iterable[Row]) -> Iterator[Finding]:
        for result in results(rows):
            rule = self._profile.rules.get(result.source_shape.value) or self._unnamed(result)
            messages = result.messages
            english = rule.message.get("en") or rule.message.get("vi") or messages.get("en") or ""
            vietnamese = rule.message.get("vi") or messages.get("vi") or english
            value = None if result.value is None else _written(result.value)
            severity = _SEVERITIES.get(result.severity, "violation")
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
