"""The triples that an object carries: the truth of which its fields are views.

Descriptions are shared between objects and never changed in place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias
from weakref import ref

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from danhmuc.vocab.canonical import CanonicalGraph, canonicalize_lines
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.record_terms import RECORD_CLASSES
from danhmuc.vocab.terms import RDF

from .ordering import in_order

if TYPE_CHECKING:
    from .resource import Resource

__all__ = [
    "SELF",
    "UNREAD",
    "Pair",
    "Statements",
    "Views",
    "is_record",
    "lines_of",
    "reached",
    "reached_from",
    "united",
]

Pair = tuple[NamedNode, Term]
Views: TypeAlias = "defaultdict[str, dict[NamedNode, ref[Resource]]]"
UNREAD: Final = frozenset({BlankNode, Literal, NamedNode, Triple, list})
"""The types of what `Statements.unread` gives; no field shows anything of these types."""
SELF: Final = "<http://source.invalid/#self>"
"""The root where it must bear a name, whatever it is called."""


class Statements:
    """What is said, seen from one node.

    Attributes:
        descriptions: what is said of each subject; may hold more than this object carries.
        root: the node.
        is_whole: whether all of the descriptions are carried; else what the root reaches, up to other records.
        views: objects made of these descriptions that are in use, by noun and IRI: what many records share is made
            once. They hold what is here, so to hold them in turn would leave all of it to the cyclic collector.
    """

    __slots__ = ("_canonical", "_identity", "descriptions", "is_whole", "root", "views")

    def __init__(
        self,
        descriptions: Descriptions,
        root: Subject,
        *,
        is_whole: bool,
        views: Views | None = None,
    ) -> None:
        self.views = defaultdict(dict) if views is None else views
        self.descriptions = descriptions
        self.root = root
        self.is_whole = is_whole
        self._canonical: CanonicalGraph | None = None
        self._identity: str | None = None

    def seen_from(self, node: Subject) -> Statements:
        """What is said, seen from another node."""
        return Statements(self.descriptions, node, is_whole=False, views=self.views)

    @property
    def said(self) -> Mapping[str, list[Term]]:
        """The values of the root's properties, by the property's IRI; what a document repeats is said once."""
        found: dict[str, list[Term]] = {}
        for predicate, value in dict.fromkeys(self.descriptions.get(self.root, ())):
            found.setdefault(predicate.value, []).append(value)
        return found

    def values(self, iri: str) -> list[Term]:
        """The values of one of the root's properties in canonical order."""
        return in_order(self.said.get(iri, ()), self.descriptions)

    def unread(self, node: Subject | None = None) -> dict[str, object]:
        """The same in as few objects as can be, for fields to begin with: one value as itself, several as a list.

        Args:
            node: whose properties; None for the root's.
        """
        found: dict[str, object] = {}
        several: dict[str, dict[object, None]] = {}
        for predicate, value in self.descriptions.get(self.root if node is None else node, ()):
            iri = predicate.value
            if iri not in found:
                found[iri] = value
            else:
                several.setdefault(iri, {found[iri]: None})[value] = None
        for iri, values in several.items():
            found[iri] = list(values)
        return found

    def subjects(self) -> Iterable[Subject]:
        """Whose descriptions are carried, the root's first."""
        if self.is_whole:
            return dict.fromkeys((self.root, *self.descriptions))
        return reached(self.descriptions, self.root)

    def carried(self) -> Descriptions:
        """What this object carries, by subject."""
        if self.is_whole and next(iter(self.descriptions), None) == self.root:
            return self.descriptions
        return {one: self.descriptions[one] for one in self.subjects() if one in self.descriptions}

    def lines(self) -> Iterator[str]:
        """The triples carried, as N-Quads lines without line feeds."""
        return lines_of(self.carried())

    def text(self) -> bytes:
        """The triples carried as N-Quads, blank nodes under the names that they have here."""
        return "\n".join([*self.lines(), ""]).encode()

    @property
    def canonical(self) -> CanonicalGraph:
        """All that is carried in canonical form."""
        if self._canonical is None:
            self._canonical = canonicalize_lines(self.lines())
        return self._canonical

    @property
    def identity(self) -> str:
        """What makes two objects equal: the same triples about the same node."""
        if self._identity is None:
            self._identity = (
                f"{self.root} {self.canonical.digest}" if isinstance(self.root, NamedNode) else self.as_self().digest
            )
        return self._identity

    def as_self(self) -> CanonicalGraph:
        """All that is carried in canonical form, the root under a name that is the same for all roots."""
        return canonicalize_lines(lines_of(self.carried(), self.root))


def united(into: Descriptions, more: Descriptions) -> None:
    """Add descriptions to others; those that both have are united, repetitions dropped."""
    for subject, pairs in more.items():
        known = into.get(subject)
        if known is None:
            into[subject] = pairs
        elif known is not pairs:
            into[subject] = list(dict.fromkeys([*known, *pairs]))


def reached(descriptions: Descriptions, root: Subject) -> dict[Subject, None]:
    """The subjects that the root leads to, itself first; other records with an IRI end the way."""
    return reached_from(descriptions, (root,), through_records=False)


def reached_from(
    descriptions: Descriptions, roots: Iterable[Subject], *, through_records: bool = True
) -> dict[Subject, None]:
    """The subjects that any of these lead to, themselves first; other records with an IRI end the way if asked."""
    found: dict[Subject, None] = dict.fromkeys(roots)
    ring = list(found)
    while ring:
        for _, value in descriptions.get(ring.pop(), ()):
            if (
                (type(value) is NamedNode or type(value) is BlankNode)
                and value in descriptions
                and value not in found
                and (through_records or type(value) is BlankNode or not is_record(descriptions, value))
            ):
                found[value] = None
                ring.append(value)
    return found


def is_record(descriptions: Descriptions, node: Subject) -> bool:
    """Whether the node is typed as a record."""
    return any(predicate == RDF.type and value in RECORD_CLASSES for predicate, value in descriptions.get(node, ()))


def lines_of(descriptions: Descriptions, self_node: Subject | None = None) -> Iterator[str]:
    """The triples as N-Quads lines without line feeds; one node may be called `SELF`."""
    for subject, pairs in descriptions.items():
        name = SELF if subject == self_node else str(subject)
        if self_node is None:
            # A tenth of a second for 100,000 triples: what str() of a node does, without asking for it.
            yield from [
                f"{name} <{predicate.value}> <{value.value}> ."
                if type(value) is NamedNode
                else f"{name} <{predicate.value}> {value!s} ."
                for predicate, value in pairs
            ]
        else:
            yield from [
                f"{name} <{predicate.value}> {SELF if value == self_node else value} ." for predicate, value in pairs
            ]
