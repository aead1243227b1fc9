"""A verdict depends on the record and its context alone, whatever was validated before it, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from danhmuc.registry import parse_records
from danhmuc.registry.record.record import SourceRecord
from danhmuc.registry.verdicts import page_workers
from danhmuc.shapes import Context, ValidationReport, Validator
from danhmuc.shapes.validation import profile_validator
from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.record_terms import LINKS

TODAY = date(2026, 3, 1)
LICENCE = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
HEAD = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @base <https://e.vn/> .
"""
PUBLISHERS = ("<a>", "<b>", "<nobody>", '"Sở"@vi', '[ a foaf:Agent ; foaf:name "Sở"@vi ]', "[ foaf:name 7 ]")
THEMES = (
    "<http://publications.europa.eu/resource/authority/data-theme/ENVI>",
    "<https://publications.europa.eu/resource/authority/data-theme/ENVI/>",
    "<http://publications.europa.eu/resource/authority/data-theme/NONE>",
    "<theme>",
    '"ENVI"',
    "[ a skos:Concept ]",
)
FREQUENCIES = (
    "<http://publications.europa.eu/resource/authority/frequency/DAILY>",
    "<http://publications.europa.eu/resource/authority/frequency/NO_SUCH>",
    "<often>",
)
TITLES = ('"Một"@vi', '""', '"x"')
DATES = ('"2026-02-30"^^xsd:date', '"2025-12-01"^^xsd:date', '"2026-02-27"^^xsd:date', '"soon"', "<x>")


def records_of(draw: Random) -> list[SourceRecord]:
    """Some records with values that they share, of which some are described in one of them, or beside them."""
    texts = [HEAD, '<a> a foaf:Agent ; foaf:name "A"@vi . <b> a vcard:Kind . <theme> a skos:Concept .']
    texts += [_dataset(draw, number) for number in range(12)]
    return list(parse_records("".join(texts)))


def _dataset(draw: Random, number: int) -> str:
    title, name, licence = draw.choice(TITLES), draw.choice(TITLES), draw.choice((LICENCE, "a", "l"))
    return (
        f"<{number}> a dcat:Dataset ; dct:title {title} ; dct:publisher {draw.choice(PUBLISHERS)} ; "
        f"dcat:theme {', '.join(draw.sample(THEMES, 2))} ; dct:accrualPeriodicity {draw.choice(FREQUENCIES)} ; "
        f"dct:modified {draw.choice(DATES)} ; dct:relation <{draw.randrange(14)}> ; "
        f"dct:replaces <{draw.randrange(14)}> ; dcat:contactPoint [ a vcard:Kind ; vcard:fn {name} ] ; "
        f"dcat:distribution [ a dcat:Distribution ; dct:license <{licence}> ] ."
    )


def context_of(records: Sequence[SourceRecord]) -> Context:
    context = Context(
        {one.iri: one.canonical for one in records if one.role == "node"},
        {one.iri: one.types[0] for one in records if one.role == "record"},
        knows_links=True,
    )
    for one in records:
        for quad in one.quads:
            if quad.predicate in LINKS and hasattr(quad.object, "value") and not hasattr(quad.object, "datatype"):
                context.add_link(one.iri, quad.predicate.value, quad.object.value)
    return context


def each_alone(profile: str, records: Sequence[SourceRecord]) -> dict[str, ValidationReport]:
    """The report on each record by a validator that has validated nothing else."""
    return {one.iri: Validator(profile, today=TODAY).validate(one, context_of(records)) for one in records}


@pytest.fixture(scope="module", params=["dcat-ap", "vn"])
def profile(request: pytest.FixtureRequest) -> str:
    token: str = request.param
    return token


@pytest.mark.parametrize("seed", range(4))
def test_validate__each_by_itself_as_after_all_others(profile: str, seed: int) -> None:
    draw = Random(seed)
    records = records_of(draw)
    alone = each_alone(profile, records)
    assert any(report.findings for report in alone.values())
    validator = Validator(profile, today=TODAY)
    context = context_of(records)
    for _ in range(3):
        draw.shuffle(records)
        for one in records:
            assert _all_of(validator.validate(one, context)) == _all_of(alone[one.iri])


