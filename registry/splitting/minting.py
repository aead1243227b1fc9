"""The graph that a blank node belongs to, and IRIs for resources that have none: the same on every run.

IRIs for resources that have none: the same on every run, in any order of reading.

Source of the keys: the identifier its owner gave, else what names it to a reader, content only as a last resort.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import DCAT, DCT, FOAF

from ..record.record import IriSpace
from .survey import Part, Survey

# ---------------------------------------------------------------- ownership
# Ownership: the graph that a blank node or a distribution belongs to.
#
# Each part reaches from its root over blank nodes, and a record also over the distributions it names. A node that two
# parts enter belongs to neither and becomes a part of its own, and the part that had taken it reaches again without it.
# The result does not depend on the order of the walk: a node is set apart exactly if two parts enter it.


@dataclass(frozen=True, slots=True)
class Claims:
    """The part that each subject belongs to.

    Attributes:
        roots: the subjects that begin a part, with its kind, in order of reading.
        members: the subjects of each part beyond its root, if it has any; not of the rest.
        rest: the subjects of the rest, in order of reading.
        shared: the blank nodes that two parts enter; they are roots, too.
    """

    roots: dict[Subject, Part]
    members: dict[Subject, list[Subject]]
    rest: list[Subject]
    shared: frozenset[BlankNode]


def claim(descriptions: Descriptions, seen: Survey) -> Claims:
    """Find the members of every part."""
    walk = _Walk(seen)
    walk.reach([root for root, part in walk.roots.items() if part != "rest"])
    rest: list[Subject] = []
    # Whatever becomes a part may take a node from another, and with it what only that one led to.
    while begun := walk.unowned_distributions() or walk.entered_from(rest := walk.rest(descriptions)):
        walk.reach(walk.set_apart(begun))
    if not walk.apart:
        return Claims(walk.roots, walk.members, rest, frozenset())
    first = [subject for subject in descriptions if subject in walk.roots]
    roots = {root: walk.roots[root] for root in [*first, *walk.apart]}
    shared = frozenset(node for node in walk.apart if isinstance(node, BlankNode))
    return Claims(roots, walk.members, rest, shared)


class _Walk:
    """Owners and members found so far."""

    def __init__(self, seen: Survey) -> None:
        self._blanks = seen.blanks
        self._named = seen.named
        self._paged = seen.paged
        self.roots = dict(seen.roots)
        self.distributions = dict(seen.distributions)
        self.owners: dict[Subject, Subject] = {}
        self.members: dict[Subject, list[Subject]] = {}
        self.apart: dict[Subject, None] = {}

    def reach(self, roots: Iterable[Subject]) -> None:
        """Let the parts of these roots take what they reach, until no two of all parts enter the same node."""
        while True:
            entered: dict[Subject, None] = {}
            for root in roots:
                entered.update(self._reach(root))
            if not entered:
                return
            roots = self.set_apart(entered)

    def _reach(self, root: Subject) -> dict[Subject, None]:
        """Take free nodes; returns those that other parts own."""
        held_by_others: dict[Subject, None] = {}
        own: list[Subject] = []
        todo = [root]
        while todo:
            for value in self._within(todo.pop(), self.roots[root]):
                owner = self.owners.get(value)
                if owner is None:
                    self.owners[value] = root
                    own.append(value)
                    todo.append(value)
                elif owner != root:
                    held_by_others[value] = None
        if own:
            self.members[root] = own
        return held_by_others

    def _within(self, subject: Subject, part: Part) -> Iterator[Subject]:
        """The values of the subject that belong to the same graph, unless they begin a part."""
        for value in self._blanks.get(subject, ()):
            if value not in self.roots:
                yield value
        if part == "record":
            for named in self._named.get(subject, ()):
                if named in self.distributions:
                    yield named

    def set_apart(self, nodes: Iterable[Subject]) -> list[Subject]:
        """Make parts of these nodes; returns the roots that have to reach anew."""
        losers: dict[Subject, None] = {}
        begun: list[Subject] = []
        for node in nodes:
            owner = self.owners.get(node)
            if owner is not None:
                losers[owner] = None
            part = self.distributions.pop(node, "node") if isinstance(node, NamedNode) else "node"
            self.roots[node] = part
            self.apart[node] = None
            if part != "rest":
                begun.append(node)
        for loser in losers:
            for member in self.members.pop(loser):
                del self.owners[member]
        return [*losers, *begun]

    def unowned_distributions(self) -> list[Subject]:
        """The distributions that no record owns, which are parts themselves."""
        return [node for node in self.distributions if node not in self.owners]

    def rest(self, descriptions: Descriptions) -> list[Subject]:
        """The subjects of the rest, which is one part: its roots, and nodes that no other part owns."""
        return [
            subject
            for subject in descriptions
            if self.roots.get(subject, None if subject in self.owners else "rest") == "rest"
        ]

    def entered_from(self, rest: Iterable[Subject]) -> list[Subject]:
        """The nodes that other parts own and the rest enters."""
        values = {value: None for subject in rest for value in self._blanks.get(subject, ()) if value in self.owners}
        values.update((value, None) for value in sorted(self._paged, key=str) if value in self.owners)
        return list(values)


# ---------------------------------------------------------------- minting

_IDENTIFIER = DCT.identifier
_LANDING_PAGE = DCAT.landingPage
_DOWNLOAD = DCAT.downloadURL
_TITLE = DCT.title
_PUBLISHER = DCT.publisher
_NAME = FOAF.name
_SELF = NamedNode("http://source.invalid/#self")


@dataclass(frozen=True, slots=True)
class Minted:
    """A minted IRI.

    Attributes:
        plain: the IRI that its key gives, which one of those with the same key has.
        source: the source of its key: identifier, topic, landing page, download, title or content.
        collides: whether another resource of this source has the same key, and with it the plain IRI.
    """

    iri: NamedNode
    plain: NamedNode
    source: str
    collides: bool


def mint(descriptions: Descriptions, claims: Claims, space: IriSpace) -> dict[BlankNode, Minted]:
    """An IRI for each root that is a blank node, except those of the rest."""
    keys = _Keys(descriptions, claims)
    bearers: dict[str, list[BlankNode]] = {}
    for node, part in claims.roots.items():
        if isinstance(node, BlankNode) and part != "rest":
            bearers.setdefault(keys.key(node), []).append(node)
    made: dict[BlankNode, Minted] = {}
    taken: set[NamedNode] = set()
    for key, alike in bearers.items():
        plain = _iri(key, space)
        if len(alike) > 1:
            alike.sort(key=keys.rank)
        again = count(2)
        for node in alike:
            iris = (_iri(longer, space) for longer in keys.ever_longer(node, again))
            iri = next(iri for iri in iris if iri not in taken)
            taken.add(iri)
            made[node] = Minted(iri, plain, keys.source(node), collides=node != alike[0])
    return made


def iri_of_identifier(identifier: str, space: IriSpace) -> str:
    """The IRI that `mint` gives to a record with that identifier."""
    return _iri(f"record\nidentifier\n{Literal(identifier)}", space).value


def _iri(key: str, space: IriSpace) -> NamedNode:
    return NamedNode(space.minted_iri(hashlib.sha256(key.encode()).hexdigest()))


class _Keys:
    """Keys that distinguish resources without IRI."""

    def __init__(self, descriptions: Descriptions, claims: Claims) -> None:
        self._descriptions = descriptions
        self._claims = claims
        self._names: dict[BlankNode, dict[str, str]] = {}
        self._contents: dict[BlankNode, str] = {}

    def source(self, node: BlankNode) -> str:
        """The source of its key."""
        return next(iter(self.names(node)), "content")

    def key(self, node: BlankNode) -> str:
        """Its key, which includes its role: a dataset and its catalog record with one identifier stay two."""
        source = self.source(node)
        key = self.content(node) if source == "content" else self.names(node)[source]
        role = self._claims.roots[node]
        if role == "node" and node not in self._claims.shared:
            # A catalogue lists it: with the right class it would be a record, so it keeps the IRI of that.
            role = "record"
        return f"{role}\n{source}\n{key}"

    def ever_longer(self, node: BlankNode, again: Iterator[int]) -> Iterator[str]:
        """Its key, then longer ones for when others have that already, the last with a number."""
        key = self.key(node)
        yield key
        key = "\n".join([key, *self.names(node).values()])
        yield key
        key = f"{key}\n{self.content(node)}"
        yield key
        for number in again:
            yield f"{key}\n{number}"

    def rank(self, node: BlankNode) -> tuple[list[str], str, list[str]]:
        """Its place among those with the same key, independent of the order of the document."""
        return list(self.names(node).values()), self.content(node), sorted(self._referrers.get(node, ()))

    def names(self, node: BlankNode) -> dict[str, str]:
        """Its distinctive values by kind, best first."""
        names = self._names.get(node)
        if names is None:
            names = self._names[node] = dict(self._distinctive_names(node))
        return names

    def _distinctive_names(self, node: BlankNode) -> Iterator[tuple[str, str]]:
        identifiers = self._values(node, _IDENTIFIER)
        if identifiers:
            yield "identifier", identifiers[0]
        if self._claims.roots[node] == "catalog-record":
            topics = self._topics(node)
            if len(topics) == 1:
                yield "topic", topics.pop()
        pages = self._values(node, _LANDING_PAGE)
        if pages:
            yield "landing page", pages[0]
        downloads = self._downloads(node)
        if len(downloads) == 1:
            yield "download", downloads.pop()
        titles = self._values(node, _TITLE)
        if titles:
            yield "title", "\n".join(titles + self._publishers(node))

    def _topics(self, node: BlankNode) -> set[str]:
        topics = self._nodes(node, FOAF.primaryTopic)
        return {
            self.key(topic) if isinstance(topic, BlankNode) else str(topic)
            for topic in topics
            if isinstance(topic, NamedNode) or self._claims.roots.get(topic) == "record"
        }

    def _downloads(self, node: BlankNode) -> set[str]:
        holders = [node, *self._nodes(node, DCAT.distribution)]
        return {download for holder in holders for download in self._values(holder, _DOWNLOAD)}

    def _publishers(self, node: BlankNode) -> list[str]:
        publishers = self._nodes(node, _PUBLISHER)
        names = [name for one in publishers if isinstance(one, BlankNode) for name in self._values(one, _NAME)]
        return self._values(node, _PUBLISHER) + sorted(names)

    def _values(self, node: Subject, predicate: NamedNode) -> list[str]:
        """Literals and IRIs, as N-Triples writes them; a blank node's name differs on every run."""
        pairs = self._descriptions.get(node, ())
        return sorted({str(value) for given, value in pairs if given == predicate and not isinstance(value, BlankNode)})

    def _nodes(self, node: Subject, predicate: NamedNode) -> list[Subject]:
        pairs = self._descriptions.get(node, ())
        return [value for given, value in pairs if given == predicate and isinstance(value, NamedNode | BlankNode)]

    def content(self, node: BlankNode) -> str:
        """The digest of its own graph, without a name for it."""
        content = self._contents.get(node)
        if content is None:
            content = self._contents[node] = canonicalize(
                Quad(_SELF if subject == node else subject, predicate, _SELF if value == node else value)
                for subject in (node, *self._claims.members.get(node, ()))
                for predicate, value in self._descriptions.get(subject, ())
            ).digest
        return content

    @cached_property
    def _referrers(self) -> dict[BlankNode, list[str]]:
        """The references to each root, by names that are the same on every run."""
        owners = {member: root for root, members in self._claims.members.items() for member in members}
        found: dict[BlankNode, list[str]] = {}
        for subject, pairs in self._descriptions.items():
            for predicate, value in pairs:
                if isinstance(value, BlankNode) and value in self._claims.roots:
                    holder = owners.get(subject, subject)
                    rest = self._claims.roots.get(holder, "rest") == "rest"
                    name = self.key(holder) if isinstance(holder, BlankNode) and not rest else str(holder)
                    found.setdefault(value, []).append(f"{predicate} {'' if rest else name}")
        return found
