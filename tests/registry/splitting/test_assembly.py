"""Several documents of one source are one: united by IRI, and what is repeated counts once."""

from __future__ import annotations

import pytest

from danhmuc.registry.record.record import IriSpace, SourceRecord
from danhmuc.registry.splitting import Split, assemble, split
from danhmuc.vocab.reading import Document, read_document

PREFIXES = """
    @base <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix tree: <https://w3id.org/tree#> .
    @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""


def pages(*turtle: str) -> list[Document]:
    return [
        read_document((PREFIXES + text).encode(), place=f"{number}.ttl", base="https://e.vn/")
        for number, text in enumerate(turtle, 1)
    ]


def parts(*turtle: str) -> Split:
    return split(assemble(pages(*turtle)), IriSpace(source="test"))


def records(*turtle: str) -> dict[str, SourceRecord]:
    return {pending.iri.removeprefix("https://e.vn/"): pending.make() for pending in parts(*turtle).records()}


# ---------------------------------------------------------------- united


def test_assemble__descriptions_of_one_iri_are_united() -> None:
    found = records("<d> a dcat:Dataset ; dct:title 'Một' .", "<d> dct:title 'Hai' ; dct:creator [ foaf:name 'Ai' ] .")
    assert (
        found["d"].digest
        == records("<d> a dcat:Dataset ; dct:title 'Một', 'Hai' ; dct:creator [ foaf:name 'Ai' ] .")["d"].digest
    )


def test_assemble__a_distribution_on_another_page_is_inside() -> None:
    found = records("<x> a dcat:Distribution .", "<d> a dcat:Dataset ; dcat:distribution <x> .")
    assert list(found) == ["d"]
    assert found["d"].canonical.triples == 3


def test_assemble__blank_nodes_of_two_pages_are_two() -> None:
    found = records(
        "<d> a dcat:Dataset ; dct:creator _:b . _:b foaf:name 'A' .",
        "<e> a dcat:Dataset ; dct:creator _:b . _:b foaf:name 'B' .",
    )
    assert {name: record.canonical.triples for name, record in found.items()} == {"d": 3, "e": 3}


def test_assemble__nothing_is_an_empty_assembly() -> None:
    assert assemble([]).descriptions == {}


def test_assemble__a_page_without_triples_changes_nothing() -> None:
    text = "<d> a dcat:Dataset ; dct:creator [ foaf:name 'Ai' ] ."
    document, empty = pages(text, "")
    assert assemble([empty, document, empty]).descriptions == document.descriptions


def test_assemble__documents_stay_as_they_were() -> None:
    documents = pages("<d> a dcat:Dataset .", "<d> dct:title 'Hai' .", "<e> a dcat:Dataset .")
    before = [{subject: list(pairs) for subject, pairs in document.descriptions.items()} for document in documents]
    assemble(documents)
    assert [document.descriptions for document in documents] == before


def test_assemble__one_document_object_twice_counts_once() -> None:
    document, other = pages(
        "<d> a dcat:Dataset ; dct:creator [ foaf:name 'Ai' ] . [] foaf:name 'Rơi' .", "<d> dct:title 'T' ."
    )
    once = assemble([document, other])
    assert assemble([document, document, other, other, document]).descriptions == once.descriptions


# ---------------------------------------------------------------- repeated

CATALOGUE = (
    "<k> a dcat:Catalog ; dct:publisher [ a foaf:Agent ; foaf:name 'Sở' ] ; dcat:dataset <{0}> . <{0}> a dcat:Dataset ."
)


def test_assemble__a_catalogue_on_every_page_has_one_publisher() -> None:
    found = records(*(CATALOGUE.format(name) for name in "abc"))
    assert found["k"].digest == records(CATALOGUE.format("a"))["k"].digest


def test_assemble__a_catalogue_on_every_page_lists_what_all_pages_list() -> None:
    found = parts(*(CATALOGUE.format(name) for name in "abc")).memberships()
    assert [row.target for row in found] == ["https://e.vn/a", "https://e.vn/b", "https://e.vn/c"]


def test_assemble__what_is_repeated_is_not_rest() -> None:
    assert list(parts(*(CATALOGUE.format(name) for name in "abc")).rest()) == []


def test_assemble__a_listed_blank_dataset_repeated_is_one_record() -> None:
    page = "<k> a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dct:title 'Không tên' ] ."
    assert len(records(page, page)) == 2


@pytest.mark.parametrize(
    "loose",
    [
        "[] a dcat:Dataset ; dct:title 'Một mình' .",
        "[] foaf:name 'Rơi' ; foaf:account [ foaf:name 'Tài khoản' ] .",
        "_:a dct:relation _:b . _:b dct:relation _:a .",
        "<d> a dcat:Dataset ; dcat:distribution _:x . [] oa:hasTarget _:x ; oa:hasBody 'Ghi chú' .",
        "<p> a tree:Node ; tree:relation [ tree:node <q> ] .",
    ],
    ids=["record", "tree", "cycle", "annotation", "page"],
)
def test_assemble__whatever_a_page_repeats_counts_once(loose: str) -> None:
    once, twice = parts(loose), parts(loose, loose)
    assert [pending.make().digest for pending in twice.records()] == [
        pending.make().digest for pending in once.records()
    ]
    assert [rest.canonical for rest in twice.rest()] == [rest.canonical for rest in once.rest()]


def test_assemble__what_one_page_says_twice_stays_two() -> None:
    twice = "<d> a dcat:Dataset ; dct:creator [ foaf:name 'Ai' ] , [ foaf:name 'Ai' ] ."
    assert records(twice, twice)["d"].canonical.triples == 5


def test_assemble__trees_that_differ_are_both_kept() -> None:
    found = records("<d> a dcat:Dataset ; dct:creator [ foaf:name 'A' ] .", "<d> dct:creator [ foaf:name 'B' ] .")
    assert found["d"].canonical.triples == 5


def test_assemble__equal_trees_under_two_properties_are_both_kept() -> None:
    found = records("<d> a dcat:Dataset ; dct:creator [ foaf:name 'A' ] .", "<d> dct:publisher [ foaf:name 'A' ] .")
    assert found["d"].canonical.triples == 5


def test_assemble__a_tree_repeated_for_one_stays_for_another() -> None:
    """The second page's contact is repeated for <d>, and still needed by <e>."""
    found = records(
        "<d> a dcat:Dataset ; dcat:contactPoint [ vcard:fn 'Hộp thư' ] .",
        "<d> dcat:contactPoint _:c . <e> a dcat:Dataset ; dcat:contactPoint _:c . _:c vcard:fn 'Hộp thư' .",
    )
    assert {name: record.canonical.triples for name, record in found.items()} == {"d": 3, "e": 3}


