"""No query ends a run: what cannot be run is refused by name, what has no end cannot be verified, and never passes.

The table has a constraint or target in SPARQL, or a pattern, and the answer of `danhmuc.shapes.validate`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import Validator, validate
from danhmuc.shapes.engine import patterns
from danhmuc.shapes.sparql import bounded_queries
from danhmuc.shapes.validation.profile_validator import ENGINES, Engine
from danhmuc.vocab.errors import ShapesError

PREFIXES: Final = """
@prefix : <http://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
"""
ENDLESS: Final = "^(a|aa)+$"
DATA: Final = f'{PREFIXES}:d a dcat:Dataset ; dct:title "{"a" * 60}!" ; dct:description "{ENDLESS}" , "(" .'
TITLE: Final = "$this <http://purl.org/dc/terms/title> ?t"
UNFINISHED: Final = "violation"


def constraint(query: str) -> str:
    return (
        f':S a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:sparql [ sh:select """{query}""" ; sh:message "m"@en ] .'
    )


def target(query: str) -> str:
    return f':S a sh:NodeShape ; sh:nodeKind sh:Literal ; sh:target [ a sh:SPARQLTarget ; sh:select """{query}""" ] .'


def question(query: str) -> str:
    return (
        f":C a sh:ConstraintComponent ; sh:parameter [ sh:path :q ] ; "
        f'sh:validator [ a sh:SPARQLAskValidator ; sh:ask """{query}""" ] .'
        ":S a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:title ; :q 1 ] ."
    )


TRIPLES: Final = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(12))
GROWING: Final = " ".join(f"BIND(CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(12))

SHAPES: Final[dict[str, tuple[str, str]]] = {
    # The message of a refusal or of a warning in part, or the reported severity.
    "graph": (constraint("SELECT $this { GRAPH ?g { $this ?p ?o } }"), "with GRAPH"),
    "graph within": (constraint("SELECT $this { $this a ?c FILTER EXISTS { GRAPH :g { ?a ?b ?c } } }"), "with"),
    "graph in a target": (target("SELECT ?this { GRAPH ?g { ?this ?p ?o } }"), "with GRAPH"),
    "graph in a question": (question("ASK { GRAPH ?g { $value ?p ?o } }"), "with GRAPH"),
    "service": (constraint("SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }"), "with SERVICE"),
    "service in a target": (target("SELECT ?this { SERVICE <http://127.0.0.1:9/> { ?this ?p ?o } }"), "with SERVICE"),
    "from": (constraint("SELECT $this FROM <http://127.0.0.1:9/> { $this ?p ?o }"), "with FROM"),
    "from named in a target": (target("SELECT ?this FROM NAMED <http://127.0.0.1:9/> { ?this ?p ?o }"), "with FROM"),
    "too deep": (constraint("SELECT $this { " + "{ " * 3_000 + "$this a ?c" + " }" * 3_001), "nested too deep"),
    "too many parentheses": (
        constraint(f"SELECT $this {{ $this a ?c FILTER({'(' * 900}1{')' * 900}) }}"),
        "nested too",
    ),
    "regex": (constraint(f"SELECT $this {{ {TITLE} FILTER(!regex(?t, '{ENDLESS}')) }}"), UNFINISHED),
    "regex that passes": (constraint(f"SELECT $this {{ {TITLE} FILTER regex(?t, '{ENDLESS}') }}"), UNFINISHED),
    "regex in a target": (target(f"SELECT ?this {{ ?this ?p ?t FILTER regex(str(?t), '{ENDLESS}') }}"), UNFINISHED),
    "regex in a question": (question(f"ASK {{ FILTER regex(str($value), '{ENDLESS}') }}"), UNFINISHED),
    "regex of the data": (
        constraint(
            f"SELECT $this {{ {TITLE} . $this <http://purl.org/dc/terms/description> ?r FILTER regex(?t, ?r) }}"
        ),
        UNFINISHED,
    ),
    "regex that is none": (constraint(f"SELECT $this {{ {TITLE} FILTER regex(?t, '(') }}"), "no regular expression"),
    "replace": (constraint(f"SELECT $this {{ {TITLE} FILTER(replace(?t, '{ENDLESS}', 'b') = 'b') }}"), UNFINISHED),
    "join": (constraint(f"SELECT $this {{ $this a ?c . {TRIPLES} FILTER(?o1 = 17) }}"), UNFINISHED),
    "growth": (
        constraint(f"SELECT $this {{ $this a ?c BIND(str($this) AS ?x0) {GROWING} FILTER(?x12 = '') }}"),
        UNFINISHED,
    ),
    "growth by replacing": (
        constraint(
            f"SELECT $this {{ {TITLE} BIND(replace(?t, '', ?t) AS ?u) BIND(replace(?u, '', ?u) AS ?v) "
            "BIND(replace(?v, '', ?v) AS ?w) FILTER(?w = '') }"
        ),
        UNFINISHED,
    ),
    "pattern": (
        (
            ":S a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :P . "
            f':P sh:path dct:title ; sh:pattern "{ENDLESS}" .'
        ),
        UNFINISHED,
    ),
    "pattern beside a query": (
        (
            ":S a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:node :N . "
            f':N a sh:NodeShape ; sh:property [ sh:path dct:title ; sh:pattern "{ENDLESS}" ] ; '
            'sh:sparql [ sh:select "SELECT $this { $this a <http://e.vn/Nothing> }" ; sh:message "m"@en ] .'
        ),
        UNFINISHED,
    ),
}


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less time for all queries."""
    monkeypatch.setattr(bounded_queries, "QUERY_SECONDS", 0.1)
    for module in (patterns, bounded_queries):
        monkeypatch.setattr(module, "SECONDS", 0.1)


