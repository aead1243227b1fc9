"""Two judges of the same graphs, in the same words: our engine and pySHACL."""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize
from pyshacl import validate
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH

from danhmuc.shapes.engine import Data, Plan, compile_plan, index_quads, read_shapes, results
from danhmuc.shapes.engine.paths import Alternative, Path, Predicate, Steps
from danhmuc.shapes.engine.shape_model import Shape
from danhmuc.vocab.rdflib_graphs import graph_of

Told = tuple[str, str, str, str, str, str]
"""Focus node, path, value, severity, component, source shape; blank nodes are all alike."""
Judge = Callable[[str, str], "Counter[Told]"]

PREFIXES = """
@prefix : <http://e.vn/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(autouse=True, scope="session")
def _quiet_rdflib() -> Iterator[None]:
    """rdflib logs a traceback for every ill-typed literal, and here they are many."""
    log = logging.getLogger("rdflib.term")
    before = log.level
    log.setLevel(logging.CRITICAL)
    yield
    log.setLevel(before)


def shapes_of(turtle: str) -> Iterable[Shape]:
    return read_shapes(index_quads(quads(turtle))).shapes.values()


def plan_of(shapes: str) -> Plan:
    return compile_plan(read_shapes(index_quads(quads(shapes))))


def data_of(turtle: str, *, is_open: bool = False) -> Data:
    return Data(index_quads(quads(turtle)), is_open=is_open)


def quads(turtle: str) -> Iterable[Quad]:
    return parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE, lenient=True)


def by_ours(shapes: str, data: str) -> Counter[Told]:
    """What our engine says in the W3C's reading."""
    rows = plan_of(shapes).run(data_of(data))
    assert all(outcome is False for *_, outcome in rows)
    return Counter(
        (
            _ours(result.focus),
            _path_of_ours(result.path),
            "" if result.value is None else _ours(result.value),
            _ours(result.severity),
            result.component.rpartition("#")[2].removesuffix("ConstraintComponent"),
            _ours(result.source_shape),
        )
        for result in results(rows)
    )


def by_pyshacl(shapes: str, data: str) -> Counter[Told]:
    """What pySHACL says; it is given terms as they are written."""
    return _by_pyshacl(_graph(shapes), _graph(data))


def by_pyshacl_alone(shapes: str, data: str) -> Counter[Told]:
    """What pySHACL says where rdflib reads the Turtle, too."""
    return _by_pyshacl(_read_by_rdflib(shapes), _read_by_rdflib(data))


def _by_pyshacl(shapes: rdflib.Graph, data: rdflib.Graph) -> Counter[Told]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, report, text = validate(data, shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(report, rdflib.Graph), text
    tops = {
        top for holder in report.subjects(RDF.type, SH.ValidationReport) for top in report.objects(holder, SH.result)
    }

    def told(top: rdflib.term.Node, predicate: rdflib.URIRef) -> str:
        found = report.value(top, predicate)
        return "" if found is None else _theirs(found)

    def path(top: rdflib.term.Node) -> str:
        found = report.value(top, SH.resultPath)
        return "" if found is None else _path_of_theirs(report, found)

    return Counter(
        (
            told(top, SH.focusNode),
            path(top),
            told(top, SH.value),
            told(top, SH.resultSeverity),
            told(top, SH.sourceConstraintComponent).rpartition("#")[2].removesuffix("ConstraintComponent>"),
            told(top, SH.sourceShape),
        )
        for top in tops
    )


@pytest.fixture(name="plan_of")
def plan_of_fixture() -> Callable[[str], Plan]:
    """The plan of shapes in Turtle."""
    return plan_of


@pytest.fixture(name="shapes_of")
def shapes_of_fixture() -> Callable[[str], Iterable[Shape]]:
    """The shapes in Turtle, read."""
    return shapes_of


@pytest.fixture(name="data_of")
def data_of_fixture() -> Callable[..., Data]:
    """Data in Turtle."""
    return data_of


@pytest.fixture
def ours() -> Judge:
    """What our engine finds with shapes in data, both in Turtle."""
    return by_ours


@pytest.fixture
def theirs() -> Judge:
    """What pySHACL finds."""
    return by_pyshacl


@pytest.fixture
def theirs_alone() -> Judge:
    """What pySHACL finds where rdflib reads the Turtle, too."""
    return by_pyshacl_alone


def _read_by_rdflib(turtle: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=PREFIXES + turtle, format="turtle")


def _graph(turtle: str) -> rdflib.Graph:
    return graph_of(serialize(quads(turtle), format=RdfFormat.N_QUADS) or b"")


def _ours(term: object) -> str:
    match term:
        case NamedNode():
            return f"<{term.value}>"
        case BlankNode():
            return "[]"
        case Literal() if term.language is not None:
            return f"{term.value!r}@{term.language}"
        case Literal():
            return f"{term.value!r}^^{term.datatype.value.rpartition('#')[2]}"
    raise AssertionError(term)


def _theirs(term: rdflib.term.Node) -> str:
    match term:
        case rdflib.URIRef():
            return f"<{term}>"
        case rdflib.BNode():
            return "[]"
        case rdflib.Literal() if term.language is not None:
            return f"{str(term)!r}@{term.language.lower()}"
        case rdflib.Literal():
            return f"{str(term)!r}^^{str(term.datatype or 'string').rpartition('#')[2]}"
    raise AssertionError(term)


def _path_of_ours(path: Path | None) -> str:
    match path:
        case None:
            return ""
        case Predicate(iri):
            return f"<{iri.value}>"
        case Steps(paths) | Alternative(paths):
            return f"{type(path).__name__}({', '.join(map(_path_of_ours, paths))})"
    return f"{type(path).__name__}({_path_of_ours(path.path)})"


def _path_of_theirs(graph: rdflib.Graph, node: rdflib.term.Node) -> str:
    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if (node, RDF.first, None) in graph:
        return f"Steps({', '.join(_path_of_theirs(graph, one) for one in Collection(graph, node))})"
    for kind in ("Inverse", "Alternative", "ZeroOrMore", "OneOrMore", "ZeroOrOne"):
        inner = graph.value(node, SH[f"{kind[0].lower()}{kind[1:]}Path"])
        if inner is not None and kind == "Alternative":
            return f"Alternative({', '.join(_path_of_theirs(graph, one) for one in Collection(graph, inner))})"
        if inner is not None:
            return f"{kind}({_path_of_theirs(graph, inner)})"
    raise AssertionError(node)
