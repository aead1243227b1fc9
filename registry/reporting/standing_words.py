"""What findings count as, in words, with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from danhmuc.vocab.findings import STANDINGS, Standing
from danhmuc.vocab.messages.rendering import list_text, number_text

from ..messages.severities import COUNTED, NO_FINDINGS, WORDS

__all__ = ["Lang", "number", "standing_word", "standings_told"]

Lang: TypeAlias = str
"""Tag of a language, one of `danhmuc.vocab.messages.languages`."""


def standing_word(standing: Standing, lang: Lang) -> str:
    """The word for what a finding counts as."""
    return WORDS[standing]().render(lang)


def standings_told(counts: Mapping[Standing, int] | Mapping[str, int], lang: Lang) -> str:
    """So many findings of each standing, gravest first; a standing without any is left out.

    >>> standings_told({"warning": 1, "violation": 1200}, "en")
    '1,200 violations, 1 warning'
    >>> standings_told({}, "vi")
    'không có phát hiện'
    """
    found = {standing: counts.get(standing, 0) for standing in STANDINGS}
    parts = [COUNTED[standing](count=count).render(lang) for standing, count in found.items() if count]
    return list_text(parts, lang) if parts else NO_FINDINGS().render(lang)


def number(value: int, lang: Lang) -> str:
    """A number with the thousands separator of the language."""
    return number_text(value, lang)
