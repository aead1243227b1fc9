"""The formats of RDF: they differ by a name, and `danhmuc.vocab.writing` writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, ClassVar, Final

from danhmuc.vocab.writing import Unwritten, write_records

from ..record.exported import ExportedRecord, PackedLosses

MEDIA_TYPES: Final = {
    "json-ld": "application/ld+json",
    "nq": "application/n-quads",
    "nt": "application/n-triples",
    "trig": "application/trig",
    "turtle": "text/turtle",
    "xml": "application/rdf+xml",
}
"""By format. Graph names are not stored, so that N-Quads and TriG are N-Triples and Turtle."""


@dataclass(frozen=True, slots=True)
class RdfExporter:
    """One format of RDF. RDF/XML and JSON-LD cannot hold everything; what they cannot is reported."""

    format: str
    media_type: str
    writes_graphs_only: ClassVar[bool] = True

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> Unwritten:
        """Write all graphs in their order."""
        pairs = ((record.iri, record.nquads) for record in records)
        return write_records(self.format, pairs, out, unwritten=Unwritten(by_record=PackedLosses()))
