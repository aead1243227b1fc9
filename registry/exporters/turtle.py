"""Turtle: prefixes, one subject after another, flat blank nodes.

Canonical N-Quads are Turtle already; here their terms are shortened and grouped. A name is shortened only where
nothing in it needs an escape, because parsers do not agree on those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO, Final

from danhmuc.vocab.prefixes import PREFIXES

from . import ExportedGraph
from .escaping import escape_spaces

__all__ = ["TurtleExporter"]

_PREFIX_OF: Final = {namespace.encode(): prefix.encode() for prefix, namespace in PREFIXES.items()}
_SPLIT: Final = re.compile(rb"<([^<>\s]*[#/])([A-Za-z_][A-Za-z0-9_-]*)>")
_TYPE: Final = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_DATATYPE: Final = b'"^^<'


class TurtleExporter:
    """One record after another, blank nodes by name."""

    media_type = "text/turtle"

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> None:
        """Write all graphs in their order."""
        for prefix, namespace in sorted(PREFIXES.items()):
            out.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
        for graph in graphs:
            out.write(escape_spaces(b"".join(_blocks(graph.nquads))))


def _blocks(nquads: bytes) -> Iterator[bytes]:
    """What is said of each subject in turn."""
    lines = (line[:-2].split(b" ", 2) for line in nquads.split(b"\n") if line)
    for subject, about in groupby(lines, key=lambda line: line[0]):
        said = {
            predicate: b" ,\n        ".join(_value(value) for _, _, value in values)
            for predicate, values in groupby(about, key=lambda line: line[1])
        }
        classes = said.pop(_TYPE, None)
        written = [_short(predicate) + b" " + values for predicate, values in said.items()]
        if classes is not None:
            written.insert(0, b"a " + classes)
        yield b"\n" + _short(subject) + b"\n    " + b" ;\n    ".join(written) + b" .\n"


def _value(term: bytes) -> bytes:
    if term.startswith(b"<"):
        return _short(term)
    if term.endswith(b">"):
        # Quotes within the text are escaped, so the last one ends it.
        text, _, datatype = term.rpartition(_DATATYPE)
        return text + b'"^^' + _short(b"<" + datatype)
    return term


def _short(term: bytes) -> bytes:
    found = _SPLIT.fullmatch(term)
    prefix = _PREFIX_OF.get(found[1]) if found is not None else None
    return term if found is None or prefix is None else prefix + b":" + found[2]
