"""The documents of a feed: pages, whole catalogues, and the entries read back from them."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from heapq import merge
from io import BytesIO
from itertools import chain, groupby
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import Message
from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.terms import DCAT, FOAF, HYDRA, RDF
from danhmuc.vocab.writing import Unwritten, write, write_document

from ..exporters import exporter_named
from ..messages.feeds import FeedBuildsText
from ..record.contents import Progress
from ..record.exported import ExportedRecord
from ..record.spools import sorted_runs
from .catalog_records import record_iri, root_iri
from .document_files import SAMPLED, DocumentFiles, check_document, check_with_rdflib
from .federated_form import FederatedEntry, listing_property
from .feed_files import PACKED
from .feed_settings import CatalogSettings
from .gathering import GatheredFeed, SpooledMemberships
from .key_ranges import FIRST, PageLayout, PageLimits
from .manifest import FileLoss, unwritten_loss
from .root_catalog import RootCatalog, quad_lines

# ---------------------------------------------------------------- page document
# The pages of a feed, each complete in itself: catalogue, entries with all that they name, and the way to other pages.
#
# The total and the last page stand on the first page alone: on every page, they would change all pages with each entry.
# Decision 47 has who reads what. Each page that was written is read back, and links are followed before the feed is
# served.
#
# Source of the controls: https://www.hydra-cg.com/spec/latest/core/#collections, and the terms that it has deprecated,
# which readers of CKAN and udata still look for.

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
            sample: PageDocument | None = document
            if entries and not files.checks_all:
                # Which of them, the content decides: a page that changes has others read.
                some = entries[int(content[-8:], 16) % SAMPLED % len(entries) :: SAMPLED]
                # In a folder are the same entries as on a page of all.
                sample = None if folder else write_page(SYNTAXES[ending], root, some, links[ending])
            _check_page(files, path, document, sample)
            with files.open(path) as out:
                out.write(document.data)
        if progress is not None:
            progress("write", first, layout.total)


def _check_page(files: DocumentFiles, path: str, document: PageDocument, sample: PageDocument | None) -> None:
    """Read a page back, and note what its syntax could not express.

    Args:
        sample: what rdflib reads, too.
    """
    syntax = SYNTAXES[path.rpartition(".")[2]]
    lost = sum(one.count for one in document.unwritten.values())
    files.lose(FileLoss(path=path, format=syntax, triples=lost))
    check_document(path, document.data, syntax, document.graphs, lost=lost)
    if sample is not None:
        check_with_rdflib(path, sample.data, syntax)


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
                    raise _failure(path, FeedBuildsText.FEED_LINK_BROKEN(address=address))
            found += page.records
            is_last = position + 1 == len(layout.pages)
            if is_last != (links.next is None) or (links.total is not None and links.total != records):
                raise _failure(path, FeedBuildsText.FEED_PAGES_UNREACHED(count=records))
        if found != records:
            raise _failure(folder + page_path("", ending), FeedBuildsText.FEED_PAGES_UNREACHED(count=records))
    for path in others:
        if path not in paths:
            raise _failure("stream.trig", FeedBuildsText.FEED_LINK_BROKEN(address=base + path))


def _failure(path: str, reason: Message) -> RegistryError:
    return RegistryError(FeedBuildsText.FEED_CHECK_FAILED(path=path, reason=reason))


# ---------------------------------------------------------------- page entries
# Read the entries back from the documents of a feed: which records a page says something of, and what.
#
# Knows documents in a folder; nothing of registries, nor of what must leave.

_FORMATS: Final = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML}
"""Those of a page by their endings; the one that loses nothing first."""
_LISTING: Final = frozenset(map(str, MEMBERSHIP))
_DISTRIBUTION: Final = str(DCAT.distribution)
_TOPIC: Final = str(FOAF.primaryTopic)
_CATALOG: Final = str(DCAT.catalog)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """An entry as a page has it.

    Attributes:
        local: the part of its local IRI that follows the base.
        iri: that of its owner.
        page: the name of the page.
        digests: of what the page says of it. A distribution may be a part of the record or a node record, which a page
            does not tell, so there may be two.
    """

    local: str
    iri: str
    page: str
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page that was read.

    Attributes:
        base: the address of its feed, by its own address.
        total: number of entries of the whole feed; on the first page alone.
    """

    base: str
    entries: tuple[PageEntry, ...]
    total: int | None


