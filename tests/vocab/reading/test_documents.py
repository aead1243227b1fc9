"""The guarded reader as its users meet it: whole documents in, documents or refusals out."""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

import danhmuc.vocab.reading
from danhmuc.vocab.errors import DocumentError, UnknownNameError, UsageError
from danhmuc.vocab.reading import DOCUMENT_CODES, RDF_ENDINGS, Document, read_document

BASE = "https://agency.example.vn/catalog"
TURTLE = b'<https://x.example/d> <http://purl.org/dc/terms/title> "Kh\xc3\xb4ng kh\xc3\xad"@vi, "Air"@EN .'
EXAMPLES = {
    "a.ttl": TURTLE,
    "a.trig": b"<https://x.example/g> { " + TURTLE + b" }",
    "a.nt": b'<https://x.example/d> <http://purl.org/dc/terms/title> "Kh\\u00F4ng kh\\u00ED"@vi .\n'
    b'<https://x.example/d> <http://purl.org/dc/terms/title> "Air"@en .\n',
    "a.nq": b'<https://x.example/d> <http://purl.org/dc/terms/title> "Kh\\u00F4ng kh\\u00ED"@vi <http://x/g> .\n'
    b'<https://x.example/d> <http://purl.org/dc/terms/title> "Air"@en <http://x/h> .\n',
    "a.rdf": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/">
        <rdf:Description rdf:about="https://x.example/d"><dct:title xml:lang="vi">Không khí</dct:title>
        <dct:title xml:lang="EN">Air</dct:title></rdf:Description></rdf:RDF>""".encode(),
    "a.jsonld": """{"@context": {"title": {"@id": "http://purl.org/dc/terms/title", "@container": "@language"}},
        "@id": "https://x.example/d", "title": {"vi": "Không khí", "EN": "Air"}}""".encode(),
}
RELATIVE_XML = (
    b"<r:Description xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:x='http://x/' xml:base='http://own/'"
    b" r:about='d' x:p='1'/>"
)


def read(data: bytes, place: str = "a.ttl") -> Document:
    return read_document(data, place=place, base=BASE)


@pytest.mark.parametrize("place", EXAMPLES)
def test_read_document__same_content_in_every_format(place: str) -> None:
    title = NamedNode("http://purl.org/dc/terms/title")
    document = read(EXAMPLES[place], place)
    assert document.descriptions == {
        NamedNode("https://x.example/d"): [
            (title, Literal("Không khí", language="vi")),
            (title, Literal("Air", language="en")),
        ]
    }
    assert document.findings == ()


@pytest.mark.parametrize("place", EXAMPLES)
def test_read_document__gzip_changes_nothing_but_the_digest(place: str) -> None:
    plain, packed = read(EXAMPLES[place], place), read(gzip.compress(EXAMPLES[place]), place + ".gz")
    assert (packed.descriptions, packed.format, packed.triples) == (plain.descriptions, plain.format, plain.triples)


def test_read_document__digest_is_of_the_bytes_as_given() -> None:
    packed = gzip.compress(TURTLE)
    assert read(packed).raw_digest == "sha256:" + hashlib.sha256(packed).hexdigest()


def test_read_document__counts_repetitions() -> None:
    document = read(b"<http://x/a> <http://x/p> 1, 1 . <http://x/b> <http://x/p> 1 .")
    assert document.triples == 3
    assert len(document.descriptions[NamedNode("http://x/a")]) == 2


def test_read_document__keeps_the_order_of_the_document() -> None:
    document = read(b'<http://x/b> <http://x/q> 2 ; <http://x/p> "1" . <http://x/a> <http://x/p> 3 .')
    assert [node.value for node in document.descriptions] == ["http://x/b", "http://x/a"]
    assert [term.value for _, term in document.descriptions[NamedNode("http://x/b")]] == ["2", "1"]


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("1.50", "decimal"),
        ("05", "nonNegativeInteger"),
        ("1e3", "decimal"),
        ("2024-01-01T00:00:00.000Z", "dateTime"),
        ("+1", "int"),
        ("TRUE", "boolean"),
        ("2024-02-30", "date"),
    ],
)
@pytest.mark.parametrize("syntax", ["turtle", "json-ld", "xml", "nt"])
def test_read_document__literals_survive_as_written(lexical: str, datatype: str, syntax: str) -> None:
    iri = "http://www.w3.org/2001/XMLSchema#" + datatype
    written = {
        "turtle": f'<http://x/a> <http://x/p> "{lexical}"^^<{iri}> .',
        "nt": f'<http://x/a> <http://x/p> "{lexical}"^^<{iri}> .',
        "json-ld": json.dumps({"@id": "http://x/a", "http://x/p": {"@value": lexical, "@type": iri}}),
        "xml": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/"><r:Description '
        f'r:about="http://x/a"><x:p r:datatype="{iri}">{lexical}</x:p></r:Description></r:RDF>',
    }
    document = read_document(written[syntax].encode(), place="a", base=BASE, format=syntax)
    [(_, literal)] = document.descriptions[NamedNode("http://x/a")]
    assert isinstance(literal, Literal)
    assert (literal.value, literal.datatype.value) == (lexical, iri)


def test_read_document__blank_nodes_of_two_documents_never_meet() -> None:
    first, second = (read(b"_:b0 <http://x/p> 1 .") for _ in range(2))
    [one], [other] = first.descriptions, second.descriptions
    assert isinstance(one, BlankNode)
    assert one != other


def test_read_document__relative_iris_resolve_against_the_base() -> None:
    assert list(read(b"<#d> <http://x/p> 1 .").descriptions) == [NamedNode(BASE + "#d")]


@pytest.mark.parametrize(
    ("place", "data"),
    [
        ("a.ttl", b"@base <http://own/> . <d> <http://x/p> 1 ."),
        ("a.jsonld", b'{"@context": {"@base": "http://own/"}, "@id": "d", "http://x/p": 1}'),
        ("a.rdf", RELATIVE_XML),
    ],
)
def test_read_document__the_documents_own_base_comes_first(place: str, data: bytes) -> None:
    assert list(read(data, place).descriptions) == [NamedNode("http://own/d")]


def test_read_document__a_format_asked_for_wins_over_the_name() -> None:
    assert read_document(TURTLE, place="a.rdf", base=BASE, format="turtle").format == "turtle"


def test_read_document__an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="unknown format 'n3'; known: json-ld, nq, nt, trig, turtle, xml"):
        read_document(TURTLE, place="a", base=BASE, format="n3")


def test_read_document__a_base_that_is_not_absolute_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="base 'catalog'"):
        read_document(TURTLE, place="a.ttl", base="catalog")


def test_read_document__text_of_no_known_format_lists_the_known_ones() -> None:
    with pytest.raises(DocumentError, match=r"known: turtle, xml, json-ld, nt, nq, trig \(endings \.json, ") as caught:
        read(b"id;title\n1;x\n", "a.csv")
    assert caught.value.code == "read:unknown-format"


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"error": "not found"}', b"null"])
def test_read_document__json_that_says_nothing_describes_nothing(data: bytes) -> None:
    assert read(data, "a.json").descriptions == {}


def test_read_document__an_empty_rdf_element_describes_nothing() -> None:
    data = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    assert read(data, "a.rdf").descriptions == {}


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("data", [TURTLE, b"<a> <b> ."])
def test_read_document__leaves_garbage_collection_as_it_was(enabled: bool, data: bytes, restored_gc: None) -> None:
    (gc.enable if enabled else gc.disable)()
    with suppress(DocumentError):
        read(data)
    assert gc.isenabled() is enabled


@pytest.mark.soak
def test_read_document__leaves_frozen_objects_frozen(restored_gc: None) -> None:
    gc.freeze()
    frozen = gc.get_freeze_count()
    read(TURTLE)
    assert 0 < gc.get_freeze_count() <= frozen


def test_read_document__of_small_documents_counts_no_frozen_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python counts them one by one: a program that froze a million would pay for each document and record."""
    monkeypatch.delattr(gc, "get_freeze_count")
    assert read(TURTLE).descriptions


@pytest.fixture
def restored_gc() -> Iterator[None]:
    enabled, frozen = gc.isenabled(), gc.get_freeze_count() > 0
    gc.unfreeze()
    yield
    gc.unfreeze()
    if frozen:
        gc.freeze()
    (gc.enable if enabled else gc.disable)()


def test_reading__never_uses_a_store() -> None:
    [folder] = danhmuc.vocab.reading.__path__
    sources = [path.read_text(encoding="utf-8") for path in Path(folder).glob("*.py")]
    assert not any(re.search(r"import.*\bStore\b|\bStore\(", source) for source in sources)


def test_reading__every_code_raised_is_listed() -> None:
    [folder] = danhmuc.vocab.reading.__path__
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(folder).glob("*.py"))
    assert set(re.findall(r'refusal\(\s*"(read:[a-z-]+)"', sources)) == DOCUMENT_CODES


