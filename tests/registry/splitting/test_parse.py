"""Records from a text at hand."""

from __future__ import annotations

import pytest

from danhmuc.registry import parse_record, parse_records
from danhmuc.vocab.errors import DocumentError, UsageError

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
ONE = PREFIXES + '<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:publisher <agent> . <agent> foaf:name "Sở" .'


@pytest.mark.parametrize("data", [ONE, ONE.encode()])
def test_parse_record__takes_text_and_bytes(data: str | bytes) -> None:
    assert parse_record(data).iri == "https://e.vn/1"


def test_parse_record__takes_any_format() -> None:
    xml = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#">
        <dcat:Dataset rdf:about="https://e.vn/1"/></rdf:RDF>"""
    assert parse_record(xml).iri == "https://e.vn/1"


def test_parse_records__gives_nodes_first() -> None:
    assert [(record.iri, record.role) for record in parse_records(ONE)] == [
        ("https://e.vn/agent", "node"),
        ("https://e.vn/1", "record"),
    ]


@pytest.mark.parametrize(
    ("turtle", "found"),
    [("<x> dct:title 'x' .", "none"), ("<1> a dcat:Dataset . <2> a dcat:Dataset .", "2 records")],
)
def test_parse_record__any_number_but_one_is_told(turtle: str, found: str) -> None:
    with pytest.raises(UsageError, match=f"asked for one record in text, found {found}; parse_records"):
        parse_record(PREFIXES + turtle)


def test_parse_record__a_broken_document_is_told() -> None:
    with pytest.raises(DocumentError, match=r"a\.ttl"):
        parse_record("<x> a ", name="a.ttl")


def test_parse_record__the_name_is_the_place() -> None:
    assert parse_record(ONE, name="a.ttl").places == ("a.ttl",)


def test_parse_record__a_catalogue_has_what_it_lists() -> None:
    catalog = parse_record(PREFIXES + "<k> a dcat:Catalog ; dcat:dataset <1> , <2> ; dcat:service <3> .")
    assert (catalog.canonical.triples, len(list(catalog.quads))) == (4, 4)


@pytest.mark.parametrize("name", ["a.ttl", "data/Một thư mục/a.JSONLD", "a.nt.gz"])
def test_parse__the_name_of_a_file_is_told(name: str) -> None:
    reason = "takes a document, not the name of a file; to read the file use"
    with pytest.raises(UsageError) as caught:
        parse_records(name)
    assert str(caught.value) == f"parse_records {reason} parse_records(Path({name!r}).read_bytes())"
    with pytest.raises(UsageError) as caught:
        parse_record(name)
    assert str(caught.value) == f"parse_record {reason} parse_record(Path({name!r}).read_bytes())"


def test_parse__bytes_are_no_name_of_a_file() -> None:
    with pytest.raises(DocumentError):
        parse_records(b"a.ttl")