def read_page(folder: Path, name: str, *, wanted: Iterable[str] = (), nodes: Container[str] = ()) -> ReadPage | None:
    """A page, from the first of its syntaxes that can be read; None if none can.

    Args:
        name: its path without an ending.
        wanted: the locals that it should have; what the first syntax lacks of them is looked for in the others.
        nodes: IRIs that may be those of node records.
    """
    missing = set(wanted)
    found: ReadPage | None = None
    for ending in _FORMATS:
        for path in (f"{name}.{ending}", f"{name}.{ending}{PACKED}"):
            page = _read(folder / path, ending, name, nodes)
            if page is None or (found is not None and page.base != found.base):
                continue
            if found is None:
                found = page
            else:
                more = [one for one in page.entries if one.local in missing]
                total = page.total if found.total is None else found.total
                found = ReadPage(base=found.base, entries=(*found.entries, *more), total=total)
            missing.difference_update(one.local for one in page.entries)
            if not missing:
                return found
    return found


def read_listed_locals(folder: Path, name: str, base: str, *, catalog: str) -> set[str] | None:
    """The locals of the entries that a document lists; None if it can be read in no syntax.

    Args:
        name: its path without an ending.
        catalog: the IRI of the catalogue that lists them.
    """
    prefix = record_iri(base, "")
    listing = NamedNode(catalog)
    for ending in sorted(_FORMATS, key=lambda one: one == "jsonld"):  # which is not read piece by piece
        for path in (f"{name}.{ending}", f"{name}.{ending}{PACKED}"):
            found = set()
            try:
                for quad in _quads(folder / path, ending):
                    value = quad.object
                    if quad.predicate == DCAT.record and quad.subject == listing and isinstance(value, NamedNode):
                        found.add(value.value)
            except (OSError, EOFError, ValueError, SyntaxError):
                continue
            return {iri.removeprefix(prefix) for iri in found if iri.startswith(prefix)}
    return None


def _quads(path: Path, ending: str) -> Iterator[Quad]:
    with gzip.open(path, "rb") if path.suffix == PACKED else path.open("rb") as opened:
        yield from parse(cast("IO[bytes]", opened), format=_FORMATS[ending])


def _read(path: Path, ending: str, name: str, nodes: Container[str]) -> ReadPage | None:
    """A page in one syntax; None if it is not there, cannot be read, or is not that page."""
    try:
        quads = list(_quads(path, ending))
    except (OSError, EOFError, ValueError, SyntaxError):
        return None
    suffix = f"{name}.{ending}"
    views = [one.subject for one in quads if (one.predicate, one.object) == (RDF.type, HYDRA.PartialCollectionView)]
    bases = {
        one.value.removesuffix(suffix) for one in views if isinstance(one, NamedNode) and one.value.endswith(suffix)
    }
    if len(bases) != 1:
        return None
    (base,) = bases
    own = NamedNode(base + suffix)
    totals = [
        one.object.value
        for one in quads
        if (one.subject, one.predicate) == (own, HYDRA.totalItems) and isinstance(one.object, Literal)
    ]
    lines = serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    by_subject: defaultdict[str, list[str]] = defaultdict(list)
    for line in dict.fromkeys(lines.decode().split("\n")[:-1]):
        by_subject[line.partition(" ")[0]].append(line)
    total = int(totals[0]) if len(totals) == 1 and totals[0].isdecimal() else None
    return ReadPage(base=base, entries=tuple(_entries(by_subject, base, name, nodes)), total=total)


