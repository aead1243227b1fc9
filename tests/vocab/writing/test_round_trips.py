"""Whatever is written says the same to every parser."""

# ruff: noqa: E501 - a graph a line

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from random import Random
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from danhmuc.vocab.canonical import canonicalize

from ...conftest import examples
from .conftest import READERS

# rdflib's parsers of N-Quads and TriG use them.
pytestmark = pytest.mark.filterwarnings("ignore:.+ is deprecated, use Dataset.*:DeprecationWarning")


class RoundTrip(Protocol):
    """See conftest.py."""

    pair: tuple[str, str]

    def __call__(self, graphs: Iterable[bytes]) -> bytes: ...


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCT = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"

each_pair = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))


def nquads(text: str) -> bytes:
    """Canonical lines of a Turtle text with the prefixes above."""
    head = f"@prefix rdf: <{RDF}> . @prefix xsd: <{XSD}> . @prefix dct: <{DCT}> . @prefix dcat: <{DCAT}> .\n"
    return canonicalize(parse(head + text, format=RdfFormat.TURTLE, lenient=True)).nquads


def canonical(lines: str) -> bytes:
    return canonicalize(parse(lines, format=RdfFormat.N_QUADS, lenient=True)).nquads


GRAPHS = {
    "nothing": "",
    "texts": '<u:1> dct:title "Hai"@vi , "Two"@en , "Zwei"@de , "plain" , "typed"^^<u:t> , "2024"^^xsd:gYear , <u:o> .',
    "one plain title": '<u:1> dct:title "plain" .',
    "a title by IRI": "<u:1> dct:title <u:2> .",
    "a title by blank node": "<u:1> dct:title [] .",
    "an odd tag": '<u:1> dct:title "x"@abcdefgh-12345678 , "y"@vi-Latn-VN-x-a .',
    "dates": '<u:1> dct:issued "2024-01-01"^^xsd:date , "2024"^^xsd:gYear , "2024" , "2024"@vi , <u:2024> , [] .',
    "numbers": '<u:1> dcat:byteSize "0"^^xsd:nonNegativeInteger , "05"^^xsd:integer , "5"^^xsd:integer , "-0"^^xsd:integer , '
    '"1.50"^^xsd:decimal , "1e0"^^xsd:double , "NaN"^^xsd:double , "+1"^^xsd:integer , "true"^^xsd:boolean , "1"^^xsd:boolean .',
    "ill-typed": '<u:1> dct:issued "soon"^^xsd:date ; dcat:byteSize "x"^^xsd:integer , "TRUE"^^xsd:boolean , ""^^xsd:integer .',
    "identifiers": '<u:1> dct:identifier "x" , "x"@vi , "x"^^<u:t> , <u:x> .',
    "publishers": '<u:1> dct:publisher <u:2> , "x" , "u:2" , "x"@vi , [ dct:title "y"@vi ] , [] , [] .',
    "JSON": f'<u:1> dct:description "{{\\"a\\": 1}}"^^<{RDF}JSON> ; dct:rights "null"^^<{RDF}JSON> .',
    "HTML and XML": f'<u:1> dct:description "<b>x</b>"^^<{RDF}HTML> , "<b>y</b>"^^<{RDF}XMLLiteral> .',
    "langString without a tag": f'<u:1> dct:rights "x"^^<{RDF}langString> .',
    "keywords as texts": '<u:1> dct:identifier "@id" , "@type" , "@none" , "null" ; dcat:keyword "@value"@vi .',
    "types": '<u:1> a dcat:Dataset , <u:T> , "a text" , [] , <http://e.vn/1> .',
    "only a type": "<u:1> a dcat:Dataset .",
    "only a type that is a text": '<u:1> a "dcat:Dataset" .',
    "a reserved type": f"<u:1> a <{RDF}Description> . <u:2> a <{RDF}li> . <u:3> a <{RDF}RDF> , <{RDF}ID> .",
    "the type as a value": "<u:1> dct:relation rdf:type ; dct:source rdf:nil ; rdf:type rdf:type .",
    "two names for one": "<u:1> dct:creator _:a . <u:2> dct:creator _:a . _:a dct:title 'x' .",
    "a named leaf": "<u:1> dct:creator _:a . <u:2> dct:creator _:a .",
    "itself": "_:a dct:relation _:a . <u:1> dct:relation <u:1> .",
    "a ring": "_:a dct:relation _:b . _:b dct:relation _:c . _:c dct:relation _:a ; dct:title 'x' .",
    "a ring with a tail": "_:a dct:relation _:b . _:b dct:relation _:a ; dct:source [ dct:title 'x' ] .",
    "a ring of IRIs": "<u:a> dct:relation <u:b> . <u:b> dct:relation <u:a> .",
    "distributions": "<u:z> a dcat:Dataset ; dcat:distribution <u:b> , <u:a> . "
    "<u:a> a dcat:Distribution ; dct:isPartOf <u:z> . <u:b> dct:title 'x' ; dct:rights [ dct:source <u:c> ] . <u:c> dct:title 'c' .",
    "nobody's": "[] dct:title 'a' . [] dct:title 'b' ; dct:relation [ dct:title 'c' ] .",
    "a list": "<u:1> dct:creator ( <u:2> 'x' 'x'@vi 5 [ dct:title 'y' ] [] _:a ) ; dct:relation _:a .",
    "a list of resources": "<u:1> dct:creator ( <u:2> [ dct:title 'y' ] [] <u:3> ) . <u:3> dct:title 'z' .",
    "an empty list": "<u:1> dct:creator () , ( () ) .",
    "lists of lists": "<u:1> dct:creator ( ( 1 2 ) ( <u:x> ( <u:y> ) ) ) .",
    "a list under a title": "<u:1> dct:title ( 'x' 'y'@vi ) ; dct:issued ( '2024-01-01'^^xsd:date ) .",
    "a shared list": "<u:1> dct:creator _:l . <u:2> dct:creator _:l . _:l rdf:first 1 ; rdf:rest ( 2 3 ) .",
    "a list by itself": "[] rdf:first 1 ; rdf:rest ( 2 ) .",
    "a list with a title": "<u:1> dct:creator [ rdf:first 1 ; rdf:rest () ; dct:title 'x' ] .",
    "a list with a title within": "<u:1> dct:creator [ rdf:first 1 ; rdf:rest [ rdf:first 2 ; rdf:rest () ; dct:title 'x' ] ] .",
    "a list without end": "<u:1> dct:creator [ rdf:first 1 ; rdf:rest [ rdf:first 2 ] ] .",
    "a list with two ends": "<u:1> dct:creator [ rdf:first 1 ; rdf:rest () , ( 2 ) ] .",
    "a list with two firsts": "<u:1> dct:creator [ rdf:first 1 , 2 ; rdf:rest () ] .",
    "a list to an IRI": "<u:1> dct:creator [ rdf:first 1 ; rdf:rest <u:2> ] .",
    "a list in a ring": "_:l rdf:first _:x ; rdf:rest ( 2 <u:3> ) . _:x dct:relation _:l .",
    "a ring of cells": "_:a rdf:first 1 ; rdf:rest _:b . _:b rdf:first 2 ; rdf:rest _:a .",
    "a list entered in the middle": "<u:1> dct:creator _:a ; dct:source _:b . _:a rdf:first 1 ; rdf:rest _:b . _:b rdf:first 2 ; rdf:rest () .",
    "nil described": "rdf:nil dct:title 'x' . <u:1> dct:creator ( 1 ) .",
    "members": f"<u:1> <{RDF}_1> 'x' ; <{RDF}value> 'y' ; <{RDF}_12> 'z' .",
    "reification": "<u:1> a rdf:Statement ; rdf:subject <u:2> ; rdf:predicate dct:title ; rdf:object 'x' .",
    "names of the context as schemes": "<geo:21.0,105.8> dct:spatial <geo:1,2> ; <title:x> 'x' ; dct:title 'x'^^<time:x> . "
    "<u:1> dct:creator [ dct:spatial <dct:title> ] ; dct:title 'x'@vi ; dct:issued '2024-01-01'^^xsd:date ; a <dcat:Dataset> .",
    "schemes with slashes": "<dct://title> <dcat://x> <format://y> .",
    "mails and numbers": "<mailto:a@e.vn> dct:relation <tel:+84-24> , <urn:isbn:1> , <doi:10.1/x> .",
    "long paths": "<http://e.vn/a/../b> dct:relation <http://e.vn/./c> , <http://e.vn> , <http://e.vn/#> , <http://e.vn/?a=b&c=d'e> .",
    "spaces": "<http://e.vn/a\u00a0b\u2003c> dct:relation <http://e.vn/\u3000> ; <http://e.vn/p\u00a0q> 'x' .",
    "unknown namespaces": "<u:1> <http://e.vn/p/q> 'x' ; <http://e.vn/p#q> 'y' ; <http://e.vn/p/q.r-s> 'z' ; <urn:x:y> 'u' .",
    "names that only some allow": "<u:1> dct:a.b 'x' ; dct:a-b 'y' ; <http://purl.org/dc/terms/a.> 'z' ; dct:title <http://www.w3.org/ns/dcat#a.> .",
    "letters beyond ASCII": "<u:1> <http://e.vn/đường> 'x' ; <http://e.vn/表> 'y' ; <http://e.vn/aй> 'z' ; <http://e.vn/\u0301a> 'w' .",
    "names in the namespaces of XML": "<u:1> <http://www.w3.org/XML/1998/namespacelang> 'x' ; <http://www.w3.org/2000/xmlns/foo> 'y' .",
    "paragraphs": '<u:1> dct:description "a\\n\\nb\\n"@vi , "\\n" , "a\\n\\"\\"\\"b\\"" , "\\na\\\\n" , "a\\r\\nb" , "\\"\\n"^^<u:t> , "]]>&amp;<a>" , "  " .',
}


