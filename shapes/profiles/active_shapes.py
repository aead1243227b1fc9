"""Active shapes of a profile: those reached from a target, with a constraint of their own.

Other shapes are parts of a constraint, such as those in sh:or; results never name them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import OWL, RDF, RDFS, SH

from ..engine.components import BY_PARAMETER

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Term


_TARGETS: Final = frozenset({SH.target, SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf})
_CLASS: Final = frozenset({RDFS.Class, OWL.Class})
_SHAPES: Final = frozenset({SH.NodeShape, SH.PropertyShape})
_PROPERTY: Final = SH.property
_DEMANDS: Final = BY_PARAMETER.keys() | {SH.sparql}


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
    types = {value for given, value in properties if given == RDF.type}
    return not types.isdisjoint(_CLASS) and not types.isdisjoint(_SHAPES)


def _properties_of(about: Descriptions, node: Term) -> list[tuple[NamedNode, Term]]:
    return [] if node not in about else list(about[node])  # type: ignore[index] # what is described is no literal
