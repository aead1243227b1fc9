"""IRIs for resources that have none: the same on every run, in any order of reading.

Source of the keys: the identifier its owner gave, else what names it to a reader, content only as a last resort.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import DCAT, DCT, FOAF

from ..record.record import IriSpace
from .ownership import Claims

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
