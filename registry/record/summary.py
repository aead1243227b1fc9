"""Columns that the registry shows and searches, taken from a record's own graph.

The graph stays the truth; these are columns for lists, filters and search.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from danhmuc.vocab.folding import fold
from danhmuc.vocab.record_terms import ELEMENT_CLASSES, RECORD_CLASSES
from danhmuc.vocab.terms import DCAT, DCT, DMV, FOAF, RDF, SKOS, VCARD

from .annotation_states import ANNOTATION_CLASSES
from .record import SourceRecord, quads_of

__all__ = [
    "UNKNOWN_LEVEL",
    "Summary",
    "code_of",
    "is_narrower",
    "main_class",
    "publicity_codes",
    "publicity_level",
    "summarise",
    "summary_of",
    "summary_of_record",
]

_TITLES: Final = {
    DCT.title: 0,
    FOAF.name: 1,
    SKOS.prefLabel: 2,
    VCARD.fn: 3,
}
_SEARCHED: Final = frozenset(
    {
        *_TITLES,
        DCT.description,
        DCT.identifier,
        DCAT.keyword,
        SKOS.altLabel,
    }
)
_PUBLISHER: Final = DCT.publisher
_THEME: Final = DCAT.theme
_MODIFIED: Final = DCT.modified
_LANGUAGES: Final = ("vi", "en", "")
"""Languages of the title shown, best first."""

_PUBLICITY: Final = {
    DCT.accessRights: ("PUBLIC", "RESTRICTED", "NON_PUBLIC"),
    DMV.sharingNature: ("MO", "MO_CO_DIEU_KIEN", "DUNG_CHUNG", "DUNG_RIENG"),
    DMV.personalData: ("KHONG", "CO_BAN", "NHAY_CAM"),
    DMV.importance: ("KHAC", "QUAN_TRONG", "COT_LOI"),
}
"""Codes by property, the most public first."""
_OPEN: Final = "0" * len(_PUBLICITY)
UNKNOWN_LEVEL: Final = 9
"""The level of a value that is no code: what is not understood counts as narrower than all that is."""
_SHOWN_TERMS: Final = frozenset({*_SEARCHED, *_PUBLICITY, _PUBLISHER, _THEME, _MODIFIED, RDF.type})
"""The properties that matter here."""
_SHOWN: Final = frozenset(str(term).encode() for term in _SHOWN_TERMS)
"""The same as N-Quads have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Columns of one record.

    Attributes:
        main_class: IRI of the class that makes it a record, else of its first class.
        title: the Vietnamese title or name, else English, else any; None if it has none.
        publisher: its IRI; of several the first in the alphabet.
        themes: theme codes or IRIs, each between blanks.
        modified: as written; of several the last.
        search: folded titles, descriptions, keywords, identifiers and the IRI.
        publicity: one digit per property of access rights, sharing nature, personal data, importance; 0 is the most
            public, and also means not stated; 9 means that a value is not understood, and then a digest of all such
            values follows after a colon.
    """

    main_class: str | None
    title: str | None
    publisher: str | None
    themes: str
    modified: str | None
    search: str
    publicity: str


def summarise(iri: str, quads: Iterable[Quad], *, is_searched: bool = True) -> Summary:
    """The columns of the record of `iri`; without the text to search unless `is_searched`."""
    # Compared as text: pyoxigraph reads IRIs that its NamedNode refuses, such as http://x/[1].
    own: dict[NamedNode, list[object]] = {}
    for subject, predicate, value, _ in quads:
        if subject.value == iri:
            own.setdefault(predicate, []).append(value)
    return _summarise(iri, own, is_searched=is_searched)


def _summarise(iri: str, own: Mapping[NamedNode, Sequence[object]], *, is_searched: bool) -> Summary:
    """The columns of a record from its properties."""
    titles: list[tuple[int, int, str]] = []
    searched = [iri]
    publishers: list[str] = []
    modified: list[str] = []
    themes: list[str] = []
    classes: list[NamedNode] = []
    levels: dict[NamedNode, int] = {}
    unknown: list[str] = []
    # A set takes the hashes of a dictionary, which are slow to compute again.
    for predicate in _SHOWN_TERMS.intersection(set(own)):
        values = own[predicate]
        if predicate in _SEARCHED:
            rank = _TITLES.get(predicate)
            for value in values:
                if type(value) is not Literal:
                    continue
                text = value.value
                if is_searched:
                    searched.append(text)
                if rank is not None and text.strip():
                    titles.append((_language_rank(value.language), rank, text))
        elif predicate == RDF.type:
            classes += [value for value in values if type(value) is NamedNode]
        elif predicate == _THEME:
            themes += [code_of(value.value) for value in values if type(value) is NamedNode]
        elif predicate == _PUBLISHER:
            publishers += [value.value for value in values if type(value) is NamedNode]
        elif predicate == _MODIFIED:
            modified += [value.value for value in values if type(value) is Literal]
        else:
            for value in values:
                level = publicity_level(predicate, value)
                levels[predicate] = max(levels.get(predicate, 0), level)
                unknown += [f"{predicate} {value}"] * (level == UNKNOWN_LEVEL)
    return Summary(
        main_class=main_class(classes),
        title=min(titles)[2] if titles else None,
        publisher=min(publishers, default=None),
        themes=f" {' '.join(sorted(set(themes)))} " if themes else "",
        modified=max(modified, default=None),
        search=fold("\n".join(sorted(searched))) if is_searched else "",
        publicity=_publicity(levels) + _unknown_digest(unknown),
    )


def _publicity(levels: Mapping[NamedNode, int]) -> str:
    """One digit for each property, 0 if nothing is stated."""
    return "".join([str(levels.get(predicate, 0)) for predicate in _PUBLICITY]) if levels else _OPEN


def summary_of(iri: str, nquads: bytes, *, is_searched: bool = True) -> Summary:
    """The columns of the record of `iri` in canonical N-Quads; only the lines that count are parsed.

    Args:
        is_searched: whether the text to search is wanted, which takes a third of the time.
    """
    start = f"<{iri}> ".encode()
    at = len(start)
    own = [
        line
        for line in nquads.splitlines(keepends=True)
        if line.startswith(start) and line[at : line.index(b" ", at)] in _SHOWN
    ]
    summary = summarise(iri, quads_of(b"".join(own)), is_searched=is_searched)
    if ":" in summary.publicity and any(b" _:" in line for line in own):
        # What a blank node says stands in other lines, so any change to the record may be one of access.
        levels = summary.publicity.partition(":")[0]
        return replace(summary, publicity=levels + _unknown_digest([nquads.decode()]))
    return summary


def summary_of_record(record: SourceRecord, *, is_searched: bool = True) -> Summary:
    """The same as `summary_of` its graph, from its terms."""
    iri = record.iri
    if not record.terms.are_made:
        return summary_of(iri, record.canonical.nquads, is_searched=is_searched)
    try:
        own = record.terms.by_subject.get(NamedNode(iri), {})
    except ValueError:
        # The parser accepts IRIs that the constructor refuses.
        return summary_of(iri, record.canonical.nquads, is_searched=is_searched)
    summary = _summarise(iri, own, is_searched=is_searched)
    if ":" in summary.publicity:
        return summary_of(iri, record.canonical.nquads, is_searched=is_searched)
    return summary


def is_narrower(newest: str, shown: str) -> bool:
    """Whether `newest` makes less public than `shown` in any respect.

    What is not understood is narrower than all that is, and than anything else that is not.
    """
    new_levels, _, new_values = (newest or _OPEN).partition(":")
    old_levels, _, old_values = (shown or _OPEN).partition(":")
    if any(new > old for new, old in zip(new_levels, old_levels, strict=True)):
        return True
    return bool(new_values) and new_values != old_values


def _language_rank(language: str | None) -> int:
    primary = (language or "").partition("-")[0]
    return _LANGUAGES.index(primary) if primary in _LANGUAGES else len(_LANGUAGES)


def main_class(classes: list[NamedNode]) -> str | None:
    ranked = sorted(
        classes,
        key=lambda listed: (
            listed not in RECORD_CLASSES,
            listed not in ANNOTATION_CLASSES,
            listed not in ELEMENT_CLASSES,
            listed.value,
        ),
    )
    return ranked[0].value if ranked else None


def code_of(iri: str) -> str:
    """The last part of a coded value's IRI, which is how people name it."""
    return iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2] or iri


def publicity_codes(predicate: NamedNode) -> tuple[str, ...]:
    """The codes of a property that says how public a record is, the most public first; none for other properties."""
    return _PUBLICITY.get(predicate, ())


def publicity_level(predicate: NamedNode, value: object) -> int:
    """The position of a value of such a property among its codes; `UNKNOWN_LEVEL` if it is none of them."""
    codes = _PUBLICITY[predicate]
    code = code_of(value.value).upper() if isinstance(value, NamedNode | Literal) else ""
    return codes.index(code) if code in codes else UNKNOWN_LEVEL


def _unknown_digest(values: list[str]) -> str:
    return f":{hashlib.sha256(' '.join(sorted(values)).encode()).hexdigest()[:16]}" if values else ""
