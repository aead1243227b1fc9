"""State secrets are out of scope: an entry so marked is refused, and only its place is told.

Source: Decree 47/2020/NĐ-CP, Art. 1.2.
"""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.folding import fold
from danhmuc.vocab.reading import Term
from danhmuc.vocab.terms import DMV

from .source_records import SourceRecord

__all__ = ["SECRECY", "is_level", "is_state_secret"]

SECRECY: Final = NamedNode(DMV + "secrecy")
"""The property that marks what is secret."""
_MARK: Final = str(SECRECY).encode()
_WORD: Final = re.compile("[a-z0-9]+")
_LEVELS: Final = frozenset({"MAT", "TOI_MAT", "TUYET_MAT"})


def is_state_secret(record: SourceRecord) -> bool:
    """Whether any node of the record's own graph is marked with a level of secrecy, by code, IRI or label."""
    if _MARK not in record.canonical.nquads:
        return False
    marks = {value for _, predicate, value, _ in record.quads if predicate == SECRECY}
    # A mark may be a concept written out on the spot, with its notation or label.
    marks |= {value for subject, _, value, _ in record.quads if isinstance(subject, BlankNode) and subject in marks}
    return any(map(is_level, marks))


def is_level(mark: Term) -> bool:
    """Whether a mark, or what says which it is, names a level of secrecy."""
    return isinstance(mark, NamedNode | Literal) and _code(mark.value) in _LEVELS


def _code(value: str) -> str:
    last = value.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    return "_".join(_WORD.findall(fold(last))).upper()
