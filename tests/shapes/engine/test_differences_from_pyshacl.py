"""Where our results are not pySHACL's: each difference pinned on both sides, so that a change of either is noticed.

The reasons are in docs/decisions/0010-differences-from-pyshacl.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import InvalidOperation

import pytest
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError

from danhmuc.shapes.engine import Plan
from danhmuc.vocab.errors import ShapesError

Judge = Callable[[str, str], "Counter[tuple[str, ...]]"]
Differ = Callable[..., None]


def components(found: Counter[tuple[str, ...]]) -> list[str]:
    """The components of all results, in order of the alphabet."""
    return sorted(one[4] for one in found.elements())


@pytest.fixture
def differ(ours: Judge, theirs: Judge) -> Differ:
    """Asserts which components fail in ours and which in theirs, and that they are not the same."""

    def check(shapes: str, data: str = "", *, us: list[str], them: list[str]) -> None:
        assert us != them
        assert components(ours(shapes, data)) == us
        assert components(theirs(shapes, data)) == them

    return check


# ---------------------------------------------------------------- texts of literals


@pytest.mark.parametrize(
    "literal",
    [
        *('"1e3"^^xsd:decimal', '"NaN"^^xsd:decimal', '"1_000"^^xsd:integer', '" 1 "^^xsd:integer', '"١"^^xsd:integer'),
        *('"9223372036854775808"^^xsd:long', '"Inf"^^xsd:double', '"nan"^^xsd:double', '"2024-W01-1"^^xsd:date'),
        *('"2024-01-01"^^xsd:dateTime', '"2024-01-01T10:00"^^xsd:dateTime', '"2024-01-01 10:00:00"^^xsd:dateTime'),
        *('"2024-01-01T10:00:00+15:00"^^xsd:dateTime', '"2024-01-01T00:00:00"^^xsd:dateTimeStamp', '"10:00"^^xsd:time'),
        *('"02024"^^xsd:gYear', '"2024-13"^^xsd:gYearMonth', '"--02-30"^^xsd:gMonthDay', '"P1W"^^xsd:duration'),
        *(
            '"P1.5D"^^xsd:duration',
            '"PT"^^xsd:duration',
            '"P1Y1D"^^xsd:dayTimeDuration',
            '"P1D"^^xsd:yearMonthDuration',
        ),
        *('"en_US"^^xsd:language', '"x y"^^xsd:NCName', '"!"^^xsd:base64Binary'),
    ],
)
def test_datatype__ill_typed_text_passes_in_pyshacl(differ: Differ, literal: str) -> None:
    datatype = literal.rpartition("^^")[2]
    differ(f":S sh:targetNode {literal} ; sh:datatype {datatype} .", us=["Datatype"], them=[])


@pytest.mark.parametrize(
    "literal",
    [
        *('"12024-01-01"^^xsd:date', '"-0001-01-01"^^xsd:date', '"0000-01-01"^^xsd:date', '"24:00:00"^^xsd:time'),
        *('"2024-01-01T24:00:00"^^xsd:dateTime', '"99999-01-01T00:00:00"^^xsd:dateTime'),
    ],
)
def test_datatype__time_that_python_lacks_fails_in_pyshacl(differ: Differ, literal: str) -> None:
    datatype = literal.rpartition("^^")[2]
    differ(f":S sh:targetNode {literal} ; sh:datatype {datatype} .", us=[], them=["Datatype"])


def test_datatype__rdfs_literal_takes_all_in_pyshacl(differ: Differ) -> None:
    differ(':S sh:targetNode "x" ; sh:datatype rdfs:Literal .', us=["Datatype"], them=[])


def test_terms__numbers_written_differently_are_one_in_rdflib(ours: Judge, theirs_alone: Judge) -> None:
    shapes = ":S sh:targetNode :a ; sh:path :p ; sh:maxCount 1 ."
    data = ':a :p "5"^^xsd:nonNegativeInteger , "05"^^xsd:nonNegativeInteger .'
    assert components(ours(shapes, data)) == ["MaxCount"]
    assert components(theirs_alone(shapes, data)) == []


def test_terms__blanks_in_tokens_are_lost_in_rdflib(differ: Differ) -> None:
    differ(':S sh:targetNode "a  b"^^xsd:token ; sh:maxLength 3 .', us=["MaxLength"], them=[])


# ---------------------------------------------------------------- order of literals


@pytest.mark.parametrize(
    ("bound", "literal"),
    [
        ("1", '"1_000"^^xsd:integer'),
        ("1", '"9223372036854775808"^^xsd:long'),
        ('"a"^^xsd:integer', '"a"^^xsd:integer'),
        ('"x"^^:own', '"x"^^:own'),
        ("true", "1"),
        ("true", '"2024-01-01"^^xsd:date'),
        ("false", '"P1D"^^xsd:duration'),
        ('"a"', '"b"@en'),
    ],
)
def test_order__what_cannot_be_compared_passes_in_pyshacl(differ: Differ, bound: str, literal: str) -> None:
    differ(f":S sh:targetNode {literal} ; sh:minInclusive {bound} .", us=["MinInclusive"], them=[])


@pytest.mark.parametrize(
    ("bound", "literal"),
    [
        ('"2024-01-01T00:00:00"^^xsd:dateTime', '"2024-02-29T12:00:00Z"^^xsd:dateTime'),
        ('"2024-01-01T24:00:00"^^xsd:dateTime', '"2024-02-29T12:00:00"^^xsd:dateTime'),
        ('"2024-02-28"^^xsd:date', '"12024-01-01"^^xsd:date'),
        ('"1999"^^xsd:gYear', '"2024"^^xsd:gYear'),
        ('"-P1D"^^xsd:duration', '"PT1H"^^xsd:dayTimeDuration'),
        ('"0.1"^^xsd:double', "0.1"),
    ],
)
def test_order__what_can_be_compared_fails_in_pyshacl(differ: Differ, bound: str, literal: str) -> None:
    differ(f":S sh:targetNode {literal} ; sh:minInclusive {bound} .", us=[], them=["MinInclusive"])


def test_order__nan_beside_a_decimal_stops_pyshacl(ours: Judge, theirs: Judge) -> None:
    shapes = ':S sh:targetNode "NaN"^^xsd:double ; sh:minInclusive 1.0 .'
    assert components(ours(shapes, "")) == ["MinInclusive"]
    with pytest.raises(InvalidOperation):
        theirs(shapes, "")


@pytest.mark.parametrize("data", [":a :p :b ; :q :c .", ':a :p "a"@en ; :q "b"@en .'])
def test_less_than__iris_and_tagged_texts_have_an_order_in_pyshacl(differ: Differ, data: str) -> None:
    differ(":S sh:targetNode :a ; sh:path :p ; sh:lessThan :q .", data, us=["LessThan"], them=[])


def test_less_than__blank_nodes_stop_pyshacl(ours: Judge, theirs: Judge) -> None:
    shapes, data = ":S sh:targetNode :a ; sh:path :p ; sh:lessThan :q .", ":a :p [] ; :q 1 ."
    assert components(ours(shapes, data)) == ["LessThan"]
    with pytest.raises(ReportableRuntimeError):
        theirs(shapes, data)


# ---------------------------------------------------------------- strings


def test_min_length__zero_takes_blank_nodes_in_pyshacl(differ: Differ) -> None:
    differ(":S sh:targetNode [] ; sh:minLength 0 .", us=["MinLength"], them=[])


def test_language_in__range_of_two_parts_is_no_prefix_in_pyshacl(differ: Differ) -> None:
    differ(':S sh:targetNode "x"@en-GB-oed ; sh:languageIn ( "en-GB" ) .', us=[], them=["LanguageIn"])


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        (r'"x\n"', '"^x$"'),
        ('"a_b"', r'"^\\w+$"'),
        (r'"a\u00A0b"', r'"\\s"'),
        ('"axb"', '"a.b" ; sh:flags "q"'),
        ('"İ"', '"I" ; sh:flags "i"'),
    ],
)
def test_pattern__of_python_matches_in_pyshacl(differ: Differ, text: str, pattern: str) -> None:
    differ(f":S sh:targetNode {text} ; sh:pattern {pattern} .", us=["Pattern"], them=[])


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ('"€"', r'"\\w"'),
        ('"ab"', '"a b" ; sh:flags "x"'),
        (r'"a\nb"', '"a.b" ; sh:flags "s"'),
        ('"a+b"', '"a+b" ; sh:flags "q"'),
    ],
)
def test_pattern__of_xpath_matches_in_ours(differ: Differ, text: str, pattern: str) -> None:
    differ(f":S sh:targetNode {text} ; sh:pattern {pattern} .", us=[], them=["Pattern"])


@pytest.mark.parametrize("pattern", [r"^\\p{Lu}", r"\\i\\c*"])
def test_pattern__of_xpath_stops_pyshacl(ours: Judge, theirs: Judge, pattern: str) -> None:
    shapes = f':S sh:targetNode "Ba" ; sh:pattern "{pattern}" .'
    assert components(ours(shapes, "")) == []
    with pytest.raises(re.error):
        theirs(shapes, "")


def test_pattern__classes_are_not_subtracted_by_pyshacl(differ: Differ) -> None:
    differ(':S sh:targetNode "ab" ; sh:pattern "^[a-z-[x]]+$" .', us=[], them=["Pattern"])


def test_pattern__dotless_i_is_no_i_in_ours(differ: Differ) -> None:
    """Here we are wrong: XPath has them match, as both have one capital letter; Unicode has not."""
    differ(':S sh:targetNode "ı" ; sh:pattern "i" ; sh:flags "i" .', us=["Pattern"], them=[])


# ---------------------------------------------------------------- shapes


@pytest.mark.parametrize(
    ("switch", "us", "them"),
    [
        ("sh:path :p ; sh:uniqueLang", [], ["UniqueLang"]),
        ("sh:closed", [], ["Closed", "Closed"]),
        ("sh:nodeKind sh:Literal ; sh:deactivated", ["NodeKind"], []),
    ],
)
def test_switch__one_is_true_in_pyshacl(
    differ: Differ, plan_of: Callable[[str], Plan], switch: str, us: list[str], them: list[str]
) -> None:
    shapes = f':S sh:targetNode :a ; {switch} "1"^^xsd:boolean .'
    differ(shapes, ':a :p "x"@en , "y"@en .', us=us, them=them)
    assert "neither true nor false" in str(plan_of(shapes).warnings[0])


def test_switch__one_sets_siblings_apart_in_pyshacl(differ: Differ) -> None:
    shapes = """
    :S sh:targetNode :a ; sh:property
        [ sh:path :p ; sh:qualifiedValueShape :C ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint ON ] ,
        [ sh:path :p ; sh:qualifiedValueShape :D ; sh:qualifiedMaxCount 1 ] .
    :C sh:nodeKind sh:IRI . :D sh:minLength 1 ."""
    data = ":a :p :b ."
    differ(shapes.replace("ON", '"1"^^xsd:boolean'), data, us=[], them=["QualifiedMinCount"])


def test_closed__type_resource_is_always_allowed_in_pyshacl(differ: Differ) -> None:
    differ(":S sh:targetNode :a ; sh:closed true .", ":a a rdfs:Resource .", us=["Closed"], them=[])


def test_target__class_that_is_not_typed_a_shape_is_one_in_pyshacl(differ: Differ) -> None:
    shapes = ":S a rdfs:Class ; sh:targetNode :b ; sh:nodeKind sh:BlankNode ."
    differ(shapes, ":a a :S .", us=["NodeKind"], them=["NodeKind", "NodeKind"])


def test_target__class_by_two_steps_is_none_in_pyshacl(differ: Differ) -> None:
    shapes = """
    :S a sh:NodeShape , :Kind ; sh:nodeKind sh:BlankNode .
    :Kind rdfs:subClassOf :Above . :Above rdfs:subClassOf rdfs:Class ."""
    differ(shapes, ":a a :S .", us=["NodeKind"], them=[])


@pytest.mark.parametrize(
    "path",
    [
        "[ sh:inversePath ( :p :q ) ]",
        "[ sh:inversePath [ sh:oneOrMorePath ( :p :q ) ] ]",
        "[ sh:inversePath [ sh:alternativePath ( ( :p :q ) :r ) ] ]",
    ],
)
def test_path__sequence_backwards_goes_astray_in_pyshacl(differ: Differ, path: str) -> None:
    shapes = f":S sh:targetNode :c ; sh:path {path} ; sh:hasValue :a ."
    differ(shapes, ":a :p :b . :b :q :c .", us=[], them=["HasValue"])


def test_entailment__is_passed_over_by_pyshacl(ours: Judge, theirs: Judge) -> None:
    shapes = """
    <http://e.vn/> sh:entailment <http://www.w3.org/ns/entailment/RDFS> .
    :S sh:targetNode :a ; sh:nodeKind sh:Literal ."""
    with pytest.raises(ShapesError, match="sh:entailment"):
        ours(shapes, "")
    assert components(theirs(shapes, "")) == ["NodeKind"]


def test_recursion__is_passed_over_by_pyshacl(ours: Judge, theirs: Judge) -> None:
    shapes, data = ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:node :S ] .", ":a :p :b ."
    with pytest.raises(ShapesError, match="lead into themselves"):
        ours(shapes, data)
    assert components(theirs(shapes, data)) == []


LED_BACK = """
:S sh:targetNode :a ; sh:property :P , :Q .
:P sh:path :p ; sh:qualifiedValueShape :Q ; sh:qualifiedMinCount 1 .
:Q sh:path :q ; sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1 ;
    sh:qualifiedValueShapesDisjoint true ."""


def test_recursion__by_siblings_is_followed_by_pyshacl(ours: Judge, theirs: Judge) -> None:
    straight = ":a :p :b ; :q :c . :b :q :d . :c a :C . :d a :C ."
    with pytest.raises(ShapesError, match="lead into themselves"):
        ours(LED_BACK, straight)
    assert components(theirs(LED_BACK, straight)) == []
    with pytest.raises(ReportableRuntimeError, match="too deep"):
        theirs(LED_BACK, ":a :p :a ; :q :a . :a a :C .")


def test_nesting__of_twenty_levels_stops_pyshacl(ours: Judge, theirs: Judge) -> None:
    levels = "".join(f":S{level} sh:node :S{level + 1} .\n" for level in range(20))
    shapes = f"{levels} :S20 sh:nodeKind sh:Literal . :S0 sh:targetNode :a ."
    assert components(ours(shapes, "")) == ["Node"]
    with pytest.raises(ReportableRuntimeError, match="too deep"):
        theirs(shapes, "")


# ---------------------------------------------------------------- shapes that are not well formed


def test_node__property_shape_stops_pyshacl(ours: Judge, theirs: Judge) -> None:
    shapes = ":S sh:targetNode :a ; sh:node :T . :T sh:path :p ; sh:minCount 1 ."
    assert components(ours(shapes, "")) == ["Node"]
    with pytest.raises(ReportableRuntimeError):
        theirs(shapes, "")


@pytest.mark.parametrize(("component", "us"), [("and", []), ("or", ["Or"]), ("xone", ["Xone"])])
def test_logic__empty_list_stops_pyshacl(ours: Judge, theirs: Judge, component: str, us: list[str]) -> None:
    shapes = f":S sh:targetNode :a ; sh:{component} () ."
    assert components(ours(shapes, "")) == us
    with pytest.raises(ShapeLoadError):
        theirs(shapes, "")


@pytest.mark.parametrize(
    ("words", "us"),
    [
        ("sh:path :p ; sh:minCount 1 , 2", ["MinCount", "MinCount"]),
        ("sh:datatype xsd:string , xsd:date", ["Datatype", "Datatype"]),
        ("sh:in ( :b ) ; sh:in ( :c )", ["In", "In"]),
        ("sh:path :p ; sh:minCount 1.0", []),
        ('sh:path :p ; sh:minCount "1"', ["MinCount"]),
        ("sh:minCount 1", []),
    ],
)
def test_parameters__not_well_formed_stop_pyshacl(ours: Judge, theirs: Judge, words: str, us: list[str]) -> None:
    shapes = f":S sh:targetNode :a ; {words} ."
    assert components(ours(shapes, "")) == us
    with pytest.raises(ConstraintLoadError):
        theirs(shapes, "")


def test_property_shape__without_path_stops_pyshacl(ours: Judge, theirs: Judge) -> None:
    shapes = ":S sh:targetNode :a ; sh:property [ a sh:PropertyShape ; sh:minCount 1 ] ; sh:nodeKind sh:Literal ."
    assert components(ours(shapes, "")) == ["NodeKind"]
    with pytest.raises(ShapeLoadError):
        theirs(shapes, "")


def test_node_kind__that_is_none_fails_all_in_pyshacl(differ: Differ) -> None:
    differ(":S sh:targetNode :a ; sh:nodeKind :Kind .", us=[], them=["NodeKind"])


def test_severity__that_is_no_iri_is_kept_by_pyshacl(ours: Judge, theirs: Judge) -> None:
    shapes = ':S sh:targetNode :a ; sh:nodeKind sh:Literal ; sh:severity "grave" .'
    assert {one[3] for one in ours(shapes, "")} == {"<http://www.w3.org/ns/shacl#Violation>"}
    assert {one[3] for one in theirs(shapes, "")} == {"'grave'^^string"}
