"""Compiled shapes of profiles, shared by all validators of a process whose profile has the same shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.record_terms import LINKS

from ..engine import compile_plan, index_nquads, read_shapes
from ..engine.own_components import is_undated
from ..messages.shapes_graph import EngineText
from ..profiles.severities import never_gates
from ..sparql.parts import sparql_parts
from .unread_parts import unread_parts

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message

    from ..engine.plan import Plan
    from ..engine.shape_model import ShapesGraph
    from ..sparql.parts import SparqlParts


_CACHED: Final = 8
"""Profiles; a compiled one takes a few MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledShapes:
    """The compiled shapes of a profile; nobody changes them.

    Attributes:
        parts: the shapes that need SPARQL; false if there are none.
        is_dated: whether any rule asks for the reference date.
        warnings: a message for each skipped part.
        unread: those of them on parts that may have a meaning, and that the profile does not allow to be skipped.
    """

    plan: Plan
    parts: SparqlParts
    is_dated: bool
    warnings: tuple[Message, ...]
    unread: tuple[Message, ...] = ()


@lru_cache(_CACHED)
def compiled_shapes(nquads: bytes) -> CompiledShapes:
    """Compile the shapes of a profile; found by their text alone, so that a changed file is compiled anew.

    Raises:
        ShapesError: the shapes are recursive, or need a script.
    """
    index = index_nquads(nquads)
    shapes = read_shapes(index)
    parts = sparql_parts(shapes, index)
    plan = compile_plan(shapes)
    unread = unread_parts(index, shapes, plan)
    return CompiledShapes(
        plan=plan,
        parts=parts,
        is_dated=any(is_undated(one) for shape in shapes.shapes.values() for one in shape.constraints),
        warnings=(*plan.warnings, *_unseen_targets(shapes), *_dated_violations(shapes)),
        unread=unread,
    )


def _unseen_targets(shapes: ShapesGraph) -> Iterator[Message]:
    """Warn about targets invisible in a single record: objects of properties that are not followed backwards."""
    for shape in shapes.shapes.values():
        for target in shape.targets:
            if target.kind == "objects-of" and target.node not in LINKS:
                yield EngineText.TARGETS_UNSEEN(shape=str(shape.node), property=str(target.node))


def _dated_violations(shapes: ShapesGraph) -> Iterator[Message]:
    """Warn about violations that depend on the reference date."""
    for shape in shapes.shapes.values():
        if never_gates(shape):
            yield EngineText.VIOLATION_DATED(shape=str(shape.node))
