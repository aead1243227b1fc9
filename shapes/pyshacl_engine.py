"""pySHACL behind the validator: the only module that speaks to it.

It is given graphs, never text: text with broken shapes changes rdflib's handling of literals for the whole process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import rdflib
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
from rdflib.namespace import RDF, SH

from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.findings import Finding, Severity
from danhmuc.vocab.rdflib_graphs import add_nquads

from .profiles import Profile, Rule

__all__ = ["PyShaclEngine"]

_SEVERITIES: Final[dict[rdflib.term.Node, Severity]] = {
    SH.Violation: "violation",
    SH.Warning: "warning",
    SH.Info: "info",
}


class PyShaclEngine:
    """The shapes of one profile as a graph that pySHACL can use again and again."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._shapes = rdflib.Graph()
        add_nquads(self._shapes, profile.nquads)

    def check(self, nquads: bytes, context: Iterable[bytes]) -> list[Finding]:
        """Findings about the nodes of the record's own graph; the context is seen and not judged.

        Raises:
            ShapesError: pySHACL cannot work with the profile.
        """
        data = rdflib.Graph()
        add_nquads(data, nquads)
        own = set(data.subjects())
        for number, more in enumerate(context):
            add_nquads(data, more, f"context-{number}-")
        try:
            _, results, _ = validate(
                data, shacl_graph=self._shapes, inference="none", advanced=False, meta_shacl=False, inplace=True
            )
        except (ReportableRuntimeError, ShapeLoadError) as error:
            raise ShapesError(f"profile {self._profile.token!r}: {error}") from error
        if not isinstance(results, rdflib.Graph):
            raise ShapesError(f"profile {self._profile.token!r}: {results}")
        return [
            self._finding(results, result)
            for result in results.subjects(RDF.type, SH.ValidationResult)
            if results.value(result, SH.focusNode) in own and _is_top(results, result)
        ]

    def _finding(self, results: rdflib.Graph, result: rdflib.term.Node) -> Finding:
        shape = str(results.value(result, SH.sourceShape))
        severity = _SEVERITIES.get(results.value(result, SH.resultSeverity) or SH.Violation, "violation")
        focus = results.value(result, SH.focusNode)
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        rule = self._profile.rules.get(shape)
        if rule is None:
            rule = self._unnamed(results, result)
        return Finding(
            code=rule.code,
            severity=severity,
            layer=rule.layer,
            message=_in_both(rule.message, results, result),
            focus=_written(focus),
            path=str(path) if isinstance(path, rdflib.URIRef) else rule.path,
            value=None if value is None else _written(value),
        )

    def _unnamed(self, results: rdflib.Graph, result: rdflib.term.Node) -> Rule:
        """What can be said of a shape without severity and messages, or without an IRI."""
        component = str(results.value(result, SH.sourceConstraintComponent) or "")
        return Rule(
            code=f"{self._profile.token}:{component.rpartition('#')[2]}",
            iri="",
            severity="violation",
            layer="house",
            path=None,
            name={},
            message={},
        )


def _in_both(message: Mapping[str, str], results: rdflib.Graph, result: rdflib.term.Node) -> dict[str, str]:
    """The rule's message in both languages; what it lacks is taken from its other one, else from pySHACL."""
    given = str(results.value(result, SH.resultMessage) or "")
    en = message.get("en") or message.get("vi") or given
    return {"vi": message.get("vi") or en, "en": en}


def _is_top(results: rdflib.Graph, result: rdflib.term.Node) -> bool:
    """Whether the result stands in the report itself, not as a detail of another."""
    return (None, SH.detail, result) not in results


def _written(term: rdflib.term.Node | None) -> str:
    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    return str(term)
