"""Words for severities, and for numbers of findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity
from danhmuc.vocab.messages.rendering import list_text, number_text

from ..messages.severities import SeveritiesText

Lang: TypeAlias = str
"""Tag of a language, one of `danhmuc.vocab.messages.languages`."""


def severity_word(severity: ReportedSeverity, lang: Lang) -> str:
    """The word for a severity."""
    return SeveritiesText.WORDS[severity]().render(lang)


def severities_text(counts: Mapping[ReportedSeverity, int] | Mapping[str, int], lang: Lang) -> str:
    """The number of findings of each severity, most severe first; a severity without findings is left out.

    >>> severities_text({"warning": 1, "violation": 1200}, "en")
    '1,200 violations, 1 warning'
    >>> severities_text({}, "vi")
    'không có phát hiện'
    """
    found = {severity: counts.get(severity, 0) for severity in REPORTED_SEVERITIES}
    parts = [SeveritiesText.COUNTED[severity](count=count).render(lang) for severity, count in found.items() if count]
    return list_text(parts, lang) if parts else SeveritiesText.NO_FINDINGS().render(lang)


def localize_number(value: int, lang: Lang) -> str:
    """Write a number with the thousands separator of the language."""
    return number_text(value, lang)
