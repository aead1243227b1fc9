"""IRIs as sentences show them: the letters of a code that were percent-encoded are letters again."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote_to_bytes

_ENCODED: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_MARKS: Final = range(0x300, 0x370)
"""The combining accents, by which some keyboards write Vietnamese."""


def shown_iri(iri: str) -> str:
    """An IRI for people to read, not to look up: only letters, numbers and accents are decoded, all else stays.

    >>> shown_iri("https://e.vn/dataset/l%E1%BB%85%20h%E1%BB%99i"), shown_iri("https://e.vn/%E2%80%AEa%2Fb")
    ('https://e.vn/dataset/lễ%20hội', 'https://e.vn/%E2%80%AEa%2Fb')
    """
    return _ENCODED.sub(_letters, iri)


def _letters(found: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(found[0]).decode()
    except UnicodeDecodeError:
        return found[0]
    return text if all(one.isalnum() or ord(one) in _MARKS for one in text) else found[0]
