"""State secrets are out of scope: a record so marked is refused, and only its place is reported.

A mark is a code, an IRI or words. If its words mention secrecy and do not plainly deny it, it counts as secret; a mark
that is not understood at all is kept and reported.
Source: Decree 47/2020/NĐ-CP, Art. 1.2; docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Triple

from danhmuc.vocab.folding import fold
from danhmuc.vocab.reading import Term
from danhmuc.vocab.terms import DMV, FOAF

from .findings import unclear_secrecy_finding
from .graph_terms import GraphTerms
from .quarantine import names_mark
from .record import SourceRecord

__all__ = [
    "SECRECY",
    "MarkReading",
    "concept_reading",
    "is_about_access",
    "is_mark_name",
    "is_secret_mark",
    "is_state_secret",
    "level_in",
    "may_mark",
    "reading_of_text",
    "topics_of",
    "with_unclear_marks",
]

SECRECY: Final = DMV.secrecy
"""The property that marks what is secret."""
_MARK: Final = str(SECRECY).encode()
_WORD: Final = re.compile("[a-z0-9]+")
_LEVELS: Final = frozenset({"mat", "toi mat", "tuyet mat"})
_OF_SECRECY: Final = frozenset({"mat", "toimat", "tuyetmat", "secret", "secrets", "confidential", "classified"})
"""Words that stand in the name of a level, Vietnamese or English, folded."""
_NONE: Final = re.compile(
    "(?:do mat )?khong(?: co| phai| la| thuoc)*(?: (?:tai lieu )?(?:(?:do|bi) )?mat(?: nha nuoc)?)?"
    "|cong khai|public|none|no|unclassified|(?:not?|non) (?:a )?(?:state )?(?:secrets?|confidential|classified)"
)
"""Words that plainly deny secrecy, folded."""
_SECRET: Final = frozenset({"level", "secrecy"})
_NAMING: Final = (b"core#notation> ", b"core#prefLabel> ", b"core#altLabel> ", b"schema#label> ")
"""Properties that make a node worth reading as a concept of secrecy."""
_NEAR_NAME: Final = re.compile(
    r"\w*secrecy\w*|(?:is|has|state)*secrets?|secresy|secrcy|secrey|sercecy|secercy|seccrecy"
    "|(?:muc|cap|loai)?do(?:bao)?mat|(?:muc|cap)mat|(?:la|thuoc)?bimatnhanuoc"
)
"""Local names, folded, of properties that can only be meant to mark secrets."""
_OF_ACCESS: Final = frozenset({"accessrights", "accessright", "rights", "accesslevel", "sharingnature"})
_LEVEL_WORDS: Final = re.compile(
    "(?:do mat )?(?:(?:toi |tuyet |bi )?mat|toimat|tuyetmat)(?: nha nuoc)?|(?:top |state )*secrets?"
)
"""Words of a level of secrecy, folded; the EU's CONFIDENTIAL is none, since it is a code of access rights."""
MarkReading = Literal["level", "secrecy", "none", "unclear"]
NO_CONCEPTS: Final[Mapping[str, MarkReading]] = MappingProxyType({})
_ValuesOf = Callable[[BlankNode | NamedNode], Iterable[Term]]


def is_state_secret(record: SourceRecord, concepts: Mapping[str, MarkReading] = NO_CONCEPTS) -> bool:
    """Whether any node of the record's own graph is marked as secret, by code, IRI or words.

    Args:
        concepts: readings of marks that are concepts described elsewhere in the source, by IRI.
    """
    values_of = _values_in(record)
    return any(_reading(mark, values_of, concepts) in _SECRET for mark in _marks(record))


def is_secret_mark(mark: Term, values_of: Callable[[BlankNode | NamedNode], Iterable[Term]]) -> bool:
    """Whether a mark states that there is a secret.

    Args:
        values_of: returns the values of a mark that is a described concept.
    """
    return _reading(mark, values_of, NO_CONCEPTS) in _SECRET


