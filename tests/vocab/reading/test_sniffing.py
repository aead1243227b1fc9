"""Formats told by content and name."""

from __future__ import annotations

import gzip
import time

import pytest

from danhmuc.vocab.reading import RDF_ENDINGS, RDF_FORMATS, sniff

NT = b'<http://x/a> <http://x/p> "x" .\n'
NQ = b'<http://x/a> <http://x/p> "x" <http://x/g> .\n'
RDF_XML = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"@prefix x: <http://x/> .", "turtle"),
        (b"# a comment\n\n  # and one\n@base <http://x/> .", "turtle"),
        (b"PREFIX x: <http://x/>\nx:a x:b x:c .", "turtle"),
        (b"prefix : <http://x/>", "turtle"),
        (RDF_XML, "xml"),
        (b'<?xml version="1.0"?>\n<rdf:RDF/>', "xml"),
        (b"<!-- made by x -->\n" + RDF_XML, "xml"),
        (b'<!DOCTYPE rdf:RDF [<!ENTITY x "y">]>' + RDF_XML, "xml"),
        (b'{"@graph": []}', "json-ld"),
        (b'\xef\xbb\xbf [ {"@id": "http://x/a"} ]', "json-ld"),
        (b'[ "http://x/a" ]', "json-ld"),
        (b"{ }", "json-ld"),
    ],
)
@pytest.mark.parametrize("name", ["a.ttl", "a.rdf", "a.json", "a.nt", "download", "page.php"])
def test_sniff__content_wins_over_the_name(data: bytes, found: str, name: str) -> None:
    assert sniff(data, name) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.ttl", "turtle"),
        ("A.TTL", "turtle"),
        ("a.b.trig", "trig"),
        ("a.nt", "nt"),
        ("a.nq", "nq"),
        ("a.nt.gz", "nt"),
        ("page-1.TRIG.GZ", "trig"),
    ],
)
def test_sniff__the_name_tells_formats_apart_that_look_alike(name: str, found: str) -> None:
    assert sniff(NT, name) == found


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (NT, "turtle"),
        (NQ, "nq"),
        (b"_:a <http://x/p> _:b _:g .", "nq"),
        (b"<http://x/a> a <http://x/C> .", "turtle"),
        (b"[] a <http://x/C> .", "turtle"),
        (b"<http://x/g> { <http://x/a> a <http://x/C> }", "trig"),
        (b"GRAPH <http://x/g> { }", "trig"),
        (b"{ <http://x/a> a <http://x/C> }", "trig"),
    ],
)
def test_sniff__without_a_telling_name_the_first_statement_decides(data: bytes, found: str) -> None:
    assert sniff(data, "text") == found


def test_sniff__an_empty_graph_in_a_trig_file_is_no_json() -> None:
    assert sniff(b"{}", "a.trig") == "trig"


def test_sniff__a_turtle_list_is_no_json() -> None:
    assert sniff(b"[ <http://x/p> 1 ] .", "a.ttl") == "turtle"


def test_sniff__an_iri_is_no_xml_element() -> None:
    assert sniff(NT, "a.rdf") == "turtle"


def test_sniff__looks_into_gzip() -> None:
    assert sniff(gzip.compress(RDF_XML), "a.ttl.gz") == "xml"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_sniff__looks_into_utf16(encoding: str) -> None:
    assert sniff('<?xml version="1.0"?><a/>'.encode(encoding), "a") == "xml"


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html></html>",
        b"\n<HTML lang='vi'>",
        b'<?xml version="1.0"?><!-- x -->\n<!DOCTYPE html PUBLIC "x"><html xmlns="http://www.w3.org/1999/xhtml">',
    ],
)
def test_sniff__html_is_no_rdf(data: bytes) -> None:
    assert sniff(data, "catalog.rdf") is None


@pytest.mark.parametrize("data", [b"", b"a;b;c\n1;2;3", b"Not found", b"\x1f\x8bdamaged", b"@"])
def test_sniff__the_unknown_is_none(data: bytes) -> None:
    assert sniff(data, "a.csv") is None


@pytest.mark.parametrize("name", ["", ".", "ttl", ".ttl", "a.", "a.n3", "a.gz"])
def test_sniff__odd_names_do_no_harm(name: str) -> None:
    assert sniff(b"@prefix x: <http://x/> .", name) == "turtle"


def test_sniff__many_comments_take_no_time() -> None:
    started = time.process_time()
    assert sniff(b"<?a?><!-- b -->" * 4_000 + b"!", "a.rdf") != "xml"
    assert time.process_time() - started < 1


def test_rdf_endings__each_leads_to_a_format() -> None:
    assert {sniff(b"", "a" + ending) for ending in RDF_ENDINGS} == set(RDF_FORMATS)
    assert {".ttl", ".jsonld", ".owl", ".trig.gz"} <= RDF_ENDINGS
