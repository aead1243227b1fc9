"""The parts themselves: what catalogues list, what catalog records say, what is left, and in which order."""

from __future__ import annotations

import pickle

import pytest
from pyoxigraph import Quad

from danhmuc.registry.record.record import IriSpace, Membership, SourceRecord
from danhmuc.registry.splitting import Split, assemble, split
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.reading import read_document

PREFIXES = """
    @base <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix tree: <https://w3id.org/tree#> .
"""
DCAT = "http://www.w3.org/ns/dcat#"


def parts(*turtle: str, name: str = "{}.ttl") -> Split:
    """Each text is a document."""
    documents = [
        read_document((PREFIXES + text).encode(), place=name.format(number), base="https://e.vn/")
        for number, text in enumerate(turtle, 1)
    ]
    return split(assemble(documents), IriSpace(source="test"))


def records(*turtle: str) -> dict[str, SourceRecord]:
    return {pending.iri.removeprefix("https://e.vn/"): pending.make() for pending in parts(*turtle).records()}


def listed(turtle: str) -> list[tuple[str, str, str]]:
    return [
        (
            row.catalog.removeprefix("https://e.vn/"),
            row.property.removeprefix(DCAT),
            row.target.removeprefix("https://e.vn/"),
        )
        for row in parts(turtle).memberships()
    ]


# ---------------------------------------------------------------- membership


@pytest.mark.parametrize("way", ["dataset", "service", "catalog", "record"])
def test_memberships__a_catalogue_lists_by_each_property(way: str) -> None:
    assert listed(f"<k> a dcat:Catalog ; dcat:{way} <x> .") == [("k", way, "x")]


def test_memberships__rows_come_in_order_of_reading_and_once() -> None:
    text = """<k> a dcat:Catalog ; dcat:dataset <b> , <a> , <b> . <j> a dcat:Catalog ; dcat:dataset <a> .
        <k> dcat:dataset <a> ."""
    assert listed(text) == [("k", "dataset", "b"), ("k", "dataset", "a"), ("j", "dataset", "a")]


def test_memberships__a_row_names_full_iris() -> None:
    assert list(parts("<k> a dcat:Catalog ; dcat:dataset <x> .").memberships()) == [
        Membership("https://e.vn/k", DCAT + "dataset", "https://e.vn/x")
    ]


def test_memberships__a_catalogue_in_a_catalogue_lists_on_its_own() -> None:
    text = "<k> a dcat:Catalog ; dcat:catalog <j> . <j> a dcat:Catalog ; dcat:dataset <x> ."
    assert listed(text) == [("k", "catalog", "j"), ("j", "dataset", "x")]


def test_memberships__only_catalogues_list() -> None:
    text = "<s> a dcat:DatasetSeries ; dcat:dataset <x> ."
    assert listed(text) == []
    assert records(text)["s"].canonical.triples == 2


def test_memberships__a_catalogue_that_is_also_a_dataset_lists() -> None:
    assert listed("<k> a dcat:Dataset , dcat:Catalog ; dcat:dataset <x> .") == [("k", "dataset", "x")]


def test_memberships__a_blank_dataset_is_listed_by_its_minted_iri() -> None:
    found = parts("<k> a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dct:title 'X' ] .")
    minted = [pending.iri for pending in found.records() if "/id/test/" in pending.iri]
    assert [row.target for row in found.memberships()] == minted


def test_memberships__a_blank_catalogue_lists_by_its_minted_iri() -> None:
    found = parts("[] a dcat:Catalog ; dcat:dataset <x> .")
    minted = [pending.iri for pending in found.records()]
    assert [row.catalog for row in found.memberships()] == minted


def test_memberships__a_blank_node_without_class_has_the_iri_it_would_have_as_a_record() -> None:
    member = "<k> a dcat:Catalog ; dcat:dataset [ {} dct:title '?' ] ."
    assert listed(member.format("")) == listed(member.format("a dcat:Dataset ;")) != []
    assert listed(member.format("")) == listed(member.format("a dcat:dataset ;"))


