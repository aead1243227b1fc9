"""The pages of a feed, each complete in itself: catalogue, entries with all that they name, and the way to other pages.

The total and the last page stand on the first page alone: on every page, they would change all pages with each entry.
Decision 47 has who reads what. Each page that was written is read back, and links are followed before the feed is
served.

Source of the controls: https://www.hydra-cg.com/spec/latest/core/#collections, and the terms that it has deprecated,
which readers of CKAN and udata still look for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.terms import DCAT, HYDRA, RDF
from danhmuc.vocab.writing import Unwritten, write_document

from ..messages.feed_builds import FeedBuildsText
from ..record.contents import Progress
from .document_files import SAMPLED, DocumentFiles, check_document, check_with_rdflib
from .federated_form import FederatedEntry
from .gathering import GatheredFeed
from .key_ranges import FIRST, PageLayout, PageLimits
from .manifest import FileLoss
from .root_catalog import RootCatalog, quad_lines

SYNTAXES: Final[Mapping[str, str]] = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
"""Format by ending of a page."""
_LINKS: Final = {
    "first": (HYDRA.first, HYDRA.firstPage),
    "previous": (HYDRA.previous, HYDRA.previousPage),
    "next": (HYDRA.next, HYDRA.nextPage),
    "last": (HYDRA.last, HYDRA.lastPage),
}
"""The properties of both vocabularies by the attribute of `PageLinks`."""
_CLASSES: Final = (HYDRA.PartialCollectionView, HYDRA.PagedCollection)
_FIRST_PAGE: Final = "catalog"
PAGES: Final = "page"
"""The folder of all pages but the first one."""


def write_pages(
    files: DocumentFiles,
    gathered: GatheredFeed,
    root: RootCatalog,
    layout: PageLayout,
    limits: PageLimits,
    progress: Progress | None = None,
    *,
    entries_of: Sequence[int],
    folder: str = "",
) -> None:
    """Write those that have changed, in all syntaxes.

    Args:
        entries_of: positions of the entries that are on them, in their order.
        folder: the path of the pages within the feed, of which the address is the base of `root`; ends with ``/``.

    Raises:
        RegistryError: one is not read as it was written.
    """
    first = 0
    for position, page in enumerate(layout.pages):
        numbers = entries_of[first : first + page.records]
        first += page.records
        links = {one: page_links(layout, position, base=root.base, ending=one, limits=limits) for one in SYNTAXES}
        content = files.digest_of_entries(gathered, numbers, root, [asdict(one) for one in links.values()])
        name = folder + page_name(page.lower)
        paths = files.paths_to_write(name, content, [f"{name}.{ending}" for ending in SYNTAXES])
        if paths:
            entries = [gathered.spool.read(number) for number in numbers]
            memberships = b"".join(sorted(gathered.memberships.get(number, b"") for number in numbers))
        for path in paths:
            ending = path.rpartition(".")[2]
            document = write_page(SYNTAXES[ending], root, entries, links[ending], memberships)
            lost = sum(one.count for one in document.unwritten.values())
            files.lose(FileLoss(path=path, format=SYNTAXES[ending], triples=lost))
            check_document(path, document.data, SYNTAXES[ending], document.graphs, lost=lost)
            if files.checks_all or not entries:
                check_with_rdflib(path, document.data, SYNTAXES[ending])
            elif not folder:  # else the same entries are on a page of all
                # Which of them, the content decides: a page that changes has others read.
                some = entries[int(content[-8:], 16) % SAMPLED % len(entries) :: SAMPLED]
                check_with_rdflib(path, write_page(SYNTAXES[ending], root, some, links[ending]).data, SYNTAXES[ending])
            with files.open(path) as out:
                out.write(document.data)
        if progress is not None:
            progress("write", first, layout.total)


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
    return quad_lines(quads)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The links of a page, to itself and to others; all addresses are absolute and lead to pages of the same syntax.

    Attributes:
        own: the address of the page.
        next: None on the last page.
        previous: None on the first page.
        last: on the first page alone.
        total: number of entries of all pages; on the first page alone.
        items_per_page: the most that a page may have, of which most pages have fewer.
    """

    own: str
    first: str
    next: str | None
    previous: str | None
    last: str | None
    total: int | None
    items_per_page: int


def page_name(lower: str) -> str:
    """The path of a page in the folder of its feed, without the ending of its syntax.

    Args:
        lower: its lower bound.
    """
    return _FIRST_PAGE if lower == FIRST else f"{PAGES}/{lower}"


def page_path(lower: str, ending: str) -> str:
    """The path of a page in one syntax.

    Args:
        ending: that of the syntax, such as ``ttl``.

    >>> page_path("", "ttl"), page_path("00000003-9f2c000000000000", "jsonld")
    ('catalog.ttl', 'page/00000003-9f2c000000000000.jsonld')
    """
    return f"{page_name(lower)}.{ending}"


def page_links(
    layout: PageLayout, position: int, *, base: str, ending: str, limits: PageLimits | None = None
) -> PageLinks:
    """The links of the page at a position, in one syntax.

    Args:
        base: the address of the folder; ends with ``/``.
    """
    addresses = [base + page_path(lower, ending) for lower in layout.bounds[max(position - 1, 0) : position + 2]]
    here = min(position, 1)
    is_first = position == 0
    return PageLinks(
        own=addresses[here],
        first=base + page_path(FIRST, ending),
        next=addresses[here + 1] if here + 1 < len(addresses) else None,
        previous=None if is_first else addresses[here - 1],
        last=base + page_path(layout.pages[-1].lower, ending) if is_first else None,
        total=layout.total if is_first else None,
        items_per_page=(limits or PageLimits()).records,
    )


def check_links(
    paths: Collection[str],
    layout: PageLayout,
    *,
    base: str,
    endings: Iterable[str],
    records: int,
    others: Iterable[str] = (),
    folder: str = "",
) -> None:
    """Follow the links of the pages in each syntax, from the first one on.

    Args:
        paths: of all files of the feed.
        base: the address of the feed.
        endings: of the syntaxes.
        records: number of entries that the pages have.
        others: paths to which other documents lead, such as the pages of the stream.
        folder: the path of the pages within the feed; ends with ``/``.

    Raises:
        RegistryError: a link leads to no file of the feed, or they do not lead to all pages and entries.
    """
    for ending in endings:
        found = 0
        for position, page in enumerate(layout.pages):
            links = page_links(layout, position, base=base + folder, ending=ending)
            path = folder + page_path(page.lower, ending)
            for address in (links.own, links.first, links.next, links.previous, links.last):
                if address is not None and address.removeprefix(base) not in paths:
                    raise _failure(path, address)
            found += page.records
            is_last = position + 1 == len(layout.pages)
            if is_last != (links.next is None) or (links.total is not None and links.total != records):
                raise RegistryError(
                    FeedBuildsText.FEED_CHECK_FAILED(
                        path=path, reason=FeedBuildsText.FEED_PAGES_UNREACHED(count=records)
                    )
                )
        if found != records:
            path = folder + page_path("", ending)
            raise RegistryError(
                FeedBuildsText.FEED_CHECK_FAILED(path=path, reason=FeedBuildsText.FEED_PAGES_UNREACHED(count=records))
            )
    for path in others:
        if path not in paths:
            raise _failure("stream.trig", base + path)


def _failure(path: str, address: str) -> RegistryError:
    return RegistryError(
        FeedBuildsText.FEED_CHECK_FAILED(path=path, reason=FeedBuildsText.FEED_LINK_BROKEN(address=address))
    )
