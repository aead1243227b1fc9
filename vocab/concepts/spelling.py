"""Variants in the spelling of names: tone marks in the old and the new place, combining marks, dashes, abbreviations.

Vietnamese puts the tone mark of an open ``oa``, ``oe`` or ``uy`` on the first vowel (``Hòa``, ``Thủy``) or, since
1984, on the second (``Hoà``, ``Thuỷ``); one document may have both. ``quý`` is the same in both.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ..folding import fold

_TONE: Final = "[\u0300\u0301\u0303\u0309\u0323]"
# After NFD a mark directly after o or u is its tone: horn, circumflex and breve make other vowels,
# and the second vowel must have no mark of its own.
_OLD_PLACE: Final = re.compile(f"(?:(o)({_TONE})([ae])|(u)({_TONE})(y))(?![\u0300-\u036f])")
_DASH: Final = re.compile("\\s*[-\u2010-\u2015\u2212]\\s*")
_APOSTROPHE: Final = re.compile("[\u2018\u2019\u02bc`\u00b4]")

_KINDS: Final = ("thành phố", "tỉnh", "đặc khu", "phường", "xã", "thị trấn", "thị xã", "quận", "huyện")
_ENGLISH_KINDS: Final = ("province", "city", "municipality", "ward", "commune", "special zone", "district", "town")
_KIND: Final = re.compile(rf"(?:{'|'.join(_KINDS)}) (?P<after>.+)|(?P<before>.+) (?:{'|'.join(_ENGLISH_KINDS)})")
_SHORT_KINDS: Final = (
    (re.compile(r"tp(?:\. ?| )(?=\w)"), "thành phố "),
    (re.compile(r"tx(?:\. ?| )(?=\w)"), "thị xã "),
    (re.compile(r"tt(?:\. ?| )(?=\w)"), "thị trấn "),
    (re.compile(r"đk(?:\. ?| )(?=\w)"), "đặc khu "),
    (re.compile(r"t\. ?(?=\w)"), "tỉnh "),
    (re.compile(r"p\. ?(?=\w)"), "phường "),
    (re.compile(r"x\. ?(?=\w)"), "xã "),
    (re.compile(r"q\. ?(?=\w)"), "quận "),
    (re.compile(r"h\. ?(?=\w)"), "huyện "),
)
"""Abbreviated kinds; single letters need their full stop, since ``P 1`` may be anything."""


def exact_key(text: str) -> str:
    """A key that is equal for all spellings of a name: lower case, one place for tone marks, one dash, single blanks.

    >>> exact_key("Khánh  Hòa") == exact_key("KHÁNH HOÀ") == "khánh hoà"
    True
    >>> exact_key("Thủy") == exact_key("Thuỷ") and exact_key("Quý") == "quý"
    True
    """
    if text.isascii():
        small = text.lower()
    else:
        apart = unicodedata.normalize("NFD", _APOSTROPHE.sub("'", text)).casefold()
        small = unicodedata.normalize("NFC", _OLD_PLACE.sub(_move_tone, apart))
    return " ".join(_DASH.sub("-", small).split())


def folded_key(key: str) -> str:
    """The key without diacritics; `key` is that of `exact_key`."""
    return fold(key)


def bare_name(key: str) -> str | None:
    """The name of a territory without its kind, None if the key names no kind.

    >>> bare_name("phường ba đình"), bare_name("bac ninh province"), bare_name("huế")
    ('ba đình', 'bac ninh', None)
    """
    found = _KIND.fullmatch(key)
    return None if found is None else found["after"] or found["before"]


def spell_out(key: str) -> str:
    """Write an abbreviated kind of territory in full.

    >>> spell_out("tp.huế"), spell_out("p. ba đình"), spell_out("tphcm")
    ('thành phố huế', 'phường ba đình', 'tphcm')
    """
    for pattern, kind in _SHORT_KINDS:
        found = pattern.match(key)
        if found is not None:
            return kind + key[found.end() :]
    return key


def words_of(text: str) -> list[str]:
    """The words of a text as searches compare them, without diacritics.

    >>> words_of("Bảng  tính, ODS")
    ['bang', 'tinh', 'ods']
    """
    return re.findall(r"\w+", folded_key(exact_key(text)))


def _move_tone(found: re.Match[str]) -> str:
    first, tone, second = (part for part in found.groups() if part is not None)
    return f"{first}{second}{tone}"
