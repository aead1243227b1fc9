"""A catalogue as one document: the root catalogue, every entry, and each node record once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from danhmuc.vocab.terms import DCAT

from ..record.exported import ExportedRecord
from .catalog_settings import CatalogSettings
from .federated_entry import listing_property
from .gathering import GatheredFeed
from .root_catalog import RootCatalog

__all__ = ["WholeDocument", "root_catalog_of"]


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
        base = self.root.describe(())
        yield base
        own = set(base.splitlines(keepends=True))
        iri, publisher = self.root.describe_publisher()
        yield publisher
        done = {iri}
        for number in self.numbers:
            entry = self.gathered.spool.read(number)
            listed = (line for line in self.root.describe([entry]).splitlines(keepends=True) if line not in own)
            yield b"".join(listed) + self.gathered.memberships.get(number, b"")
            yield from entry.graphs
            for node, graph in entry.nodes.items():
                if node not in done:
                    done.add(node)
                    yield graph

    def records(self) -> Iterator[ExportedRecord]:
        """The root catalogue, which lists all entries, these, and the node records: for formats that are no RDF."""
        spool, root = self.gathered.spool, self.root
        publisher, described = root.describe_publisher()
        contact, of_contact = root.describe_contact()
        entries = [spool.entries[number] for number in self.numbers]
        listed = {
            f"<{root.iri}> <{listing_property(entry.class_name)}> <{entry.iri}> .\n".encode() for entry in entries
        }
        whole = root.describe_whole(entry.iri for entry in entries if entry.class_name == DCAT.Catalog.value)
        own = set(whole.splitlines(keepends=True)).difference(of_contact.splitlines(keepends=True))
        yield ExportedRecord(
            iri=root.iri,
            nquads=b"".join(sorted(listed | own)),
            main_class=DCAT.Catalog.value,
            reached={publisher: described, contact: of_contact},
        )
        done: set[str] = set()
        for number in self.numbers:
            entry = spool.read(number)
            done.update(entry.nodes)
            nquads = entry.nquads + self.gathered.memberships.get(number, b"")
            reached = {**entry.nodes, contact: of_contact}
            yield ExportedRecord(
                iri=entry.iri, nquads=nquads, main_class=entry.main_class, reached=reached, contact=contact
            )
            for iri, graph in entry.catalog_records.items():
                yield ExportedRecord(iri=iri, nquads=graph, role="catalog-record", reached=entry.nodes)
        graphs = {publisher: described, contact: of_contact}
        for iri in sorted(done | graphs.keys()):
            yield ExportedRecord(iri=iri, nquads=graphs.get(iri) or spool.node(iri), role="node")


def root_catalog_of(gathered: GatheredFeed, settings: CatalogSettings, *, base: str) -> RootCatalog:
    """The root catalogue of what was gathered; a node record describes its publisher if there is one."""
    publisher, spool = settings.publisher.iri, gathered.spool
    return RootCatalog(
        settings=settings, base=base, publisher=spool.node(publisher) if publisher in spool.nodes else None
    )
