"""What of a shapes graph only SPARQL can judge, cut out for pySHACL; our own engine keeps the rest.

Three things are not SHACL Core: constraints by a query, components that the graph itself declares, and targets by a
query. A constraint of Core is cut out, too, where a shape that it speaks of needs one of them: whether a value conforms
can only be told by whoever understands all of that shape. Source: SHACL 1.0, sections 5 and 6; SHACL-AF, section 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import BlankNode, Literal

from .engine.components import ALL_COMPONENTS
from .engine.names import FIRST, NIL, RDF_TYPE, RDFS_CLASS, REST, SH, sh
from .engine.shape_model import Constraint, Shape, ShapesGraph
from .shacl_reports import Foreign

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Subject, Term

    from .engine import Index
    from .engine.data import Said
    from .engine.report_graph import BlankNames

__all__ = ["Judge", "SparqlParts", "sparql_parts"]

_COMPONENTS: Final = {component.name: component for component in ALL_COMPONENTS}
_OF_CORE: Final = frozenset(
    component.parameter(name) for component in ALL_COMPONENTS for name in (*component.parameters, *component.optional)
)
_PATH: Final = sh("path")
_PARAMETER: Final = sh("parameter")
_SPARQL: Final = sh("sparql")
_DECLARE: Final = sh("declare")
_PROPERTY: Final = sh("property")
_TARGET: Final = sh("target")
_TARGETS: Final = frozenset(
    sh(name) for name in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "target")
)
_COMPONENT: Final = sh("ConstraintComponent")
_FUNCTION: Final = sh("SPARQLFunction")
_QUERY: Final = SH + "SPARQLConstraintComponent"


class Judge(Protocol):
    """Whoever judges data by shapes with queries."""

    def judge(self, shapes: Index) -> Foreign:
        """What it finds."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SparqlParts:
    """A shapes graph in two; false where nothing had to be cut out.

    Attributes:
        core: the shapes for our own engine.
        constraints: shapes with the constraints that it cannot judge.
        components: IRIs of the components that Core lacks.
        of_core: the constraints of Core that are cut out: shape, and IRI of the component.
        targeted: shapes whose targets it cannot find, with all that they speak of.
    """

    core: ShapesGraph
    constraints: Index = field(default_factory=dict)
    components: frozenset[str] = frozenset()
    of_core: frozenset[tuple[Subject, str]] = frozenset()
    targeted: Index = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything that our own engine cannot judge."""
        return bool(self.constraints or self.targeted)

    @property
    def indexes(self) -> tuple[Index, ...]:
        """What another engine is given."""
        return self.constraints, self.targeted

    def judged(self, judge: Judge, names: BlankNames) -> Foreign:
        """What another engine says of what was cut out.

        Raises:
            ShapesError: it cannot work with the shapes.
        """
        found = Foreign()
        if self.constraints:
            asked = {
                (names.name(shape.value) if isinstance(shape, BlankNode) else shape.value, component)
                for shape, component in self.of_core
            }
            judged = judge.judge(self.constraints)
            found = judged.only(
                lambda result: result.component in self.components or (result.source_shape, result.component) in asked
            )
        if self.targeted:
            # Who is reached by a target of each kind was judged twice.
            known = {result.fault for result in found.results}
            found += judge.judge(self.targeted).only(lambda result: result.fault not in known)
        return found


def sparql_parts(graph: ShapesGraph, index: Index) -> SparqlParts:
    """The shapes graph in two; `graph` becomes the part of our own engine.

    Args:
        graph: typed shapes that nobody else holds; those that lose a constraint are changed.
        index: what they were read from.
    """
    if not any(shape.needs_sparql and not shape.is_deactivated for shape in graph.shapes.values()):
        return SparqlParts(core=graph)
    cutter = _Cutter(graph, index)
    constraints = cutter.constraints()
    targeted = cutter.targeted()
    cutter.cut()
    return SparqlParts(
        core=graph,
        constraints=constraints,
        components=cutter.components,
        of_core=cutter.of_core,
        targeted=targeted,
    )


class _Cutter:
    def __init__(self, graph: ShapesGraph, index: Index) -> None:
        self._shapes = graph.shapes
        self._index = index
        self._declared = [node for node, said in index.items() if _COMPONENT in said.get(RDF_TYPE, ())]
        self._custom = self._parameters()
        self._needing: dict[Subject, bool] = {}
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

    def cut(self) -> None:
        """Take from the shapes the constraints of Core that lead to a query."""
        for node, cut in self._cut.items():
            shape = self._shapes[node]
            shape.constraints = tuple(one for one in shape.constraints if one not in cut)

    def constraints(self) -> Index:
        """The shapes that have such constraints, and those that hold them by sh:property, without all else."""
        involved: dict[Subject, None] = {}
        todo = [shape for shape in self._shapes.values() if shape.targets and self._is_concerned(shape)]
        while todo:
            shape = todo.pop()
            if shape.node not in involved:
                involved[shape.node] = None
                todo += [one for one in shape.properties if self._is_concerned(one)]
        if not involved:
            return {}
        made: dict[Subject, Said] = {}
        whole: list[Term] = []
        for node in involved:
            made[node] = self._pruned(node, involved, whole)
        beside = [value for said in made.values() for values in said.values() for value in values]
        made.update(self._reached(beside, made.keys() | self._shapes.keys()))
        made.update(self._common(made.keys()))
        # Whoever tells whether a value conforms to a shape needs all of that shape.
        made.update(self._reached(whole, frozenset()))
        return made

    def targeted(self) -> Index:
        """The shapes with a target that is a query, with all that they speak of and no other target."""
        roots = [
            node
            for node, shape in self._shapes.items()
            if not shape.is_deactivated and _TARGET in self._index.get(node, {})
        ]
        if not roots:
            return {}
        made = self._reached(roots, frozenset())
        for node, said in made.items():
            if node in self._shapes:
                kept = {one: values for one, values in said.items() if one not in _TARGETS}
                kept[RDF_TYPE] = [one for one in said.get(RDF_TYPE, ()) if one != RDFS_CLASS]
                if node in roots:
                    kept[_TARGET] = said[_TARGET]
                made[node] = kept
        made.update(self._common(made.keys()))
        return made

    def _parameters(self) -> frozenset[Term]:
        """The properties that call for a component of the graph's own."""
        return frozenset(
            path
            for node in self._declared
            for parameter in self._index[node].get(_PARAMETER, ())
            if not isinstance(parameter, Literal)
            for path in self._index.get(parameter, {}).get(_PATH, ())
        )

    def _has_query(self, shape: Shape) -> bool:
        said = self._index.get(shape.node, {})
        return shape.needs_sparql and (_SPARQL in said or not self._custom.isdisjoint(said))

    def _needs(self, shape: Shape) -> bool:
        """Whether all of a shape can be judged with a query only."""
        if shape.is_deactivated:
            return False
        found = self._needing.get(shape.node)
        if found is None:
            self._needing[shape.node] = False  # for whom a circle leads back here
            found = self._has_query(shape) or any(map(self._needs, (*shape.properties, *shape.others.values())))
            self._needing[shape.node] = found
        return found

    def _leads_to_need(self, constraint: Constraint, shape: Shape) -> bool:
        component = _COMPONENTS[constraint.component]
        spoken_of = [shape.others[term] for name in component.shapes for term in constraint.parameters.get(name, ())]
        if "qualifiedValueShapesDisjoint" in constraint.parameters:
            spoken_of += shape.siblings
        return any(map(self._needs, spoken_of))

    def _is_concerned(self, shape: Shape) -> bool:
        """Whether a constraint was cut from a shape, or from one that it holds by sh:property."""
        if shape.is_deactivated:
            return False
        return self._has_query(shape) or shape.node in self._cut or any(map(self._is_concerned, shape.properties))

    def _pruned(self, node: Subject, involved: Iterable[Term], whole: list[Term]) -> Said:
        """What is said of a shape without what our own engine judges; what has to be seen whole is added to `whole`."""
        said = self._index[node]
        kept = {one: values for one, values in said.items() if one not in _OF_CORE and one not in (_TARGET, _PROPERTY)}
        held = [one for one in said.get(_PROPERTY, ()) if one in involved]
        if held:
            kept[_PROPERTY] = held
        for constraint in self._cut.get(node, ()):
            component = _COMPONENTS[constraint.component]
            first, *others = component.parameters
            calling = component.parameter(first)
            for value in said[calling]:
                items = tuple(self._items(value)) if first in component.lists else (value,)
                if items == constraint.parameters[first]:
                    kept[calling] = [*kept.get(calling, ()), value]
                    whole.append(value)
            for parameter in map(component.parameter, (*others, *component.optional)):
                if parameter in said:
                    kept[parameter] = said[parameter]
                    whole += said[parameter]
        return kept

    def _common(self, known: Set[Subject]) -> dict[Subject, Said]:
        """What any query may need: components and functions of the graph's own, and prefixes."""
        starts = [*self._declared]
        starts += [
            node for node, said in self._index.items() if _DECLARE in said or _FUNCTION in said.get(RDF_TYPE, ())
        ]
        return self._reached(starts, frozenset(known))

    def _reached(self, starts: Iterable[Term], bounds: Set[Term]) -> dict[Subject, Said]:
        """All that is said of some nodes and of what they lead to, as far as the bounds."""
        found: dict[Subject, Said] = {}
        todo = list(starts)
        while todo:
            node = todo.pop()
            if isinstance(node, Literal) or node in found or node in bounds:
                continue
            said = self._index.get(node)
            if said is not None:
                found[node] = said
                todo += [value for values in said.values() for value in values]
        return found

    def _items(self, node: Term) -> Iterator[Term]:
        """The items of a list that is known to be one."""
        while node != NIL and not isinstance(node, Literal):
            said = self._index[node]
            yield said[FIRST][0]
            node = said[REST][0]
