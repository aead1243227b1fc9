"""Checks of the form of shapes: no constraint, invalid values, unused or recursive shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.datatypes.grammar import TRUE
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import RDF, SH

from ..engine.components import ALL_COMPONENTS, BY_PARAMETER
from ..engine.shape_model import ShapeConstraint
from .documents import LintNotice, ShapesDocument, term_name
from .terms import canonical_namespace

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Fact
    from danhmuc.vocab.reading import Subject, Term

    from ..engine.data import Data
    from ..engine.demands import Component
    from ..engine.outcomes import Outcome
    from ..engine.shape_model import Shape


_COMPONENTS: Final = {component.name: component for component in ALL_COMPONENTS}
_DEMANDS: Final = frozenset({SH.rule, SH.expression, SH.sparql, SH.property})
_SIZES: Final = frozenset({"MinCount", "MaxCount", "MinLength", "MaxLength", "QualifiedMinCount", "QualifiedMaxCount"})
_SWITCHES: Final = frozenset({SH.closed, SH.uniqueLang})
_USES: Final = frozenset({RDF.first, SH.property, SH.node, SH["not"], SH.qualifiedValueShape, SH.filterShape})
_COMPANIONS: Final = {
    SH.flags: (SH.pattern,),
    SH.ignoredProperties: (SH.closed,),
    SH.qualifiedValueShape: (SH.qualifiedMinCount, SH.qualifiedMaxCount),
    SH.qualifiedValueShapesDisjoint: (SH.qualifiedValueShape,),
}
"""Parameters of which one is required, by parameter."""
_HTTP: Final = re.compile(r"\^(https?:(?:[\w/:#%=&~-]|\\?\.|\\[/#-])+)")


def notice(document: ShapesDocument) -> Iterator[LintNotice]:
    """Report faults in the form of a file's shapes."""
    for shape in document.shapes.values():
        if not shape.is_deactivated:
            if shape.node not in document.parameters:
                yield from _demands(document, shape)
            yield from _idle(document, shape)
            for constraint in shape.constraints:
                yield from _values(document, shape, constraint)
    yield from _added_demands(document)
    yield from _unused_shapes(document)
    yield from _circles(document)


def _demands(document: ShapesDocument, shape: Shape) -> Iterator[LintNotice]:
    """Report a shape without any effect."""
    if shape.needs_sparql or any(
        _is_demand(predicate, values) for predicate, values in document.properties_of(shape.node).items()
    ):
        return
    if shape.path is not None:
        if shape.node not in document.allowing:
            yield LintNotice(code="no-constraint", node=shape.node, term=shape.path_node)
        return
    # A class that is a shape only by its type is there to be a class.
    targets = [target for target in shape.targets if target.node != shape.node]
    if targets:
        yield LintNotice(code="demands-nothing", node=shape.node, facts={"target": term_name(targets[0].node)})


def _idle(document: ShapesDocument, shape: Shape) -> Iterator[LintNotice]:
    """Report a parameter without effect because another is missing."""
    properties = document.properties_of(shape.node)
    for predicate, companions in _COMPANIONS.items():
        if predicate in properties and properties.keys().isdisjoint(companions):
            facts: dict[str, Fact] = {"parameter": term_name(predicate), "wanted": tuple(map(term_name, companions))}
            yield LintNotice(code="idle-parameter", node=shape.node, term=predicate, facts=facts)


def _is_demand(predicate: NamedNode, values: object) -> bool:
    if predicate in _SWITCHES:
        assert isinstance(values, list | tuple)
        return any(isinstance(value, Literal) and value.value in TRUE for value in values)
    return predicate in BY_PARAMETER or predicate in _DEMANDS


def _added_demands(document: ShapesDocument) -> Iterator[LintNotice]:
    """Report constraints that a profile adds to rules below it."""
    for node, shape in document.overridden.items():
        if node not in document.shapes and not shape.is_deactivated:
            for constraint in shape.constraints:
                if _asked_by(constraint) in document.properties_of(node):
                    yield from _values(document, shape, constraint)


def _asked_by(constraint: ShapeConstraint) -> NamedNode:
    component = _COMPONENTS[constraint.component]
    return component.parameter(component.parameters[0])


