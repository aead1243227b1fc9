"""How RDF/XML looks, and what it cannot hold."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.vocab.writing import Unwritten, write, write_text

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def written(lines: str) -> tuple[Unwritten, bytes]:
    out = BytesIO()
    lost = write("xml", [lines.encode()], out)
    ET.fromstring(out.getvalue())
    return lost, out.getvalue()


def test_rdfxml__one_inside_another() -> None:
    lines = (
        "<u:1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .\n"
        "<u:1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <u:Other> .\n"
        '<u:1> <http://purl.org/dc/terms/title> "L\u00faa & g\u1ea1o"@vi .\n'
        '<u:1> <http://e.vn/p#q> "<5>"^^<u:t> .\n'
        "<u:1> <http://purl.org/dc/terms/creator> <u:?a&b> .\n"
        "<u:1> <http://www.w3.org/ns/dcat#distribution> <u:2> .\n"
        '<u:2> <http://purl.org/dc/terms/rights> _:a .\n_:a <http://purl.org/dc/terms/title> "x" .\n'
    )
    assert write_text("xml", [lines.encode()]) == (
        """\
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
    xmlns:dcat="http://www.w3.org/ns/dcat#"
    xmlns:dct="http://purl.org/dc/terms/"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">

  <dcat:Dataset rdf:about="u:1">
    <rdf:type rdf:resource="u:Other"/>
    <dct:title xml:lang="vi">Lúa &amp; gạo</dct:title>
    <dct:creator rdf:resource="u:?a&amp;b"/>
    <ns:q xmlns:ns="http://e.vn/p#" rdf:datatype="u:t">&lt;5&gt;</ns:q>
    <dcat:distribution>
      <rdf:Description rdf:about="u:2">
        <dct:rights>
          <rdf:Description>
            <dct:title>x</dct:title>
          </rdf:Description>
        </dct:rights>
      </rdf:Description>
    </dcat:distribution>
  </dcat:Dataset>

</rdf:RDF>
"""
    )


@pytest.mark.parametrize(
    "predicate",
    ["http://e.vn/", "http://e.vn/2", "http://e.vn/a/1.2", "u:p#", "u:-", "http://e.vn/?a=1", "x", ""]
    + [
        RDF + name
        for name in ("li", "about", "Description", "RDF", "ID", "resource", "nodeID", "datatype", "parseType")
    ]
    + ["http://www.w3.org/2000/xmlns/a"],
)
def test_rdfxml__a_predicate_without_a_name_is_told(predicate: str) -> None:
    lost, document = written(f'<u:1> <{predicate}> "x" .\n<u:1> <u:p> "y" .\n')
    assert (lost.count, lost.examples) == (1, [f'<u:1> <{predicate}> "x"'])
    assert b">y<" in document


@pytest.mark.parametrize(
    "predicate",
    [
        "http://e.vn/2a",
        "u:p",
        "http://e.vn/1đ",
        "http://www.w3.org/2000/xmlns/ab",
        "http://www.w3.org/XML/1998/namespacea",
    ],
)
def test_rdfxml__any_part_that_is_a_name_will_do(predicate: str) -> None:
    lost, document = written(f'<u:1> <{predicate}> "x" .\n')
    (quad,) = parse(document, format=RdfFormat.RDF_XML)
    assert (lost.count, quad.predicate.value) == (0, predicate)


@pytest.mark.parametrize("letter", ["\\u0000", "\\u0001", "\\b", "\\f", "\\u000B", "\\u001F", "\\uFFFE", "\\uFFFF"])
@pytest.mark.parametrize("rest", ["", "@vi", "^^<u:t>"])
def test_rdfxml__a_text_that_xml_forbids_is_told(letter: str, rest: str) -> None:
    lost, document = written(f'<u:1> <u:p> "a{letter}b"{rest} .\n<u:1> <u:p> "y" .\n')
    assert lost.count == 1
    assert b">y<" in document


@pytest.mark.parametrize("letter", ["\\t", "\\n", "\\r", "\\u007F", "\u0080", "\ufffd", "😀", '\\"', "\\\\"])
def test_rdfxml__a_text_that_xml_allows_is_not(letter: str) -> None:
    assert written(f'<u:1> <u:p> "a{letter}b" .\n')[0].count == 0


def test_rdfxml__iris_that_xml_forbids_are_told() -> None:
    lost, _ = written(
        '<u:\x01> <u:p> "x" .\n<u:1> <u:p> <u:\ufffe> .\n<u:1> <u:p> "x"^^<u:\x02> .\n<u:1> <u:p> <u:2> .\n'
    )
    assert lost.count == 3


def test_rdfxml__what_is_lost_takes_nothing_with_it() -> None:
    lost, document = written('<u:1> <u:p/> _:a .\n_:a <u:p> _:b .\n_:b <u:p> "x" .\n_:b <u:p/> "y" .\n')
    assert lost.count == 2
    assert len(list(parse(document, format=RdfFormat.RDF_XML))) == 2


def test_rdfxml__what_stands_twice_is_lost_once() -> None:
    assert written('<u:1> <u:p/> "x" .\n<u:1> <u:p/> "x" .\n')[0].count == 1


def test_unwritten__shows_a_few() -> None:
    lost, _ = written("".join(f'<u:1> <u:p/> "{number}" .\n' for number in range(9)))
    assert (lost.count, len(lost.examples)) == (9, 5)


def test_rdfxml__resources_in_a_list_are_a_collection() -> None:
    lines = f"<u:1> <u:p> _:a .\n_:a <{RDF}first> <u:2> .\n_:a <{RDF}rest> <{RDF}nil> .\n"
    assert 'rdf:parseType="Collection">\n      <rdf:Description rdf:about="u:2"/>\n' in write_text(
        "xml", [lines.encode()]
    )
