"""Judge a file by any shapes with the package shacl, an engine in Rust. See `validating`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import shacl
from validating import BLANK, Engine, Said, timed

_LITERAL = re.compile(r'"(.*)"(?:@[\w-]+|\^\^.*)?', re.DOTALL)
_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Shacl(Engine[shacl.Report]):
    """Compiled shapes."""

    def __init__(self, shapes: Path) -> None:
        self._shapes = shacl.Shapes.from_file(str(shapes))

    def judged(self, file: Path) -> shacl.Report:
        return self._shapes.validate_file(str(file))

    def judged_text(self, text: str) -> shacl.Report:
        return self._shapes.validate_text(text, format="ntriples")

    def report(self, found: shacl.Report) -> str:
        return str(found.serialize("ntriples"))

    def said(self, found: shacl.Report) -> Iterable[Said]:
        for one in found.results:
            yield _text(one.focus_node), _text(one.path), _text(one.value), one.component


def _text(term: str | None) -> str:
    """A term in N-Triples syntax as the others write it."""
    if not term or term.startswith("_:"):
        return BLANK if term else ""
    if re.fullmatch("<[^>]*>", term):
        return term[1:-1]
    literal = _LITERAL.fullmatch(term)
    if literal is None:
        return BLANK  # a path that is no single property
    return _ESCAPE.sub(
        lambda found: _SHORT.get(found[3] or "", found[3]) or chr(int(found[1] or found[2], 16)), literal[1]
    )


if __name__ == "__main__":
    timed(Shacl)
