"""Lines in a Turtle text: of a shape, or of a term within its description.

The parser gives no positions, so the text is split into statements and brackets once more, and a blank node is
recognized by its properties. A node that cannot be found has no line; nothing else depends on it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import RDF

if TYPE_CHECKING:
    from collections.abc import Set

    from danhmuc.vocab.reading import Subject


_TOKEN: Final = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<text>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |<(?P<iri>[^<>\s]*)>
    |(?P<declare>@prefix|@base|prefix\b|base\b)
    |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:-]|\.(?=[\w:%\\.-])|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<blank>_:[\w.-]*\w)
    |(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?<!\.))
    |(?P<mark>[\[\]{}.])
    |(?P<word>\w+)
    |.""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


class _Part:
    """A statement, or the contents of one pair of brackets: lines of its IRIs, without nested brackets."""

    __slots__ = ("above", "line", "lines", "subject")

    def __init__(self, line: int, above: _Part | None) -> None:
        self.line = line
        self.above = above
        self.subject: str | None = None if above is None else above.subject
        self.lines: dict[str, int] = {}


class TurtleLines:
    """Lines of one document."""

    def __init__(self, text: str, base: str) -> None:
        self._parts = _Cutter(base).split(text)

    def find(self, node: Subject, owner: NamedNode | None, iris: Set[str], term: str | None) -> int | None:
        """Find the line of a term in the description of a node, else that of the node itself.

        Args:
            node: the described node.
            owner: the IRI whose statement contains a blank node.
            iris: IRIs of the properties and values of a blank node.
            term: the IRI to find.
        """
        if isinstance(node, NamedNode):
            found = [part for part in self._parts if part.above is None and part.subject == node.value]
        else:
            wanted = None if owner is None else owner.value
            found = [
                part
                for part in self._parts
                if iris <= part.lines.keys()
                and (part.above is not None or (part.subject or "").startswith("_:"))
                and (part.subject == wanted or (part.subject or "_:").startswith("_:"))
            ]
            # Of the brackets that contain all of them, those with the fewest others.
            found.sort(key=lambda part: len(part.lines))
        for part in found:
            if term in part.lines:
                return part.lines[term]
        return found[0].line if found else None


class _Cutter:
    """Splits a text into its parts."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._open: list[_Part] = []
        self._parts: list[_Part] = []
        self._declaring: str | None = None

    def split(self, text: str) -> list[_Part]:
        line = 1
        for found in _TOKEN.finditer(text):
            kind, written = found.lastgroup or "", found.group()
            if kind == "declare":
                self._declaring = ""
            elif kind != "skip" and self._declaring is not None:
                self._declare(kind, found)
            elif kind == "mark":
                self._mark(written, line)
            elif kind != "skip":
                self._name(_iri_part(kind, written, found["iri"]), line)
            line += written.count("\n")
        return self._parts

    def _declare(self, kind: str, found: re.Match[str]) -> None:
        """Read a prefix, then its namespace; a base has no prefix."""
        if kind == "name":
            self._declaring = found.group()
        elif kind == "iri":
            iri = urljoin(self._base, found["iri"])
            if self._declaring:
                self._prefixes[self._declaring[:-1]] = iri
            else:
                self._base = iri
            self._declaring = None

    def _mark(self, mark: str, line: int) -> None:
        if mark == "[":
            self._begin(line)
            self._add(_Part(line, self._open[-1]))
        elif mark == "]":
            if len(self._open) > 1:
                self._open.pop()
        else:
            self._open = []

    def _name(self, iri: str | None, line: int) -> None:
        self._begin(line)
        if iri is None:
            return
        iri = self._whole(iri)
        if len(self._open) == 1 and self._open[0].subject is None:
            self._open[0].subject = iri
        self._open[-1].lines.setdefault(iri, line)

    def _begin(self, line: int) -> None:
        if not self._open:
            self._add(_Part(line, None))

    def _add(self, part: _Part) -> None:
        self._open.append(part)
        self._parts.append(part)

    def _whole(self, written: str) -> str:
        """The absolute IRI; a blank node's label is unchanged."""
        if written.startswith("<"):
            iri = written[1:-1]
            return iri if ":" in iri else urljoin(self._base, iri)
        prefix, _, local = written.partition(":")
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local) if prefix in self._prefixes else written


def _iri_part(kind: str, written: str, iri: str | None) -> str | None:
    """The IRI in brackets, prefixed name or label of a token; None for a text or a number."""
    if written == "a":
        return str(RDF.type)
    return written if iri is not None or kind in ("name", "blank") else None
