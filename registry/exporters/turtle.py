"""Turtle: prefixes, one subject after another, flat blank nodes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import dropwhile
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
        for prefix, namespace in sorted(PREFIXES.items()):
            out.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
        escaping = SpaceEscapingWriter(_WithoutPrefixes(out))
        quads = (
            quad for graph in graphs for quad in parse(graph.nquads, format=RdfFormat.N_QUADS, lenient=True)
        )
        serialize(quads, escaping, format=self._format, prefixes=PREFIXES)  # type: ignore[call-overload]
        escaping.flush()


class _WithoutPrefixes:
    """A file that takes all but the lines that declare prefixes: pyoxigraph writes them in a new order every time."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._in_head = True

    def write(self, data: bytes) -> int:
        """Take whole lines."""
        if self._in_head:
            lines = data.splitlines(keepends=True)
            body = list(dropwhile(lambda line: line.startswith(b"@prefix "), lines))
            self._in_head = not body
            data = b"".join(body)
        return self._out.write(data)
