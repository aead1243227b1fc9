"""Text of strangers made harmless for whoever shows it."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_page", "plain", "spelled"]

_BLANKS: Final = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
# Control characters, marks that turn the direction of writing, halves of characters, and what XML has no room for.
_HARMFUL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    r"""The text on one line, with what no reader would see spelled out.

    >>> plain("Sông\n\u202eHương")
    'Sông \\u202eHương'
    """
    return spelled(text).strip()


def spelled(text: str) -> str:
    """The same, with the blanks at its ends."""
    if text.isprintable():
        return text
    return _HARMFUL.sub(lambda found: f"\\u{ord(found.group()):04x}", _BLANKS.sub(" ", text))


def is_page(iri: str | None) -> bool:
    """Whether a browser may be sent there: a web address, and no script."""
    return iri is not None and iri.lower().startswith(("https://", "http://"))
