"""Any RDF by any shapes: inputs, engines, warnings, refusals; one validator for many graphs."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import rdflib

from danhmuc.shapes import ENGINES, ShaclValidator, validate
from danhmuc.shapes.validation.profile_validator import Engine
from danhmuc.vocab.errors import DocumentError, ShapesError, SourceUnavailableError, UnknownNameError, UsageError

SHARED = Path(__file__).parents[4] / "shared" / "data"
PREFIXES = """
@prefix : <http://e.vn/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = PREFIXES + ":a a :A ; :p 1 . :b a :A ."
SHAPES = PREFIXES + ":S a sh:NodeShape ; sh:targetClass :A ; sh:property [ sh:path :p ; sh:minCount 1 ] ."


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Data and shapes as files."""
    data, shapes = tmp_path / "data" / "a.ttl", tmp_path / "shapes.ttl"
    data.parent.mkdir()
    data.write_text(DATA, encoding="utf-8")
    shapes.write_text(SHAPES, encoding="utf-8")
    return data, shapes


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ["text", "bytes", "path", "name", "graph", "folder", "several"])
def test_validate__takes_every_kind_of_input(files: tuple[Path, Path], kind: str, engine: Engine) -> None:
    data, shapes = files
    one, other = {
        "text": (DATA, SHAPES),
        "bytes": (DATA.encode(), SHAPES.encode()),
        "path": (data, shapes),
        "name": (str(data), str(shapes)),
        "graph": (rdflib.Graph().parse(data=DATA), rdflib.Graph().parse(data=SHAPES)),
        "folder": (data.parent, shapes),
        "several": ([DATA, data], (shapes, PREFIXES + ":T a sh:NodeShape .")),
    }[kind]
    report = validate(one, other, engine=engine)  # type: ignore[arg-type]
    assert [(result.focus, result.path) for result in report.results] == [("http://e.vn/b", "http://e.vn/p")]
    assert (report.conforms, report.engine) == (False, engine)


def test_validate__unites_data_of_several_files() -> None:
    rest = PREFIXES + ":b :p 2 ."
    assert validate([DATA, rest], SHAPES).conforms


def test_validate__believes_formats_that_are_named(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text('{"@id": "http://e.vn/b", "@type": "http://e.vn/A"}')
    report = validate(tmp_path / "data.txt", SHAPES, data_format="json-ld", shapes_format="turtle")
    assert len(report.results) == 1


def test_validator__judges_many_graphs_by_one_reading_of_shapes() -> None:
    validator = ShaclValidator(SHAPES)
    focused = [
        [one.focus for one in validator.validate(f"<http://e.vn/{name}> a <http://e.vn/A> .").results] for name in "xyz"
    ]
    assert focused == [["http://e.vn/x"], ["http://e.vn/y"], ["http://e.vn/z"]]


@pytest.mark.parametrize("engine", ENGINES)
def test_validator__with_queries_judges_many_graphs(engine: Engine) -> None:
    validator = ShaclValidator(
        PREFIXES + ":S a sh:NodeShape ; sh:targetClass :A ; sh:sparql [ sh:select "
        "'SELECT $this WHERE { FILTER NOT EXISTS { $this <http://e.vn/p> ?any } }' ] .",
        engine=engine,
    )
    assert [len(validator.validate(PREFIXES + f":x a :A . {more}").results) for more in ("", ":x :p 1 .", "")] == [
        1,
        0,
        1,
    ]


def test_w3c_classes__count_what_nothing_describes_as_nothing() -> None:
    shapes = PREFIXES + ":S a sh:NodeShape ; sh:targetClass :A ; sh:property [ sh:path :p ; sh:class :B ] ."
    data = PREFIXES + ":a a :A ; :p :else ."
    assert validate(data, shapes).counts == {"violation": 0, "warning": 0, "info": 0, "cannot-verify": 1}
    strict = validate(data, shapes, w3c_classes=True)
    assert strict.counts["violation"] == 1
    assert validate(data, shapes, engine="pyshacl").counts == strict.counts


@pytest.mark.parametrize("engine", ENGINES)
def test_today__is_what_dates_are_compared_with(engine: Engine) -> None:
    shapes = PREFIXES + ':S sh:targetClass :A ; sh:property [ sh:path dct:modified ; dmv:maxAge "P1Y"^^xsd:duration ] .'
    data = PREFIXES + ':a a :A ; dct:modified "2025-01-01"^^xsd:date .'
    conforms = [
        validate(data, shapes, engine=engine, today=day).conforms for day in (date(2025, 12, 1), date(2026, 2, 1), None)
    ]
    assert conforms == [True, False, True]


# ---------------------------------------------------------------- what is ignored


def warnings_of(shapes: str) -> tuple[str, ...]:
    return tuple(map(str, ShaclValidator(PREFIXES + shapes).warnings))


def test_warnings__name_what_is_passed_over() -> None:
    assert warnings_of(":S sh:targetClass :A ; sh:minCuont 1 ; sh:property :P . :P sh:minCount 1 .") == (
        "<http://e.vn/S> holds by sh:property <http://e.vn/P>, which has no sh:path and is ignored",
        "<http://e.vn/S> has sh:minCuont, which SHACL does not know; near it: sh:minCount",
    )


def test_warnings__tell_blank_shapes_by_how_they_are_reached() -> None:
    assert warnings_of(
        ":S sh:targetClass :A ; sh:property [ sh:path dct:title ; sh:shape 1 ] , [ sh:path dct:title ; sh:shape 2 ] ."
        "[] sh:targetClass :A ; sh:shape 3 ."
    ) == (
        "<http://e.vn/S → sh:property> (sh:path dct:title) has sh:shape, which SHACL does not know",
        "[] has sh:shape, which SHACL does not know",
    )


def test_warnings__about_many_blank_shapes_cost_no_square_of_them() -> None:
    held = " , ".join(f"[ sh:path :p ; sh:shape {number} ]" for number in range(3_000))
    before = time.process_time()
    warnings_of(f":S sh:targetClass :A ; sh:property {held} .")
    assert time.process_time() - before < 3


def test_warnings__tell_of_imports_and_of_missing_targets() -> None:
    assert warnings_of(":o owl:imports <http://x.example/other.ttl> . :S a sh:NodeShape ; sh:class :B .") == (
        "owl:imports <http://x.example/other.ttl> is not fetched; name that file beside this one",
        "no shape has a target, so nothing is validated (<http://www.w3.org/ns/shacl#targetClass> and its like)",
    )
    assert warnings_of(":S a sh:NodeShape ; sh:target [ sh:select 'SELECT ?this { ?this a ?c }' ] .") == ()


def test_warnings__are_in_every_report() -> None:
    report = validate(DATA, SHAPES + ":S sh:shape 1 .")
    (warning,) = report.warnings
    assert str(warning) == "<http://e.vn/S> has sh:shape, which SHACL does not know"
    assert report.as_dict()["warnings"] == [str(warning)]


def test_reading__tells_what_was_mended_in_the_data() -> None:
    report = validate(DATA + ':b :p "a"@en_US .', SHAPES)
    assert [finding.code for finding in report.reading] == ["read:language-tag"]
    assert report.conforms


# ---------------------------------------------------------------- what cannot be used


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        ("gone.ttl", "cannot open shapes gone.ttl: No such file or directory"),
        ("<x> <y> z .", r"shapes:1:\d+: "),
        (DATA, "no shapes in shapes: a shape has the class sh:NodeShape or sh:PropertyShape, or a target"),
        (PREFIXES + ":S a sh:PropertyShape .", "no shapes in shapes: .+; <http://e.vn/S> is a property shape without"),
        (
            PREFIXES + ":S a sh:NodeShape ; sh:node :S .",
            "shapes lead into themselves, .*: <http://e.vn/S> → <http://e.vn/S>",
        ),
        (PREFIXES + ":S a sh:NodeShape ; sh:js [] .", "<http://e.vn/S> has sh:js; scripts are never run"),
        (
            PREFIXES + "<> sh:entailment :Rdfs . :S a sh:NodeShape .",
            "the shapes ask for sh:entailment <http://e.vn/Rdfs>",
        ),
    ],
)
def test_validate__refuses_shapes_in_one_line(
    shapes: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for engine in ENGINES:
        with pytest.raises(ShapesError, match=f"^{message}") as refused:
            validate(DATA, shapes, engine=engine)
        assert "\n" not in str(refused.value)


def test_validate__refuses_other_things_by_name() -> None:
    with pytest.raises(UnknownNameError, match="unknown engine 'jena'; known: danhmuc, pyshacl"):
        validate(DATA, SHAPES, engine="jena")  # type: ignore[arg-type]
    with pytest.raises(SourceUnavailableError, match="cannot open gone"):
        validate("gone", SHAPES)
    with pytest.raises(DocumentError, match="data:1:"):
        validate("<a> <b> c .", SHAPES)
    with pytest.raises(UsageError, match="data: a path, a text"):
        validate(None, SHAPES)  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="unknown format 'csv'"):
        validate(DATA, SHAPES, data_format="csv")
    with pytest.raises(UsageError, match=r"^shapes: none were given"):
        validate(DATA, [])


@pytest.mark.parametrize("today", ["2024-01-01", datetime(2024, 1, 1, tzinfo=UTC), 20240101])
def test_validate__refuses_what_is_no_day(today: date) -> None:
    with pytest.raises(UsageError, match=r"^today: a datetime\.date is needed, found (str|datetime|int)$"):
        validate(DATA, SHAPES, today=today)


# ---------------------------------------------------------------- real files


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sample data is not at hand")
@pytest.mark.parametrize("name", ["shapes", "range", "shapes_recommended", "mdr-vocabularies.shape", "dcat-ap-SHACL"])
def test_dcat_ap__both_engines_find_the_same(name: str) -> None:
    data = SHARED / "belgium" / "page-940.trig"
    shapes = SHARED / "dcat-ap-3.0.1" / f"{name}.ttl"

    def told(engine: Engine) -> list[tuple[str | None, ...]]:
        report = validate(data, shapes, engine=engine, w3c_classes=True)
        return sorted(
            (one.focus, one.path or "", one.value_term or "", one.component, one.severity)
            for one in report.results
            if not one.focus.startswith("_:") and not (one.value or "").startswith("_:")
        )

    assert told("danhmuc") == told("pyshacl")


SLOW_SHAPES = PREFIXES + ':S sh:targetSubjectsOf :p ; sh:path :p ; sh:pattern "^(a|a)+$" .'
SLOW_DATA = PREFIXES + "".join(f':n{number} :p "{"a" * 60}!{number}" .' for number in range(4))


@pytest.mark.parametrize("w3c_classes", [True, False])
def test_slow_pattern__is_told_where_it_was_slow(w3c_classes: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.shapes.engine.patterns.SECONDS", 0.05)
    validator = ShaclValidator(SLOW_SHAPES, w3c_classes=w3c_classes)
    report = validator.validate(SLOW_DATA)
    assert (report.conforms, report.counts["violation"], report.counts["cannot-verify"]) == (False, 4, 0)
    (warning,) = report.warnings
    assert str(warning).startswith("sh:pattern '^(a|a)+$' takes too long on some values, which do not conform;")
    assert validator.validate(PREFIXES + ':n :p "aaa" .').warnings == validator.warnings == ()


def test_slow_pattern__is_remembered_from_graph_to_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.shapes.engine.patterns.SECONDS", 0.05)
    validator = ShaclValidator(SLOW_SHAPES)
    validator.validate(SLOW_DATA)

    def spent() -> float:
        start = time.process_time()
        assert validator.validate(SLOW_DATA).counts["violation"] == 4
        return time.process_time() - start

    # The best of three: Python may be tidying up its memory meanwhile.
    assert min(spent() for _ in range(3)) < 0.05


def test_warnings__tell_blank_shapes_of_one_holder_by_their_place() -> None:
    held = "[ sh:path [ sh:alternativePath ( :p :q ) ] ; sh:klass :A ] , [ sh:minCount 1 ] , [ sh:path :p ; sh:in :a ]"
    assert warnings_of(f":S sh:targetClass :A ; sh:property {held} ; sh:node [ sh:klass :A ] .") == (
        "<http://e.vn/S → sh:property 1/3> has sh:klass, which SHACL does not know; near it: sh:class",
        ("<http://e.vn/S> holds by sh:property <http://e.vn/S → sh:property 2/3>, which has no sh:path and is ignored"),
        "<http://e.vn/S → sh:property> (sh:path http://e.vn/p) has a list that is broken, so its sh:in is ignored",
        "<http://e.vn/S → sh:node> has sh:klass, which SHACL does not know; near it: sh:class",
    )


@pytest.mark.parametrize(
    "words",
    [
        ":S sh:minCuont 1 .",
        ":S sh:pattern '(' .",
        ":S sh:in :none .",
        ":S sh:node :nowhere .",
        ":S sh:rule [ a sh:TripleRule ] .",
        ":S sh:uniqueLang 'yes' ; sh:path :p .",
        ":S sh:property [ sh:minCount 1 ] .",
        ":S sh:sparql [ sh:select 'SELECT $this { $this ?p ?o' ] .",
        "<> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <http://e.vn/other> .",
    ],
)
def test_unread_shapes__are_told_beside_what_conforms(words: str) -> None:
    shapes = f"{PREFIXES} :S a sh:NodeShape ; sh:targetNode :a . {words}"
    report = validate(PREFIXES, shapes)
    assert (report.conforms, report.results, report.as_dict()["conforms"]) == (True, (), True)
    assert report.unread_shapes == report.warnings != ()
    assert f"Part of the shapes was not read: {report.unread_shapes[0]}\nConforms" in report.text("en")
    assert len(report.graph) == 2 + 2 * len(report.unread_shapes)
    allowed = validate(PREFIXES, shapes, allow_unread_shapes=True)
    assert (allowed.conforms, allowed.unread_shapes, allowed.warnings) == (True, (), report.warnings)


@pytest.mark.parametrize(
    "words",
    [
        "sh:targetNode :a ; sh:minCount 1 .",
        'sh:targetNode :a ; sh:path :p ; sh:uniqueLang "1"^^xsd:boolean .',
        "sh:nodeKind sh:IRI .",
    ],
)
def test_warning__on_what_the_standard_gives_no_meaning_is_no_unread_part(words: str) -> None:
    prefixes = PREFIXES + "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
    report = validate(PREFIXES, f"{prefixes} :S a sh:NodeShape ; {words}")
    assert (report.conforms, len(report.warnings), report.unread_shapes) == (True, 1, ())


def test_import__of_what_stands_beside_it_is_read() -> None:
    first = "<http://e.vn/1> a owl:Ontology ; owl:imports <http://e.vn/2> . :S a sh:NodeShape ; sh:targetNode :a ."
    second = "<http://e.vn/2> a owl:Ontology . :T a sh:NodeShape ; sh:targetNode :a ; sh:nodeKind sh:Literal ."
    prefixes = PREFIXES + "@prefix owl: <http://www.w3.org/2002/07/owl#> . "
    assert len(validate(PREFIXES, prefixes + first).unread_shapes) == 1
    report = validate(PREFIXES, [prefixes + first, prefixes + second])
    assert (report.warnings, len(report.results)) == ((), 1)
