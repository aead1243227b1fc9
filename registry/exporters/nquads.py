"""N-Quads: one statement a line, all in the default graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from danhmuc.vocab.writing import Unwritten, write

from . import ExportedGraph

__all__ = ["NQuadsExporter"]


class NQuadsExporter:
    """The same lines as N-Triples, since graph names are not stored."""

    media_type = "application/n-quads"

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> Unwritten:
        """Write all graphs in their order."""
        return write("nq", (graph.nquads for graph in graphs), out)
