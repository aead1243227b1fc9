"""The facts that a book states of itself, on its hidden sheet and on the guide: id, agency, profile, extent."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .cell_values import cell_text, clean_text
from .headings import heading_key
from .opened_book import OpenedBook

ABOUT_SHEET: Final = "_danhmuc"
TEMPLATE_VERSION: Final = 1
"""Version of the template that this danhmuc writes."""
EXTENT_LABELS: Final = {"vi": "Sổ này chứa", "en": "This workbook has"}
EXTENTS: Final = {"vi": ("toàn bộ", "bổ sung"), "en": ("all", "additional")}
"""Words for a book that has all records, and for one that has a part; they are read, so that they are no messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutBook:
    """The facts that a book states of itself.

    Attributes:
        book_id: empty if it says none.
        agency: code of the agency; empty if it says none.
        agency_name: empty if it says none.
        profile: token; empty if it says none.
        version: of the template; 0 if it says none.
        is_whole: whether it has all records of the agency, so that what it lacks is missing.
    """

    book_id: str = ""
    agency: str = ""
    agency_name: str = ""
    profile: str = ""
    version: int = 0
    is_whole: bool = False


def about_book(book: OpenedBook) -> AboutBook:
    """Read what a book says of itself; only a plain *toàn bộ* makes it whole."""
    said: dict[str, str] = {}
    is_whole = False
    labels = {heading_key(one) for one in EXTENT_LABELS.values()}
    whole = {heading_key(words[0]) for words in EXTENTS.values()}
    for sheet in book.sheets:
        if sheet.name == ABOUT_SHEET:
            for _, cells in sheet.rows:
                texts = [clean_text(cell_text(cell)) for cell in cells]
                if len(texts) >= 2 and texts[0]:
                    said.setdefault(texts[0], texts[1])
        for _, cells in sheet.rows[:60]:
            texts = [clean_text(cell_text(cell)) for cell in cells[:4]]
            for label, value in pairwise(texts):
                if label and heading_key(label) in labels:
                    is_whole = heading_key(value) in whole
    version = said.get("version", "")
    return AboutBook(
        book_id=said.get("book-id", ""),
        agency=said.get("agency", ""),
        agency_name=said.get("agency-name", ""),
        profile=said.get("profile", ""),
        version=int(version) if version.isascii() and version.isdigit() else 0,
        is_whole=is_whole,
    )
