"""The rows behind a row of ``sh:node``, ``and``, ``or`` and ``xone``."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode

from danhmuc.shapes.engine import Data, Row, compile_plan, index_quads, read_shapes, results
from danhmuc.shapes.engine.details import Details

from .conftest import quads

Behind = Callable[..., list[tuple[str, list[tuple[str, str, bool]]]]]


@pytest.fixture
def behind() -> Behind:
    """For each row its component, and the rows behind it: focus, component, whether it is sure."""

    def told(shapes: str, data: str, *, is_open: bool = False) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        graph = read_shapes(index_quads(quads(shapes)))  # type: ignore[arg-type]
        looked_at = Data(index_quads(quads(data)), is_open=is_open)  # type: ignore[arg-type]
        rows = compile_plan(graph).run(looked_at)
        details = Details(graph, looked_at)
        return [(_component(row), [_about(one) for one in details(row)]) for row in rows]

    return told


def _component(row: Row) -> str:
    (result,) = results([row])
    return result.component.rpartition("#")[2].removesuffix("ConstraintComponent")


def _about(row: Row) -> tuple[str, str, bool]:
    assert isinstance(row[0], NamedNode)
    return row[0].value.rpartition("/")[2], _component(row), row[4] is False


def test_details__are_what_the_value_does_not_meet(behind: Behind) -> None:
    assert behind(
        """
        :S sh:targetClass :A ; sh:property [ sh:path :p ; sh:node :N ] ; sh:class :B .
        :N sh:class :C ; sh:property [ sh:path :q ; sh:minCount 1 ] .
        """,
        ":a a :A ; :p :b , :c . :c a :C ; :q 1 .",
    ) == [("Node", [("b", "MinCount", True), ("b", "Class", True)]), ("Class", [])]


def test_details__go_on_below(behind: Behind) -> None:
    told = behind(
        ":S sh:targetClass :A ; sh:node :N . :N sh:node :M . :M sh:property [ sh:path :q ; sh:minCount 1 ] .",
        ":a a :A .",
    )
    assert told == [("Node", [("a", "Node", True)])]


def test_details__of_a_nested_node_have_details_of_their_own() -> None:
    graph = read_shapes(
        index_quads(quads(":S sh:targetClass :A ; sh:node :N . :N sh:node :M . :M sh:class :B ."))  # type: ignore[arg-type]
    )
    data = Data(index_quads(quads(":a a :A .")))  # type: ignore[arg-type]
    (row,) = compile_plan(graph).run(data)
    details = Details(graph, data)
    (below,) = details(row)
    (last,) = details(below)
    assert [_component(one) for one in (row, below, last)] == ["Node", "Node", "Class"]
    assert list(details(last)) == []


def test_details__of_and_or_and_xone_are_what_the_value_does_not_meet(behind: Behind) -> None:
    shapes = ":S sh:targetClass :A ; sh:{} ( [ sh:class :B ] [ sh:nodeKind sh:Literal ] ) ."
    told = {name: behind(shapes.format(name), ":a a :A . :b a :A , :B .") for name in ("and", "or", "xone")}
    of_a = [("a", "Class", True), ("a", "NodeKind", True)]
    assert told["and"] == [("And", of_a), ("And", [("b", "NodeKind", True)])]
    assert told["or"] == [("Or", of_a)]
    assert told["xone"] == [("Xone", of_a)]
    assert behind(":S sh:targetClass :A ; sh:not [ sh:class :A ] .", ":a a :A .") == [("Not", [])]


def test_details__of_what_is_not_known_are_not_known(behind: Behind) -> None:
    shapes = ":S sh:targetClass :A ; sh:property [ sh:path :p ; sh:node :N ] . :N sh:class :C ."
    assert behind(shapes, ":a a :A ; :p :else .", is_open=True) == [("Node", [("else", "Class", False)])]


def test_details__leave_what_the_data_remembers_alone() -> None:
    graph = read_shapes(index_quads(quads(":S sh:targetClass :A ; sh:node :N . :N sh:class :B .")))  # type: ignore[arg-type]
    data = Data(index_quads(quads(":a a :A .")))  # type: ignore[arg-type]
    plan = compile_plan(graph)
    (row,) = plan.run(data)
    before = dict(data.memory)
    Details(graph, data)(row)
    assert data.memory == before
    assert len(plan.run(data)) == 1
