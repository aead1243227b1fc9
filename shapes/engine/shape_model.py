"""A shapes graph as typed values: shapes with their targets, paths and constraints.

Read by `shapes_graph`, compiled by `plan`. Source: SHACL 1.0, section 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import NamedNode

from danhmuc.vocab.messages import Message

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Subject, Term

    from .defect import Defect
    from .paths import Path

DEEPEST: Final = 100
"""Maximum depth of nested shapes and paths, limited by Python's stack."""
TargetKind = Literal["node", "class", "subjects-of", "objects-of", "query"]
Parameters = Mapping[str, tuple["Term", ...]]


@dataclass(frozen=True, slots=True)
class Target:
    """A target: a node itself, the instances of a class, or the subjects or objects of a property.

    For a target by query the node is the shape's own, and its focus nodes come from the engine that runs the query.
    """

    kind: TargetKind
    node: Term


@dataclass(frozen=True, slots=True)
class ShapeText:
    """A text of a shape with its language, "" if it has none."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ShapeConstraint:
    """One constraint: a component with the values of its parameters.

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
        path_node: the node of the path there.
        severity: IRI of the severity.
        properties: its property shapes by sh:property.
        others: the shapes that its constraints name, by node.
        siblings: the qualified shapes of all property shapes beside this one.
        needs_sparql: whether it has constraints beyond SHACL Core.
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
    properties: tuple[Shape, ...] = field(default=(), repr=False)
    others: dict[Term, Shape] = field(default_factory=dict, repr=False)
    siblings: tuple[Shape, ...] = field(default=(), repr=False)
    needs_sparql: bool = False

    def find_shape(self, node: Term) -> Shape:
        """The shape of a node that a constraint names, `sh:property` among them."""
        found = self.others.get(node)
        return next(one for one in self.properties if one.node == node) if found is None else found


@dataclass(frozen=True, slots=True)
class ShapesGraph:
    """All shapes of a graph.

    Attributes:
        shapes: by node, in order of the graph.
        defects: parts that were skipped.
    """

    shapes: Mapping[Subject, Shape]
    defects: tuple[Defect, ...] = ()

    @property
    def warnings(self) -> tuple[Message, ...]:
        """A message for each defect."""
        return tuple(defect.message() for defect in self.defects)
