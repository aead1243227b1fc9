"""Reports as values, text, JSON and the standard's report graph, read back by other parsers."""

from __future__ import annotations

import io
import json
import re
import warnings
from collections import Counter
from unittest import mock

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SH

from danhmuc.shapes import ShaclReport, ShaclResult, validate, write_reports
from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages import TextByLanguage
from danhmuc.vocab.rdflib_graphs import graph_of

PREFIXES = """
@prefix : <http://e.vn/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = """
:S a sh:NodeShape ; sh:targetClass :A ; sh:property :P , :Q , :R .
:P sh:path :p ; sh:datatype xsd:integer ; sh:severity sh:Warning ;
    sh:message "{$this} có {?value}"@vi , "{$this} has {?value}"@en , "plain" .
:Q sh:path ( :p [ sh:alternativePath ( [ sh:inversePath :q ] [ sh:zeroOrMorePath :r ] ) ] ) ; sh:minCount 3 .
:R sh:path :r ; sh:node :N .
:N sh:property [ sh:path :s ; sh:minCount 1 ] ; sh:severity sh:Info .
"""
DATA = """
:a a :A ; :p "x\\"\\n"@vi , 1 ; :r _:one , :b .
_:one :t 1 .
:b :s 1 .
"""
FORMATS = ("turtle", "xml", "json-ld", "nt", "nq", "trig")


def judged(shapes: str = SHAPES, data: str = DATA, **options: object) -> ShaclReport:
    return validate(PREFIXES + data, PREFIXES + shapes, **options)  # type: ignore[arg-type]


def by_rdflib(text: str, form: str) -> rdflib.Graph:
    with warnings.catch_warnings(), mock.patch.object(rdflib, "NORMALIZE_LITERALS", new=False):
        # rdflib's own parsers use what it calls deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        if form not in ("nq", "trig"):
            return rdflib.Graph().parse(data=text, format=form)
        dataset = rdflib.Dataset()
        dataset.parse(data=text, format="nquads" if form == "nq" else form)
        graph = rdflib.Graph()
        for subject, predicate, value, _ in dataset.quads():
            graph.add((subject, predicate, value))
        return graph


def by_pyoxigraph(text: str, form: str) -> rdflib.Graph:
    named = {"json-ld": "jsonld", "xml": "rdf", "turtle": "ttl"}.get(form, form)
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.from_extension(named))
    return graph_of(pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS) or b"")


def of_graph(graph: rdflib.Graph) -> Counter[tuple[object, ...]]:
    """The results of a report graph."""
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    found = Counter()
    for result in graph.objects(report, SH.result):
        assert (result, RDF.type, SH.ValidationResult) in graph
        told = (SH.focusNode, SH.value, SH.resultSeverity, SH.sourceShape, SH.sourceConstraintComponent)
        said = tuple(tuple(map(written, graph.objects(result, one))) for one in told)
        messages = frozenset((text.language or "", str(text)) for text in graph.objects(result, SH.resultMessage))
        found[*said, messages] += 1
    return found


def of_results(report: ShaclReport) -> Counter[tuple[object, ...]]:
    """The same as the results say it."""

    def named(name: str) -> str:
        return name if name.startswith("_:") else f"<{name}>"

    return Counter(
        (
            (named(one.focus) if one.focus.startswith(("_:", "http")) else f'"{one.focus}"',),
            () if one.value_term is None else (one.value_term,),
            (f"<{one.severity}>",),
            (named(one.source_shape),),
            (f"<{one.component}>",),
            frozenset(one.messages.items()),
        )
        for one in report.results
        if one.is_known
    )


def written(term: object) -> str:
    """A term as N-Triples have it."""
    match term:
        case rdflib.BNode():
            return f"_:{term}"
        case rdflib.Literal() if term.language is not None:
            return str(pyoxigraph.Literal(str(term), language=term.language))
        case rdflib.Literal() if term.datatype is not None:
            return str(pyoxigraph.Literal(str(term), datatype=pyoxigraph.NamedNode(str(term.datatype))))
        case rdflib.Literal():
            return str(pyoxigraph.Literal(str(term)))
    return f"<{term}>"


# ---------------------------------------------------------------- the report graph


@pytest.mark.parametrize("form", FORMATS)
def test_graph__reads_the_same_in_every_format_by_every_parser(form: str) -> None:
    report = judged()
    wanted = report.graph
    assert len(wanted) > 40
    for graph in (by_rdflib(report.to(form), form), by_pyoxigraph(report.to(form), form)):  # type: ignore[arg-type]
        assert isomorphic(graph, wanted)
    out = io.BytesIO()
    report.write(form, out)  # type: ignore[arg-type]
    assert isomorphic(by_rdflib(out.getvalue().decode(), form), wanted)


def test_graph__says_all_that_the_standard_asks_for() -> None:
    graph = judged().graph
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == rdflib.Literal(False)
    (result,) = graph.subjects(SH.sourceShape, rdflib.URIRef("http://e.vn/P"))
    assert dict(graph.predicate_objects(result)).keys() == {
        RDF.type,
        *(SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape),
        SH.resultMessage,
    }
    assert graph.value(result, SH.value) == rdflib.Literal('x"\n', lang="vi")
    assert set(graph.objects(result, SH.resultMessage)) == {
        rdflib.Literal('http://e.vn/a có x"\n', lang="vi"),
        rdflib.Literal('http://e.vn/a has x"\n', lang="en"),
        rdflib.Literal("plain"),
    }


def test_graph__copies_paths_for_every_result() -> None:
    graph = judged(data=DATA + ":c a :A .").graph
    paths = [
        graph.value(result, SH.resultPath) for result in graph.subjects(SH.sourceShape, rdflib.URIRef("http://e.vn/Q"))
    ]
    assert len(set(paths)) == 2
    for path in paths:
        part = rdflib.Graph()
        _copy(graph, path, part)
        assert isomorphic(
            part,
            rdflib.Graph().parse(
                data=PREFIXES
                + """
                @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
                [] rdf:first :p ; rdf:rest (
                    [ sh:alternativePath ( [ sh:inversePath :q ] [ sh:zeroOrMorePath :r ] ) ] ) .
                """,
                format="turtle",
            ),
        )


def _copy(graph: rdflib.Graph, node: object, into: rdflib.Graph) -> None:
    if isinstance(node, rdflib.BNode):
        for triple in graph.triples((node, None, None)):
            into.add(triple)
            _copy(graph, triple[2], into)


def test_graph__keeps_blank_nodes_of_one_name_apart() -> None:
    # The same name in the data, in the shapes, and for the report itself.
    report = judged(
        "_:report sh:targetClass :A ; sh:nodeKind sh:IRI . _:result0 sh:targetClass :A ; sh:class :B .",
        "_:report a :A . _:result0 a :A .",
    )
    graph = report.graph
    (top,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(top, SH.result))
    foci = set(graph.objects(None, SH.focusNode))
    shapes = set(graph.objects(None, SH.sourceShape))
    assert (len(results), len(foci), len(shapes)) == (4, 2, 2)
    assert len({top, *results, *foci, *shapes}) == 9


def test_graph__keeps_names_that_an_owner_of_graphs_knows() -> None:
    data, shapes = rdflib.Graph(), rdflib.Graph()
    data.add((rdflib.BNode("mine"), RDF.type, rdflib.URIRef("http://e.vn/A")))
    data.add((rdflib.BNode("result0"), RDF.type, rdflib.URIRef("http://e.vn/A")))
    shape = rdflib.BNode("shape")
    shapes.add((shape, SH.targetClass, rdflib.URIRef("http://e.vn/A")))
    shapes.add((shape, SH.nodeKind, SH.IRI))
    report = validate(data, shapes)
    assert {one.source_shape for one in report.results} == {"_:shape"}
    assert {one.focus for one in report.results} == {"_:mine", f"_:x{b'result0'.hex()}"}
    assert set(report.graph.objects(None, SH.sourceShape)) == {rdflib.BNode("shape")}


def test_graph__leaves_out_what_cannot_be_verified() -> None:
    shapes = ":S a sh:NodeShape ; sh:targetClass :A ; sh:property [ sh:path :r ; sh:class :B ] ."
    report = judged(shapes, ":a a :A ; :r :unknown .")
    assert [one.reported_severity for one in report.results] == ["cannot-verify"]
    assert report.conforms
    assert report.to("nt").count("\n") == 2
    strict = judged(shapes, ":a a :A ; :r :unknown .", w3c_classes=True)
    assert [one.reported_severity for one in strict.results] == ["violation"]
    assert not strict.conforms


def test_details__tell_why_a_value_fails_a_node() -> None:
    graph = judged(details=True).graph
    (result,) = graph.subjects(SH.sourceConstraintComponent, SH.NodeConstraintComponent)
    (detail,) = graph.objects(result, SH.detail)
    assert graph.value(detail, SH.sourceConstraintComponent) == SH.MinCountConstraintComponent
    assert graph.value(detail, SH.focusNode) == graph.value(result, SH.value)
    assert (None, SH.result, detail) not in graph
    assert (None, SH.detail, None) not in judged().graph


def test_details__of_shapes_that_branch_again_and_again_have_an_end() -> None:
    levels = "".join(f":N{n} sh:node :N{n + 1} , :M{n} . :M{n} sh:node :N{n + 1} ." for n in range(40))
    shapes = f":S sh:targetClass :A ; sh:node :N0 . {levels} :N40 sh:class :B ."
    told = judged(shapes, ":a a :A . :b a :A .", details=True).to("nt")
    assert told.count("#detail>") == 2_000


def test_graph__of_the_same_input_is_the_same_bytes() -> None:
    assert judged().to("turtle") == judged().to("turtle")
    assert judged().to("nt") == judged().to("nt")


def test_graph__when_all_conforms() -> None:
    report = judged(data=":x a :Y .")
    graph = report.graph
    assert (report.conforms, report.results, len(graph)) == (True, (), 2)
    assert (None, SH.conforms, rdflib.Literal(True)) in graph


def test_to__refuses_unknown_formats() -> None:
    with pytest.raises(UnknownNameError, match="unknown format 'html'; known: "):
        judged().to("html")  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMATS)
def test_write_reports__keeps_the_reports_of_several_apart(form: str) -> None:
    reports = [judged(), judged(data=":x a :Y ."), judged()]
    for written_of in (lambda one: one, lambda one: b"".join(one.nquads())):
        out = io.BytesIO()
        write_reports(form, map(written_of, reports), out)  # type: ignore[arg-type]
        graph = by_rdflib(out.getvalue().decode(), form)
        assert len(set(graph.subjects(RDF.type, SH.ValidationReport))) == 3
        assert len(graph) == sum(len(report.graph) for report in reports)
        focused = [node for node in graph.objects(None, SH.sourceShape) if isinstance(node, rdflib.BNode)]
        assert len(set(focused)) == 2 * len(
            {one.source_shape for one in reports[0].results if one.source_shape[0] == "_"}
        )


VALUES = st.sampled_from(
    [
        "1",
        "5",
        '"x"',
        '"x"@vi',
        '"a\\"b\\\\c\\n"',
        '"05"^^xsd:integer',
        ":x",
        "_:y",
        "<http://e.vn/%C3%A0>",
        '"Huế 🌾"@vi',
    ]
)
PATHS = st.recursive(
    st.sampled_from([":p", ":q"]),
    lambda inner: st.one_of(
        inner.filter(lambda path: "(" not in path[:1]).map(lambda path: f"[ sh:inversePath {path} ]"),
        inner.map(lambda path: f"[ sh:zeroOrOnePath {path} ]"),
        st.lists(inner, min_size=2, max_size=3).map(lambda paths: f"( {' '.join(paths)} )"),
        st.lists(inner, min_size=2, max_size=3).map(lambda paths: f"[ sh:alternativePath ( {' '.join(paths)} ) ]"),
    ),
    max_leaves=4,
)
CONSTRAINTS = st.sampled_from(
    [
        *(
            "sh:minCount 2",
            "sh:maxCount 0",
            "sh:nodeKind sh:IRI",
            "sh:datatype xsd:integer",
            "sh:in ( 1 )",
            "sh:class :B",
        ),
        *("sh:node :N", "sh:not :N", "sh:hasValue 9", "sh:pattern '^$'", "sh:minInclusive 3"),
    ]
)
MESSAGES = st.sampled_from(["", 'sh:message "{$this} {?value} {$PATH}"@vi , "b"@en ;', 'sh:message "{?value}" ;'])
SEVERITIES = st.sampled_from(["", "sh:severity sh:Warning ;", "sh:severity sh:Info ;", "sh:severity :Own ;"])


@st.composite
def inputs(draw: st.DrawFn) -> tuple[str, str]:
    """Shapes, and data that mostly fails them."""
    properties = draw(
        st.lists(
            st.builds(
                lambda path, constraint, message, severity: f"[ sh:path {path} ; {message} {severity} {constraint} ]",
                *(PATHS, CONSTRAINTS, MESSAGES, SEVERITIES),
            ),
            min_size=1,
            max_size=4,
        )
    )
    triples = draw(
        st.lists(
            st.tuples(st.sampled_from([":a", "_:b", "_:y", ":x"]), st.sampled_from([":p", ":q"]), VALUES), max_size=8
        )
    )
    data = ":a a :A . _:b a :A ." + "".join(f"{' '.join(triple)} ." for triple in triples)
    held = " , ".join(properties)
    return f":S a sh:NodeShape ; sh:targetClass :A ; sh:property {held} . :N sh:nodeKind sh:BlankNode .", data


@pytest.mark.soak
@settings(max_examples=40, deadline=None)
@given(inputs(), st.sampled_from(FORMATS))
def test_graph__read_back_says_exactly_the_results(shapes_and_data: tuple[str, str], form: str) -> None:
    report = judged(*shapes_and_data)
    wanted = of_results(report)
    lines = report.graph
    assert of_graph(lines) == wanted
    (conforms,) = lines.objects(None, SH.conforms)
    assert bool(conforms) is report.conforms is (not wanted)
    for other in (by_rdflib(report.to(form), form), by_pyoxigraph(report.to(form), form)):  # type: ignore[arg-type]
        assert unnamed(of_graph(other)) == unnamed(wanted)
        assert len(other) == len(lines)


def unnamed(results: Counter[tuple[object, ...]]) -> Counter[str]:
    """The results with all blank nodes alike."""
    return Counter(re.sub(r"_:\w+", "[]", repr((*one[:-1], sorted(one[-1])))) for one in results.elements())  # type: ignore[call-overload]


# ---------------------------------------------------------------- results, JSON, text


def test_results__have_values_as_written_and_paths_as_sparql_writes_them() -> None:
    path = "<http://e.vn/p>/(^<http://e.vn/q>|(<http://e.vn/r>)*)"
    report = judged()
    by_shape = {one.source_shape: one for one in report.results}
    assert by_shape["http://e.vn/Q"].path in (path, "<http://e.vn/p>/(^<http://e.vn/q>|<http://e.vn/r>*)")
    one = by_shape["http://e.vn/P"]
    assert (one.focus, one.path, one.value) == ("http://e.vn/a", "http://e.vn/p", 'x"\n')
    assert one.value_term == '"x\\"\\n"@vi'
    assert one.messages == {"vi": 'http://e.vn/a có x"\n', "en": 'http://e.vn/a has x"\n', "": "plain"}
    assert (one.reported_severity, one.severity) == ("warning", str(SH.Warning))


def test_standing__counts_a_severity_of_ones_own_as_a_violation() -> None:
    report = judged(":S a sh:NodeShape ; sh:targetClass :A ; sh:class :B ; sh:severity :Grave .")
    (one,) = report.results
    assert (one.severity, one.reported_severity) == ("http://e.vn/Grave", "violation")


@pytest.mark.parametrize(
    ("messages", "lang", "told"),
    [
        ({"vi": "a", "en": "b"}, "vi", "a"),
        ({"vi": "a", "en": "b"}, "en", "b"),
        ({"vi": "a"}, "en", "a"),
        ({"fr": "a", "": "b"}, "vi", "b"),
        ({"fr": "a"}, "vi", "a"),
        ({"vi-vn": "a", "en": "b"}, "vi", "a"),
        ({"en-gb": "a", "fr": "b"}, "vi", "a"),
        ({}, "vi", ""),
    ],
)
def test_message__is_in_the_language_asked_for_or_the_next_best(messages: dict[str, str], lang: str, told: str) -> None:
    result = ShaclResult(
        focus="http://e.vn/a",
        path=None,
        value=None,
        value_term=None,
        severity=str(SH.Violation),
        source_shape="_:b0",
        component=str(SH.ClassConstraintComponent),
        sentence=TextByLanguage(messages),
    )
    assert result.message(lang) == told
    assert result.rule == "sh:ClassConstraintComponent"


def test_place__tells_how_a_blank_node_is_reached() -> None:
    report = judged(
        ":S sh:targetObjectsOf :r ; sh:nodeKind sh:IRI .", ":a :q [ :r [ :s 1 ] ] . _:x :r _:y . _:y :r _:x ."
    )
    assert sorted(one.reached_by or "" for one in report.results) == [
        "",
        "",
        "http://e.vn/a → http://e.vn/q → http://e.vn/r",
    ]
    assert all(one.place.endswith(one.focus) for one in report.results)


def test_as_dict__is_json_and_says_the_same() -> None:
    report = judged(":S sh:targetClass :A ; sh:class :B ; sh:property [ sh:path :r ; sh:class :C ; sh:minCount 9 ] .")
    said = json.loads(json.dumps(report.as_dict()))
    assert said["conforms"] is False
    assert said["engine"] == "danhmuc"
    assert said["counts"] == {"violation": 4, "warning": 0, "info": 0, "cannot-verify": 0}
    assert len(said["results"]) == 4
    first = next(one for one in said["results"] if one["source_shape"] == "http://e.vn/S")
    assert first == {
        "standing": "violation",
        "severity": str(SH.Violation),
        "computed": True,
        "focus": "http://e.vn/a",
        "about": {},
        "reached_by": None,
        "path": None,
        "value": "http://e.vn/a",
        "value_term": "<http://e.vn/a>",
        "value_about": {},
        "source_shape": "http://e.vn/S",
        "shape_reached_by": None,
        "component": str(SH.ClassConstraintComponent),
        "details": [],
        "message": {"vi": "Giá trị phải thuộc lớp http://e.vn/B.", "en": "The value needs the class http://e.vn/B."},
    }


def test_text__tells_each_focus_once_and_ends_in_the_verdict() -> None:
    report = judged(":S sh:targetClass :A ; sh:class :B ; sh:property [ sh:path :p ; sh:maxCount 1 ] .")
    vietnamese, english = report.text(), report.text("en")
    assert vietnamese.splitlines()[0] == english.splitlines()[0] == "http://e.vn/a"
    assert vietnamese.splitlines()[-1] == "Không đạt: 2 vi phạm."
    assert english.splitlines()[-1] == "Does not conform: 2 violations."
    assert "  violation  The value needs the class http://e.vn/B.  [http://e.vn/S]\n" in english
    assert "      value: http://e.vn/a\n" in english
    good = judged(data=":x a :Y .")
    assert (good.text(), good.text("en")) == ("Đạt: không có kết quả nào.\n", "Conforms: no results.\n")


def test_text__counts_in_the_manner_of_the_language() -> None:
    shapes = (
        ":S sh:targetClass :A ; sh:property [ sh:path :p ; sh:minCount 1 ; sh:severity sh:Warning ] ; sh:class :B ."
    )
    report = judged(shapes, ":a a :A .")
    assert report.text("vi").splitlines()[-1] == "Không đạt: 1 vi phạm, 1 cảnh báo."
    assert report.text("en").splitlines()[-1] == "Does not conform: 1 violation, 1 warning."


def test_text__a_path_stands_before_words_that_do_not_name_it() -> None:
    shapes = ":S sh:targetClass :A ; sh:property [ sh:path :p ; sh:minCount 1 {} ] ."
    (one,) = judged(shapes.format(""), ":a a :A .").results
    assert one.text("en") == "http://e.vn/p: It needs 1 or more values."
    (one,) = judged(shapes.format("; sh:message 'Ghi {$PATH}.'@vi , 'Write {$PATH}.'@en"), ":a a :A .").results
    assert (one.text("vi"), one.text("en")) == ("Ghi http://e.vn/p.", "Write http://e.vn/p.")


def test_told__still_works_and_warns() -> None:
    one = judged().results[0]
    with pytest.warns(DeprecationWarning, match=r"ShaclResult\.text now"):
        assert one.told("en") == one.text("en")


def test_folded__tells_a_fault_once() -> None:
    report = judged(
        """
        :S sh:targetClass :A ; sh:node :N , :M ; sh:property :P .
        :T sh:targetClass :A ; sh:property :P .
        :N sh:class :B . :M sh:class :C . :P sh:path :p ; sh:datatype xsd:string , xsd:date .
        """,
        ":a a :A ; :p 1 .",
    )
    assert len(report.results) == 6
    assert Counter(one.source_shape for one in report.folded) == {"http://e.vn/S": 2, "http://e.vn/P": 2}
    assert report.counts["violation"] == 4


def test_folded__tells_each_reason_of_what_says_the_same() -> None:
    report = judged(
        ":S sh:targetClass :A ; sh:node :N , :M ; sh:message 'No.' . :N sh:class :B . :M sh:class :C .", ":a a :A ."
    )
    assert len(report.results) == 2
    (one,) = report.folded
    assert one.reasons("en") == ["The value needs the class http://e.vn/B.", "The value needs the class http://e.vn/C."]


def test_reasons__are_what_the_value_does_not_meet() -> None:
    report = judged(
        """
        :S sh:targetClass :A ; sh:property [ sh:path :r ; sh:node :N ] .
        :N sh:property [ sh:path :s ; sh:datatype xsd:integer ; sh:message "Phải là số"@vi , "Needs a number"@en ] ;
            sh:node :M .
        :M sh:nodeKind sh:BlankNode .
        """,
        ':a a :A ; :r :b . :b :s "x" .',
    )
    (one,) = report.results
    assert sorted(one.reasons("vi")) == [
        "Giá trị phải khớp quy tắc http://e.vn/M.",
        "Giá trị phải là sh:BlankNode.",
        "http://e.vn/s: Phải là số (giá trị: x)",
    ]
    assert "      because: http://e.vn/s: Needs a number (value: x)\n" in report.text("en")
    assert "      vì: http://e.vn/s: Phải là số (giá trị: x)\n" in report.text("vi")
    said = json.loads(json.dumps(report.as_dict()))["results"][0]["details"]
    assert {(each["path"], each["message"]["en"]) for each in said} == {
        ("http://e.vn/s", "Needs a number"),
        (None, "The value needs to conform to http://e.vn/M."),
    }


def test_reasons__are_not_what_the_message_says_already() -> None:
    shapes = ":S sh:targetClass :A ; sh:or ( [ sh:class :B ] [ sh:nodeKind sh:Literal ] ) {} ."
    (one,) = judged(shapes.format(""), ":a a :A .").results
    assert len(one.details) == 2
    assert one.reasons("en") == []
    (one,) = judged(shapes.format("; sh:message 'No.'"), ":a a :A .").results
    assert one.reasons("en") == ["The value needs the class http://e.vn/B.", "The value needs to be a sh:Literal."]


def test_reasons__of_what_cannot_be_verified_are_what_is_not_known() -> None:
    report = judged(
        ":S sh:targetClass :A ; sh:property [ sh:path :r ; sh:node :N ] . :N sh:class :C ; sh:nodeKind sh:IRI .",
        ":a a :A ; :r :unknown .",
    )
    (one,) = report.results
    assert (one.is_known, one.reasons("en")) == (False, ["The value needs the class http://e.vn/C."])


def test_reasons__of_shapes_that_branch_again_and_again_have_an_end() -> None:
    levels = "".join(f":N{n} sh:node :N{n + 1} , :M{n} . :M{n} sh:node :N{n + 1} ." for n in range(40))
    report = judged(f":S sh:targetClass :A ; sh:node :N0 . {levels} :N40 sh:class :B .", ":a a :A .")
    assert 1 <= len(report.results[0].reasons("en")) <= 20


def test_rule__tells_how_a_blank_shape_is_reached() -> None:
    shapes = ":S sh:targetClass :A ; sh:property [ sh:path :p ; sh:minCount 9 ] ; sh:nodeKind sh:Literal ."
    report = judged(shapes, ":a a :A .")
    assert sorted(one.rule for one in report.results) == [
        "http://e.vn/S",
        "http://e.vn/S → sh:property: sh:MinCountConstraintComponent",
    ]
    reached = {one["shape_reached_by"] for one in json.loads(json.dumps(report.as_dict()))["results"]}
    assert reached == {None, "http://e.vn/S → sh:property"}


def test_rule__of_pyshacl_tells_how_a_blank_shape_is_reached() -> None:
    shapes = ":S sh:targetClass :A ; sh:property [ sh:path :p ; {} ] ."
    for engine, constraint in (
        ("pyshacl", "sh:minCount 9"),
        ("danhmuc", "sh:sparql [ sh:message 'No.' ; sh:select 'SELECT $this WHERE { $this a ?value }' ]"),
    ):
        (one,) = judged(shapes.format(constraint), ":a a :A .", engine=engine).results
        assert one.shape_reached_by == "http://e.vn/S → sh:property"
        assert one.rule.startswith("http://e.vn/S → sh:property: sh:")


def test_repr__is_short() -> None:
    assert repr(judged(":S sh:targetClass :A ; sh:class :B .")) == "<ShaclReport conforms=False violation: 1>"
    assert repr(judged(data=":x a :Y .")) == "<ShaclReport conforms=True no results>"


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_messages__several_in_one_language_are_all_told(engine: str) -> None:
    shapes = (
        ":S sh:targetClass :A ; sh:property :P . :P sh:path :p ; sh:minCount 1 ; "
        "sh:message 'Phải có p.'@vi , 'Hãy ghi p.'@vi , 'Needs p.'@en ."
    )
    (result,) = judged(shapes, ":a a :A .", engine=engine).results
    assert result.messages == {"vi": "Hãy ghi p. Phải có p.", "en": "Needs p."}
    assert result.as_dict()["message"] == result.messages
