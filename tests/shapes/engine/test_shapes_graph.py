"""Shapes graphs that are not as they should be: ignored with a warning that names it, or refused in one line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from danhmuc.shapes.engine import Data, Plan, compile_plan, conforms, index_quads, read_shapes, results
from danhmuc.shapes.engine.components import COMPONENTS
from danhmuc.shapes.engine.shape_model import DEEPEST
from danhmuc.shapes.engine.shapes_graph import _NOT_USED, _SAID_ELSEWHERE
from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.messages import Message, TextByLanguage
from danhmuc.vocab.namespaces.sh import SH as Vocabulary  # noqa: N811 - beside the engine's own
from danhmuc.vocab.terms import RDF, RDFS, SH, XSD

PlanOf = Callable[[str], Plan]
DataOf = Callable[..., Data]
DATA = ':a :p "x" ; :q :b . :b :p 1 .'


def texts(plan: Plan) -> list[str]:
    """What is ignored, in English."""
    return list(map(str, plan.warnings))


def failed(plan: Plan, data: Data) -> list[str]:
    """The components of what is found."""
    return sorted(result.demand.component.name for result in results(plan.run(data)))


@pytest.mark.parametrize(
    ("words", "warning"),
    [
        ("sh:property [ a sh:PropertyShape ; sh:minCount 9 ]", "is a property shape without sh:path and is ignored"),
        ("sh:property [ sh:minCount 9 ]", "has no sh:path and is ignored"),
        ("sh:property [ sh:path :p , :q ; sh:minCount 9 ]", "has more than one sh:path and is ignored"),
        ('sh:property [ sh:path "p" ; sh:minCount 9 ]', "has a path with"),
        ("sh:property [ sh:path () ; sh:minCount 9 ]", "has a path with"),
        ("sh:property [ sh:path [] ; sh:minCount 9 ]", "has a path that is none and is ignored"),
        (
            "sh:property [ sh:path [ sh:inversePath :p ; sh:zeroOrMorePath :q ] ; sh:minCount 9 ]",
            "that is of two kinds at once",
        ),
        ("sh:property [ sh:path [ sh:alternativePath () ] ; sh:minCount 9 ]", "has a path with an empty list"),
        ("sh:property [ sh:path [ sh:alternativePath :p ] ; sh:minCount 9 ]", "has a list that is broken"),
        ("sh:property [ sh:path [ rdf:first :p ] ; sh:minCount 9 ]", "has a list that is broken"),
        ('sh:property "words"', "which is no shape"),
        ('sh:node "words"', "which is no usable shape, so its sh:node is ignored"),
        ('sh:or ( "words" [ sh:minLength 1 ] )', "which is no usable shape, so its sh:or is ignored"),
        ("sh:or [ rdf:first [ sh:minLength 99 ] ]", "has a list that is broken, so its sh:or is ignored"),
        ("sh:in :list", "has a list that is broken, so its sh:in is ignored"),
        ("sh:node :nobody", "names by sh:node <http://e.vn/nobody>, of which the shapes graph says nothing"),
        ("sh:shape [ sh:minLength 99 ]", "has sh:shape, which SHACL does not know"),
        ("sh:rule [ sh:minLength 99 ]", "has sh:rule, which danhmuc does not use in a shape"),
        ("sh:expression [ sh:minLength 99 ]", "has sh:expression, which danhmuc does not use in a shape"),
        ("sh:prefixes :x", "has sh:prefixes, which danhmuc does not use in a shape"),
        ("sh:values [ sh:path :p ]", "has sh:values, which danhmuc does not use in a shape"),
        ("sh:closed true ; sh:ignoredProperties :x", "has in sh:ignoredProperties a list that is broken, so its sh:cl"),
        ("sh:minLenght 99", "has sh:minLenght, which SHACL does not know; near it: sh:minLength"),
        ("sh:datatyp xsd:date", "near it: sh:datatype"),
        ('sh:pattern "(x"', "sh:pattern '(x' is no regular expression"),
        ('sh:pattern "x" ; sh:flags "g"', "sh:flags has 'g'; known: imsxq"),
        ("sh:pattern :x", "sh:pattern needs a literal, found <http://e.vn/x>"),
        ("sh:pattern [ :p 1 ]", "sh:pattern needs a literal, found _:"),
        ('sh:pattern "x" ; sh:flags :i', "sh:flags needs a literal, found <http://e.vn/i>"),
        ('sh:pattern "x" ; sh:flags []', "sh:flags needs a literal, found _:"),
        ('sh:languageIn ( "en" :vi )', "sh:languageIn needs a literal, found <http://e.vn/vi>"),
        ("sh:nodeKind :Kind", "sh:nodeKind <http://e.vn/Kind> is none of the six kinds of node"),
        ("sh:nodeKind sh:iri", "is none of the six kinds of node"),
        ('sh:nodeKind "IRI"', "sh:nodeKind needs an IRI"),
        ('sh:class "C"', "sh:class needs an IRI"),
        ("sh:datatype 1", "sh:datatype needs an IRI"),
        ('sh:minLength "many"', "sh:minLength needs a whole number"),
        ("sh:property [ sh:path :p ; sh:minCount 9.5 ]", "sh:minCount needs a whole number"),
        ("sh:property [ sh:path :p ; sh:minCount :many ]", "sh:minCount needs a whole number"),
        ("sh:property [ sh:path :p ; sh:qualifiedMinCount 9 ]", "lacks sh:qualifiedValueShape"),
        ("sh:minCount 9", "has sh:minCount without sh:path, which says nothing"),
        ("sh:uniqueLang true", "has sh:uniqueLang without sh:path, which says nothing"),
        ("sh:minExclusive :b", "sh:minExclusive needs a literal"),
        ('sh:targetClass "C"', 'has sh:targetClass "C", which is no IRI'),
        ('sh:closed "1"^^xsd:boolean', "which is neither true nor false"),
        ("sh:severity sh:Info , sh:Warning", "needs one sh:severity"),
        ('sh:severity "grave"', "has no IRI as sh:severity"),
        ('sh:deactivated "maybe"', 'has sh:deactivated "maybe", which is neither true nor false'),
        ('sh:pattern "e" ; sh:flags "i" , "s"', "has more than one sh:flags; the first one counts"),
    ],
)
def test_defect__is_passed_over_and_named(plan_of: PlanOf, data_of: DataOf, words: str, warning: str) -> None:
    plan = plan_of(f":S a sh:NodeShape ; sh:targetNode :a ; sh:hasValue :never ; {words} .")
    warnings = texts(plan)
    assert any(warning in one for one in warnings), warnings
    assert all("\n" not in one and one.startswith(("<http://e.vn/S", "_:", "[]")) for one in warnings), warnings
    assert failed(plan, data_of(DATA)) == ["HasValue"]


def test_defect__class_that_is_no_shape_is_named(plan_of: PlanOf, data_of: DataOf) -> None:
    plan = plan_of(":C a rdfs:Class ; sh:nodeKind sh:Literal .")
    assert texts(plan) == [
        "<http://e.vn/C> is a class with constraints, but no sh:NodeShape, so it does not validate its instances"
    ]
    assert failed(plan, data_of(":a a :C .")) == []


def test_list__that_leads_into_itself_is_broken(plan_of: PlanOf) -> None:
    plan = plan_of(":S sh:targetNode :a ; sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .")
    assert texts(plan) == ["<http://e.vn/S> has a list that is broken, so its sh:in is ignored"]


def test_path__that_leads_into_itself_is_none(plan_of: PlanOf) -> None:
    plan = plan_of(":S sh:targetNode :a ; sh:path _:p ; sh:minCount 9 . _:p sh:inversePath _:p .")
    assert texts(plan) == ["<http://e.vn/S> has a path that leads into itself and is ignored"]


def test_path__nested_too_deep_is_none(plan_of: PlanOf) -> None:
    path = "[ sh:inversePath " * (DEEPEST + 5) + ":p" + " ]" * (DEEPEST + 5)
    plan = plan_of(f":S sh:targetNode :a ; sh:path {path} ; sh:minCount 9 .")
    assert texts(plan) == ["<http://e.vn/S> has a path that is nested too deep and is ignored"]


def test_path__missing_is_named_once(plan_of: PlanOf) -> None:
    plan = plan_of(
        ":S sh:targetNode :a ; sh:property :P , :Q . :T sh:targetNode :b ; sh:property :P , :Q . "
        ":P a sh:PropertyShape ; sh:minCount 1 . :Q sh:minCount 1 ."
    )
    assert texts(plan) == [
        "<http://e.vn/S> holds by sh:property <http://e.vn/Q>, which has no sh:path and is ignored",
        "<http://e.vn/P> is a property shape without sh:path and is ignored",
    ]


def test_path__with_shared_parts_on_ever_more_ways_is_none(plan_of: PlanOf) -> None:
    parts = "".join(f"_:p{n} sh:alternativePath ( _:p{n + 1} _:p{n + 1} ) . " for n in range(50))
    plan = plan_of(f":S sh:targetNode :a ; sh:path _:p0 ; sh:minCount 9 . {parts} _:p50 sh:inversePath :p .")
    assert texts(plan) == ["<http://e.vn/S> has a path with too many parts and is ignored"]


def test_path__as_deep_as_may_be_is_walked(plan_of: PlanOf, data_of: DataOf) -> None:
    path = "[ sh:inversePath " * (DEEPEST - 2) + ":p" + " ]" * (DEEPEST - 2)
    assert failed(plan_of(f":S sh:targetNode :a ; sh:path {path} ; sh:minCount 9 ."), data_of(DATA)) == ["MinCount"]


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        (':S sh:targetNode :a ; sh:js [ sh:jsFunctionName "f" ] .', "has sh:js; scripts are never run"),
        (':S sh:target [ a sh:JSTarget ; sh:jsFunctionName "f" ] .', "^<http://e.vn/S> has sh:JSTarget; scripts"),
        (':S sh:target [ sh:jsFunctionName "f" ] .', "^<http://e.vn/S> has sh:JSTarget; scripts are never run"),
        (":S sh:target [ a :T ] . :T a sh:JSTargetType .", "^<http://e.vn/S> has sh:JSTargetType; scripts are"),
        (":f a sh:JSFunction . :S sh:targetNode :a .", "^<http://e.vn/f> has sh:JSFunction; scripts are never run"),
        (
            (
                ":S sh:targetNode :a ; :most 3 . :C a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; "
                "sh:validator [ a sh:JSValidator ] ."
            ),
            "^<http://e.vn/C> has sh:JSValidator; scripts are never run",
        ),
        (":S sh:targetNode :a . <http://e.vn/> sh:entailment :RDFS .", "sh:entailment <http://e.vn/RDFS>; none is"),
        (":S sh:targetNode :a ; sh:node :S .", "lead into themselves"),
        (":S sh:targetNode :a ; sh:not [ sh:property [ sh:path :p ; sh:node :S ] ] .", "lead into themselves"),
        (":S sh:or ( :T ) . :T sh:xone ( :U ) . :U sh:targetNode :a ; sh:and ( :S ) .", "lead into themselves"),
        ("".join(f":S{n} sh:targetNode :a ; sh:node :S{n + 1} . " for n in range(DEEPEST + 9)), "nested deeper than"),
        ("".join(f":S{n} sh:targetNode :a ; sh:node :S{n + 1} . " for n in range(5_000, 0, -1)), "nested deeper than"),
    ],
)
def test_shapes__that_cannot_be_judged_are_refused(plan_of: PlanOf, turtle: str, message: str) -> None:
    with pytest.raises(ShapesError, match=message) as caught:
        plan_of(turtle)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "turtle",
    [
        ":C a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; sh:validator [ a sh:JSValidator ] .",
        ":S sh:target [ a :T ] . :T a sh:JSTargetType , sh:SPARQLTargetType .",
        ":f a sh:JSFunction , sh:SPARQLFunction .",
        (
            ":C a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; sh:validator [ a sh:JSValidator ] , "
            "[ a sh:SPARQLAskValidator ] . :S :most 3 ."
        ),
    ],
)
def test_scripts__that_are_not_asked_or_have_a_query_beside_them_are_let_be(plan_of: PlanOf, turtle: str) -> None:
    assert not plan_of(":S sh:targetNode :a . " + turtle).warnings


def test_shapes__as_deep_as_may_be_are_judged(plan_of: PlanOf, data_of: DataOf) -> None:
    turtle = "".join(f":S{n} a sh:NodeShape ; sh:node :S{n + 1} . " for n in range(DEEPEST - 1))
    plan = plan_of(f"{turtle} :S{DEEPEST - 1} sh:nodeKind sh:Literal . :S0 sh:targetNode :a .")
    assert failed(plan, data_of(DATA)) == ["Node"]


@pytest.mark.parametrize("types", ["rdfs:Class", "<http://www.w3.org/2002/07/owl#Class>", ":Kind"])
def test_target__shape_that_is_a_class_judges_its_instances(plan_of: PlanOf, data_of: DataOf, types: str) -> None:
    plan = plan_of(f":C a sh:NodeShape , {types} ; sh:nodeKind sh:Literal . :Kind rdfs:subClassOf rdfs:Class .")
    assert failed(plan, data_of(":a a :C . :b a :D . :D rdfs:subClassOf :C .")) == ["NodeKind", "NodeKind"]


# ---------------------------------------------------------------- any graph at all

TERMS = [
    *sorted(_SAID_ELSEWHERE, key=str),
    *(SH[name] for one in COMPONENTS for name in one.parameters),
    *(SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.zeroOrOnePath, SH.oneOrMorePath),
    *(
        SH.sparql,
        SH.parameter,
        SH.optional,
        SH.select,
        SH.prefixes,
        NamedNode(SH.iri + "unknown"),
        SH.js,
        SH.entailment,
    ),
    *(RDF.type, RDF.first, RDF.rest, RDFS.subClassOf),
]
SUBJECTS = [*(NamedNode(f"http://e.vn/{name}") for name in "STpq"), *(BlankNode(name) for name in "xyz")]
VALUES = [
    *SUBJECTS,
    *(RDF.nil, SH.NodeShape, SH.PropertyShape, SH.ConstraintComponent, SH.IRI, SH.Literal, SH.Info),
    RDFS.Class,
    *(Literal(text) for text in ("x", "(", "", "*", "(a|b)*", "i")),
    *(Literal(text, language="en") for text in ("x", "en")),
    *(Literal(text, datatype=XSD.integer) for text in ("0", "1", "2", "-1", "x", "9" * 30)),
    *(Literal(text, datatype=XSD.boolean) for text in ("true", "false", "1")),
    *(Literal(text, datatype=XSD.date) for text in ("2024-02-29", "2024-02-30")),
]
TARGETS = [SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf]


def quads() -> st.SearchStrategy[list[Quad]]:
    """Triples at random; more than chance has it they give targets and paths."""
    subjects, values = st.sampled_from(SUBJECTS), st.sampled_from(VALUES)
    some = st.one_of(
        st.builds(Quad, subjects, st.sampled_from(TERMS), values),
        st.builds(Quad, subjects, st.sampled_from(TERMS), values),
        st.builds(Quad, subjects, st.sampled_from(TARGETS), values),
        st.builds(Quad, subjects, st.just(SH.path), st.sampled_from(SUBJECTS)),
        st.builds(Quad, st.sampled_from(SUBJECTS), st.just(RDF.rest), st.just(RDF.nil)),
    )
    return st.lists(some, min_size=1, max_size=25)


@settings(max_examples=int(os.environ.get("DANHMUC_DEEP", "0")) or 300, suppress_health_check=[HealthCheck.too_slow])
@given(quads(), st.booleans())
def test_any_graph__is_judged_or_refused(triples: Iterable[Quad], is_open: bool) -> None:
    index = index_quads(triples)
    try:
        plan = compile_plan(read_shapes(index))
    except ShapesError as error:
        plan, told = None, str(error)
    if plan is None:
        assert told.count("\n") == 0
        return
    rows = plan.run(Data(index, is_open=is_open))
    assert conforms(rows) is all(outcome is None for *_, outcome in rows)
    assert all(
        isinstance(result.sentence, Message | TextByLanguage) and result.component.startswith(SH.iri)
        for result in results(rows)
    )
    assert all("\n" not in warning for warning in texts(plan))


@pytest.mark.parametrize(
    ("shape", "is_open", "expected"),
    [
        (':S sh:targetNode "x" ; sh:datatype xsd:integer .', False, [False]),
        (':S sh:targetNode "x" ; sh:datatype xsd:integer .', True, [False]),
        (":S sh:targetNode :gone ; sh:property [ sh:path :p ; sh:minCount 1 ] .", False, [False]),
        (":S sh:targetNode :gone ; sh:property [ sh:path :p ; sh:minCount 1 ] .", True, [None]),
        (":S sh:targetNode :gone ; sh:class :A .", True, [None]),
        (":S sh:targetNode :gone ; sh:nodeKind sh:Literal .", True, [False]),
        (":S sh:targetNode :gone ; sh:nodeKind sh:IRI .", True, []),
    ],
)
def test_target_node__is_judged_also_where_the_data_does_not_speak_of_it(
    shape: str, is_open: bool, expected: list[bool | None], plan_of: PlanOf, data_of: DataOf
) -> None:
    rows = plan_of(shape).run(data_of(":a :q 'x' .", is_open=is_open))
    assert [outcome for *_, outcome in rows] == expected


def test_terms__of_shacl_are_all_known() -> None:
    words = {name for name in Vocabulary.__annotations__ if name[0].islower()}
    said_elsewhere, not_used = (
        {term.value.removeprefix(SH.iri) for term in terms} for terms in (_SAID_ELSEWHERE, _NOT_USED)
    )
    handled = {name for one in COMPONENTS for name in (*one.parameters, *one.optional)}
    assert words - {"js", "jsFunctionName", "jsLibrary", "sparql", "target"} - handled - said_elsewhere <= not_used
