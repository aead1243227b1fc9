"""The pages of a feed as ranges of the sorted keys of its entries, like the leaves of a B+ tree.

A page begins at its lower bound and ends where the next begins. The bound is a key at the birth of the page, and the
page keeps it, and with it its name, until it is joined with the page before it. So an entry that comes or goes touches
its page and no other, and a reader between two builds never passes over an entry that stays: a page that it is sent to
begins where it always began, or is not there any more.

Knows keys and sizes; no RDF, no files.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Final

FIRST: Final = ""
"""The lower bound of the first page, whatever the first key is."""


@dataclass(frozen=True, slots=True)
class KeyedSize:
    """An entry, by its key.

    Attributes:
        byte_size: bytes that it takes on a page, in the largest syntax.
    """

    key: str
    byte_size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLimits:
    """The limits of a page.

    Attributes:
        records: number of entries.
        byte_size: bytes of its entries; what every page repeats, such as the catalogue, comes on top, so that a page
            remains under the 20 MB that every consumer takes.
    """

    records: int = 100
    byte_size: int = 19_000_000

    def __post_init__(self) -> None:
        """See that a page can hold anything."""
        if min(self.records, self.byte_size) < 1:
            raise ValueError("a page holds at least one entry of one byte")

    def hold(self, records: int, byte_size: int) -> bool:
        """Whether a page can have that many entries and bytes."""
        return records <= self.records and byte_size <= self.byte_size

    def leave_room(self, records: int, byte_size: int) -> bool:
        """Whether that many fill a page to at most three quarters."""
        return records * 4 <= self.records * 3 and byte_size * 4 <= self.byte_size * 3

    def weight(self, records: int, byte_size: int) -> int:
        """Part of a full page that they take, the larger of the two, in units of which a full one has `full`."""
        return max(records * self.byte_size, byte_size * self.records)

    @property
    def full(self) -> int:
        """The weight of a full page."""
        return self.records * self.byte_size


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRange:
    """A page.

    Attributes:
        lower: the lowest key that belongs on it, be there such an entry or not; its name as well.
        records: number of its entries.
        byte_size: bytes of its entries.
    """

    lower: str
    records: int
    byte_size: int


@dataclass(frozen=True, slots=True)
class PageLayout:
    """All pages of a feed.

    Attributes:
        pages: at least one, in the order of their bounds; the first begins at `FIRST`.
        oversized: keys of entries that are larger than a page may be; each has a page of its own.
    """

    pages: tuple[KeyRange, ...]
    oversized: tuple[str, ...] = ()

    @property
    def bounds(self) -> tuple[str, ...]:
        """The lower bounds of the pages."""
        return tuple(page.lower for page in self.pages)

    @property
    def total(self) -> int:
        """Number of entries."""
        return sum(page.records for page in self.pages)

    def find_page(self, key: str) -> int:
        """The position of the page on which a key belongs."""
        return bisect_right(self.pages, key, key=attrgetter("lower")) - 1


def arrange_pages(
    entries: Iterable[KeyedSize], previous: Sequence[str] = (), limits: PageLimits | None = None
) -> PageLayout:
    """Spread entries over pages, with as little moved as possible.

    - A page over a limit is split where half of its weight is; many new entries at once, such as those of a first
      build, give pages that are filled to about four fifths.
    - A page is joined with the next where both together fill at most three quarters of one, or one of them is empty.
      So a page that was split is not joined again, nor one that was joined split, before a quarter of it has changed.
    - Where there are more than twice as many pages as are needed all the same, those that fill least together are
      joined.

    The same input gives the same pages, and the pages that come out, given as previous ones, come out again.

    Args:
        entries: sorted by key, without two of one key.
        previous: lower bounds of the pages of the last build, sorted; none for a first build.

    Raises:
        ValueError: keys or bounds are not sorted.
    """
    limits = limits or PageLimits()
    bounds = [FIRST, *(bound for bound in previous if bound != FIRST)]
    if any(one >= other for one, other in pairwise(bounds)):
        raise ValueError("bounds of pages are not sorted")
    pages = [part for page in _distribute(entries, bounds) for part in _split(page, limits)]
    pages = _join_small(pages, limits)
    _join_surplus(pages, 2 * _least(pages, limits), limits)
    over = (page for page in pages if page.byte_size > limits.byte_size)
    return PageLayout(
        tuple(KeyRange(lower=one.lower, records=len(one.entries), byte_size=one.byte_size) for one in pages),
        tuple(page.entries[0].key for page in over),
    )


class _Page:
    """A page while it is made."""

    __slots__ = ("byte_size", "entries", "lower")

    def __init__(self, lower: str, entries: list[KeyedSize]) -> None:
        self.lower = lower
        self.entries = entries
        self.byte_size = sum(entry.byte_size for entry in entries)

    def size_with(self, other: _Page) -> tuple[int, int]:
        """Entries and bytes of both."""
        return len(self.entries) + len(other.entries), self.byte_size + other.byte_size

    def absorb(self, other: _Page) -> None:
        """Take what the next page has."""
        self.entries += other.entries
        self.byte_size += other.byte_size


def _distribute(entries: Iterable[KeyedSize], bounds: Sequence[str]) -> Iterator[_Page]:
    """The entries on the pages of the last build."""
    on_page: list[KeyedSize] = []
    position = 0
    last = None
    for entry in entries:
        if last is not None and entry.key <= last:
            raise ValueError(f"the key {entry.key!r} does not follow {last!r}")
        last = entry.key
        while position + 1 < len(bounds) and bounds[position + 1] <= entry.key:
            yield _Page(bounds[position], on_page)
            position, on_page = position + 1, []
        on_page.append(entry)
    for bound in bounds[position:]:
        yield _Page(bound, on_page)
        on_page = []


def _split(page: _Page, limits: PageLimits) -> Iterator[_Page]:
    """The page, or the parts of one that is over a limit."""
    count = len(page.entries)
    if count < 2 or limits.hold(count, page.byte_size):
        yield page
        return
    weights = list(accumulate(limits.weight(1, entry.byte_size) for entry in page.entries))
    parts = max(2, -(-weights[-1] * 5 // (limits.full * 4)))
    cut = bisect_left(weights, weights[-1] * (parts // 2) // parts) + 1
    cut = min(cut, count - 1)
    yield from _split(_Page(page.lower, page.entries[:cut]), limits)
    yield from _split(_Page(page.entries[cut].key, page.entries[cut:]), limits)


def _join_small(pages: Iterable[_Page], limits: PageLimits) -> list[_Page]:
    """The pages, after those with few entries are joined with their neighbours."""
    joined: list[_Page] = []
    for page in pages:
        if joined and (not page.entries or not joined[-1].entries or limits.leave_room(*joined[-1].size_with(page))):
            joined[-1].absorb(page)
        else:
            joined.append(page)
    return joined


def _join_surplus(pages: list[_Page], most: int, limits: PageLimits) -> None:
    """Join pages until there are no more than that many; where no two fit into one, there are fewer already."""
    while len(pages) > most:
        pairs = [
            (limits.weight(*one.size_with(other)), position)
            for position, (one, other) in enumerate(pairwise(pages))
            if limits.hold(*one.size_with(other))
        ]
        _, position = min(pairs)
        pages[position].absorb(pages.pop(position + 1))


def _least(pages: Iterable[_Page], limits: PageLimits) -> int:
    """The least number of pages that can hold the same entries in their order."""
    least = 1
    records = byte_size = 0
    for entry in (entry for page in pages for entry in page.entries):
        if records and not limits.hold(records + 1, byte_size + entry.byte_size):
            least += 1
            records = byte_size = 0
        records += 1
        byte_size += entry.byte_size
    return least
