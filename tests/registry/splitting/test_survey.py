"""What is a record, what a node record, what the rest: by class, by name, and by what points at it."""

from __future__ import annotations

import pytest

from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.splitting import Split, assemble, split
from danhmuc.vocab.reading import read_document

PREFIXES = """
    @base <https://e.vn/> .
    @prefix as: <https://www.w3.org/ns/activitystreams#> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix dmv: <https://w3id.org/danhmuc/def#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
    @prefix ldes: <https://w3id.org/ldes#> .
    @prefix tree: <https://w3id.org/tree#> .
"""


def parts(turtle: str) -> Split:
    data = (PREFIXES + turtle).encode()
    return split(assemble([read_document(data, place="feed.ttl", base="https://e.vn/")]), IriSpace(source="test"))


def roles(turtle: str) -> dict[str, str]:
    """The role of each description, minted IRIs shortened."""
    return {
        pending.iri.removeprefix("https://e.vn/") if "/id/test/" not in pending.iri else "minted": pending.role
        for pending in parts(turtle).records()
    }


def rest(turtle: str) -> int:
    return sum(rest.canonical.triples for rest in parts(turtle).rest())


# ---------------------------------------------------------------- IRIs


@pytest.mark.parametrize(
    "listed", ["dcat:Dataset", "dcat:DatasetSeries", "dcat:DataService", "dcat:Catalog", "dmv:Database"]
)
def test_survey__an_iri_of_a_record_class_is_a_record(listed: str) -> None:
    assert roles(f"<x> a {listed} .") == {"x": "record"}


@pytest.mark.parametrize("listed", ["dcat:Distribution", "dcat:Resource", "foaf:Agent", "dct:Location", "<Lớp>"])
def test_survey__an_iri_of_another_class_is_a_node_record(listed: str) -> None:
    assert roles(f"<x> a {listed} .") == {"x": "node"}


def test_survey__an_iri_without_class_is_a_node_record() -> None:
    assert roles('<x> dct:title "Gì đó" .') == {"x": "node"}


def test_survey__two_record_classes_make_one_record() -> None:
    assert roles("<x> a dcat:Catalog , dcat:Dataset .") == {"x": "record"}


def test_survey__a_record_class_comes_before_others() -> None:
    assert roles("<x> a foaf:Document , dcat:CatalogRecord , tree:Relation , dcat:Dataset .") == {"x": "record"}


def test_survey__a_class_of_dcat_of_another_space_is_no_record() -> None:
    assert roles("<x> a <http://www.w3.org/ns/dcat/Dataset> .") == {"x": "node"}


def test_survey__an_iri_that_is_only_named_is_nothing() -> None:
    assert roles("<x> a dcat:Dataset ; dct:publisher <a> ; dct:relation <y> .") == {"x": "record"}


# ---------------------------------------------------------------- blank nodes


@pytest.mark.parametrize("way", ["dcat:dataset", "dcat:service", "dcat:catalog"])
@pytest.mark.parametrize("listed", ["dcat:Dataset", "dcat:DataService", "dcat:Catalog", "dmv:Database"])
def test_survey__a_blank_record_class_that_a_catalogue_lists_is_a_record(way: str, listed: str) -> None:
    assert roles(f"<k> a dcat:Catalog ; {way} [ a {listed} ] .") == {"k": "record", "minted": "record"}


@pytest.mark.parametrize(
    "way", ["dct:source", "dct:relation", "dcat:accessService", "dcat:record", "dcat:servesDataset"]
)
def test_survey__a_blank_record_class_under_another_property_is_none(way: str) -> None:
    assert roles(f"<x> a dcat:Dataset ; {way} [ a dcat:Dataset ] .") == {"x": "record"}


def test_survey__a_blank_record_class_that_nothing_points_at_is_a_record() -> None:
    assert roles('[] a dcat:Dataset ; dct:title "Một mình" .') == {"minted": "record"}


