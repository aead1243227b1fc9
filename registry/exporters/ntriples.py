"""N-Triples: one triple a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from danhmuc.vocab.writing import Unwritten, write

from . import ExportedGraph

__all__ = ["NTriplesExporter"]


class NTriplesExporter:
    """Canonical lines as they are; graph names are provenance and were left behind."""

    media_type = "application/n-triples"

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> Unwritten:
        """Write all graphs in their order."""
        return write("nt", (graph.nquads for graph in graphs), out)
