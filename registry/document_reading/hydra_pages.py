"""The paging controls of a document: which address is next, and what its collection announces.

Both vocabularies of Hydra, the one with ``hydra:view`` and the one that it deprecates, in both spellings of the
namespace. What is followed is not decided here.

Source: https://www.hydra-cg.com/spec/latest/core/#collections
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.datatypes.grammar import read_decimal
from danhmuc.vocab.reading import Descriptions, Term
from danhmuc.vocab.record_terms import RECORD_CLASSES, is_paging_term
from danhmuc.vocab.terms import DCAT, HYDRA, LDES, RDF, TREE, XSD

from ..splitting.assembly import paging_properties

_SPELLINGS: Final = (HYDRA.iri, "https://www.w3.org/ns/hydra/core#")
_NEXT: Final = frozenset({"next", "nextPage"})
_LAST: Final = frozenset({"last", "lastPage"})
_TOTAL: Final = "totalItems"
_PER_PAGE: Final = frozenset({"itemsPerPage", "limit"})
_VIEW: Final = "view"
_PAGES: Final = frozenset({"PagedCollection", "PartialCollectionView"})
_TEXTS: Final = frozenset({XSD.string, XSD.anyURI})
_NO_ADDRESS: Final = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""What an address has only if it is escaped. Source: RFC 3986, appendix A."""
_DIGITS: Final = 9
_NO_CATALOGS: Final = RECORD_CLASSES - {DCAT.Catalog}


@dataclass(frozen=True, slots=True, order=True)
class PageLink:
    """The value of a link to another page.

    Attributes:
        text: as the document has it: an absolute IRI, or the text of a literal, which may be relative.
        is_address: whether it can be an address at all.
    """

    text: str
    is_address: bool = True


@dataclass(slots=True)
class _Control:
    """The Hydra properties of one subject."""

    nexts: set[PageLink] = field(default_factory=set)
    lasts: set[PageLink] = field(default_factory=set)
    totals: set[str] = field(default_factory=set)
    views: set[str] = field(default_factory=set)
    per_page: int | None = None
    is_page: bool = False
    is_of_record: bool = False


