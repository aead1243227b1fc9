"""The tables of an export: each dataset that leaves, with the table schemas that it or its distributions have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.lines import written_values
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import CSVW, DCAT, DCT, RDF
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import RefusedRecord

from ..record.described_elements import ElementGraph, ElementTerm, describe_inner_tables, describe_table
from ..record.exported import ExportedRecord
from ..record.table_draft import TableDraft

_IS_SCHEMA: Final = f" {RDF.type} {CSVW.Schema} .\n".encode()
_TABLE: Final = f" {CSVW.tableSchema} ".encode()
_ADDRESSES: Final = (DCAT.downloadURL, DCAT.accessURL)
_WRITTEN: Final = frozenset(
    str(term) for term in (DCT.conformsTo, DCT.title, CSVW.tableSchema, *_ADDRESSES, DCAT.distribution, RDF.type)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedTable:
    """One table of a dataset.

    Attributes:
        dataset: IRI.
        titles: of the dataset, by language.
        url: address of the file that has the table; the IRI of the dataset if it has none, or several.
        has_file: whether it is the address of a file.
        codes: identifiers of the dataset.
        nquads: lines that describe the schema.
        node: of the schema in these lines: its IRI, or a blank node.
    """

    dataset: str
    titles: tuple[tuple[str, str], ...]
    url: str
    has_file: bool
    codes: tuple[str, ...]
    schema: TableDraft
    nquads: bytes
    node: str


def exported_tables(records: Iterable[ExportedRecord], lost: Unwritten) -> Iterator[ExportedTable]:
    """The tables of records that leave, in their order; what is no table is counted as lost."""
    for record in records:
        if record.role == "element":
            continue  # it is written with each dataset that has it
        if record.role == "node":
            lost.nodes += 1
            continue
        tables = list(tables_of(record)) if record.role == "record" else []
        if tables:
            _count_lost(record, lost, b"".join(one.nquads for one in tables if one.schema.iri not in record.reached))
            yield from tables
            continue
        is_catalog = record.role == "catalog-record" or record.main_class == DCAT.Catalog.value
        shown = abbreviate(record.main_class or DCAT.CatalogRecord.value)
        lost.refused.append(
            RefusedRecord(
                iri=record.iri,
                why="class" if is_catalog else "table",
                fields=(shown,) if is_catalog else ("dct:conformsTo",),
                triples=record.nquads.count(b"\n"),
                role=record.role,
                source=None if record.facts is None else record.facts.source,
            )
        )


def tables_of(record: ExportedRecord) -> Iterator[ExportedTable]:
    """The tables of one dataset that leaves: records by the IRIs of their schemas, then those within its own graph."""
    named = {value.decode() for value in written_values(record.nquads)}
    schemas = {iri: nquads for iri, nquads in record.reached.items() if iri in named and _IS_SCHEMA in nquads}
    if not schemas and _TABLE not in record.nquads and _IS_SCHEMA not in record.nquads:
        return
    graph = ElementGraph.of(record.nquads)
    root = NamedNode(record.iri)
    distributions = [one for one in graph.of_node(root, DCAT.distribution) if not isinstance(one, Literal)]
    titles = graph.by_language(root, DCT.title)
    codes = tuple(graph.texts(root, DCT.identifier))

    def table(own: Sequence[ElementTerm], schema: TableDraft, nquads: bytes, node: str) -> ExportedTable:
        addresses = {url for one in own or distributions if (url := _address(graph, one)) is not None}
        return ExportedTable(
            dataset=record.iri,
            titles=titles,
            url=next(iter(addresses)) if len(addresses) == 1 else record.iri,
            has_file=len(addresses) == 1,
            codes=codes,
            schema=schema,
            nquads=nquads,
            node=node,
        )

    for iri, nquads in sorted(schemas.items()):
        node = NamedNode(iri)
        own = [one for one in distributions if node in graph.of_node(one, DCT.conformsTo)]
        if own or node in graph.of_node(root, DCT.conformsTo):
            yield table(own, describe_table(iri, nquads), nquads, str(node))
    for inner in describe_inner_tables(graph, record.iri):
        if inner.table.iri not in schemas:
            subjects = {str(one).encode() for one in graph.tree(inner.node)}
            lines = record.nquads.splitlines(keepends=True)
            own_lines = b"".join(line for line in lines if line.partition(b" ")[0] in subjects)
            holders = [one for one in inner.holders if one != root]
            yield table(holders, inner.table, own_lines, str(inner.node))


def _address(graph: ElementGraph, node: object) -> str | None:
    """The address of a distribution: of its file, else of a page that leads there."""
    if isinstance(node, Literal):
        return None
    for prop in _ADDRESSES:
        found = sorted(one.value for one in graph.of_node(node, prop) if isinstance(one, NamedNode))  # type: ignore[arg-type]
        if found:
            return found[0]
    return None


def _count_lost(record: ExportedRecord, lost: Unwritten, of_tables: bytes) -> None:
    """Count the triples of a dataset of which a list of tables has nothing, but not those of its own tables."""
    lost.record = record.iri
    written = set(of_tables.decode().splitlines())
    for line in record.nquads.decode().splitlines():
        if line not in written and line.split(" ", 2)[1] not in _WRITTEN:
            lost.add(line.removesuffix(" ."))