@pytest.mark.parametrize("seed", range(2))
def test_validate__after_records_of_another_context(profile: str, seed: int) -> None:
    validator = Validator(profile, today=TODAY)
    for records in _sources(seed):
        context = context_of(records)
        for one in records:
            fresh = Validator(profile, today=TODAY).validate(one, context_of(records))
            assert _all_of(validator.validate(one, context)) == _all_of(fresh)


@pytest.mark.parametrize("size", [1, 3, 200])
@pytest.mark.parametrize("seed", range(2))
def test_validate__in_pages_of_any_size_and_order(
    profile: str, seed: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page holds beside a record, and which part of the context came with that, tells nothing."""
    monkeypatch.setattr(page_workers, "PAGE", size)
    draw = Random(seed)
    records = records_of(draw)
    alone = each_alone(profile, records)
    assert any(report.findings for report in alone.values())
    # Dated rules are among those of one of the profiles.
    assert any(report.until for report in alone.values()) == (profile == "vn")
    context = context_of(records)
    with ThreadPoolExecutor(1) as executor, page_workers.Workers(lambda: executor, number=1) as workers:
        for _ in range(2):
            draw.shuffle(records)
            validation = workers.validate_for("pages", Validator(profile, today=TODAY))
            assert all(validation.add(one, context) for one in records)
            reports = list(validation.outcomes(everything=True))
            assert len(reports) == len(records)
            for one, report in zip(records, reports, strict=True):
                assert isinstance(report, ValidationReport)
                assert _all_of(report) == _all_of(alone[one.iri])


@pytest.mark.parametrize("size", [2, 5, 200])
@pytest.mark.parametrize("seed", range(6))
def test_validate_all__in_pages_of_any_size_and_order(
    profile: str, seed: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule is asked of all records of a page before the next, and what passed in one is known for the others."""
    monkeypatch.setattr(profile_validator, "_PAGE", size)
    draw = Random(seed)
    records = records_of(draw)
    alone = each_alone(profile, records)
    validator, context = Validator(profile, today=TODAY), context_of(records)
    for _ in range(3):
        draw.shuffle(records)
        for one, report in zip(records, validator.validate_all(records, context), strict=True):
            assert _all_of(report) == _all_of(alone[one.iri])


def _sources(seed: int) -> Iterator[list[SourceRecord]]:
    records = records_of(Random(seed))
    yield records
    # The same records where nothing is known of what they name, then where it is known again.
    yield [one for one in records if one.role == "record"]
    yield records


def _all_of(report: ValidationReport) -> tuple[object, ...]:
    found = [
        (one, one.value_term, one.component, str(one.about), str(one.value_about), str(one.message))
        for one in report.findings
    ]
    return report, found


INNER = "<https://e.vn/inner>"
CLASS_OF_RELATION = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix prof: <http://www.w3.org/ns/dx/prof/> .
<https://e.vn/profile> a prof:Profile ; prof:hasToken "t" ; dct:title "T"@en , "T"@vi .
<https://e.vn/S> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <https://e.vn/P> .
<https://e.vn/P> a sh:PropertyShape ; sh:path dct:relation ; sh:class <https://e.vn/C> ; sh:severity sh:Violation ;
    sh:message "dct:relation"@vi , "dct:relation"@en .
"""


@dataclass(frozen=True)
class Described:
    """A record as its lines are."""

    iri: str
    canonical: CanonicalGraph


def described(name: str, *lines: str) -> Described:
    text = "".join(f"{line} .\n" for line in sorted(lines))
    return Described(f"https://e.vn/{name}", CanonicalGraph(f"digest of {text}", text.encode(), len(lines)))


TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DATASET = "<http://www.w3.org/ns/dcat#Dataset>"
RELATION = "<http://purl.org/dc/terms/relation>"


def naming(name: str, *others: str) -> Described:
    one = f"<https://e.vn/{name}>"
    return described(name, f"{one} {TYPE} {DATASET}", *(f"{one} {RELATION} {other}" for other in others))


HOLDER = described("holder", f"<https://e.vn/holder> {RELATION} {INNER}", f"{INNER} {TYPE} <https://e.vn/C>")
OTHER_HOLDER = described("other", f"<https://e.vn/other> {RELATION} {INNER}", f"{INNER} {TYPE} <https://e.vn/D>")
NAMING = (
    naming("0", INNER),
    naming("1", INNER, "<https://e.vn/holder>"),
    naming("2", "<https://e.vn/holder>"),
    naming("3", "<https://e.vn/other>"),
    naming("4", INNER, "<https://e.vn/other>"),
    naming("5", INNER, "<https://e.vn/other>", "<https://e.vn/holder>"),
)


def saying(name: str, kind: str) -> Described:
    """A record that names the inner node, and describes it itself."""
    one = f"<https://e.vn/{name}>"
    return described(
        name, f"{one} {TYPE} {DATASET}", f"{one} {RELATION} {INNER}", f"{INNER} {TYPE} <https://e.vn/{kind}>"
    )


SAYING = (saying("6", "C"), saying("7", "D"))


@pytest.mark.parametrize("own", [None, "C", "D"])
def test_validate__what_a_node_record_says_of_another_iri(tmp_path: Path, own: str | None) -> None:
    """It is known to the records that reach the node record, and to no other, in any order."""
    path = tmp_path / "t.ttl"
    path.write_text(CLASS_OF_RELATION, encoding="utf-8")
    nodes = [HOLDER, OTHER_HOLDER]
    if own is not None:
        nodes.append(described("inner", f"{INNER} {TYPE} <https://e.vn/{own}>"))

    def context() -> Context:
        return Context({node.iri: node.canonical for node in nodes})

    some = (*NAMING, *SAYING)
    alone = {one.iri: Validator(path, today=TODAY).validate(one, context()) for one in some}
    for turns in permutations(some, 3):
        validator, shared = Validator(path, today=TODAY), context()
        for one in turns:
            assert _all_of(validator.validate(one, shared)) == _all_of(alone[one.iri])
        for one, report in zip(turns, Validator(path, today=TODAY).validate_all(turns, context()), strict=True):
            assert _all_of(report) == _all_of(alone[one.iri])
    outcomes = [
        {finding.value: finding.layer for finding in alone[one.iri].findings}.get(INNER[1:-1], "conforms")
        for one in NAMING
        if INNER in one.canonical.nquads.decode()
    ]
    expected = {
        None: ["cannot-verify", "conforms", "house", "conforms"],
        "C": ["conforms"] * 4,
        "D": ["house"] * 4,
    }
    assert outcomes == expected[own]


NAMED_AS_SOURCE = CLASS_OF_RELATION.replace(
    "sh:class <https://e.vn/C>",
    "sh:node [ sh:property [ sh:path [ sh:inversePath dct:source ] ; sh:minCount 1 ] ]",
)


def test_validate_all__what_a_graph_says_of_a_value_is_not_said_in_the_next(tmp_path: Path) -> None:
    path = tmp_path / "t.ttl"
    path.write_text(NAMED_AS_SOURCE, encoding="utf-8")
    one = described(
        "one",
        f"<https://e.vn/one> {TYPE} {DATASET}",
        f"<https://e.vn/one> {RELATION} {INNER}",
        f"<https://e.vn/one> <http://purl.org/dc/terms/source> {INNER}",
    )
    for page in permutations([one, naming("0", INNER), naming("2", INNER)]):
        reports = {report.iri: report for report in Validator(path, today=TODAY).validate_all(page)}
        assert not reports[one.iri].findings
        for other in ("https://e.vn/0", "https://e.vn/2"):
            assert [finding.layer for finding in reports[other].findings] == ["cannot-verify"]
