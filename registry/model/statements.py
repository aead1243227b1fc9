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

from .ordering import sort_terms

if TYPE_CHECKING:
    from .resource import Resource


Pair = tuple[NamedNode, Term]
Views: TypeAlias = "defaultdict[str, dict[NamedNode, ref[Resource]]]"
RAW_TYPES: Final = frozenset({BlankNode, Literal, NamedNode, Triple, list})
"""The types of values from `Statements.raw_values`; no field shows values of these types."""
SELF: Final = "<http://source.invalid/#self>"
"""A fixed name of the root."""


class Statements:
    """Descriptions, viewed from one node.

    Attributes:
        descriptions: by subject; may hold more than this object carries.
        root: the node.
        is_whole: whether all descriptions are carried; else those that the root links to, up to other records.
        views: weak references to objects made of these descriptions, by noun and IRI: things that many records share
            are made once. Strong references would make a cycle with the statements that the objects hold.
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

    def view_from(self, node: Subject) -> Statements:
        """The same descriptions, viewed from another node."""
        return Statements(self.descriptions, node, is_whole=False, views=self.views)

    @property
    def root_values(self) -> Mapping[str, list[Term]]:
        """The values of the root's properties, by the property's IRI, without repetitions."""
        found: dict[str, list[Term]] = {}
        for predicate, value in dict.fromkeys(self.descriptions.get(self.root, ())):
            found.setdefault(predicate.value, []).append(value)
        return found

    def values(self, iri: str) -> list[Term]:
        """The values of one of the root's properties in canonical order."""
        return sort_terms(self.root_values.get(iri, ()), self.descriptions)

    def raw_values(self, node: Subject | None = None) -> dict[str, object]:
        """The same in as few objects as possible, as input of fields: a single value as itself, several as a list.

        Args:
            node: the subject; None for the root.
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
        """Subjects whose descriptions are carried, the root first."""
        if self.is_whole:
            return dict.fromkeys((self.root, *self.descriptions))
        return reachable_subjects(self.descriptions, self.root)

    def carried_descriptions(self) -> Descriptions:
        """The descriptions that this object carries."""
        if self.is_whole and next(iter(self.descriptions), None) == self.root:
            return self.descriptions
        return {subject: self.descriptions[subject] for subject in self.subjects() if subject in self.descriptions}

    def lines(self) -> Iterator[str]:
        """The triples carried, as N-Quads lines without line feeds."""
        return lines_of(self.carried_descriptions())

    def text(self) -> bytes:
        """The triples carried as N-Quads, with the names that blank nodes have here."""
        return "\n".join([*self.lines(), ""]).encode()

    @property
    def canonical(self) -> CanonicalGraph:
        """All that is carried in canonical form."""
        if self._canonical is None:
            self._canonical = canonicalize_lines(self.lines())
        return self._canonical

    @property
    def identity(self) -> str:
        """A key that is equal for equal objects: the same triples about the same node."""
        if self._identity is None:
            self._identity = (
                f"{self.root} {self.canonical.digest}" if isinstance(self.root, NamedNode) else self.as_self().digest
            )
        return self._identity

    def as_self(self) -> CanonicalGraph:
        """All that is carried in canonical form, with one fixed name for the root."""
        return canonicalize_lines(lines_of(self.carried_descriptions(), self.root))


def add_descriptions(into: Descriptions, more: Descriptions) -> None:
    """Add descriptions to others; two of one subject are merged without repetitions."""
    for subject, pairs in more.items():
        present = into.get(subject)
        if present is None:
            into[subject] = pairs
        elif present is not pairs:
            into[subject] = list(dict.fromkeys([*present, *pairs]))


def reachable_subjects(descriptions: Descriptions, root: Subject) -> dict[Subject, None]:
    """The subjects that the root links to, itself first; links into other records with an IRI are not followed."""
    return reachable_subjects_from(descriptions, (root,), through_records=False)


def reachable_subjects_from(
    descriptions: Descriptions, roots: Iterable[Subject], *, through_records: bool = True
) -> dict[Subject, None]:
    """The subjects that the roots link to, the roots first; links into other records with an IRI are optional."""
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
    """The triples as N-Quads lines without line feeds; one node may be named `SELF`."""
    for subject, pairs in descriptions.items():
        name = SELF if subject == self_node else str(subject)
        if self_node is None:
            # The same as str() of a node; saves a tenth of a second per 100,000 triples.
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
