"""The part of a context that a record may look up gives the same verdict as the whole."""

from __future__ import annotations

import pickle
import random
import re
from collections.abc import Sequence

import pytest

from danhmuc.registry import SourceRecord, parse_records
from danhmuc.shapes import Context, Validator
from danhmuc.shapes.validation import context as context_module
from danhmuc.shapes.validation.context import ContextPart, NamedIris
from danhmuc.vocab.canonical import canonicalize_lines

PROFILE = """
@prefix : <https://e.vn/own#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://e.vn/own> a prof:Profile ; prof:hasToken "own" .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :publisher , :far , :inverse , :related , :above .
:publisher sh:path dct:publisher ; sh:class foaf:Agent ; sh:node [ sh:property [ sh:path foaf:name ; sh:minCount 1 ] ] .
:far sh:path ( dct:publisher [ sh:zeroOrMorePath dct:isPartOf ] ) ; sh:node [
    sh:property [ sh:path foaf:name ; sh:maxCount 1 ] ] .
:inverse sh:path [ sh:inversePath dct:isPartOf ] ; sh:class dcat:Dataset ; sh:maxCount 1 .
:related sh:path dct:relation ; sh:class dcat:DataService .
:above sh:path ( dct:publisher dct:type ) ; sh:class skos:Concept .
"""

CLASS = re.compile(rb"#type> <([^>]+)>")
PART = re.compile(rb"/isPartOf> <([^>]+)>")


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    path = tmp_path_factory.mktemp("profile") / "own.ttl"
    path.write_text(PROFILE, encoding="utf-8")
    return Validator(path)


def described(draw: random.Random) -> tuple[list[SourceRecord], Context]:
    """Records whose publishers, parts and relations go in all directions, and all that is known of them."""
    lines = []
    for number in range(30):
        one = f"<https://e.vn/{number}>"
        other = draw.randrange(40)
        lines.append(f"{one} a dcat:{draw.choice(['Dataset', 'Dataset', 'DataService'])} .")
        lines.append(
            f"{one} dct:publisher <https://e.vn/a{draw.randrange(20)}> ; dct:relation <https://e.vn/{other}> ."
        )
        if draw.random() < 0.4:
            lines.append(f"{one} dct:isPartOf <https://e.vn/{draw.randrange(40)}> .")
    for number in range(20):
        one = f"<https://e.vn/a{number}>"
        lines.append(f"{one} a {draw.choice(['foaf:Agent', 'foaf:Organization'])} .")
        lines += [f"{one} foaf:name 'n{name}' ." for name in range(draw.randrange(3))]
        if draw.random() < 0.7:
            lines.append(f"{one} dct:isPartOf <https://e.vn/a{draw.randrange(25)}> ; dct:type [ a skos:Concept ] .")
    text = (
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . "
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    ) + "\n".join(lines)
    everything = list(parse_records(text))
    context = Context(knows_links=True)
    for record in everything:
        if record.role == "node":
            context.add(record)
        elif draw.random() < 0.9:
            context.add_class(record.iri, CLASS.findall(record.canonical.nquads)[0].decode())
        for target in PART.findall(record.canonical.nquads):
            context.add_link(record.iri, "http://purl.org/dc/terms/isPartOf", target.decode())
        if draw.random() < 0.2:
            context.add_member("https://e.vn/0", "http://www.w3.org/ns/dcat#dataset", record.iri)
    return everything, context


def parts_of(records: Sequence[SourceRecord], context: Context, size: int) -> list[tuple[SourceRecord, Context]]:
    """Each record with the part of its page, as another process has it."""
    found = []
    for start in range(0, len(records), size):
        page = records[start : start + size]
        part = ContextPart(context, NamedIris())
        assert all(part.add_record(record) for record in page)
        copy = pickle.loads(pickle.dumps(part.context))
        found += [(record, copy) for record in page]
    return found


@pytest.mark.parametrize("size", [1, 7, 100])
@pytest.mark.parametrize("seed", range(8))
def test_part__gives_the_verdict_of_the_whole(validator: Validator, seed: int, size: int) -> None:
    records, context = described(random.Random(seed))
    whole = [validator.validate(record, context) for record in records]
    assert any(report.findings for report in whole)
    assert len({report.context_digest for report in whole}) > 20
    assert [validator.validate(record, part) for record, part in parts_of(records, context, size)] == whole


def test_part__holds_what_its_records_reach_and_no_more() -> None:
    text = """
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    <https://e.vn/1> a dcat:Dataset ; dct:publisher <https://e.vn/a> . <https://e.vn/a> dct:isPartOf <https://e.vn/b> .
    <https://e.vn/b> dct:title "b" . <https://e.vn/2> a dcat:Dataset ; dct:publisher <https://e.vn/c> .
    <https://e.vn/c> dct:title "c" .
    """
    records = {record.iri: record for record in parse_records(text)}
    context = Context({iri: one.canonical for iri, one in records.items() if one.role == "node"})
    part = ContextPart(context, NamedIris())
    assert part.add_record(records["https://e.vn/1"])
    held = part.context.nodes_among(records.keys())
    assert sorted(held) == ["https://e.vn/a", "https://e.vn/b"]


def test_part__refuses_a_record_that_reaches_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    records, context = described(random.Random(1))
    monkeypatch.setattr(context_module, "_MOST", 0)
    reaching = next(record for record in records if context.of(record).nquads)
    part = ContextPart(context, NamedIris())
    assert not part.add_record(reaching)
    assert part.context.number_of_nodes == 0


def test_part__knows_what_a_node_record_says_of_other_iris(validator: Validator) -> None:
    (record,) = parse_records(
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> ."
        "<https://e.vn/1> a dcat:Dataset ; dct:publisher <https://e.vn/a> ; dct:relation <https://e.vn/b> ."
    )
    lines = [
        "<https://e.vn/a> <http://purl.org/dc/terms/relation> <https://e.vn/b> .",
        "<https://e.vn/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .",
    ]
    context = Context({"https://e.vn/a": canonicalize_lines(lines)})
    ((_, part),) = parts_of([record], context, 1)
    assert validator.validate(record, part) == validator.validate(record, context)
    assert len(part.lookups(part.of(record))) == len(context.lookups(context.of(record))) == 2
