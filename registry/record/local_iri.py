"""The local IRI of a record: what follows the base of a feed in the IRI of its own catalogue record.

It is minted once, from the first name of the source and the IRI that the record had then, and never changes.

Source of the rules: docs/decisions/0046-three-things.md.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Final
from urllib.parse import quote

_DIGITS: Final = 16


def local_part(source: str, iri: str, number: int = 1) -> str:
    """The local part for a record: the name of its source, percent-encoded, and a digest of the IRI.

    >>> local_part("Sở Y tế", "https://data.example.vn/id/dataset/1")
    'S%E1%BB%9F%20Y%20t%E1%BA%BF/be3b745b115e9c8d'

    Args:
        number: 2 if the first one is taken, by a record that had this IRI before it was renamed; and so on.
    """
    # No IRI has a blank in it, so that no other IRI gives the same text.
    text = iri if number == 1 else f"{iri} {number}"
    return f"{_prefix(source)}/{_digest(text)}"


def entry_key(source_id: int, local: str) -> str:
    """The key by which a record has its place in a feed, whatever records come and go.

    It keeps the records of a source together and spreads them within it.

    >>> entry_key(3, "cong-thong-tin/0123456789abcdef")
    '00000003-d56b30f6c3c25062'
    """
    return f"{source_id:08}-{_digest(local)}"


def iri_digits(iri: str) -> str:
    """The digits of an IRI that end the local part of its record, unless a record had the IRI before.

    >>> iri_digits("https://data.example.vn/id/dataset/1")
    'be3b745b115e9c8d'
    """
    return _digest(iri)


@lru_cache(maxsize=64)
def _prefix(source: str) -> str:
    name = quote(source, safe="", errors="replace")
    # Of dots alone, a path would lead upwards.
    return f"{name}~" if name.strip(".") == "" else name


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
