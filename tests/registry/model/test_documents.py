"""Objects out of documents: the one that was asked for, or all records; what cannot be read is told in one line."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import rdflib

import danhmuc.registry
from danhmuc.registry import (
    Agent,
    Catalog,
    CatalogedResource,
    CatalogRecord,
    Database,
    DataService,
    Dataset,
    DatasetSeries,
    Offer,
    Policy,
    Resource,
    parse_records,
    records,
)
from danhmuc.vocab.errors import DanhmucError, DocumentError, SourceUnavailableError, UsageError

PREFIXES = """
    @base <https://e.vn/> .
    @prefix : <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix dmv: <https://w3id.org/danhmuc/def#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
"""
TWO = f"{PREFIXES} :d a dcat:Dataset . :e a dcat:Dataset . :a a foaf:Organization ; foaf:name 'Sở' ."


# ---------------------------------------------------------------- one thing


def test_parse__finds_the_one_thing_of_a_class() -> None:
    one = Dataset.parse(f'{PREFIXES} :k a dcat:Catalog ; dcat:dataset :d . :d a dcat:Dataset ; dct:title "Lúa"@vi .')
    assert (one.iri, one.title) == ("https://e.vn/d", {"vi": "Lúa"})
    # With all else that the document says.
    assert Catalog.parse(one.to("turtle")).datasets == (
        Resource.parse(
            "<https://e.vn/d> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> 'Lúa'@vi ."
        ),
    )


def test_parse__finds_further_classes_of_a_noun() -> None:
    assert Agent.parse(TWO).iri == "https://e.vn/a"
    assert Policy.parse(f"{PREFIXES} :o a odrl:Offer .").iri == "https://e.vn/o"
    assert CatalogedResource.parse(f"{PREFIXES} :b a dmv:Database .").iri == "https://e.vn/b"


def test_parse__finds_a_thing_without_iri() -> None:
    one = Dataset.parse(f'{PREFIXES} [] a dcat:Dataset ; dct:title "x" .')
    assert (one.iri, one.title) == (None, {"": "x"})


def test_parse__takes_any_syntax_text_or_bytes() -> None:
    one = Dataset("https://e.vn/d", title={"vi": "Lúa"})
    for format_name in ("turtle", "xml", "json-ld", "nt", "nq", "trig"):
        text = one.to(format_name)  # type: ignore[arg-type]
        assert Dataset.parse(text) == one
        assert Dataset.parse(text.encode()) == one
    assert Dataset.parse(one.to("xml").encode("utf-16")) == one


def test_parse__a_relative_iri_is_resolved_and_told() -> None:
    one = Dataset.parse("<d> a <http://www.w3.org/ns/dcat#Dataset> .", name="feed.ttl")
    assert one.iri == "http://source.invalid/feed.ttl/d"
    assert [finding.code for finding in one.findings] == ["read:relative-iri"]


def test_parse__a_thing_asked_for_by_iri_is_seen_as_asked() -> None:
    one = Agent.parse(TWO, iri="https://e.vn/d")
    assert type(one) is Agent
    assert one.classes == ("http://www.w3.org/ns/dcat#Dataset",)


def test_read__is_parse_of_a_file(tmp_path: Path) -> None:
    one = Dataset("https://e.vn/d", title="x")
    path = tmp_path / "tệp.ttl"
    path.write_text(one.to("turtle"), encoding="utf-8")
    assert Dataset.read(path) == Dataset.read(str(path)) == one
    path.write_text(TWO, encoding="utf-8")
    assert Dataset.read(path, iri="https://e.vn/e").iri == "https://e.vn/e"
    assert [each.iri for each in records(path)] == ["https://e.vn/d", "https://e.vn/e"]


def test_from_graph__takes_a_dataset_of_graphs() -> None:
    dataset = rdflib.Dataset()
    dataset.graph(rdflib.URIRef("https://e.vn/g")).parse(data=TWO, format="turtle")
    dataset.default_graph.parse(data=f"{PREFIXES} :d dct:title 'x' .", format="turtle")
    one = Dataset.from_graph(dataset, "https://e.vn/d")
    assert one.title == {"": "x"}
    assert one.classes == ("http://www.w3.org/ns/dcat#Dataset",)


MANY = PREFIXES + " ".join(f":d{number} a dcat:Dataset ." for number in range(7))
TOLD = {
    "none": (
        lambda: Dataset.parse(f"{PREFIXES} :k a dcat:Catalog ."),
        "asked for one Dataset in text, found no dcat:Dataset there",
    ),
    "none of several classes": (
        lambda: Policy.parse(TWO, name="feed.ttl"),
        "asked for one Policy in feed.ttl, found no odrl:Policy, odrl:Agreement or odrl:Offer there",
    ),
    "several": (
        lambda: Dataset.parse(TWO),
        (
            "asked for one Dataset in text, found 2: https://e.vn/d, https://e.vn/e; name one with iri=, "
            "or take all records with records()"
        ),
    ),
    "many": (
        lambda: Dataset.parse(MANY),
        (
            "asked for one Dataset in text, found 7: https://e.vn/d0, https://e.vn/d1, https://e.vn/d2, "
            "https://e.vn/d3, https://e.vn/d4, …; name one with iri=, or take all records with records()"
        ),
    ),
    "not that one": (
        lambda: Dataset.parse(TWO, iri="https://e.vn/z"),
        "asked for https://e.vn/z in text, which says nothing of it",
    ),
    "no IRI": (lambda: Dataset.parse(TWO, iri="\ud800"), "asked for '\\ud800', which is not an IRI"),
    "no IRI either": (lambda: Dataset.parse(TWO, iri="\\x"), "asked for '\\\\x', which is not an IRI"),
    "not in the graph": (
        lambda: Dataset.from_graph(rdflib.Graph(), "https://e.vn/z"),
        "asked for https://e.vn/z in a graph of 0 triples, which says nothing of it",
    ),
    "half a character in the graph": (
        lambda: Dataset.from_graph(graph_with(rdflib.Literal("\ud800")), "https://e.vn/d"),
        "the graph holds what no RDF 1.1 document can: 'utf-8' codec can't encode character '\\ud800' in position ",
    ),
    "a variable in the graph": (
        lambda: Dataset.from_graph(graph_with(rdflib.Variable("x")), "https://e.vn/d"),
        "the graph holds what no RDF 1.1 document can: not a term of RDF 1.1: rdflib.term.Variable('x')",
    ),
    "an IRI that no line can hold": (
        lambda: Dataset.from_graph(graph_with(rdflib.Literal("x", datatype=rdflib.URIRef("urn:x\ny"))), "https://e.vn/d"),
        "the graph holds what no RDF 1.1 document can: the IRI 'urn:x\\ny'",
    ),
    "no file": (lambda: Dataset.read("gone.ttl"), "cannot open gone.ttl: No such file or directory"),
    "no file for records": (lambda: records(Path("gone.ttl")), "cannot open gone.ttl: No such file or directory"),
    "a folder": (lambda: Dataset.read("."), "cannot open .: Is a directory"),
    "no name of a file": (lambda: Dataset.read("a\0b"), "cannot open 'a\\x00b': embedded null byte"),
    "a web page": (
        lambda: Dataset.parse("<!DOCTYPE html><html><body>x</body></html>"),
        "text: an HTML page, not RDF; the location may need another address or a login",
    ),
    "nothing": (lambda: records(b""), "text: an empty file"),
    "a name for a document": (
        lambda: records("feed.ttl"),
        "records takes a document, not the name of a file; to read the file use records(Path('feed.ttl'))",
    ),
    "a name for one thing": (
        lambda: Dataset.parse("data/feed.jsonld"),
        (
            "Dataset.parse takes a document, not the name of a file; to read the file use "
            "Dataset.read('data/feed.jsonld')"
        ),
    ),
    "a fault": (lambda: records("<https://e.vn/d> a ."), "text:1:20: "),
    "half a character": (lambda: records("<https://e.vn/d> a '\ud800' ."), "text:1:21: byte 0xED "),
}  # fmt: skip


def graph_with(term: rdflib.term.Node) -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("https://e.vn/d"), rdflib.DCTERMS.title, term))
    return graph


@pytest.mark.parametrize("name", TOLD)
def test_trouble__is_told_in_one_line(name: str) -> None:
    ask, message = TOLD[name]
    with pytest.raises(DanhmucError) as caught:
        ask()
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_trouble__is_sorted_by_what_to_do_next() -> None:
    with pytest.raises(UsageError):
        Dataset.parse(TWO)
    with pytest.raises(SourceUnavailableError):
        Dataset.read("gone.ttl")
    with pytest.raises(DocumentError) as caught:
        Dataset.parse("<html>", name="page")
    assert (caught.value.place, caught.value.code) == ("page", "read:html")


# ---------------------------------------------------------------- nouns


NOUNS_OF = {
    "dcat:Dataset": Dataset,
    "dcat:DatasetSeries": DatasetSeries,
    "dcat:DataService": DataService,
    "dcat:Catalog": Catalog,
    "dmv:Database": Database,
    "dcat:Dataset , dcat:DatasetSeries": DatasetSeries,
    "dcat:DatasetSeries , dcat:Dataset": DatasetSeries,
    "dcat:Catalog , dcat:Dataset": Catalog,
    "dcat:Dataset , dmv:Database": Database,
    "dcat:Dataset , :Own , foaf:Agent": Dataset,
}


@pytest.mark.parametrize("classes", NOUNS_OF)
def test_noun__of_a_record_is_the_most_telling_one(classes: str) -> None:
    text = f"{PREFIXES} :d a {classes} . :r a dcat:CatalogRecord ; foaf:primaryTopic :d ; :p :d ."
    (one,) = records(text)
    assert type(one) is NOUNS_OF[classes]
    # The same wherever it is met, whatever was imported before.
    record = CatalogRecord.parse(text)
    assert type(record.primary_topic) is NOUNS_OF[classes]


def test_noun__of_a_nested_thing_is_what_it_is_said_to_be() -> None:
    one = Dataset.parse(
        f"{PREFIXES} :d a dcat:Dataset ; odrl:hasPolicy :c , :o , :b ; :see :d2 , :a , :z . :c a odrl:Policy . "
        ":o a odrl:Offer , odrl:Policy . :b a odrl:Policy , odrl:Offer . :d2 a dcat:Dataset . :a a foaf:Agent .",
        iri="https://e.vn/d",
    )
    assert [type(policy) for policy in one.policies] == [Offer, Policy, Offer]
    assert [type(thing) for thing in one.extra["https://e.vn/see"]] == [Agent, Dataset, Resource]


def test_noun__of_a_thing_said_to_be_something_else_is_the_expected_one() -> None:
    one = Dataset.parse(f"{PREFIXES} :d a dcat:Dataset ; dct:publisher :x . :x a dcat:Distribution .")
    assert type(one.publisher) is Agent


# ---------------------------------------------------------------- all records


def test_records__carry_what_they_reach_and_no_other_record() -> None:
    found = records(
        f"""{PREFIXES}
        :k a dcat:Catalog ; dcat:dataset :d , :e ; dct:publisher :a .
        :d a dcat:Dataset ; dct:publisher :a ; dct:isPartOf :b ; dcat:contactPoint _:c .
        :e a dcat:Dataset ; dct:publisher :a ; dcat:contactPoint _:c .
        :a foaf:name "Sở" . _:c :p 1 . :b a dmv:Database ; dct:title "CSDL" . :z :p 1 .
        """
    )
    assert [(type(one), str(one.iri)[-1]) for one in found] == [
        (Catalog, "k"),
        (Dataset, "d"),
        (Dataset, "e"),
        (Database, "b"),
    ]
    k, d, e, b = found
    assert isinstance(k, Catalog)
    assert [one.canonical.triples for one in found] == [5, 6, 5, 2]
    assert k.datasets == (d, e)
    assert d.publisher == e.publisher == k.publisher
    # Seen through it, another record is there; it is not carried.
    assert d.is_part_of[0].title == {"": "CSDL"}
    assert d.is_part_of == (b,)


def test_records__without_iri_stay_without() -> None:
    (one, _) = records(f"{PREFIXES} :k a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dct:title 'x' ] .")[::-1]
    assert (one.iri, one.title) == (None, {"": "x"})


def test_records__have_the_findings_that_name_them() -> None:
    found = records(f"{PREFIXES} :d a dcat:Dataset ; dct:relation <x\\u0020y> . :e a dcat:Dataset .")
    assert [[finding.code for finding in one.findings] for one in found] == [["read:iri-escaped"], []]


def test_records__let_go_of_what_nobody_holds() -> None:
    found = records(TWO)
    gone = weakref.ref(found[1])
    del found[1]
    gc.collect()
    assert gone() is None
    assert [one.iri for one in found] == ["https://e.vn/d"]


def samples() -> list[Path]:
    folder = Path(str(danhmuc.registry.__file__)).with_name("samples")
    return sorted(path for path in folder.iterdir() if path.suffix in (".ttl", ".rdf", ".jsonld"))


def held(name: str, folder: Path) -> list[Path]:
    """Real documents of RDF."""
    return sorted(path for path in (folder / name).rglob("*") if path.suffix in (".trig", ".ttl", ".rdf", ".jsonld"))


def lines(ones: Iterable[bytes]) -> set[str]:
    """All lines without blank nodes, which each graph names anew."""
    return {line for nquads in ones for line in nquads.decode().split("\n") if "_:c14n" not in line}


def assert_all_is_there(paths: list[Path]) -> None:
    """Objects and records of each document are the same things, and no triple of a record is lost."""
    assert paths
    for path in paths:
        kept = parse_records(path.read_bytes(), name=path.name)
        objects = records(path)
        by_iri = {one.iri: one for one in objects if one.iri is not None}
        described = {record.iri: record for record in kept if record.role == "record"}
        minted = {iri for iri in described if iri.startswith("https://w3id.org/danhmuc/id/")}
        assert by_iri.keys() == described.keys() - minted
        assert len(objects) == len(described)
        for iri, one in by_iri.items():
            own, all_of_it = lines([described[iri].canonical.nquads]), lines([one.canonical.nquads])
            assert {line for line in own if not any(f"<{each}>" in line for each in minted)} <= all_of_it
            assert one.canonical.triples >= described[iri].canonical.triples
            if one.canonical.triples == described[iri].canonical.triples:
                assert one.digest == described[iri].digest
            back = type(one).parse(one.to("nt"), iri=iri, name="x.nt")
            assert back == one


@pytest.mark.parametrize("name", ["belgium", "w3c-dcat3", "dcat-ap-es"])
def test_records__of_real_documents_lose_nothing(name: str, test_data: Path) -> None:
    assert_all_is_there(held(name, test_data))


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.name)
def test_records__of_our_samples_lose_nothing(path: Path) -> None:
    assert_all_is_there([path])


def test_records__that_carry_their_own_graph_only_have_the_digest_of_the_record() -> None:
    text = f"{PREFIXES} :d a dcat:Dataset ; dct:title 'x' ; dcat:distribution :x ; :p [ :q 1 ] . :x dct:title 'y' ."
    (one,) = records(text)
    (record,) = parse_records(text)
    assert one.digest == record.digest


# ---------------------------------------------------------------- what is no document


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda: Dataset.parse(5), "Dataset.parse takes a text or bytes; found 5"),
        (lambda: Dataset.parse(None), "Dataset.parse takes a text or bytes; found None"),
        (lambda: Dataset.parse(Path("x.ttl")), f"Dataset.parse takes a text or bytes; found {Path('x.ttl')!r}"),
        (lambda: Dataset.parse("<urn:a> <urn:b> 1 .", iri=5), "asked for 5, which is not an IRI"),
        (lambda: Dataset.read(5), "Dataset.read takes a path; found 5"),
        (lambda: Dataset.read(b"x.ttl"), "Dataset.read takes a path; found b'x.ttl'"),
        (lambda: records(5), "records takes a text, bytes or a Path; found 5"),
        (lambda: records(None), "records takes a text, bytes or a Path; found None"),
        (lambda: Dataset.from_graph(5, "https://e.vn/d"), "Dataset.from_graph takes an rdflib graph; found 5"),
        (lambda: Dataset.from_graph("x", "https://e.vn/d"), "Dataset.from_graph takes an rdflib graph; found 'x'"),
        (lambda: Dataset.from_graph(rdflib.Graph(), 5), "asked for 5, which is not an IRI"),
        (lambda: Dataset().diff(5), "Dataset.diff takes another object; found 5"),
        (lambda: Dataset().diff(None), "Dataset.diff takes another object; found None"),
        (lambda: Dataset().values(5), "Dataset.values takes the name of a field or property; found 5"),
    ],
)
def test_wrong_types__are_told_in_one_line(ask: Callable[[], object], told: str) -> None:
    with pytest.raises(UsageError) as caught:
        ask()
    assert str(caught.value) == told
