"""Report graphs, compared with those that the W3C's test suite expects, and with what they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, RdfFormat, parse, serialize
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SH

from danhmuc.shapes import validate
from danhmuc.shapes.engine.report_graph import BlankNames
from danhmuc.shapes.validation.profile_validator import Engine
from danhmuc.vocab.rdflib_graphs import graph_of

SUITE = Path(__file__).parents[4] / "shared" / "data" / "w3c-shacl" / "core"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")
COMPARED = (
    SH.focusNode,
    SH.resultPath,
    SH.resultSeverity,
    SH.sourceConstraint,
    SH.sourceConstraintComponent,
    SH.sourceShape,
    SH.value,
)
"""The properties of a result that the suite compares."""

# It takes sh:uniqueLang "1"^^xsd:boolean for true; the suite wants the very term.
KNOWN_TO_DIFFER = {("pyshacl", "uniqueLang-002")}


def files() -> list[Path]:
    """The files that hold tests."""
    return sorted(path for path in SUITE.rglob("*.ttl") if b"sht:Validate" in path.read_bytes())


def read(path: Path) -> rdflib.Graph:
    """A file as a graph, literals as they are written."""
    return graph_of(serialize(parse(path=path, base_iri=path.as_uri()), format=RdfFormat.N_QUADS) or b"")


def comparable(graph: rdflib.Graph, report: rdflib.term.Node, *, messages: bool) -> rdflib.Graph:
    """What the suite compares: the report, its results, their paths.

    Source: https://w3c.github.io/data-shapes/data-shapes-test-suite/, section 2.3.
    """
    kept = rdflib.Graph()
    kept.add((report, RDF.type, SH.ValidationReport))
    for value in graph.objects(report, SH.conforms):
        kept.add((report, SH.conforms, value))
    for result in graph.objects(report, SH.result):
        kept.add((report, SH.result, result))
        kept.add((result, RDF.type, SH.ValidationResult))
        for predicate in (*COMPARED, *((SH.resultMessage,) if messages else ())):
            for value in graph.objects(result, predicate):
                kept.add((result, predicate, value))
                if predicate == SH.resultPath:
                    copy_path(graph, value, kept)
    return kept


def copy_path(graph: rdflib.Graph, node: rdflib.term.Node, into: rdflib.Graph) -> None:
    if isinstance(node, rdflib.BNode):
        for triple in graph.triples((node, None, None)):
            into.add(triple)
            copy_path(graph, triple[2], into)


def only_report(graph: rdflib.Graph) -> rdflib.term.Node:
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    return report


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_suite__expects_the_very_report_graph(request: pytest.FixtureRequest, path: Path, engine: Engine) -> None:
    if (engine, path.stem) in KNOWN_TO_DIFFER:
        request.applymarker(pytest.mark.xfail(strict=True))
    manifest = read(path)
    (test,) = manifest.subjects(RDF.type, SHT.Validate)
    action = manifest.value(test, MF.action)
    data, shapes = (
        path if str(name).rstrip("#") == path.as_uri() else path.parent / str(name).rpartition("/")[2]
        for name in (manifest.value(action, SHT.dataGraph), manifest.value(action, SHT.shapesGraph))
    )
    expected = manifest.value(test, MF.result)
    if expected == SHT.Failure:
        if engine == "danhmuc":
            assert validate(data, shapes, w3c_classes=True).warnings
        return
    report = validate(data, shapes, w3c_classes=True, engine=engine)
    messages = any(
        message
        for result in manifest.objects(expected, SH.result)
        for message in manifest.objects(result, SH.resultMessage)
    )
    wanted = comparable(manifest, expected, messages=messages)  # type: ignore[arg-type]
    found = comparable(report.graph, only_report(report.graph), messages=messages)
    assert isomorphic(found, wanted), found.serialize() + wanted.serialize()


def test_blank_names__are_numbered_in_the_order_asked_for() -> None:
    names = BlankNames()
    assert [names.name(name) for name in ("ffee", "report", "ffee", "b0")] == ["_:b0", "_:b1", "_:b0", "_:b2"]
    assert names.term_text(BlankNode("report")) == "_:b1"
    assert names.term_text(Literal("a", language="vi")) == '"a"@vi'


def test_blank_names__that_an_owner_knows_stay_unless_the_report_needs_them() -> None:
    names = BlankNames(keep=True)
    asked = ("mine", "report", "result12", "path0", "results", "a b")
    told = [names.name(name) for name in asked]
    assert told[0] == "_:mine"
    assert told[4] == "_:results"
    assert {told[number] for number in (1, 2, 3, 5)} == {
        f"_:x{asked[number].encode().hex()}" for number in (1, 2, 3, 5)
    }
    assert len(set(told)) == len(asked)
