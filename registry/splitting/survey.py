"""One pass over all triples: classes, and everything that may connect two subjects in one graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.record_terms import RECORD_CLASSES
from danhmuc.vocab.terms import AS, DCAT, FOAF, HYDRA, LDES, RDF, TREE

__all__ = ["Part", "Survey", "survey"]

Part = Literal["record", "catalog-record", "node", "rest"]

_MEMBER_OF = frozenset({DCAT.dataset, DCAT.service, DCAT.catalog})
# The inverse says the same of a catalog record: it belongs to that resource, but is not part of it.
_RECORD_OF = frozenset({DCAT.record, FOAF.isPrimaryTopicOf})
_REST_NAMESPACES = (
    TREE.iri,
    LDES.iri,
    AS.iri,
    "http://www.w3.org/ns/activitystreams#",
    HYDRA.iri,
    "https://www.w3.org/ns/hydra/core#",
)


@dataclass(frozen=True, slots=True)
class Survey:
    """Facts about each subject, from all triples.

    Attributes:
        types: classes of each subject that has any.
        roots: the subjects that begin a part, with its kind, in order of reading; without distributions that a record
            may own.
        blanks: the blank nodes among the values of each subject that has any.
        named: the values of ``dcat:distribution`` of each subject that has any.
        distributions: the described ones among them that are no record by their class, with the kind of part of each
            if no record owns it.
        speaks_dcat: whether any subject has a class of the DCAT namespace.
    """

    types: Mapping[Subject, list[NamedNode]]
    roots: dict[Subject, Part]
    blanks: Mapping[Subject, list[BlankNode]]
    named: Mapping[Subject, list[NamedNode]]
    distributions: dict[NamedNode, Part]
    speaks_dcat: bool


def survey(descriptions: Descriptions) -> Survey:
    """Survey the descriptions once."""
    types: dict[Subject, list[NamedNode]] = {}
    blanks: dict[Subject, list[BlankNode]] = {}
    named: dict[Subject, list[NamedNode]] = {}
    incoming: dict[BlankNode, set[NamedNode]] = {}
    for subject, pairs in descriptions.items():
        for predicate, value in pairs:
            if isinstance(value, NamedNode):
                if predicate == RDF.type:
                    types.setdefault(subject, []).append(value)
                elif predicate == DCAT.distribution:
                    named.setdefault(subject, []).append(value)
            elif isinstance(value, BlankNode) and value != subject:
                blanks.setdefault(subject, []).append(value)
                incoming.setdefault(value, set()).add(predicate)
    parts = {listed: _part(listed) for listed in {tuple(listed) for listed in types.values()}}
    candidates = {value for values in named.values() for value in values}
    roots: dict[Subject, Part] = {}
    distributions: dict[NamedNode, Part] = {}
    for subject in descriptions:
        part = parts[tuple(types[subject])] if subject in types else "node"
        if isinstance(subject, BlankNode):
            root = _blank_root(part, incoming.get(subject))
            if root is not None:
                roots[subject] = root
        elif subject in candidates and part in ("node", "rest"):
            distributions[subject] = part
        else:
            roots[subject] = part
    speaks = any(listed.value.startswith(DCAT.iri) for listing in parts for listed in listing)
    return Survey(types, roots, blanks, named, distributions, speaks)


def _part(types: tuple[NamedNode, ...]) -> Part:
    if not RECORD_CLASSES.isdisjoint(types):
        return "record"
    if DCAT.CatalogRecord in types:
        return "catalog-record"
    # An agent that is also a person of ActivityStreams is an agent.
    return "rest" if all(listed.value.startswith(_REST_NAMESPACES) for listed in types) else "node"


def _blank_root(part: Part, incoming: set[NamedNode] | None) -> Part | None:
    """The kind of part that a blank node begins; None if it stays in its holder's graph."""
    if incoming is None:
        return part if part in ("record", "catalog-record") else "rest"
    if part == "record" and not _MEMBER_OF.isdisjoint(incoming):
        return "record"
    if part == "catalog-record" and not _RECORD_OF.isdisjoint(incoming):
        return "catalog-record"
    return None
