"""Four outcomes and their logic: conforms (True), does not conform (False), unknown (None), not computed.

Unknown is what the data does not say; in our reading it does not count against the data. Not computed is what a limit
of the engine ended: the data may well fail there, so it never counts as met, in any reading.
Source: Kleene's strong three-valued logic; of two outcomes that leave a result open, not computed is the graver one.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final


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