PEERS_FAULTS = {
    ("xml", "rdflib", "spaces"): "Python's xml.sax.expatreader splits a name at U+00A0, and drops what is behind it",
    ("json-ld", "PyLD", "spaces"): "PyLD 3.3 takes IRIs with U+00A0 for relative ones and drops their triples",
    ("json-ld", "PyLD", "numbers"): "PyLD 3.3 rewrites texts typed xsd:double",
    ("json-ld", "PyLD", "langString without a tag"): "PyLD 3.3 drops the datatype",
}
"""Where another parser is wrong about what is right."""


@pytest.mark.parametrize("name", GRAPHS)
def test_write__says_the_same(written_and_read: RoundTrip, name: str, request: pytest.FixtureRequest) -> None:
    if (fault := PEERS_FAULTS.get((*written_and_read.pair, name))) is not None:
        request.applymarker(pytest.mark.xfail(reason=fault, strict=True))
    graph = nquads(GRAPHS[name])
    assert written_and_read([graph]).decode() == graph.decode()


@pytest.mark.parametrize("depth", [2, 23, 24, 25, 60])
def test_write__deep_ones_are_cut_where_parsers_would_not_follow(written_and_read: RoundTrip, depth: int) -> None:
    graph = nquads("<u:1> " + "dct:relation [ dct:title 'x' ; " * depth + "dct:title 'y'" + "]" * depth + " .")
    assert written_and_read([graph]) == graph


