"""Make relative IRIs absolute, and restore their relative form for reports.

A parser with a base returns only absolute IRIs. Reports then show the shortest relative form: ``/x`` for
``../../../x``, ``x`` for ``./x``.
Source: RFC 3986, sections 4.2 and 5.2.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

STAND_IN: Final = "http://source.invalid/"
"""The address of sources without an address of their own (design.md, "What a record is")."""
_ROOT: Final = STAND_IN.removesuffix("/")


def make_absolute(relative: str, base: str) -> str:
    """Resolve a relative IRI against a base, by pyoxigraph's own rules."""
    if ":" in relative.partition("/")[0]:
        relative = "./" + relative
    quad = next(iter(parse(f"<{relative}> <x:p> <x:o> .", RdfFormat.TURTLE, base_iri=base, lenient=True)))
    return quad.subject.value if isinstance(quad.subject, NamedNode) else relative


def shortest_form(iri: str, base: str) -> str:
    """The shortest relative form of an IRI with a base below the stand-in address; its path begins with the source."""
    document = iri.removeprefix(base)
    if document != iri and document[:1] in ("", "#", "?"):
        return document
    folder = base.rpartition("/")[0] + "/"
    source = "/".join(base.split("/", 4)[:4]) + "/"
    up = ""
    while folder.startswith(source):
        if iri.startswith(folder):
            return _below(iri.removeprefix(folder), up)
        folder = folder[:-1].rpartition("/")[0] + "/"
        up += "../"
    path = iri.removeprefix(_ROOT)
    return f"/.{path}" if path.startswith("//") else path


def _below(path: str, up: str) -> str:
    """A path that cannot be read as the document itself, a scheme, a host, or a part of the document."""
    if up == "" and (path[:1] in ("", "/", "#", "?") or ":" in path.partition("/")[0]):
        return f"./{path}"
    return up + path
