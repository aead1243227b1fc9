"""Values as findings quote them, and what is kept of the text of a record."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.text import shorten

from ..record.secrecy import names_mark, quotes_mark
from ..record.source_bytes import SourceBytes
from .json_values import Json, json_text

_LONGEST_VALUE: Final = 500
"""Characters of a value that a finding quotes."""


def quoted_value(value: Json) -> str | None:
    """The text of a value for a finding; None if there is none, or if it may describe a secret."""
    text = None if value is None else value if type(value) is str else json_text(value)
    if text is None or names_mark(text.encode(errors="replace")):
        return None
    return shorten(text, _LONGEST_VALUE)


def source_bytes_of(text: str) -> SourceBytes | None:
    """The text of a record as the source gave it; None if it has a mark, which may be of a record within it."""
    data = text.encode(errors="replace")
    return None if names_mark(data) or quotes_mark(data) else SourceBytes(media_type="application/json", data=data)
