"""Compare literals, if they have an order; literals with a language have none.

Source: SHACL 1.0, sections 4.3 and 4.5; see `danhmuc.vocab.datatypes.order`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from danhmuc.vocab.datatypes import order

from .outcomes import UNCOMPUTED, Outcome

if TYPE_CHECKING:
    from pyoxigraph import Literal


Comparison = Callable[["Literal", "Literal"], bool | None]
"""Whether one literal is before another in some order; None if they have none."""


def is_less(one: Literal, other: Literal) -> bool | None:
    """Whether `one` is less than `other`; None if they cannot be compared."""
    return _is_less(one, other, or_equal=False)


def is_less_or_equal(one: Literal, other: Literal) -> bool | None:
    """Whether `one` is less than or equal to `other`; None if they cannot be compared."""
    return _is_less(one, other, or_equal=True)


def is_met(holds: Comparison, one: Literal, other: Literal) -> Outcome:
    """The outcome of a constraint by a comparison: what has no order fails, unless a limit is why it has none."""
    found = holds(one, other)
    if found is None and (order.exceeds_limit(one.value) or order.exceeds_limit(other.value)):
        return UNCOMPUTED
    return found is True


def _is_less(one: Literal, other: Literal, *, or_equal: bool) -> bool | None:
    if one.language is not None or other.language is not None:
        return None
    first = order.comparable(one.value, one.datatype.value)
    second = order.comparable(other.value, other.datatype.value)
    return None if first is None or second is None else order.is_less(first, second, or_equal=or_equal)
