"""Three outcomes and their logic: conforms (True), does not conform (False), unknown (None).

Source: Kleene's strong three-valued logic.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Outcome", "all_of", "negate", "one_of"]

Outcome = bool | None


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Whether all conform; one False decides."""
    known = True
    for outcome in outcomes:
        if outcome is False:
            return False
        known = known and outcome is not None
    return True if known else None


def one_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Whether exactly one conforms; two True decide."""
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
    """Negate an outcome; unknown stays unknown."""
    return None if outcome is None else not outcome
