"""What the engine answers: a row for each failure and each doubt, and the constraint that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from .names import sh

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from danhmuc.vocab.reading import Term

    from .demands import Component
    from .outcomes import Outcome
    from .shape_model import Shape, ShapeConstraint

__all__ = ["Demand", "Row"]

_VIOLATION: Final = sh("Violation")


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """A constraint of a shape, as results speak of it."""

    shape: Shape
    component: Component
    constraint: ShapeConstraint

    @property
    def severity(self) -> NamedNode:
        """How grave a failure is."""
        return self.shape.severity or _VIOLATION


class Row(NamedTuple):
    """One thing that the data does not meet, or not for sure.

    Attributes:
        focus: the node that was validated.
        path: the property where it is not the shape's own.
        value: the value at fault; None where none is.
        demand: the constraint.
        outcome: False where it is not met, None where that cannot be told.
    """

    focus: Term
    path: NamedNode | None
    value: Term | None
    demand: Demand
    outcome: Outcome
