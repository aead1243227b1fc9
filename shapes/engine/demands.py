"""What a compiled constraint is: a test of each value, or of all values together.

A test answers True, False or None (not known); a test of all values tells each failure that it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode

from .names import SH
from .outcomes import Outcome
from .paths import PathValues

if TYPE_CHECKING:
    from danhmuc.vocab.messages import MessageTemplate
    from danhmuc.vocab.reading import Term

    from .data import Data
    from .shape_model import Shape, ShapeConstraint

__all__ = ["Builder", "Component", "Failure", "OfAll", "OfEach", "SetTest", "ShapeCompiler", "ValueTest"]

ValueTest = Callable[["Term", "Data"], Outcome]
"""Whether one value conforms."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure among the values of a shape.

    Attributes:
        value: the value at fault, where there is one.
        path: the property at fault, where it is not the shape's own path.
        outcome: False, or None where it is not known whether this is one.
    """

    value: Term | None = None
    path: NamedNode | None = None
    outcome: Outcome = False


SetTest = Callable[["Term", PathValues, "Data"], Iterator[Failure]]
"""The failures among all values of a shape for one focus node."""


@dataclass(frozen=True, slots=True)
class OfEach:
    """A test of each value."""

    test: ValueTest


@dataclass(frozen=True, slots=True)
class OfAll:
    """A test of all values together.

    Attributes:
        minds_nothing: whether it can fail where there is no value at all.
        minds_one: whether it can fail where there is exactly one.
    """

    test: SetTest
    can_fail_without_values: bool = False
    can_fail_with_one: bool = True


class ShapeCompiler(Protocol):
    """What a component may ask while it is made ready."""

    def conforms(self, shape: Shape) -> ValueTest:
        """Whether a node conforms to another shape."""
        ...


Builder = Callable[["ShapeConstraint", "Shape", ShapeCompiler], OfEach | OfAll | None]
"""Makes the test of a constraint; None where it asks nothing, such as ``sh:closed false``."""


@dataclass(frozen=True, slots=True)
class Component:
    """A constraint component of SHACL.

    Attributes:
        name: without its end, such as ``MinCount``.
        parameters: local names, the one that calls for the component first; `optional` may be left out.
        lists: those of the parameters whose values are RDF lists.
        shapes: those of the parameters whose values are shapes.
        namespace: of its own IRI and those of its parameters.
        build: makes the test.
        message: what it asks for, where the shape has no words of its own; its facts are parameters.
        doubt: why a value's outcome may be unknown; None where it never is, or where other shapes have the reason.
    """

    name: str
    parameters: tuple[str, ...]
    build: Builder
    message: MessageTemplate
    optional: tuple[str, ...] = ()
    lists: frozenset[str] = frozenset()
    shapes: frozenset[str] = frozenset()
    only_properties: bool = False
    doubt: MessageTemplate | None = None
    namespace: str = SH

    @property
    def iri(self) -> str:
        """Its IRI."""
        return f"{self.namespace}{self.name}ConstraintComponent"

    def parameter(self, name: str) -> NamedNode:
        """IRI of a parameter."""
        return NamedNode(self.namespace + name)
