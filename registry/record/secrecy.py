"""State secrets are out of scope: a record so marked is refused, and only its place is reported.

A mark is a code, an IRI or words. If its words mention secrecy and do not plainly deny it, it counts as secret; a mark
that is not understood at all is kept and reported.
Source: Decree 47/2020/NĐ-CP, Art. 1.2; docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Final, Literal

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Triple

from danhmuc.vocab.folding import fold
from danhmuc.vocab.reading import Term
from danhmuc.vocab.terms import DMV

from .findings import unclear_secrecy_finding
from .record import SourceRecord

__all__ = ["SECRECY", "is_secret_mark", "is_state_secret", "with_unclear_marks"]

SECRECY: Final = DMV.secrecy
"""The property that marks what is secret."""
_MARK: Final = str(SECRECY).encode()
_WORD: Final = re.compile("[a-z0-9]+")
_LEVELS: Final = frozenset({"mat", "toi mat", "tuyet mat"})
_OF_SECRECY: Final = frozenset({"mat", "toimat", "tuyetmat", "secret", "confidential", "classified"})
"""Words that stand in the name of a level, Vietnamese or English, folded."""
_NONE: Final = re.compile(
    "(?:do mat )?khong(?: co| phai| la| thuoc)*(?: (?:tai lieu )?(?:(?:do|bi) )?mat(?: nha nuoc)?)?"
    "|cong khai|public|none|no|unclassified|(?:not?|non) (?:a )?(?:state )?(?:secret|confidential|classified)"
)
"""Words that plainly deny secrecy, folded."""
_Reading = Literal["level", "secrecy", "none", "unclear"]


def is_state_secret(record: SourceRecord) -> bool:
    """Whether any node of the record's own graph is marked as secret, by code, IRI or words."""
    return any(is_secret_mark(mark, _values_in(record)) for mark in _marks(record))


def is_secret_mark(mark: Term, values_of: Callable[[BlankNode], Iterable[Term]]) -> bool:
    """Whether a mark states that there is a secret.

    Args:
        values_of: returns the values of a mark that is a concept described in place.
    """
    return _meaning(mark, values_of) in ("level", "secrecy")


def with_unclear_marks(record: SourceRecord) -> SourceRecord:
    """The record with a finding for each mark of secrecy that is not understood; the same record if there is none."""
    values_of = _values_in(record)
    unclear = {_mark_text(mark, values_of) for mark in _marks(record) if _meaning(mark, values_of) == "unclear"}
    if not unclear:
        return record
    texts = sorted(unclear, key=lambda value: value or "")
    found = (unclear_secrecy_finding(record.iri, value, record.places) for value in texts)
    return replace(record, findings=(*record.findings, *found))


def _marks(record: SourceRecord) -> Collection[Term]:
    if _MARK not in record.canonical.nquads:
        return ()
    return {value for _, predicate, value, _ in record.quads if predicate == SECRECY and not isinstance(value, Triple)}


def _values_in(record: SourceRecord) -> Callable[[BlankNode], Iterable[Term]]:
    return lambda node: [
        value for subject, _, value, _ in record.quads if subject == node and not isinstance(value, Triple)
    ]


def _meaning(mark: Term, values_of: Callable[[BlankNode], Iterable[Term]]) -> _Reading:
    if not isinstance(mark, BlankNode):
        return _meaning_of_term(mark)
    values = list(values_of(mark))
    # Its names may give the level; other IRIs do not, unless they are a level.
    readings = {_meaning_of_term(value) for value in values if isinstance(value, pyoxigraph.Literal)}
    readings |= {_meaning_of_term(value) for value in values if isinstance(value, NamedNode)} - {"secrecy"}
    ranks: tuple[_Reading, ...] = ("level", "none", "secrecy")
    return next((reading for reading in ranks if reading in readings), "unclear")


def _meaning_of_term(mark: Term) -> _Reading:
    if not isinstance(mark, NamedNode | pyoxigraph.Literal):
        return "unclear"
    last = mark.value.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    is_iri = isinstance(mark, NamedNode) or "://" in mark.value
    words = _WORD.findall(fold(last if is_iri else mark.value))
    if " ".join(_WORD.findall(fold(last))) in _LEVELS:
        return "level"
    if _NONE.fullmatch(" ".join(words)):
        return "none"
    return "unclear" if _OF_SECRECY.isdisjoint(words) else "secrecy"


def _mark_text(mark: Term, values_of: Callable[[BlankNode], Iterable[Term]]) -> str | None:
    """The text of a mark; of one described in place, the first of its names."""
    if isinstance(mark, BlankNode):
        return min((one.value for one in values_of(mark) if isinstance(one, pyoxigraph.Literal)), default=None)
    return mark.value if isinstance(mark, NamedNode | pyoxigraph.Literal) else None
