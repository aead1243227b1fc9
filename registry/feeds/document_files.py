"""The documents of a build: which of them must be written, where, and what they cannot hold.

A document whose content has the digest that the last manifest has for it is taken over unseen. What is written is read
back as strictly as the strictest consumer does: what cannot be read is never served. rdflib, which takes as long as all
else together, reads a sample of the entries of each page, or everything if it is asked for.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast
from xml.sax import SAXException

import rdflib
from pyoxigraph import RdfFormat, parse, serialize
from rdflib.exceptions import ParserError
from rdflib.store import Store

from danhmuc.vocab.errors import RegistryError
from danhmuc.vocab.messages import FOREIGN_WORDS, Message

from ..messages.feeds import FeedBuildsText
from .feed_files import FeedDraft
from .gathering import GatheredFeed
from .manifest import FileLoss, Manifest
from .root_catalog import RootCatalog

SAMPLED: Final = 20
"""One of so many entries of a page is read by rdflib, others each time that the page changes."""

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


class DocumentFiles:
    """The documents of one build.

    Attributes:
        now: the time of what has changed.
        checks_all: whether rdflib reads all pages, instead of a sample of their entries.
        contents: digest of all that each document is made of, by its name.
        losses: what files cannot hold.
    """

    def __init__(
        self, draft: FeedDraft, before: Manifest | None, *, settings: str, now: str, checks_all: bool = False
    ) -> None:
        """
        Args:
            before: the manifest of the last build; None if it says nothing.
            settings: digest of all that the feed depends on beside the registry.
        """
        self.draft = draft
        self.now = now
        self.checks_all = checks_all
        self.contents: dict[str, str] = {}
        self.losses: list[FileLoss] = []
        self._before = before
        self._settings = settings

    def paths_to_write(self, name: str, content: str, paths: Sequence[str]) -> list[str]:
        """The paths of a document that must be written; the others are those of the last build, made of the same.

        Args:
            content: digest of all that it is made of.
        """
        self.contents[name] = content
        if self._before is None or self._before.contents.get(name) != content:
            return list(paths)
        fresh = [path for path in paths if not self.draft.keep(path)]
        for path in paths:
            if path not in fresh and path in self._before.losses:
                self.lose(self._before.losses[path])
        return fresh

    def digest_of(self, members: object) -> str:
        """The digest of a document that is made of the settings and of some members, as JSON has them."""
        text = json.dumps([self._settings, members], sort_keys=True)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"

    def digest_of_entries(
        self, gathered: GatheredFeed, numbers: Iterable[int], root: RootCatalog, links: Sequence[object] = ()
    ) -> str:
        """The digest of a document that is made of the settings, of some entries, and of what leads to others.

        Args:
            numbers: positions of the entries.
            root: the catalogue that lists them.
            links: of a page, as JSON has them.
        """
        digest = hashlib.sha256(json.dumps([self._settings, links], sort_keys=True).encode())
        digest.update(root.describe(()))
        digest.update(root.describe_publisher()[1])
        for number in numbers:
            digest.update(gathered.spool.content(number))
            digest.update(gathered.memberships.get(number, b""))
        return f"sha256:{digest.hexdigest()}"

    def lose(self, loss: FileLoss) -> None:
        """Note what a file cannot hold."""
        if loss:
            self.losses.append(loss)

    def open(self, path: str, *, packs: bool = True) -> AbstractContextManager[BinaryIO]:
        """A new file; see `FeedDraft.write`."""
        return self.draft.write(path, modified_at=self.now, packs=packs)

    def check(self, path: str, format: str) -> None:  # noqa: A002 - the word users know
        """See that a file that was written can be read.

        Raises:
            RegistryError: it cannot.
        """
        check_readable(self.draft.path / path, path, format)


def check_document(
    path: str,
    data: bytes,
    format: str,  # noqa: A002 - the word users know
    graphs: Iterable[bytes],
    *,
    lost: int,
) -> None:
    """See that strict pyoxigraph reads a document, and reads what it was written from.

    Args:
        path: of the document within the feed, for the message.
        graphs: lines of N-Quads of which it was written.
        lost: number of triples that the format cannot hold.

    Raises:
        RegistryError: it does not.
    """
    read = _read_strictly(path, data, format)
    wanted = {line for graph in graphs for line in graph.splitlines(keepends=True)}
    if not _says_the_same(wanted, read, lost):
        raise _failure(path, FeedBuildsText.FEED_OTHER_TRIPLES(wanted=len(wanted), found=len(read)))


def check_with_rdflib(path: str, data: bytes, format: str) -> None:  # noqa: A002 - the word users know
    """See that rdflib reads as many triples of a document as strict pyoxigraph.

    Raises:
        RegistryError: it does not.
    """
    wanted = len(_read_strictly(path, data, format))
    try:
        found = count_triples(data, format)
    except ValueError as error:
        raise _failure(path, FOREIGN_WORDS(words=" ".join(str(error).split()))) from error
    if found != wanted:
        raise _failure(path, FeedBuildsText.FEED_OTHER_TRIPLES(wanted=wanted, found=found))


def _read_strictly(path: str, data: bytes, format: str) -> set[bytes]:  # noqa: A002 - the word users know
    """The lines of N-Quads of a document.

    Raises:
        RegistryError: pyoxigraph does not read it.
    """
    try:
        found = serialize(parse(data, format=_FORMATS[format]), format=RdfFormat.N_QUADS)
    except (ValueError, SyntaxError) as error:
        raise _failure(path, FOREIGN_WORDS(words=" ".join(str(error).split()))) from error
    return set((found or b"").splitlines(keepends=True))


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
    return RegistryError(FeedBuildsText.FEED_CHECK_FAILED(path=path, reason=reason))


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
