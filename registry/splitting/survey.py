"""One pass over all triples: classes, and everything that may connect two subjects in one graph."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.paging_terms import is_stream
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.record_terms import ELEMENT_CLASSES, RECORD_CLASSES
from danhmuc.vocab.terms import DCAT, FOAF, RDF

from .announced import Paging, paging_properties

Part = Literal["record", "catalog-record", "element", "node", "rest"]

_MEMBER_OF = frozenset({DCAT.dataset, DCAT.service, DCAT.catalog})
# The inverse says the same of a catalog record: it belongs to that resource, but is not part of it.
_RECORD_OF = frozenset({DCAT.record, FOAF.isPrimaryTopicOf})
_LISTED_BY = _MEMBER_OF | {DCAT.record}


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
        paging: the paging terms.
        paged: the blank nodes that paging triples outside the rest lead to.
    """

    types: Mapping[Subject, list[NamedNode]]
    roots: dict[Subject, Part]
    blanks: Mapping[Subject, list[BlankNode]]
    named: Mapping[Subject, list[NamedNode]]
    distributions: dict[NamedNode, Part]
    speaks_dcat: bool
    paging: Paging
    paged: frozenset[BlankNode]


def survey(descriptions: Descriptions) -> Survey:
    """Survey the descriptions once."""
    properties = paging_properties(descriptions)
    edges = _find_edges(descriptions, properties)
    types = edges.types
    paging = Paging.of(properties, types)
    parts = {listed: _part(listed) for listed in {tuple(listed) for listed in types.values()}}
    candidates = {value for values in edges.named.values() for value in values}
    roots: dict[Subject, Part] = {}
    distributions: dict[NamedNode, Part] = {}
    for subject, pairs in descriptions.items():
        part = parts[tuple(types[subject])] if subject in types else "node"
        if isinstance(subject, BlankNode):
            root = _blank_root(part, edges.incoming.get(subject))
            if root is not None:
                roots[subject] = root
            continue
        if part == "node" and paging and all(paging.has(*pair) for pair in pairs):
            part = "rest"
        if subject in candidates and part in ("node", "rest"):
            distributions[subject] = part
        else:
            roots[subject] = part
    return Survey(
        types=types,
        roots=roots,
        blanks=edges.blanks,
        named=edges.named,
        distributions=distributions,
        speaks_dcat=any(listed.value.startswith(DCAT.iri) for listing in parts for listed in listing),
        paging=paging,
        paged=_take_paging(descriptions, roots, edges.blanks, paging) if paging else frozenset(),
    )


@dataclass(frozen=True, slots=True)
class _Edges:
    """Classes and links of subjects; `incoming` has the properties that lead to each blank node."""

    types: dict[Subject, list[NamedNode]]
    blanks: dict[Subject, list[BlankNode]]
    named: dict[Subject, list[NamedNode]]
    incoming: dict[BlankNode, set[NamedNode]]


def _find_edges(descriptions: Descriptions, paging: AbstractSet[NamedNode]) -> _Edges:
    """One pass over all triples; a page does not own the blank nodes that it shows by a paging property."""
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
                if predicate not in paging or isinstance(subject, BlankNode):
                    incoming.setdefault(value, set()).add(predicate)
    return _Edges(types, blanks, named, incoming)


def _take_paging(
    descriptions: Descriptions, roots: Mapping[Subject, Part], blanks: dict[Subject, list[BlankNode]], paging: Paging
) -> frozenset[BlankNode]:
    """Take the values of paging triples that are rest out of `blanks`, and return them."""
    taken: set[BlankNode] = set()
    for subject, values in blanks.items():
        if roots.get(subject) == "rest" or not is_separable(subject, roots):
            continue
        pairs = descriptions[subject]
        paged = {value for predicate, value in pairs if isinstance(value, BlankNode) and paging.has(predicate, value)}
        if paged:
            others = {value for predicate, value in pairs if not paging.has(predicate, value)}
            blanks[subject] = [value for value in values if value in others]
            taken |= paged
    return frozenset(taken)


def is_separable(subject: Subject, roots: Mapping[Subject, Part]) -> bool:
    """Whether triples about a subject can be told apart from the others: it has an IRI, or will be given one."""
    return isinstance(subject, NamedNode) or subject in roots


def _part(types: tuple[NamedNode, ...]) -> Part:
    if is_stream(types):
        return "rest"
    if not RECORD_CLASSES.isdisjoint(types):
        return "record"
    if DCAT.CatalogRecord in types:
        return "catalog-record"
    if not ELEMENT_CLASSES.isdisjoint(types):
        return "element"
    # An agent that is also a person of ActivityStreams is an agent.
    return "node"


def _blank_root(part: Part, incoming: set[NamedNode] | None) -> Part | None:
    """The kind of part that a blank node begins; None if it stays in its holder's graph."""
    if incoming is None:
        return part if part in ("record", "catalog-record", "element") else "rest"
    if part == "record" and not _MEMBER_OF.isdisjoint(incoming):
        return "record"
    if part == "catalog-record" and not _RECORD_OF.isdisjoint(incoming):
        return "catalog-record"
    if part in ("node", "rest") and not _LISTED_BY.isdisjoint(incoming):
        # What a catalogue lists is no part of the catalogue, although its class is none of a record.
        return "node"
    return None
