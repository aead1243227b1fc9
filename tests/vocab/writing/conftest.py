"""Read what was written with other people's parsers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

import pyld.jsonld
import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.errors import UnwritableError
from danhmuc.vocab.writing import write, write_text

Reader = Callable[[str], bytes]
"""A text to the canonical N-Quads of what it says."""

OXIGRAPH = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "xml": RdfFormat.RDF_XML,
    "json-ld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
}
RDFLIB = {name: name for name in OXIGRAPH} | {"nq": "nquads"}


def by_oxigraph(format_name: str) -> Reader:
    """As pyoxigraph reads it."""

    def read(text: str) -> bytes:
        return canonicalize(parse(text.encode(), format=OXIGRAPH[format_name], lenient=True)).nquads

    return read


def by_rdflib(format_name: str) -> Reader:
    """As rdflib reads it, literals as they are written."""

    def read(text: str) -> bytes:
        before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
        try:
            dataset = rdflib.Dataset()
            into = dataset if format_name in ("trig", "nq") else dataset.default_graph
            into.parse(data=text.encode(), format=RDFLIB[format_name])
            assert len(dataset.default_graph) == len(dataset)
            lines = "".join(f"{' '.join(map(in_nquads, triple))} .\n" for triple in dataset.default_graph)
        finally:
            rdflib.NORMALIZE_LITERALS = before
        return canonicalize(quads_of(lines)).nquads

    return read


def by_pyld(text: str) -> bytes:
    """As PyLD reads it."""
    return canonicalize(quads_of(pyld.jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}))).nquads


def quads_of(lines: str) -> Iterator[Quad]:
    """N-Quads as the reader leaves them: language tags lower-case."""
    return parse(lines, format=RdfFormat.N_QUADS, lenient=True)


def in_nquads(term: rdflib.term.Node) -> str:
    """A term of rdflib as N-Quads has it; rdflib's own writer escapes less."""
    if isinstance(term, rdflib.Literal):
        text = (
            '"'
            + re.sub(r'[\x00-\x1f"\\\x7f-\xa0\u2028\u2029]', lambda found: f"\\u{ord(found.group()):04X}", term)
            + '"'
        )
        if term.language is not None:
            return f"{text}@{term.language}"
        return text if term.datatype is None else f"{text}^^<{term.datatype}>"
    return f"_:{term}" if isinstance(term, rdflib.BNode) else f"<{term}>"


READERS = {
    **{(name, "pyoxigraph"): by_oxigraph(name) for name in OXIGRAPH},
    **{(name, "rdflib"): by_rdflib(name) for name in OXIGRAPH},
    ("json-ld", "PyLD"): by_pyld,
}


@pytest.fixture(params=READERS, ids="-".join)
def written_and_read(request: pytest.FixtureRequest) -> Callable[[Iterable[bytes]], bytes]:
    """Write graphs in one format, read them with one parser; a test that asks for it runs with each of the pairs.

    Its ``pair`` names the two.
    """
    name, _ = request.param
    read = READERS[request.param]

    def there_and_back(graphs: Iterable[bytes]) -> bytes:
        listed = list(graphs)
        try:
            return read(write_text(name, listed))
        except UnwritableError:
            out = BytesIO()
            assert write(name, listed, out).count
            return read(out.getvalue().decode())

    there_and_back.pair = request.param  # type: ignore[attr-defined]
    return there_and_back
