"""pySHACL behind the validators: the only module that speaks to it.

It is given graphs, never text: text with broken shapes changes rdflib's handling of literals for the whole process.
Its queries are looked at before: they could reach the network.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal

import rdflib
from pyoxigraph import BlankNode, RdfFormat, parse
from pyshacl import validate
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from pyshacl.errors import ShapeRecursionWarning
from pyshacl.rdfutil.stringify import stringify_blank_node
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.findings import Finding, Severity
from danhmuc.vocab.rdflib_graphs import add_nquads, nquads_of

from .engine import indexed_nquads
from .engine.path_text import path_text
from .engine.paths import Alternative, Inverse, OneOrMore, Path, Predicate, Steps, ZeroOrMore, ZeroOrOne
from .own_for_sparql import declarations_for, lookups_for
from .prepared_queries import PreparedGraph
from .profiles import Profile, Rule
from .pyshacl_messages import Messages, hide_messages, mark_messages
from .shacl_reports import Foreign, Holders, ShaclResult
from .sparql_guard import check_queries

if TYPE_CHECKING:
    from datetime import date

    from .engine import Index
    from .engine.report_graph import BlankNames

__all__ = ["PyShaclEngine", "PyShaclJudge"]

_FAILURES: Final = (
    # Those of its own are RuntimeErrors; of some defects of shapes it does not think.
    *(RuntimeError, ShapeRecursionWarning, re.error),
    *(AssertionError, AttributeError, LookupError, TypeError, ValueError),
)
_REPEATED: Final = (
    (SH.inversePath, Inverse),
    (SH.zeroOrMorePath, ZeroOrMore),
    (SH.oneOrMorePath, OneOrMore),
    (SH.zeroOrOnePath, ZeroOrOne),
)

_MODS: Final[dict[type, Literal["*", "+", "?"]]] = {ZeroOrMore: "*", OneOrMore: "+", ZeroOrOne: "?"}

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
        check_queries(indexed_nquads(profile.nquads))

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
        results = _report(data, self._shapes, f"profile {self._profile.token!r}")
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


class PyShaclJudge:
    """One graph for pySHACL to judge, by one shapes graph after another."""

    def __init__(self, data: Index, names: BlankNames, *, today: date | None = None) -> None:
        self._lines = _lines(data)
        self._data = PreparedGraph()
        add_nquads(self._data, self._lines)
        self._names = names
        self._holders = Holders(data)
        self._today = today

    def judge(self, shapes: Index) -> Foreign:
        """What pySHACL says of it, in order of what it is about.

        Raises:
            ShapesError: pySHACL cannot work with the shapes.
        """
        check_queries(shapes)
        lines = _lines(shapes)
        graph = rdflib.Graph()
        add_nquads(graph, lines)
        add_nquads(graph, declarations_for(lines, self._today))
        add_nquads(self._data, lookups_for(lines, self._lines))
        # Rules would make other data of it, which nobody asked to be judged.
        graph.remove((None, SH.rule, None))
        report, messages = self._report(graph)
        tops = {
            top
            for holder in report.subjects(RDF.type, SH.ValidationReport)
            for top in report.objects(holder, SH.result)
        }
        for top in tops:
            self._add_value(report, top, graph, messages)
        found = sorted(((self._result(report, top, messages), top) for top in tops), key=lambda pair: _order(pair[0]))
        graphs = []
        for _, top in found:
            part = rdflib.Graph()
            _copy(report, top, part, messages)
            graphs.append(nquads_of(part, self._named(part)))
        return Foreign(
            results=tuple(result for result, _ in found),
            tops=tuple(self._written(top) for _, top in found),
            graphs=tuple(graphs),
        )

    def _report(self, shapes: rdflib.Graph) -> tuple[rdflib.Graph, Messages]:
        advanced = (None, SH.target, None) in shapes or (None, RDF.type, SH.SPARQLFunction) in shapes
        mark_messages(shapes)
        taken = rdflib.Graph()
        try:
            report = _report(self._data, shapes, "shapes", advanced=advanced)
        except ShapesError as error:
            if not isinstance(error.__cause__, re.error | IndexError):
                raise
            # Where it puts a value into a message it takes a backslash in the value for a command.
            taken = hide_messages(shapes)
            report = _report(self._data, shapes, "shapes", advanced=advanced)
        return report, Messages(report, shapes, taken, self._is_blank)

    def _add_value(self, report: rdflib.Graph, top: rdflib.term.Node, shapes: rdflib.Graph, messages: Messages) -> None:
        """Tell the value at fault where a validator asked about it under a path: pySHACL leaves it out.

        Source: SHACL 1.0, section 6.3.
        """
        path = report.value(top, SH.resultPath)
        component = report.value(top, SH.sourceConstraintComponent)
        is_asked = (component, SH.validator, None) in shapes and (component, SH.propertyValidator, None) not in shapes
        if path is None or not is_asked or (top, SH.value, None) in report:
            return
        values = self._data.objects(report.value(top, SH.focusNode), _rdflib_path(_path(report, path)))
        meant = [one for one in set(values) if str(one) == messages.value(top)]
        if len(meant) == 1:
            report.add((top, SH.value, meant[0]))

    def _result(self, report: rdflib.Graph, top: rdflib.term.Node, messages: Messages) -> ShaclResult:
        focus = report.value(top, SH.focusNode)
        path = report.value(top, SH.resultPath)
        value = report.value(top, SH.value)
        return ShaclResult(
            focus=self._written(focus),
            path=None if path is None else path_text(_path(report, path)),
            value=None if value is None else self._written(value),
            value_term=None if value is None else self._term(value),
            severity=str(report.value(top, SH.resultSeverity)),
            source_shape=self._written(report.value(top, SH.sourceShape)),
            component=str(report.value(top, SH.sourceConstraintComponent)),
            messages={message.language or "": str(message) for message in messages.of(top)},
            reached_by=self._holders.way_to(BlankNode(str(focus))) if isinstance(focus, rdflib.BNode) else None,
        )

    def _is_blank(self, name: str) -> bool:
        node = rdflib.BNode(name)
        return (node, None, None) in self._data or (None, None, node) in self._data

    def _written(self, term: rdflib.term.Node | None) -> str:
        return self._names.name(str(term)) if isinstance(term, rdflib.BNode) else str(term)

    def _term(self, term: rdflib.term.Node) -> str:
        part = rdflib.Graph()
        part.add((RDF.nil, RDF.value, term))
        return nquads_of(part, self._named(part)).decode().split("> ", 2)[2].removesuffix(" .\n")

    def _named(self, part: rdflib.Graph) -> dict[rdflib.BNode, str]:
        return {
            term: self._names.name(str(term))
            for triple in sorted(part, key=str)
            for term in triple
            if isinstance(term, rdflib.BNode)
        }


def _lines(index: Index) -> bytes:
    """An index as N-Quads: what a lenient parser took, no constructor of a term may take."""
    return "".join(
        [
            f"{subject} {predicate} {value} .\n"
            for subject, said in index.items()
            for predicate, values in said.items()
            for value in values
        ]
    ).encode()


def _report(data: rdflib.Graph, shapes: rdflib.Graph, what: str, *, advanced: bool = False) -> rdflib.Graph:
    """What pySHACL reports.

    Raises:
        ShapesError: it cannot work with the shapes.
    """
    # They go by the address of a graph in memory, where another graph may be by now.
    SPARQLConstraintComponentValidator.validator_cache.clear()
    stringify_blank_node.dict_cache.clear()
    try:
        with warnings.catch_warnings():
            # It backs out of a circle after some rounds and goes on as if nothing were wrong.
            warnings.simplefilter("error", ShapeRecursionWarning)
            _, report, _ = validate(
                data, shacl_graph=shapes, inference="none", advanced=advanced, meta_shacl=False, inplace=True
            )
    except _FAILURES as error:
        told = " ".join(str(error).split()) or type(error).__name__
        raise ShapesError(f"{what}: pySHACL cannot use them: {told}") from error
    if not isinstance(report, rdflib.Graph):
        raise ShapesError(f"{what}: pySHACL cannot use them: {' '.join(str(report).split())}")
    return report


def _copy(report: rdflib.Graph, node: rdflib.term.Node, into: rdflib.Graph, messages: Messages) -> None:
    """What a report says of a result, with details and a path of its own, without what it repeats of the shapes."""
    for _, predicate, value in report.triples((node, None, None)):
        if predicate == SH.resultPath:
            into.add((node, predicate, _copied_path(report, value, into)))
        elif predicate not in (SH.sourceConstraint, SH.resultMessage):
            into.add((node, predicate, value))
        if predicate == SH.detail:
            _copy(report, value, into, messages)
    for message in messages.of(node):
        into.add((node, SH.resultMessage, message))


def _copied_path(report: rdflib.Graph, node: rdflib.term.Node, into: rdflib.Graph) -> rdflib.term.Node:
    """The path anew: pySHACL lets all results of a shape share its nodes."""
    if not isinstance(node, rdflib.BNode):
        return node
    copy = rdflib.BNode()
    for _, predicate, value in report.triples((node, None, None)):
        into.add((copy, predicate, _copied_path(report, value, into)))
    return copy


def _path(graph: rdflib.Graph, node: rdflib.term.Node) -> Path:
    """A path of pySHACL's report, where it is known to be one."""
    if isinstance(node, rdflib.URIRef):
        # Not by the constructor, which refuses what a lenient parser took.
        (quad,) = parse(f"<x:s> <{node}> <x:o> .", format=RdfFormat.N_QUADS, lenient=True)
        return Predicate(quad.predicate)
    if (node, RDF.first, None) in graph:
        return Steps(tuple(_path(graph, one) for one in Collection(graph, node)))
    some = graph.value(node, SH.alternativePath)
    if some is not None:
        return Alternative(tuple(_path(graph, one) for one in Collection(graph, some)))
    for predicate, kind in _REPEATED:
        inner = graph.value(node, predicate)
        if inner is not None:
            return kind(_path(graph, inner))
    raise ShapesError(f"shapes: pySHACL reports a path that is none: {node}")


def _rdflib_path(path: Path) -> rdflib.URIRef | rdflib.paths.Path:
    match path:
        case Predicate(iri):
            return rdflib.URIRef(iri.value)
        case Steps(paths):
            return SequencePath(*map(_rdflib_path, paths))
        case Alternative(paths):
            return AlternativePath(*map(_rdflib_path, paths))
        case Inverse(inner):
            return InvPath(_rdflib_path(inner))
    return MulPath(_rdflib_path(path.path), _MODS[type(path)])


def _order(result: ShaclResult) -> tuple[str, ...]:
    return (result.focus, result.path or "", result.source_shape, result.component, result.value_term or "")


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
