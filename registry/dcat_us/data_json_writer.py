"""Write records as one data.json: a catalogue, its entries and the catalogues within it.

Entries wait in a temporary file until it is known which catalogue they stand in. Knows nothing of registries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import BinaryIO, Final, cast

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.record_terms import MEMBERSHIP
from danhmuc.vocab.terms import DCAT, DCAT_US, DCT, FOAF, RDF
from danhmuc.vocab.valid_iris import is_valid_iri, valid_or_same
from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import RefusedRecord, RefusedWhy

from ..record.exported import ExportedRecord, PackedLosses, RefusedRows
from ..record.record import NODE_ROLES
from .catalogue import (
    DigestIndex,
    NestedCatalogue,
    Topic,
    WaitingEntries,
    digest_of,
    json_bytes,
    nest_catalogues,
    place_entries,
    split_members,
)
from .field_table import ARRAYS, Version, required_fields
from .object_writer import NAMED, ObjectWriter
from .record_graph import ReachedGraphs, RecordGraph
from .written_values import WriterMemory, Written

_CATALOG: Final = "Catalog"
_RECORD: Final = "CatalogRecord"
_HEAD: Final[Mapping[Version, dict[str, Written]]] = MappingProxyType(
    {
        "1.1": {
            "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
            "@type": abbreviate(DCAT.Catalog.value),
            "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
            "describedBy": "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
        },
        "3.0": {"conformsTo": {"title": "DCAT-US 3.0"}},
    }
)
"""The fields by which readers know the version of a file."""
_ARRAYS: Final[Mapping[Version, tuple[str, ...]]] = MappingProxyType(
    {"1.1": ("dataset",), "3.0": ("dataset", "datasetSeries", "service", "record")}
)
_ARRAY_OF: Final = {name: key for key, (name, _) in ARRAYS.items()}
_MAIN_CLASSES: Final = (DCAT.Catalog, DCAT.DatasetSeries, DCAT.DataService, DCAT.Dataset)
_HOLDS: Final = frozenset({*MEMBERSHIP, DCT.hasPart})


def write_data_json(records: Iterable[ExportedRecord], out: BinaryIO, version: Version) -> Unwritten:
    """Write all records that the version can hold, and return what it could not hold.

    The same records in the same order give the same bytes.
    """
    with TemporaryFile() as spool:
        writing = _Writing(version, cast("BinaryIO", spool))
        for record in records:
            writing.take(record)
        writing.write(out)
        writing.lost.record = ""
        return writing.lost


class _Writing:
    """The records taken so far, and the file that is made of them."""

    def __init__(self, version: Version, spool: BinaryIO) -> None:
        self._version: Version = version
        self._arrays = _ARRAYS[version]
        self._spool = WaitingEntries(spool)
        self._identifiers = DigestIndex()
        self._nodes = DigestIndex()
        self._roles = DigestIndex()
        self._memory = WriterMemory()
        self._parsed = ReachedGraphs()
        self._catalogs: list[NestedCatalogue] = []
        self.lost = Unwritten(by_record=PackedLosses(), refused=RefusedRows())

    # ------------------------------------------------------------ one record after another

    def take(self, record: ExportedRecord) -> None:
        """Write one record to the temporary file, or note why it cannot be written."""
        iri = valid_or_same(record.iri)
        if not is_valid_iri(iri):
            # No graph of it is left by now: strict readers would refuse it.
            self._refuse(record, "missing", ("@id",))
        elif record.role in NODE_ROLES:
            self._take_node(record, iri)
        else:
            nquads: bytes = record.nquads
            members: bytes | bytearray = b""
            if record.role != "catalog-record":
                nquads, members = split_members(iri, nquads)
            self._take_record(record, RecordGraph(iri, nquads, record.reached, self._parsed), members)

    def _take_node(self, record: ExportedRecord, iri: str) -> None:
        """Count a node record that stands within no record."""
        if digest_of(iri) not in self._nodes:
            RecordGraph(iri, record.nquads, {}, self._parsed).add_losses(self.lost)
            self.lost.nodes += 1

    def _take_record(self, record: ExportedRecord, graph: RecordGraph, members: bytes | bytearray) -> None:
        name = _RECORD if record.role == "catalog-record" else _class_of(graph)
        if name == _CATALOG:
            self._take_catalog(record, graph, members)
        elif name is None or _ARRAY_OF[name] not in self._arrays:
            shown = record.main_class or next((one.value for one in graph.values(graph.root, RDF.type)), "")
            self._refuse(record, "class", (abbreviate(shown),))
        else:
            self._take_entry(record, graph, name)

    def _take_entry(self, record: ExportedRecord, graph: RecordGraph, name: str) -> None:
        writer = ObjectWriter(graph, self._version, self._memory)
        contact = None if record.contact is None else NamedNode(record.contact)
        written = writer.write_record(name, contact)
        if written.value is None:
            self._refuse(record, "missing", written.missing)
            return
        identifier = _identifier_text(written.value)
        if identifier is not None and name != _RECORD and not self._identifiers.add(digest_of(identifier)):
            self._refuse(record, "duplicate", ("identifier",))
            return
        number = self._spool.keep(graph.root.value, self._arrays.index(_ARRAY_OF[name]), written.value)
        self.lost.contacts_given += writer.has_given_contact
        if name == _RECORD:
            topic = digest_of(graph.values(graph.root, FOAF.primaryTopic)[0].value)
            triples, source = record.nquads.count(b"\n"), _source_of(record)
            self._spool.topics[number] = Topic(digest=topic, triples=triples, source=source)
        graph.add_losses(self.lost)
        self._count_objects(graph)

    def _take_catalog(self, record: ExportedRecord, graph: RecordGraph, members: bytes | bytearray) -> None:
        """Note a catalogue.

        Args:
            members: the lines by which it lists others, which are not in its graph: there may be as many as records.
        """
        parts: list[bytes] = []
        for prop, term in graph.pairs(graph.root):
            if prop in _HOLDS and isinstance(term, NamedNode):
                parts.append(f"{graph.root} {prop} {term} .\n".encode())
                graph.hold(graph.root, prop, term)
        value: dict[str, Written] = {}
        if self._version == "3.0":
            value = ObjectWriter(graph, self._version, self._memory).write_record(_CATALOG).value or {}
            self._count_objects(graph)
        else:
            _hold_head(graph)
        graph.hold(graph.root, RDF.type, DCAT.Catalog)
        lost = Unwritten()
        graph.add_losses(lost)
        line: dict[str, Written] = {"value": {"@id": graph.root.value, **value}}
        self._catalogs.append(
            NestedCatalogue(
                iri=graph.root.value,
                number=self._spool.keep(graph.root.value, len(self._arrays), line),
                members=self._spool.keep_members([*parts, members]),
                triples=record.nquads.count(b"\n"),
                source=_source_of(record),
                lost=lost,
            )
        )

    def _count_objects(self, graph: RecordGraph) -> None:
        """Count what node records lose that stand within a record, each once.

        As another kind of agent, one may hold more: what counts is where it loses least.
        """
        for node, name in graph.objects():
            key = digest_of(f"{node.value} {name}")
            if not self._roles.add(key):
                continue
            lost = Unwritten()
            graph.add_losses_of(node, lost)
            if self._nodes.add(digest_of(node.value)):
                self.lost.include(lost)
            elif lost.count < self.lost.triples_of(node.value):
                self.lost.take_back(node.value)
                self.lost.include(lost)

    def _refuse(self, record: ExportedRecord, why: RefusedWhy, fields: tuple[str, ...]) -> None:
        self.lost.refused.append(
            RefusedRecord(
                iri=record.iri,
                why=why,
                fields=fields,
                triples=record.nquads.count(b"\n"),
                role=record.role,
                source=_source_of(record),
            )
        )

    # ------------------------------------------------------------ catalogues

    def write(self, out: BinaryIO) -> None:
        """Write the file."""
        nest_catalogues(self._catalogs, self._spool)
        loose = place_entries(self._catalogs, self._spool, len(self._arrays), self._is_written)
        tops = [one for one in self._catalogs if one.parent is None]
        root = tops[0] if len(tops) == 1 and not any(loose) else None
        if self._version == "1.1":
            self._write_flat(out, root)
        else:
            whole = NestedCatalogue(iri="", number=-1, entries=loose, inner=tops)
            self._write_catalog(out, root, whole)
        out.write(b"\n")

    def _is_written(self, number: int) -> bool:
        """Whether an entry is written: a catalogue record is left out with the record that it is about."""
        topic = self._spool.topics.get(number)
        if topic is None or self._spool.topic_number(number) is not None:
            return True
        iri = str(self._spool.read(number)["@id"])
        self.lost.take_back(iri)
        self.lost.refused.append(
            RefusedRecord(
                iri=iri,
                why="topic",
                fields=("primaryTopic",),
                triples=topic.triples,
                role="catalog-record",
                source=topic.source,
            )
        )
        return False

    # ------------------------------------------------------------ the file

    def _write_flat(self, out: BinaryIO, root: NestedCatalogue | None) -> None:
        """Write a file of 1.1, which has one catalogue and says next to nothing of it."""
        head = dict(_HEAD["1.1"])
        if root is not None:
            head = {"@context": head.pop("@context"), "@id": root.iri, **head}
            root.lost.record = root.iri
            for inner in root.inner:
                root.lost.add(f"<{root.iri}> {DCAT.catalog} <{inner.iri}>")
            self.lost.include(root.lost)
        for one in self._catalogs:
            if one is not root:
                fields = (abbreviate(DCAT.Catalog.value),)
                self.lost.refused.append(
                    RefusedRecord(iri=one.iri, why="class", fields=fields, triples=one.triples, source=one.source)
                )
        datasets = (number for number, kind in enumerate(self._spool.kinds) if kind == 0)
        out.write(json_bytes(head)[:-1])
        self._write_array(out, "dataset", datasets)
        out.write(b"}")

    def _write_catalog(self, out: BinaryIO, catalog: NestedCatalogue | None, whole: NestedCatalogue) -> None:
        """Write the catalogue of a file of 3.0: the one that holds all, else one that says nothing of itself."""
        if catalog is None:
            head: dict[str, Written] = dict(_HEAD["3.0"])
            catalog = whole
        else:
            head = self._head_of(catalog)
            if not _names_version(head.get("conformsTo")):
                if "conformsTo" in head:
                    self.lost.count += 1
                    self.lost.add_parts(catalog.iri, {abbreviate(DCT.conformsTo.value): 1})
                head = {**head, **_HEAD["3.0"]}
        self._write_members(out, head, catalog)

    def _head_of(self, catalog: NestedCatalogue) -> dict[str, Written]:
        """The fields of a catalogue without its entries."""
        self.lost.include(catalog.lost)
        return cast("dict[str, Written]", self._with_named(self._spool.read(catalog.number)["value"]))

    def _write_members(self, out: BinaryIO, head: dict[str, Written], catalog: NestedCatalogue) -> None:
        out.write(json_bytes(head)[:-1])
        for key, numbers in zip(self._arrays, catalog.entries, strict=True):
            if numbers or key == "dataset":
                self._write_array(out, key, numbers)
        if catalog.inner:
            out.write(b',\n"catalog":[\n')
            for place, inner in enumerate(catalog.inner):
                out.write(b",\n" if place else b"")
                self._write_members(out, self._head_of(inner), inner)
            out.write(b"\n]")
        out.write(b"}")

    def _write_array(self, out: BinaryIO, key: str, numbers: Iterable[int]) -> None:
        out.write(f',\n"{key}":['.encode())
        separator = b"\n"
        for number in numbers:
            line = self._spool.line(number)
            if self._spool.has_named(number):
                line = json_bytes(self._with_named(json.loads(line)))
            out.write(separator + line)
            separator = b",\n"
        out.write(b"\n]" if separator[:1] == b"," else b"]")

    # ------------------------------------------------------------ records that others name

    def _with_named(self, value: Written) -> Written:
        """A value with what DCAT-US requires of each record named in it; without those that are not written."""
        if isinstance(value, list):
            return [one for one in map(self._with_named, value) if one is not None]
        if not isinstance(value, dict):
            return value
        if NAMED in value:
            return self._brief(cast("list[str]", value[NAMED]))
        found = {key: (one, self._with_named(one)) for key, one in value.items()}
        return {key: new for key, (old, new) in found.items() if new == old or new not in (None, [])}

    def _brief(self, named: list[str]) -> Written:
        """A record as it stands within another one; None if it is not written itself."""
        iri, name, path, triple, record, lifted = named
        number = self._spool.find(iri)
        is_written = number is not None and self._spool.kinds[number] == self._arrays.index(_ARRAY_OF[name])
        found = self._spool.read(number) if number is not None and is_written else {}
        if not found or (lifted and not isinstance(found.get("identifier"), str)):
            self.lost.record = record
            self.lost.add(triple, path)
            return None
        keys = ("identifier", *(one.key for one in required_fields(name, self._version)))
        return {"@id": iri, **{key: found[key] for key in dict.fromkeys(keys) if key in found}}


def _class_of(graph: RecordGraph) -> str | None:
    """The class of DCAT-US that a record is of; None if it has none like it."""
    types = graph.values(graph.root, RDF.type)
    return next((main.value.rpartition("#")[2] for main in _MAIN_CLASSES if main in types), None)


def _source_of(record: ExportedRecord) -> str | None:
    return None if record.facts is None else record.facts.source


def _hold_head(graph: RecordGraph) -> None:
    """Hold what the catalogue of each file of 1.1 says of itself."""
    head = _HEAD["1.1"]
    for standard in graph.values(graph.root, DCT.conformsTo):
        if standard.value == head["conformsTo"]:
            graph.hold(graph.root, DCT.conformsTo, standard)
    for schema in graph.values(graph.root, DCAT_US.describedBy):
        addresses = [] if isinstance(schema, Literal) else graph.values(schema, DCAT.accessURL)
        if [one.value for one in addresses] == [head["describedBy"]]:
            graph.hold_tree(graph.root, DCAT_US.describedBy, schema)


def _identifier_text(value: Mapping[str, Written]) -> str | None:
    identifier = value.get("identifier")
    if isinstance(identifier, dict):
        identifier = identifier.get("notation")
    return identifier if isinstance(identifier, str) else None


def _names_version(value: Written) -> bool:
    text = json.dumps(value).lower()
    return "dcat-us" in text and "3.0" in text
