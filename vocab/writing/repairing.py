"""Repair the terms of stored graphs that strict readers refuse, before they are written.

The reader repairs them, too; these are of graphs that an earlier version stored. One such term makes
a whole file unreadable, so nothing leaves that has not been seen to be valid.
"""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import RdfFormat, parse

from ..lines import line_chunks
from ..reading.language_tags import is_tag, repair_tag
from ..terms import RDF
from ..valid_iris import are_valid_iris, escape_iri
from .unwritten import Unwritten

_IRI: Final = re.compile(rb"<([^>]*)>")
_TAG: Final = re.compile(rb'"@([^ ]*) \.\n')
_END: Final = " .\n"
_TEXT_TYPES: Final = frozenset({RDF.langString.value, RDF.dirLangString.value})
_TEXT_TYPE_NAMES: Final = frozenset(map(str.encode, _TEXT_TYPES))
_MOST_REMEMBERED: Final = 1 << 14


class TermRepair:
    """Repairs one graph after another.

    Attributes:
        repaired: triples that leave with a repaired IRI or language tag, as they were.
        left_out: triples that no repair makes valid.
    """

    def __init__(self) -> None:
        self.repaired = Unwritten()
        self.left_out = Unwritten()
        self._valid: set[bytes] = set()

    def repair(self, nquads: bytes) -> bytes:
        """The graph with valid terms only, its lines sorted; the same object if all are valid.

        Args:
            nquads: lines of N-Quads in the default graph as pyoxigraph writes them.
        """
        if self._are_valid(nquads):
            return nquads
        lines = [line for line in nquads.decode().split(_END) if line]
        repaired = {fixed for line in lines if (fixed := self._repair_line(line)) is not None}
        return "".join(sorted(fixed + _END for fixed in repaired)).encode()

    def _are_valid(self, nquads: bytes) -> bool:
        """Whether all terms are valid; what only looks like a term, within a text, may make it say no.

        A text with ``<`` may hide the beginning of an IRI, but then the match contains a quotation mark.
        """
        return all(map(self._are_valid_lines, line_chunks(nquads)))

    def _are_valid_lines(self, nquads: bytes) -> bool:
        fresh = set(_IRI.findall(nquads)) - self._valid
        if fresh:
            if not fresh.isdisjoint(_TEXT_TYPE_NAMES) or not are_valid_iris(map(bytes.decode, fresh)):
                return False
            if len(self._valid) > _MOST_REMEMBERED:
                self._valid.clear()
            self._valid |= fresh
        return all(is_tag(tag.decode()) for tag in set(_TAG.findall(nquads)))

    def _repair_line(self, line: str) -> str | None:
        subject, predicate, value = line.split(" ", 2)
        try:
            repaired = f"{_repair_node(subject)} {_repair_node(predicate)} {_repair_value(value)}"
            for _ in parse(repaired + _END, RdfFormat.N_QUADS):
                pass
        except (ValueError, SyntaxError):
            self.left_out.add(line)
            return None
        if repaired != line:
            self.repaired.add(line)
        return repaired


def _repair_node(node: str) -> str:
    """Raise ValueError for an IRI without scheme."""
    return f"<{escape_iri(node[1:-1])}>" if node[0] == "<" else node


def _repair_value(value: str) -> str:
    if value[0] != '"':
        return _repair_node(value)
    end = value.rindex('"') + 1
    text, rest = value[:end], value[end:]
    if rest[:1] == "@":
        tag = rest[1:].partition("--")[0]
        return f"{text}@{tag if is_tag(tag) else repair_tag(tag)}"
    if rest[:3] == "^^<":
        return text if rest[3:-1] in _TEXT_TYPES else f"{text}^^{_repair_node(rest[2:])}"
    return value
