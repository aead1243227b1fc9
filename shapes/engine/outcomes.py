"""Four outcomes and their logic: conforms (True), does not conform (False), unknown (None), not computed.

Unknown is what the data does not say; in our reading it does not count against the data. Not computed is what a limit
of the engine ended: the data may well fail there, so it never counts as met, in any reading.
Source: Kleene's strong three-valued logic; of two outcomes that leave a result open, not computed is the graver one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.datatypes import order

if TYPE_CHECKING:
    from pyoxigraph import Literal

# ---------------------------------------------------------------- outcomes


class Uncomputed(Enum):
    """The outcome of what a limit ended."""

    LIMIT = "limit"

    def __bool__(self) -> bool:
        """Never true: what was not computed does not conform."""
        return False


UNCOMPUTED: Final = Uncomputed.LIMIT
Outcome = bool | Uncomputed | None


def graver(one: Outcome, other: Outcome) -> Outcome:
    """The graver of two outcomes that both leave a result open."""
    return UNCOMPUTED if one is UNCOMPUTED else other


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Whether all conform; one False decides."""
    found: Outcome = True
    for outcome in outcomes:
        if outcome is False:
            return False
        if outcome is not True:
            found = graver(found, outcome)
    return found


def one_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Whether exactly one conforms; two True decide."""
    found = 0
    open_: Outcome = False
    for outcome in outcomes:
        if outcome is True:
            found += 1
            if found > 1:
                return False
        elif outcome is not False:
            open_ = graver(open_, outcome)
    return found == 1 if open_ is False else open_


def negate(outcome: Outcome) -> Outcome:
    """Negate an outcome; what is open stays open."""
    return not outcome if isinstance(outcome, bool) else outcome


# ---------------------------------------------------------------- ordering
# Compare literals, if they have an order; literals with a language have none.
#
# Source: SHACL 1.0, sections 4.3 and 4.5; see `danhmuc.vocab.datatypes.order`.

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
