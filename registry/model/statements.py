"""The triples that an object carries: the truth of which its fields are views.

Descriptions are shared between objects and never changed in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.canonical import CanonicalGraph, canonicalize_lines
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import RDF_TYPE, RECORD_CLASSES

if TYPE_CHECKING:
    from .resource import Resource

__all__ = ["Pair", "Statements", "is_record", "reached", "united"]

Pair = tuple[NamedNode, Term]
_SELF: Final = "<http://source.invalid/#self>"


class Statements:
    """What is said, seen from one node.

    Attributes:
        descriptions: what is said of each subject; may hold more than this object carries.
        root: the node.
        is_whole: whether all of the descriptions are carried; else what the root reaches, up to other records.
        views: objects already made of these descriptions, by noun and IRI: what many records share is made once.
    """

    __slots__ = ("_canonical", "_identity", "_said", "descriptions", "is_whole", "root", "views")

    def __init__(
        self,
        descriptions: Descriptions,
        root: Subject,
        *,
        is_whole: bool,
        views: dict[tuple[str, NamedNode], Resource] | None = None,
    ) -> None:
        self.views = {} if views is None else views
        self.descriptions = descriptions
        self.root = root
        self.is_whole = is_whole
        self._said: dict[str, list[Term]] | None = None
        self._canonical: CanonicalGraph | None = None
        self._identity: str | None = None

    def seen_from(self, node: Subject) -> Statements:
        """What is said, seen from another node."""
        return Statements(self.descriptions, node, is_whole=False, views=self.views)

    @property
    def said(self) -> Mapping[str, list[Term]]:
        """The values of the root's properties, by the property's IRI."""
        found = self._said
        if found is None:
            found = self._said = {}
            for predicate, value in self.descriptions.get(self.root, ()):
                iri = predicate.value
                if iri in found:
                    found[iri].append(value)
                else:
                    found[iri] = [value]
        return found

    def subjects(self) -> Iterable[Subject]:
        """Whose descriptions are carried, the root's first."""
        if self.is_whole:
            return dict.fromkeys((self.root, *self.descriptions))
        return reached(self.descriptions, self.root)

    def carried(self) -> Descriptions:
        """What this object carries, by subject."""
        return {one: self.descriptions[one] for one in self.subjects() if one in self.descriptions}

    def lines(self) -> Iterator[str]:
        """The triples carried, as N-Quads lines without line feeds."""
        return _lines(self.carried())

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
                f"{self.root} {self.canonical.digest}"
                if isinstance(self.root, NamedNode)
                else canonicalize_lines(_lines(self.carried(), self.root)).digest
            )
        return self._identity


def united(into: Descriptions, more: Descriptions) -> None:
    """Add descriptions to others; those that both have are united, repetitions dropped."""
    for subject, pairs in more.items():
        known = into.get(subject)
        if known is None:
            into[subject] = pairs
        elif known is not pairs:
            into[subject] = list(dict.fromkeys([*known, *pairs]))


def reached(descriptions: Descriptions, root: Subject, *, through_records: bool = False) -> dict[Subject, None]:
    """The subjects that the root leads to, itself first; other records with an IRI end the way."""
    found: dict[Subject, None] = {root: None}
    ring = [root]
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
    return any(predicate == RDF_TYPE and value in RECORD_CLASSES for predicate, value in descriptions.get(node, ()))


def _lines(descriptions: Descriptions, self_node: Subject | None = None) -> Iterator[str]:
    for subject, pairs in descriptions.items():
        name = _SELF if subject == self_node else str(subject)
        for predicate, value in pairs:
            yield f"{name} {predicate} {_SELF if value == self_node else value} ."
