"""RDF inputs as an index: a path, a folder, a text, bytes, or a graph in memory.

Texts go through the guarded reader; a graph in memory is used as it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias
from urllib.parse import unquote, urlsplit

from danhmuc.vocab.errors import SourceUnavailableError, UsageError
from danhmuc.vocab.files import open_file
from danhmuc.vocab.messages import FOREIGN_WORDS, system_reason
from danhmuc.vocab.reading import RDF_ENDINGS
from danhmuc.vocab.reading.indexed_documents import read_index, unite_indexes
from danhmuc.vocab.text import shown_location

from ..engine import Index, index_nquads
from ..messages.validating import InputsText

if TYPE_CHECKING:
    import rdflib

    from danhmuc.vocab.findings import Finding


RdfInput: TypeAlias = "str | bytes | Path | rdflib.Graph"
"""A path; a text in any of our formats; a graph."""
_STAND_IN: Final = "http://source.invalid/"
"""Base of relative IRIs in a text without a location."""
_TEXT: Final = re.compile(r"[<{\n\r]")
"""Characters that occur in RDF text and not in paths: brackets of IRIs, braces of JSON, line breaks."""
_PLAIN: Final = re.compile(r"[A-Za-z0-9_]+\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class InputGraph:
    """Several inputs as one graph.

    Attributes:
        places: names of the inputs in messages.
        findings: repairs and findings of the reader.
        keeps_names: whether the names of blank nodes come from the caller's graph.
    """

    index: Index
    places: tuple[str, ...]
    findings: tuple[Finding, ...]
    keeps_names: bool

    @property
    def place(self) -> str:
        """All of them in one phrase."""
        return ", ".join(self.places)


def read_inputs(inputs: RdfInput | Sequence[RdfInput], *, noun: str, format: str | None = None) -> InputGraph:  # noqa: A002
    """Read inputs into one index; blank nodes of two documents stay apart.

    A `str` with a line break, ``<`` or ``{`` is a text, any other a path; all RDF files of a folder are read. Graph
    names are dropped.

    Args:
        noun: name of a text or a graph in messages.
        format: of the paths and texts; None detects it.

    Raises:
        SourceUnavailableError: a path cannot be opened.
        DocumentError: something is no RDF.
        UsageError: an input is none of these, is on the network or is empty, there are none, or the format is
            unknown.
    """
    gathering = _InputReader(noun, format)
    several = isinstance(inputs, Sequence) and not isinstance(inputs, str | bytes | bytearray | memoryview)
    if several and not inputs:
        raise UsageError(InputsText.INPUTS_MISSING(argument=noun))
    for one in inputs if several else (inputs,):  # type: ignore[union-attr]
        gathering.add(one)  # type: ignore[arg-type]
    return InputGraph(
        index=unite_indexes(gathering.parts),
        places=tuple(gathering.places),
        findings=tuple(gathering.findings),
        keeps_names=gathering.keeps_names,
    )


def path_of(location: str) -> Path:
    """The path of a location, which may be a ``file:`` URL.

    Raises:
        UsageError: it is on the network.
    """
    if "://" not in location:
        return Path(location)
    try:
        address = urlsplit(location)
    except ValueError:
        raise UsageError(InputsText.LOCATION_ON_NETWORK(location=shown_location(location))) from None
    if address.scheme != "file" or address.netloc not in ("", "localhost"):
        raise UsageError(InputsText.LOCATION_ON_NETWORK(location=shown_location(location)))
    return Path(unquote(address.path))


class _InputReader:
    def __init__(self, noun: str, format: str | None) -> None:  # noqa: A002
        self._noun = noun
        self._format = format
        self.parts: list[Index] = []
        self.places: list[str] = []
        self.findings: list[Finding] = []
        self.keeps_names = False

    def add(self, one: RdfInput) -> None:
        if isinstance(one, bytes):
            self._read(one, self._noun, _STAND_IN + self._noun)
        elif isinstance(one, str) and _TEXT.search(one):
            self._read(one.encode("utf-8", "surrogatepass"), self._noun, _STAND_IN + self._noun)
        elif isinstance(one, str):
            if not one:
                # As a path it would be the current folder.
                raise UsageError(InputsText.INPUT_EMPTY(argument=self._noun))
            self._open(path_of(one))
        elif isinstance(one, os.PathLike):
            self._open(Path(one))
        else:
            self._take_graph(one)

    def _open(self, path: Path) -> None:
        try:
            if not path.is_dir():
                with open_file(path) as file:
                    self._read(file, str(path), path.absolute().as_uri())
                return
            files = sorted(
                found for found in path.rglob("*") if _ending(found) in RDF_ENDINGS and _is_seen(found, path)
            )
        except (OSError, ValueError) as error:
            reason = system_reason(error) if isinstance(error, OSError) else FOREIGN_WORDS(words=str(error))
            raise SourceUnavailableError(str(path), reason) from error
        if not files:
            raise SourceUnavailableError(str(path), InputsText.FOLDER_WITHOUT_RDF(path=str(path)))
        for found in files:
            self._open(found)

    def _read(self, data: bytes | BinaryIO, place: str, base: str) -> None:
        document = read_index(data, place=place, base=base, format=self._format)
        self.parts.append(document.index)
        self.places.append(place)
        self.findings += document.findings

    def _take_graph(self, graph: object) -> None:
        import rdflib  # only for those who have a graph of it

        from danhmuc.vocab.rdflib_graphs import nquads_of

        if not isinstance(graph, rdflib.Graph):
            raise UsageError(InputsText.INPUT_OF_OTHER_KIND(argument=self._noun, kind=type(graph).__name__))
        if isinstance(graph, rdflib.Dataset):
            flat = rdflib.Graph()
            for subject, predicate, value, _ in graph.quads():
                flat.add((subject, predicate, value))
            graph = flat
        _refuse_non_rdf(graph, self._noun)
        self.parts.append(index_nquads(nquads_of(graph, _blank_node_names(graph))))
        self.places.append(self._noun)
        self.keeps_names = True


def _refuse_non_rdf(graph: rdflib.Graph, noun: str) -> None:
    """Refuse a graph that is not RDF 1.1: rdflib allows any term in any position, and terms of its own.

    Raises:
        UsageError: a triple is not valid.
    """
    from rdflib import BNode, Literal, URIRef

    for subject, predicate, value in graph:
        for term, refused, kinds in (
            (subject, InputsText.NO_SUBJECT, URIRef | BNode),
            (predicate, InputsText.NO_PROPERTY, URIRef),
            (value, InputsText.NO_VALUE, URIRef | BNode | Literal),
        ):
            if not isinstance(term, kinds):
                raise UsageError(refused(argument=noun, term=repr(term)))


def _blank_node_names(graph: rdflib.Graph) -> dict[rdflib.BNode, str]:
    """Names of blank nodes, unchanged if N-Quads allows them."""
    import rdflib

    nodes = {term for triple in graph for term in triple if isinstance(term, rdflib.BNode)}
    return {node: f"_:{node}" if _PLAIN.match(node) else f"_:x{node.encode().hex()}" for node in nodes}


def _ending(path: Path) -> str:
    name = path.name.lower()
    stem, packed = (name[:-3], ".gz") if name.endswith(".gz") else (name, "")
    return Path(stem).suffix + packed


def _is_seen(path: Path, folder: Path) -> bool:
    """Whether a path is a file, neither hidden nor in a hidden folder."""
    return path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
