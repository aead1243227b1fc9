"""The standard's report graph."""

from __future__ import annotations

import io

import pytest
from pyoxigraph import Dataset, Literal, NamedNode, RdfFormat, parse

from danhmuc.shapes import Profile

from .conftest import Checked, Written, finding, record, source

SH = "http://www.w3.org/ns/shacl#"
FORMATS = {
    "nt": RdfFormat.N_TRIPLES,
    "turtle": RdfFormat.TURTLE,
    "xml": RdfFormat.RDF_XML,
    "json-ld": RdfFormat.JSON_LD,
}
FAULTY = """<1> a dcat:Dataset ; dct:title "Một"@vi .
<2> a dcat:Dataset ; dct:title "Hai"@vi ; dct:description "Hai"@vi ; dcat:distribution [ a dcat:Distribution ] .
"""


def graph(data: bytes, syntax: str) -> Dataset:
    return Dataset(parse(io.BytesIO(data), format=FORMATS[syntax]))


def values(read: Dataset, name: str) -> list[str]:
    return sorted(quad.object.value for quad in read.quads_for_predicate(NamedNode(SH + name)))


def test_graph__tells_what_the_rules_found(written: Written, checked: Checked) -> None:
    read = graph(written("nt", checked(FAULTY)), "nt")
    assert values(read, "conforms") == ["false"]
    shapes = values(read, "sourceShape")
    assert "https://w3id.org/danhmuc/shapes/dcat-ap#Dataset-description" in shapes
    assert "https://w3id.org/danhmuc/shapes/dcat-ap#Distribution-accessURL" in shapes
    count = len(shapes)
    names = ("result", "focusNode", "resultPath", "resultSeverity", "sourceConstraintComponent")
    assert [len(values(read, name)) for name in names] == [count] * 5
    assert len(values(read, "resultMessage")) == 2 * count
    assert SH + "MinCountConstraintComponent" in values(read, "sourceConstraintComponent")


@pytest.mark.parametrize("syntax", [name for name in FORMATS if name != "nt"])
def test_graph__is_the_same_in_every_syntax(written: Written, checked: Checked, syntax: str) -> None:
    one, other = graph(written("nt", checked(FAULTY)), "nt"), graph(written(syntax, checked(FAULTY)), syntax)
    for read in (one, other):
        read.canonicalize(algorithm=_rdfc10())
    assert {str(quad) for quad in one} == {str(quad) for quad in other}


def test_graph__of_good_records_conforms(written: Written, profile: Profile) -> None:
    read = graph(written("nt", source(profile, [record(1)])), "nt")
    assert (values(read, "conforms"), values(read, "result")) == (["true"], [])


def test_graph__leaves_out_what_is_no_result_by_the_standard(written: Written, profile: Profile) -> None:
    unsure = finding(severity="info", layer="cannot-verify")
    read = graph(written("nt", source(profile, [record(1, unsure, finding("read:iri-escaped"))])), "nt")
    assert (values(read, "conforms"), values(read, "result")) == (["true"], [])


def test_graph__keeps_the_datatype_of_a_value(written: Written, checked: Checked) -> None:
    read = graph(written("nt", checked('<1> a dcat:Dataset ; dct:issued "2026-13-45"^^xsd:date .')), "nt")
    (value,) = {quad.object for quad in read.quads_for_predicate(NamedNode(SH + "value"))}
    assert value == Literal("2026-13-45", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))


def test_graph__keeps_a_value_without_its_term_as_text(written: Written, profile: Profile) -> None:
    read = graph(written("nt", source(profile, [record(1, finding(focus="https://e.vn/1", value='12 "MB"'))])), "nt")
    assert values(read, "value") == []
    rdf_value = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#value")
    assert [quad.object for quad in read.quads_for_predicate(rdf_value)] == [Literal('12 "MB"')]


def test_graph__nested_nodes_of_two_records_are_two(written: Written, profile: Profile) -> None:
    records = [
        record(1, finding(focus="_:c14n0"), finding("dcat-ap:Dataset-description", focus="_:c14n0")),
        record(2, finding(focus="_:c14n0")),
    ]
    read = graph(written("nt", source(profile, records)), "nt")
    nodes = [quad.object for quad in read.quads_for_predicate(NamedNode(SH + "focusNode"))]
    assert (len(nodes), len(set(nodes))) == (3, 2)


def test_graph__a_report_for_each_source_that_was_read(written: Written, profile: Profile) -> None:
    sources = [source(profile, location=location) for location in ("a.ttl", "b.ttl")]
    gone = source(profile, location="c.ttl", failed="cannot open c.ttl")
    read = graph(written("nt", *sources, gone), "nt")
    assert len(values(read, "conforms")) == 2
    assert len({quad.subject for quad in read}) == 2


def _rdfc10() -> object:
    from pyoxigraph import CanonicalizationAlgorithm

    return CanonicalizationAlgorithm.RDFC_1_0
