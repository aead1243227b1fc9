"""One visit to a stream: nothing, what has changed, or all of it."""

from __future__ import annotations

from ..record.contents import Progress, SourceContents
from ..record.record import IriSpace
from ..record.visit import Visit
from .delta_reading import read_delta
from .pages import Pages
from .whole_reading import read_whole


def read_stream(pages: Pages, space: IriSpace, visit: Visit, progress: Progress | None = None) -> SourceContents:
    """The contents of a stream by its pages, as `HarvestSource.contents` gives them."""
    pages.read()
    if pages.failed is not None:
        return SourceContents(
            records=iter(()),
            failed=pages.failed,
            unopened=pages.unopened,
            letter=pages.letter,
            quarantined=() if pages.unopened else tuple(pages.quarantined),
            passed_over=pages.passed_over,
        )
    contents = _read(pages, space, visit, progress)
    contents.passed_over = pages.passed_over
    return contents


def _read(pages: Pages, space: IriSpace, visit: Visit, progress: Progress | None) -> SourceContents:
    if visit.known and pages.are_whole and all(place in pages for place in visit.known):
        if not any(page.is_moved for page in pages):
            return SourceContents(records=iter(()), documents=tuple(pages.renewed), unmoved=True)
        delta = read_delta(pages, space, visit, progress)
        if delta is not None:
            return delta
    return read_whole(pages, space, visit, progress)
