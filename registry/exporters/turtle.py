"""Turtle: prefixes, one subject after another, flat blank nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from danhmuc.vocab.prefixes import PREFIXES
from pyoxigraph import RdfFormat, parse, serialize

from . import ExportedGraph
from .escaping import SpaceEscapingWriter

__all__ = ["TurtleExporter"]

class TurtleExporter:
    """Written by pyoxigraph, one record after another."""

    media_type = "text/turtle"
    _format = RdfFormat.TURTLE

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> None:
        """Write all graphs in their order."""
        escaping = SpaceEscapingWriter(out)
        quads = (
            quad for graph in graphs for quad in parse(graph.nquads, format=RdfFormat.N_QUADS, lenient=True)
        )
        serialize(quads, escaping, format=self._format, prefixes=PREFIXES)  # type: ignore[call-overload]
        escaping.flush()
