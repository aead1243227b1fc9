"""Write RDF as readable files, without losing any of it.

Input is bytes of N-Quads, as pyoxigraph writes them: one graph after another, so that a whole inventory is written
while only one description is in memory. Triples that a syntax cannot express are counted, never dropped silently.

Knows nothing of records or registries; the mirror of `danhmuc.vocab.reading`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, Literal, NamedTuple, Protocol, cast

from ..errors import UnknownNameError, UnwritableError
from ..messages.errors import ErrorsText
from .unwritten import TermRepair, Unwritten

__all__ = [
    "FORMATS",
    "Format",
    "TermRepair",
    "Unwritten",
    "WrittenDocument",
    "write",
    "write_document",
    "write_records",
    "write_text",
]

Format = Literal["turtle", "xml", "json-ld", "nt", "nq", "trig"]

_WRITERS: Final = {
    "json-ld": ".jsonld:JsonLdWriter",
    "nq": ".ntriples:NTriplesWriter",
    "nt": ".ntriples:NTriplesWriter",
    "trig": ".turtle:TurtleWriter",
    "turtle": ".turtle:TurtleWriter",
    "xml": ".rdfxml:RdfXmlWriter",
}
"""Graph names are not written; without them, N-Quads and TriG are N-Triples and Turtle."""

FORMATS: Final = tuple(sorted(_WRITERS))
"""Names of all formats, as rdflib names them."""


_HELD_BYTES: Final = 1 << 20
"""Bytes of a document that waits in memory, until its prefixes are known."""


class Writer(Protocol):
    """A writer of one document.

    Attributes:
        unwritten: triples that the syntax could not express so far.
    """

    unwritten: Unwritten

    def head(self, *, used: bool) -> bytes:
        """The beginning of the document: with all known prefixes, or with those used so far."""
        ...

    def graph(self, nquads: bytes) -> bytes:
        """The next graph; blank nodes of two graphs must not share names."""
        ...

    def tail(self) -> bytes:
        """The end of the document."""
        ...


def write(
    format: str,  # noqa: A002 - the word users know
    graphs: Iterable[bytes],
    out: BinaryIO,
    *,
    used_prefixes: bool = False,
) -> Unwritten:
    """Write graphs one after another, and return the triples that the syntax could not express.

    The same graphs give the same bytes, independent of the order of their lines and, if blank nodes form trees, of
    their names. All known prefixes are declared, since later graphs are not known yet.

    Args:
        graphs: lines of N-Quads in the default graph as pyoxigraph writes them; no blank node occurs in two graphs.
        used_prefixes: whether to declare only the prefixes that are used; the document waits in a temporary file then.

    Raises:
        UnknownNameError: no such format.
    """
    if not used_prefixes:
        return write_records(format, (("", nquads) for nquads in graphs), out)
    writer = _writer(format)
    with SpooledTemporaryFile(max_size=_HELD_BYTES) as body:
        for nquads in graphs:
            body.write(writer.graph(nquads))
        out.write(writer.head(used=True))
        body.seek(0)
        shutil.copyfileobj(body, out)
    out.write(writer.tail())
    return writer.unwritten


def write_records(
    format: str,  # noqa: A002 - the word users know
    records: Iterable[tuple[str, bytes]],
    out: BinaryIO,
    *,
    unwritten: Unwritten | None = None,
) -> Unwritten:
    """Write graphs as `write` does, each with the IRI of its record, so that what is left out is told per record.

    Args:
        unwritten: counts what is left out, and is returned; None for a new one, which holds it in memory.

    Raises:
        UnknownNameError: no such format.
    """
    writer = _writer(format)
    if unwritten is not None:
        writer.unwritten = unwritten
    out.write(writer.head(used=False))
    for iri, nquads in records:
        writer.unwritten.record = iri
        out.write(writer.graph(nquads))
    out.write(writer.tail())
    return writer.unwritten


class WrittenDocument(NamedTuple):
    """A whole document in memory.

    Attributes:
        unwritten: for each graph, the triples that the syntax could not express.
    """

    data: bytes
    unwritten: tuple[Unwritten, ...]


def write_document(format: str, graphs: Iterable[bytes]) -> WrittenDocument:  # noqa: A002 - the word users know
    """Write graphs as one document with the prefixes that it uses; use `write` for more than fits in memory.

    Args:
        graphs: as those of `write`.

    Raises:
        UnknownNameError: no such format.
    """
    writer = _writer(format)
    body: list[bytes] = []
    unwritten: list[Unwritten] = []
    for nquads in graphs:
        writer.unwritten = Unwritten()
        body.append(writer.graph(nquads))
        unwritten.append(writer.unwritten)
    return WrittenDocument(b"".join([writer.head(used=True), *body, writer.tail()]), tuple(unwritten))


def write_text(format: str, graphs: Iterable[bytes]) -> str:  # noqa: A002 - the word users know
    r"""Write graphs as one text with the prefixes that it uses; use `write` for more than fits in memory.

    >>> print(write_text("turtle", [b'<https://e.vn/1> <http://purl.org/dc/terms/title> "L\xc3\xbaa"@vi .\n']))
    @prefix dct: <http://purl.org/dc/terms/> .
    <BLANKLINE>
    <https://e.vn/1>
        dct:title "Lúa"@vi .
    <BLANKLINE>

    Raises:
        UnknownNameError: no such format.
        UnwritableError: the format cannot express all of it; only RDF/XML, and JSON-LD for relative IRIs. `write`
            leaves those triples out and returns them.
    """
    writer = _writer(format)
    body = b"".join([writer.graph(nquads) for nquads in graphs])
    unwritten = writer.unwritten
    if unwritten.count:
        raise UnwritableError(format, unwritten.count, unwritten.examples)
    return (writer.head(used=True) + body + writer.tail()).decode()


def _writer(format: str) -> Writer:  # noqa: A002
    target = _WRITERS.get(format)
    if target is None:
        raise UnknownNameError(ErrorsText.FORMAT_UNKNOWN, format, FORMATS)
    module, _, name = target.partition(":")
    return cast("Writer", getattr(import_module(module, __package__), name)())
