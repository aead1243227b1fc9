"""The name of a record and the agency that publishes it, by which people tell entries of an inventory apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.concepts.spelling import exact_key
from danhmuc.vocab.terms import ADMS, DCAT, DCT, FOAF

if TYPE_CHECKING:
    from danhmuc.shapes.engine import Index
    from danhmuc.vocab.reading import Term

    from .record import SourceRecord

__all__ = ["EntryName", "entry_name"]

_APART: Final = frozenset(
    {
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
    }
)
"""Properties of records that rightly have the name of another: members of a series, and versions."""
_TITLE: Final = DCT.title
_PUBLISHER: Final = DCT.publisher
_CODE_OR_NAME: Final = (DCT.identifier, FOAF.name)
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


def entry_name(record: SourceRecord) -> EntryName | None:
    """The name of a record; None if it lacks a name or a publisher, or is one of several versions or of a series."""
    index = record.terms.by_subject
    own = next((about for subject, about in index.items() if subject.value == record.iri), {})
    titles, publishers = own.get(_TITLE, ()), own.get(_PUBLISHER, ())
    if not titles or not publishers or not _APART.isdisjoint(own):
        return None
    texts = sorted(
        (_rank(value.language), value.value) for value in titles if isinstance(value, Literal) and value.value.strip()
    )
    names = sorted({name for value in publishers if (name := _agency(value, index))})
    if not texts or not names:
        return None
    _, title = texts[0]
    return EntryName("\n".join((*sorted(record.types), exact_key(title), *names)), title)


def _agency(publisher: Term, index: Index) -> str | None:
    """The name by which a publisher is known: its IRI, or of a node or text in the record its code, else its name."""
    if isinstance(publisher, Literal):
        return exact_key(publisher.value) or None
    if isinstance(publisher, NamedNode):
        return publisher.value
    said = index.get(publisher, {})
    for term in _CODE_OR_NAME:
        found = sorted(exact_key(one.value) for one in said.get(term, ()) if isinstance(one, Literal))
        if found:
            return found[0]
    return None


def _rank(language: str | None) -> int:
    main = (language or "").partition("-")[0]
    return _LANGUAGES.index(main) if main in _LANGUAGES else len(_LANGUAGES)