@dataclass(slots=True)
class PageControls:
    """The paging controls of one document, added piece by piece.

    Attributes:
        is_stream: whether it is a page of a stream of the vocabularies TREE and LDES.
        datasets: number of datasets that it describes.
    """

    is_stream: bool = False
    datasets: int = 0
    _by_subject: dict[str, _Control] = field(default_factory=dict)
    _own: set[str] = field(default_factory=set)

    def add(self, descriptions: Descriptions) -> None:
        """Add descriptions of the document."""
        classes: set[Term] = set()
        for pairs in descriptions.values():
            types = {value for predicate, value in pairs if predicate == RDF.type}
            self.datasets += DCAT.Dataset in types
            classes |= types
        properties = paging_properties(descriptions)
        self.is_stream |= TREE.relation in properties or LDES.EventStream in classes
        if not properties and not any(isinstance(one, NamedNode) and is_paging_term(one.value) for one in classes):
            return
        for subject, pairs in descriptions.items():
            name = _name(subject)
            for local_name, value in _hydra_pairs(pairs):
                self._add(self._by_subject.setdefault(name, _Control()), local_name, value)
            if name in self._by_subject and any((RDF.type, one) in pairs for one in _NO_CATALOGS):
                self._by_subject[name].is_of_record = True

    def choose_own(self, is_this: Collection[str], *, is_first: bool) -> None:
        """Find the controls of the page itself among those that it describes.

        Args:
            is_this: addresses of the page.
            is_first: whether no other page led to it; then its own name may be another one, to which none leads.
        """
        pages = {name for name, one in self._paging().items() if one.is_page or one.nexts}
        self._own = {name for name in pages if name.startswith("_:") or _address(name) in is_this}
        if not self._own:
            led_to = {link.text for name in pages for link in self._by_subject[name].nexts} if is_first else set()
            unnamed = pages - led_to if len(pages) > 1 else pages
            self._own = unnamed if len(unnamed) == 1 else set()

    @property
    def is_paged(self) -> bool:
        """Whether it is a page, or leads to one."""
        return any(one.is_page or one.nexts for one in self._paging().values())

    @property
    def own_names(self) -> set[str]:
        """The IRIs that the document gives the page itself."""
        return {_address(name) for name in self._own if not name.startswith("_:")}

    @property
    def nexts(self) -> list[PageLink]:
        """The next pages of this one; several if the document does not tell which."""
        chosen = [self._by_subject[name] for name in self._own] or self._paging().values()
        return sorted({link for one in chosen for link in one.nexts})

    @property
    def other_nexts(self) -> list[PageLink]:
        """The next pages of other pages that the document describes."""
        return sorted({link for one in self._paging().values() for link in one.nexts}.difference(self.nexts))

    @property
    def lasts(self) -> list[PageLink]:
        """The last pages of the collection."""
        return sorted({link for name in self._own for link in self._by_subject[name].lasts})

    @property
    def totals(self) -> dict[str, frozenset[str]]:
        """The numbers of items that are announced, with their datatypes, by collection; "" for that of this page."""
        found: dict[str, frozenset[str]] = {}
        for name, one in self._paging().items():
            if one.totals:
                key = "" if name in self._own else name
                found[key] = found.get(key, frozenset()) | one.totals
        return found

    @property
    def page_count(self) -> int | None:
        """The number of pages, from the number of items and how many a page has; None if they are not announced."""
        own = [one for name, one in self._paging().items() if name in self._own or one.views & self._own]
        numbers = [number for one in own for text in one.totals if (number := _whole_number(text)) is not None]
        per_page = next((one.per_page for one in own if one.per_page), None) or self.datasets
        return max(1, -(-max(numbers) // per_page)) if numbers and per_page else None

    def _paging(self) -> dict[str, _Control]:
        """The controls of catalogues and pages; other records, such as a dataset, may be collections of their own."""
        others = {name for name, one in self._by_subject.items() if one.is_of_record}
        others.update(*(self._by_subject[name].views for name in others))
        return {name: one for name, one in self._by_subject.items() if name not in others}

    def _add(self, one: _Control, name: str, value: Term) -> None:
        if name in _NEXT:
            one.nexts.add(_link(value))
        elif name in _LAST:
            one.lasts.add(_link(value))
        elif name == _TOTAL:
            one.totals.add(str(value))
        elif name in _PER_PAGE:
            one.per_page = _whole_number(str(value))
        elif name == _VIEW:
            one.views.add(_name(value))
            self._by_subject.setdefault(_name(value), _Control()).is_page = True
        elif name in _PAGES:
            one.is_page = True


def _hydra_pairs(pairs: Collection[tuple[NamedNode, Term]]) -> Iterator[tuple[str, Term]]:
    """The Hydra properties with their values, and the Hydra classes, by local name."""
    for predicate, value in pairs:
        named = value if predicate == RDF.type and isinstance(value, NamedNode) else predicate
        for spelling in _SPELLINGS:
            if named.value.startswith(spelling):
                yield named.value.removeprefix(spelling), value


def _name(term: Term) -> str:
    """An IRI, a blank node as ``_:`` and its name, or the text of a literal."""
    return str(term) if isinstance(term, BlankNode) else term.value


def _address(name: str) -> str:
    return name.partition("#")[0]


def _link(value: Term) -> PageLink:
    if isinstance(value, NamedNode):
        return PageLink(value.value)
    if not isinstance(value, Literal):
        return PageLink(str(value), is_address=False)
    text = value.value.strip()
    is_text = value.datatype in _TEXTS and text != "" and _NO_ADDRESS.search(text) is None
    return PageLink(text, is_address=is_text)


def _whole_number(term: str) -> int | None:
    """The whole number that a literal is, as N-Triples has it; None if it is none."""
    text = term.removeprefix('"').rpartition('"')[0].strip()
    number = read_decimal(text, XSD.double.value, digits=_DIGITS)
    return int(number) if number is not None and number >= 0 and number == int(number) else None
