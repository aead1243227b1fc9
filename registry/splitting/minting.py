"""IRIs for resources that have none, the same on every run.

Source of the keys: the identifier its owner gave, else what names it to a reader, content only as a last resort.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import DCAT, DCT, DISTRIBUTION_OF, PRIMARY_TOPIC
from pyoxigraph import BlankNode, NamedNode, Quad

from ..records import IriSpace

__all__ = ["Minted", "mint"]

_IDENTIFIER = NamedNode(DCT + "identifier")
_LANDING_PAGE = NamedNode(DCAT + "landingPage")
_DOWNLOAD = NamedNode(DCAT + "downloadURL")
_TITLE = NamedNode(DCT + "title")
_PUBLISHER = NamedNode(DCT + "publisher")
_SELF = NamedNode("http://source.invalid/#self")


@dataclass(frozen=True, slots=True)
class Minted:
    """An IRI made here.

    Attributes:
        source: what it was made from: identifier, topic, landing page, download, title or content.
        collides: whether another resource of this source already had that key.
    """

    iri: NamedNode
    source: str
    collides: bool


def mint(
    nodes: Mapping[BlankNode, str], descriptions: Descriptions, members: Mapping[Subject, list[Subject]], space: IriSpace
) -> dict[BlankNode, Minted]:
    """An IRI for each node; `nodes` gives the role of each, so that a dataset and its catalog record stay two."""
    made: dict[BlankNode, Minted] = {}
    taken: set[str] = set()
    for node, role in nodes.items():
        source, key = _key(node, descriptions, members)
        key = f"{role}\n{source}\n{key}"
        collides = key in taken
        if collides:
            key += "\n" + _content(node, descriptions, members)
            again = 2
            while f"{key}\n{again}" in taken:
                again += 1
            key = f"{key}\n{again}"
        taken.add(key)
        made[node] = Minted(NamedNode(space.minted(hashlib.sha256(key.encode()).hexdigest())), source, collides)
    return made


def _key(
    node: BlankNode, descriptions: Descriptions, members: Mapping[Subject, list[Subject]]
) -> tuple[str, str]:
    pairs = descriptions.get(node, [])

    def named(predicate: NamedNode) -> list[str]:
        return sorted(str(value) for given, value in pairs if given == predicate and type(value) is not BlankNode)

    identifiers = named(_IDENTIFIER)
    if identifiers:
        return "identifier", identifiers[0]
    topics = named(PRIMARY_TOPIC)
    if len(topics) == 1:
        return "topic", topics[0]
    pages = named(_LANDING_PAGE)
    if pages:
        return "landing page", pages[0]
    downloads = {str(value) for given, value in _downloads(node, pairs, descriptions) if given == _DOWNLOAD}
    if len(downloads) == 1:
        return "download", downloads.pop()
    titles = named(_TITLE)
    if titles:
        return "title", "\n".join(titles + named(_PUBLISHER))
    return "content", _content(node, descriptions, members)


def _downloads(
    node: BlankNode, pairs: list[tuple[NamedNode, Term]], descriptions: Descriptions
) -> list[tuple[NamedNode, Term]]:
    held = list(pairs)
    for predicate, value in pairs:
        if predicate == DISTRIBUTION_OF and isinstance(value, NamedNode | BlankNode) and value != node:
            held.extend(descriptions.get(value, ()))
    return held


def _content(node: BlankNode, descriptions: Descriptions, members: Mapping[Subject, list[Subject]]) -> str:
    quads = [
        Quad(_SELF if subject == node else subject, predicate, _SELF if value == node else value)
        for subject in (node, *members.get(node, ()))
        for predicate, value in descriptions.get(subject, ())
    ]
    return canonicalize(quads).digest
