"""The name of a record and the agency that publishes it, by which people tell entries of an inventory apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.concepts.spelling import exact_key
from danhmuc.vocab.terms import ADMS, DCAT, DCT, FOAF

from .record import quads_of

__all__ = ["EntryName", "entry_name"]

_TITLE: Final = f" {DCT.title} ".encode()
_PUBLISHER: Final = f" {DCT.publisher} ".encode()
_APART: Final = tuple(
    f" {term} ".encode()
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
    start = f"<{iri}>".encode()
    own = [line for line in nquads.splitlines(keepends=True) if line.startswith(start + b" ")]
    if any(line.startswith(start + term) for line in own for term in _APART):
        return None
    titles = _values(own, start + _TITLE)
    publishers = _values(own, start + _PUBLISHER)
    texts = sorted(
        (_rank(value.language), value.value) for value in titles if isinstance(value, Literal) and value.value.strip()
    )
    names = sorted({name for value in publishers if (name := _agency(value, nquads))})
    if not texts or not names:
        return None
    _, title = texts[0]
    return EntryName("\n".join((*sorted(types), exact_key(title), *names)), title)


def _values(lines: Sequence[bytes], start: bytes) -> list[object]:
    return [quad.object for quad in quads_of(b"".join(line for line in lines if line.startswith(start)))]


def _agency(publisher: object, nquads: bytes) -> str | None:
    """The name by which a publisher is known: its IRI, or of a node or text in the record its code, else its name."""
    if isinstance(publisher, Literal):
        return exact_key(publisher.value) or None
    if not isinstance(publisher, BlankNode):
        return getattr(publisher, "value", None)
    start = f"{publisher} ".encode()
    said = list(quads_of(b"".join(line for line in nquads.splitlines(keepends=True) if line.startswith(start))))
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
