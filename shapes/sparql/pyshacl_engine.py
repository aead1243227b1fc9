"""Adapter of pySHACL for the validators: the only module that calls it.

It gets graphs, never text: text with broken shapes changes rdflib's handling of literals for the whole process.
Queries are inspected before: they could reach the network.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

import rdflib
from pyoxigraph import BlankNode, RdfFormat, parse
from pyshacl import validate
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from pyshacl.errors import ShapeRecursionWarning
from pyshacl.rdfutil.stringify import stringify_blank_node
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH, XSD
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.rdflib_graphs import add_nquads, nquads_of

from ..engine.holders import Holders
from ..engine.paths import Alternative, Inverse, OneOrMore, Path, Predicate, Steps, ZeroOrMore, ZeroOrOne, path_text
from ..engine.report_graph import BlankNames
from ..messages.shapes_graph import EngineText
from ..messages.validating import QueriesText
from ..shacl_result import ForeignResults, ShaclResult
from .bounded_queries import PreparedGraph, bounded_patterns
from .declarations import declarations_for, lookups_for
from .guard import refuse_query_faults
from .pyshacl_messages import ResultMessages, Words, hide_messages, mark_messages

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.vocab.messages import TextByLanguage
    from danhmuc.vocab.reading import Term

    from ..engine import Index


_FAILURES: Final = (
    # Its own errors are RuntimeErrors; for some defects of shapes it raises others.
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

_QUERIES: Final = (SH.select, SH.ask)
_PATH: Final = re.compile(r"[$?]PATH\b")

_NO_WORDS: Final[Words] = {}


def _no_name(_: Term) -> TextByLanguage | None:
    return None


class PyShaclShapes:
    """A reusable shapes graph for pySHACL.

    Args:
        today: the reference date of our own components; None leaves constraints on it unverified.

    Attributes:
        lines: the shapes as N-Quads.
        graph: the shapes with declarations for pySHACL and marked messages.
        slow: the queries that were unfinished, and how many times, as in `PreparedGraph`.
    """

    def __init__(self, shapes: Index, today: date | None) -> None:
        refuse_query_faults(shapes)
        self.lines = _lines(shapes)
        self.slow: defaultdict[str, float] = defaultdict(float)
        self.holders = Holders(shapes)
        self.graph = rdflib.Graph()
        add_nquads(self.graph, self.lines)
        add_nquads(self.graph, declarations_for(self.lines, today))
        # Rules would change the data to validate; scripts are never run.
        self.graph.remove((None, SH.rule, None))
        for script in list(self.graph.subjects(RDF.type, SH.JSValidator)):
            self.graph.remove((None, None, script))
        mark_messages(self.graph)


class PyShaclValidator:
    """Validation of one graph with pySHACL, against one shapes graph after another.

    Args:
        name_of: the name of a blank node for people; by default none has one.
        today: the reference date of our own components.
        profile: the profile of the shapes, for errors; None if there is none.
        prepare: prepares shapes, and may cache them; by default they are not cached.

    Attributes:
        uncomputed: a result for each query or pattern that was ended so far, because the data may well fail there; the
            focus node is the shape if it is a target that is not known.
    """

    def __init__(
        self,
        data: Index,
        names: BlankNames,
        *,
        name_of: Callable[[Term], TextByLanguage | None] = _no_name,
        today: date | None = None,
        profile: str | None = None,
        prepare: Callable[[Index], PyShaclShapes] | None = None,
    ) -> None:
        self._lines = _lines(data)
        self._data = PreparedGraph()
        add_nquads(self._data, self._lines)
        self.names = names
        self._name_of = name_of
        self._holders = Holders(data)
        self._shape_holders = Holders({})
        self.uncomputed = ForeignResults()
        self._profile = profile
        self._prepare = prepare or partial(PyShaclShapes, today=today)

    def validate(self, shapes: Index, words: Words = _NO_WORDS) -> ForeignResults:
        """Validate against shapes; results are sorted by focus node.

        Args:
            words: messages of constraints for shapes without any; by default those of pySHACL.

        Raises:
            ShapesError: pySHACL cannot work with the shapes.
        """
        made = self._prepare(shapes)
        self._shape_holders = made.holders
        report, messages = self._run(made, words)
        self._add_uncomputed(made)
        tops = _tops(report)
        for top in tops:
            self._add_value(report, top, made.graph, messages)
        found = sorted(((self._result(report, top, messages), top) for top in tops), key=lambda pair: _order(pair[0]))
        graphs = []
        for _, top in found:
            part = rdflib.Graph()
            _copy(report, top, part, messages)
            graphs.append(nquads_of(part, self._blank_node_names(part)))
        return ForeignResults(
            results=tuple(result for result, _ in found),
            tops=tuple(self._term_text(top) for _, top in found),
            graphs=tuple(graphs),
        )

    def foci(self, shapes: Index) -> Mapping[str, Sequence[Term]]:
        """Focus nodes that fail, by IRI or name of the shape, in a stable order.

        Raises:
            ShapesError: pySHACL cannot work with the shapes.
        """
        made = self._prepare(shapes)
        report = self._report(made, made.graph)
        self._add_uncomputed(made)
        found: dict[str, dict[str, Term]] = {}
        for top in _tops(report):
            focus = report.value(top, SH.focusNode)
            if focus is not None:
                term = _pyoxigraph_term(focus)
                found.setdefault(str(report.value(top, SH.sourceShape)), {})[str(term)] = term
        return {shape: [terms[name] for name in sorted(terms)] for shape, terms in found.items()}

    def _add_uncomputed(self, made: PyShaclShapes) -> None:
        """Add what was not computed because queries of these shapes were ended."""
        unfinished, self._data.unfinished = self._data.unfinished, {}
        for one in unfinished:
            shape, component = _origin(one.text, made.graph)
            focus = shape if one.focus is None else one.focus
            severity = made.graph.value(shape, SH.severity) or SH.Violation
            result = ShaclResult(
                focus=self._term_text(focus),
                path=None,
                value=None,
                value_term=None,
                severity=str(severity),
                source_shape=self._term_text(shape),
                component=component,
                sentence=QueriesText.QUERY_UNFINISHED(),
                is_computed=False,
                about=self._name_text(focus),
                reached_by=_way_to(focus, self._holders),
                shape_reached_by=_way_to(shape, made.holders),
            )
            if result not in self.uncomputed.results:
                top = rdflib.BNode()
                part = rdflib.Graph()
                part.add((top, RDF.type, SH.ValidationResult))
                part.add((top, SH.focusNode, focus))
                part.add((top, SH.resultSeverity, severity))
                part.add((top, SH.sourceShape, shape))
                part.add((top, SH.sourceConstraintComponent, rdflib.URIRef(component)))
                for language, text in QueriesText.QUERY_UNFINISHED().by_language().items():
                    part.add((top, SH.resultMessage, rdflib.Literal(text, lang=language)))
                self.uncomputed += ForeignResults(
                    results=(result,),
                    tops=(self._term_text(top),),
                    graphs=(nquads_of(part, self._blank_node_names(part)),),
                )

    def _run(self, made: PyShaclShapes, words: Words) -> tuple[rdflib.Graph, ResultMessages]:
        shapes, taken = made.graph, rdflib.Graph()
        try:
            report = self._report(made, shapes)
        except ShapesError as error:
            if not isinstance(error.__cause__, re.error | IndexError):
                raise
            # When it inserts a value into a message, it treats a backslash in the value as an escape.
            shapes = rdflib.Graph()
            shapes += made.graph
            taken = hide_messages(shapes)
            report = self._report(made, shapes)
        return report, ResultMessages(report, shapes, taken, self._is_blank, words)

    def _report(self, made: PyShaclShapes, shapes: rdflib.Graph) -> rdflib.Graph:
        add_nquads(self._data, lookups_for(made.lines, self._lines))
        self._data.slow = made.slow
        advanced = (None, SH.target, None) in shapes or (None, RDF.type, SH.SPARQLFunction) in shapes
        return _report(self._data, shapes, self._profile, advanced=advanced)

    def _add_value(
        self, report: rdflib.Graph, top: rdflib.term.Node, shapes: rdflib.Graph, messages: ResultMessages
    ) -> None:
        """Add the value at fault, if a validator under a path queried it: pySHACL leaves it out.

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

    def _result(self, report: rdflib.Graph, top: rdflib.term.Node, messages: ResultMessages) -> ShaclResult:
        focus = report.value(top, SH.focusNode)
        path = report.value(top, SH.resultPath)
        value = report.value(top, SH.value)
        shape = report.value(top, SH.sourceShape)
        details = (self._result(report, one, messages) for one in report.objects(top, SH.detail))
        return ShaclResult(
            focus=self._term_text(focus),
            path=None if path is None else path_text(_path(report, path)),
            value=None if value is None else self._term_text(value),
            value_term=None if value is None else self._term(value),
            value_language=value.language if isinstance(value, rdflib.Literal) else None,
            value_datatype=_datatype(value) if isinstance(value, rdflib.Literal) else None,
            severity=str(report.value(top, SH.resultSeverity)),
            source_shape=self._term_text(shape),
            component=str(report.value(top, SH.sourceConstraintComponent)),
            sentence=messages.sentence(top),
            about=self._name_text(focus),
            value_about=self._name_text(value),
            reached_by=_way_to(focus, self._holders),
            shape_reached_by=_way_to(shape, self._shape_holders),
            details=tuple(sorted(details, key=_order)),
        )

    def _name_text(self, term: rdflib.term.Node | None) -> TextByLanguage | None:
        return self._name_of(BlankNode(str(term))) if isinstance(term, rdflib.BNode) else None

    def _is_blank(self, name: str) -> bool:
        node = rdflib.BNode(name)
        return (node, None, None) in self._data or (None, None, node) in self._data

    def _term_text(self, term: rdflib.term.Node | None) -> str:
        return self.names.name(str(term)) if isinstance(term, rdflib.BNode) else str(term)

    def _term(self, term: rdflib.term.Node) -> str:
        part = rdflib.Graph()
        part.add((RDF.nil, RDF.value, term))
        return nquads_of(part, self._blank_node_names(part)).decode().split("> ", 2)[2].removesuffix(" .\n")

    def _blank_node_names(self, part: rdflib.Graph) -> dict[rdflib.BNode, str]:
        return {
            term: self.names.name(str(term))
            for triple in sorted(part, key=str)
            for term in triple
            if isinstance(term, rdflib.BNode)
        }


