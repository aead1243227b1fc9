"""Whatever RDF somebody has at hand: paths, folders, texts, bytes, graphs, several of them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.shapes.engine import Index
from danhmuc.shapes.validation.inputs import RdfInput, read_inputs
from danhmuc.vocab.errors import DocumentError, SourceUnavailableError, UnknownNameError, UsageError

A, P, Q = (NamedNode(f"http://e.vn/{name}") for name in "apq")
TURTLE = '<http://e.vn/a> <http://e.vn/p> "1" .'
JSON_LD = '{"@id": "http://e.vn/a", "http://e.vn/p": "1"}'
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.vn/">'
    '<rdf:Description rdf:about="http://e.vn/a"><e:p>1</e:p></rdf:Description></rdf:RDF>'
)


def listed(index: Index) -> dict[object, dict[NamedNode, list[object]]]:
    return {node: {one: list(values) for one, values in properties.items()} for node, properties in index.items()}


@pytest.mark.parametrize("text", [TURTLE, JSON_LD, XML, f"{TURTLE}\n", TURTLE.replace(" .", " <http://e.vn/g> .")])
def test_gather__takes_texts_and_bytes_in_any_format(text: str) -> None:
    for one in (text, text.encode()):
        gathered = read_inputs(one, noun="data")
        assert listed(gathered.index) == {A: {P: [Literal("1")]}}
        assert gathered.place == "data"
        assert not gathered.keeps_names


@pytest.mark.parametrize(
    ("name", "text"), [("a.ttl", TURTLE), ("a.jsonld", JSON_LD), ("a.rdf", XML), ("a.nt", TURTLE), ("a", TURTLE)]
)
def test_gather__takes_files_by_path_or_name(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    for one in (path, str(path)):
        gathered = read_inputs(one, noun="data")
        assert listed(gathered.index) == {A: {P: [Literal("1")]}}
        assert gathered.places == (str(path),)


def test_gather__takes_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl.gz"
    path.write_bytes(gzip.compress(TURTLE.encode()))
    assert listed(read_inputs(path, noun="data").index) == {A: {P: [Literal("1")]}}


def test_gather__of_a_folder_takes_all_rdf_that_is_not_hidden(tmp_path: Path) -> None:
    for name in ("b.ttl", "a/c.ttl", ".hidden/d.ttl", ".e.ttl", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f'<http://e.vn/a> <http://e.vn/p> "{name}" .', encoding="utf-8")
    gathered = read_inputs(tmp_path, noun="data")
    assert gathered.places == (str(tmp_path / "a" / "c.ttl"), str(tmp_path / "b.ttl"))
    assert listed(gathered.index) == {A: {P: [Literal("a/c.ttl"), Literal("b.ttl")]}}


def test_gather__keeps_literals_as_written(tmp_path: Path) -> None:
    text = '<http://e.vn/a> <http://e.vn/p> "05"^^<http://www.w3.org/2001/XMLSchema#integer>, "a"@VI .'
    graph = rdflib.Graph()
    term = rdflib.Literal("05", datatype=rdflib.XSD.integer, normalize=False)
    graph.add((rdflib.URIRef("http://e.vn/a"), rdflib.URIRef("http://e.vn/p"), term))
    graph.add((rdflib.URIRef("http://e.vn/a"), rdflib.URIRef("http://e.vn/p"), rdflib.Literal("a", lang="vi")))
    wanted = {Literal("05", datatype=NamedNode(str(rdflib.XSD.integer))), Literal("a", language="vi")}
    for one in (text, graph):
        assert set(read_inputs(one, noun="data").index[A][P]) == wanted


def test_gather__takes_graphs_with_the_names_of_their_blank_nodes() -> None:
    graph = rdflib.Graph()
    for name in ("b1", "has space"):
        graph.add((rdflib.BNode(name), rdflib.URIRef("http://e.vn/p"), rdflib.Literal("1")))
    gathered = read_inputs(graph, noun="data")
    assert gathered.keeps_names
    assert set(gathered.index) == {BlankNode("b1"), BlankNode("x" + b"has space".hex())}


def test_gather__of_a_dataset_drops_graph_names() -> None:
    dataset = rdflib.Dataset()
    triple = (rdflib.URIRef("http://e.vn/a"), rdflib.URIRef("http://e.vn/p"), rdflib.Literal("1"))
    dataset.graph(rdflib.URIRef("http://e.vn/g")).add(triple)
    dataset.graph(rdflib.URIRef("http://e.vn/h")).add(triple)
    assert listed(read_inputs(dataset, noun="data").index) == {A: {P: [Literal("1")]}}


def test_gather__unites_several_and_keeps_blank_nodes_apart() -> None:
    blank = '_:b <http://e.vn/p> "1" .'
    both = "<http://e.vn/a> <http://e.vn/p> '1', '2' ; <http://e.vn/q> '1' ."
    gathered = read_inputs([TURTLE, blank, both.encode(), blank + " "], noun="data")
    assert listed(gathered.index)[A] == {P: [Literal("1"), Literal("2")], Q: [Literal("1")]}
    assert sum(isinstance(node, BlankNode) for node in gathered.index) == 2
    assert gathered.place == "data, data, data, data"


def test_gather__resolves_relative_iris_against_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<#x> <http://e.vn/p> <y> .", encoding="utf-8")
    assert listed(read_inputs(path, noun="data").index) == {
        NamedNode(f"{path.as_uri()}#x"): {P: [NamedNode((tmp_path / "y").as_uri())]}
    }


def test_gather__tells_what_the_reader_mended() -> None:
    (finding,) = read_inputs('<http://e.vn/a> <http://e.vn/p> "a"@en_US .', noun="data").findings
    assert (finding.code, finding.fix) == ("read:language-tag", "en-us")


def test_gather__believes_a_format_that_is_named() -> None:
    assert listed(read_inputs(TURTLE, noun="data", format="nt").index) == {A: {P: [Literal("1")]}}
    with pytest.raises(DocumentError):
        read_inputs(TURTLE, noun="data", format="xml")
    with pytest.raises(UnknownNameError, match="unknown format 'n4'"):
        read_inputs(TURTLE, noun="data", format="n4")


@pytest.mark.parametrize("one", [3, None, {"a": 1}, [3], ("x.ttl", object())])
def test_gather__refuses_what_is_no_input(one: RdfInput, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.ttl").write_text(TURTLE)
    with pytest.raises(UsageError, match=r"^shapes: a path, a text, bytes or an rdflib Graph is needed, found "):
        read_inputs(one, noun="shapes")


@pytest.mark.parametrize("one", [bytearray(b"<x>"), memoryview(b"<x>")])
def test_gather__refuses_other_bytes_by_their_name(one: RdfInput) -> None:
    with pytest.raises(UsageError, match=f"found {type(one).__name__}$"):
        read_inputs(one, noun="data")


@pytest.mark.parametrize("one", ["", [""], [TURTLE, ""]])
def test_gather__takes_an_empty_text_for_no_folder(
    one: RdfInput, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.ttl").write_text(TURTLE)
    with pytest.raises(
        UsageError, match=r"^data: an empty text says nothing; give a path, .+, or '\.' for this folder$"
    ):
        read_inputs(one, noun="data")
    assert read_inputs(".", noun="data").index


@pytest.mark.parametrize("none", [[], ()])
def test_gather__refuses_no_input_at_all(none: list[RdfInput]) -> None:
    with pytest.raises(UsageError, match=r"^shapes: none were given; give a path, a text, bytes or an rdflib Graph$"):
        read_inputs(none, noun="shapes")


@pytest.mark.parametrize("position", range(3))
def test_gather__refuses_graphs_that_are_no_rdf(position: int) -> None:
    triple = [rdflib.URIRef("http://e.vn/a"), rdflib.URIRef("http://e.vn/p"), rdflib.Literal("1")]
    triple[position] = (rdflib.Literal("x"), rdflib.BNode("b"), rdflib.Variable("v"))[position]
    graph = rdflib.Graph()
    graph.add(tuple(triple))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"^data: .+ cannot be the (subject|property|value) of a triple; take it out$"):
        read_inputs(graph, noun="data")


@pytest.mark.parametrize("one", ["http://x.vn/y.ttl", "ftp://x.vn/y.ttl", "file://x.vn/y.ttl"])
def test_gather__fetches_nothing(one: str) -> None:
    with pytest.raises(UsageError, match=f"^cannot read {one}: only files and folders can be read; download it first$"):
        read_inputs(one, noun="data")


def test_gather__takes_urls_of_files(tmp_path: Path) -> None:
    path = tmp_path / "a b.ttl"
    path.write_text(TURTLE)
    assert read_inputs(path.as_uri(), noun="data").places == (str(path),)


def test_gather__tells_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match=r"gone\.ttl: No such file or directory"):
        read_inputs("gone.ttl", noun="data")
    with pytest.raises(SourceUnavailableError, match="no RDF file in "):
        read_inputs(tmp_path, noun="data")
    with pytest.raises(SourceUnavailableError, match="null"):
        read_inputs("a\0b", noun="data")


def test_gather__tells_where_a_text_is_no_rdf() -> None:
    with pytest.raises(DocumentError, match=r"^data:2:\d+: "):
        read_inputs("<http://e.vn/a> <http://e.vn/p> 1 .\nx y z", noun="data")
