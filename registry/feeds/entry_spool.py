"""The entries of a feed while it is built: all of it in temporary files, and in memory a hundred bytes for each."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple, cast

from ..record.spools import PackedIndex, SpooledMapping, SpooledPairs, SpooledSequence, SpoolFile
from .federated_form import FederatedEntry, entry_payload, payload_digest

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
    """

    key: str
    local: str
    iri: str
    publisher: str | None
    source: str
    class_name: str | None
    byte_size: int
    digest: str
    payload: str


_FIELDS_OF: Final = attrgetter(*SpooledEntry.__slots__)


class SpooledNode(NamedTuple):
    """A node record and its graph."""

    iri: str
    nquads: bytes


class SpooledGraphs(NamedTuple):
    """An entry with the graphs that are of it alone.

    Attributes:
        nodes: numbers of the node records that it reaches, by IRI.
    """

    entry: FederatedEntry
    nodes: Sequence[int]


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
        self._catalog_records = SpooledPairs()
        self._about = SpooledMapping(self._catalog_records, itemgetter(0))
        self._nodes = _Nodes()
        self.entries: Sequence[SpooledEntry] = self._entries
        self.nodes: Mapping[str, str] = self._nodes

    def add(self, key: str, local: str, entry: FederatedEntry, *, publisher: str | None, source: str) -> None:
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
                byte_size=entry.byte_size,
                digest=entry.harvested_digest(),
                payload=payload_digest(entry_payload(entry)),
            )
        )
        self._contents += content.digest()
        number = self._by_iri.add(entry.iri)
        for catalog_record in entry.catalog_records:
            self._about.add((catalog_record, str(number)))
        numbers = [self._nodes.number_of(iri, entry.nodes[iri]) for iri in names]
        sizes = [*map(len, entry.graphs)]
        place = [entry.iri, entry.main_class, entry.local_iri, sorted(entry.catalog_records), numbers, sizes]
        self._graphs.append(json.dumps(place).encode() + b"\n" + zlib.compress(b"".join(entry.graphs), _LEVEL))

    def read(self, number: int) -> FederatedEntry:
        """An entry by its position, with its graphs."""
        return self.complete(self.read_graphs(number))

    def complete(self, found: SpooledGraphs) -> FederatedEntry:
        """An entry with its node records."""
        return replace(found.entry, nodes=dict(map(self._nodes.read, found.nodes)))

    def read_graphs(self, number: int) -> SpooledGraphs:
        """An entry by its position, with the graphs that are its own."""
        place, _, packed = self._graphs[number].partition(b"\n")
        iri, main_class, local_iri, others, nodes, sizes = json.loads(place)
        nquads, ours, *graphs = map(BytesIO(zlib.decompress(packed)).read, sizes)
        entry = FederatedEntry(
            iri=iri,
            main_class=main_class,
            nquads=nquads,
            local_iri=local_iri,
            catalog_record=ours,
            catalog_records=dict(zip(others, graphs, strict=True)),
        )
        return SpooledGraphs(entry, nodes)

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
            number = int(self._about[iri][1]) if iri in self._about else None
        return None if number is None else self.entries[number].source

    def close(self) -> None:
        """Give the temporary files back."""
        for file in (self._entries, self._graphs, self._nodes, self._catalog_records):
            file.close()


class _Entries(SpooledSequence[SpooledEntry]):
    """The entries of a spool, each read when it is asked for."""

    def _fields(self, value: SpooledEntry) -> Sequence[object]:
        return _FIELDS_OF(value)

    def _value(self, fields: Sequence[object]) -> SpooledEntry:
        return SpooledEntry(**dict(zip(SpooledEntry.__slots__, cast("list[Any]", fields), strict=True)))


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
