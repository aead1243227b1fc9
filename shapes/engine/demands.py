"""Compiled constraints: a test of each value, or of all values together.

A test returns True, False or None (unknown); a test of all values yields its failures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import SH

from .outcomes import Outcome
from .paths import PathValues

if TYPE_CHECKING:
    from danhmuc.vocab.messages import MessageTemplate
    from danhmuc.vocab.namespaces import ClosedNamespace
    from danhmuc.vocab.reading import Term

    from .data import Data
    from .shape_model import Shape, ShapeConstraint


ValueTest = Callable[["Term", "Data"], Outcome]
"""Whether one value conforms."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure among the values of a shape.

    Attributes:
        value: the value at fault, if there is one.
        path: the property at fault, if it is not the shape's own path.
        outcome: False, or None if it is unknown whether this is a failure.
    """

    value: Term | None = None
    path: NamedNode | None = None
    outcome: Outcome = False


SetTest = Callable[["Term", PathValues, "Data"], Iterator[Failure]]
"""A function that yields failures among all values of a shape for one focus node."""


@dataclass(frozen=True, slots=True)
class OfEach:
    """A test of each value.

    Attributes:
        kinds: the kinds of terms that conform, if it asks nothing but the kind.
    """

    test: ValueTest
    kinds: frozenset[type] | None = None


@dataclass(frozen=True, slots=True)
class OfAll:
    """A test of all values together.

    Attributes:
        can_fail_without_values: whether it can fail if there is no value.
        fails_from: the least number of values, from one on, with which it can fail; None if it fails without any only.
    """

    test: SetTest
    can_fail_without_values: bool = False
    fails_from: int | None = 1


class ShapeCompiler(Protocol):
    """The services of the compiler for components."""

    def conforms(self, shape: Shape) -> ValueTest:
        """The test whether a node conforms to another shape."""
        ...


Builder = Callable[["ShapeConstraint", "Shape", ShapeCompiler], OfEach | OfAll | None]
"""Makes the test of a constraint; None if it demands nothing, such as ``sh:closed false``."""


@dataclass(frozen=True, slots=True)
class Component:
    """A constraint component of SHACL.

    Attributes:
        name: without its end, such as ``MinCount``.
        parameters: local names, the one that identifies the component first; `optional` ones may be absent.
        lists: parameters whose values are RDF lists.
        shapes: parameters whose values are shapes.
        namespace: of its own IRI and those of its parameters.
        build: makes the test.
        message: the requirement, if the shape has no message of its own; its facts are parameters.
        doubt: reason why a value's outcome may be unknown; None if it never is, or if other shapes have the reason.
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
    namespace: ClosedNamespace[NamedNode] = SH
    iri: str = field(init=False)
    """IRI of the component; each result has it."""

    def __post_init__(self) -> None:
        """Look the IRI up once."""
        object.__setattr__(self, "iri", self.namespace[f"{self.name}ConstraintComponent"].value)

    def parameter(self, name: str) -> NamedNode:
        """IRI of a parameter."""
        return self.namespace[name]
