"""One visit to a stream: nothing, what has changed, or all of it."""

from __future__ import annotations

from ..record.contents import Progress, SourceContents
from ..record.door import Door
from ..record.record import IriSpace
from ..record.visit import Visit
from .delta_reading import read_delta
from .pages import Pages, PageSource
from .whole_reading import read_whole

__all__ = ["read_stream"]


def read_stream(
    source: PageSource, door: Door, space: IriSpace, visit: Visit, progress: Progress | None = None
) -> SourceContents:
    """The contents of a stream, as `HarvestSource.contents` gives them."""
    pages = Pages(source, visit, door, progress)
    pages.read()
    if pages.failed is not None:
        return SourceContents(
            records=iter(()),
            failed=pages.failed,
            unopened=pages.unopened,
            letter=pages.letter,
            quarantined=() if pages.unopened else tuple(pages.quarantined),
        )
    is_moved = any(page.is_moved for page in pages)
    if visit.known and pages.are_whole and not is_moved:
        return SourceContents(records=iter(()), documents=tuple(pages.renewed), unmoved=True)
    if pages.are_whole and visit.known and (delta := read_delta(pages, space, visit, progress)) is not None:
        return delta
    return read_whole(pages, space, visit, progress)
