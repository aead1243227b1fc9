"""Reasons why an outcome is unknown or not computed: one reason, if one covers all possible causes.

Rows do not carry reasons, because most are never needed: they follow from the component of a demand, and for demands
that name other shapes, from the constraints of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ..messages.validating import DoubtsText
from .components import ALL_COMPONENTS, PROPERTY

if TYPE_CHECKING:
    from danhmuc.vocab.messages import MessageTemplate
    from danhmuc.vocab.reading import Subject, Term

    from .rows import Demand
    from .shape_model import Shape, ShapeConstraint


_COMPONENTS: Final = {component.name: component for component in (*ALL_COMPONENTS, PROPERTY)}
_PATTERN: Final = "pattern"
_ON_DATE_OF: Final = "onDateOf"
_QUALIFIED: Final = "qualifiedValueShape"


class UnverifiedReasons:
    """Reasons for the demands of one plan, found on demand.

    Args:
        overruns: number of timeouts by pattern; it may grow.
    """

    def __init__(self, overruns: Mapping[str, int]) -> None:
        self._overruns = overruns
        self._of_shapes: dict[Subject, frozenset[MessageTemplate | str]] = {}
        self._settled: dict[Demand, MessageTemplate] = {}

    def of(self, demand: Demand, value: Term | None) -> MessageTemplate:
        """The message of the reason of an unknown outcome; `DOUBT_UNSPECIFIED` if there may be several reasons."""
        if value is None:
            return (
                DoubtsText.DOUBT_UNSPECIFIED if _QUALIFIED in demand.constraint.parameters else DoubtsText.DOUBT_VALUES
            )
        doubt = self._settled.get(demand)
        if doubt is None:
            # A pattern that takes too long is not unknown, but not computed.
            reasons = {one for one in self._of_demand(demand) if not isinstance(one, str)}
            doubt = self._settled[demand] = reasons.pop() if len(reasons) == 1 else DoubtsText.DOUBT_UNSPECIFIED
        return doubt

    def of_limit(self, demand: Demand) -> MessageTemplate:
        """The message of the reason why an outcome was not computed."""
        return (
            DoubtsText.DOUBT_PATTERN
            if any(one in self._overruns for one in self._of_demand(demand))
            else DoubtsText.DOUBT_LIMIT
        )

    def _of_demand(self, demand: Demand) -> Iterator[MessageTemplate | str]:
        return self._of_constraint(demand.constraint, demand.shape)

    def _of_constraint(self, constraint: ShapeConstraint, shape: Shape) -> Iterator[MessageTemplate | str]:
        component = _COMPONENTS[constraint.component]
        for name in component.shapes:
            for one in constraint.parameters[name]:
                yield from self._of_shape(shape.find_shape(one))
        if _QUALIFIED in constraint.parameters:
            for sibling in shape.siblings:
                yield from self._of_shape(sibling)
        if component.doubt is DoubtsText.DOUBT_PATTERN:
            yield constraint.parameters[_PATTERN][0].value
        elif component.doubt is DoubtsText.DOUBT_CODE and _ON_DATE_OF in constraint.parameters:
            yield DoubtsText.DOUBT_CODE_ON_DAY
        elif component.doubt is not None:
            yield component.doubt

    def _of_shape(self, shape: Shape) -> frozenset[MessageTemplate | str]:
        found = self._of_shapes.get(shape.node)
        if found is None:
            found = self._of_shapes[shape.node] = frozenset(self._within(shape))
        return found

    def _within(self, shape: Shape) -> Iterator[MessageTemplate | str]:
        """Reasons of a nested shape; missing values there mean that the value is not described."""
        if shape.is_deactivated:
            return
        if shape.path is not None:
            yield DoubtsText.DOUBT_DESCRIPTION
        for constraint in shape.constraints:
            for one in self._of_constraint(constraint, shape):
                yield DoubtsText.DOUBT_DESCRIPTION if one is DoubtsText.DOUBT_VALUES else one
        for one_property in shape.properties:
            yield from self._of_shape(one_property)