def concept_reading(record: SourceRecord) -> MarkReading | None:
    """The reading of a mark that is the concept this record describes; None if it describes none, or none of use."""
    if not any(name in record.canonical.nquads for name in _NAMING):
        return None
    reading = _reading_of_values(value for subject, _, value, _ in record.quads if subject.value == record.iri)
    return None if reading == "unclear" else reading


def is_about_access(property: NamedNode) -> bool:  # noqa: A002 - the word of RDF
    """Whether a property marks secrets, or can only be meant to, or says who has access."""
    return property == SECRECY or _kind_of(property.value) is not None


def may_mark(predicate: NamedNode, value: Term, values_of: _ValuesOf) -> bool:
    """Whether a statement may mark what it is about as a state secret, or looks like a mark; rather yes than no.

    Args:
        values_of: returns the values of a mark that is a described concept.
    """
    kind = _kind_of(predicate.value)
    if kind == "access":
        return any(_names_level(one) for one in (value, *_values_within(value, values_of)))
    return kind is not None or _names_mark(predicate.value)


def is_mark_name(name: str) -> bool:
    """Whether a name, such as the heading of a column, can only be meant to mark secrets.

    >>> is_mark_name("Độ mật"), is_mark_name("Bí mật nhà nước"), is_mark_name("Bảo mật đường truyền")
    (True, True, False)
    """
    return _NEAR_NAME.fullmatch("".join(_WORD.findall(fold(name)))) is not None


def level_in(text: str) -> bool:
    """Whether a text is a level of secrecy and nothing else; *Mắt* is none.

    >>> level_in("TỐI MẬT"), level_in("mat"), level_in("Mắt"), level_in("Mật ong")
    (True, True, False, False)
    """
    return _LEVEL_WORDS.fullmatch(" ".join(_WORD.findall(fold(text)))) is not None and (
        text.isascii() or "mật" in unicodedata.normalize("NFC", text).casefold()
    )


def reading_of_text(text: str) -> MarkReading:
    """The reading of a mark that is a text."""
    return _reading_of_term(pyoxigraph.Literal(text))


def topics_of(record: SourceRecord) -> set[str]:
    """The IRIs that a record is about, if it is a catalog record."""
    return {
        value.value for _, prop, value, _ in record.quads if prop == FOAF.primaryTopic and isinstance(value, NamedNode)
    }


def with_unclear_marks(record: SourceRecord, concepts: Mapping[str, MarkReading] = NO_CONCEPTS) -> SourceRecord:
    """The record with a finding for each mark of secrecy that is not understood; the same record if there is none.

    Args:
        concepts: as for `is_state_secret`.
    """
    values_of = _values_in(record)
    unclear = {
        (_mark_text(mark, values_of), SECRECY.value)
        for mark in _marks(record)
        if _reading(mark, values_of, concepts) == "unclear"
    }
    unclear |= {(_mark_text(mark, values_of), prop) for prop, mark in _near_marks(record, values_of)}
    if not unclear:
        return record
    found = (
        unclear_secrecy_finding(record.iri, value, record.places, prop=prop)
        for value, prop in sorted(unclear, key=lambda one: (one[0] or "", one[1]))
    )
    return replace(record, findings=(*record.findings, *found))


def _marks(record: SourceRecord) -> Collection[Term]:
    if _MARK not in record.canonical.nquads:
        return ()
    return {value for _, predicate, value, _ in record.quads if predicate == SECRECY and not isinstance(value, Triple)}


def _near_marks(record: SourceRecord, values_of: _ValuesOf) -> Iterator[tuple[str, Term]]:
    """Property and value of what looks like a mark: the property misspelt, or a level under a property of access."""
    if not _may_have_near_marks(record.terms):
        return
    for _, predicate, value, _ in record.quads:
        kind = _kind_of(predicate.value)
        if kind is None or isinstance(value, Triple):
            continue
        if kind == "near":
            if _reading(value, values_of, NO_CONCEPTS) != "none":
                yield predicate.value, value
        elif any(_names_level(one) for one in (value, *_values_within(value, values_of))):
            yield predicate.value, value


