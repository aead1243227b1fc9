"""State secrets are out of scope: an entry so marked is refused, and only its place is told.

Source: Decree 47/2020/NĐ-CP, Art. 1.2.
"""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.terms import DMV
from pyoxigraph import BlankNode, NamedNode

from .records import SourceRecord

__all__ = ["is_state_secret"]

_SECRECY: Final = NamedNode(DMV + "secrecy")
_LEVELS: Final = frozenset({"MAT", "TOI_MAT", "TUYET_MAT"})


def is_state_secret(record: SourceRecord) -> bool:
    """Whether any node of the record's own graph is marked with a level of secrecy."""
    return any(
        predicate == _SECRECY and type(value) is not BlankNode and _code(value.value) in _LEVELS  # type: ignore[union-attr]
        for _, predicate, value, _ in record.quads
    )


def _code(value: str) -> str:
    return value.rpartition("/")[2].rpartition("#")[2].strip().upper()
