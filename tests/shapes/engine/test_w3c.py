"""The W3C's test suite of SHACL Core: every result of every test, not only whether the data conforms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from danhmuc.shapes.engine import (
    Data,
    Index,
    Plan,
    Result,
    Row,
    compile_plan,
    conforms,
    index_descriptions,
    read_shapes,
    results,
)
from danhmuc.shapes.engine.data import group_by_subject
from danhmuc.shapes.engine.shapes_graph import _Reader
from danhmuc.vocab.terms import RDF, SH

SUITE = Path(__file__).parents[4] / "shared" / "data" / "w3c-shacl" / "core"
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_SHT = "http://www.w3.org/ns/shacl-test#"


def files() -> list[Path]:
    """The files that hold tests."""
    return sorted(path for path in SUITE.rglob("*.ttl") if b"sht:Validate" in path.read_bytes())


def read(path: Path) -> Index:
    base = path.as_uri()
    return index_descriptions(group_by_subject(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=base)))


def one(index: Index, node: object, name: str) -> object:
    (found,) = index[node][NamedNode(name)]  # type: ignore[index]
    return found


class Case:
    """One test of a file."""

    def __init__(self, path: Path) -> None:
        self.index = read(path)
        (node,) = (node for node, said in self.index.items() if NamedNode(_SHT + "Validate") in said.get(RDF.type, ()))
        action = one(self.index, node, _MF + "action")
        self.expected = one(self.index, node, _MF + "result")
        self.path = path
        self.data = self._graph(one(self.index, action, _SHT + "dataGraph"))
        self.shapes = self._graph(one(self.index, action, _SHT + "shapesGraph"))

    def _graph(self, name: object) -> Index:
        assert isinstance(name, NamedNode)
        if name.value.rstrip("#") in (self.path.as_uri(), ""):
            return self.index
        return read(self.path.parent / name.value.rpartition("/")[2])

    def results(self) -> Iterator[tuple[object, ...]]:
        """The results expected."""
        reader = _Reader(self.shapes)
        own = _Reader(self.index)
        for result in self.index[self.expected].get(SH.result, ()):  # type: ignore[index]
            said = self.index[result]  # type: ignore[index]
            path = said.get(SH.resultPath)
            yield (
                *(said[SH.focusNode][0],),
                None if path is None else (own if path[0] in self.index else reader)._path(path[0], frozenset()),
                said.get(SH.value, [None])[0],
                said[SH.resultSeverity][0],
                said[SH.sourceConstraintComponent][0],
                said.get(SH.sourceShape, [None])[0],
            )

    def messages(self) -> list[str]:
        """The messages expected; none where the test leaves them open."""
        return sorted(
            str(message)
            for result in self.index[self.expected].get(SH.result, ())  # type: ignore[index]
            for message in self.index[result].get(SH.resultMessage, ())  # type: ignore[index]
        )


def told(result: Result) -> tuple[object, ...]:
    return (
        result.focus,
        result.path,
        result.value,
        result.severity,
        NamedNode(result.component),
        result.source_shape,
    )


def messages_of(rows: list[Row]) -> Iterator[str]:
    for result in results(rows):
        for message in result.texts:
            yield str(Literal(message.text, language=message.language or None))


@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_suite__gives_the_results_expected(path: Path) -> None:
    case = Case(path)
    plan: Plan = compile_plan(read_shapes(case.shapes))
    rows = plan.run(Data(case.data))
    if case.expected == NamedNode(_SHT + "Failure"):
        assert plan.warnings
        return
    expected = Counter(case.results())
    found = Counter(told(result) for result in results(rows))
    assert found == expected
    if case.messages():
        assert sorted(messages_of(rows)) == case.messages()
    (is_good,) = case.index[case.expected][SH.conforms]  # type: ignore[index]
    assert conforms(rows) is (is_good.value == "true")


def test_suite__is_here_whole() -> None:
    if not SUITE.is_dir():
        pytest.skip("the W3C's test suite is not at hand")
    assert len(files()) == 98
    assert [path.stem for path in files() if Case(path).messages()] == ["message-001"]
