"""N-Triples: one triple a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from . import ExportedGraph
from .escaping import escape_spaces

__all__ = ["NTriplesExporter"]


class NTriplesExporter:
    """Canonical lines as they are; graph names are provenance and were left behind."""

    media_type = "application/n-triples"

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> None:
        """Write all graphs in their order."""
        for graph in graphs:
            out.write(escape_spaces(graph.nquads))
