"""Read a shapes graph into typed shapes; what is defective is passed over and named, never a crash.

Nothing is imported: ``owl:imports`` names other files, and nothing here opens any. Source: SHACL 1.0, sections 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.errors import ShapesError

from .components import BY_PARAMETER
from .names import FIRST, NIL, RDF_TYPE, RDFS_CLASS, REST, SH, sh
from .paths import Alternative, Inverse, OneOrMore, Path, Predicate, Steps, ZeroOrMore, ZeroOrOne
from .shape_model import Constraint, Message, Shape, ShapesGraph, Target, TargetKind

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Subject, Term

    from .data import Index

__all__ = ["read_shapes"]

_NODE_SHAPE: Final = sh("NodeShape")
_PROPERTY_SHAPE: Final = sh("PropertyShape")
_PATH: Final = sh("path")
_PROPERTY: Final = sh("property")
_TARGETS: Final[dict[NamedNode, TargetKind]] = {
    sh("targetNode"): "node",
    sh("targetClass"): "class",
    sh("targetSubjectsOf"): "subjects-of",
    sh("targetObjectsOf"): "objects-of",
}
_REPEATED: Final = {
    sh("zeroOrMorePath"): ZeroOrMore,
    sh("oneOrMorePath"): OneOrMore,
    sh("zeroOrOnePath"): ZeroOrOne,
}
_SHAPES_IN: Final = frozenset(name for one in BY_PARAMETER.values() for name in one.shapes)
_SPARQL: Final = frozenset({"sparql", "target"})
_SCRIPT: Final = frozenset({"js", "jsFunctionName", "jsLibrary"})
_SAID_ELSEWHERE: Final = frozenset(
    (
        *("path", "property", "targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf", "severity"),
        *("message", "deactivated", "name", "description", "order", "group", "defaultValue"),
        *("flags", "ignoredProperties", "qualifiedValueShape", "qualifiedValueShapesDisjoint"),
    )
)
_KNOWN: Final = sorted({*_SAID_ELSEWHERE, *BY_PARAMETER, *_SPARQL})


class _Defect(Exception):  # noqa: N818 - caught here, never seen outside
    """Something in the graph that cannot be used."""


def read_shapes(index: Index) -> ShapesGraph:
    """The shapes of a graph, each with all that it speaks of.

    Raises:
        ShapesError: a shape needs a script language, which is never run.
    """
    reader = _Reader(index)
    for node in reader.roots():
        reader.shape(node)
    reader.settle_siblings()
    return ShapesGraph(shapes=reader.shapes, warnings=tuple(dict.fromkeys(reader.warnings)))


class _Reader:
    def __init__(self, index: Index) -> None:
        self._index = index
        self.shapes: dict[Subject, Shape] = {}
        self.warnings: list[str] = []
        self._custom = self._custom_parameters()

    def roots(self) -> Iterator[Subject]:
        """The nodes that the graph itself makes shapes: by a class, or by a target."""
        for node, said in self._index.items():
            types = said.get(RDF_TYPE, ())
            if _NODE_SHAPE in types or _PROPERTY_SHAPE in types or not _TARGETS.keys().isdisjoint(said):
                yield node

    def shape(self, node: Subject) -> Shape | None:
        """The shape of a node; None where it cannot be one."""
        if node in self.shapes:
            return self.shapes[node]
        said = self._index.get(node, {})
        paths = said.get(_PATH, ())
        types = said.get(RDF_TYPE, ())
        if not paths and _PROPERTY_SHAPE in types:
            self._warn(node, "is a property shape without sh:path and is passed over")
            return None
        shape = Shape(node)
        try:
            if len(paths) > 1:
                raise _Defect("has more than one sh:path")
            if paths:
                shape.path_node = paths[0]
                shape.path = self._path(paths[0], frozenset())
        except _Defect as defect:
            self._warn(node, f"{defect} and is passed over")
            return None
        self.shapes[node] = shape
        shape.targets = tuple(self._targets(node))
        shape.is_deactivated = any(term.value in ("true", "1") for term in said.get(sh("deactivated"), ()))
        shape.severity = next((one for one in said.get(sh("severity"), ()) if isinstance(one, NamedNode)), None)
        shape.messages = _messages(said.get(sh("message"), ()))
        shape.names = _messages(said.get(sh("name"), ()))
        shape.properties = tuple(self._properties(node))
        shape.constraints = tuple(self._constraints(shape))
        return shape

    def settle_siblings(self) -> None:
        """Tell each property shape the qualified shapes of all that stand beside it."""
        found: dict[Subject, dict[Subject, Shape]] = {}
        for shape in self.shapes.values():
            beside: dict[Subject, Shape] = {}
            for one in shape.properties:
                for constraint in one.constraints:
                    for term in constraint.parameters.get("qualifiedValueShape", ()):
                        beside[one.others[term].node] = one.others[term]
            for one in shape.properties:
                found.setdefault(one.node, {}).update(beside)
        for node, beside in found.items():
            self.shapes[node].siblings = tuple(beside.values())

    def _targets(self, node: Subject) -> Iterator[Target]:
        said = self._index.get(node, {})
        for predicate, kind in _TARGETS.items():
            for term in said.get(predicate, ()):
                if kind == "node" or isinstance(term, NamedNode):
                    yield Target(kind, term)
                else:
                    self._warn(node, f"has {_name(predicate)} {term}, which is no IRI")
        types = said.get(RDF_TYPE, ())
        if RDFS_CLASS in types and (_NODE_SHAPE in types or _PROPERTY_SHAPE in types):
            yield Target("class", node)

    def _properties(self, node: Subject) -> Iterator[Shape]:
        for term in self._index.get(node, {}).get(_PROPERTY, ()):
            if isinstance(term, Literal):
                self._warn(node, f"has sh:property {term}, which is no shape")
                continue
            if _PATH not in self._index.get(term, {}):
                self._warn(node, f"holds by sh:property {_short(term)}, which has no sh:path and is passed over")
                continue
            shape = self.shape(term)
            if shape is not None:
                yield shape

    def _constraints(self, shape: Shape) -> Iterator[Constraint]:
        said = self._index.get(shape.node, {})
        for predicate in said:
            iri = predicate.value
            if predicate in self._custom:
                shape.needs_sparql = True
                continue
            if not iri.startswith(SH):
                continue
            name = iri[len(SH) :]
            if name in _SCRIPT:
                raise ShapesError(f"{_short(shape.node)} has sh:{name}; scripts are never run")
            if name in _SPARQL:
                shape.needs_sparql = True
                continue
            if name in _SAID_ELSEWHERE:
                continue
            component = BY_PARAMETER.get(name)
            if component is None:
                near = get_close_matches(name, _KNOWN, n=1)
                self._warn(
                    shape.node, f"has sh:{name}, which SHACL does not know{f'; near it: sh:{near[0]}' if near else ''}"
                )
                continue
            if component.only_properties and shape.path is None:
                self._warn(shape.node, f"has sh:{name} without sh:path, which says nothing")
                continue
            for term in said[predicate]:
                try:
                    yield self._constraint(shape, name, term)
                except _Defect as defect:
                    self._warn(shape.node, f"{defect}, so its sh:{name} is passed over")

    def _constraint(self, shape: Shape, name: str, term: Term) -> Constraint:
        component = BY_PARAMETER[name]
        said = self._index.get(shape.node, {})
        parameters: dict[str, tuple[Term, ...]] = {name: (term,)}
        for other in (*component.parameters[1:], *component.optional):
            values = tuple(said.get(sh(other), ()))
            if values:
                parameters[other] = values
            elif other in component.parameters:
                raise _Defect(f"lacks sh:{other}")
        for other in component.lists & parameters.keys():
            parameters[other] = tuple(self._list(parameters[other][0]))
        for other in component.shapes & parameters.keys():
            for one in parameters[other]:
                held = None if isinstance(one, Literal) else self.shape(one)
                if held is None:
                    raise _Defect(f"names by sh:{other} {_short(one)}, which is no usable shape")
                shape.others[one] = held
        return Constraint(component.name, parameters)

    def _path(self, node: Term, above: frozenset[Term]) -> Path:
        if isinstance(node, Literal) or node == NIL:
            raise _Defect(f"has a path with {node}")
        if isinstance(node, NamedNode):
            return Predicate(node)
        if node in above:
            raise _Defect("has a path that leads into itself")
        above |= {node}
        said = self._index.get(node, {})
        if FIRST in said:
            return Steps(tuple(self._path(one, above) for one in self._some(node)))
        for predicate, values in said.items():
            if predicate == sh("inversePath"):
                return Inverse(self._path(values[0], above))
            if predicate == sh("alternativePath"):
                return Alternative(tuple(self._path(one, above) for one in self._some(values[0])))
            if predicate in _REPEATED:
                return _REPEATED[predicate](self._path(values[0], above))
        raise _Defect("has a path that is none")

    def _some(self, node: Term) -> list[Term]:
        found = list(self._list(node))
        if not found:
            raise _Defect("has a path with an empty list")
        return found

    def _list(self, node: Term) -> Iterator[Term]:
        seen: set[Term] = set()
        while node != NIL:
            said = {} if isinstance(node, Literal) else self._index.get(node, {})
            if node in seen or len(said.get(FIRST, ())) != 1 or len(said.get(REST, ())) != 1:
                raise _Defect("has a list that is broken")
            seen.add(node)
            yield said[FIRST][0]
            node = said[REST][0]

    def _custom_parameters(self) -> frozenset[NamedNode]:
        """The mandatory parameters of the components that the graph itself declares."""
        found: set[NamedNode] = set()
        for said in self._index.values():
            if sh("ConstraintComponent") in said.get(RDF_TYPE, ()):
                for parameter in said.get(sh("parameter"), ()):
                    about = {} if isinstance(parameter, Literal) else self._index.get(parameter, {})
                    if not any(term.value in ("true", "1") for term in about.get(sh("optional"), ())):
                        found.update(one for one in about.get(_PATH, ()) if isinstance(one, NamedNode))
        return frozenset(found)

    def _warn(self, node: Term, sentence: str) -> None:
        self.warnings.append(f"{_short(node)} {sentence}")


def _messages(terms: object) -> tuple[Message, ...]:
    assert isinstance(terms, list | tuple)
    return tuple(Message(term.value, term.language or "") for term in terms if isinstance(term, Literal))


def _name(predicate: NamedNode) -> str:
    return "sh:" + predicate.value.removeprefix(SH)


def _short(term: Term) -> str:
    return str(term)
