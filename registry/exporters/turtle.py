"""Turtle: prefixes, one subject after another, flat blank nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import RdfFormat, parse, serialize

from . import ExportedGraph
from .escaping import SpaceEscapingWriter

__all__ = ["PREFIXES", "TurtleExporter"]

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dmv": "https://w3id.org/danhmuc/def#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


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
