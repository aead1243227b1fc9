"""How Turtle looks."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse, serialize

from danhmuc.vocab.writing import write_text

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def nquads(text: str) -> bytes:
    quads = parse(PREFIXES + text, format=RdfFormat.TURTLE, base_iri="https://e.vn/", rename_blank_nodes=True)
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def body(text: str) -> str:
    """What is written of a graph, without the prefixes."""
    return write_text("turtle", [nquads(text)]).partition("\n\n")[2]


def test_turtle__only_the_prefixes_that_are_used() -> None:
    head = write_text("turtle", [nquads("<1> dct:issued '2024-01-01'^^xsd:date .")]).partition("\n\n")[0]
    assert head.splitlines() == [
        "@prefix dct: <http://purl.org/dc/terms/> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    ]


def test_turtle__a_record_reads_from_its_class_to_its_distributions() -> None:
    text = """
        <1> dcat:distribution <0> ; dct:title "Hai"@vi , "Two"@en ; a dcat:Dataset ; <p> 5 ;
            dcat:contactPoint [ vcard:hasEmail <mailto:a@e.vn> ; vcard:fn "A" ] ; dct:rights [ dct:title "Mở"@vi ] .
        <0> a dcat:Distribution ; dcat:byteSize 0 ; dct:issued "2024-01-01"^^xsd:date .
        """
    assert body(text) == (
        """\
<https://e.vn/1>
    a dcat:Dataset ;
    dct:title "Hai"@vi ,
        "Two"@en ;
    dcat:contactPoint [
        vcard:fn "A" ;
        vcard:hasEmail <mailto:a@e.vn>
    ] ;
    dct:rights [ dct:title "Mở"@vi ] ;
    <https://e.vn/p> 5 ;
    dcat:distribution <https://e.vn/0> .

<https://e.vn/0>
    a dcat:Distribution ;
    dct:issued "2024-01-01"^^xsd:date ;
    dcat:byteSize 0 .
"""
    )


def test_turtle__nested_ones_in_several() -> None:
    assert body("<1> dct:rights [ a dcat:X ; dct:title 'b' ] , [ a dcat:X ; dct:title 'a' ] , 'c' , [] .") == (
        """\
<https://e.vn/1>
    dct:rights "c" ,
        [
            a dcat:X ;
            dct:title "a"
        ] ,
        [
            a dcat:X ;
            dct:title "b"
        ] ,
        [] .
"""
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("( 1 <2> 'x'@vi )", '( 1 <https://e.vn/2> "x"@vi )'),
        ("( ( 1 ) () )", "( ( 1 ) <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> )"),
        ("( [ dct:title 'x' ] [] )", '( [ dct:title "x" ] [] )'),
        ("05", '"05"^^xsd:integer'),
        ("-5", "-5"),
        ("true", "true"),
        ("'1'^^xsd:boolean", '"1"^^xsd:boolean'),
        ("'a\\nb'", '"""a\nb"""'),
        ("'a\\nb \\\"c\\\"'@vi", '"""a\nb \\"c\\""""@vi'),
        ("'a\\nb'^^xsd:string", '"""a\nb"""'),
        ("'a\\nb\\t'", '"a\\nb\\t"'),
        ("'a\\r\\nb'", '"a\\r\\nb"'),
        ("dct:title", "dct:title"),
        ("<http://purl.org/dc/terms/a.b>", "<http://purl.org/dc/terms/a.b>"),
        ("<http://purl.org/dc/terms/>", "<http://purl.org/dc/terms/>"),
        ("<a\u00a0b>", "<https://e.vn/a\\u00A0b>"),
        ("<đường>", "<https://e.vn/đường>"),
    ],
)
def test_turtle__a_value(value: str, written: str) -> None:
    assert body(f"<1> dct:relation {value} .").replace(
        "rdf:nil", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>"
    ) == (f"<https://e.vn/1>\n    dct:relation {written} .\n")


def test_turtle__what_two_mention_has_a_name() -> None:
    graph = b"<u:1> <u:p> _:a .\n<u:2> <u:p> _:a .\n_:a <u:q> <u:3> .\n"
    assert write_text("turtle", [graph]) == (
        "\n<u:1>\n    <u:p> _:a .\n\n<u:2>\n    <u:p> _:a .\n\n_:a\n    <u:q> <u:3> .\n"
    )


def test_turtle__what_nobody_mentions_needs_none() -> None:
    assert write_text("turtle", [b'_:a <u:q> "x" .\n']) == '\n[]\n    <u:q> "x" .\n'


def test_turtle__the_record_comes_before_what_leads_back_to_it() -> None:
    written = body("<9> a dcat:Dataset ; dcat:distribution <1> . <1> a dcat:Distribution ; dct:isPartOf <9> .")
    assert written.startswith("<https://e.vn/9>\n    a dcat:Dataset")


TREES = st.recursive(
    st.sampled_from(("'x'", "'y'@vi", "<2>", "[]")),
    lambda inner: (
        st.lists(st.tuples(st.sampled_from(("dct:title", "dct:rights", "<p>")), inner), min_size=1, max_size=3).map(
            lambda pairs: "[ " + " ; ".join(f"{name} {value}" for name, value in pairs) + " ]"
        )
        | st.lists(inner, max_size=3).map(lambda items: f"( {' '.join(items)} )")
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("name", ["turtle", "xml", "json-ld"])
@given(trees=st.lists(TREES, max_size=4), order=st.randoms(use_true_random=False))
def test_write__neither_order_nor_names_of_blank_nodes_tell(name: str, trees: list[str], order: Random) -> None:
    text = "".join(f"<{number % 2}> dct:relation {tree} ." for number, tree in enumerate(trees))
    lines = nquads(text).splitlines(keepends=True)
    # Read anew, so that blank nodes get other names.
    others = nquads(text).splitlines(keepends=True)
    order.shuffle(others)
    assert write_text(name, [b"".join(lines)]) == write_text(name, [b"".join(others)])