@pytest.mark.soak
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", SHAPES)
def test_validate__says_what_it_cannot_run_or_finish(name: str, engine: Engine) -> None:
    shapes, expected = SHAPES[name]
    try:
        report = validate(DATA, PREFIXES + shapes, engine=engine)
        severities = {result.reported_severity for result in report.results}
        answer = severities or " ".join(map(str, report.warnings))
    except ShapesError as error:
        severities, answer = set(), str(error)
    assert expected in answer
    assert severities <= {UNFINISHED}


@pytest.mark.parametrize("name", [name for name, (_, expected) in SHAPES.items() if expected == UNFINISHED])
def test_validator__a_record_does_not_meet_what_has_no_end(name: str, tmp_path: Path) -> None:
    profile = (
        f"{PREFIXES}{SHAPES[name][0]}\n"
        '<http://e.vn/p> a prof:Profile ; prof:hasToken "own" ; dct:title "Riêng"@vi , "Own"@en .'
    )
    path = tmp_path / "own.ttl"
    path.write_text(profile, encoding="utf-8")
    [record] = parse_records(DATA)
    report = Validator(path).validate(record)
    assert {(finding.layer, finding.severity) for finding in report.findings} == {("house", "violation")}
    assert not report.accepted


def test_validate__a_query_that_was_unfinished_thrice_gets_less_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds: list[float] = []
    limit = bounded_queries.limit_time
    monkeypatch.setattr(bounded_queries, "limit_time", lambda one: (seconds.append(one), limit(one))[1])
    data = DATA + "".join(f':d{n} a dcat:Dataset ; dct:title "{"a" * 60}!" .' for n in range(5))
    report = validate(data, PREFIXES + SHAPES["regex"][0])
    assert [result.reported_severity for result in report.results] == [UNFINISHED] * 6
    assert [round(one, 1) for one in seconds] == [0.1] * 3 + [0.0] * 3


@pytest.mark.parametrize(
    ("call", "made"),
    [
        ("replace('abc', 'b', 'x')", "axc"),
        ("replace('abcb', '(b)', '[$1]')", "a[b]c[b]"),
        (r"replace('a.c', '\\\\.', '\\\\$')", "a$c"),
        ("replace('Abc', 'a', 'x', 'i')", "xbc"),
        ("replace('abc', 'z', 'x')", "abc"),
        ("replace('abc', '(z)?b', '<$1>')", "a<>c"),
        ("concat('a', 'b')", "ab"),
        ("if(regex('abc', '^A', 'i'), 'yes', 'no')", "yes"),
        ("if(regex('abc', '^b'), 'yes', 'no')", "no"),
    ],
)
def test_validate__functions_mean_what_they_mean(call: str, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # To read the query counts, too, and a slow machine that collects garbage meanwhile needs more than a moment.
    monkeypatch.setattr(bounded_queries, "QUERY_SECONDS", 5.0)
    query = f"SELECT $this ?value {{ $this a ?c BIND({call} AS ?value) }}"
    [result] = validate(DATA, PREFIXES + constraint(query)).results
    assert result.value == made