def _origin(text: str, shapes: rdflib.Graph) -> tuple[rdflib.term.Node, str]:
    """The shape, or the component, that a query or a pattern is of, and the IRI of the component."""
    for query in _QUERIES:
        for holder, _, own in shapes.triples((None, query, None)):
            if all(part in text for part in _PATH.split(str(own))):
                for shape, predicate in shapes.subject_predicates(holder):
                    if predicate in (SH.sparql, SH.target):
                        return shape, str(SH.SPARQLConstraintComponent)
                    return shape, str(shape)
    for shape in shapes.subjects(SH.pattern, rdflib.Literal(text)):
        return shape, str(SH.PatternConstraintComponent)
    return SH.Shape, str(SH.SPARQLConstraintComponent)


def _datatype(literal: rdflib.Literal) -> str:
    return str(literal.datatype or (XSD.string if literal.language is None else RDF.langString))


def _way_to(node: rdflib.term.Node | None, holders: Holders) -> str | None:
    return holders.way_to(BlankNode(str(node))) if isinstance(node, rdflib.BNode) else None


def _lines(index: Index) -> bytes:
    """An index as N-Quads: constructors of terms may refuse what a lenient parser accepted."""
    return "".join(
        [
            f"{subject} {predicate} {value} .\n"
            for subject, properties in index.items()
            for predicate, values in properties.items()
            for value in values
        ]
    ).encode()


