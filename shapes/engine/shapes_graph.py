"""Read a shapes graph into typed shapes; defective parts are skipped and reported.

Nothing is imported: files named by ``owl:imports`` are not opened. Source: SHACL 1.0, sections 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.datatypes.grammar import TRUE
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DMV, OWL, RDF, RDFS, SH, XSD

from ..messages.shapes_graph import EngineText, ShapesGraphText
from .components import BY_PARAMETER, COMPONENTS
from .data import Data
from .defect import Defect
from .node_names import SH_VALUES
from .own_components import OWN_COMPONENTS
from .paths import Alternative, Inverse, OneOrMore, Path, Predicate, Steps, ZeroOrMore, ZeroOrOne
from .shape_model import DEEPEST, Shape, ShapeConstraint, ShapesGraph, ShapeText, Target, TargetKind

if TYPE_CHECKING:
    from danhmuc.vocab.messages import MessageTemplate
    from danhmuc.vocab.reading import Subject, Term
    from danhmuc.vocab.reading.indexed_documents import Index, Properties

    from .demands import Component


_OWL_CLASS: Final = OWL.Class
_NODE_SHAPE: Final = SH.NodeShape
_PROPERTY_SHAPE: Final = SH.PropertyShape
_PATH: Final = SH.path
_PROPERTY: Final = SH.property
_TARGETS: Final[dict[NamedNode, TargetKind]] = {
    SH.targetNode: "node",
    SH.targetClass: "class",
    SH.targetSubjectsOf: "subjects-of",
    SH.targetObjectsOf: "objects-of",
}
_QUERY_TARGET: Final = SH.target
_REPEATED: Final[dict[NamedNode, type[Inverse | ZeroOrMore | OneOrMore | ZeroOrOne]]] = {
    SH.inversePath: Inverse,
    SH.zeroOrMorePath: ZeroOrMore,
    SH.oneOrMorePath: OneOrMore,
    SH.zeroOrOnePath: ZeroOrOne,
}
_PATHS: Final = (*_REPEATED, SH.alternativePath)
_ENTAILMENT: Final = SH.entailment
_QUALIFIED: Final = SH.qualifiedValueShape
_DISJOINT: Final = SH.qualifiedValueShapesDisjoint
_SWITCHES: Final = frozenset({SH.uniqueLang, SH.closed})
_TRUE: Final = Literal("true", datatype=XSD.boolean)
_FALSE: Final = Literal("false", datatype=XSD.boolean)
_PARAMETERS: Final = frozenset((_PROPERTY, *BY_PARAMETER))
_SHAPES_IN: Final = frozenset(name for one in BY_PARAMETER.values() for name in one.shapes)
_SPARQL: Final = frozenset({SH.sparql, SH.target})
_SCRIPT: Final = frozenset({SH.js, SH.jsFunctionName, SH.jsLibrary})
_SCRIPT_NAME: Final = SH.jsFunctionName
_VALIDATORS: Final = (SH.validator, SH.nodeValidator, SH.propertyValidator)
_SAID_ELSEWHERE: Final = frozenset(
    (
        *(SH.path, SH.property, SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.severity),
        *(SH.message, SH.deactivated, SH.name, SH.description, SH.order, SH.group, SH.defaultValue, SH.flags),
        *(SH.ignoredProperties, SH.qualifiedValueShape, SH.qualifiedValueShapesDisjoint),
    )
)
_NOT_USED: Final = frozenset(
    (
        *(SH.annotationProperty, SH.annotationValue, SH.annotationVarName, SH.ask, SH.condition, SH.conforms),
        *(SH.construct, SH.declare, SH.detail, SH.entailment, SH.expression, SH.filterShape, SH.focusNode),
        *(SH.intersection, SH.jsLibraryURL, SH.labelTemplate, SH.namespace, SH.nodeValidator, SH.nodes, SH.object),
        *(SH.optional, SH.parameter, SH.predicate, SH.prefix, SH.prefixes, SH.propertyValidator, SH.result),
        *(SH.resultAnnotation, SH.resultMessage, SH.resultPath, SH.resultSeverity, SH.returnType, SH.rule, SH.select),
        *(SH.shapesGraph, SH.shapesGraphWellFormed, SH.sourceConstraint, SH.sourceConstraintComponent),
        *(SH.sourceShape, SH.subject, SH.suggestedShapesGraph, SH.this, SH.union, SH.update, SH.validator, SH.value),
        *(SH.alternativePath, SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, SH_VALUES),
    )
)
"""Other terms of SHACL and its advanced features: for queries, reports, paths and rules; rules are not run."""
_KNOWN: Final = sorted(
    {
        *(term.value.removeprefix(SH.iri) for term in (*_SAID_ELSEWHERE, *_SPARQL)),
        *(one.parameters[0] for one in COMPONENTS),
    }
)
_OWN: Final = sorted({name for one in OWN_COMPONENTS for name in (*one.parameters, *one.optional)})


_MOST_PATH_PARTS: Final = 10_000
"""Maximum number of parts of a path, each counted as often as it is reached."""


class _Unusable(Exception):  # noqa: N818 - caught here, never seen outside
    """A part of the graph that cannot be used, with the template of its message."""

    def __init__(
        self,
        template: MessageTemplate,
        *,
        value: Term | None = None,
        companion: str | None = None,
        other: Term | None = None,
    ) -> None:
        super().__init__(template.id)
        self.template = template
        self.value = value
        self.companion = companion
        self.other = other


class _BrokenList(Exception):  # noqa: N818 - caught here, never seen outside
    """A broken list."""


def read_shapes(index: Index) -> ShapesGraph:
    """Read the shapes of a graph, with all shapes that they name.

    Raises:
        ShapesError: a shape needs a script, which is never run; the graph asks for entailment, which is not supported;
            shapes are nested too deep.
    """
    reader = _Reader(index)
    reader.refuse_entailment()
    reader.refuse_script_functions()
    for node in reader.roots():
        reader.shape(node)
    reader.settle_siblings()
    return ShapesGraph(shapes=reader.shapes, defects=tuple(dict.fromkeys(reader.defects)))


class _Reader:
    def __init__(self, index: Index) -> None:
        self._index = index
        self.shapes: dict[Subject, Shape] = {}
        self.defects: list[Defect] = []
        self._depth = 0
        self._pathless: set[Subject] = set()
        self._path_parts = 0
        graph = Data(index)
        # No shapes graph states that owl:Class is a class.
        self._classes = frozenset(graph.instances(RDFS.Class)).union(graph.instances(_OWL_CLASS))
        self._property_shapes = frozenset(graph.instances(_PROPERTY_SHAPE))
        self._typed = self._property_shapes.union(graph.instances(_NODE_SHAPE))
        self._custom = self._custom_parameters()
        self._scripted = self._scripted_parameters()

    def refuse_entailment(self) -> None:
        """Refuse shapes that ask for entailment: without the inferred triples the result would be wrong."""
        for properties in self._index.values():
            for regime in properties.get(_ENTAILMENT, ()):
                raise ShapesError(ShapesGraphText.ENTAILMENT_ASKED(regime=str(regime)))

    def refuse_script_functions(self) -> None:
        """Refuse functions by script: queries that call them would give wrong results."""
        for node, properties in self._index.items():
            self._refuse_script(node, properties.get(RDF.type, ()), SH.JSFunction, SH.SPARQLFunction)

    def _refuse_script(self, node: Term, types: Iterable[Term], script: NamedNode, query: NamedNode) -> None:
        """Refuse a node of a class of SHACL-JS, unless it also has the class of SHACL-SPARQL."""
        if script in types and query not in types:
            raise ShapesError(ShapesGraphText.SCRIPT_NEEDED(shape=str(node), script=abbreviate(script.value)))

    def roots(self) -> Iterator[Subject]:
        """Nodes that are shapes by their class or by a target."""
        for node, properties in self._index.items():
            if node in self._typed or _QUERY_TARGET in properties or not _TARGETS.keys().isdisjoint(properties):
                yield node
            elif node in self._classes and not _PARAMETERS.isdisjoint(properties):
                self._skip(node, ShapesGraphText.CLASS_WITHOUT_SHAPE)

    def shape(self, node: Subject) -> Shape | None:
        """Read the shape of a node; None if it cannot be one."""
        if node in self.shapes:
            return self.shapes[node]
        properties = self._index.get(node, {})
        paths = properties.get(_PATH, ())
        if not paths and node in self._property_shapes:
            self._skip(node, ShapesGraphText.PATH_MISSING)
            return None
        if len(paths) > 1:
            self._skip(node, ShapesGraphText.PATH_REPEATED)
            return None
        shape = Shape(node)
        try:
            if paths:
                shape.path_node = paths[0]
                self._path_parts = 0
                shape.path = self._path(paths[0], frozenset())
        except _Unusable as fault:
            self._skip(node, fault.template, value=fault.value)
            return None
        except _BrokenList:
            self._skip(node, ShapesGraphText.PATH_LIST_BROKEN)
            return None
        if self._depth > DEEPEST:
            raise ShapesError(EngineText.SHAPES_TOO_DEEP(most=DEEPEST, shape=str(node)))
        self._depth += 1
        self.shapes[node] = shape
        shape.targets = tuple(dict.fromkeys(self._targets(node)))
        shape.is_deactivated = self._is_on(node, SH.deactivated)
        shape.severity = self._severity(node)
        shape.messages = _messages(properties.get(SH.message, ()))
        shape.names = _messages(properties.get(SH.name, ()))
        shape.properties = tuple(self._properties(node))
        shape.constraints = tuple(self._constraints(shape))
        self._depth -= 1
        return shape

    def _is_on(self, node: Subject, switch: NamedNode) -> bool:
        """Whether a switch is exactly the term true: the suite of the W3C distinguishes it from "1"^^xsd:boolean."""
        values = self._index.get(node, {}).get(switch, ())
        for term in values:
            if term not in (_TRUE, _FALSE):
                self._skip(node, ShapesGraphText.SWITCH_UNREADABLE, parameter=switch, value=term)
        return _TRUE in values

    def _severity(self, node: Subject) -> NamedNode | None:
        values = self._index.get(node, {}).get(SH.severity, ())
        named = [term for term in values if isinstance(term, NamedNode)]
        if len(values) > 1 or len(named) < len(values):
            self._skip(node, ShapesGraphText.SEVERITY_REPEATED if named else ShapesGraphText.SEVERITY_NO_IRI)
        return named[0] if named else None

    def settle_siblings(self) -> None:
        """Set the qualified shapes of the siblings of each property shape."""
        apart = {node for node in self.shapes if self._is_on(node, _DISJOINT)}
        for properties in self._index.values():
            held = properties.get(_PROPERTY, ())
            for one in held:
                if one in apart:
                    self._add_siblings(self.shapes[one], held)  # type: ignore[index]

    def _add_siblings(self, shape: Shape, beside: Iterable[Term]) -> None:
        found: dict[Term, Shape] = {sibling.node: sibling for sibling in shape.siblings}
        for term in beside:
            # Only the graph decides: a shape counts here even if it is deactivated, or has no count of its own.
            for qualified in self._properties_of(term).get(_QUALIFIED, ()):
                sibling = None if isinstance(qualified, Literal) else self.shape(qualified)
                if sibling is not None:
                    found[sibling.node] = sibling
        shape.siblings = tuple(found.values())
        shape.others.update(found)

    def _targets(self, node: Subject) -> Iterator[Target]:
        properties = self._index.get(node, {})
        for predicate, kind in _TARGETS.items():
            for term in properties.get(predicate, ()):
                if kind == "node" or isinstance(term, NamedNode):
                    yield Target(kind, term)
                else:
                    self._skip(node, ShapesGraphText.TARGET_NO_IRI, parameter=predicate, value=term)
        if node in self._classes and node in self._typed and isinstance(node, NamedNode):
            yield Target("class", node)
        for term in properties.get(_QUERY_TARGET, ()):
            self._refuse_script_target(node, term)
            yield Target("query", node)

    def _refuse_script_target(self, node: Subject, target: Term) -> None:
        properties = self._properties_of(target)
        types = properties.get(RDF.type, ())
        own = [*types, *([SH.JSTarget] if _SCRIPT_NAME in properties else [])]
        self._refuse_script(node, own, SH.JSTarget, SH.SPARQLTarget)
        for one in types:
            of_type = self._properties_of(one).get(RDF.type, ())
            self._refuse_script(node, of_type, SH.JSTargetType, SH.SPARQLTargetType)

    def _properties(self, node: Subject) -> Iterator[Shape]:
        for term in self._index.get(node, {}).get(_PROPERTY, ()):
            if isinstance(term, Literal):
                self._skip(node, ShapesGraphText.PROPERTY_NO_SHAPE, value=term)
                continue
            if _PATH not in self._index.get(term, {}):
                if term not in self._pathless and term not in self._property_shapes:
                    # Of a node typed a property shape it is said when that is read; and once is enough.
                    self._skip(node, ShapesGraphText.PROPERTY_WITHOUT_PATH, other=term)
                self._pathless.add(term)
                continue
            shape = self.shape(term)
            if shape is not None:
                yield shape

    def _constraints(self, shape: Shape) -> Iterator[ShapeConstraint]:
        properties = self._index.get(shape.node, {})
        for predicate in properties:
            iri = predicate.value
            if predicate in self._scripted:
                script = abbreviate(SH.JSValidator.value)
                raise ShapesError(ShapesGraphText.SCRIPT_NEEDED(shape=str(self._scripted[predicate]), script=script))
            if predicate in self._custom:
                shape.needs_sparql = True
                continue
            component = BY_PARAMETER.get(predicate)
            if component is None:
                if iri.startswith(SH.iri):
                    self._read_other(shape, predicate, iri[len(SH.iri) :])
                elif iri.startswith(DMV.iri):
                    self._skip_if_mistyped(shape, predicate, iri[len(DMV.iri) :])
                continue
            if component.only_properties and shape.path is None:
                self._skip(shape.node, ShapesGraphText.PARAMETER_WITHOUT_PATH, parameter=predicate)
                continue
            if predicate in _SWITCHES:
                self._is_on(shape.node, predicate)
            for term in properties[predicate]:
                try:
                    yield self._constraint(shape, component, term)
                except _Unusable as fault:
                    self._skip(
                        shape.node,
                        fault.template,
                        parameter=predicate,
                        companion=fault.companion,
                        other=fault.other,
                    )
                except _BrokenList:
                    self._skip(shape.node, ShapesGraphText.LIST_BROKEN, parameter=predicate)

    def _read_other(self, shape: Shape, predicate: NamedNode, name: str) -> None:
        """Read a term of SHACL that belongs to no component."""
        if predicate in _SCRIPT:
            raise ShapesError(ShapesGraphText.SCRIPT_NEEDED(shape=str(shape.node), script=f"sh:{name}"))
        if predicate in _SPARQL:
            shape.needs_sparql = True
        elif predicate in _NOT_USED:
            self._skip(shape.node, ShapesGraphText.PARAMETER_UNUSED, parameter=predicate)
        elif predicate not in _SAID_ELSEWHERE:
            near = get_close_matches(name, _KNOWN, n=1)
            if near:
                self._skip(
                    shape.node, ShapesGraphText.PARAMETER_UNKNOWN_NEAR, parameter=predicate, near=f"sh:{near[0]}"
                )
            else:
                self._skip(shape.node, ShapesGraphText.PARAMETER_UNKNOWN, parameter=predicate)

    def _skip_if_mistyped(self, shape: Shape, predicate: NamedNode, name: str) -> None:
        """Skip a misspelt parameter; only terms of our vocabulary that look like a parameter are reported."""
        near = get_close_matches(name, _OWN, n=1, cutoff=0.75)
        if near and name not in _OWN:
            self._skip(shape.node, ShapesGraphText.OWN_PARAMETER_UNKNOWN, parameter=predicate, near=f"dmv:{near[0]}")

    def _constraint(self, shape: Shape, component: Component, term: Term) -> ShapeConstraint:
        properties = self._index.get(shape.node, {})
        parameters: dict[str, tuple[Term, ...]] = {component.parameters[0]: (term,)}
        for other in (*component.parameters[1:], *component.optional):
            values = tuple(properties.get(component.parameter(other), ()))
            if values:
                parameters[other] = values
            elif other in component.parameters:
                raise _Unusable(ShapesGraphText.COMPANION_MISSING, companion=_name(component.parameter(other)))
        for other in sorted(parameters.keys() - {component.parameters[0]}):
            if len(parameters[other]) > 1:
                several = _name(component.parameter(other))
                self._skip(shape.node, ShapesGraphText.COMPANION_REPEATED, companion=several)
                parameters[other] = parameters[other][:1]
        for other in component.lists & parameters.keys():
            parameters[other] = self._list_of(component, other, parameters[other][0])
        for other in component.shapes & parameters.keys():
            for one in parameters[other]:
                if one not in self._index:
                    self._skip(shape.node, ShapesGraphText.OTHER_UNDESCRIBED, companion=f"sh:{other}", other=one)
                held = None if isinstance(one, Literal) else self.shape(one)
                if held is None:
                    raise _Unusable(ShapesGraphText.OTHER_UNUSABLE, companion=f"sh:{other}", other=one)
                shape.others[one] = held
        return ShapeConstraint(component.name, parameters)

    def _list_of(self, component: Component, parameter: str, node: Term) -> tuple[Term, ...]:
        try:
            return tuple(self._list(node))
        except _BrokenList:
            if parameter == component.parameters[0]:
                raise
            companion = _name(component.parameter(parameter))
            raise _Unusable(ShapesGraphText.LIST_BROKEN_IN_COMPANION, companion=companion) from None

    def _path(self, node: Term, above: frozenset[Term]) -> Path:
        self._path_parts += 1
        if self._path_parts > _MOST_PATH_PARTS:
            # Parts that are shared on ever more ways have no end.
            raise _Unusable(ShapesGraphText.PATH_TOO_LARGE)
        if isinstance(node, Literal) or node == RDF.nil:
            raise _Unusable(ShapesGraphText.PATH_WITH_VALUE, value=node)
        if isinstance(node, NamedNode):
            return Predicate(node)
        if node in above:
            raise _Unusable(ShapesGraphText.PATH_CIRCULAR)
        if len(above) > DEEPEST:
            raise _Unusable(ShapesGraphText.PATH_TOO_DEEP)
        above |= {node}
        properties = self._index.get(node, {})
        if RDF.first in properties:
            return Steps(tuple(self._path(one, above) for one in self._some(node)))
        kinds = [
            (predicate, value) for predicate in _PATHS if predicate in properties for value in properties[predicate]
        ]
        if len(kinds) != 1:
            raise _Unusable(ShapesGraphText.PATH_TWO_KINDS if kinds else ShapesGraphText.PATH_IS_NONE)
        ((predicate, value),) = kinds
        if predicate in _REPEATED:
            return _REPEATED[predicate](self._path(value, above))
        return Alternative(tuple(self._path(one, above) for one in self._some(value)))

    def _some(self, node: Term) -> list[Term]:
        found = list(self._list(node))
        if not found:
            raise _Unusable(ShapesGraphText.PATH_EMPTY)
        return found

    def _list(self, node: Term) -> Iterator[Term]:
        seen: set[Term] = set()
        while node != RDF.nil:
            properties = self._properties_of(node)
            if node in seen or len(properties.get(RDF.first, ())) != 1 or len(properties.get(RDF.rest, ())) != 1:
                raise _BrokenList
            seen.add(node)
            yield properties[RDF.first][0]
            node = properties[RDF.rest][0]

    def _custom_parameters(self) -> frozenset[NamedNode]:
        """Mandatory parameters of components that the graph declares and the engine does not have."""
        found: set[NamedNode] = set()
        for properties in self._index.values():
            if SH.ConstraintComponent in properties.get(RDF.type, ()):
                for parameter in properties.get(SH.parameter, ()):
                    about = {} if isinstance(parameter, Literal) else self._index.get(parameter, {})
                    if not any(term.value in TRUE for term in about.get(SH.optional, ())):
                        found.update(one for one in about.get(_PATH, ()) if isinstance(one, NamedNode))
        return frozenset(found - BY_PARAMETER.keys())

    def _scripted_parameters(self) -> dict[Term, Subject]:
        """Custom parameters whose component has only scripts as validators, with the component."""
        found: dict[Term, Subject] = {}
        for node, properties in self._index.items():
            validators = [one for predicate in _VALIDATORS for one in properties.get(predicate, ())]
            if validators and all(_is_script(self._properties_of(one)) for one in validators):
                parameters = (self._properties_of(one) for one in properties.get(SH.parameter, ()))
                found.update((path, node) for about in parameters for path in about.get(_PATH, ()))
        return {path: node for path, node in found.items() if path in self._custom}

    def _properties_of(self, term: Term) -> Properties:
        return {} if isinstance(term, Literal) else self._index.get(term, {})

    def _skip(
        self,
        node: Subject,
        template: MessageTemplate,
        *,
        parameter: NamedNode | None = None,
        near: str | None = None,
        companion: str | None = None,
        other: Term | None = None,
        value: Term | None = None,
    ) -> None:
        self.defects.append(
            Defect(
                node=node,
                template=template,
                parameter=parameter,
                near=near,
                companion=companion,
                other=other,
                value=value,
            )
        )


def _is_script(properties: Properties) -> bool:
    return SH.JSValidator in properties.get(RDF.type, ()) or _SCRIPT_NAME in properties


def _messages(terms: object) -> tuple[ShapeText, ...]:
    assert isinstance(terms, list | tuple)
    return tuple(ShapeText(term.value, term.language or "") for term in terms if isinstance(term, Literal))


def _name(predicate: NamedNode) -> str:
    return abbreviate(predicate.value)