def test_write__a_chain_of_iris_is_no_depth(written_and_read: RoundTrip) -> None:
    graph = nquads(" ".join(f"<u:{number:04}> dcat:next <u:{number + 1:04}> ." for number in range(2_000)))
    assert written_and_read([graph]) == graph


@cache
def long_list() -> bytes:
    return nquads(f"<u:1> dct:creator ( {' '.join(map(str, range(600)))} ) ; dct:hasPart ( {'<u:2> ' * 600} ) .")


def test_write__a_long_list(written_and_read: RoundTrip) -> None:
    graph = long_list()
    assert written_and_read([graph]) == graph


def test_write__many_graphs_are_one_document(written_and_read: RoundTrip) -> None:
    graphs = [f'<u:{number}> <u:p> _:b{number} .\n_:b{number} <u:q> "x" .\n' for number in range(5)]
    assert written_and_read([graph.encode() for graph in graphs]) == canonical("".join(graphs))


# ---------------------------------------------------------------- any graph at all

CHARACTERS = st.characters(exclude_categories=("Cs",))
TEXTS = st.text(CHARACTERS, max_size=8) | st.sampled_from(
    (
        "@id",
        "@none",
        "null",
        "true",
        "5",
        "2024-01-01",
        '"""',
        "]]>",
        "a\nb",
        "a\r\n",
        "\\",
        "\\u0041",
        "\ufeff",
        "u:1",
        "_:b",
    )
)
XML_REFUSES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
XML_TEXTS = TEXTS.filter(lambda text: XML_REFUSES.search(text) is None)
IRI_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters='<>"{}|\\^`')
IRIS = st.sampled_from(
    (
        "u:1",
        "u:2",
        "u:3",
        DCAT + "Dataset",
        DCT + "title",
        RDF + "nil",
        RDF + "first",
        RDF + "List",
        RDF + "type",
        "geo:1,2",
        "http://e.vn/?a&b='c'",
    )
) | st.text(IRI_LETTERS, max_size=6).map(lambda text: "http://e.vn/" + text)
PREDICATES = st.sampled_from(
    (
        *(RDF + name for name in ("type", "first", "rest", "_1", "value")),
        *(DCT + name for name in ("title", "issued", "publisher", "identifier", "format", "a.b", "x/y", "-a")),
        *(DCAT + name for name in ("keyword", "byteSize", "distribution")),
        *("u:p", "http://e.vn/p#q", "http://e.vn/2p", "http://e.vn/\u0111"),
    )
)
DATATYPES = st.sampled_from(
    [XSD + name for name in ("date", "integer", "boolean", "decimal", "nonNegativeInteger", "gYear")]
    + [RDF + "JSON", RDF + "HTML", "u:t", "time:t"]
)
TAGS = st.sampled_from(("vi", "en", "zh-hant-tw", "x-y"))
BLANK = st.integers(0, 5).map(lambda number: f"_:b{number}")


