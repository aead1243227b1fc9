"""Who names whom in a source, by those properties that rules follow backwards; and what its catalogues list.

Looked up, never judged. A link is told as coming from the record in whose graph it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, parse

from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.terms import LINKS

__all__ = ["IncomingLink", "LinkIndex"]


class IncomingLink(NamedTuple):
    """A link as seen from where it leads to."""

    predicate: str
    subject: str


class LinkIndex:
    """Links by what they lead to, and what each catalogue lists.

    Args:
        is_whole: whether all links of the source are taken in, so that there are no others.
    """

    def __init__(self, *, is_whole: bool = False) -> None:
        self._is_whole = is_whole
        self._to: dict[str, Sequence[IncomingLink]] = {}
        self._linked: set[str] = set()
        self._listed: dict[str, dict[str, list[str]]] = {}
        # A catalogue names thousands by one property: they share one entry.
        self._alone: dict[IncomingLink, Sequence[IncomingLink]] = {}

    def __bool__(self) -> bool:
        return bool(self._to)

    def add(self, subject: str, predicate: str, target: str) -> None:
        """Take in a link."""
        self._linked.add(target)
        self._add((IncomingLink(predicate, subject),), target)

    def add_member(self, catalog: str, predicate: str, target: str) -> None:
        """Take in that a catalogue lists something, outside its own graph."""
        one = IncomingLink(predicate, catalog)
        self._add(self._alone.setdefault(one, (one,)), target)
        self._listed.setdefault(catalog, {}).setdefault(predicate, []).append(target)

    def _add(self, one: Sequence[IncomingLink], target: str) -> None:
        known = self._to.setdefault(target, one)
        if isinstance(known, list):
            known.extend(one)
        elif known is not one:
            self._to[target] = [*known, *one]

    def members(self, catalog: str) -> Iterator[tuple[str, str]]:
        """Property and target of all that a catalogue lists outside its own graph, sorted, each once."""
        for predicate, targets in sorted(self._listed.get(catalog, {}).items()):
            for target in sorted(set(targets)):
                yield predicate, target

    def member_nquads(self, catalog: str) -> bytes:
        """The same as N-Quads."""
        if catalog not in self._listed:
            return b""
        return "".join(
            f"<{catalog}> <{predicate}> <{target}> .\n" for predicate, target in self.members(catalog)
        ).encode()

    def to_nodes_of(self, iri: str, nquads: bytes) -> list[tuple[str, IncomingLink]]:
        """The links that lead to a record, or to other nodes of its graph, from other records; each with its target.

        Catalogues list records, not nodes within their graphs.
        """
        nodes = {iri, *(iri_subjects(nquads) & self._linked)} if self._linked else {iri}
        return sorted({(node, one) for node in nodes for one in self._to.get(node, ()) if one.subject != iri})

    def is_complete(self, predicate: NamedNode) -> bool:
        """Whether all are known that name a record by a property."""
        return self._is_whole and predicate in LINKS

    def subjects(self, predicate: NamedNode, node: NamedNode) -> Sequence[NamedNode]:
        """The records that name one, sorted."""
        found = {one.subject for one in self._to.get(node.value, ()) if one.predicate == predicate.value}
        return [_node(subject) for subject in sorted(found)]


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        # What a lenient parser took, the constructor may refuse.
        (quad,) = parse(f"<{iri}> <{_ANY}> <{_ANY}> .", format=RdfFormat.N_QUADS, lenient=True)
        return quad.subject  # type: ignore[no-any-return]


_ANY: Final = "http://source.invalid/"
