"""Why a value does not meet the shape that ``sh:node`` names: the rows behind a row.

Made only for who asks, because a value is then judged once more.
Source: SHACL 1.0, section 3.6.2.8 (``sh:detail``).
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .plan import compile_plan
from .shape_model import ShapesGraph, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .data import Data
    from .results import Row

__all__ = ["Details"]

_NODE: Final = "Node"


class Details:
    """Gives the rows behind a row of ``sh:node``; none behind any other."""

    def __init__(self, graph: ShapesGraph, data: Data) -> None:
        # What is remembered about nodes goes by the number of a shape in its plan, and this is another plan.
        self._data = copy(data)
        self._data.memory = {}
        named = {
            other.node: other
            for shape in graph.shapes.values()
            for constraint in shape.constraints
            if constraint.component == _NODE
            for other in (shape.others[constraint.parameters["node"][0]],)
        }
        plan = compile_plan(
            ShapesGraph(
                shapes={
                    node: replace(shape, targets=(Target("node", node),))
                    for node, shape in named.items()
                    if not shape.is_deactivated
                },
                warnings=(),
            )
        )
        self._programs = {program.targets[0].node: program for program in plan.programs}

    def __call__(self, row: Row) -> Sequence[Row]:
        """The rows behind a row."""
        _, _, value, demand, _ = row
        program = None
        if demand.component.name == _NODE and value is not None:
            program = self._programs.get(demand.constraint.parameters["node"][0])
        rows: list[Row] = []
        if program is not None:
            program.judge(value, self._data, rows)  # type: ignore[arg-type]
        return rows
