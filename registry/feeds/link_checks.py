"""See that the pages of a feed lead to one another, and to all of it, before it is served.

A page that was written says what its links say, and one that was taken over has the same links, so they are followed
where they are made, not in each document once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from danhmuc.vocab.errors import RegistryError

from ..messages.feed_builds import FEED_CHECK_FAILED, FEED_LINK_BROKEN, FEED_PAGES_UNREACHED
from .key_ranges import PageLayout
from .page_links import page_links, page_path

__all__ = ["check_links"]


def check_links(
    paths: Collection[str],
    layout: PageLayout,
    *,
    base: str,
    endings: Iterable[str],
    records: int,
    others: Iterable[str],
) -> None:
    """Follow the links of the pages in each syntax, from the first one on.

    Args:
        paths: of all files of the feed.
        endings: of the syntaxes.
        records: number of entries of the feed.
        others: paths to which other documents lead, such as the pages of the stream.

    Raises:
        RegistryError: a link leads to no file of the feed, or they do not lead to all pages and entries.
    """
    for ending in endings:
        found = 0
        for position, page in enumerate(layout.pages):
            links = page_links(layout, position, base=base, ending=ending)
            path = page_path(page.lower, ending)
            for address in (links.own, links.first, links.next, links.previous, links.last):
                if address is not None and address.removeprefix(base) not in paths:
                    raise _failure(path, address)
            found += page.records
            is_last = position + 1 == len(layout.pages)
            if is_last != (links.next is None) or (links.total is not None and links.total != records):
                raise RegistryError(FEED_CHECK_FAILED(path=path, reason=FEED_PAGES_UNREACHED(count=records)))
        if found != records:
            path = page_path("", ending)
            raise RegistryError(FEED_CHECK_FAILED(path=path, reason=FEED_PAGES_UNREACHED(count=records)))
    for path in others:
        if path not in paths:
            raise _failure("stream.trig", base + path)


def _failure(path: str, address: str) -> RegistryError:
    return RegistryError(FEED_CHECK_FAILED(path=path, reason=FEED_LINK_BROKEN(address=address)))
