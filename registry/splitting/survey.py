"""One look over all triples: classes, incoming properties of blank nodes, distributions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import CATALOG_RECORD, DCAT, DISTRIBUTION_OF, RDF_TYPE, RECORD_CLASSES
from pyoxigraph import BlankNode, NamedNode

__all__ = ["Part", "Survey", "survey"]

Part = Literal["record", "catalog-record", "node", "rest"]

_MEMBER_OF = frozenset(NamedNode(DCAT + name) for name in ("dataset", "service", "catalog"))
_RECORD_OF = frozenset({NamedNode(DCAT + "record")})
_REST_NAMESPACES = (
    "https://w3id.org/tree#",
    "https://w3id.org/ldes#",
    "https://www.w3.org/ns/activitystreams#",
    "http://www.w3.org/ns/activitystreams#",
    "http://www.w3.org/ns/hydra/core#",
    "https://www.w3.org/ns/hydra/core#",
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What the triples as a whole say of each subject.

    Attributes:
        types: classes of each subject that has any.
        roots: the subjects that begin a part, with its kind, in order of reading. Distributions that a record may
            own are not among them yet.
        distributions: described IRIs that ``dcat:distribution`` names and that are not parts by their class.
        speaks_dcat: whether any subject has a class of the DCAT namespace.
    """

    types: Mapping[Subject, list[NamedNode]]
    roots: dict[Subject, Part]
    distributions: set[NamedNode]
    speaks_dcat: bool


def survey(descriptions: Descriptions) -> Survey:
    """Look over the descriptions once."""
    types: dict[Subject, list[NamedNode]] = {}
    incoming: dict[BlankNode, set[NamedNode]] = {}
    named: set[NamedNode] = set()
    for subject, pairs in descriptions.items():
        for predicate, value in pairs:
            kind = type(value)
            if kind is NamedNode:
                if predicate == RDF_TYPE:
                    types.setdefault(subject, []).append(value)  # type: ignore[arg-type]
                elif predicate == DISTRIBUTION_OF:
                    named.add(value)  # type: ignore[arg-type]
            elif kind is BlankNode and value != subject:
                incoming.setdefault(value, set()).add(predicate)  # type: ignore[arg-type]
    meanings = {listed: _part(listed) for listed in {tuple(listed) for listed in types.values()}}
    roots: dict[Subject, Part] = {}
    distributions: set[NamedNode] = set()
    for subject in descriptions:
        part = meanings[tuple(types[subject])] if subject in types else "node"
        if isinstance(subject, BlankNode):
            root = _blank_root(part, incoming.get(subject))
            if root is not None:
                roots[subject] = root
        elif part in ("node", "rest") and subject in named:
            distributions.add(subject)
        else:
            roots[subject] = part
    speaks = any(listed.value.startswith(DCAT) for listing in meanings for listed in listing)
    return Survey(types, roots, distributions, speaks)


def _part(types: tuple[NamedNode, ...]) -> Part:
    if not RECORD_CLASSES.isdisjoint(types):
        return "record"
    if CATALOG_RECORD in types:
        return "catalog-record"
    if any(listed.value.startswith(_REST_NAMESPACES) for listed in types):
        return "rest"
    return "node"


def _blank_root(part: Part, incoming: set[NamedNode] | None) -> Part | None:
    """The kind of part a blank node begins; None where it stays in its holder's graph."""
    if incoming is None:
        return part if part in ("record", "catalog-record") else "rest"
    if part == "record" and not _MEMBER_OF.isdisjoint(incoming):
        return "record"
    if part == "catalog-record" and not _RECORD_OF.isdisjoint(incoming):
        return "catalog-record"
    return None
