"""Output of the engine: a row for each failure or unknown outcome, with its constraint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from danhmuc.vocab.terms import SH

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from danhmuc.vocab.reading import Term

    from .demands import Component
    from .outcomes import Outcome
    from .shape_model import Shape, ShapeConstraint


_VIOLATION: Final = SH.Violation


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """A constraint of a shape, as results refer to it."""

    shape: Shape
    component: Component
    constraint: ShapeConstraint

    @property
    def severity(self) -> NamedNode:
        """IRI of the severity of a failure."""
        return self.shape.severity or _VIOLATION


class Row(NamedTuple):
    """One constraint that the data does not meet, or that is unknown.

    Attributes:
        focus: the node that was validated.
        path: the property, if it is not the shape's own path.
        value: the value at fault; None if there is none.
        demand: the constraint.
        outcome: False if it is not met, None if unknown, `UNCOMPUTED` if a limit ended it.
    """

    focus: Term
    path: NamedNode | None
    value: Term | None
    demand: Demand
    outcome: Outcome