@pytest.mark.parametrize("member", ['"x"', "'http://e.vn/x'", "[]"])
def test_memberships__what_has_no_iri_stays_in_the_catalogue(member: str) -> None:
    text = f"<k> a dcat:Catalog ; dcat:dataset {member} ."
    assert listed(text) == []
    assert b"#dataset> " in records(text)["k"].canonical.nquads


def test_memberships__are_outside_the_catalogues_digest() -> None:
    one = records("<k> a dcat:Catalog ; dct:title 'K' .")
    other = records("<k> a dcat:Catalog ; dct:title 'K' ; dcat:dataset <x> ; dcat:service <s> ; dcat:record <r> .")
    assert one["k"] == other["k"]


def test_memberships__other_properties_of_a_catalogue_are_in_its_digest() -> None:
    assert records("<k> a dcat:Catalog ; dct:hasPart <x> .")["k"].canonical.triples == 2


def test_memberships__a_catalogue_that_stays_in_its_holder_keeps_its_list_there() -> None:
    text = "<d> a dcat:Dataset ; dct:isPartOf [ a dcat:Catalog ; dcat:dataset <x> ] ."
    assert listed(text) == []
    assert records(text)["d"].canonical.triples == 4


# ---------------------------------------------------------------- catalog records

TOPIC = "<d> a dcat:Dataset ; dct:title 'D' ."


def test_catalog_record__has_a_graph_and_a_digest_of_its_own() -> None:
    found = records(TOPIC + "<r> a dcat:CatalogRecord ; foaf:primaryTopic <d> ; dct:modified '2026-01-01' .")
    assert found["r"].topic == "https://e.vn/d"
    assert found["r"].canonical.triples == 3


@pytest.mark.parametrize("way", ["dcat:record", "foaf:isPrimaryTopicOf"])
@pytest.mark.parametrize("node", ["<r>", "_:r"])
def test_catalog_record__a_change_leaves_its_topic_unchanged(way: str, node: str) -> None:
    holder = "<k> a dcat:Catalog ; dcat:record" if way == "dcat:record" else "<d> foaf:isPrimaryTopicOf"
    text = TOPIC + f"{holder} {node} . {node} a dcat:CatalogRecord ; foaf:primaryTopic <d> ; dct:modified '{{}}' ."
    before, after = records(text.format("2026-01-01")), records(text.format("2026-02-02"))
    assert list(before) == list(after)
    assert [name for name in before if before[name].digest != after[name].digest] == [
        name for name, record in before.items() if record.role == "catalog-record"
    ]


def test_catalog_record__its_topic_may_be_minted() -> None:
    found = records("<k> dcat:dataset _:d . _:d a dcat:Dataset . <r> a dcat:CatalogRecord ; foaf:primaryTopic _:d .")
    assert [found["r"].topic] == [record.iri for record in found.values() if record.role == "record"]


def test_catalog_record__of_no_record_is_a_node_record_without_topic() -> None:
    found = records("<r> a dcat:CatalogRecord ; foaf:primaryTopic <elsewhere> .")
    assert (found["r"].role, found["r"].topic) == ("node", None)


def test_catalog_record__of_a_record_and_of_something_else_goes_with_the_record() -> None:
    found = records(TOPIC + "<r> a dcat:CatalogRecord ; foaf:primaryTopic <d> , <trang> .")
    assert found["r"].topic == "https://e.vn/d"


# ---------------------------------------------------------------- order, classes, graphs


def test_records__nodes_come_first_then_catalog_records_then_records() -> None:
    text = """<d> a dcat:Dataset . <r> a dcat:CatalogRecord ; foaf:primaryTopic <d> . <a> a foaf:Agent .
        <q> a dcat:CatalogRecord ; foaf:primaryTopic <elsewhere> . <e> a dcat:Dataset . <b> a foaf:Agent ."""
    assert [(pending.iri[-1], pending.role) for pending in parts(text).records()] == [
        *(("a", "node"), ("q", "node"), ("b", "node")),
        ("r", "catalog-record"),
        *(("d", "record"), ("e", "record")),
    ]


def test_records__are_made_when_asked_for() -> None:
    pending = next(parts(TOPIC).records())
    assert pending.make() == pending.make()


