"""A finding names the line on which its term, or its shape, stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danhmuc.shapes.linting import Linter

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .\n"


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., list[int | None]]:
    """The lines of all findings of a text."""

    def called(turtle: str, name: str = "shapes.ttl") -> list[int | None]:
        path = tmp_path / name
        path.write_text(HEAD + turtle, encoding="utf-8")
        found = []
        for finding in Linter().lint(path).findings:
            assert finding.document == str(path)
            assert finding.place == (str(path) if finding.line is None else f"{path}:{finding.line}")
            found.append(finding.line)
        return found

    return called


def test_line__is_that_of_the_term(lines: Callable[..., list[int | None]]) -> None:
    assert lines(
        "<urn:S> sh:targetClass dct:Agent ;\n  sh:property <urn:P> .\n<urn:P>\n sh:minCount 1 ;\n sh:path dct:titel ."
    ) == [6]


def test_line__is_that_of_the_shape_where_no_term_is_named(lines: Callable[..., list[int | None]]) -> None:
    assert lines("\n<urn:S>\n a sh:NodeShape ; sh:nodeKind sh:IRI .") == [3]


def test_line__tells_blank_nodes_apart_by_what_is_said_of_them(lines: Callable[..., list[int | None]]) -> None:
    turtle = """<urn:S> sh:targetClass dct:Agent ; sh:property [
    sh:path dct:title ; sh:minCount 1
  ] , [
    sh:path dct:type ;
    sh:shape <urn:N> ; sh:minCount 1
  ] , [
    sh:path dct:format ; sh:minCount 1 ;
    sh:shape <urn:N>
  ] ."""
    assert lines(turtle) == [6, 9]


def test_line__goes_by_the_statement_that_holds_a_blank_node(lines: Callable[..., list[int | None]]) -> None:
    turtle = "".join(
        f"<urn:{name}> sh:targetClass dct:{name} ;\n sh:property [ sh:path dct:type ;\n"
        " sh:shape <urn:N> ; sh:minCount 1 ] .\n"
        for name in ("Agent", "Location")
    )
    assert lines(turtle) == [4, 7]


def test_line__knows_labelled_blank_nodes(lines: Callable[..., list[int | None]]) -> None:
    assert lines(
        "<urn:S> sh:targetClass dct:Agent ; sh:property _:p .\n_:p sh:path dct:type ;\n sh:minCont 1 ; sh:minCount 1 ."
    ) == [4]


@pytest.mark.parametrize(
    "before",
    [
        "# sh:minCont <urn:P> [ . \n",
        '<urn:X> dct:title """sh:minCont\n<urn:P> sh:minCont ] . \\""" "quoted\\"""" .\n',
        '<urn:X> dct:title \'sh:minCont [\' , 1.5 , -2.0 , 1e3 , true , "a"@vi-VN , "1"^^<urn:t> .\n',
        "PREFIX x: <urn:x:>\nx:a.b dct:title x:c\\,d .\nBASE <urn:base>\n",
        "@prefix : <urn:x:> .\n:a dct:title :b.\n",
    ],
)
def test_line__is_not_led_astray(before: str, lines: Callable[..., list[int | None]]) -> None:
    shapes = "<urn:S> sh:targetClass dct:Agent ; sh:property <urn:P> .\n<urn:P> sh:path dct:type ;\n"
    assert lines(before + shapes + " sh:minCont 1 ; sh:minCount 1 .") == [before.count("\n") + 4]


def test_line__of_relative_iris_and_of_graphs(lines: Callable[..., list[int | None]]) -> None:
    assert lines("<#S> a sh:NodeShape ;\n sh:nodeKind sh:IRI .") == [2]
    assert lines("GRAPH <urn:g> {\n <urn:S> a sh:NodeShape ;\n sh:nodeKind sh:IRI . }", "shapes.trig") == [3]


def test_line__is_left_out_where_the_format_is_not_turtle(tmp_path: Path) -> None:
    path = tmp_path / "shapes.jsonld"
    path.write_text(
        '{"@id": "urn:S", "http://www.w3.org/ns/shacl#minCont": 1, "@type": "http://www.w3.org/ns/shacl#NodeShape"}'
    )
    (finding, *_) = Linter().lint(path).findings
    assert finding.place == str(path)
