"""Look into canonical N-Quads without parsing them: one triple a line, each term in one way of writing.

Literals never get in the way, whatever they quote: their line ends in a quotation mark, a tag or a datatype.
"""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["iri_subjects", "iri_values", "with_blank_names"]


def iri_values(nquads: bytes) -> set[str]:
    """The IRIs that stand as values."""
    found: set[bytes] = set()
    for line in nquads.split(b"\n"):
        if line.endswith(b"> ."):
            # A literal may hold blanks and brackets, but then the quotation mark that ends it comes after them.
            value = line[line.rindex(b" ", 0, -2) + 1 : -2]
            if value.startswith(b"<") and b'"' not in value:
                found.add(value)
    return {value[1:-1].decode() for value in found}


def iri_subjects(nquads: bytes) -> set[str]:
    """The IRIs that stand as subjects."""
    found = {line.partition(b"> ")[0] for line in nquads.split(b"\n") if line.startswith(b"<")}
    return {subject[1:].decode() for subject in found}


def with_blank_names(nquads: bytes, scope: bytes) -> bytes:
    """The same lines with `scope` before the name of every blank node."""
    return b"".join(_renamed(nquads, scope)) if b"_:" in nquads else nquads


def _renamed(nquads: bytes, scope: bytes) -> Iterator[bytes]:
    for line in nquads.splitlines(keepends=True):
        given = line
        if b"_:" in line:
            start = line.rindex(b" ", 0, -3) + 1
            value = line[start:]
            if value.startswith(b"_:") and b'"' not in value:
                given = line[:start] + b"_:" + scope + value[2:]
            if line.startswith(b"_:"):
                given = b"_:" + scope + given[2:]
        yield given
