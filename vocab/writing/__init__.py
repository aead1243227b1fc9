"""Write RDF as files people like to read, without losing any of it.

The currency is bytes of N-Quads, as pyoxigraph spells them: one graph after another, so that a whole inventory is
written while only one description of it is held. What a syntax cannot hold is counted, never dropped in silence.

Knows nothing of records or registries; the mirror of `danhmuc.vocab.reading`.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import BinaryIO, Final, Literal, Protocol, cast

from ..errors import UnknownNameError, UnwritableError
from ..messages.errors import FORMAT_UNKNOWN
from .unwritten import Unwritten

__all__ = ["FORMATS", "Format", "Unwritten", "write", "write_text"]

Format = Literal["turtle", "xml", "json-ld", "nt", "nq", "trig"]

_WRITERS: Final = {
    "json-ld": ".jsonld:JsonLdWriter",
    "nq": ".ntriples:NTriplesWriter",
    "nt": ".ntriples:NTriplesWriter",
    "trig": ".turtle:TurtleWriter",
    "turtle": ".turtle:TurtleWriter",
    "xml": ".rdfxml:RdfXmlWriter",
}
"""Graph names are not kept, and without them N-Quads and TriG are N-Triples and Turtle."""

FORMATS: Final = tuple(sorted(_WRITERS))
"""Names of all formats, as rdflib names them."""


class Writer(Protocol):
    """One document on its way out.

    Attributes:
        unwritten: what the syntax could not hold so far.
    """

    unwritten: Unwritten

    def head(self, *, used: bool) -> bytes:
        """How the document begins: with all known prefixes, or with those used so far."""
        ...

    def graph(self, nquads: bytes) -> bytes:
        """The next graph; blank nodes of two graphs must not share names."""
        ...

    def tail(self) -> bytes:
        """How the document ends."""
        ...


def write(format: str, graphs: Iterable[bytes], out: BinaryIO) -> Unwritten:  # noqa: A002 - the word users know
    """Write graphs one after another, and give back what the syntax could not hold.

    The same graphs give the same bytes, whatever the order of their lines and, where blank nodes hang in trees, their
    names. All prefixes known are declared, since nobody knows yet what is to come.

    Args:
        graphs: lines of N-Quads in the default graph as pyoxigraph spells them; no blank node stands in two graphs.

    Raises:
        UnknownNameError: no such format.
    """
    writer = _writer(format)
    out.write(writer.head(used=False))
    for nquads in graphs:
        out.write(writer.graph(nquads))
    out.write(writer.tail())
    return writer.unwritten


def write_text(format: str, graphs: Iterable[bytes]) -> str:  # noqa: A002 - the word users know
    r"""The graphs as one text with the prefixes that it uses; for more than memory holds there is `write`.

    >>> print(write_text("turtle", [b'<https://e.vn/1> <http://purl.org/dc/terms/title> "L\xc3\xbaa"@vi .\n']))
    @prefix dct: <http://purl.org/dc/terms/> .
    <BLANKLINE>
    <https://e.vn/1>
        dct:title "Lúa"@vi .
    <BLANKLINE>

    Raises:
        UnknownNameError: no such format.
        UnwritableError: the format cannot hold all of it; only RDF/XML, and JSON-LD for relative IRIs. `write` leaves
            those triples out and tells of them.
    """
    writer = _writer(format)
    body = b"".join([writer.graph(nquads) for nquads in graphs])
    lost = writer.unwritten
    if lost.count:
        raise UnwritableError(format, lost.count, lost.examples)
    return (writer.head(used=True) + body + writer.tail()).decode()


def _writer(format: str) -> Writer:  # noqa: A002
    target = _WRITERS.get(format)
    if target is None:
        raise UnknownNameError(FORMAT_UNKNOWN, format, FORMATS)
    module, _, name = target.partition(":")
    return cast("Writer", getattr(import_module(module, __package__), name)())
