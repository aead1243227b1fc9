"""Details of results: the rows for shapes that ``sh:node``, ``and``, ``or`` or ``xone`` name.

Made only on demand, because the value is then validated once more.
Source: SHACL 1.0, section 3.6.2.8 (``sh:detail``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from .plan import compile_plan
from .shape_model import ShapesGraph, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.vocab.reading import Term

    from .data import Data
    from .rows import Row
    from .shape_model import ShapeConstraint


_NAMING: Final = {"Node": "node", "And": "and", "Or": "or", "Xone": "xone"}
"""Components whose values have to meet other shapes, and the parameter that names the shapes."""


class Details:
    """Details of rows of ``sh:node``, ``and``, ``or`` or ``xone``; other rows have none."""

    def __init__(self, graph: ShapesGraph, data: Data) -> None:
        self._graph = graph
        # Cached outcomes belong to the shapes of one plan, and this is another plan.
        self._data = copy(data)
        self._data.memory = {}
        self._data.rows_below = {}

    def __call__(self, row: Row) -> Sequence[Row]:
        """Find the rows behind a row."""
        _, _, value, demand, _ = row
        rows: list[Row] = []
        self._data.rows_below.clear()
        if value is not None:
            for node in _required_shapes(demand.constraint):
                validate = self._validators.get(node)
                if validate is not None:
                    validate(value, self._data, rows)
        return rows

    @cached_property
    def _validators(self) -> Mapping[Term, Callable[[Term, Data, list[Row]], None]]:
        named = {
            node: shape.others[node]
            for shape in self._graph.shapes.values()
            for constraint in shape.constraints
            for node in _required_shapes(constraint)
        }
        plan = compile_plan(
            ShapesGraph(
                shapes={
                    shape.node: replace(shape, targets=(Target("node", node),))
                    for node, shape in named.items()
                    if not shape.is_deactivated
                },
            )
        )
        return {program.targets[0].node: program.validate for program in plan.programs}


def _required_shapes(constraint: ShapeConstraint) -> Iterable[Term]:
    """Shapes that a value has to meet, all or some of them."""
    parameter = _NAMING.get(constraint.component)
    return () if parameter is None else constraint.parameters[parameter]
