"""Write TriG with named graphs: Turtle in braces, for documents in which the name of a graph says something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .escaping import escape_spaces_in_bytes
from .turtle import TurtleWriter

_INDENTED: Final = b"{\n"


def write_named_graphs(default: bytes, named: Iterable[tuple[str, bytes]]) -> bytes:
    """A whole document, with the prefixes that it uses.

    Args:
        default: the default graph as lines of N-Quads.
        named: the valid IRI of each named graph, once, and its triples as lines of N-Quads in the default graph; blank
            nodes of two graphs share no name.
    """
    writer = TurtleWriter()
    body = [writer.graph(default)]
    for iri, nquads in named:
        name = escape_spaces_in_bytes(f"\n<{iri}> ".encode())
        body += [name, _INDENTED, writer.graph(nquads).removeprefix(b"\n"), b"}\n"]
    return b"".join([writer.head(used=True), *body])
