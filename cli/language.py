"""Vietnamese and English on the command line, words from docs/glossary.md.

The language is that of ``--lang``, else of ``DANHMUC_LANG``, else of the locale; English where none of them says vi.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

import click

__all__ = ["LANGUAGES", "STATES", "both", "language", "pick", "say"]

LANGUAGES: Final = ("vi", "en")
_SEPARATOR: Final = "\N{SYMBOL FOR UNIT SEPARATOR}"

STATES: Final[Mapping[str, str]] = {
    "created": "tạo mới",
    "updated": "cập nhật",
    "unchanged": "không đổi",
    "reappeared": "xuất hiện lại",
    "missing": "vắng mặt",
    "quarantined": "cách ly",
    "present": "hiện có",
    "withdrawn": "đã rút",
    "withheld": "không công bố",
    "held": "tạm giữ",
    "complete": "đầy đủ",
    "incomplete": "chưa đầy đủ",
    "failed": "thất bại",
    "undone": "đã hoàn tác",
    "running": "đang chạy",
    "accepted": "được chấp nhận",
    "submitted": "đã tiếp nhận",
    "violation": "vi phạm",
    "warning": "cảnh báo",
    "info": "gợi ý",
}
"""Words for states and severities; the English ones are the names themselves."""


def both(vi: str, en: str) -> str:
    """A text in both languages, for click to carry until the language is known."""
    return f"{vi}{_SEPARATOR}{en}"


def pick(text: str) -> str:
    """The half of such a text that is in the language of the call."""
    vi, separator, en = text.partition(_SEPARATOR)
    return vi if not separator or language() == "vi" else en


def say(vi: str, en: str) -> str:
    """One of the two, by the language of the call."""
    return vi if language() == "vi" else en


def language() -> str:
    """The language of the call."""
    context = click.get_current_context(silent=True)
    while context is not None:
        chosen = context.params.get("lang")
        if isinstance(chosen, str):
            return chosen
        context = context.parent
    for name in ("DANHMUC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "vi" if value.lower().startswith("vi") else "en"
    return "en"
