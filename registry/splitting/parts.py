"""Split an assembly into records, node records, catalog records, membership and the rest.

The union of all parts is the input, up to minted IRIs and the names of graphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Subject, Term
from danhmuc.vocab.terms import CATALOG, DISTRIBUTION, MEMBERSHIP, PRIMARY_TOPIC
from pyoxigraph import BlankNode, NamedNode, Quad

from ..contents import PendingRecord
from ..records import IriSpace, Membership, Rest, Role, SourceRecord
from . import notices
from .assembly import Assembly
from .minting import Minted, mint
from .ownership import claim
from .survey import Part, survey

__all__ = ["Split", "split"]


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of an assembly, made one at a time as they are asked for."""

    assembly: Assembly
    speaks_dcat: bool
    _types: dict[Subject, list[NamedNode]]
    _roots: dict[Subject, Part]
    _members: dict[Subject, list[Subject]]
    _minted: dict[BlankNode, Minted]
    _shared: frozenset[BlankNode]
    _orphans: frozenset[NamedNode]

    def records(self) -> Iterator[PendingRecord]:
        """Node records, then catalog records, then records, each in order of reading.

        Nodes come first, because records are judged with them as context.
        """
        for wanted in ("node", "catalog-record", "record"):
            for root, part in self._roots.items():
                if part == wanted:
                    role, _ = self._role(root, part)
                    yield PendingRecord(self._name(root), role, partial(self._record, root, part))

    def memberships(self) -> Iterator[Membership]:
        """What the catalogues list, in order of reading, each once."""
        for root, part in self._roots.items():
            if part == "record" and self._is_catalog(root):
                listed: dict[Membership, None] = {}
                for predicate, value in self.assembly.descriptions[root]:
                    target = self._member(predicate, value)
                    if target is not None:
                        listed[Membership(self._name(root), predicate.value, target)] = None
                yield from listed

    def rest(self) -> Iterator[Rest]:
        """What belongs to no record, by document."""
        by_place: dict[str, list[Quad]] = {}
        owned = {member for members in self._members.values() for member in members}
        for subject in self.assembly.descriptions:
            part = self._roots.get(subject)
            if part == "rest":
                by_place.setdefault(self.assembly.place(subject), []).extend(self._quads(subject, part))
            elif part is None and subject not in owned and subject not in self.assembly.repeated:
                by_place.setdefault(self.assembly.place(subject), []).extend(self._own_triples(subject))
        for place, quads in by_place.items():
            yield Rest(place, canonicalize(quads))

    def _record(self, root: Subject, part: Part) -> SourceRecord:
        role, topic = self._role(root, part)
        return SourceRecord.of(
            self._name(root),
            self._quads(root, part),
            role=role,
            types=tuple(sorted(listed.value for listed in set(self._types.get(root, ())))),
            places=self.assembly.places(root),
            topic=topic,
            findings=self._findings(root),
        )

    def _role(self, root: Subject, part: Part) -> tuple[Role, str | None]:
        """A catalog record whose topic is no record of this source is a node record."""
        if part != "catalog-record":
            return ("record" if part == "record" else "node"), None
        topics = {value for predicate, value in self.assembly.descriptions[root] if predicate == PRIMARY_TOPIC}
        if len(topics) == 1:
            topic = topics.pop()
            if isinstance(topic, NamedNode | BlankNode) and self._roots.get(topic) == "record":
                return "catalog-record", self._name(topic)
        return "node", None

    def _quads(self, root: Subject, part: Part) -> list[Quad]:
        """The root's own graph."""
        quads = self._own_triples(root, without_members=part == "record" and self._is_catalog(root))
        for member in self._members.get(root, ()):
            quads.extend(self._own_triples(member))
        return quads

    def _own_triples(self, subject: Subject, *, without_members: bool = False) -> list[Quad]:
        pairs = self.assembly.descriptions.get(subject, ())
        if without_members:
            pairs = [pair for pair in pairs if self._member(*pair) is None]
        if not self._minted:
            return [Quad(subject, predicate, value) for predicate, value in pairs]
        name = self._term(subject)
        return [Quad(name, predicate, self._term(value)) for predicate, value in pairs]  # type: ignore[arg-type]

    def _term(self, term: Term) -> Term:
        if type(term) is BlankNode:
            made = self._minted.get(term)
            if made is not None:
                return made.iri
        return term

    def _name(self, subject: Subject) -> str:
        made = self._minted.get(subject) if isinstance(subject, BlankNode) else None
        return subject.value if made is None else made.iri.value

    def _is_catalog(self, root: Subject) -> bool:
        return CATALOG in self._types.get(root, ())

    def _member(self, predicate: NamedNode, value: Term) -> str | None:
        """The IRI that a catalogue lists by this triple; None where the triple stays in its graph."""
        if predicate not in MEMBERSHIP:
            return None
        term = self._term(value)
        return term.value if type(term) is NamedNode else None

    def _findings(self, root: Subject) -> tuple[Finding, ...]:
        place = self.assembly.place(root)
        found: list[Finding] = []
        if isinstance(root, BlankNode):
            made = self._minted[root]
            shared = root in self._shared
            found.append(notices.minted(made.iri.value, made.source, place, shared=shared))
            if made.collides:
                found.append(notices.collision(made.iri.value, made.source, place))
        elif DISTRIBUTION in self._types.get(root, ()) or root in self._orphans:
            if self._roots[root] == "node":
                found.append(notices.distribution_apart(root.value, place))
        return tuple(found)


def split(assembly: Assembly, space: IriSpace) -> Split:
    """Settle which triple belongs to which part; the parts themselves are made when asked for."""
    descriptions = assembly.descriptions
    seen = survey(descriptions)
    roots = seen.roots
    members, shared = claim(descriptions, roots, seen.distributions)
    blank = {root: part for root, part in roots.items() if isinstance(root, BlankNode) and part != "rest"}
    minted = mint(blank, descriptions, members, space)
    orphans = frozenset(node for node in seen.distributions if node in roots)
    return Split(
        assembly, seen.speaks_dcat, dict(seen.types), roots, members, minted, frozenset(shared), orphans
    )
