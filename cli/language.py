"""Vietnamese and English on the command line, words from docs/glossary.md.

The language is that of ``--lang``, else of ``DANHMUC_LANG``, else of the locale; English where none of them says vi.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

__all__ = ["CLASSES", "LANGUAGES", "STATES", "both", "language", "pick", "say", "speaking"]

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
}
"""Words for states and verdicts; the English ones are the names themselves."""

CLASSES: Final[Mapping[str, tuple[str, str]]] = {
    "dcat:Catalog": ("danh mục", "catalogue"),
    "dcat:CatalogRecord": ("bản ghi danh mục", "catalogue record"),
    "dcat:DataService": ("dịch vụ chia sẻ dữ liệu", "data service"),
    "dcat:Dataset": ("tập dữ liệu", "dataset"),
    "dcat:DatasetSeries": ("chuỗi tập dữ liệu", "dataset series"),
    "dcat:Distribution": ("bản phân phối", "distribution"),
    "dct:LicenseDocument": ("giấy phép", "licence document"),
    "dct:Location": ("địa điểm", "location"),
    "dmv:Database": ("cơ sở dữ liệu", "database"),
    "foaf:Agent": ("tổ chức, cá nhân", "agent"),
    "foaf:Organization": ("tổ chức, cá nhân", "agent"),
    "foaf:Person": ("tổ chức, cá nhân", "agent"),
    "org:Organization": ("tổ chức, cá nhân", "agent"),
}
"""Words for what a record is, Vietnamese and English."""

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(arguments: Sequence[str]) -> Iterator[None]:
    """Answer in the language that the arguments name, from before they are parsed until errors are told."""
    token = _spoken.set(_asked(arguments) or _spoken.get())
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The language of the call."""
    return _spoken.get() or _of_environment()


def say(vi: str, en: str) -> str:
    """One of the two, by the language of the call."""
    return vi if language() == "vi" else en


def both(vi: str, en: str) -> str:
    """A text in both languages, for click to carry until the language is known."""
    return f"{vi}{_SEPARATOR}{en}"


def pick(text: str) -> str:
    """The half of such a text that is in the language of the call."""
    vi, separator, en = text.partition(_SEPARATOR)
    return say(vi, en) if separator else vi


def _asked(arguments: Sequence[str]) -> str | None:
    """What the last ``--lang`` says; click complains of any other than ours."""
    found = None
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument.removeprefix("--lang=")
        if argument == "--lang":
            value = arguments[number + 1] if number + 1 < len(arguments) else ""
        if argument.startswith("--lang") and value in LANGUAGES:
            found = value
    return found


def _of_environment() -> str:
    for name in ("DANHMUC_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "vi" if value.lower().startswith("vi") else "en"
    return "en"
