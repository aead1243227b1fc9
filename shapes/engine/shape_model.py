"""A shapes graph as typed values: shapes, where they look, whom they judge, and what they demand.

Made by `shapes_graph`, made ready by `plan`. Source: SHACL 1.0, section 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Subject, Term

    from .defect import Defect
    from .paths import Path

__all__ = ["DEEPEST", "Shape", "ShapeConstraint", "ShapeText", "ShapesGraph", "Target", "TargetKind"]

DEEPEST: Final = 100
"""How deep shapes may be nested, and paths: what Python's own stack carries."""
TargetKind = Literal["node", "class", "subjects-of", "objects-of", "query"]
Parameters = Mapping[str, tuple["Term", ...]]


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a shape judges: a node itself, the instances of a class, or who stands at an end of a property.

    Whom a query finds is told by whoever runs it; the node is then the shape's own.
    """

    kind: TargetKind
    node: Term


@dataclass(frozen=True, slots=True)
class ShapeText:
    """A text that a shape brings, with its language; "" where it has none."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ShapeConstraint:
    """One demand: a component with the values of its parameters.

    Attributes:
        component: name in the table of components, such as ``MinCount``.
        parameters: by local name, such as ``minCount``.
    """

    component: str
    parameters: Parameters


@dataclass(slots=True, eq=False)
class Shape:
    """A node shape, or with a path a property shape.

    Attributes:
        node: its IRI or blank node in the shapes graph.
        path_node: the path as it is written there.
        severity: IRI of the severity.
        properties: the property shapes that it holds by sh:property.
        others: the shapes that its constraints speak of, by their nodes.
        siblings: the qualified shapes of all property shapes beside this one.
        needs_sparql: whether it has constraints that SHACL Core cannot judge.
    """

    node: Subject
    path: Path | None = None
    path_node: Term | None = None
    targets: tuple[Target, ...] = ()
    constraints: tuple[ShapeConstraint, ...] = ()
    severity: NamedNode | None = None
    messages: tuple[ShapeText, ...] = ()
    names: tuple[ShapeText, ...] = ()
    is_deactivated: bool = False
    properties: tuple[Shape, ...] = ()
    others: dict[Term, Shape] = field(default_factory=dict)
    siblings: tuple[Shape, ...] = ()
    needs_sparql: bool = False


@dataclass(frozen=True, slots=True)
class ShapesGraph:
    """All shapes of a graph.

    Attributes:
        shapes: by node, in order of the graph.
        defects: what was passed over.
    """

    shapes: Mapping[Subject, Shape]
    defects: tuple[Defect, ...] = ()

    @property
    def warnings(self) -> tuple[Message, ...]:
        """A message about each defect."""
        return tuple(defect.message() for defect in self.defects)
