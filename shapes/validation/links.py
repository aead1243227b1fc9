"""Links in a source by the properties that rules follow backwards, and members of its catalogues.

Links are looked up, never validated. A link counts as coming from the record in whose graph it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, parse

from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.record_terms import LINKS


class IncomingLink(NamedTuple):
    """A link as seen from its target."""

    predicate: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPart:
    """Links to the nodes of one record, and its members.

    Attributes:
        iri: of the record.
        to: the links by target.
        linked: the targets of links that are no memberships.
        listed: its members by property.
    """

    iri: str
    to: Mapping[str, Sequence[IncomingLink]]
    linked: AbstractSet[str]
    listed: Mapping[str, list[str]]

    @property
    def named(self) -> set[str]:
        """The IRIs at the other end of the links and memberships."""
        ends = {one.subject for some in self.to.values() for one in some}
        return ends.union(*self.listed.values())


class LinkIndex:
    """Links by target, and members by catalogue.

    Args:
        is_whole: whether all links of the source are added, so that there are no others.
    """

    def __init__(self, *, is_whole: bool = False) -> None:
        self._is_whole = is_whole
        self._to: dict[str, Sequence[IncomingLink]] = {}
        self._linked: set[str] = set()
        self._listed: dict[str, dict[str, list[str]]] = {}
        # A catalogue lists thousands of records by one property: their links share one object.
        self._alone: dict[IncomingLink, Sequence[IncomingLink]] = {}

    def __bool__(self) -> bool:
        return bool(self._to)

    def add(self, subject: str, predicate: str, target: str) -> None:
        """Add a link."""
        self._linked.add(target)
        self._add((IncomingLink(predicate, subject),), target)

    def add_member(self, catalog: str, predicate: str, target: str) -> None:
        """Add a member that a catalogue lists outside its own graph."""
        one = IncomingLink(predicate, catalog)
        self._add(self._alone.setdefault(one, (one,)), target)
        self._listed.setdefault(catalog, {}).setdefault(predicate, []).append(target)

    def _add(self, one: Sequence[IncomingLink], target: str) -> None:
        known = self._to.setdefault(target, one)
        if isinstance(known, list):
            known.extend(one)
        elif known is not one:
            self._to[target] = [*known, *one]

    @property
    def is_whole(self) -> bool:
        """Whether all links of the source are added."""
        return self._is_whole

    def part_about(self, iri: str, subjects: Iterable[str], *, most: int) -> LinkPart | None:
        """The links to the nodes of a record, and its members if it is a catalogue; None if there are too many.

        Args:
            subjects: all nodes of its graph that have an IRI.
        """
        listed = self._listed.get(iri, {})
        to = {one: self._to[one] for one in subjects if one in self._to}
        if sum(map(len, to.values())) + sum(map(len, listed.values())) > most:
            return None
        return LinkPart(iri=iri, to=to, linked=self._linked.intersection(to), listed=listed)

    def take(self, part: LinkPart) -> None:
        """Take over links of another index."""
        self._to.update(part.to)
        self._linked |= part.linked
        if part.listed:
            self._listed[part.iri] = dict(part.listed)

    def members(self, catalog: str) -> Iterator[tuple[str, str]]:
        """Property and target of each member that a catalogue lists outside its own graph, sorted."""
        for predicate, targets in sorted(self._listed.get(catalog, {}).items()):
            for target in sorted(set(targets)):
                yield predicate, target

    def member_nquads(self, catalog: str) -> bytes:
        """The members of a catalogue as N-Quads."""
        if catalog not in self._listed:
            return b""
        return "".join(
            f"<{catalog}> <{predicate}> <{target}> .\n" for predicate, target in self.members(catalog)
        ).encode()

    def to_nodes_of(self, iri: str, nquads: bytes) -> list[tuple[str, IncomingLink]]:
        """Links from other records to a record or to other nodes of its graph, each with its target.

        Catalogues list records, not nodes within their graphs.
        """
        nodes = {iri, *(iri_subjects(nquads) & self._linked)} if self._linked else {iri}
        return sorted({(node, one) for node in nodes for one in self._to.get(node, ()) if one.subject != iri})

    def is_complete(self, predicate: NamedNode) -> bool:
        """Whether all links by a property are in the index."""
        return self._is_whole and predicate in LINKS

    def subjects(self, predicate: NamedNode, node: NamedNode) -> Sequence[NamedNode]:
        """The records that name a node by a property, sorted."""
        found = {one.subject for one in self._to.get(node.value, ()) if one.predicate == predicate.value}
        return [_node(subject) for subject in sorted(found)]


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        # The constructor may refuse IRIs that a lenient parser accepted.
        (quad,) = parse(f"<{iri}> <{_ANY}> <{_ANY}> .", format=RdfFormat.N_QUADS, lenient=True)
        return quad.subject  # type: ignore[no-any-return]


_ANY: Final = "http://source.invalid/"
