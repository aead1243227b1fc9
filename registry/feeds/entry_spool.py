"""The entries of a feed while it is built: all of it in temporary files, and in memory a hundred bytes for each."""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, NamedTuple, Self, cast

from ..record.packed_index import PackedIndex
from ..record.spool_file import SpoolFile
from ..record.spooled_values import SpooledSequence
from .federated_form import FederatedEntry, entry_payload, payload_digest

__all__ = ["EntrySpool", "SpooledEntry", "SpooledGraphs", "SpooledNode"]

_LEVEL: Final = 1
_DIGEST_BYTES: Final = 32
_MOST_KNOWN: Final = 1 << 14
"""Number of IRIs of node records that are found without the index: most entries name the same few."""
_HELD_BYTES: Final = 1 << 23
"""Bytes of graphs of node records that are held, unpacked, for the same reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpooledEntry:
    """An entry without its graphs.

    Attributes:
        key, local: as in a manifest.
        publisher: IRI of its publisher; None if it has none.
        source: the name of its source.
        class_name: the IRI of the class by which a catalogue lists it.
        byte_size: bytes that it takes on a page at most.
        digest: of what it says, by which a harvest of the feed would know it.
        payload: digest of what an activity about it describes.
        content: digest of all that a page has of it.
    """

    key: str
    local: str
    iri: str
    publisher: str | None
    source: str
    class_name: str | None
    changed_at: str
    byte_size: int
    digest: str
    payload: str
    content: bytes = field(repr=False)


class SpooledNode(NamedTuple):
    """A node record and its graph."""

    iri: str
    nquads: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SpooledGraphs:
    """The graphs that are of one entry alone.

    Attributes:
        iri, main_class, local_iri: as of `FederatedEntry`.
        others: IRIs of the catalogue records of its owner, sorted.
        graphs: the record, our catalogue record, those of its owner, as `FederatedEntry.graphs`.
        nodes: numbers of the node records that it reaches, by IRI.
    """

    iri: str
    main_class: str | None
    local_iri: str
    others: tuple[str, ...]
    graphs: tuple[bytes, ...]
    nodes: tuple[int, ...]


class EntrySpool:
    """Entries in the order of their keys, as which they must be added.

    Attributes:
        entries: without their graphs.
        nodes: digest of the graph of each node record, by IRI.
    """

    def __init__(self) -> None:
        self._entries = _Entries()
        self._graphs = SpoolFile()
        self._contents = bytearray()
        self._by_iri = PackedIndex(lambda number: self.entries[number].iri)
        self._about = _CatalogRecords()
        self._nodes = _Nodes()
        self.entries: Sequence[SpooledEntry] = self._entries
        self.nodes: Mapping[str, str] = self._nodes

    def add(
        self, key: str, local: str, entry: FederatedEntry, *, publisher: str | None, source: str, changed_at: str
    ) -> None:
        """Add an entry, and its node records where they are not there yet."""
        content = hashlib.sha256()
        names = sorted(entry.nodes)
        for graph in (*entry.graphs, *(entry.nodes[iri] for iri in names)):
            content.update(graph)
        self._entries.append(
            SpooledEntry(
                key=key,
                local=local,
                iri=entry.iri,
                publisher=publisher,
                source=source,
                class_name=entry.main_class,
                changed_at=changed_at,
                byte_size=entry.byte_size,
                digest=entry.harvested_digest(),
                payload=payload_digest(entry_payload(entry)),
                content=content.digest(),
            )
        )
        self._contents += content.digest()
        number = self._by_iri.add(entry.iri)
        for catalog_record in entry.catalog_records:
            self._about.add(catalog_record, number)
        numbers = [self._nodes.number_of(iri, entry.nodes[iri]) for iri in names]
        place = [entry.iri, entry.main_class, entry.local_iri, sorted(entry.catalog_records), numbers]
        self._graphs.append(_pack([json.dumps(place).encode(), *entry.graphs]))

    def read(self, number: int) -> FederatedEntry:
        """An entry by its position, with its graphs."""
        return self.complete(self.read_graphs(number))

    def complete(self, found: SpooledGraphs) -> FederatedEntry:
        """An entry with its node records."""
        nquads, ours, *others = found.graphs
        return FederatedEntry(
            iri=found.iri,
            main_class=found.main_class,
            nquads=nquads,
            local_iri=found.local_iri,
            catalog_record=ours,
            catalog_records=dict(zip(found.others, others, strict=True)),
            nodes=dict(map(self._nodes.read, found.nodes)),
        )

    def read_all(self, numbers: Iterable[int] | None = None) -> Iterator[FederatedEntry]:
        """Entries with their graphs, all or some."""
        for number in range(len(self.entries)) if numbers is None else numbers:
            yield self.read(number)

    def read_graphs(self, number: int) -> SpooledGraphs:
        """An entry by its position, with the graphs that are its own."""
        place, *graphs = _unpack(self._graphs[number])
        iri, main_class, local_iri, others, nodes = json.loads(place)
        return SpooledGraphs(
            iri=iri,
            main_class=main_class,
            local_iri=local_iri,
            others=tuple(others),
            graphs=tuple(graphs),
            nodes=tuple(nodes),
        )

    def read_node(self, number: int) -> SpooledNode:
        """A node record by its number, from 0; there are as many as `nodes`."""
        return self._nodes.read(number)

    def node_number(self, iri: str) -> int | None:
        """The number of a node record; None if there is none of that IRI."""
        return self._nodes.find(iri)

    def node(self, iri: str) -> bytes:
        """The graph of a node record.

        Raises:
            KeyError: there is none of that IRI.
        """
        number = self._nodes.find(iri)
        if number is None:
            raise KeyError(iri)
        return self._nodes.read(number).nquads

    def content(self, number: int) -> bytes:
        """The digest of all that a page has of an entry."""
        return bytes(self._contents[number * _DIGEST_BYTES : (number + 1) * _DIGEST_BYTES])

    def position(self, iri: str) -> int | None:
        """The position of an entry; None if there is none of that IRI."""
        return self._by_iri.find(iri)

    def source_of(self, iri: str) -> str | None:
        """The name of the source of an entry, or of a catalogue record about one; None if the IRI is of neither."""
        number = self.position(iri)
        if number is None:
            number = self._about.find(iri)
        return None if number is None else self.entries[number].source

    def close(self) -> None:
        """Give the temporary files back."""
        for file in (self._entries, self._graphs, self._nodes, self._about):
            file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()


class _Entries(SpooledSequence[SpooledEntry]):
    """The entries of a spool, each read when it is asked for."""

    def _fields(self, value: SpooledEntry) -> Sequence[object]:
        return (
            *(value.key, value.local, value.iri, value.publisher, value.source, value.class_name, value.changed_at),
            *(value.byte_size, value.digest, value.payload, value.content.hex()),
        )

    def _value(self, fields: Sequence[object]) -> SpooledEntry:
        key, local, iri, publisher, source, class_name, changed_at, byte_size, digest, payload, content = cast(
            "tuple[str, str, str, str | None, str, str | None, str, int, str, str, str]", fields
        )
        return SpooledEntry(
            key=key,
            local=local,
            iri=iri,
            publisher=publisher,
            source=source,
            class_name=class_name,
            changed_at=changed_at,
            byte_size=byte_size,
            digest=digest,
            payload=payload,
            content=bytes.fromhex(content),
        )


class _CatalogRecords:
    """The owners' catalogue records of a spool: positions of the entries that they are about, by IRI."""

    def __init__(self) -> None:
        self._iris = SpoolFile()
        self._index = PackedIndex(lambda number: self._iris[number])
        self._entries = array("i")

    def add(self, iri: str, entry: int) -> None:
        """Add one."""
        self._iris.append(iri.encode())
        self._index.add(iri.encode())
        self._entries.append(entry)

    def find(self, iri: str) -> int | None:
        """The position of an entry; None if there is no such catalogue record."""
        number = self._index.find(iri.encode())
        return None if number is None else self._entries[number]

    def close(self) -> None:
        """Give the temporary file back."""
        self._iris.close()


