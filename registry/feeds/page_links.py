"""The addresses of the pages of a feed, and what each page says about the others.

The total and the last page stand on the first page alone: on every page, they would change all pages with each entry.
Decision 47 has who reads what.

Source: https://www.hydra-cg.com/spec/latest/core/#collections
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .key_ranges import FIRST, PageLayout, PageLimits

__all__ = ["PageLinks", "page_links", "page_name", "page_path"]

_FIRST_PAGE: Final = "catalog"
_FOLDER: Final = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The links of a page, to itself and to others; all addresses are absolute and lead to pages of the same syntax.

    Attributes:
        own: the address of the page.
        next: None on the last page.
        previous: None on the first page.
        last: on the first page alone.
        total: number of entries of all pages; on the first page alone.
        items_per_page: the most that a page may have, of which most pages have fewer.
    """

    own: str
    first: str
    next: str | None
    previous: str | None
    last: str | None
    total: int | None
    items_per_page: int


def page_name(lower: str) -> str:
    """The path of a page in the folder of its feed, without the ending of its syntax.

    Args:
        lower: its lower bound.
    """
    return _FIRST_PAGE if lower == FIRST else f"{_FOLDER}/{lower}"


def page_path(lower: str, ending: str) -> str:
    """The path of a page in one syntax.

    Args:
        ending: that of the syntax, such as ``ttl``.

    >>> page_path("", "ttl"), page_path("00000003-9f2c000000000000", "jsonld")
    ('catalog.ttl', 'page/00000003-9f2c000000000000.jsonld')
    """
    return f"{page_name(lower)}.{ending}"


def page_links(
    layout: PageLayout, position: int, *, base: str, ending: str, limits: PageLimits | None = None
) -> PageLinks:
    """The links of the page at a position, in one syntax.

    Args:
        base: the address of the folder; ends with ``/``.
    """
    addresses = [base + page_path(lower, ending) for lower in layout.bounds[max(position - 1, 0) : position + 2]]
    here = min(position, 1)
    is_first = position == 0
    return PageLinks(
        own=addresses[here],
        first=base + page_path(FIRST, ending),
        next=addresses[here + 1] if here + 1 < len(addresses) else None,
        previous=None if is_first else addresses[here - 1],
        last=base + page_path(layout.pages[-1].lower, ending) if is_first else None,
        total=layout.total if is_first else None,
        items_per_page=(limits or PageLimits()).records,
    )
