"""Read back what a feed has, as strictly as the strictest consumer; what cannot be read is never served."""

from __future__ import annotations

import gzip
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final, cast
from xml.sax import SAXException

import rdflib
from pyoxigraph import RdfFormat, parse, serialize
from rdflib.exceptions import ParserError
from rdflib.store import Store

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import FOREIGN_WORDS, Message

from ..messages.feed_builds import FEED_CHECK_FAILED, FEED_OTHER_TRIPLES

__all__ = ["check_document", "check_readable", "count_triples"]

_FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "xml": RdfFormat.RDF_XML,
    "json-ld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
}
_BLANK: Final = re.compile(rb'\A_:| _:[^ "]+ \.\n\Z')
_REFUSALS: Final = (
    *(SyntaxError, ValueError, SAXException, ParserError),
    *(LookupError, TypeError, AttributeError, AssertionError, RuntimeError),
)
"""What its readers raise for what they cannot read, beside their own errors whatever goes wrong in them."""


def check_document(
    path: str,
    data: bytes,
    format: str,  # noqa: A002 - the word users know
    graphs: Iterable[bytes],
    *,
    lost: int,
) -> None:
    """See that strict pyoxigraph and rdflib read a document, and read what it was written from.

    Args:
        path: of the document within the feed, for the message.
        graphs: lines of N-Quads of which it was written.
        lost: number of triples that the format cannot hold.

    Raises:
        RegistryError: they do not.
    """
    try:
        found = serialize(parse(data, format=_FORMATS[format]), format=RdfFormat.N_QUADS)
        count = count_triples(data, format)
    except (ValueError, SyntaxError) as error:
        raise _failure(path, FOREIGN_WORDS(words=" ".join(str(error).split()))) from error
    read = set((found or b"").splitlines(keepends=True))
    wanted = {line for graph in graphs for line in graph.splitlines(keepends=True)}
    if not _says_the_same(wanted, read, lost) or count != len(read):
        raise _failure(path, FEED_OTHER_TRIPLES(wanted=len(wanted), found=len(read)))


def check_readable(file: Path, path: str, format: str) -> None:  # noqa: A002 - the word users know
    """See that strict pyoxigraph reads a file to its end.

    Raises:
        RegistryError: it does not.
    """
    try:
        with gzip.open(file, "rb") if path.endswith(".gz") else file.open("rb") as opened:
            for _ in parse(cast("IO[bytes]", opened), format=_FORMATS[format]):
                pass
    except (ValueError, SyntaxError) as error:
        raise _failure(path, FOREIGN_WORDS(words=" ".join(str(error).split()))) from error


def _says_the_same(wanted: set[bytes], read: set[bytes], lost: int) -> bool:
    """Whether the triples are the same; those with blank nodes, which have other names now, by their number."""
    left, more = wanted - read, read - wanted
    left_blank, more_blank = (sum(_BLANK.search(line) is not None for line in one) for one in (left, more))
    if len(more) > more_blank:
        return False
    missing = len(left) - left_blank + max(0, left_blank - more_blank)
    return more_blank <= left_blank and missing <= lost


def _failure(path: str, reason: Message) -> RegistryError:
    return RegistryError(FEED_CHECK_FAILED(path=path, reason=reason))


def count_triples(data: bytes, format: str) -> int:  # noqa: A002 - the word users know
    """The number of different triples, literals compared as they are written.

    Raises:
        ValueError: rdflib cannot read it.
    """
    normalizes = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False  # else two spellings of a number are one
    store = _TripleSet()
    try:
        graph = rdflib.Graph(store=store, bind_namespaces="none")
        with warnings.catch_warnings():
            # Its own reader of JSON-LD uses what it has deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            graph.parse(io.BytesIO(data), format=format)
        return len(graph)
    except _REFUSALS as error:
        raise ValueError(f"rdflib: {error}") from error
    finally:
        rdflib.NORMALIZE_LITERALS = normalizes
        # Graphs refer to themselves, so that their triples would stay until Python looks for circles.
        store.clear()


class _TripleSet(Store):
    """Triples without the indexes by which rdflib searches."""

    context_aware = True
    """Its reader of JSON-LD asks for that; it reads into one graph."""

    def __init__(self) -> None:
        super().__init__()
        self._triples: set[Any] = set()

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Add a triple."""
        self._triples.add(triple)

    def __len__(self, context: Any = None) -> int:
        """The number of different triples."""
        return len(self._triples)

    def bind(self, prefix: str, namespace: Any, override: bool = True) -> None:  # noqa: FBT001, FBT002
        """Keep no prefix."""

    def namespace(self, prefix: str) -> None:
        """None."""

    def prefix(self, namespace: Any) -> None:
        """None."""

    def namespaces(self) -> Iterator[Any]:
        """None."""
        return iter(())

    def clear(self) -> None:
        """Forget all triples."""
        self._triples.clear()
