"""Fold text for search: ignore case, diacritics and đ, equally on all databases.

SQLite's FTS5 and PostgreSQL's ``unaccent`` each leave part of Vietnamese unfolded (đ, tone marks on ê, ô, ơ, ư),
so both the stored text and the query are folded here.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """Put a text in lower case without marks, white space as single blanks.

    >>> fold("  Đồng Nai, Thuỷ  sản")
    'dong nai, thuy san'
    """
    if text.isascii():
        return " ".join(text.split()).lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d")))
    return " ".join(unicodedata.normalize("NFC", bare).split()).casefold()