def test_survey__a_blank_record_that_points_at_itself_is_a_record() -> None:
    assert roles("_:d a dcat:Dataset ; dct:isReplacedBy _:d .") == {"minted": "record"}


def test_survey__a_listed_blank_record_stays_one_whatever_else_points_at_it() -> None:
    assert (
        roles("<k> dcat:dataset _:d . <x> a dcat:Dataset ; dct:source _:d . _:d a dcat:Dataset .")["minted"] == "record"
    )


def test_survey__a_listed_blank_node_without_class_is_no_record() -> None:
    found = roles('<k> a dcat:Catalog ; dcat:dataset [ dct:title "?" ] .')
    assert found == {"k": "record", "minted": "node"}, "nor is it part of the catalogue"


def test_survey__a_blank_node_of_another_class_that_nothing_points_at_is_rest() -> None:
    turtle = '[] a foaf:Agent ; foaf:name "Ai" .'
    assert roles(turtle) == {}
    assert rest(turtle) == 2


def test_survey__blank_records_that_only_point_at_each_other_are_rest() -> None:
    turtle = "_:a a dcat:Dataset ; dct:hasVersion _:b . _:b a dcat:Dataset ; dct:isVersionOf _:a ."
    assert roles(turtle) == {}
    assert rest(turtle) == 4


# ---------------------------------------------------------------- catalog records


def test_survey__a_catalog_record_of_a_record_goes_with_it() -> None:
    turtle = "<r> a dcat:CatalogRecord ; foaf:primaryTopic <x> . <x> a dcat:Dataset ."
    assert roles(turtle) == {"r": "catalog-record", "x": "record"}


@pytest.mark.parametrize("way", ["<k> a dcat:Catalog ; dcat:record", "<x> foaf:isPrimaryTopicOf"])
def test_survey__a_blank_catalog_record_is_one_too(way: str) -> None:
    turtle = f"<x> a dcat:Dataset . {way} [ a dcat:CatalogRecord ; foaf:primaryTopic <x> ] ."
    assert roles(turtle)["minted"] == "catalog-record"


def test_survey__a_blank_catalog_record_that_nothing_points_at_is_one_too() -> None:
    assert roles("<x> a dcat:Dataset . [] a dcat:CatalogRecord ; foaf:primaryTopic <x> .")["minted"] == "catalog-record"


def test_survey__a_blank_catalog_record_under_another_property_stays_where_it_is() -> None:
    turtle = "<x> a dcat:Dataset ; dct:source [ a dcat:CatalogRecord ; foaf:primaryTopic <x> ] ."
    assert roles(turtle) == {"x": "record"}


@pytest.mark.parametrize("topic", ["<elsewhere>", "<a>", '"x"', "[ a dcat:Dataset ]", "<x> , <y>"])
def test_survey__a_catalog_record_of_no_one_record_is_a_node_record(topic: str) -> None:
    turtle = f"""<r> a dcat:CatalogRecord ; foaf:primaryTopic {topic} .
        <a> a foaf:Agent . <x> a dcat:Dataset . <y> a dcat:Dataset ."""
    assert roles(turtle)["r"] == "node"


def test_survey__a_catalog_record_without_topic_is_a_node_record() -> None:
    assert roles('<r> a dcat:CatalogRecord ; dct:title "Của ai?" .') == {"r": "node"}


# ---------------------------------------------------------------- the rest


@pytest.mark.parametrize(
    "listed",
    [
        *("tree:Node", "tree:Relation", "ldes:EventStream", "as:Create", "hydra:PagedCollection"),
        *("<http://www.w3.org/ns/activitystreams#Delete>", "<https://www.w3.org/ns/hydra/core#Collection>"),
        "tree:Node , ldes:EventStream",
    ],
)
def test_survey__paging_and_streams_are_rest(listed: str) -> None:
    turtle = f"<p> a {listed} ; dct:title 'Trang' ."
    assert roles(turtle) == {}
    assert rest(turtle) == 2 + listed.count(",")


