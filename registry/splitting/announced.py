"""Paging: its triples are rest, and the number of entries that it announces is compared with those that are listed.

Compare the number of entries that a source announces, by ``hydra:totalItems``, with those that it lists.

Several pages repeat one number; collections may be nested; and not every collection is one of records. So a number
counts for what its own collection lists, and for all that catalogues list only where it stands on a page of no other
collection.

Source: https://www.hydra-cg.com/spec/latest/core/#collections
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import inf
from operator import itemgetter
from typing import Final, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.datatypes.numbers import read_decimal
from danhmuc.vocab.paging_terms import is_paging_term
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.record_terms import RECORD_CLASSES
from danhmuc.vocab.terms import DCAT, HYDRA, RDF, XSD

from ..record.contents import Announced, PendingRecord
from ..record.identity import groups_of
from ..record.record import Membership
from .assembly import Assembly

# ---------------------------------------------------------------- paging
# Paging triples: they are rest, whoever states them, so that no feed sends its readers to the pages of another.
#
# Those of a blank node within the graph of another resource stay there, since nothing outside that graph could name it.


@dataclass(frozen=True, slots=True)
class Paging:
    """The paging terms that descriptions use.

    Attributes:
        views: the blank nodes that have only paging classes.
    """

    properties: frozenset[NamedNode]
    classes: frozenset[NamedNode]
    views: frozenset[BlankNode]

    @classmethod
    def of(cls, properties: frozenset[NamedNode], types: Mapping[Subject, list[NamedNode]]) -> Paging:
        """The paging terms of descriptions, from their paging properties and the classes of each subject."""
        listed = set(chain.from_iterable(types.values()))
        classes = frozenset(one for one in listed if is_paging_term(one.value))
        if not classes:
            return cls(properties, classes, frozenset())
        blank = ((node, named) for node, named in types.items() if isinstance(node, BlankNode))
        return cls(properties, classes, frozenset(node for node, named in blank if classes.issuperset(named)))

    def __bool__(self) -> bool:
        return bool(self.properties or self.classes)

    def has(self, predicate: NamedNode, value: Term) -> bool:
        """Whether a triple is paging: by its property or class, or because it leads to a blank page."""
        if predicate in self.properties or value in self.views:
            return True
        return predicate == RDF.type and value in self.classes


def paging_properties(descriptions: Descriptions) -> frozenset[NamedNode]:
    """The paging properties that descriptions use."""
    predicates = set(map(itemgetter(0), chain.from_iterable(descriptions.values())))
    return frozenset(predicate for predicate in predicates if is_paging_term(predicate.value))


# ---------------------------------------------------------------- announced

_SPELLINGS: Final = (HYDRA.iri, "https://www.w3.org/ns/hydra/core#")
_STEPS: Final = frozenset(
    {
        "view",
        "first",
        "next",
        "previous",
        "last",
        "firstPage",
        "nextPage",
        "previousPage",
        "lastPage",
        "collection",
    }
)
_PAGES: Final = frozenset({"PagedCollection", "PartialCollectionView"})
_RECORD: Final = DCAT.record.value
_DIGITS: Final = 15
_MOST: Final = 10**_DIGITS
"""A greater number counts no entries."""


@dataclass(slots=True)
class _Collection:
    """A collection with all its pages.

    Attributes:
        totals: the numbers that it announces.
        has_unread: whether it announces anything that is no number.
        members: what it lists by ``hydra:member``.
        is_paged: whether any of it is a page, by its class or by a link to another page.
        catalogs: the IRIs of the catalogues that are part of it.
        is_of_record: whether it belongs to a record that is no catalogue, such as a dataset.
    """

    totals: list[int] = field(default_factory=list)
    has_unread: bool = False
    members: set[str] = field(default_factory=set)
    is_paged: bool = False
    catalogs: set[str] = field(default_factory=set)
    is_of_record: bool = False


class ListingParts(Protocol):
    """The parts of a source as far as they tell what it announces and lists."""

    @property
    def assembly(self) -> Assembly: ...
    @property
    def rest_subjects(self) -> Sequence[Subject]: ...
    @property
    def paged_subjects(self) -> Collection[Subject]: ...
    def memberships(self) -> Iterator[Membership]: ...
    def records(self) -> Iterable[PendingRecord]: ...
    def name(self, subject: Subject) -> str: ...


def find_announced(parts: ListingParts) -> Announced | None:
    """The announcement that is no number, else that furthest from what is listed, else any; None if there is none."""
    subjects = [*parts.rest_subjects, *parts.paged_subjects]
    found = [one for one in _collections(parts, subjects) if one.totals or one.has_unread]
    if not found:
        return None
    listed: dict[str, set[str]] = {}
    for member in parts.memberships():
        if member.property != _RECORD:
            listed.setdefault(member.catalog, set()).add(member.target)
    answers = [answer for one in found if (answer := _compare(one, parts, listed)) is not None]
    return max(answers, key=_rank, default=None)


def _rank(one: Announced) -> tuple[float, float]:
    announced = inf if one.announced is None else one.announced
    return announced - one.listed, announced


def _compare(one: _Collection, parts: ListingParts, listed: dict[str, set[str]]) -> Announced | None:
    """The number of a collection beside what it lists; None if nothing tells what it is of."""
    members = one.members.union(*(listed.get(catalog, set()) for catalog in one.catalogs))
    if not members and not one.catalogs:
        if one.is_of_record or not one.is_paged:
            return None
        members = set().union(*listed.values()) or {
            pending.iri for pending in parts.records() if pending.role == "record"
        }
    return Announced(announced=None if one.has_unread else max(one.totals), listed=len(members))


def _collections(parts: ListingParts, subjects: Iterable[Subject]) -> Iterator[_Collection]:
    """The collections of which anything is said, in order of reading."""
    by_name: dict[str, list[Subject]] = {}
    steps: list[tuple[str, str]] = []
    for subject in subjects:
        name = str(subject)
        by_name.setdefault(name, []).append(subject)
        steps.append((name, name))
        steps += [(name, str(value)) for key, value in _hydra_pairs(parts, subject) if key in _STEPS]
    groups = groups_of(steps)
    for group in dict.fromkeys(groups[name] for name in by_name):
        one = _Collection()
        for name in sorted(group & by_name.keys()):
            for subject in by_name[name]:
                _add(one, parts, subject)
        yield one


def _add(one: _Collection, parts: ListingParts, subject: Subject) -> None:
    for key, value in _hydra_pairs(parts, subject):
        if key == "totalItems":
            number = _whole_number(value)
            if number is None:
                one.has_unread = True
            else:
                one.totals.append(number)
        elif key == "member":
            one.members.add(str(value))
        one.is_paged |= key in _STEPS or key in _PAGES
    types = {value for prop, value in parts.assembly.descriptions[subject] if prop == RDF.type}
    if DCAT.Catalog in types:
        one.catalogs.add(parts.name(subject))
    elif not RECORD_CLASSES.isdisjoint(types):
        one.is_of_record = True


def _whole_number(value: object) -> int | None:
    """The number that a value is, however it is written; None if it is none that can be counted up to."""
    if not isinstance(value, Literal):
        return None
    number = read_decimal(value.value.strip(), XSD.double.value, digits=_DIGITS)
    return int(number) if number is not None and 0 <= number < _MOST and number == int(number) else None


def _hydra_pairs(parts: ListingParts, subject: Subject) -> Iterator[tuple[str, object]]:
    """The Hydra properties of a subject with their values, and its Hydra classes, each with itself, by local name."""
    for prop, value in parts.assembly.descriptions[subject]:
        named = value if prop == RDF.type and isinstance(value, NamedNode) else prop
        spelling = next((one for one in _SPELLINGS if named.value.startswith(one)), None)
        if spelling is not None:
            yield named.value.removeprefix(spelling), value
