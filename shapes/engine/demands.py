"""Compiled constraints: a test of each value, or of all values together.

A test returns True, False or None (unknown); a test of all values yields its failures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.datatypes.order import exceeds_limit
from danhmuc.vocab.terms import SH

from .outcomes import UNCOMPUTED, Comparison, Outcome, all_of, is_less_or_equal, is_met
from .paths import PathValues

if TYPE_CHECKING:
    from danhmuc.vocab.messages import MessageTemplate
    from danhmuc.vocab.namespaces import ClosedNamespace
    from danhmuc.vocab.reading import Term

    from .data import Data
    from .shape_model import Shape, ShapeConstraint

# ---------------------------------------------------------------- demands

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


# ---------------------------------------------------------------- least bounds
# Pairs of values of two properties without their product: of many bounds, only the least ones matter.
#
# What is less than a bound is less than all that are not below it. Between two datatypes that is not so, because
# numbers are rounded when they are compared, and some values have no order; therefore the least are sought for each
# datatype, and there may be several of them. Source: SHACL 1.0, sections 4.5.3 and 4.5.4.

MOST_PAIRS: Final = 1_000
"""Number of pairs up to which each pair that fails is a result, as the standard counts; beyond, each value is."""
_MOST_COMPARISONS: Final = 300_000
"""Number of comparisons for one node; what would need more is not computed."""


def failures_of_values(values: Sequence[Term], bounds: Sequence[Term], holds: Comparison) -> Iterator[Failure]:
    """The values that are not less than all bounds, each once.

    Args:
        holds: whether a value is less than a bound, or less than or equal to it.
    """
    least = _least_bounds(bounds)
    if least is None or len(values) * len(least) > _MOST_COMPARISONS:
        yield Failure(outcome=UNCOMPUTED)
        return
    for value in values:
        outcome = all_of(pair_outcome(value, bound, holds) for bound in least)
        if outcome is not True:
            yield Failure(value, outcome=outcome)


def pair_outcome(value: Term, bound: Term, holds: Comparison) -> Outcome:
    """Whether one value is less than one bound; terms without an order are not."""
    if type(value) is not Literal or type(bound) is not Literal:
        return False
    return is_met(holds, value, bound)


def _least_bounds(bounds: Iterable[Term]) -> Sequence[Term] | None:
    """Bounds such that what is less than these is less than all; None if it takes too long to find them."""
    least: dict[str, list[Literal]] = {}
    too_long: list[Term] = []
    room = _MOST_COMPARISONS
    for bound in bounds:
        if type(bound) is not Literal or is_less_or_equal(bound, bound) is not True:
            if type(bound) is Literal and exceeds_limit(bound.value):
                too_long.append(bound)
                continue
            return (bound,)  # Nothing is less than what has no order.
        group = least.setdefault(bound.datatype.value, [])
        room -= len(group) + 1
        if room < 0:
            return None
        if not any(is_less_or_equal(one, bound) for one in group):
            group[:] = [*(one for one in group if not is_less_or_equal(bound, one)), bound]
    return [*(one for group in least.values() for one in group), *too_long[:1]]
