"""What a generated record is asked to meet or to break, and what a path is asked to lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.shapes.engine.paths import Path
from danhmuc.shapes.engine.shape_model import Shape, ShapeConstraint
from danhmuc.vocab.terms import SH

__all__ = [
    "Asked",
    "Attempt",
    "Bag",
    "Beside",
    "NoGeneratorError",
    "PropertyAsked",
    "Subject",
    "Term",
    "Triple",
    "Variant",
    "of_kind",
    "one_of",
    "parts_of",
]

Term: TypeAlias = NamedNode | BlankNode | Literal
Subject: TypeAlias = NamedNode | BlankNode
Triple: TypeAlias = tuple[Subject, NamedNode, Term]


class NoGeneratorError(Exception):
    """A component, a datatype or a kind of path for which nothing here makes values."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A shape or a constraint that a node is to meet, or to break.

    Attributes:
        of: the shape in which the constraint stands.
    """

    what: Shape | ShapeConstraint
    of: Shape
    wanted: bool

    def negated(self) -> Asked:
        """The other way round."""
        return Asked(self.what, self.of, not self.wanted)


Attempt: TypeAlias = list[Asked]
"""What to ask of one node, all together."""
Variant: TypeAlias = list[Attempt]
"""One way to meet or to break something: the strictest attempt first."""


Beside: TypeAlias = Callable[[Subject, Sequence[Term]], Iterator[Triple]]
"""What is said beside the values of a path, told by the focus node and them."""


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """What is asked of all values of a path together.

    Attributes:
        each: of every value.
        some: of values of their own, one for each entry.
        beside: what has to be said beside them.
    """

    least: int = 0
    most: int | None = None
    each: Attempt = field(default_factory=list)
    some: Sequence[Sequence[Asked | PropertyAsked]] = ()
    beside: Sequence[Beside] = ()

    def __add__(self, other: Bag) -> Bag:
        bounds = [one.most for one in (self, other) if one.most is not None]
        return Bag(
            least=max(self.least, other.least),
            most=min(bounds, default=None),
            each=[*self.each, *other.each],
            some=(*self.some, *other.some),
            beside=(*self.beside, *other.beside),
        )


@dataclass(frozen=True, slots=True, eq=False)
class PropertyAsked:
    """What a node is to meet or to break at a path.

    Attributes:
        more: what is asked of the values besides.
    """

    path: Path
    parts: Attempt
    wanted: bool
    more: Bag = field(default_factory=Bag)


def parts_of(shape: Shape) -> Attempt:
    """All that a shape demands."""
    held = [Asked(one, shape, wanted=True) for one in shape.properties if not one.is_deactivated]
    return [*(Asked(one, shape, wanted=True) for one in shape.constraints), *held]


def one_of(of: Shape, *terms: Term, wanted: bool = True) -> Asked:
    """That a node is one of these terms, or none of them."""
    return Asked(ShapeConstraint("In", {"in": terms}), of, wanted)


def of_kind(of: Shape, kind: str) -> Asked:
    """That a node is of a kind."""
    return Asked(ShapeConstraint("NodeKind", {"nodeKind": (SH[kind],)}), of, wanted=True)
