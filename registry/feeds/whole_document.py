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
        """The root catalogue, which lists all entries, and these: for formats that are no RDF."""
        spool = self.gathered.spool
        publisher, described = self.root.describe_publisher()
        entries = [spool.entries[number] for number in self.numbers]
        listed = {
            f"<{self.root.iri}> <{listing_property(entry.class_name)}> <{entry.iri}> .\n".encode() for entry in entries
        }
        yield ExportedRecord(
            iri=self.root.iri,
            nquads=b"".join(sorted(listed.union(self.root.describe(()).splitlines(keepends=True)))),
            main_class=DCAT.Catalog.value,
            reached={publisher: described},
        )
        for number in self.numbers:
            entry = spool.read(number)
            nquads = entry.nquads + self.gathered.memberships.get(number, b"")
            yield ExportedRecord(iri=entry.iri, nquads=nquads, main_class=entry.main_class, reached=entry.nodes)
            for iri, graph in entry.catalog_records.items():
                yield ExportedRecord(iri=iri, nquads=graph, role="catalog-record", reached=entry.nodes)


def root_catalog_of(gathered: GatheredFeed, settings: CatalogSettings, *, base: str) -> RootCatalog:
    """The root catalogue of what was gathered; a node record describes its publisher if there is one."""
    publisher, spool = settings.publisher.iri, gathered.spool
    return RootCatalog(
        settings=settings, base=base, publisher=spool.node(publisher) if publisher in spool.nodes else None
    )
