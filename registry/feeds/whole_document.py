"""A catalogue as one document, of all or some entries: the root catalogue, these, and each node record once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from io import BytesIO
from itertools import chain, groupby
from typing import Final

from danhmuc.vocab.terms import DCAT
from danhmuc.vocab.writing import write

from ..exporters import exporter_named
from ..record.exported import ExportedRecord
from ..record.sorted_runs import sorted_runs
from .document_files import DocumentFiles
from .federated_form import listing_property
from .feed_settings import CatalogSettings
from .gathering import GatheredFeed, SpooledMemberships
from .manifest import unwritten_loss
from .root_catalog import RootCatalog

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
