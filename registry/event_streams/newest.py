"""The newest activity of each thing, whatever the order in which they are read.

- The later time counts. What has a time counts before what has none.
- Of two with the same time, the one that may be marked as a state secret counts, then a description before a deletion,
  then the one with the greater name.
- A deletion does not count where there is also a description without a time: it may be newer.
- What has no time and may mark a state secret counts always, a deletion, too.
- Descriptions of a stream without times are united.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from .stream_activities import Activity


class PlacedActivity(NamedTuple):
    """An activity among those about one thing.

    Attributes:
        page, number: where it is: number of the page in order of reading, and of the member in it.
    """

    activity: Activity
    page: int
    number: int

    @property
    def rank(self) -> tuple[Fraction, bool, bool, str, int, int]:
        """Greater for one that counts before another, where both have a time or none has."""
        one = self.activity
        exact = Fraction(0) if one.at is None else one.at.exact
        return exact, one.has_mark, not one.deletes, one.name, self.page, self.number


@dataclass(slots=True)
class _Best:
    timed: PlacedActivity | None = None
    untimed: PlacedActivity | None = None
    lasting: tuple[PlacedActivity, ...] = ()
    tied: bool = False


class Newest:
    """The activities that count, of those that were added."""

    def __init__(self) -> None:
        self._best: dict[str, _Best] = {}

    def __contains__(self, thing: str) -> bool:
        return thing in self._best

    def add(self, activity: Activity, page: int, number: int) -> None:
        """Add one of which the thing is clear, and that describes it unless it deletes it."""
        assert activity.thing is not None, "nothing comes of what is not clear"
        best = self._best.setdefault(activity.thing, _Best())
        new = PlacedActivity(activity, page, number)
        if activity.at is not None:
            before = best.timed
            if before is None or new.rank > before.rank:
                best.timed = new
            if before is not None and before.activity.at is not None and before.activity.name != activity.name:
                exact = before.activity.at.exact
                best.tied = activity.at.exact == exact or (best.tied and activity.at.exact < exact)
        elif activity.is_lasting:
            best.lasting = (*best.lasting, new)
        elif (activity.has_mark or not activity.deletes) and (best.untimed is None or new.rank > best.untimed.rank):
            best.untimed = new

    def things(self) -> Iterator[str]:
        """All things that any activity is about, in order of reading."""
        return iter(self._best)

    def of(self, thing: str) -> tuple[PlacedActivity, ...]:
        """The activities that count of a thing: one, or all of a stream without times, or none."""
        best = self._best.get(thing)
        if best is None:
            return ()
        untimed = best.untimed
        if untimed is not None and (untimed.activity.has_mark or best.timed is None or best.timed.activity.deletes):
            return (untimed,)
        if best.timed is not None and not (best.timed.activity.deletes and best.lasting):
            return (best.timed,)
        return best.lasting

    def is_tied(self, thing: str) -> bool:
        """Whether several activities have the time of the one that counts."""
        best = self._best[thing]
        return best.tied and best.timed is not None and self.of(thing) == (best.timed,)
