"""Three outcomes: it conforms (True), it does not (False), it is not known (None), and how they combine.

Source: Kleene's strong logic of three values.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Outcome", "all_of", "any_of", "negate", "one_of"]

Outcome = bool | None


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Whether all conform; one that does not settles it."""
    known = True
    for outcome in outcomes:
        if outcome is False:
            return False
        known = known and outcome is not None
    return True if known else None


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Whether at least one conforms; one that does settles it."""
    known = True
    for outcome in outcomes:
        if outcome is True:
            return True
        known = known and outcome is not None
    return False if known else None


def one_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Whether exactly one conforms; two that do settle it."""
    found = 0
    known = True
    for outcome in outcomes:
        if outcome is True:
            found += 1
            if found > 1:
                return False
        known = known and outcome is not None
    return found == 1 if known else None


def negate(outcome: Outcome) -> Outcome:
    """The other way round; what is not known stays so."""
    return None if outcome is None else not outcome
