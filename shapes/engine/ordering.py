"""Compare literals, if they have an order; literals with a language have none.

Source: SHACL 1.0, sections 4.3 and 4.5; see `danhmuc.vocab.datatypes.order`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.datatypes import order

if TYPE_CHECKING:
    from pyoxigraph import Literal

__all__ = ["is_less", "is_less_or_equal"]


def is_less(one: Literal, other: Literal) -> bool | None:
    """Whether `one` is less than `other`; None if they cannot be compared."""
    return _is_less(one, other, or_equal=False)


def is_less_or_equal(one: Literal, other: Literal) -> bool | None:
    """Whether `one` is less than or equal to `other`; None if they cannot be compared."""
    return _is_less(one, other, or_equal=True)


def _is_less(one: Literal, other: Literal, *, or_equal: bool) -> bool | None:
    if one.language is not None or other.language is not None:
        return None
    first = order.comparable(one.value, one.datatype.value)
    second = order.comparable(other.value, other.datatype.value)
    return None if first is None or second is None else order.is_less(first, second, or_equal=or_equal)
