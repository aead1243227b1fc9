"""Every format is found by name, and rdflib reads back every triple of it, however nasty its terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from io import BytesIO

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from danhmuc.registry import exporters
from danhmuc.registry.exporters import exporter_named, formats
from danhmuc.registry.record.exported import ExportedRecord
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.errors import UnknownNameError

# rdflib's parsers of N-Quads and TriG use them.
pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated, use Dataset.*:DeprecationWarning")

FORMATS = ("json-ld", "nq", "nt", "trig", "turtle", "xml")
HOLD_ALL = tuple(name for name in FORMATS if name != "xml")
"""RDF/XML does not: tests/vocab/writing/test_rdfxml.py."""
SUBJECT = NamedNode("https://e.vn/1")
PREDICATE = NamedNode("http://purl.org/dc/terms/title")
NAMESPACES = ("http://www.w3.org/ns/dcat#", "http://data.europa.eu/r5r/", "https://e.vn/")

LITERALS = (
    "",
    "a\nb",
    "a\rb",
    "a\r\nb",
    "a\tb",
    'a"b',
    '"""',
    "'''",
    "a\\b",
    "a\\",
    "\\u0041",
    "\\n",
    "\x00",
    "\x01\x08\x0b\x0c\x1f",
    "\x7f\x80\x85",
    "\u2028\u2029",
    "\u00a0\u1680\u2000\u202f\u205f\u3000",
    "\u200b\ufeff\ufffe\uffff",
    "😀𝔸",
    "e\u0301",
    "<https://e.vn/2> .",
    "_:b0 .",
    '" . <x> <y> "',
    "\x1c\x1d\x1e",
)
LOCAL_NAMES = (
    "",
    "a",
    "a.",
    ".a",
    "a.b",
    "a..",
    "a/",
    "a/b",
    "1",
    "1a",
    "-a",
    "_",
    "a-b_c",
    "a:b",
    ":",
    "a~b",
    "a%20b",
    "%41",
    "a%",
    "a'b",
    "a(b)",
    "a,b;c",
    "a!b$c&d*e+f=g",
    "a?b=c",
    "a#b",
    "a@b",
    "đường",
    "a\u00b7b",
    "a\u00a0b",
    "\u1680",
    "a\u2028b",
    "a\u3000",
    "a\u200cb",
    "😀",
    "true",
    "a",
)


def written(format_name: str, quads: Iterable[Quad], iri: str = SUBJECT.value) -> bytes:
    out = BytesIO()
    exporter_named(format_name).write([ExportedRecord(iri=iri, nquads=canonicalize(quads).nquads)], out)
    return out.getvalue()


def by_rdflib(format_name: str, data: bytes) -> set[tuple[str, ...]]:
    known = {"nq": "nquads"}.get(format_name, format_name)
    if format_name in ("nq", "trig"):
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=known)
        graph = dataset.default_graph
        assert len(graph) == len(set(dataset.quads()))
    else:
        graph = rdflib.Graph().parse(data=data, format=known)
    return {tuple(map(told, triple)) for triple in graph}


def told(term: rdflib.term.Node) -> str:
    if isinstance(term, rdflib.Literal):
        return f'"{term}"^^{term.datatype or rdflib.XSD.string}@{term.language}'
    return f"<{term}>"


def expected(quads: Iterable[Quad]) -> set[tuple[str, ...]]:
    return {tuple(map(as_rdflib_tells, (quad.subject, quad.predicate, quad.object))) for quad in quads}


def as_rdflib_tells(term: object) -> str:
    if isinstance(term, Literal):
        datatype = rdflib.XSD.string if term.language is not None else term.datatype.value
        return f'"{term.value}"^^{datatype}@{term.language}'
    assert isinstance(term, NamedNode)
    return f"<{term.value}>"


def node(iri: str) -> NamedNode:
    """A node for any IRI; the constructor is stricter than the lenient parser."""
    (quad,) = parse(f"<{iri}> <x:p> <x:o> .", format=RdfFormat.N_TRIPLES, lenient=True)
    assert isinstance(quad.subject, NamedNode)
    return quad.subject


def with_literal(text: str) -> Iterator[Quad]:
    yield Quad(SUBJECT, PREDICATE, Literal(text))
    yield Quad(SUBJECT, PREDICATE, Literal(text, language="vi"))
    yield Quad(SUBJECT, PREDICATE, Literal(text, datatype=NamedNode("https://e.vn/type")))
    yield Quad(SUBJECT, PREDICATE, Literal(text, datatype=NamedNode(NAMESPACES[0] + "type")))


