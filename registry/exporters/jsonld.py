"""JSON-LD: an object for each record, its distributions within it, under our own context."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from danhmuc.vocab.writing import Unwritten, write

from . import ExportedGraph

__all__ = ["JsonLdExporter"]


class JsonLdExporter:
    """JSON-LD, by `danhmuc.vocab.writing`."""

    media_type = "application/ld+json"

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> Unwritten:
        """Write all graphs in their order."""
        return write("json-ld", (graph.nquads for graph in graphs), out)
