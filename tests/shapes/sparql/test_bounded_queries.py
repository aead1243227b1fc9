"""Queries end, and what one would have found counts as found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import ShaclReport, Validator, validate
from danhmuc.shapes.sparql import bounded_queries
from danhmuc.shapes.validation.profile_validator import Engine
from danhmuc.vocab.findings import Finding

PREFIXES = "@prefix : <http://e.vn/> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
DATA = PREFIXES + "".join(f":s{n} :p {n} .\n" for n in range(300))
PRODUCT = "?a ?pa ?b . ?c ?pc ?d . ?e ?pe ?f . FILTER (?b > ?d && ?d > ?f && ?f > ?b)"
ALTERNATIVES = " ".join(f"{{ BIND (1 AS ?v{n}) }} UNION {{ BIND (2 AS ?v{n}) }}" for n in range(30))
"""A thousand million solutions of two triples."""
QUERIES = {
    "product": PRODUCT,
    "alternatives": f"{ALTERNATIVES} FILTER (?v0 + ?v1 < 0)",
    "counted": f"{{ SELECT (COUNT(*) AS ?count) WHERE {{ {ALTERNATIVES} }} }} FILTER (?count < 0)",
    "optional": f"OPTIONAL {{ {PRODUCT} }} FILTER (false)",
    "absent": f"FILTER NOT EXISTS {{ {PRODUCT} }} FILTER (false)",
}


@pytest.fixture(autouse=True)
def _brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_queries, "QUERY_SECONDS", 0.05)
    monkeypatch.setattr(bounded_queries, "_SECONDS_PER_TRIPLE", 0.0)


def judged(constraint: str, engine: Engine = "danhmuc", severity: str = "Violation") -> ShaclReport:
    shapes = f"{PREFIXES} :S a sh:NodeShape ; sh:targetNode :s1 ; sh:severity sh:{severity} ; {constraint} ."
    return validate(DATA, shapes, engine=engine)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_query__without_end_does_not_conform(query: str) -> None:
    report = judged(f'sh:sparql [ sh:select """SELECT $this WHERE {{ $this ?any ?thing . {query} }}""" ]')
    (result,) = report.results
    assert (report.conforms, result.is_known, result.is_computed) == (False, True, False)
    assert (result.reported_severity, result.focus) == ("violation", "http://e.vn/s1")
    assert result.message("en").startswith("Not validated: a query or pattern takes too long")


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_query__without_end_is_in_the_report_graph_with_the_severity_of_the_shape(engine: Engine) -> None:
    query = f'sh:sparql [ sh:select """SELECT $this WHERE {{ $this ?any ?thing . {PRODUCT} }}""" ]'
    report = judged(query, engine, "Warning")
    assert dict(report.counts) == {"violation": 0, "warning": 1, "info": 0, "cannot-verify": 0}
    graph = b"".join(report.nquads()).decode()
    assert 'shacl#conforms> "false"' in graph
    assert graph.count("/shacl#result>") == 1
    assert "/shacl#resultSeverity> <http://www.w3.org/ns/shacl#Warning>" in graph
    assert graph.count("/shacl#resultMessage>") == 2


def test_query__that_ends_in_time_says_what_it_finds() -> None:
    report = judged('sh:sparql [ sh:select "SELECT $this WHERE { $this ?any 2 }" ]')
    assert report.conforms


@pytest.mark.soak
def test_target__by_a_query_without_end_does_not_conform() -> None:
    target = f'sh:target [ a sh:SPARQLTarget ; sh:select """SELECT ?this WHERE {{ ?this ?any ?thing . {PRODUCT} }}""" ]'
    report = validate(DATA, f"{PREFIXES} :S a sh:NodeShape ; {target} ; sh:property [ sh:path :p ; sh:minCount 1 ] .")
    assert [(one.focus, one.is_computed) for one in report.results] == [("http://e.vn/S", False)]
    assert not report.conforms


PROFILE = f"""
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/p> a prof:Profile ; prof:hasToken "trial" .
<https://e.vn/p#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:severity sh:Violation ;
    sh:message "Không có tổ hợp."@vi , "No combination."@en ;
    sh:sparql [ sh:select \"\"\"SELECT $this WHERE {{ $this ?any ?thing . {ALTERNATIVES} FILTER (?v0 < 0) }}\"\"\" ] .
"""


@pytest.fixture
def findings(tmp_path: Path) -> Callable[[Engine], tuple[Finding, ...]]:
    path = tmp_path / "trial.ttl"
    path.write_text(PROFILE, encoding="utf-8")
    (record,) = parse_records("<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .")

    def judge(engine: Engine) -> tuple[Finding, ...]:
        report = Validator(path, engine=engine).validate(record)
        assert not report.accepted
        return report.findings

    return judge


@pytest.mark.parametrize("engine", ["danhmuc", "pyshacl"])
def test_record__does_not_pass_by_a_query_without_end(
    engine: Engine, findings: Callable[[Engine], tuple[Finding, ...]]
) -> None:
    assert [(one.code, one.reported_severity) for one in findings(engine)] == [("trial:Dataset", "violation")]
