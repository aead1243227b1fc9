"""The order in which pages of a search are asked for, so that no package is missed while others come and go.

Knows numbers and ids, and asks for nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .action_answers import SkimmedAnswer

MOST_PAGES: Final = 10_000
"""Pages of one portal; ten million packages are in none."""
_MOST_FRUITLESS: Final = 20
"""Pages in a row that bring nothing new, after which a portal is believed to repeat itself."""
_SPARE: Final = 50
"""Pages beyond three times those that the count needs, after which a reading is given up."""


@dataclass(slots=True)
class PageOrder:
    """The pages of one reading.

    In the order of ids, a page that begins at or before the last id that came has all that follow it; where one begins
    later, packages before it were deleted and it may have skipped some, so an earlier one is asked for.

    Attributes:
        rows: packages to ask for.
        most: number of pages that are asked for; None for `MOST_PAGES`.
        start: number of packages before the next page.
        first_count, last_count: numbers of packages by the first and the last answer.
        is_sorted: whether all pages so far were in the order of ids.
        pages: number of those that were taken.
    """

    rows: int
    most: int | None = None
    start: int = 0
    first_count: int = 0
    last_count: int = 0
    is_sorted: bool = True
    pages: int = 0
    is_first: bool = True
    _last_id: str | None = None
    _asked: int = 0
    _back: int = 1
    _digest: bytes = b""
    _has_gap: bool = False
    _was_alone: bool = False
    _came: int = 0
    _came_at_end: int = -1
    _fruitless: int = 0

    @property
    def query(self) -> str:
        """The query of the next page."""
        return f"rows={self.rows}&start={self.start}&sort=id+asc&facet=false"

    @property
    def may_have_missed(self) -> bool:
        """Whether a package may have been skipped between two pages."""
        return self._has_gap or (not self.is_sorted and self.pages > 1)

    def must_step_back(self, page: SkimmedAnswer) -> bool:
        """Whether a page does not follow those before, so that an earlier one is asked for instead of it."""
        self._asked += 1
        self.last_count = page.count or 0
        if self.is_first:
            self.first_count = self.last_count
            self.is_first = False
        ids = _ids(page)
        is_unchecked = self.start == 0 or not self.is_sorted or self._last_id is None or self._was_alone
        if is_unchecked or self._is_end(page):
            return False
        if ids and self._last_id is not None and ids[0] <= self._last_id:
            self._back = 1
            return False
        if self._is_spent() or (page.heads and not ids):
            self._has_gap = True
            return False
        self._back *= 2
        self.start = max(0, min(self.start, self.last_count) - self._back)
        return True

    def _is_end(self, page: SkimmedAnswer) -> bool:
        """Whether there is nothing here once more, and nothing new has come since."""
        if page.heads:
            return False
        is_again = self._came == self._came_at_end
        self._came_at_end = self._came
        return is_again

    def go_on(self, page: SkimmedAnswer, came: int, digest: bytes) -> bool:
        """Whether there is another page after one that was taken.

        Args:
            came: number of packages that have come so far.
        """
        self.pages += 1
        ids = _ids(page)
        self._has_gap = self._has_gap or (self._was_alone and came > self._came)
        self._fruitless = 0 if came > self._came else self._fruitless + 1
        self._came = came
        self.is_sorted = self.is_sorted and all(one < other for one, other in pairwise(ids))
        self._last_id = max([*ids, *([self._last_id] if self._last_id is not None else [])], default=None)
        is_repeated = digest == self._digest
        self._digest = digest
        if not page.heads or is_repeated or self.start + len(page.heads) >= self.last_count:
            return False
        if self._is_spent() or self._fruitless > _MOST_FRUITLESS:
            self._has_gap = True
            return False
        # A single package cannot overlap with what follows.
        self._was_alone = len(page.heads) == 1
        self.start += len(page.heads) - (self.is_sorted and not self._was_alone)
        return True

    @property
    def is_endless(self) -> bool:
        """Whether there are more pages than any portal has."""
        return self._asked >= (self.most or MOST_PAGES)

    def _is_spent(self) -> bool:
        """Whether so many pages were asked for that the portal must be changing all the time."""
        if self.is_endless:
            return True
        size = max(1, self.start // max(1, self.pages))
        return self._asked > 3 * (self.first_count // size + 1) + _SPARE


def _ids(page: SkimmedAnswer) -> list[str]:
    return [one.id for one in page.heads if one is not None and isinstance(one.id, str) and one.id]