def _report(data: PreparedGraph, shapes: rdflib.Graph, profile: str | None, *, advanced: bool = False) -> rdflib.Graph:
    """Run pySHACL and return its report.

    Raises:
        ShapesError: it cannot work with the shapes.
    """
    # Their keys are addresses of graphs in memory, which may be reused.
    SPARQLConstraintComponentValidator.validator_cache.clear()
    stringify_blank_node.dict_cache.clear()
    try:
        with warnings.catch_warnings(), _silence_log(), bounded_patterns(data):
            # It leaves a recursion after some rounds and continues as if nothing were wrong.
            warnings.simplefilter("error", ShapeRecursionWarning)
            _, report, _ = validate(
                data, shacl_graph=shapes, inference="none", advanced=advanced, meta_shacl=False, inplace=True
            )
    except _FAILURES as error:
        words = " ".join(str(error).split()) or type(error).__name__
        raise _refusal(profile, words) from error
    if not isinstance(report, rdflib.Graph):
        raise _refusal(profile, " ".join(str(report).split()))
    return report


def _refusal(profile: str | None, words: str) -> ShapesError:
    reason = FOREIGN_WORDS(words=words)
    if profile is None:
        return ShapesError(EngineText.PYSHACL_REFUSES_SHAPES(reason=reason))
    return ShapesError(EngineText.PYSHACL_REFUSES_PROFILE(profile=profile, reason=reason))


