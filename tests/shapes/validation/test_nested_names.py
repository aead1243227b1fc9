"""Names of nodes within a record that are items of a collection."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse, serialize

from danhmuc.shapes.validation.nested_names import with_names
from danhmuc.vocab.findings import Finding

SCHEMA = "https://e.vn/schema"
GRAPH = f"""
@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix dct: <http://purl.org/dc/terms/> .
<{SCHEMA}> a csvw:Schema ; csvw:column ( _:a _:b _:c ) .
_:a a csvw:Column ; csvw:name "ma" ; csvw:title "Mã"@vi .
_:b a csvw:Column ; dct:description "Không có tên"@vi .
_:c a csvw:Column ; csvw:name "ten" ; csvw:datatype [ csvw:base "string" ] .
"""


def names_of(nodes: str) -> list[str | None]:
    """Names of the nodes that have a property."""
    quads = list(parse(GRAPH.encode(), format=RdfFormat.TURTLE))
    nquads = serialize(quads, format=RdfFormat.N_QUADS)
    focuses = [str(quad.subject) for quad in quads if quad.predicate.value.endswith(nodes)]
    findings = [
        Finding(code="a:b", severity="warning", layer="house", focus=one, message={"vi": "x"}) for one in focuses
    ]
    named = with_names(findings, SCHEMA, nquads)
    return [None if one.about is None else next(iter(one.about.texts.values())) for one in named]


def test_names__a_column_has_its_technical_name() -> None:
    assert list(names_of("csvw#name")) == ["ma", "ten"]


def test_names__an_item_without_a_name_has_its_number_and_no_cells() -> None:
    assert names_of("terms/description") == ["csvw:column [2] (csvw:Column): dct:description Không có tên"]


def test_names__what_an_item_holds_is_named_within_it() -> None:
    assert names_of("csvw#base") == ["ten › csvw:datatype: csvw:base string"]
