"""The order in which pages of a search are asked for, so that no package is missed while others come and go.

Knows numbers and ids, and asks for nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .answers import SkimmedAnswer

__all__ = ["PageOrder"]

_SPARE: Final = 50
"""Pages beyond three times those that the count needs, after which a reading is given up."""


@dataclass(slots=True)
class PageOrder:
    """The pages of one reading.

    In the order of ids, a page that begins at or before the last id that came has all that follow it; where one begins
    later, packages before it were deleted and it may have skipped some, so an earlier one is asked for.

    Attributes:
        rows: packages to ask for.
        start: number of packages before the next page.
        first_count, last_count: numbers of packages by the first and the last answer.
        is_sorted: whether all pages so far were in the order of ids.
        pages: number of those that were taken.
    """

    rows: int
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
    _is_over: bool = False
    _has_gap: bool = False

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
        if self.start == 0 or not self.is_sorted or self._last_id is None or self._is_spent():
            return False
        follows = bool(ids) and ids[0] <= self._last_id
        if follows or (not ids and page.heads):
            self._back = 1
            return False
        self._back *= 2
        self.start = max(0, min(self.start, self.last_count) - self._back)
        return True

    def go_on(self, page: SkimmedAnswer, digest: bytes) -> bool:
        """Whether there is another page after one that was taken."""
        self.pages += 1
        ids = _ids(page)
        self.is_sorted = self.is_sorted and all(one < other for one, other in pairwise(ids))
        self._last_id = max([*ids, *([self._last_id] if self._last_id is not None else [])], default=None)
        is_repeated = digest == self._digest
        self._digest = digest
        if not page.heads or is_repeated or self._is_over or self.start + len(page.heads) >= self.last_count:
            return False
        if self._is_spent():
            self._has_gap = True
            return False
        overlap = 1 if self.is_sorted and len(page.heads) > 1 else 0
        self._has_gap = self._has_gap or not overlap
        self.start += len(page.heads) - overlap
        return True

    def end(self) -> None:
        """Ask for no further page."""
        self._is_over = True

    def _is_spent(self) -> bool:
        """Whether so many pages were asked for that the portal must be changing all the time."""
        size = max(1, self.start // max(1, self.pages))
        return self._asked > 3 * (self.first_count // size + 1) + _SPARE


def _ids(page: SkimmedAnswer) -> list[str]:
    return [one.id for one in page.heads if one is not None and isinstance(one.id, str) and one.id]
