"""Names: of files that are workbooks or tables, of locations of books that are known by their ids, and of sheets that
tell what came from an old workbook.
"""

from __future__ import annotations

import re
from typing import Final

MOVED_TITLES: Final = {"vi": "Chuyển từ sổ cũ", "en": "From the old workbook"}
UNPLACED_TITLES: Final = {"vi": "Chưa xếp vào cột", "en": "Not placed"}
"""Names of the sheets that tell what went where, and of values that no column takes; read, so that they are no
messages."""
ENDINGS: Final = (".xlsx", ".xlsm", ".ods", ".xls", ".csv")
BOOK_ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
"""Form of an id; one of another form counts by its digest."""
BOOK_QUERY: Final = "?book="
_LOCATION: Final = re.compile(r"(?:.*[/\\])?\?book=" + BOOK_ID.pattern, re.DOTALL)
_LOCK: Final = "~$"


def is_book_name(name: str) -> bool:
    """Whether the name of a file is that of a workbook or a table."""
    return name.lower().endswith(ENDINGS)


def is_inbox_name(name: str) -> bool:
    """Whether a file in a folder is a workbook or a table by its name: no lock file of Excel, and not hidden."""
    return is_book_name(name) and not name.startswith((".", _LOCK))


def is_folder_book(location: str) -> bool:
    """Whether a location is that of a book of a folder: the folder and an id.

    >>> is_folder_book("/srv/inbox/?book=3f2a"), is_folder_book("https://example.vn/?book=3f2a")
    (True, False)
    """
    return "://" not in location and _LOCATION.fullmatch(location) is not None
