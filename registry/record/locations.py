"""Locations on this machine, and the names that files and sources have by them."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.text import mask_passwords, shown_location

from ..messages.harvest import HarvestText

# ---------------------------------------------------------------- local location
# Locations on this machine: their paths, as text that can be stored, and names of sources made from them.


def local_path(location: str) -> Path:
    """The path of a location.

    Raises:
        UsageError: it is remote, or empty, or begins like an address and is neither one nor a file.
    """
    if not location:
        raise UsageError(HarvestText.LOCATION_EMPTY())
    shown = shown_location(location)
    if "://" not in location:
        if shown != mask_passwords(location) and not os.path.exists(location):  # noqa: PTH110 - which bears any text
            raise UsageError(HarvestText.LOCATION_REMOTE(location=shown))
        return Path(location)
    try:
        address = urlsplit(location)
    except ValueError:
        raise UsageError(HarvestText.LOCATION_REMOTE(location=shown)) from None  # the error has the password
    if address.scheme != "file" or address.netloc not in ("", "localhost"):
        raise UsageError(HarvestText.LOCATION_REMOTE(location=shown))
    return Path(unquote(address.path))


def require_place(location: str) -> None:
    """See that a location is there if it is one of this machine; of others nothing is asked.

    Raises:
        SourceUnavailableError: it is not.
    """
    try:
        local_path(location).stat()
    except UsageError:
        return
    except OSError as error:
        raise SourceUnavailableError(location, system_reason(error)) from error


def readable_path(path: str) -> str:
    """The path as text that can be stored: bytes in it that are no UTF-8 are escaped."""
    return os.fsencode(path).decode(errors="backslashreplace")


def plain_name(path: Path, endings: Collection[str]) -> str:
    """The last part of the path, without those endings."""
    name = readable_path(path.name)
    while "." in name.lstrip(".") and not path.is_dir():
        stem, _, ending = name.rpartition(".")
        if not stem or f".{ending.lower()}" not in endings:
            break
        name = stem
    return name or "source"


# ---------------------------------------------------------------- book names
# Names: of files that are workbooks or tables, of locations of books that are known by their ids, and of sheets that
# tell what came from an old workbook.

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