# ---------------------------------------------------------------- real inputs


def rdf_files(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in RDF_ENDINGS]
    assert found, f"no RDF in {folder}"
    return found


@pytest.mark.parametrize("folder", ["belgium", "w3c-dcat3", "dcat-ap-es", "mobilitydcat-ap"])
def test_read_document__real_files_are_read(test_data: Path, folder: str) -> None:
    refused = {}
    for path in rdf_files(test_data / folder):
        try:
            assert read(path.read_bytes(), path.name).triples > 0
        except DocumentError as error:
            refused[path.name] = error.code
    assert refused == {}


def test_read_document__w3c_examples_are_alike_in_three_syntaxes(test_data: Path) -> None:
    def distinct(path: Path) -> int:
        descriptions = read(path.read_bytes(), path.name).descriptions
        return sum(len(set(pairs)) for pairs in descriptions.values())

    examples = sorted((test_data / "w3c-dcat3").glob("*.ttl"))
    counts = {
        path.stem: {distinct(path), distinct(path.with_suffix(".rdf")), distinct(path.with_suffix(".jsonld"))}
        for path in examples
    }
    assert len(counts) == 27
    assert {name for name, found in counts.items() if len(found) > 1} == set()


def test_read_document__belgian_no_break_space_is_kept_and_told(test_data: Path) -> None:
    document = read((test_data / "belgium" / "page-30.trig").read_bytes(), "page-30.trig")
    [odd] = [finding for finding in document.findings if finding.code == "read:iri-odd-character"]
    assert odd.value is not None
    assert "\u00a0" in odd.value
    assert any(term == NamedNode(odd.value) for pairs in document.descriptions.values() for _, term in pairs)
