"""Renames and statements of one thing that a registry has and an older state of it does not; taken over by restoring.

A rename moved the history of a record, which the older state has under the former IRI: there, both IRIs name one thing
from then on, so that what keeps one of them back keeps both, and one of them leaves. What was ended since holds again.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection

from .database import RegistryDatabase
from .decisions import SAME_AS
from .identity_rows import redirect_rows, same_as_rows

__all__ = ["NO_LATER_IDENTITY", "LaterIdentity", "take_over_identity"]


class LaterIdentity(NamedTuple):
    """Numbers of decisions since about what is one thing.

    Attributes:
        equal: statements that two IRIs name one thing, taken over.
        renamed: renames, taken over as such statements.
        again: renames and statements that were ended since, and hold again.
    """

    equal: int
    renamed: int
    again: int

    def plus(self, other: LaterIdentity) -> LaterIdentity:
        """The sums of both."""
        return LaterIdentity(*map(sum, zip(self, other, strict=True)))


NO_LATER_IDENTITY: Final = LaterIdentity(0, 0, 0)


def take_over_identity(newer: Connection, older: Connection, database: RegistryDatabase) -> LaterIdentity:
    """Take over what holds in the newer state and was not known in the older one."""
    known = {frozenset((one.first, one.second)) for one in same_as_rows(older)}
    redirected = {frozenset((one.old, one.new)) for one in redirect_rows(older)}
    said = [
        *((one.first, one.second, one.at, one.by, one.reason, False) for one in same_as_rows(newer)),
        *((one.old, one.new, one.at, one.by, one.reason, True) for one in redirect_rows(newer)),
    ]
    counts = {False: 0, True: 0}
    for first, second, at, by, reason, is_rename in said:
        pair = frozenset((first, second))
        if pair in known or (is_rename and pair in redirected):
            continue
        known.add(pair)
        SAME_AS.add(database, older, [{"first": first, "second": second}], by=by, reason=reason, at=at)
        counts[is_rename] += 1
    return LaterIdentity(counts[False], counts[True], _count_ended_since(newer, older))


def _count_ended_since(newer: Connection, older: Connection) -> int:
    """The number of renames and statements that hold in the older state, and were ended in the newer one."""
    renames = {(one.source, one.old, one.new, one.at) for one in redirect_rows(newer, ended=True) if one.until}
    said = {(one.first, one.second, one.at) for one in same_as_rows(newer, ended=True) if one.until}
    return sum((one.source, one.old, one.new, one.at) in renames for one in redirect_rows(older)) + sum(
        (one.first, one.second, one.at) in said for one in same_as_rows(older)
    )
