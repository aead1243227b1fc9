"""Look into canonical N-Quads without parsing them: one triple a line, each term in one way of writing.

Literals never get in the way, whatever they quote: their line ends in a quotation mark, a tag or a datatype.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["iri_subjects", "iri_values"]

_VALUE: Final = re.compile(rb" <([^<>\s]*)> \.$", re.MULTILINE)
_SUBJECT: Final = re.compile(rb"^<([^<>\s]*)> ", re.MULTILINE)


def iri_values(nquads: bytes) -> set[str]:
    """The IRIs that stand as values."""
    return {found.decode() for found in set(_VALUE.findall(nquads))}


def iri_subjects(nquads: bytes) -> set[str]:
    """The IRIs that stand as subjects."""
    return {found.decode() for found in set(_SUBJECT.findall(nquads))}
