"""Pairs of values of two properties without their product: of many bounds, only the least ones matter.

What is less than a bound is less than all that are not below it. Between two datatypes that is not so, because numbers
are rounded when they are compared, and some values have no order; therefore the least are sought for each datatype, and
there may be several of them.
Source: SHACL 1.0, sections 4.5.3 and 4.5.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from danhmuc.vocab.datatypes.order import exceeds_limit

from .demands import Failure
from .ordering import Comparison, is_less_or_equal, is_met
from .outcomes import UNCOMPUTED, Outcome, all_of

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term


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
