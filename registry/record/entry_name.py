"""The name of a record and the agency that publishes it, by which people tell entries of an inventory apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.concepts.spelling import exact_key
from danhmuc.vocab.terms import ADMS, DCAT, DCT, FOAF

from .record import quads_of

_TITLE: Final = str(DCT.title).encode()
_PUBLISHER: Final = str(DCT.publisher).encode()
_APART: Final = frozenset(
    str(term).encode()
    for term in (
        DCAT.inSeries,
        DCAT.version,
        DCAT.isVersionOf,
        DCAT.hasVersion,
        DCAT.previousVersion,
        DCT.isVersionOf,
        DCT.hasVersion,
        DCT.replaces,
        DCT.isReplacedBy,
        ADMS.next,
        ADMS.prev,
    )
)
"""Properties of records that rightly have the name of another: members of a series, and versions."""
_LANGUAGES: Final = ("vi", "vn", "en", "")
"""Languages of the name, best first."""


@dataclass(frozen=True, slots=True)
class EntryName:
    """The name of an entry, and a key that entries which look like one share.

    Attributes:
        key: equal for entries of one class, name and publisher, whatever the spelling of the name.
        title: the name as written.
    """

    key: str
    title: str


def entry_name(iri: str, types: Sequence[str], nquads: bytes) -> EntryName | None:
    """The name of a record; None if it lacks a name or a publisher, or is one of several versions or of a series."""
    start = f"\n<{iri}> ".encode()
    own = [(piece[: piece.index(b" ")], piece) for piece in (b"\n" + nquads).split(start)[1:]]
    if any(term in _APART for term, _ in own):
        return None
    titles = [_line(start, piece) for term, piece in own if term == _TITLE]
    publishers = [_line(start, piece) for term, piece in own if term == _PUBLISHER]
    if not titles or not publishers:
        return None
    values = [quad.object for quad in quads_of(b"".join((*titles, *publishers)))]
    texts = sorted(
        (_rank(value.language), value.value)
        for value in values[: len(titles)]
        if isinstance(value, Literal) and value.value.strip()
    )
    names = sorted({name for value in values[len(titles) :] if (name := _agency(value, nquads))})
    if not texts or not names:
        return None
    _, title = texts[0]
    return EntryName("\n".join((*sorted(types), exact_key(title), *names)), title)


def _line(start: bytes, piece: bytes) -> bytes:
    """The line with some beginning, from the text that follows it."""
    return start + piece.partition(b"\n")[0]


def _agency(publisher: object, nquads: bytes) -> str | None:
    """The name by which a publisher is known: its IRI, or of a node or text in the record its code, else its name."""
    if isinstance(publisher, Literal):
        return exact_key(publisher.value) or None
    if not isinstance(publisher, BlankNode):
        return getattr(publisher, "value", None)
    start = f"\n{publisher} ".encode()
    said = list(quads_of(b"".join([_line(start, piece) for piece in (b"\n" + nquads).split(start)[1:]])))
    for term in (DCT.identifier, FOAF.name):
        found = sorted(
            exact_key(one.object.value) for one in said if one.predicate == term and isinstance(one.object, Literal)
        )
        if found:
            return found[0]
    return None


def _rank(language: str | None) -> int:
    main = (language or "").partition("-")[0]
    return _LANGUAGES.index(main) if main in _LANGUAGES else len(_LANGUAGES)