def with_name(local: str) -> Iterator[Quad]:
    for namespace in NAMESPACES:
        name = node(namespace + local)
        yield Quad(name, PREDICATE, name)
        yield Quad(SUBJECT, name, Literal("x", datatype=name))


# ---------------------------------------------------------------- rdflib reads every byte


@pytest.mark.parametrize("format_name", HOLD_ALL)
@pytest.mark.parametrize("text", LITERALS)
def test_write__rdflib_reads_a_nasty_literal(format_name: str, text: str) -> None:
    quads = list(with_literal(text))
    assert by_rdflib(format_name, written(format_name, quads)) == expected(quads)


@pytest.mark.parametrize("format_name", HOLD_ALL)
@pytest.mark.parametrize("local", LOCAL_NAMES)
def test_write__rdflib_reads_a_nasty_name(format_name: str, local: str) -> None:
    quads = list(with_name(local))
    assert by_rdflib(format_name, written(format_name, quads)) == expected(quads)


@pytest.mark.parametrize("format_name", HOLD_ALL)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=8), max_size=5))
def test_write__rdflib_reads_any_literal(format_name: str, texts: list[str]) -> None:
    quads = [quad for text in texts for quad in with_literal(text)]
    assert by_rdflib(format_name, written(format_name, quads)) == expected(quads)


IRI_LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=' <>"{}|\\^`')


@pytest.mark.parametrize("format_name", HOLD_ALL)
@given(st.lists(st.text(IRI_LETTERS, max_size=6), max_size=4))
def test_write__rdflib_reads_any_name(format_name: str, names: list[str]) -> None:
    quads = [quad for name in names for quad in with_name(name)]
    assert by_rdflib(format_name, written(format_name, quads)) == expected(quads)


# ---------------------------------------------------------------- what a format cannot hold


@pytest.mark.parametrize("format_name", HOLD_ALL)
def test_write__holds_all(format_name: str) -> None:
    lost = exporter_named(format_name).write(
        [ExportedRecord(iri="u:1", nquads=b'<u:1> <u:p/> "\\u0001" .\n')], BytesIO()
    )
    assert lost is not None
    assert lost.count == 0


def test_write__rdf_xml_tells_what_it_cannot_hold() -> None:
    lost = exporter_named("xml").write(
        [ExportedRecord(iri="u:1", nquads=b'<u:1> <u:p/> "x" .\n<u:1> <u:p> "y" .\n')], BytesIO()
    )
    assert lost is not None
    assert (lost.count, lost.examples) == (1, ['<u:1> <u:p/> "x"'])


# ---------------------------------------------------------------- found by name


@pytest.mark.parametrize(
    ("format_name", "media_type"),
    [
        ("json-ld", "application/ld+json"),
        ("xml", "application/rdf+xml"),
        ("nt", "application/n-triples"),
        ("nq", "application/n-quads"),
        ("trig", "application/trig"),
        ("turtle", "text/turtle"),
    ],
)
def test_exporter_named__knows_its_media_type(format_name: str, media_type: str) -> None:
    assert exporter_named(format_name).media_type == media_type


def test_exporter_named__an_unknown_one_is_told_what_is_known() -> None:
    known = "csvw, dcat-us, dcat-us-1.1, dictionary, json-ld, nq, nt, skos, table-schema, trig, turtle, xml"
    with pytest.raises(UnknownNameError, match=re.escape(f"unknown format 'pdf'; known: {known}")):
        exporter_named("pdf")


def test_formats__are_sorted() -> None:
    assert formats() == tuple(
        sorted((*FORMATS, "csvw", "dcat-us", "dcat-us-1.1", "dictionary", "skos", "table-schema"))
    )


class Plain:
    """A stranger's format."""

    media_type = "text/plain"

    def write(self, records: Iterable[ExportedRecord], out: BytesIO) -> None:
        out.writelines(record.iri.encode() + b"\n" for record in records)


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    point = metadata.EntryPoint("plain", f"{__name__}:Plain", "danhmuc.exporters")
    monkeypatch.setattr(point.__class__, "load", lambda _: Plain)

    def entry_points(*, group: str, name: str | None = None) -> list[metadata.EntryPoint]:
        return [point] if group == "danhmuc.exporters" and name in (None, "plain") else []

    monkeypatch.setattr(exporters, "entry_points", entry_points)


@pytest.mark.usefixtures("stranger")
def test_exporter_named__a_stranger_s_is_found() -> None:
    assert isinstance(exporter_named("plain"), Plain)


@pytest.mark.usefixtures("stranger")
def test_formats__name_a_stranger_s() -> None:
    assert "plain" in formats()
