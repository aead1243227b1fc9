"""Shorten texts of unknown origin, and make them harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["escape_harmful", "first_of", "one_line", "shorten"]

# Compiled when first used, and kept by `re`: `danhmuc --help` needs neither.
_BLANKS: Final = "[\t\n\v\f\r\x85\u2028\u2029]+"
# Control characters, marks that change the direction of writing, surrogates, and characters that XML does not allow.
_HARMFUL: Final = "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"


def shorten(text: str, length: int) -> str:
    """Shorten a text to at most that many characters, the last of which is ``…`` if something is left out.

    >>> shorten("Sông Hương", 10), shorten("Sông Hương", 6)
    ('Sông Hương', 'Sông …')
    """
    return text if len(text) <= length else text[: length - 1] + "…"


def first_of(texts: Iterable[str], most: int) -> Sequence[str]:
    """The first texts of several, and ``…`` if there are more.

    >>> first_of("abcd", 3), first_of("abc", 3)
    (['a', 'b', 'c', '…'], ['a', 'b', 'c'])
    """
    every = list(texts)
    return [*every[:most], "…"] if len(every) > most else every


def one_line(text: str) -> str:
    r"""The text on one line, with escapes for invisible characters and for those that control terminals.

    >>> one_line("Sông\n\u202eHương ")
    'Sông \\u202eHương'
    """
    return escape_harmful(text).strip()


def escape_harmful(text: str) -> str:
    """Escape the same characters as `one_line`, and keep the blanks at the ends of the text."""
    if text.isprintable():
        return text
    return re.sub(_HARMFUL, lambda found: f"\\u{ord(found.group()):04x}", re.sub(_BLANKS, " ", text))