def _entries(
    by_subject: Mapping[str, Sequence[str]], base: str, page: str, nodes: Container[str]
) -> Iterator[PageEntry]:
    prefix = f"<{record_iri(base, '')}"
    catalogs = set(_values(by_subject.get(f"<{root_iri(base)}>", ()), _CATALOG))
    distributions = {value for lines in by_subject.values() for value in _values(lines, _DISTRIBUTION)}
    shared = frozenset(one for one in distributions if one[1:-1] in nodes)
    for subject, lines in by_subject.items():
        topics = _values(lines, _TOPIC) if subject.startswith(prefix) else []
        if len(topics) != 1 or not topics[0].startswith("<"):
            continue
        (topic,) = topics
        digests = dict.fromkeys(
            _digest(by_subject, topic, is_catalog=topic in catalogs, apart=apart) for apart in (shared, frozenset())
        )
        yield PageEntry(local=subject[len(prefix) : -1], iri=topic[1:-1], page=page, digests=tuple(digests))


def _digest(by_subject: Mapping[str, Sequence[str]], topic: str, *, is_catalog: bool, apart: frozenset[str]) -> str:
    """The digest of a record as `FederatedEntry.harvested_digest` has it.

    Args:
        apart: distributions that are node records.
    """
    lines: list[str] = []
    todo, seen = [topic], {topic}
    while todo:
        for line in by_subject.get(todo.pop(), ()):
            predicate, value = line.split(" ", 2)[1:]
            if is_catalog and predicate in _LISTING:
                continue
            lines.append(line)
            value = value.removesuffix(" .")
            if value not in seen and (value.startswith("_:") or (predicate == _DISTRIBUTION and value not in apart)):
                seen.add(value)
                todo.append(value)
    return canonicalize_lines(lines).digest


def _values(lines: Iterable[str], predicate: str) -> list[str]:
    start = f" {predicate} "
    return [
        line.split(" ", 2)[2].removesuffix(" .")
        for line in lines
        if start in line and line.split(" ", 2)[1] == predicate
    ]


# ---------------------------------------------------------------- whole document
# A catalogue as one document, of all or some entries: the root catalogue, these, and each node record once.

WHOLE: Final[Mapping[str, str]] = {"all.nt.gz": "nt", "all.ttl.gz": "turtle", "all.rdf": "xml"}
_DCAT_US: Final[Mapping[str, str]] = {"dcat-us.json": "dcat-us", "data.json": "dcat-us-1.1"}


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """A document without pages.

    Attributes:
        numbers: positions of its entries.
    """

    gathered: GatheredFeed
    root: RootCatalog
    numbers: Iterable[int]

    def graphs(self) -> Iterator[bytes]:
        """The graphs for a format of RDF."""
        spool, root = self.gathered.spool, self.root
        yield root.describe(())
        iri, publisher = root.describe_publisher()
        yield publisher
        done = _Flags(len(spool.nodes))
        done.add(spool.node_number(iri))
        for number in self.numbers:
            entry, nodes = spool.read_graphs(number)
            listed = root.list_entry(entry.iri, entry.main_class, (entry.local_iri, *entry.catalog_records))
            yield listed + self.gathered.memberships.get(number, b"")
            yield from entry.graphs
            for node in nodes:
                if done.add(node):
                    yield spool.read_node(node).nquads

    def records(self) -> Iterator[ExportedRecord]:
        """The root catalogue, which lists all entries, these, and the node records: for formats that are no RDF."""
        spool, root = self.gathered.spool, self.root
        publisher, described = root.describe_publisher()
        contact, of_contact = root.describe_contact()
        yield ExportedRecord(
            iri=root.iri,
            nquads=self._describe_root(of_contact),
            main_class=DCAT.Catalog.value,
            reached={publisher: described, contact: of_contact},
        )
        reached = _Flags(len(spool.nodes))
        listed = SpooledMemberships(self._member_lines())
        for number in self.numbers:
            own_graphs = spool.read_graphs(number)
            for node in own_graphs.nodes:
                reached.add(node)
            entry = spool.complete(own_graphs)
            yield ExportedRecord(
                iri=entry.iri,
                nquads=b"".join(sorted((entry.nquads + listed.get(number, b"")).splitlines(keepends=True))),
                main_class=entry.main_class,
                reached={**entry.nodes, contact: of_contact},
                contact=contact,
            )
            for iri, graph in entry.catalog_records.items():
                yield ExportedRecord(iri=iri, nquads=graph, role="catalog-record", reached=entry.nodes)
        own = {publisher: described, contact: of_contact}
        iris = (spool.read_node(node).iri for node in reached.numbers())
        lines = sorted_runs(f"{iri}\n".encode() for iri in chain(own, (iri for iri in iris if iri not in own)))
        for iri in (line[:-1].decode() for line in lines):
            yield ExportedRecord(iri=iri, nquads=own.get(iri) or spool.node(iri), role="node")

    def _member_lines(self) -> Iterator[tuple[int, bytes]]:
        """Lines by which catalogues of owners list entries, each with the position of its catalogue.

        Those of what is no entry, such as a catalogue within another one, stay with the entry that they list.
        """
        for number in self.numbers:
            for line in self.gathered.memberships.get(number, b"").splitlines(keepends=True):
                catalog = self.gathered.spool.position(line[1 : line.index(b">")].decode())
                yield number if catalog is None else catalog, line

    def _describe_root(self, contact: bytes) -> bytes:
        """The root catalogue with all that it lists, without its contact."""
        entries = self.gathered.spool.entries
        catalogs = (entries[number] for number in self.numbers)
        whole = self.root.describe_whole(one.iri for one in catalogs if one.class_name == DCAT.Catalog.value)
        own = sorted(set(whole.splitlines(keepends=True)).difference(contact.splitlines(keepends=True)))
        listed = (entries[number] for number in self.numbers)
        lines = sorted_runs(
            f"<{self.root.iri}> <{listing_property(one.class_name)}> <{one.iri}> .\n".encode() for one in listed
        )
        out = BytesIO()  # without a list of all lines
        out.writelines(line for line, _ in groupby(merge(own, lines)))
        return out.getvalue()