def quoted(text: str) -> str:
    """As pyoxigraph spells it."""
    line = serialize([Quad(NamedNode("u:1"), NamedNode("u:2"), Literal(text))], format=RdfFormat.N_QUADS)
    assert line is not None
    return line.decode()[len("<u:1> <u:2> ") : -len(" .\n")]


def meant(line: str) -> str:
    """The text of a line's literal; nothing where it has none."""
    (quad,) = parse(line, format=RdfFormat.N_QUADS, lenient=True)
    return quad.object.value if isinstance(quad.object, Literal) else ""


def literals(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    text = texts.map(quoted)
    return text | st.builds("{}@{}".format, text, TAGS) | st.builds("{}^^<{}>".format, text, DATATYPES)


def graphs(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    node = IRIS.map("<{}>".format)
    line = st.builds("{} <{}> {} .\n".format, node | BLANK, PREDICATES, node | BLANK | BLANK | literals(texts))
    return st.lists(line, max_size=14)


@each_pair
@given(lines=graphs(XML_TEXTS), order=st.randoms(use_true_random=False))
def test_write__any_graph_says_the_same(written_and_read: RoundTrip, lines: list[str], order: Random) -> None:
    order.shuffle(lines)
    text = "".join(lines)
    assert written_and_read([text.encode()]).decode() == canonical(text).decode()


@pytest.mark.parametrize(
    "written_and_read", [pair for pair in READERS if pair[0] != "xml"], ids="-".join, indirect=True
)
@each_pair
@given(lines=graphs(TEXTS))
def test_write__any_text_survives(written_and_read: RoundTrip, lines: list[str]) -> None:
    text = "".join(lines)
    assert written_and_read([text.encode()]).decode() == canonical(text).decode()


@pytest.mark.parametrize(
    "written_and_read", [pair for pair in READERS if pair[0] == "xml"], ids="-".join, indirect=True
)
@each_pair
@given(lines=graphs(TEXTS))
def test_xml__any_text_survives_that_xml_may_hold(written_and_read: RoundTrip, lines: list[str]) -> None:
    kept = "".join(line for line in lines if XML_REFUSES.search(meant(line)) is None)
    assert written_and_read(["".join(lines).encode()]).decode() == canonical(kept).decode()
