"""Text folded for search: case, diacritics and đ set aside, on any database alike.

SQLite's FTS5 and PostgreSQL's ``unaccent`` each leave part of Vietnamese unfolded (đ, tone marks on ê, ô, ơ, ư),
so both the stored text and the query pass through here.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold"]

_STROKE = str.maketrans({"đ": "d", "Đ": "d"})
_MARKS = re.compile("[\u0300-\u036f]+")
_GAPS = re.compile(r"\s+")


def fold(text: str) -> str:
    """The text in lower case without marks, white space as single blanks.

    >>> fold("  Đồng Nai, Thuỷ  sản")
    'dong nai, thuy san'
    """
    if text.isascii():
        return _GAPS.sub(" ", text.strip()).lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_STROKE)))
    return _GAPS.sub(" ", unicodedata.normalize("NFC", bare).strip()).casefold()