def test_records__can_be_asked_for_again() -> None:
    found = parts(TOPIC)
    assert [pending.iri for pending in found.records()] == [pending.iri for pending in found.records()]


def test_records__classes_are_sorted_and_once() -> None:
    text = "<d> a dcat:Dataset , <Loại> , dcat:Dataset . <d> a dcat:Dataset ."
    assert records(text)["d"].types == (DCAT + "Dataset", "https://e.vn/Loại")


def test_records__a_triple_said_twice_counts_once() -> None:
    assert records(TOPIC + TOPIC)["d"].canonical.triples == 2


def test_records__graph_names_are_dropped() -> None:
    trig = "<g> { <d> a dcat:Dataset . } <h> { <d> a dcat:Dataset ; dct:title 'D' . }"
    found = [pending.make() for pending in parts(trig, name="{}.trig").records()]
    assert [record.canonical for record in found] == [records(TOPIC)["d"].canonical]


def test_records__language_tags_are_small() -> None:
    assert b'"D"@vi-vn .' in records("<d> a dcat:Dataset ; dct:title 'D'@VI-vn .")["d"].canonical.nquads


def test_records__literals_are_as_written() -> None:
    assert b'"1.50"^^' in records("<d> a dcat:Dataset ; dcat:byteSize 1.50 .")["d"].canonical.nquads


@pytest.mark.parametrize("text", ["<d> a dcat:Dataset .", "<d> a dcat:Dataset ; dct:creator [ foaf:name 'Ai' ] ."])
def test_records__quads_are_their_canonical_graph(text: str) -> None:
    record = records(text)["d"]
    assert canonicalize(list(record.quads)) == record.canonical


def test_records__quads_are_a_sequence() -> None:
    quads = records(TOPIC)["d"].quads
    assert (len(quads), list(quads[:1]), isinstance(quads[0], Quad)) == (2, [quads[0]], True)


def test_records__survive_the_way_to_another_process() -> None:
    record = records("<d> a dcat:Dataset ; dct:relation <https://e.vn/[1]> .")["d"]
    assert len(record.quads) == 2
    again = pickle.loads(pickle.dumps(record))
    assert (again, list(again.quads)) == (record, list(record.quads))


# ---------------------------------------------------------------- the rest


def test_rest__is_told_by_document() -> None:
    found = parts("<p> a tree:Node .", TOPIC, "[] foaf:name 'Rơi' . <q> a tree:Node .").rest()
    assert [(rest.place, rest.canonical.triples) for rest in found] == [("1.ttl", 1), ("3.ttl", 2)]


def test_rest__blank_nodes_stand_in_their_own_document() -> None:
    """A page described on two pages has the blank nodes of each."""
    page = "<p> a tree:Node ; tree:relation _:r . _:r tree:node <{0}> . [] foaf:topic _:r ."
    found = parts(page.format("a"), page.format("b")).rest()
    assert [(rest.place, rest.canonical.triples) for rest in found] == [("1.ttl", 4), ("2.ttl", 3)]


def test_rest__a_blank_node_without_description_stands_in_its_own_document() -> None:
    found = parts("<p> a tree:Node .", "<p> tree:relation _:r . <q> a tree:Node ; tree:relation _:r .").rest()
    assert [(rest.place, rest.canonical.triples) for rest in found] == [("1.ttl", 1), ("2.ttl", 3)]


def test_rest__names_a_shared_node_by_its_minted_iri() -> None:
    found = parts("<p> a tree:Node ; tree:member _:c . <d> a dcat:Dataset ; dct:creator _:c . _:c foaf:name 'Ai' .")
    (minted,) = [pending.iri for pending in found.records() if pending.role == "node"]
    assert [f"<{minted}>".encode() in rest.canonical.nquads for rest in found.rest()] == [True]


def test_rest__there_may_be_none() -> None:
    assert list(parts(TOPIC).rest()) == []


def test_rest__has_triples_of_records_about_pages() -> None:
    text = "<k> a dcat:Catalog ; tree:view <p> . <p> a tree:Node ."
    assert records(text)["k"].canonical.triples == 1
