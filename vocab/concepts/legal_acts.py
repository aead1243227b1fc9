"""Legal acts as concepts of a code list: their status, and what it rests on.

Knows neither files nor RDF. A status that is not one of those known here counts as unknown, never as in force.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, Self

from ..words import fold

# ---------------------------------------------------------------- spelling
# Variants in the spelling of names: tone marks in the old and the new place, combining marks, dashes, abbreviations.
#
# Vietnamese puts the tone mark of an open ``oa``, ``oe`` or ``uy`` on the first vowel (``Hòa``, ``Thủy``) or, since
# 1984, on the second (``Hoà``, ``Thuỷ``); one document may have both. ``quý`` is the same in both.

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


# ---------------------------------------------------------------- legal acts

ActStatus = Literal["in-force", "ended", "reported-ended", "unknown"]
"""``reported-ended``: others say that the act ended; neither the text that ended it nor an account of it was seen."""

LEGAL_ACTS: Final = "legal-act"
"""Token of the list of legal acts, bundled or loaded."""
_WORDS: Final[Mapping[ActStatus, tuple[str, ...]]] = {
    "in-force": ("in force", "con hieu luc", "dang co hieu luc", "dang hieu luc"),
    "ended": ("ended", "repealed", "het hieu luc", "da het hieu luc", "bi bai bo", "da bi bai bo"),
    "reported-ended": (
        "reported ended",
        "reported ended not verified",
        "duoc cho la da het hieu luc",
        "duoc cho la da het hieu luc chua kiem chung",
    ),
    "unknown": ("unknown", "chua ro"),
}
_PLAIN: Final = re.compile(r"[^\W\d]+(?:[\s,_-]+[^\W\d]+)*")
"""Words alone: a question mark, brackets or a number may say that the status is not sure, or ended."""
_STATUSES: Final = {word: status for status, words in _WORDS.items() for word in words}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFacts:
    """Facts of one act in a list of legal acts, beside its number, title and days.

    Attributes:
        issuers: name of the agency that issued it, by language tag.
        issued: the day of issue; None if it is not stated.
        grade: how far the status was seen: ``P`` in the text of an act, ``T`` in a translation or press account,
            ``2`` second hand, ``0`` not found; None if it is not stated.
        seen_on: the day on which the sources were looked at; None if it is not stated.
    """

    status: ActStatus = "unknown"
    issuers: Mapping[str, str] = field(default_factory=dict)
    issued: date | None = None
    grade: str | None = None
    seen_on: date | None = None

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read what `as_dict` made."""
        return cls(
            status=next((status for status in _WORDS if status == values.get("status")), "unknown"),
            issuers=values.get("issuers", {}),
            issued=_day(values.get("issued")),
            grade=values.get("grade"),
            seen_on=_day(values.get("seen_on")),
        )

    def as_dict(self) -> dict[str, object]:
        """The facts as a dict for JSON."""
        return {
            "status": self.status,
            "issuers": dict(self.issuers),
            "issued": None if self.issued is None else self.issued.isoformat(),
            "grade": self.grade,
            "seen_on": None if self.seen_on is None else self.seen_on.isoformat(),
        }


def read_act_status(text: str) -> ActStatus:
    """The status that a list states in English or Vietnamese; anything else is unknown.

    >>> read_act_status("Còn hiệu lực"), read_act_status("hết hiệu lực một phần"), read_act_status("")
    ('in-force', 'unknown', 'unknown')
    """
    if _PLAIN.fullmatch(unicodedata.normalize("NFC", text).strip()) is None:
        return "unknown"
    return _STATUSES.get(" ".join(words_of(text.replace("_", " "))), "unknown")


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
