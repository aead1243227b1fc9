"""Shapes with queries: cut out for pySHACL, nothing else is, and what both find is one report."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, note, settings
from hypothesis import strategies as st

from danhmuc.shapes import ShaclReport, ShaclValidator, validate
from danhmuc.shapes.engine import Index, read_shapes
from danhmuc.shapes.shacl_result import ForeignResults
from danhmuc.shapes.sparql.parts import sparql_parts
from danhmuc.shapes.sparql.pyshacl_engine import PyShaclValidator
from danhmuc.shapes.sparql.pyshacl_messages import Words
from danhmuc.shapes.validation.inputs import read_inputs
from danhmuc.vocab.errors import ShapesError

from ...conftest import examples

DEEP = int(os.environ.get("DANHMUC_DEEP", "0"))
PREFIXES = """
@prefix : <http://e.vn/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """
:a a :A ; :p 1 , 5 .
:b a :A ; :p 7 ; :q "b" .
:c a :B ; :q :a .
"""
# An IRI may not have a value above 3; one language each, in braces what is to be filled in.
QUERY = """ sh:sparql [
    sh:message "{$this} has {?value}"@en , "{$this} có {?value}"@vi ;
    sh:select "SELECT $this ?value WHERE { $this <http://e.vn/p> ?value . FILTER (?value > 3) }"
] """
# A component of the graph's own.
SHORT = """
:Short a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] , [ sh:path :hint ; sh:optional true ] ;
    sh:validator [ a sh:SPARQLAskValidator ;
        sh:message "{$value} is longer than {$most}"@en , "{$value} dài hơn {$most}"@vi ;
        sh:ask "ASK { FILTER (STRLEN(STR($value)) <= $most) }" ] .