@lru_cache(maxsize=4096)
def _kind_of(predicate: str) -> Literal["near", "access"] | None:
    """Whether a property can only be meant to mark secrets, or is one of access."""
    if predicate == SECRECY.value:
        return None
    name = "".join(_WORD.findall(fold(unquote(_last_part(predicate)))))
    if name in _OF_ACCESS:
        return "access"
    return "near" if _NEAR_NAME.fullmatch(name) else None


@lru_cache(maxsize=4096)
def _names_mark(predicate: str) -> bool:
    return names_mark(predicate.encode())


def _may_have_near_marks(terms: GraphTerms) -> bool:
    """Whether a closer look can be worth the time."""
    near, of_access = _kinds_among(terms.used[0])
    if near:
        return True
    return any(_may_name_level(value) for predicate in of_access for value in terms.written_values(predicate))


@lru_cache(maxsize=1024)
def _kinds_among(properties: frozenset[NamedNode]) -> tuple[bool, tuple[NamedNode, ...]]:
    """Whether a property is a misspelt mark, and the properties of access; most records use the same ones."""
    kinds = {term: _kind_of(term.value) for term in properties}
    return "near" in kinds.values(), tuple(term for term, kind in kinds.items() if kind == "access")


@lru_cache(maxsize=4096)
def _may_name_level(value: str) -> bool:
    words = fold(unquote(value))
    return value.startswith("_:") or "mat" in words or "secret" in words


def _names_level(value: Term) -> bool:
    """Whether a value under a property of access is a level of secrecy and nothing else."""
    if not isinstance(value, NamedNode | pyoxigraph.Literal):
        return False
    words = " ".join(_WORD.findall(fold(unquote(_last_part(value.value) if _is_iri(value) else value.value))))
    return _LEVEL_WORDS.fullmatch(words) is not None


def _values_within(value: Term, values_of: _ValuesOf) -> list[Term]:
    return list(values_of(value)) if isinstance(value, BlankNode) else []


def _values_in(record: SourceRecord) -> _ValuesOf:
    return lambda node: [
        value for subject, _, value, _ in record.quads if subject == node and not isinstance(value, Triple)
    ]


def _reading(mark: Term, values_of: _ValuesOf, concepts: Mapping[str, MarkReading]) -> MarkReading:
    if isinstance(mark, BlankNode):
        return _reading_of_values(values_of(mark))
    reading = _reading_of_term(mark)
    if reading == "unclear" and isinstance(mark, NamedNode):
        return concepts.get(mark.value) or _reading_of_values(values_of(mark))
    return reading


def _reading_of_values(given: Iterable[Term]) -> MarkReading:
    """The reading of a mark that is a described concept."""
    values = list(given)
    # Its names may give the level; other IRIs do not, unless they are a level.
    readings = {_reading_of_term(value) for value in values if isinstance(value, pyoxigraph.Literal)}
    readings |= {_reading_of_term(value) for value in values if isinstance(value, NamedNode)} - {"secrecy"}
    ranks: tuple[MarkReading, ...] = ("level", "none", "secrecy")
    return next((reading for reading in ranks if reading in readings), "unclear")


def _reading_of_term(mark: Term) -> MarkReading:
    if not isinstance(mark, NamedNode | pyoxigraph.Literal):
        return "unclear"
    last = unquote(_last_part(mark.value))
    words = _WORD.findall(fold(last if _is_iri(mark) else unquote(mark.value)))
    if " ".join(_WORD.findall(fold(last))) in _LEVELS:
        return "level"
    if _NONE.fullmatch(" ".join(words)):
        return "none"
    return "unclear" if _OF_SECRECY.isdisjoint(words) else "secrecy"


def _last_part(iri: str) -> str:
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]


def _is_iri(mark: NamedNode | pyoxigraph.Literal) -> bool:
    return isinstance(mark, NamedNode) or "://" in mark.value


def _mark_text(mark: Term, values_of: _ValuesOf) -> str | None:
    """The text of a mark; of one described in place, the first of its names."""
    if isinstance(mark, BlankNode):
        return min((one.value for one in values_of(mark) if isinstance(one, pyoxigraph.Literal)), default=None)
    return mark.value if isinstance(mark, NamedNode | pyoxigraph.Literal) else None
