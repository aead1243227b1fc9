"""What findings count as, in words: Vietnamese and English, from docs/glossary.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from danhmuc.vocab.findings import STANDINGS, Standing

__all__ = ["Lang", "number", "standing_word", "standings_told"]

Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class _Words:
    """The name of a standing, and in English what follows a number: one, and several."""

    vi: str
    en: str
    one: str
    several: str


_WORDS: Final[Mapping[Standing, _Words]] = {
    "violation": _Words("vi phạm", "violation", "violation", "violations"),
    "warning": _Words("cảnh báo", "warning", "warning", "warnings"),
    "info": _Words("gợi ý", "info", "info", "info"),
    "cannot-verify": _Words(
        "chưa kiểm chứng được", "cannot be verified", "that cannot be verified", "that cannot be verified"
    ),
}


def standing_word(standing: Standing, lang: Lang) -> str:
    """The name of a standing."""
    return _WORDS[standing].vi if lang == "vi" else _WORDS[standing].en


def standings_told(counts: Mapping[Standing, int] | Mapping[str, int], lang: Lang) -> str:
    """So many of each standing, gravest first; what there is none of is left out.

    >>> standings_told({"warning": 1, "violation": 1200}, "en")
    '1,200 violations, 1 warning'
    >>> standings_told({}, "vi")
    'không có phát hiện'
    """
    told = []
    for standing in STANDINGS:
        count = counts.get(standing, 0)
        if count:
            words = _WORDS[standing]
            noun = words.vi if lang == "vi" else words.one if count == 1 else words.several
            told.append(f"{number(count, lang)} {noun}")
    return ", ".join(told) or ("không có phát hiện" if lang == "vi" else "no findings")


def number(value: int, lang: Lang) -> str:
    """A number with the thousands mark of the language."""
    return f"{value:,}".replace(",", ".") if lang == "vi" else f"{value:,}"
