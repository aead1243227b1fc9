"""Split a shapes graph: the parts that need SPARQL go to pySHACL, our own engine keeps the rest.

Three things are not SHACL Core: constraints by a query, components that the graph itself declares, and targets by a
query. A constraint of Core is cut out, too, if a shape that it names needs one of the first two: only an engine that
supports all of that shape can tell whether a value conforms. For a target by a query, only its focus nodes are
requested; our own engine validates them against constraints of Core.
Source: SHACL 1.0, sections 5 and 6; SHACL-AF, section 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.terms import RDF, SH

from ..engine.components import ALL_COMPONENTS
from ..engine.plan import refuse_circles
from ..engine.results import Result
from ..engine.rows import Demand
from ..engine.shape_model import Shape, ShapeConstraint, ShapesGraph
from ..shacl_result import ForeignResults

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Sentence
    from danhmuc.vocab.reading import Subject, Term
    from danhmuc.vocab.reading.indexed_documents import Properties

    from ..engine import Index
    from ..engine.report_graph import BlankNames
    from .pyshacl_messages import Words


_COMPONENTS: Final = {component.name: component for component in ALL_COMPONENTS}
_OF_CORE: Final = frozenset(
    component.parameter(name) for component in ALL_COMPONENTS for name in (*component.parameters, *component.optional)
)
_PATH: Final = SH.path
_PARAMETER: Final = SH.parameter
_SPARQL: Final = SH.sparql
_DECLARE: Final = SH.declare
_PROPERTY: Final = SH.property
_TARGET: Final = SH.target
_NODE_SHAPE: Final = SH.NodeShape
_HAS_VALUE: Final = SH.hasValue
_COMPONENT: Final = SH.ConstraintComponent
_FUNCTION: Final = SH.SPARQLFunction
_QUERY: Final = SH.SPARQLConstraintComponent.value


class SparqlEngine(Protocol):
    """An engine that validates data against shapes with queries."""

    def validate(self, shapes: Index, words: Words = ...) -> ForeignResults:
        """Validate against shapes; `words` are messages for shapes without any."""
        ...

    def foci(self, shapes: Index) -> Mapping[str, Sequence[Term]]:
        """Focus nodes of the results, by IRI or name of the shape."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SparqlParts:
    """A shapes graph in two parts; false if nothing was cut out.

    Attributes:
        core: the shapes for our own engine.
        constraints: shapes with the constraints that it cannot validate.
        components: IRIs of the components that Core lacks.
        of_core: the constraints of Core that are cut out: shape, and IRI of the component.
        words: messages of these for shapes without any.
        targeted: the shapes with targets by query, each with a constraint that every node fails.
    """

    core: ShapesGraph
    constraints: Index = field(default_factory=dict)
    components: frozenset[str] = frozenset()
    of_core: frozenset[tuple[Subject, str]] = frozenset()
    words: Words = field(default_factory=dict)
    targeted: Index = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything needs another engine."""
        return bool(self.constraints or self.targeted)

    @property
    def indexes(self) -> tuple[Index, ...]:
        """Shapes for the other engine."""
        return self.constraints, self.targeted

    def validate(self, engine: SparqlEngine, names: BlankNames) -> ForeignResults:
        """Validate against the constraints that were cut out.

        Raises:
            ShapesError: the other engine cannot work with the shapes.
        """
        if not self.constraints:
            return ForeignResults()
        asked = {
            (names.name(shape.value) if isinstance(shape, BlankNode) else shape.value, component)
            for shape, component in self.of_core
        }
        return engine.validate(self.constraints, self.words).select(
            lambda result: result.component in self.components or (result.source_shape, result.component) in asked
        )

    def find_by_query(self, engine: SparqlEngine) -> Mapping[Term, Sequence[Term]]:
        """Find the focus nodes of targets by query, by shape.

        Raises:
            ShapesError: the other engine cannot work with the shapes.
        """
        found = engine.foci(self.targeted) if self.targeted else {}
        return {shape: found[shape.value] for shape in self.targeted if shape.value in found}


def sparql_parts(graph: ShapesGraph, index: Index) -> SparqlParts:
    """Split a shapes graph; `graph` becomes the part for our own engine.

    Args:
        graph: typed shapes without other users; shapes that lose a constraint are changed.
        index: the shapes graph.

    Raises:
        ShapesError: shapes are recursive.
    """
    refuse_circles(graph)
    if not any(shape.needs_sparql and not shape.is_deactivated for shape in graph.shapes.values()):
        return SparqlParts(core=graph)
    cutter = _Cutter(graph, index)
    constraints = cutter.constraints()
    targeted = cutter.query_targets()
    cutter.cut_constraints()
    return SparqlParts(
        core=graph,
        constraints=constraints,
        components=cutter.components,
        of_core=cutter.of_core,
        words=cutter.words(),
        targeted=targeted,
    )


class _Cutter:
    def __init__(self, graph: ShapesGraph, index: Index) -> None:
        self._shapes = graph.shapes
        self._index = index
        self._declared = [node for node, properties in index.items() if _COMPONENT in properties.get(RDF.type, ())]
        self._custom = self._parameters()
        self._needing: dict[Subject, bool] = {}
        self._concerned: dict[Subject, bool] = {}
        self._cut = {
            node: cut
            for node, shape in graph.shapes.items()
            if not shape.is_deactivated
            and (cut := [one for one in shape.constraints if self._leads_to_need(one, shape)])
        }
        self.components = frozenset({_QUERY, *(node.value for node in self._declared)})
        self.of_core = frozenset(
            (node, _COMPONENTS[one.component].iri) for node, cut in self._cut.items() for one in cut
        )

    def cut_constraints(self) -> None:
        """Remove from the shapes the constraints of Core that lead to a query."""
        for node, cut in self._cut.items():
            shape = self._shapes[node]
            shape.constraints = tuple(one for one in shape.constraints if one not in cut)

    def words(self) -> Words:
        """Messages of our own engine for the constraints of Core that lead to a query."""
        found: dict[tuple[str, str], Sentence] = {}
        for node, cut in self._cut.items():
            shape = self._shapes[node]
            for name in {one.component for one in cut if not shape.messages}:
                component = _COMPONENTS[name]
                # Results do not tell which of several constraints they are from.
                terms = [one.parameters for one in cut if one.component == name]
                together = {each: tuple(term for one in terms for term in one.get(each, ())) for each in terms[0]}
                demand = Demand(shape, component, ShapeConstraint(name, together))
                found[node.value, component.iri] = _message_of(demand)
        return found

    def constraints(self) -> Index:
        """Shapes with such constraints, and those that have them by sh:property, without everything else."""
        involved: dict[Subject, None] = {}
        todo = [shape for shape in self._shapes.values() if shape.targets and self._is_concerned(shape)]
        while todo:
            shape = todo.pop()
            if shape.node not in involved:
                involved[shape.node] = None
                todo += [one for one in shape.properties if self._is_concerned(one)]
        if not involved:
            return {}
        made: dict[Subject, Properties] = {}
        whole: list[Term] = []
        for node in involved:
            made[node] = self._prune(node, involved, whole)
        beside = [value for properties in made.values() for values in properties.values() for value in values]
        made.update(self._reachable(beside, made.keys() | self._shapes.keys()))
        made.update(self._common(made.keys()))
        # To validate a value against a shape, an engine needs all of that shape.
        seen_whole = self._reachable(whole, frozenset())
        for node in self._cut.keys() & seen_whole.keys():
            self._cut_alike(node)
        made.update(seen_whole)
        return made

    def _cut_alike(self, node: Subject) -> None:
        """Cut constraints with the component of those cut: the other engine has the whole shape and reports both."""
        names = {one.component for one in self._cut[node]}
        self._cut[node] = [one for one in self._shapes[node].constraints if one.component in names]

    def query_targets(self) -> Index:
        """Shapes with a target by query and a constraint that every node fails, so the results are the focus nodes."""
        made: dict[Subject, Properties] = {
            node: {
                RDF.type: [_NODE_SHAPE],
                _TARGET: self._index[node][_TARGET],
                _HAS_VALUE: [BlankNode()],
            }
            for node, shape in self._shapes.items()
            if not shape.is_deactivated and _TARGET in self._index.get(node, {})
        }
        if not made:
            return {}
        targets = [target for properties in made.values() for target in properties[_TARGET]]
        made.update(self._reachable(targets, made.keys() | self._shapes.keys()))
        made.update(self._common(made.keys()))
        return made

    def _parameters(self) -> frozenset[Term]:
        """Parameters of the components that the graph declares."""
        return frozenset(
            path
            for node in self._declared
            for parameter in self._index[node].get(_PARAMETER, ())
            if not isinstance(parameter, Literal)
            for path in self._index.get(parameter, {}).get(_PATH, ())
        )

    def _has_query(self, shape: Shape) -> bool:
        properties = self._index.get(shape.node, {})
        return shape.needs_sparql and (_SPARQL in properties or not self._custom.isdisjoint(properties))

    def _needs(self, shape: Shape) -> bool:
        """Whether a shape as a whole needs SPARQL."""
        if shape.is_deactivated:
            return False
        found = self._needing.get(shape.node)
        if found is None:
            found = self._has_query(shape) or any(map(self._needs, (*shape.properties, *shape.others.values())))
            self._needing[shape.node] = found
        return found

    def _leads_to_need(self, constraint: ShapeConstraint, shape: Shape) -> bool:
        component = _COMPONENTS[constraint.component]
        spoken_of = [shape.others[term] for name in component.shapes for term in constraint.parameters.get(name, ())]
        if "qualifiedValueShapesDisjoint" in constraint.parameters:
            spoken_of += shape.siblings
        return any(map(self._needs, spoken_of))

    def _is_concerned(self, shape: Shape) -> bool:
        """Whether a constraint was cut from a shape, or from one of its property shapes."""
        if shape.is_deactivated:
            return False
        found = self._concerned.get(shape.node)
        if found is None:
            found = self._has_query(shape) or shape.node in self._cut
            found = self._concerned[shape.node] = found or any(map(self._is_concerned, shape.properties))
        return found

    def _prune(self, node: Subject, involved: Iterable[Term], whole: list[Term]) -> Properties:
        """Properties of a shape without those for our own engine; shapes that are needed whole are added to `whole`."""
        properties = self._index[node]
        kept = {one: values for one, values in properties.items() if one not in _OF_CORE and one != _PROPERTY}
        held = [one for one in properties.get(_PROPERTY, ()) if one in involved]
        if held:
            kept[_PROPERTY] = held
        for constraint in self._cut.get(node, ()):
            component = _COMPONENTS[constraint.component]
            first, *others = component.parameters
            calling = component.parameter(first)
            for value in properties[calling]:
                items = tuple(self._items(value)) if first in component.lists else (value,)
                if items == constraint.parameters[first]:
                    kept[calling] = [*kept.get(calling, ()), value]
                    whole.append(value)
            for parameter in map(component.parameter, (*others, *component.optional)):
                if parameter in properties:
                    kept[parameter] = properties[parameter]
                    whole += properties[parameter]
        return kept

    def _common(self, known: Set[Subject]) -> dict[Subject, Properties]:
        """Components, functions and prefixes of the graph, which any query may need."""
        starts = [*self._declared]
        starts += [
            node
            for node, properties in self._index.items()
            if _DECLARE in properties or _FUNCTION in properties.get(RDF.type, ())
        ]
        return self._reachable(starts, frozenset(known))

    def _reachable(self, starts: Iterable[Term], bounds: Set[Term]) -> dict[Subject, Properties]:
        """Descriptions of nodes and of all nodes that they lead to, up to the bounds."""
        found: dict[Subject, Properties] = {}
        todo = list(starts)
        while todo:
            node = todo.pop()
            if isinstance(node, Literal) or node in found or node in bounds:
                continue
            properties = self._index.get(node)
            if properties is not None:
                found[node] = properties
                todo += [value for values in properties.values() for value in values]
        return found

    def _items(self, node: Term) -> Iterator[Term]:
        """Items of a list that is not broken."""
        while node != RDF.nil and not isinstance(node, Literal):
            properties = self._index[node]
            yield properties[RDF.first][0]
            node = properties[RDF.rest][0]


def _message_of(demand: Demand) -> Sentence:
    """The message of a demand without facts on the node or the value."""
    return Result(focus=RDF.nil, path=None, path_node=None, value=None, demand=demand, is_known=True).sentence
