"""The entries of a feed while it is built: what is compared stands in memory, the graphs in a temporary file."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, Final, Self, cast

from .event_pages import entry_payload, payload_digest
from .federated_entry import FederatedEntry

__all__ = ["EntrySpool", "SpooledEntry"]

_LEVEL: Final = 1


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


class EntrySpool:
    """Entries in the order of their keys, as which they must be added.

    Attributes:
        entries: without their graphs.
        nodes: digest of the graph of each node record, by IRI.
    """

    def __init__(self) -> None:
        self._file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - closed by close()
        self._places = array("q")
        self._node_places: dict[str, int] = {}
        self.entries: list[SpooledEntry] = []
        self.nodes: dict[str, str] = {}

    def add(
        self, key: str, local: str, entry: FederatedEntry, *, publisher: str | None, source: str, changed_at: str
    ) -> None:
        """Add an entry, and its node records where they are not there yet."""
        content = hashlib.sha256()
        for graph in (*entry.graphs, *(entry.nodes[iri] for iri in sorted(entry.nodes))):
            content.update(graph)
        self.entries.append(
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
        for iri, graph in entry.nodes.items():
            if iri not in self.nodes:
                self.nodes[iri] = payload_digest(graph)
                self._node_places[iri] = self._write([graph])
        head = {
            "iri": entry.iri,
            "class": entry.main_class,
            "local": entry.local_iri,
            "others": sorted(entry.catalog_records),
            "nodes": sorted(entry.nodes),
        }
        self._places.append(self._write([json.dumps(head).encode(), *entry.graphs]))

    def read(self, number: int) -> FederatedEntry:
        """An entry by its position, with its graphs."""
        head, nquads, ours, *others = self._read(self._places[number])
        members = json.loads(head)
        return FederatedEntry(
            iri=members["iri"],
            main_class=members["class"],
            nquads=nquads,
            local_iri=members["local"],
            catalog_record=ours,
            catalog_records=dict(zip(members["others"], others, strict=True)),
            nodes={iri: self.node(iri) for iri in members["nodes"]},
        )

    def read_all(self, numbers: Iterable[int] | None = None) -> Iterator[FederatedEntry]:
        """Entries with their graphs, all or some."""
        for number in range(len(self.entries)) if numbers is None else numbers:
            yield self.read(number)

    def node(self, iri: str) -> bytes:
        """The graph of a node record."""
        (graph,) = self._read(self._node_places[iri])
        return graph

    def positions(self) -> Mapping[str, int]:
        """The position of each entry, by IRI."""
        return {entry.iri: number for number, entry in enumerate(self.entries)}

    def _write(self, parts: list[bytes]) -> int:
        place = self._file.seek(0, 2)
        packed = zlib.compress(b"".join(parts), _LEVEL)
        head = array("q", [len(parts), len(packed), *map(len, parts)]).tobytes()
        self._file.write(head + packed)
        return place

    def _read(self, place: int) -> list[bytes]:
        self._file.seek(place)
        size = array("q").itemsize
        count, packed = array("q", self._file.read(2 * size))
        lengths = array("q", self._file.read(count * size))
        data = zlib.decompress(self._file.read(packed))
        parts = []
        for length in lengths:
            parts.append(data[:length])
            data = data[length:]
        return parts

    def close(self) -> None:
        """Give the temporary file back."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()
