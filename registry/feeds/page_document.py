"""One page of a feed, complete in itself: catalogue, entries with all that they name, and the way to other pages.

Source of the controls: https://www.hydra-cg.com/spec/latest/core/#collections, and the terms that it has deprecated,
which readers of CKAN and udata still look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from danhmuc.vocab.terms import DCAT, HYDRA, RDF
from danhmuc.vocab.writing import Unwritten, write_document

from .federated_entry import FederatedEntry
from .page_links import PageLinks
from .root_catalog import RootCatalog

__all__ = ["PageDocument", "page_graphs", "write_page"]

_LINKS: Final = {
    "first": (HYDRA.first, HYDRA.firstPage),
    "previous": (HYDRA.previous, HYDRA.previousPage),
    "next": (HYDRA.next, HYDRA.nextPage),
    "last": (HYDRA.last, HYDRA.lastPage),
}
"""The properties of both vocabularies by the attribute of `PageLinks`."""
_CLASSES: Final = (HYDRA.PartialCollectionView, HYDRA.PagedCollection)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDocument:
    """A written page.

    Attributes:
        graphs: lines of N-Quads of which it was written.
        unwritten: triples that the syntax could not express, by the IRI of the entry or node record.
    """

    data: bytes
    graphs: tuple[bytes, ...]
    unwritten: Mapping[str, Unwritten]

    @property
    def triples(self) -> int:
        """The number of triples that it was to hold."""
        return len({line for nquads in self.graphs for line in nquads.splitlines()})


def write_page(
    format: str,  # noqa: A002 - the word users know
    root: RootCatalog,
    entries: Sequence[FederatedEntry],
    links: PageLinks,
    memberships: bytes = b"",
) -> PageDocument:
    """Write a page in a syntax: ``turtle``, ``xml`` or ``json-ld``.

    Args:
        entries: in the order of the page; each IRI once.
        memberships: lines by which catalogues of owners list them.

    Raises:
        UnknownNameError: no such format.
    """
    graphs = list(page_graphs(root, entries, links, memberships))
    written = write_document(format, (nquads for _, nquads in graphs))
    unwritten: dict[str, Unwritten] = {}
    for (iri, _), lost in zip(graphs, written.unwritten, strict=True):
        if lost.count:
            before = unwritten.get(iri, Unwritten())
            unwritten[iri] = Unwritten(before.count + lost.count, [*before.examples, *lost.examples])
    return PageDocument(data=written.data, graphs=tuple(nquads for _, nquads in graphs), unwritten=unwritten)


def page_graphs(
    root: RootCatalog, entries: Sequence[FederatedEntry], links: PageLinks, memberships: bytes = b""
) -> Iterator[tuple[str, bytes]]:
    """The graphs of a page, each with the IRI of the entry or node record that it belongs to.

    First the controls and the root catalogue with the entries of the page, then the entries in their order, and each
    node record once, by IRI.
    """
    yield root.iri, _controls(root, entries, links) + root.describe(entries) + memberships
    described = {root.iri}
    nodes = dict([root.describe_publisher()])
    for entry in entries:
        described.update((entry.iri, entry.local_iri, *entry.catalog_records))
        nodes.update(entry.nodes)
        yield from ((entry.iri, nquads) for nquads in entry.graphs)
    yield from ((iri, nodes[iri]) for iri in sorted(nodes.keys() - described))


def _controls(root: RootCatalog, entries: Iterable[FederatedEntry], links: PageLinks) -> bytes:
    own = NamedNode(links.own)
    quads = [Quad(own, RDF.type, one) for one in _CLASSES]
    for attribute, properties in _LINKS.items():
        address = getattr(links, attribute)
        if address is not None:
            quads += [Quad(own, prop, NamedNode(address)) for prop in properties]
    quads.append(Quad(own, HYDRA.itemsPerPage, Literal(links.items_per_page)))
    if links.total is not None:
        quads.append(Quad(own, HYDRA.totalItems, Literal(links.total)))
    catalog = NamedNode(root.iri)
    quads.append(Quad(catalog, HYDRA.view, own))
    # What the total counts is what the catalogue lists, and by no property of DCAT-AP does it list a database.
    unlisted = (one.iri for one in entries if one.listed_by == DCAT.resource.value)
    quads += [Quad(catalog, HYDRA.member, NamedNode(iri)) for iri in unlisted]
    lines = serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    return b"".join(sorted(lines.splitlines(keepends=True)))