@contextmanager
def _silence_log() -> Iterator[None]:
    """Silence the log of pySHACL, which also writes its errors on stderr."""
    log = logging.getLogger("pyshacl-validate")
    was_disabled, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = was_disabled


def _copy(report: rdflib.Graph, node: rdflib.term.Node, into: rdflib.Graph, messages: ResultMessages) -> None:
    """Copy a result of a report with details and a path of its own, without repeated parts of the shapes."""
    for _, predicate, value in report.triples((node, None, None)):
        if predicate == SH.resultPath:
            into.add((node, predicate, _copied_path(report, value, into)))
        elif predicate != SH.resultMessage:
            into.add((node, predicate, value))
        if predicate == SH.detail:
            _copy(report, value, into, messages)
    for message in messages.of(node):
        into.add((node, SH.resultMessage, message))


def _copied_path(report: rdflib.Graph, node: rdflib.term.Node, into: rdflib.Graph) -> rdflib.term.Node:
    """Copy a path: in pySHACL's report all results of a shape share its nodes."""
    if not isinstance(node, rdflib.BNode):
        return node
    copy = rdflib.BNode()
    for _, predicate, value in report.triples((node, None, None)):
        into.add((copy, predicate, _copied_path(report, value, into)))
    return copy


def _path(graph: rdflib.Graph, node: rdflib.term.Node) -> Path:
    """Read a valid path of pySHACL's report."""
    if isinstance(node, rdflib.URIRef):
        # Not with the constructor, which refuses IRIs that a lenient parser accepted.
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
    raise ShapesError(EngineText.PYSHACL_PATH_WRONG(node=str(node)))


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


def _tops(report: rdflib.Graph) -> set[rdflib.term.Node]:
    """Top-level results of the report, which are not details of others."""
    return {
        top for holder in report.subjects(RDF.type, SH.ValidationReport) for top in report.objects(holder, SH.result)
    }


def _pyoxigraph_term(term: rdflib.term.Node) -> Term:
    """The pyoxigraph term for one of rdflib; blank nodes keep their names."""
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    part = rdflib.Graph()
    part.add((RDF.nil, RDF.value, term))
    (quad,) = parse(nquads_of(part), format=RdfFormat.N_QUADS, lenient=True)
    read: Term = quad.object
    return read
