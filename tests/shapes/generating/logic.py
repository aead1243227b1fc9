"""Shapes that speak of shapes: the ways to meet or to break them, each strictest first.

To meet one of several is to meet it alone, as far as that can be: so each is shown to be of use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from danhmuc.shapes.engine.shape_model import Shape, ShapeConstraint

from .asked import Asked, Attempt, Variant, parts_of

__all__ = ["LOGIC", "deeper", "ways_of_shape"]

Ways = Callable[[ShapeConstraint, Shape, bool], list[Variant]]


def _spoken_of(constraint: ShapeConstraint, shape: Shape, *, wanted: bool) -> Attempt:
    (terms,) = constraint.parameters.values()
    return [Asked(shape.others[term], shape, wanted) for term in terms]


def _one_breaks(all_met: Attempt) -> list[Variant]:
    """Each broken in turn: the others met, else whatever they are."""
    variants: list[Variant] = []
    for number, one in enumerate(all_met):
        others = [*all_met[:number], *all_met[number + 1 :]]
        variants.append([[one.negated(), *others], [one.negated()]] if others else [[one.negated()]])
    return variants


def _not(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> list[Variant]:
    (one,) = _spoken_of(constraint, shape, wanted=not wanted)
    return ways_of_shape(one)


def _and(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> list[Variant]:
    all_met = _spoken_of(constraint, shape, wanted=True)
    return [[all_met]] if wanted else _one_breaks(all_met)


def _or(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> list[Variant]:
    all_broken = _spoken_of(constraint, shape, wanted=False)
    return _one_breaks(all_broken) if wanted else [[all_broken]]


def _xone(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> list[Variant]:
    all_broken = _spoken_of(constraint, shape, wanted=False)
    if wanted:
        return [variant[:1] for variant in _one_breaks(all_broken)]
    return [[all_broken], *([[one.negated(), other.negated()]] for one, other in combinations(all_broken, 2))]


def _node(constraint: ShapeConstraint, shape: Shape, wanted: bool) -> list[Variant]:
    (one,) = _spoken_of(constraint, shape, wanted=wanted)
    return ways_of_shape(one)


def ways_of_shape(asked: Asked) -> list[Variant]:
    """The ways to meet or break a shape; one with a path is left to whoever knows paths."""
    shape = asked.what
    assert isinstance(shape, Shape)
    if shape.is_deactivated:
        return [[[]]] if asked.wanted else []
    if shape.path is not None:
        return [[[asked]]]
    return [[parts_of(shape)]] if asked.wanted else _one_breaks(parts_of(shape))


def ways_of(asked: Asked) -> list[Variant]:
    """The ways to meet or break what speaks of shapes; none of what speaks of values."""
    if isinstance(asked.what, Shape):
        return ways_of_shape(asked) if asked.what.path is None else []
    make = LOGIC.get(asked.what.component)
    return [] if make is None else make(asked.what, asked.of, asked.wanted)


def deeper(variants: list[Variant]) -> Iterator[Variant]:
    """The same ways where something in them leaves several open, each of those apart."""
    for variant in variants:
        strict = variant[0]
        # Of several, each speaks of one thing first; what else it asks is another's to show.
        for number, one in enumerate(strict[:1] if len(variants) > 1 else strict):
            rest = [*strict[:number], *strict[number + 1 :]]
            inner = ways_of(one)
            for found in (*(inner if len(inner) > 1 else ()), *deeper(inner)):
                yield [[*rest, *attempt] for attempt in found]


LOGIC: dict[str, Ways] = {"Not": _not, "And": _and, "Or": _or, "Xone": _xone, "Node": _node}
"""By component."""