def _values(document: ShapesDocument, shape: Shape, constraint: ShapeConstraint) -> Iterator[LintNotice]:
    """Report a parameter with an invalid value."""
    component = _COMPONENTS[constraint.component]
    parameter = component.parameters[0]
    terms = constraint.parameters[parameter]
    facts = {"parameter": abbreviate(component.parameter(parameter).value)}
    if not terms:
        yield LintNotice(code="empty-list", node=shape.node, term=component.parameter(parameter), facts=facts)
        return
    if component.name in _SIZES and _is_negative(terms[0]):
        yield LintNotice(code="wrong-value", node=shape.node, term=terms[0], facts=facts)
        return
    try:
        component.build(constraint, shape, _Nothing())
    except ShapesError:
        flags = constraint.parameters.get("flags", ())
        if flags and not _are_flags(component, shape, flags):
            facts = {"parameter": abbreviate(SH.flags.value)}
            yield LintNotice(code="wrong-value", node=shape.node, term=flags[0], facts=facts)
        elif component.name == "NodeKind":
            yield LintNotice(code="node-kind", node=shape.node, term=terms[0], near=_near_kind(terms[0]))
        elif component.name == "Pattern":
            yield LintNotice(code="pattern", node=shape.node, term=terms[0])
        else:
            yield LintNotice(code="wrong-value", node=shape.node, term=terms[0], facts=facts)
        return
    if component.name == "Pattern" and not (document.is_about_faults(shape) or document.forbids(shape)):
        yield from _namespace(shape, terms[0])


def _are_flags(component: Component, shape: Shape, flags: tuple[Term, ...]) -> bool:
    """Whether a valid pattern can have these flags."""
    try:
        component.build(
            ShapeConstraint(component.name, {"pattern": (Literal("a"),), "flags": flags}), shape, _Nothing()
        )
    except ShapesError:
        return False
    return True


def _is_negative(term: Term) -> bool:
    return isinstance(term, Literal) and re.fullmatch(r"-0*[1-9]\d*", term.value, re.ASCII) is not None


class _Nothing:
    """Compiler that ignores other shapes, which are linted separately."""

    def conforms(self, shape: Shape) -> Callable[[Term, Data], Outcome]:  # noqa: ARG002 - one signature for all
        return lambda value, data: True  # noqa: ARG005 - a test like any other


def _near_kind(term: Term) -> str | None:
    name = re.split("[/#]", term.value)[-1] if isinstance(term, NamedNode | Literal) else ""
    kinds = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
    swapped = {
        "IRIOrBlankNode": "BlankNodeOrIRI",
        "LiteralOrIRI": "IRIOrLiteral",
        "LiteralOrBlankNode": "BlankNodeOrLiteral",
    }
    found = swapped.get(name) or next((kind for kind in kinds if kind.lower() == name.lower()), None)
    return None if found is None else f"sh:{found}"


def _namespace(shape: Shape, pattern: Term) -> Iterator[LintNotice]:
    """Report a pattern that begins like a known namespace except for http or https."""
    found = _HTTP.match(pattern.value) if isinstance(pattern, Literal) else None
    if found is None:
        return
    # The last character before a repetition may be absent.
    beginning = (
        found[1] if found.end() == len(found.string) or found.string[found.end()] not in "?*+{|" else found[1][:-1]
    )
    if "|" in found.string:
        return
    namespace = canonical_namespace(beginning.replace("\\", ""))
    if namespace is not None:
        yield LintNotice(code="pattern-namespace", node=shape.node, term=pattern, near=f"<{namespace}>")


def _unused_shapes(document: ShapesDocument) -> Iterator[LintNotice]:
    used = {
        value
        for properties in document.index.values()
        for predicate, values in properties.items()
        if predicate in _USES or (predicate in BY_PARAMETER and predicate != SH["class"])
        for value in values
    }
    for shape in document.shapes.values():
        is_used = bool(shape.targets) or shape.node in used or shape.node in document.parameters | document.sheets
        if not (is_used or SH.target in document.properties_of(shape.node)):
            yield LintNotice(code="unused-shape", node=shape.node)


def _circles(document: ShapesDocument) -> Iterator[LintNotice]:
    """Report each recursion once, at its first shape."""
    done: set[Subject] = set()
    for start in document.shapes.values():
        way = [start] if start.node not in done else []
        ahead = [_leads_to(start)]
        while way:
            one = next(ahead[-1], None)
            if one is None:
                done.add(way.pop().node)
                ahead.pop()
            elif one in way:
                circle = [*way[way.index(one) :], one]
                yield LintNotice(
                    code="recursion",
                    node=one.node,
                    facts={"way": " → ".join(document.name(shape.node) for shape in circle)},
                )
            elif one.node not in done:
                way.append(one)
                ahead.append(_leads_to(one))


def _leads_to(shape: Shape) -> Iterator[Shape]:
    return iter((*shape.properties, *shape.others.values()))
