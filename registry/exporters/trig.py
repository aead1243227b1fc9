"""TriG: as Turtle, all in the default graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from danhmuc.vocab.writing import Unwritten, write

from . import ExportedGraph

__all__ = ["TrigExporter"]


class TrigExporter:
    """The same text as Turtle, since graph names are not stored."""

    media_type = "application/trig"

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> Unwritten:
        """Write all graphs in their order."""
        return write("trig", (graph.nquads for graph in graphs), out)