class _Nodes(Mapping[str, str]):
    """The node records of a spool: digests by IRI, graphs by number."""

    def __init__(self) -> None:
        self._rows = SpoolFile()
        self._index = PackedIndex(lambda number: self._row(number)[0])
        self._known: dict[str, int] = {}
        self._held: dict[int, SpooledNode] = {}
        self._held_bytes = 0

    def number_of(self, iri: str, nquads: bytes) -> int:
        """The number of a node record, which is added if it is not there yet."""
        number = self.find(iri)
        if number is None:
            self._rows.append(
                b"\n".join((iri.encode(), payload_digest(nquads).encode(), zlib.compress(nquads, _LEVEL)))
            )
            number = self._index.add(iri)
        return number

    def find(self, iri: str) -> int | None:
        """The number of a node record; None if it is not there."""
        number = self._known.get(iri)
        if number is None:
            number = self._index.find(iri)
            if number is not None:
                if len(self._known) >= _MOST_KNOWN:
                    self._known.clear()
                self._known[iri] = number
        return number

    def read(self, number: int) -> SpooledNode:
        """A node record by its number."""
        found = self._held.get(number)
        if found is None:
            iri, _, packed = self._row(number)
            found = SpooledNode(iri, zlib.decompress(packed))
            if self._held_bytes > _HELD_BYTES:
                self._held.clear()
                self._held_bytes = 0
            self._held[number] = found
            self._held_bytes += len(found.nquads) + 3 * len(iri)
        return found

    def close(self) -> None:
        """Give the temporary file back."""
        self._rows.close()

    def _row(self, number: int) -> tuple[str, str, bytes]:
        iri, digest, packed = self._rows[number].split(b"\n", 2)
        return iri.decode(), digest.decode(), packed

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, iri: str) -> str:
        number = self.find(iri)
        if number is None:
            raise KeyError(iri)
        return self._row(number)[1]

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and self.find(iri) is not None

    def __iter__(self) -> Iterator[str]:
        return (row.partition(b"\n")[0].decode() for row in self._rows.rows())


def _pack(parts: list[bytes]) -> bytes:
    lengths = array("q", [len(parts), *map(len, parts)]).tobytes()
    return lengths + zlib.compress(b"".join(parts), _LEVEL)


def _unpack(row: bytes) -> list[bytes]:
    size = array("q").itemsize
    (count,) = array("q", row[:size])
    lengths = array("q", row[size : size * (count + 1)])
    data = zlib.decompress(row[size * (count + 1) :])
    parts = []
    start = 0
    for length in lengths:
        parts.append(data[start : start + length])
        start += length
    return parts
