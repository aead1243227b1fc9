"""The terms of a record give what its text gives, wherever they come from."""

from __future__ import annotations

import pickle
import runpy
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from danhmuc.registry.record.change import links_of, links_of_record
from danhmuc.registry.record.record import GraphTerms, IriSpace, SourceRecord, quads_of
from danhmuc.registry.record.secrecy import with_unclear_marks
from danhmuc.registry.record.stored import StoredGraph
from danhmuc.registry.record.summary import summary_of, summary_of_record
from danhmuc.registry.splitting import assemble, split
from danhmuc.shapes import Validator
from danhmuc.shapes.engine import index_nquads
from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.lines import terms_used
from danhmuc.vocab.reading import read_document

_PROPERTIES = runpy.run_path(str(Path(__file__).parents[1] / "splitting" / "test_properties.py"))
PREFIXES: str = _PROPERTIES["PREFIXES"]
turtle: st.SearchStrategy[str] = _PROPERTIES["turtle"]
VALIDATOR = Validator("dcat-ap")
SPOKEN = """
    <https://e.vn/d> a dcat:Dataset ; dct:title "Nước"@vi , "Water _: x"@en ; dct:accessRights "nobody" , [] ;
        dct:isPartOf <https://e.vn/s> ; dcat:theme <https://e.vn/x/AGRI> ; dct:publisher <https://e.vn/p> ;
        dct:modified "2026-01-02" ; dcat:contactPoint [ dct:relation <https://e.vn/r> ] , [ dct:relation 1 ] .
"""


def records(text: str) -> list[SourceRecord]:
    document = read_document((PREFIXES + text).encode(), place="1.ttl", base="https://e.vn/")
    return [pending.make() for pending in split(assemble([document]), IriSpace(source="test")).records()]


def rows(terms: GraphTerms) -> list[object]:
    return [
        (subject, [(name, list(values)) for name, values in properties.items()])
        for subject, properties in terms.by_subject.items()
    ]


def check(record: SourceRecord) -> None:
    nquads = record.canonical.nquads
    assert rows(record.terms) == rows(GraphTerms(nquads))
    assert list(record.quads) == list(quads_of(nquads))
    assert summary_of_record(record) == summary_of(record.iri, nquads)
    assert links_of_record(record) == links_of(record.iri, nquads)
    properties, classes = record.terms.used
    words = terms_used(nquads)
    assert {str(one).encode() for one in properties} == {word.partition(b" ")[0] for word in words}
    assert {str(one).encode() for one in classes} == {word.partition(b" ")[2] for word in words} - {b""}
    # As a spool gives it: what is used is known, and no term is made.
    spooled = replace(record, terms=GraphTerms(nquads, used=record.terms.used))
    assert links_of_record(spooled) == links_of_record(record)
    assert summary_of_record(spooled) == summary_of_record(record)
    assert with_unclear_marks(spooled).findings == with_unclear_marks(record).findings
    for prop in properties:
        assert {*spooled.terms.written_values(prop)} >= {*record.terms.written_values(prop)}
    assert not spooled.terms.are_made or with_unclear_marks(record) is not record


@given(turtle)
def test_record__terms_of_the_splitter_say_what_the_text_says(text: str) -> None:
    for record in records(text):
        check(record)


def test_record__what_is_not_understood_of_access_is_the_same_in_terms_and_text() -> None:
    (record,) = records(SPOKEN)
    check(record)
    assert summary_of_record(record).publicity.startswith("9000:")


def test_record__an_iri_that_the_constructor_refuses_has_a_summary() -> None:
    nquads = b'<http://x/[1]> <http://purl.org/dc/terms/title> "Name" .\n'
    record = SourceRecord(iri="http://x/[1]", role="record", types=(), canonical=CanonicalGraph("", nquads, 1))
    assert summary_of_record(record).title == "Name"


def test_record__terms_of_another_graph_are_not_used() -> None:
    (record,) = records(SPOKEN)
    other = CanonicalGraph("", b"<x:a> <x:p> <x:b> .\n", 1)
    assert replace(record, canonical=other).terms.by_subject == index_nquads(other.nquads)
    assert replace(record, findings=()).terms is record.terms


def test_terms__cross_to_another_process_as_text() -> None:
    (record,) = records(SPOKEN)
    found = pickle.loads(pickle.dumps(record))
    assert found == record
    assert rows(found.terms) == rows(record.terms)


@settings(max_examples=40)
@given(turtle)
def test_validate__by_terms_of_the_splitter_and_by_the_stored_text_is_the_same(text: str) -> None:
    for record in records(text):
        assert VALIDATOR.validate(record) == VALIDATOR.validate(StoredGraph(record.iri, record.canonical))