class _Flags:
    """Some of so many numbers, in one byte each."""

    def __init__(self, count: int) -> None:
        self._flags = bytearray(count)

    def add(self, number: int | None) -> bool:
        """Add a number, if it is one; returns whether it was not there yet."""
        if number is None or self._flags[number]:
            return False
        self._flags[number] = True
        return True

    def numbers(self) -> Iterator[int]:
        """The numbers, the least first."""
        return (number for number, flag in enumerate(self._flags) if flag)


def root_catalog_of(gathered: GatheredFeed, settings: CatalogSettings, *, base: str) -> RootCatalog:
    """The root catalogue of what was gathered; a node record describes its publisher if there is one."""
    publisher, spool = settings.publisher.iri, gathered.spool
    return RootCatalog(
        settings=settings, base=base, publisher=spool.node(publisher) if publisher in spool.nodes else None
    )


def write_whole(files: DocumentFiles, gathered: GatheredFeed, root: RootCatalog) -> None:
    """Write everything in one document: in formats of RDF, and as DCAT-US.

    Raises:
        RegistryError: one of RDF cannot be read.
    """
    numbers = range(len(gathered.spool.entries))
    document = WholeDocument(gathered, root, numbers)
    content = files.digest_of_entries(gathered, numbers, root)
    for path in files.paths_to_write("all", content, [*WHOLE]):
        with files.open(path) as out:
            lost = write(WHOLE[path], document.graphs(), out, used_prefixes=True)
        if path == "all.nt.gz":  # what the others lose, pages lose, too
            files.lose(unwritten_loss(path, WHOLE[path], lost))
        files.check(path, WHOLE[path])
    for path in files.paths_to_write("dcat-us", content, [*_DCAT_US]):
        with files.open(path) as out:
            left_out = exporter_named(_DCAT_US[path]).write(document.records(), out)
        if left_out is not None:
            files.lose(unwritten_loss(path, _DCAT_US[path], left_out))


def write_document_of(
    files: DocumentFiles, gathered: GatheredFeed, root: RootCatalog, numbers: Sequence[int], path: str
) -> None:
    """Write some entries in one document of RDF/XML, for readers that follow no pages.

    Args:
        root: the catalogue that lists them.
        numbers: their positions.

    Raises:
        RegistryError: it cannot be read.
    """
    content = files.digest_of_entries(gathered, numbers, root)
    for one in files.paths_to_write(path.rpartition(".")[0], content, [path]):
        with files.open(one) as out:
            write("xml", WholeDocument(gathered, root, numbers).graphs(), out, used_prefixes=True)
        files.check(one, "xml")
