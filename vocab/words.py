"""Words of a text as a search knows them: folded, cut here, so that every database holds the same ones.

A text is cut into runs of letters and digits: ``dat-dai`` is the two words ``dat`` and ``dai``. A code or an IRI is
also one whole word: ``h57.06``. Both ways of writing a tone mark (``hoà``, ``hòa``) and texts without marks are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

# ---------------------------------------------------------------- folding
# Fold text for search: ignore case, diacritics and đ, equally on all databases.
#
# SQLite's FTS5 and PostgreSQL's ``unaccent`` each leave part of Vietnamese unfolded (đ, tone marks on ê, ô, ơ, ư),
# so both the stored text and the query are folded here.

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


# ---------------------------------------------------------------- words

MAX_WORD_BYTES: Final = 1_000
"""Longer words are known by their beginning: an entry of PostgreSQL's index holds 2,704 bytes."""

_LONGEST_REMEMBERED: Final = 40
"""Characters of a part that is remembered."""
_MAX_SAFE: Final = MAX_WORD_BYTES // 4
"""Characters that never have more bytes."""
_WORD: Final = re.compile(r"[^\W_]+")
_CODE: Final = re.compile(r"[^\W_]+(?:[-./_:+]{1,3}[^\W_]+)+")
_DIGIT: Final = re.compile(r"\d")
_AROUND: Final = " .,;!?\"'()[]{}<>“”‘’«»…"
_UNUSUAL: Final = re.compile(r"[\x00-\x20\x7f\"'*\\^`{|}<>\[\]]")
"""Characters that no whole word has, so that none of them is ever a sign of a query language."""


class CutText(NamedTuple):
    """Words and codes of a text.

    Attributes:
        words: in its order.
        codes: the whole words of codes and IRIs, as `codes_in` finds them.
    """

    words: list[str]
    codes: list[str]


def cut_text(text: str) -> CutText:
    """The words and the codes of a text.

    >>> cut_text("Đất-đai, NĐ 47/2020")
    CutText(words=['dat', 'dai', 'nd', '47', '2020'], codes=['47/2020'])
    """
    found = CutText([], [])
    for part in text.split():
        words, codes = _remembered(part) if len(part) <= _LONGEST_REMEMBERED else _cut_part(part)
        found.words.extend(words)
        if codes:
            found.codes.extend(codes)
    return found


def cut_words(text: str) -> list[str]:
    """The words of a text, in its order.

    >>> cut_words("Đất-đai, NĐ 47/2020")
    ['dat', 'dai', 'nd', '47', '2020']
    """
    return _cut_folded(fold(text))


def _cut_folded(folded: str) -> list[str]:
    words = _WORD.findall(folded)
    return [_shorten(word) for word in words] if len(max(words, key=len, default="")) > _MAX_SAFE else words


def _cut_part(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words and the codes of what stands between two blanks."""
    folded = fold(part)
    return tuple(_cut_folded(folded)), tuple(codes_in(folded))


_remembered = lru_cache(32_768)(_cut_part)
"""Texts of catalogues repeat their words, and folding them takes most of the time."""


def codes_in(folded: str) -> Iterator[str]:
    """The whole words of codes and IRIs in a folded text: words with a digit that have marks inside.

    >>> list(codes_in("nghi dinh 47/2020/nd-cp, dat-dai"))
    ['47/2020/nd-cp']
    """
    if _DIGIT.search(folded) is None:
        return
    for part in folded.split(" "):
        # Quickly past what is one word.
        if not part.isalnum() and _DIGIT.search(part) is not None:
            for found in _CODE.findall(part):
                if _DIGIT.search(found) is not None:
                    yield _shorten(found)


def whole_word(text: str) -> str:
    """A code or an IRI as one word, without the marks around it; empty if there is nothing else.

    >>> whole_word("(H57.06)")
    'h57.06'
    """
    return _shorten(_UNUSUAL.sub("_", fold(text).strip(_AROUND)).lstrip("="))


def _shorten(word: str) -> str:
    if len(word) <= _MAX_SAFE:
        return word
    return word.encode(errors="replace")[:MAX_WORD_BYTES].decode(errors="ignore")