PAGED = [
    ("<k> a dcat:Catalog ; hydra:view [ a hydra:PartialCollectionView ; hydra:next <p2> ] .", {"k": "record"}, 3),
    ("<k> a dcat:Catalog , hydra:Collection ; hydra:totalItems 2 ; hydra:member <x> .", {"k": "record"}, 3),
    (
        "<k> a dcat:Catalog , <https://www.w3.org/ns/hydra/core#PagedCollection> ; hydra:firstPage <p> .",
        {"k": "record"},
        2,
    ),
    ("[] a dcat:Catalog ; hydra:view [ hydra:next <p2> ] .", {"minted": "record"}, 2),
    ("<x> a dcat:Dataset ; foaf:page [ a hydra:PagedCollection ; hydra:nextPage <p2> ] .", {"x": "record"}, 3),
    ("<x> a dcat:Dataset ; ldes:versionOfPath dct:isVersionOf ; tree:view <p> .", {"x": "record"}, 2),
    ("<a> a foaf:Agent ; tree:member <x> .", {"a": "node"}, 1),
    ("<p> tree:relation [ tree:node <p2> ] .", {}, 2),
    ("<p> hydra:next <p2> . <p2> hydra:previous <p> .", {}, 2),
    ("<p> a tree:Node ; tree:member [ a dcat:Dataset ; dct:title 'Tập' ] .", {"minted": "record"}, 2),
    ("<s> a ldes:EventStream , dcat:Dataset ; dct:title 'Dòng' ; tree:view <p> .", {}, 4),
    ("<p> a tree:Node , dcat:Dataset , dcat:Resource ; dct:title 'Trang' .", {}, 4),
    ("<s> a ldes:EventStream , dcat:DataService .", {}, 2),
    ("<x> a dcat:Dataset ; dcat:distribution <d> . <d> a dcat:Distribution ; hydra:next <p> .", {"x": "record"}, 1),
    ("<x> a dcat:Dataset ; dcat:distribution [ a dcat:Distribution ; hydra:next <p> ] .", {"x": "record"}, 0),
    (
        "<k> a dcat:Catalog ; dcat:dataset <x> . <x> a dcat:Dataset , tree:Collection .",
        {"k": "record", "x": "record"},
        1,
    ),
]


@pytest.mark.parametrize(("turtle", "expected", "triples"), PAGED)
def test_survey__paging_triples_are_rest_whoever_states_them(
    turtle: str, expected: dict[str, str], triples: int
) -> None:
    assert (roles(turtle), rest(turtle)) == (expected, triples)


def test_survey__a_page_that_shows_a_contact_leaves_it_to_no_record_alone() -> None:
    turtle = "<x> a dcat:Dataset ; dcat:contactPoint _:c ; tree:member _:c . _:c foaf:name 'Hộp thư' ."
    assert (roles(turtle), rest(turtle)) == ({"x": "record", "minted": "node"}, 1)


def test_survey__a_stream_that_is_also_a_catalogue_is_a_record() -> None:
    assert roles("<k> a ldes:EventStream , dcat:Catalog .") == {"k": "record"}


def test_survey__an_agent_that_is_also_of_a_stream_vocabulary_is_a_node_record() -> None:
    assert roles("<a> a foaf:Agent , as:Organization .") == {"a": "node"}


# ---------------------------------------------------------------- whether it is DCAT at all


@pytest.mark.parametrize(
    "turtle", ["<x> a dcat:Distribution .", "[] a dcat:Dataset .", "<x> dct:source [ a dcat:Dataset ] ."]
)
def test_survey__any_class_of_dcat_speaks_dcat(turtle: str) -> None:
    assert parts(turtle).speaks_dcat


@pytest.mark.parametrize("turtle", ["<x> a foaf:Agent .", "<x> dcat:dataset <y> .", "<p> a tree:Node .", ""])
def test_survey__without_a_class_of_dcat_it_does_not(turtle: str) -> None:
    assert not parts(turtle + "<x> dct:title 'x' .").speaks_dcat
