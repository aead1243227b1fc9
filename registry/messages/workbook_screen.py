"""Messages of the one screen that the validation of a workbook prints."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class WorkbookScreenText(Messages, prefix="workbook-screen"):
    MEND_FIRST = message("Fix first:")
    MISTAKE = message("{place}: {severity}, {places}")
    MISTAKE_OF_HEADING = message("workbook-screen-mistake-heading", "{place}  {heading}: {severity}, {places}")
    PLACES = plural("{count} place", "{count} places")
    ROW = message("{sheet}, row {row:d}")
    WHOLE_BOOK = message("workbook-screen-whole", "the whole workbook")
    MORE_KINDS = plural(
        "workbook-screen-more",
        "{count} more kind of finding. To see everything:",
        "{count} more kinds of findings. To see everything:",
    )
    SEE_ALL = message("workbook-screen-all", "To see every place:")
    SEE_MARKED = message("workbook-screen-marked", "in the workbook: {command}")
    SEE_PAGE = message("workbook-screen-page", "as a web page: {command}")
