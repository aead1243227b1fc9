"""IRIs for the blank nodes that consumers of feeds refuse: catalogues, distributions, publishers, contacts.

An IRI is made from what the node says and from its place, so that it is the same in every build, whatever the node is
called. Other blank nodes stay as they are. The time grows with the number of lines, but for nodes in a circle, and for
nodes alike that share others: of those, a few are compared by canonical forms of the whole graph.

Source of the classes: the DCAT specification of Sweden, and DCAT-AP Feeds, section on standalone entities.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Final, NamedTuple

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.terms import ADMS, DCAT, DCT, FOAF, ORG, PROV, RDF, VCARD

_CLASSES: Final = frozenset(
    map(
        str,
        (
            *(DCAT.Catalog, DCAT.Dataset, DCAT.DatasetSeries, DCAT.Distribution, DCAT.DataService),
            *(FOAF.Agent, FOAF.Group, FOAF.Organization, FOAF.Person, DCT.Agent, PROV.Agent, PROV.Organization),
            *(PROV.Person, PROV.SoftwareAgent, ORG.Organization, ORG.FormalOrganization, ORG.OrganizationalUnit),
            *(VCARD.Kind, VCARD.Individual, VCARD.Organization, VCARD.Group, VCARD.Location),
        ),
    )
)
_PROPERTIES: Final = frozenset(
    map(
        str,
        (
            *(DCT.publisher, DCT.creator, DCT.contributor, DCT.rightsHolder, DCAT.contactPoint),
            *(DCAT.distribution, ADMS.sample, DCAT.accessService, DCAT.servesDataset, DCAT.inSeries),
            *(DCAT.dataset, DCAT.service, DCAT.catalog, DCAT.resource),
        ),
    )
)
"""Properties whose values are of one of these classes, whether they say so or not."""
_TYPE: Final = str(RDF.type)
_END: Final = " .\n"
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?=>$)")
_COMPARED: Final = 8
"""The most nodes that are compared by canonical forms; more are taken in the order of their names."""
_SELF: Final = "<http://source.invalid/#self>"


class Triple(NamedTuple):
    """One line, its terms as they are written."""

    subject: str
    predicate: str
    value: str


def split_lines(nquads: bytes) -> list[Triple]:
    """The triples of lines in the default graph, in their order."""
    return [Triple(*line.split(" ", 2)) for line in nquads.decode().split(_END) if line]


def name_parts(triples: Collection[Triple], holder: str) -> dict[str, str]:
    """An IRI in angle brackets for each blank node that may not leave as one, by the node as it is written.

    Args:
        holder: the IRI before the ``#`` of all these IRIs.
    """
    graph = _BlankGraph(triples)
    chosen = graph.find_parts()
    if not chosen:
        return {}
    by_iri: dict[str, list[str]] = {}
    for node in chosen:
        by_iri.setdefault(f"<{holder}#{graph.word_of(node)}-{graph.key_of(node)[:16]}>", []).append(node)
    named: dict[str, str] = {}
    for iri, nodes in by_iri.items():
        for number, node in enumerate(graph.in_order(nodes), 1):
            named[node] = iri if number == 1 else f"{iri[:-1]}-{number}>"
    return named


class _BlankGraph:
    """The blank nodes of a graph, with what each says and where it stands."""

    def __init__(self, triples: Collection[Triple]) -> None:
        self._triples = triples
        self._own: dict[str, list[Triple]] = {}
        self._places: dict[str, list[Triple]] = {}
        for triple in triples:
            if triple.subject[0] == "_":
                self._own.setdefault(triple.subject, []).append(triple)
            if triple.value[0] == "_":
                self._places.setdefault(triple.value, []).append(triple)

    def find_parts(self) -> list[str]:
        """The nodes that need an IRI."""
        chosen = {node for node, triples in self._own.items() if any(_is_type(one, _CLASSES) for one in triples)}
        chosen.update(
            node for node, places in self._places.items() if any(one.predicate in _PROPERTIES for one in places)
        )
        return sorted(chosen)

    def word_of(self, node: str) -> str:
        """The name of the property that leads to a node, else that of its class."""
        places = sorted((one.predicate not in _PROPERTIES, one.predicate) for one in self._places.get(node, ()))
        names = [predicate for _, predicate in places]
        names += sorted(one.value for one in self._own.get(node, ()) if _is_type(one, _CLASSES))
        found = _WORD.search(names[0])
        return "part" if found is None else found.group()

    def key_of(self, node: str) -> str:
        """A hash of what a node says and of its place."""
        key = self._keys.get(node)
        if key is None:
            # It is in a circle, or leads into one.
            few = len(self._keys) < len(self._contents) + _COMPARED
            key = self._keys[node] = self._canonical(node) if few else _hash((node,))
        return key

    def in_order(self, nodes: list[str]) -> list[str]:
        """Nodes of one key, in an order that does not depend on their names."""
        is_tree = all(len(places) == 1 for places in self._places.values())
        if len(nodes) == 1 or is_tree or len(nodes) > _COMPARED:
            return nodes
        return sorted(nodes, key=lambda node: (self._canonical(node), node))

    @cached_property
    def _contents(self) -> dict[str, str]:
        """A hash of what each node says; none for those that lead into a circle."""
        contents: dict[str, str] = {}
        for node in self._children_first():
            contents[node] = _hash(
                sorted(
                    f"{one.predicate} {contents[one.value] if one.value[0] == '_' else one.value}"
                    for one in self._own.get(node, ())
                )
            )
        return contents

    @cached_property
    def _keys(self) -> dict[str, str]:
        """A hash of what each of the same nodes says and of where it stands, from the IRIs downwards."""
        keys: dict[str, str] = {}
        for node in reversed(self._contents):
            # A parent in a circle counts by its property alone.
            places = sorted(
                f"{keys.get(one.subject, '_:') if one.subject[0] == '_' else one.subject} {one.predicate}"
                for one in self._places.get(node, ())
            )
            keys[node] = _hash((self._contents[node], *places))
        return keys

    def _canonical(self, node: str) -> str:
        """A hash of the whole graph with one of its nodes marked."""
        marked = {node: _SELF}
        lines = (
            f"{marked.get(one.subject, one.subject)} {one.predicate} {marked.get(one.value, one.value)} ."
            for one in self._triples
        )
        return canonicalize_lines(lines).digest.partition(":")[2]

    def _children_first(self) -> list[str]:
        """The nodes that lead into no circle, each after those that it leads to."""
        waiting = {
            node: len({one.value for one in self._own.get(node, ()) if one.value[0] == "_"})
            for node in (*self._own, *self._places)
        }
        order = [node for node, count in waiting.items() if count == 0]
        for node in order:
            for parent in {one.subject for one in self._places.get(node, ()) if one.subject[0] == "_"}:
                waiting[parent] -= 1
                if waiting[parent] == 0:
                    order.append(parent)
        return order


def _is_type(triple: Triple, classes: Collection[str]) -> bool:
    return triple.predicate == _TYPE and triple.value in classes


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
