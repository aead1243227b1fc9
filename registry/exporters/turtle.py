"""Turtle: a paragraph for each record, its distributions below it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from danhmuc.vocab.writing import Unwritten, write

from . import ExportedGraph

__all__ = ["TurtleExporter"]


class TurtleExporter:
    """Turtle, by `danhmuc.vocab.writing`."""

    media_type = "text/turtle"

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> Unwritten:
        """Write all graphs in their order."""
        return write("turtle", (graph.nquads for graph in graphs), out)
