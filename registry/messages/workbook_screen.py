"""Messages of the one screen that the validation of a workbook prints."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "MEND_FIRST",
    "MISTAKE",
    "MISTAKE_OF_HEADING",
    "MORE_KINDS",
    "PLACES",
    "ROW",
    "SEE_ALL",
    "SEE_MARKED",
    "SEE_PAGE",
    "WHOLE_BOOK",
]

MEND_FIRST: Final = message("workbook-screen-mend-first", "Fix first:")
MISTAKE: Final = message("workbook-screen-mistake", "{place}: {severity}, {places}")
MISTAKE_OF_HEADING: Final = message("workbook-screen-mistake-heading", "{place}  {heading}: {severity}, {places}")
PLACES: Final = plural("workbook-screen-places", "{count} place", "{count} places")
ROW: Final = message("workbook-screen-row", "{sheet}, row {row:d}")
WHOLE_BOOK: Final = message("workbook-screen-whole", "the whole workbook")
MORE_KINDS: Final = plural(
    "workbook-screen-more",
    "{count} more kind of finding. To see everything:",
    "{count} more kinds of findings. To see everything:",
)
SEE_ALL: Final = message("workbook-screen-all", "To see every place:")
SEE_MARKED: Final = message("workbook-screen-marked", "in the workbook: {command}")
SEE_PAGE: Final = message("workbook-screen-page", "as a web page: {command}")
