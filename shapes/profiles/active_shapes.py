"""Active shapes of a profile: those reached from a target, with a constraint of their own.

Other shapes are parts of a constraint, such as those in sh:or; results never name them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.prefixes import expand
from danhmuc.vocab.terms import RDF_TYPE

from ..engine.components import BY_PARAMETER
from ..engine.names import sh

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Term

__all__ = ["find_active_shapes"]

_TARGETS: Final = frozenset(
    sh(name) for name in ("target", "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
)
_CLASS: Final = frozenset({NamedNode(expand("rdfs:Class")), NamedNode(expand("owl:Class"))})
_SHAPES: Final = frozenset({sh("NodeShape"), sh("PropertyShape")})
_PROPERTY: Final = sh("property")
_DEMANDS: Final = BY_PARAMETER.keys() | {sh("sparql")}


def find_active_shapes(about: Descriptions) -> frozenset[Term]:
    """Find the shapes that results can name, in a profile with its parent profiles."""
    todo: list[Term] = [node for node in about if _has_target(about, node)]
    found = set(todo)
    while todo:
        held = {value for given, value in _properties_of(about, todo.pop()) if given == _PROPERTY} - found
        found |= held
        todo += held
    return frozenset(node for node in found if any(given in _DEMANDS for given, _ in _properties_of(about, node)))


def _has_target(about: Descriptions, node: Term) -> bool:
    properties = _properties_of(about, node)
    if any(given in _TARGETS for given, _ in properties):
        return True
    types = {value for given, value in properties if given == RDF_TYPE}
    return not types.isdisjoint(_CLASS) and not types.isdisjoint(_SHAPES)


def _properties_of(about: Descriptions, node: Term) -> list[tuple[NamedNode, Term]]:
    return [] if node not in about else list(about[node])  # type: ignore[index] # what is described is no literal
