"""Messages about sources on the web that come page by page: why their reading is not whole, and what was seen."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class WebPagesText(Messages):
    # Why a reading is not whole.
    PAGE_UNREAD = message("page {number} could not be read: {reason}")
    PAGES_OVER_TIME = plural(
        "the time for this visit was over after {count} page",
        "the time for this visit was over after {count} pages",
    )
    PAGES_LEFT = plural(
        "only the first {count} page was visited; there are more",
        "only the first {count} pages were visited; there are more",
    )
    PAGES_TOO_MANY = plural(
        "{count} page was read, the most that is read of this source, and there are more; max_pages sets another limit",
        "{count} pages were read, the most that are read of this source, and there are more; max_pages sets another "
        "limit",
    )
    PAGES_TOO_LARGE = plural(
        "{count} page has more than {limit} bytes, the most that danhmuc reads of one source, and there are more",
        "{count} pages have more than {limit} bytes, the most that danhmuc reads of one source, and there are more",
    )
    NEXT_NO_ADDRESS = message("page-next-no-address", "the next page of {page} is no address: {value}")
    NEXT_SEVERAL = message("page-next-several", "{page} names several next pages: {first}, {second}")
    NEXT_REFUSED = message("page-next-refused", "the next page of {page} cannot be asked for: {reason}")
    NEXT_TO_HTTP = message(
        "page-next-to-http", "the next page of {page} is not encrypted and was not asked for: {target}"
    )
    PAGES_LOOP = message("{page} leads back to a page that was read, and no number of items says that none is left out")
    PAGES_END_UNSTATED = message("{page} does not say whether it is the last page, and no number of items says so")
    PAGE_UNREACHED = message("{page} names the page {target}, and no page leads there")
    TOTALS_DIFFER = message("pages-totals-differ", "the pages announce several numbers of items: {first}, {second}")
    FIRST_PAGE_CHANGED = message(
        "pages-first-changed",
        "the first page changed while the others were read, so that they may not belong together; the next harvest "
        "reads them again",
    )
    STREAM_PAGE = message(
        "page-of-stream",
        "{page} is a page of an event stream (LDES, TREE), of which only the kind ldes reads all pages",
    )

    # Reports.
    PAGES_READ = message("pages: {count} asked for, {unmodified} not modified")
