"""Write records as one data.json: a catalogue, its entries and the catalogues within it.

Entries wait in a temporary file until it is known which catalogue they stand in; in memory is a number of bytes for
each. Knows nothing of registries.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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

from ..record.exported import ExportedRecord
from .field_table import ARRAYS, Version, required_fields
from .object_writer import NAMED, ObjectWriter
from .record_graph import ReachedGraphs, RecordGraph
from .written_json import Written

__all__ = ["write_data_json"]

_CATALOG: Final = "Catalog"
_RECORD: Final = "CatalogRecord"
_DEEPEST: Final = 32
"""The most catalogues that stand in each other."""
_HEAD: Final[Mapping[Version, dict[str, Written]]] = MappingProxyType(
    {
        "1.1": {
            "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
            "@type": "dcat:Catalog",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    """The record that a catalogue record is about.

    Attributes:
        digest: of the IRI of the record that it is about.
        triples: the number of its own triples.
    """

    digest: bytes
    triples: int
    source: str | None


@dataclass(slots=True)
class _Entries:
    """The entries in the temporary file, by their number.

    Attributes:
        kinds: position in the arrays of the version; their number for a catalogue.
        has_named: whether other records are named in it.
        topics: of catalogue records.
    """

    starts: array[int] = field(default_factory=lambda: array("Q"))
    kinds: array[int] = field(default_factory=lambda: array("B"))
    has_named: array[int] = field(default_factory=lambda: array("B"))
    by_iri: dict[bytes, int] = field(default_factory=dict)
    topics: dict[int, _Topic] = field(default_factory=dict)

    def find(self, iri: str) -> int | None:
        """The number of the entry of an IRI."""
        return self.by_iri.get(_digest(iri))


@dataclass(slots=True, kw_only=True, eq=False)
class _Catalog:
    """A catalogue and its place.

    Attributes:
        number: of its entry.
        lost: what it lost itself.
        refused: what is said of it where the version has no such catalogue.
        entries: numbers of the entries that stand in it, by position in the arrays of the version.
        inner: the catalogues that stand in it.
    """

    iri: str
    number: int
    lost: Unwritten
    refused: RefusedRecord | None = None
    parent: _Catalog | None = None
    entries: list[array[int]] = field(default_factory=list)
    inner: list[_Catalog] = field(default_factory=list)

    @property
    def above(self) -> list[_Catalog]:
        """The catalogues that it stands in, from the inside."""
        found: list[_Catalog] = []
        one = self.parent
        while one is not None:
            found.append(one)
            one = one.parent
        return found


class _Writing:
    """The records taken so far, and the file that is made of them."""

    def __init__(self, version: Version, spool: BinaryIO) -> None:
        self._version: Version = version
        self._arrays = _ARRAYS[version]
        self._spool = spool
        self._end = 0
        self._entries = _Entries()
        self._identifiers: set[bytes] = set()
        self._nodes: set[bytes] = set()
        self._parsed = ReachedGraphs()
        self._catalogs: list[_Catalog] = []
        self.lost = Unwritten()

    # ------------------------------------------------------------ one record after another

    def take(self, record: ExportedRecord) -> None:
        """Write one record to the temporary file, or note why it cannot be written."""
        iri = valid_or_same(record.iri)
        if not is_valid_iri(iri):
            # No graph of it is left by now: strict readers would refuse it.
            self._refuse(record, "missing", ("@id",))
        elif record.role == "node":
            self._take_node(record, iri)
        else:
            self._take_record(record, RecordGraph(iri, record.nquads, record.reached, self._parsed))

    def _take_node(self, record: ExportedRecord, iri: str) -> None:
        """Count a node record that stands within no record."""
        if _digest(iri) not in self._nodes:
            RecordGraph(iri, record.nquads, {}, self._parsed).add_losses(self.lost)
            self.lost.nodes += 1

    def _take_record(self, record: ExportedRecord, graph: RecordGraph) -> None:
        name = _RECORD if record.role == "catalog-record" else _class_of(graph)
        if name == _CATALOG:
            self._take_catalog(record, graph)
        elif name is None or _ARRAY_OF[name] not in self._arrays:
            shown = record.main_class or next((one.value for one in graph.values(graph.root, RDF.type)), "")
            self._refuse(record, "class", (abbreviate(shown),))
        else:
            self._take_entry(record, graph, name)

    def _take_entry(self, record: ExportedRecord, graph: RecordGraph, name: str) -> None:
        written = ObjectWriter(graph, self._version).write_record(name)
        if written.value is None:
            self._refuse(record, "missing", written.missing)
            return
        identifier = _identifier_text(written.value)
        if identifier is not None and name != _RECORD:
            if _digest(identifier) in self._identifiers:
                self._refuse(record, "duplicate", ("identifier",))
                return
            self._identifiers.add(_digest(identifier))
        number = self._keep(graph, self._arrays.index(_ARRAY_OF[name]), written.value, written.value)
        if name == _RECORD:
            topic = _digest(graph.values(graph.root, FOAF.primaryTopic)[0].value)
            self._entries.topics[number] = _Topic(
                digest=topic, triples=record.nquads.count(b"\n"), source=_source_of(record)
            )
        graph.add_losses(self.lost)
        self._count_objects(graph)

    def _take_catalog(self, record: ExportedRecord, graph: RecordGraph) -> None:
        members: list[Written] = []
        for prop, term in graph.pairs(graph.root):
            if prop in _HOLDS and isinstance(term, NamedNode):
                members.append([prop.value, term.value])
                graph.hold(graph.root, prop, term)
        value: dict[str, Written] = {}
        if self._version == "3.0":
            value = ObjectWriter(graph, self._version).write_record(_CATALOG).value or {}
            self._count_objects(graph)
        else:
            _hold_head(graph)
        graph.hold(graph.root, RDF.type, DCAT.Catalog)
        lost = Unwritten()
        graph.add_losses(lost)
        line: dict[str, Written] = {"value": {"@id": graph.root.value, **value}, "members": members}
        number = self._keep(graph, len(self._arrays), line, value)
        self._catalogs.append(
            _Catalog(
                iri=graph.root.value,
                number=number,
                lost=lost,
                refused=RefusedRecord(
                    iri=record.iri,
                    why="class",
                    fields=(abbreviate(DCAT.Catalog.value),),
                    triples=record.nquads.count(b"\n"),
                    source=_source_of(record),
                ),
                entries=[array("L") for _ in self._arrays],
            )
        )

    def _keep(self, graph: RecordGraph, kind: int, line: Written, value: Written) -> int:
        entries = self._entries
        number = len(entries.starts)
        entries.starts.append(self._end)
        entries.kinds.append(kind)
        entries.has_named.append(_has_named(value))
        entries.by_iri.setdefault(_digest(graph.root.value), number)
        self._end += self._spool.write(_json_bytes(line) + b"\n")
        return number

    def _count_objects(self, graph: RecordGraph) -> None:
        """Count what the node records lost that stand within a record for the first time."""
        for node in graph.objects():
            if _digest(node.value) not in self._nodes:
                self._nodes.add(_digest(node.value))
                graph.add_losses_of(node, self.lost)

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
        self._spool.flush()
        self._nest()
        loose = self._place()
        tops = [one for one in self._catalogs if one.parent is None]
        root = tops[0] if len(tops) == 1 and not any(loose) else None
        if self._version == "1.1":
            self._write_flat(out, root)
        else:
            whole = _Catalog(iri="", number=-1, lost=Unwritten(), entries=loose, inner=tops)
            self._write_catalog(out, root, whole)
        out.write(b"\n")

    def _nest(self) -> None:
        """Let each catalogue stand in one that lists it and does not stand in it itself.

        Of several, it is the one that lists the fewest catalogues, which is further inside.
        """
        by_number = {one.number: one for one in self._catalogs}
        listed: list[tuple[_Catalog, list[_Catalog]]] = []
        for outer in self._catalogs:
            numbers = dict.fromkeys(self._entries.find(iri) for _, iri in self._members(outer))
            listed.append((outer, [by_number[one] for one in numbers if one in by_number and one != outer.number]))
        for outer, inners in sorted(listed, key=lambda one: len(one[1])):
            for inner in inners:
                above = outer.above
                if inner.parent is None and inner not in above and len(above) < _DEEPEST:
                    inner.parent = outer
                    outer.inner.append(inner)
        for outer in self._catalogs:
            outer.inner.sort(key=lambda one: one.number)

    def _place(self) -> list[array[int]]:
        """Let each entry stand in the innermost catalogue that lists it; returns those that none lists, by array."""
        catalogs = len(self._arrays)
        kinds = self._entries.kinds
        holder: dict[int, _Catalog] = {}
        for catalog in sorted(self._catalogs, key=lambda one: -len(one.above)):
            for _, iri in self._members(catalog):
                number = self._entries.find(iri)
                if number is not None and kinds[number] != catalogs:
                    holder.setdefault(number, catalog)
        loose = [array("L") for _ in self._arrays]
        for number, kind in enumerate(kinds):
            if kind == catalogs or not self._has_topic(number):
                continue
            topic = self._entries.topics.get(number)
            about = None if topic is None else self._entries.by_iri.get(topic.digest)
            catalog_of = holder.get(number) or (None if about is None else holder.get(about))
            (loose if catalog_of is None else catalog_of.entries)[kind].append(number)
        self._count_members(holder)
        return loose

    def _has_topic(self, number: int) -> bool:
        """Whether the record that a catalogue record is about is written; that of no other is left out."""
        topic = self._entries.topics.get(number)
        if topic is None or topic.digest in self._entries.by_iri:
            return True
        value = cast("dict[str, Written]", self._read(number))
        iri = str(value["@id"])
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

    def _count_members(self, holder: Mapping[int, _Catalog]) -> None:
        """Count the links of catalogues to what does not stand in them."""
        by_number = {one.number: one for one in self._catalogs}
        for catalog in self._catalogs:
            catalog.lost.record = catalog.iri
            for prop, iri in self._members(catalog):
                number = self._entries.find(iri)
                inner = None if number is None else (by_number.get(number) or holder.get(number))
                if inner is None or catalog not in (inner, *inner.above):
                    catalog.lost.add(f"<{catalog.iri}> <{prop}> <{iri}>")

    def _members(self, catalog: _Catalog) -> Iterator[tuple[str, str]]:
        line = cast("dict[str, list[tuple[str, str]]]", self._read(catalog.number))
        yield from line["members"]

    # ------------------------------------------------------------ the file

    def _write_flat(self, out: BinaryIO, root: _Catalog | None) -> None:
        """Write a file of 1.1, which has one catalogue and says next to nothing of it."""
        head = dict(_HEAD["1.1"])
        if root is not None:
            head = {"@context": head.pop("@context"), "@id": root.iri, **head}
            self.lost.include(root.lost)
        for one in self._catalogs:
            if one is not root and one.refused is not None:
                self.lost.refused.append(one.refused)
        datasets = (n for n, kind in enumerate(self._entries.kinds) if kind == 0)
        out.write(_json_bytes(head)[:-1])
        self._write_array(out, "dataset", datasets)
        out.write(b"}")

    def _write_catalog(self, out: BinaryIO, catalog: _Catalog | None, whole: _Catalog) -> None:
        """Write the catalogue of a file of 3.0: the one that holds all, else one that says nothing of itself."""
        if catalog is None:
            head: dict[str, Written] = dict(_HEAD["3.0"])
            catalog = whole
        else:
            head = self._head_of(catalog)
            if not _names_version(head.get("conformsTo")):
                if "conformsTo" in head:
                    self.lost.count += 1
                    self.lost.add_parts(catalog.iri, {"dct:conformsTo": 1})
                head = {**head, **_HEAD["3.0"]}
        self._write_members(out, head, catalog)

    def _head_of(self, catalog: _Catalog) -> dict[str, Written]:
        """The fields of a catalogue without its entries."""
        self.lost.include(catalog.lost)
        line = cast("dict[str, dict[str, Written]]", self._read(catalog.number))
        return cast("dict[str, Written]", self._with_named(line["value"]))

    def _write_members(self, out: BinaryIO, head: dict[str, Written], catalog: _Catalog) -> None:
        out.write(_json_bytes(head)[:-1])
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
            self._spool.seek(self._entries.starts[number])
            line = self._spool.readline()[:-1]
            if self._entries.has_named[number]:
                line = _json_bytes(self._with_named(json.loads(line)))
            out.write(separator + line)
            separator = b",\n"
        out.write(b"\n]" if separator[:1] == b"," else b"]")

    def _read(self, number: int) -> Written:
        self._spool.seek(self._entries.starts[number])
        found: Written = json.loads(self._spool.readline())
        return found

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
        iri, name, path, triple, record = named
        number = self._entries.find(iri)
        if number is None or self._entries.kinds[number] != self._arrays.index(_ARRAY_OF[name]):
            self.lost.record = record
            self.lost.add(triple, path)
            return None
        found = cast("dict[str, Written]", self._read(number))
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


def _has_named(value: Written) -> bool:
    if isinstance(value, list):
        return any(map(_has_named, value))
    return isinstance(value, dict) and (NAMED in value or any(map(_has_named, value.values())))


def _names_version(value: Written) -> bool:
    text = json.dumps(value).lower()
    return "dcat-us" in text and "3.0" in text


def _json_bytes(value: Written) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