"""
Told = tuple[str, str | None, str | None, str, str]


def judged(shapes: str, data: str = DATA, **options: object) -> ShaclReport:
    return validate(PREFIXES + data, PREFIXES + shapes, **options)  # type: ignore[arg-type]


def told(report: ShaclReport) -> Counter[Told]:
    def short(iri: str | None) -> str | None:
        return iri and iri.removeprefix("http://e.vn/").removeprefix("http://www.w3.org/ns/shacl#")

    return Counter(
        (
            str(short(one.focus)),
            short(one.path),
            short(one.value),
            "[]" if one.source_shape.startswith("_:") else str(short(one.source_shape)),
            str(short(one.component)).removesuffix("ConstraintComponent"),
        )
        for one in report.results
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Index, ForeignResults]]:
    """The shapes that pySHACL was given, and what it found."""
    seen: list[tuple[Index, ForeignResults]] = []
    validate = PyShaclValidator.validate

    def spy(self: PyShaclValidator, shapes: Index, words: Words) -> ForeignResults:
        found = validate(self, shapes, words)
        seen.append((shapes, found))
        return found

    monkeypatch.setattr(PyShaclValidator, "validate", spy)
    return seen


def names(index: Index) -> set[str]:
    """The IRIs that something is said of."""
    return {str(node).strip("<>").removeprefix("http://e.vn/") for node in index if not str(node).startswith("_:")}


def said_of(index: Index, name: str) -> set[str]:
    (node,) = (node for node in index if str(node) == f"<http://e.vn/{name}>")
    return {predicate.value.rpartition("#")[2] for predicate in index[node]}


# ---------------------------------------------------------------- who judges what


def test_core__never_starts_pyshacl(asked: list[tuple[Index, ForeignResults]]) -> None:
    report = judged(":S sh:targetClass :A ; sh:property [ sh:path :q ; sh:minCount 1 ] .")
    assert told(report) == {("a", "q", None, "[]", "MinCount"): 1}
    assert not asked


def test_core__loads_neither_rdflib_nor_pyshacl() -> None:
    code = (
        "import sys; from danhmuc.shapes import validate; "
        "validate('<http://e.vn/a> a <http://e.vn/A> .', "
        "'<http://e.vn/S> a <http://www.w3.org/ns/shacl#NodeShape> ; "
        "<http://www.w3.org/ns/shacl#targetClass> <http://e.vn/A> .').text(); "
        "print(sorted({'rdflib', 'pyshacl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_deactivated__never_starts_pyshacl(asked: list[tuple[Index, ForeignResults]]) -> None:
    assert judged(f":S a sh:NodeShape ; sh:targetClass :A ; sh:deactivated true ; {QUERY} .").conforms
    assert not asked


def test_queries__only_their_shapes_go_to_pyshacl(asked: list[tuple[Index, ForeignResults]]) -> None:
    report = judged(
        f"""
        :S a sh:NodeShape ; sh:targetClass :A ; {QUERY} ; sh:property :P , :Q ; sh:closed false ; sh:nodeKind sh:IRI .
        :P sh:path :p ; sh:maxCount 1 .
        :Q sh:path :q ; sh:minCount 1 .
        :T a sh:NodeShape ; sh:targetClass :A ; sh:property :Q ; sh:class :B .
        :Unused a sh:NodeShape ; sh:sparql [ sh:select "not even SPARQL" ] .
        """
    )
    assert told(report) == {
        ("a", None, "5", "S", "SPARQL"): 1,
        ("b", None, "7", "S", "SPARQL"): 1,
        ("a", "p", None, "P", "MaxCount"): 1,
        ("a", "q", None, "Q", "MinCount"): 2,
        ("a", None, "a", "T", "Class"): 1,
        ("b", None, "b", "T", "Class"): 1,
    }
    ((index, found),) = asked
    assert names(index) == {"S"}
    assert said_of(index, "S") == {"type", "targetClass", "sparql"}
    assert len(found.results) == 2


def test_queries__of_property_shapes_are_reached_through_their_holders(
    asked: list[tuple[Index, ForeignResults]],
) -> None:
    report = judged(
        f"""
        :S a sh:NodeShape ; sh:targetClass :B ; sh:property :P , :R ; sh:minLength 1 .
        :P sh:path :q ; sh:maxCount 1 ; sh:property :Q .
        :Q sh:path :p ; {QUERY.replace("<http://e.vn/p>", "$PATH")} ; sh:maxCount 1 .
        :R sh:path :r ; sh:maxCount 1 .
        """
    )
    assert told(report) == {("a", "p", "5", "Q", "SPARQL"): 1, ("a", "p", None, "Q", "MaxCount"): 1}
    ((index, _),) = asked
    assert names(index) == {"S", "P", "Q"}
    assert said_of(index, "S") == {"type", "targetClass", "property"}
    assert said_of(index, "P") == {"path", "property"}


@pytest.mark.parametrize(
    ("constraint", "component"),
    [
        ("sh:node :N", "Node"),
        ("sh:not [ sh:not :N ]", "Not"),
        ("sh:or ( :N [ sh:class :C ] )", "Or"),
        ("sh:and ( :N )", "And"),
        ("sh:xone ( :N [ sh:class :C ] )", "Xone"),
    ],
)
def test_constraints_of_core__that_lead_to_a_query_go_along(
    asked: list[tuple[Index, ForeignResults]], constraint: str, component: str
) -> None:
    report = judged(
        f"""
        :S a sh:NodeShape ; sh:targetClass :A ; {constraint} ; sh:class :C ;
            sh:property [ sh:path :q ; sh:minCount 1 ] .
        :N a sh:NodeShape ; {QUERY} .
        """
    )
    assert told(report) == {
        ("a", None, "a", "S", component): 1,
        ("b", None, "b", "S", component): 1,
        ("a", None, "a", "S", "Class"): 1,
        ("b", None, "b", "S", "Class"): 1,
        ("a", "q", None, "[]", "MinCount"): 1,
    }
    ((index, found),) = asked
    assert "class" not in said_of(index, "S")
    assert {result.component.rpartition("#")[2] for result in found.results} == {f"{component}ConstraintComponent"}


def test_constraints_of_core__that_need_no_query_stay_beside_one_of_the_same_kind() -> None:
    two = "sh:or ( :N :N ) , ( :M :M )"
    shapes = f":S a sh:NodeShape ; sh:targetClass :B ; {two} . :N sh:class :A ; {QUERY} . :M sh:class :A ."
    for engine in ("danhmuc", "pyshacl"):
        report = judged(shapes, engine=engine, w3c_classes=True)
        assert told(report) == {("c", None, "c", "S", "Or"): 2}
        assert report.to("nt").count("#focusNode") == 2


def test_qualified_counts__that_lead_to_a_query_go_along() -> None:
    report = judged(
        f"""
        :S a sh:NodeShape ; sh:targetClass :B ; sh:property [
            sh:path :q ; sh:qualifiedValueShape :N ; sh:qualifiedMinCount 1 ; sh:nodeKind sh:Literal ] .
        :N a sh:NodeShape ; {QUERY} .
        """
    )
    assert told(report) == {
        ("c", "q", None, "[]", "QualifiedMinCount"): 1,
        ("c", "q", "a", "[]", "NodeKind"): 1,
    }


def test_queries__are_found_by_every_kind_of_target() -> None:
    for target in (":targetClass :A", ":targetNode :a , :b", ":targetSubjectsOf :p", ":targetObjectsOf :r"):
        report = judged(f":S a sh:NodeShape ; sh{target} ; {QUERY} .", DATA + ":c :r :a , :b .")
        assert told(report) == {("a", None, "5", "S", "SPARQL"): 1, ("b", None, "7", "S", "SPARQL"): 1}, target
    report = judged(f":A a rdfs:Class , sh:NodeShape ; {QUERY} .")
    assert told(report) == {("a", None, "5", "A", "SPARQL"): 1, ("b", None, "7", "A", "SPARQL"): 1}


# ---------------------------------------------------------------- components of a graph's own


def test_components__judge_nodes_and_values(asked: list[tuple[Index, ForeignResults]]) -> None:
    report = judged(
        SHORT
        + """
        :S a sh:NodeShape ; sh:targetClass :A ; :most 13 ; sh:property :P .
        :P sh:path :q ; :most 2 ; sh:maxCount 1 .
        """,
        ':a a :A ; :q "xyz" , "uvw" , "ok" . :long a :A .',
    )
    assert told(report) == {
        ("long", None, "long", "S", "Short"): 1,
        ("a", "q", "xyz", "P", "Short"): 1,
        ("a", "q", "uvw", "P", "Short"): 1,
        ("a", "q", None, "P", "MaxCount"): 1,
    }
    messages = {(one.value, lang): text for one in report.results for lang, text in one.messages.items()}
    assert messages["xyz", "vi"] == "xyz dài hơn 2"
    assert messages["uvw", "en"] == "uvw is longer than 2"
    assert messages["http://e.vn/long", "en"] == "http://e.vn/long is longer than 13"
    ((_, found),) = asked
    assert len(found.results) == 3


def test_components__tell_the_value_under_longer_paths() -> None:
    for path in (
        "( :r :q )",
        "[ sh:alternativePath ( :q :none ) ]",
        "[ sh:inversePath :back ]",
        "[ sh:oneOrMorePath :q ]",
        "( [ sh:zeroOrOnePath :r ] [ sh:zeroOrMorePath :q ] )",
    ):
        data = ':a a :A ; :r :a ; :q "xyz" , "ok" . :xyz :back :a .'
        values = [
            one.value
            for one in judged(
                f"{SHORT} :P a sh:PropertyShape ; sh:targetClass :A ; sh:path {path} ; :most 2 .", data
            ).results
        ]
        assert all(values), path
        assert values, path


def test_components__with_queries_for_nodes_and_for_properties() -> None:
    report = judged(
        """
        :Apart a sh:ConstraintComponent ; sh:parameter [ sh:path :apart ] ;
            sh:nodeValidator [ a sh:SPARQLSelectValidator ; sh:message "node {$this}" ;
                sh:select "SELECT $this WHERE { $this $apart ?any }" ] ;
            sh:propertyValidator [ a sh:SPARQLSelectValidator ; sh:message "property {?value}"@en ;
                sh:select "SELECT $this ?value WHERE { $this $PATH ?value . ?value $apart ?any }" ] .
        :S a sh:NodeShape ; sh:targetClass :A ; :apart :q .
        :P a sh:PropertyShape ; sh:targetClass :B ; sh:path :q ; :apart :p .
        """
    )
    assert told(report) == {("b", None, "b", "S", "Apart"): 1, ("c", "q", "a", "P", "Apart"): 1}
    assert sorted(text for one in report.results for text in one.messages.values()) == [
        "node http://e.vn/b",
        "property http://e.vn/a",
    ]


@pytest.mark.parametrize("value", ['""', "0", "false", '"0.0"^^xsd:decimal', '"x"', "77777"])
@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_components__are_asked_about_every_value(value: str, engine: str) -> None:
    # pySHACL leaves what Python takes for false out of its queries.
    shapes = f"{SHORT} :P a sh:PropertyShape ; sh:targetClass :A ; sh:path :p ; :most "
    assert judged(f"{shapes} 5 .", f":a a :A ; :p {value} .", engine=engine).conforms
    (failed,) = judged(f"{shapes} -1 .", f":a a :A ; :p {value} .", engine=engine).results
    assert failed.value == value.partition("^^")[0].strip('"')


def test_queries__still_take_for_false_what_sparql_does() -> None:
    query = QUERY.replace("?value > 3", "?value")
    report = judged(
        f":S a sh:NodeShape ; sh:targetClass :A ; {query} .", ':a a :A ; :p "" , 0 , false , "x" , 1 , true .'
    )
    assert sorted(str(one.value) for one in report.results) == ["1", "true", "x"]


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_values__are_told_as_they_are_written(engine: str) -> None:
    query = QUERY.replace("?value > 3", "true")
    report = judged(
        f":S a sh:NodeShape ; sh:targetClass :A ; {query} .",
        ':a a :A ; :p "05"^^xsd:integer , "1e3"^^xsd:decimal , "A"@VI .',
        engine=engine,
    )
    assert {one.value_term for one in report.results} == {
        '"05"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"1e3"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '"A"@vi',
    }


def test_components__that_nobody_uses_start_nothing(asked: list[tuple[Index, ForeignResults]]) -> None:
    assert judged(f"{SHORT} :S a sh:NodeShape ; sh:targetClass :A ; sh:nodeKind sh:IRI ; :hint 3 .").conforms
    assert not asked


# ---------------------------------------------------------------- targets and functions by queries


def test_targets__by_a_query(asked: list[tuple[Index, ForeignResults]]) -> None:
    report = judged(
        """
        :S a sh:NodeShape ; sh:property [ sh:path :q ; sh:minCount 1 ] ;
            sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { ?this <http://e.vn/p> 5 }" ] .
        :T a sh:NodeShape ; sh:targetClass :B ; sh:property [ sh:path :none ; sh:minCount 1 ] .
        """
    )
    assert told(report) == {("a", "q", None, "[]", "MinCount"): 1, ("c", "none", None, "[]", "MinCount"): 1}
    assert not asked


def test_targets__of_two_kinds_tell_nothing_twice() -> None:
    report = judged(
        f"""
        :S a sh:NodeShape ; sh:targetClass :A ; sh:property [ sh:path :q ; sh:minCount 1 ] ; {QUERY} ;
            sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE {{ ?this <http://e.vn/q> ?any }}" ] .
        """,
        DATA + ":c :p 9 .",
    )
    assert told(report) == {
        ("a", "q", None, "[]", "MinCount"): 1,
        ("a", None, "5", "S", "SPARQL"): 1,
        ("b", None, "7", "S", "SPARQL"): 1,
        ("c", None, "9", "S", "SPARQL"): 1,
    }


FOUND = 'sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this WHERE { ?this <http://e.vn/p> ?any }" ]'


def test_targets__by_a_query_find_whom_our_engine_judges() -> None:
    report = judged(f":S {FOUND} ; sh:property [ sh:path :by ; sh:class :C ] .", ":a :p 1 ; :by :nobody .")
    assert [(one.value, one.reported_severity) for one in report.results] == [("http://e.vn/nobody", "cannot-verify")]
    assert report.conforms


def test_targets__by_a_query_go_along_with_constraints_by_one() -> None:
    report = judged(f":S {FOUND} ; {QUERY} ; sh:property :P . :P sh:path :p ; sh:node [ {QUERY} ] .")
    assert told(report) == {("a", None, "5", "S", "SPARQL"): 1, ("b", None, "7", "S", "SPARQL"): 1}


def test_targets__find_blank_nodes_and_texts() -> None:
    query = "SELECT ?this WHERE { ?any <http://e.vn/p> ?this }"
    report = judged(
        f":S sh:nodeKind sh:IRI ; sh:target [ sh:select '{query}' ] .", ':a :p [] , :b , "05"^^xsd:integer .'
    )
    assert sorted((one.focus, one.value_term) for one in report.results) == [
        ("05", '"05"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("_:b0", "_:b0"),
    ]


def test_targets__of_a_type_that_the_graph_declares() -> None:
    report = judged(
        """
        :With a sh:SPARQLTargetType ; rdfs:subClassOf sh:Target ; sh:parameter [ sh:path :what ] ;
            sh:select "SELECT ?this WHERE { ?this $what ?any }" .
        :S sh:target [ a :With ; :what :q ] ; sh:property [ sh:path :p ; sh:maxCount 0 ] .
        """
    )
    assert told(report) == {("b", "p", None, "[]", "MaxCount"): 1}


FUNCTION = """
:o a owl:Ontology ; sh:declare [ sh:prefix "e" ; sh:namespace "http://e.vn/"^^xsd:anyURI ] .
:large a sh:SPARQLFunction ; sh:parameter [ sh:path :n ] ; sh:returnType xsd:boolean ;
    sh:ask "ASK { FILTER ($n > 6) }" .
:S a sh:NodeShape ; sh:targetClass :A ; sh:sparql [ sh:prefixes :o ; sh:message "large" ;
    sh:select "SELECT $this ?value WHERE { $this e:p ?value . FILTER (e:large(?value)) }" ] .
"""


def test_functions__of_the_graph_are_known_to_its_queries() -> None:
    assert told(judged(FUNCTION)) == {("b", None, "7", "S", "SPARQL"): 1}


def test_rules__are_not_run() -> None:
    rule = """ :S sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate :p ; sh:object 9 ] ."""
    for engine in ("danhmuc", "pyshacl"):
        assert told(judged(FUNCTION + rule, engine=engine)) == {("b", None, "7", "S", "SPARQL"): 1}


# ---------------------------------------------------------------- one report of both


def test_messages__keep_their_languages_and_are_filled() -> None:
    for engine in ("danhmuc", "pyshacl"):
        report = judged(f":S a sh:NodeShape ; sh:targetClass :A ; {QUERY} .", engine=engine)
        one = next(one for one in report.results if one.focus == "http://e.vn/a")
        assert one.messages == {"en": "http://e.vn/a has 5", "vi": "http://e.vn/a có 5"}
        assert (one.message("vi"), one.message("en")) == ("http://e.vn/a có 5", "http://e.vn/a has 5")
        assert '"http://e.vn/a có 5"@vi' in report.to("nt").replace("\\u00F3", "ó")


def test_messages__name_no_blank_node() -> None:
    report = judged(f":S a sh:NodeShape ; sh:targetClass :A ; {QUERY} .", ":x :y [ a :A ; :p 8 ] .")
    (one,) = report.results
    assert (one.focus, one.messages["en"]) == ("_:b0", "[] has 8")
    assert one.place == "http://e.vn/x → http://e.vn/y → _:b0"


def test_messages__name_no_blank_node_however_short_its_made_up_name() -> None:
    # Each sixteenth name that the parser makes up has fewer than 32 digits.
    data = ":x :y " + " , ".join(["[ a :A ; :p 8 ]"] * 200) + " ."
    report = judged(f":S a sh:NodeShape ; sh:targetClass :A ; {QUERY} .", data)
    assert Counter(one.messages["en"] for one in report.results) == {"[] has 8": 200}


def test_messages__of_other_variables_and_of_the_shape() -> None:
    report = judged(
        """:S a sh:NodeShape ; sh:targetClass :B ; sh:message "shape {$this}"@en ; sh:sparql [
            sh:message "{?other}"@en-gb ; sh:select "SELECT $this ?other WHERE { $this <http://e.vn/q> ?other }" ] ."""
    )
    (one,) = report.results
    assert one.messages == {"en": "shape http://e.vn/c", "en-gb": "http://e.vn/a"}


def test_messages__are_ours_where_the_shapes_have_none() -> None:
    report = judged(
        """
        :S a sh:NodeShape ; sh:targetClass :B ; sh:sparql [ sh:select "SELECT $this { $this ?p ?o }" ] ;
            sh:node :N ; sh:or ( :N [ sh:class :C ] ) .
        :N a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this { $this ?p ?o }" ] .
        """
    )
    messages = {
        one.component.rpartition("#")[2].removesuffix("ConstraintComponent"): one.messages for one in report.results
    }
    assert messages["SPARQL"] == {
        "vi": "Giá trị phải qua được truy vấn của quy tắc.",
        "en": "The value needs to pass the query of the rule.",
    }
    assert messages["Node"]["vi"] == "Giá trị phải khớp quy tắc http://e.vn/N."
    assert messages["Or"]["en"].startswith("The value needs to conform to one of http://e.vn/N")
    assert "Giá trị phải khớp quy tắc" in report.to("turtle")


def test_messages__of_the_shape_stay_the_only_ones() -> None:
    report = judged(
        """
        :S a sh:NodeShape ; sh:targetClass :B ; sh:message "Sai"@vi ; sh:node :N .
        :N a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this { $this ?p ?o }" ] .
        """
    )
    assert [one.messages for one in report.results] == [{"vi": "Sai"}]


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_graph__tells_which_query_it_was(engine: str) -> None:
    shapes = ":S a sh:NodeShape ; sh:targetClass :B ; sh:sparql :Q . :Q sh:select 'SELECT $this { $this ?p ?o }' ."
    graph = judged(shapes, engine=engine).to("nt")
    assert "<http://www.w3.org/ns/shacl#sourceConstraint> <http://e.vn/Q>" in graph
    assert "SELECT" not in graph


def test_messages__with_a_backslash_in_a_value_end_nothing() -> None:
    query = QUERY.replace("?value > 3", "true")
    report = judged(f":S a sh:NodeShape ; sh:targetClass :A ; {query} .", r':a a :A ; :p "C:\\data" .')
    (one,) = report.results
    assert (one.value, one.messages["vi"]) == (r"C:\data", r"http://e.vn/a có C:\data")


def test_blank_shapes__are_the_same_in_both_parts() -> None:
    report = judged(f"[] a sh:NodeShape ; sh:targetClass :A ; {QUERY} ; sh:class :C .")
    assert len({one.source_shape for one in report.results}) == 1
    assert len(report.results) == 4


@pytest.mark.parametrize(
    "shapes",
    [
        f":S a sh:NodeShape ; sh:targetClass :A ; {QUERY} ; sh:property [ sh:path :q ; sh:minCount 1 ] .",
        f"{SHORT} :S a sh:NodeShape ; sh:targetSubjectsOf :q ; :most 2 ; sh:property [ sh:path :q ; :most 0 ] .",
        f":S a sh:NodeShape ; sh:targetClass :A , :B ; sh:property [ sh:path :q ; sh:node :N ] . :N {QUERY} .",
        FUNCTION,
    ],
)
def test_engines__agree(shapes: str) -> None:
    ours, theirs = (judged(shapes, engine=engine, w3c_classes=True) for engine in ("danhmuc", "pyshacl"))
    assert told(ours) == told(theirs)
    assert ours.results


@st.composite
def shapes_of_all_kinds(draw: st.DrawFn) -> str:
    """Four shapes, each speaking of later ones only; some hold queries, or components of the graph's own."""
    made = []
    for number in range(4):
        later = st.integers(number + 1, 4).map(lambda one: f":N{one}")
        kinds = [
            st.sampled_from(["sh:class :B", "sh:nodeKind sh:IRI", "sh:deactivated true", "sh:severity sh:Info"]),
            st.just(QUERY),
            st.just(":most 14"),
            st.builds("sh:node {}".format, later),
            st.builds("sh:not {}".format, later),
            st.builds("sh:or ( {} {} )".format, later, later),
            st.builds("sh:and ( {} {} )".format, later, later),
            st.builds("sh:property [ sh:path :q ; sh:node {} ; sh:minCount 1 ]".format, later),
            st.builds("sh:property [ sh:path :q ; sh:not {} ; :most 0 ]".format, later),
            st.builds("sh:property [ sh:path :q ; sh:qualifiedValueShape {} ; sh:qualifiedMinCount 1 ]".format, later),
        ]
        said = draw(st.lists(st.one_of(kinds), min_size=1, max_size=3, unique=True))
        target = (
            draw(st.sampled_from(["", "sh:targetClass :A ;", "sh:targetSubjectsOf :q ;"]))
            if number
            else ("sh:targetClass :A , :B ;")
        )
        made.append(f":N{number} a sh:NodeShape ; {target} {' ; '.join(said)} .")
    return SHORT + " ".join(made) + " :N4 a sh:NodeShape ; sh:class :A ."


@settings(max_examples=DEEP or examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(
    ":N0 a sh:NodeShape ; sh:targetClass :A , :B ; sh:node :N1 , :N2 . :N2 a sh:NodeShape ; sh:class :B . "
    f":N1 a sh:NodeShape ; {QUERY} ."
)
@example(
    # :N2 is judged by itself, and seen whole by whoever judges :N1.
    ":N1 a sh:NodeShape ; sh:targetClass :A ; sh:node :N2 . "
    ":N2 a sh:NodeShape ; sh:targetClass :A ; sh:not :N3 , :N4 . :N4 a sh:NodeShape ; sh:class :A . "
    f":N3 a sh:NodeShape ; {QUERY} ."
)
@given(shapes_of_all_kinds())
def test_engines__agree_on_shapes_of_all_kinds(shapes: str) -> None:
    ours, theirs = (judged(shapes, engine=engine, w3c_classes=True) for engine in ("danhmuc", "pyshacl"))
    note(shapes)
    assert told(ours) == told(theirs)
    assert ours.conforms is theirs.conforms


def test_shapes__of_one_name_in_two_graphs_are_not_mixed_up() -> None:
    # pySHACL remembers validators by the address of a graph in memory.
    for most in range(1, 30):
        shapes = (
            ":Short a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; sh:validator :V . "
            f":V a sh:SPARQLAskValidator ; sh:ask 'ASK {{ FILTER (STRLEN(STR($value)) <= {most}) }}' . "
            ":S a sh:NodeShape ; sh:targetClass :A ; :most 0 ."
        )
        assert judged(shapes, ":a a :A .").conforms is (most >= len("http://e.vn/a"))


# ---------------------------------------------------------------- what cannot be used


def test_circles__are_refused_by_name_beside_a_query_too() -> None:
    circle = ":A a sh:NodeShape ; sh:property :P . :P sh:path :p ; sh:property :Q . :Q sh:path :q ; sh:property :P ."
    with pytest.raises(ShapesError, match="lead into themselves"):
        ShaclValidator(f"{PREFIXES} {circle} :S a sh:NodeShape ; sh:targetClass :B ; {QUERY} .")


def test_shapes__that_many_share_are_looked_at_once() -> None:
    # Each level holds the next one twice: 2 to the power of 40 ways lead down.
    levels = " ".join(
        f":P{n} sh:path :p ; sh:property :P{n + 1} , :R{n} . :R{n} sh:path :q ; sh:property :P{n + 1} ."
        for n in range(40)
    )
    shapes = f":S a sh:NodeShape ; sh:targetClass :B ; {QUERY} ; sh:property :P0 . {levels} :P40 sh:path :p ."
    index = read_inputs(PREFIXES + shapes, noun="shapes").index
    assert sparql_parts(read_shapes(index), index)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        (
            ':S sh:targetClass :A ; sh:sparql [ sh:select "SELECT $this { SERVICE <http://x.vn/> { ?a ?b ?c } }" ] .',
            "<http://e.vn/S> has a query with SERVICE; nothing is fetched, take it out",
        ),
        (
            ":S sh:targetClass :A ; sh:js [ sh:jsFunctionName 'f' ] .",
            "<http://e.vn/S> has sh:js; scripts are never run",
        ),
    ],
)
def test_validator__refuses_in_one_line_before_any_data_is_read(shape: str, message: str) -> None:
    with pytest.raises(ShapesError) as refused:
        ShaclValidator(PREFIXES + shape)
    assert str(refused.value) == message
    with pytest.raises(ShapesError):
        ShaclValidator(PREFIXES + shape, engine="pyshacl")


@pytest.mark.parametrize(
    ("shape", "warning"),
    [
        (
            ":S sh:sparql [ sh:message 'nothing to ask' ] .",
            "<http://e.vn/S> has sh:sparql that does not hold exactly one sh:select, a text, so its sh:sparql",
        ),
        (
            ':S sh:property [ sh:path :p ; sh:sparql [ sh:select "SELECT * { $this x:p 1 }" ] ] .',
            (
                "<http://e.vn/S → sh:property> (sh:path http://e.vn/p) has a query with the prefix x: that nothing "
                "declares; declare it with sh:prefixes, so its sh:sparql"
            ),
        ),
        (":S sh:target [] .", "<http://e.vn/S> has sh:target that does not hold exactly one sh:select, a text, so its"),
        (":S sh:sparql [ sh:select 'ASK {}' ] .", "<http://e.vn/S> has a query that is no SELECT, as sh:select needs"),
        (
            (
                ":C a sh:ConstraintComponent ; sh:parameter [ sh:path :most ] ; sh:validator [ sh:ask 'ASK' ] . "
                ":S :most 3 ."
            ),
            "<http://e.vn/C> has a query that is no SPARQL: ",
        ),
    ],
)
@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_validator__passes_over_queries_that_cannot_be_run(shape: str, warning: str, engine: str) -> None:
    beside = f":S a sh:NodeShape ; sh:targetClass :A . :T a sh:NodeShape ; sh:targetClass :A ; {QUERY} ."
    report = judged(beside + shape, engine=engine)
    (told_of,) = report.warnings
    assert str(told_of).startswith(warning)
    assert told(report) == {("a", None, "5", "T", "SPARQL"): 1, ("b", None, "7", "T", "SPARQL"): 1}


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_validate__tells_in_one_line_what_pyshacl_cannot_use(engine: str, capfd: pytest.CaptureFixture[str]) -> None:
    query = "SELECT $this { { SELECT * { $this ?p ?o } } }"
    with pytest.raises(ShapesError, match=r"^shapes: pySHACL cannot use them: ") as refused:
        judged(f":S a sh:NodeShape ; sh:targetClass :A ; sh:sparql [ sh:select '{query}' ] .", engine=engine)
    assert "\n" not in str(refused.value)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("defect", ["sh:minInclusive :x", "sh:pattern 1", "sh:closed :x", "sh:and :x"])
def test_pyshacl__of_defective_core_shapes_is_one_line_too(defect: str) -> None:
    shapes = f":S a sh:NodeShape ; sh:targetClass :A ; {defect} ."
    with pytest.raises(ShapesError, match=r"^shapes: pySHACL cannot use them: \S"):
        judged(shapes, engine="pyshacl")