def test_assemble__loose_nodes_that_hang_on_different_records_are_both_kept() -> None:
    note = "<{0}> a dcat:Dataset ; dcat:distribution _:x . [] oa:hasTarget _:x ."
    rests = parts(note.format("d"), note.format("e")).rest()
    assert [rest.canonical.triples for rest in rests] == [1, 1]


def test_assemble__the_third_page_is_compared_with_the_second() -> None:
    second = "<d> dct:creator [ foaf:name 'B' ] ."
    found = records("<d> a dcat:Dataset ; dct:creator [ foaf:name 'A' ] .", second, second)
    assert found["d"].canonical.triples == 5


# ---------------------------------------------------------------- places


def test_assemble__places_are_the_documents_it_stands_in() -> None:
    found = records("<d> a dcat:Dataset .", "<e> a dcat:Dataset .", "<d> dct:title 'Một' .")
    assert found["d"].places == ("1.ttl", "3.ttl")
    assert found["e"].places == ("2.ttl",)


def test_assemble__places_of_a_record_include_those_of_its_distributions() -> None:
    found = records(
        "<x> a dcat:Distribution .", "", "<d> a dcat:Dataset ; dcat:distribution <x> .", "<x> dct:title 'X' ."
    )
    assert found["d"].places == ("1.ttl", "3.ttl", "4.ttl")


def test_assemble__a_page_that_only_repeats_is_a_place_too() -> None:
    text = "<d> a dcat:Dataset ; dct:creator [ foaf:name 'Ai' ] ."
    assert records(text, text)["d"].places == ("1.ttl", "2.ttl")


def test_assemble__one_document_is_the_place_of_all() -> None:
    assert {record.places for record in records("<d> a dcat:Dataset . [] a dcat:Dataset .").values()} == {("1.ttl",)}
