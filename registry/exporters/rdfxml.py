"""RDF/XML: an element for each record, its distributions within it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from danhmuc.vocab.writing import Unwritten, write

from . import ExportedGraph

__all__ = ["RdfXmlExporter"]


class RdfXmlExporter:
    """RDF/XML, by `danhmuc.vocab.writing`; what RDF/XML cannot hold is reported."""

    media_type = "application/rdf+xml"

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> Unwritten:
        """Write all graphs in their order."""
        return write("xml", (graph.nquads for graph in graphs), out)
