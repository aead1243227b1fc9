"""IRIs for resources without one: from what names them, the same on every run, and apart where names are not."""

from __future__ import annotations

import hashlib

import pytest

from danhmuc.registry.record.record import IriSpace, SourceRecord
from danhmuc.registry.splitting import assemble, split
from danhmuc.vocab.reading import read_document

PREFIXES = """
    @base <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""
SPACE = IriSpace(source="sở ban", base="https://dulieu.vn/id/")


def minted(*turtle: str, space: IriSpace = SPACE) -> list[SourceRecord]:
    """The descriptions that got their IRI here; each text is a document."""
    documents = [
        read_document((PREFIXES + text).encode(), place=f"{number}.ttl", base="https://e.vn/")
        for number, text in enumerate(turtle)
    ]
    made = [pending.make() for pending in split(assemble(documents), space).records()]
    return [record for record in made if record.iri.startswith(space.minted_iri(""))]


def iri_of(*turtle: str) -> str:
    (record,) = minted(*turtle)
    return record.iri


def iri_from(key: str) -> str:
    return SPACE.minted_iri(hashlib.sha256(key.encode()).hexdigest())


def dataset(description: str) -> str:
    return f"<k> a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; {description} ] ."


# ---------------------------------------------------------------- the form of an IRI


def test_mint__iri_is_base_and_source_and_sixteen_digits() -> None:
    iri = iri_of(dataset("dct:identifier 'A-1'"))
    start = "https://dulieu.vn/id/s%E1%BB%9F%20ban/"
    assert iri.startswith(start)
    assert len(iri) == len(start) + 16
    assert set(iri.removeprefix(start)) <= set("0123456789abcdef")


def test_mint__iri_is_the_digest_of_its_key() -> None:
    assert iri_of(dataset("dct:identifier 'A-1'")) == iri_from('record\nidentifier\n"A-1"')


def test_mint__another_source_mints_another_iri() -> None:
    text = dataset("dct:identifier 'A-1'")
    assert minted(text)[0].iri != minted(text, space=IriSpace(source="sở khác"))[0].iri


# ---------------------------------------------------------------- what it is made from

SOURCES = {
    "identifier": "dct:identifier 'A-1'",
    "landing page": "dcat:landingPage <trang>",
    "download": "dcat:distribution [ dcat:downloadURL <a.csv> ]",
    "title": "dct:title 'Không khí'@vi",
    "content": "dct:description 'Chỉ mô tả'",
}


@pytest.mark.parametrize(("source", "description"), SOURCES.items(), ids=SOURCES.keys())
def test_mint__finding_tells_what_it_was_made_from(source: str, description: str) -> None:
    (record,) = minted(dataset(description))
    assert [(finding.code, finding.value) for finding in record.findings] == [("split:minted-iri", source)]


@pytest.mark.parametrize("source", [source for source in SOURCES if source != "content"])
def test_mint__iri_stays_when_the_rest_of_the_description_changes(source: str) -> None:
    first = dataset(SOURCES[source] + "; dct:modified '2026-01-01'")
    second = dataset(SOURCES[source] + "; dct:modified '2026-02-02' ; dct:creator [ foaf:name 'Ai' ]")
    assert iri_of(first) == iri_of(second)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("identifier", "landing page"),
        ("landing page", "download"),
        ("download", "title"),
        ("title", "content"),
    ],
)
def test_mint__the_best_name_is_taken(better: str, worse: str) -> None:
    assert iri_of(dataset(f"{SOURCES[worse]} ; {SOURCES[better]}")) == iri_of(dataset(SOURCES[better]))


def test_mint__of_several_identifiers_the_first_in_the_alphabet_counts() -> None:
    assert iri_of(dataset("dct:identifier 'B', 'A'")) == iri_of(dataset("dct:identifier 'A'"))


def test_mint__two_downloads_name_nothing() -> None:
    (record,) = minted(dataset("dct:title 'T' ; dcat:distribution [ dcat:downloadURL <a.csv> , <b.csv> ]"))
    assert record.findings[0].value == "title"


def test_mint__one_download_of_two_distributions_names_it() -> None:
    (record,) = minted(dataset("dcat:distribution [ dcat:downloadURL <a.csv> ] , [ dcat:downloadURL <a.csv> ]"))
    assert record.findings[0].value == "download"


def test_mint__the_download_of_a_named_distribution_counts() -> None:
    (record,) = minted(dataset("dcat:distribution <x>") + "<x> a dcat:Distribution ; dcat:downloadURL <a.csv> .")
    assert record.findings[0].value == "download"


@pytest.mark.parametrize("way", ["dct:identifier", "dcat:landingPage", "dcat:downloadURL", "dct:title"])
def test_mint__a_blank_node_names_nothing(way: str) -> None:
    """Its label is another on every run."""
    (record,) = minted(dataset(f"{way} [ a foaf:Document ]"))
    assert record.findings[0].value == "content"


def test_mint__one_title_of_two_publishers_is_two_keys() -> None:
    text = dataset("dct:title 'Dân số' ; dct:publisher <a>") + dataset("dct:title 'Dân số' ; dct:publisher <b>")
    assert all(len(record.findings) == 1 for record in minted(text))


def test_mint__a_blank_publisher_is_known_by_its_name() -> None:
    publisher = "dct:title 'Dân số' ; dct:publisher [ a foaf:Agent ; foaf:name '{}' ]"
    text = dataset(publisher.format("Cục A")) + dataset(publisher.format("Cục B"))
    assert all(len(record.findings) == 1 for record in minted(text))


def test_mint__content_is_a_last_resort_that_warns() -> None:
    assert [finding.severity for finding in minted(dataset("dct:description 'Chỉ mô tả'"))[0].findings] == ["warning"]


def test_mint__content_includes_the_blank_nodes_below() -> None:
    text = dataset("dct:creator [ foaf:name '{}' ]")
    assert iri_of(text.format("Ai")) != iri_of(text.format("Khác"))


def test_mint__content_does_not_depend_on_names_of_blank_nodes() -> None:
    text = "<k> a dcat:Catalog ; dcat:dataset _:{0} . _:{0} a dcat:Dataset ; dct:creator _:{1} . _:{1} foaf:name 'Ai' ."
    assert iri_of(text.format("a", "b")) == iri_of(text.format("z", "c"))


# ---------------------------------------------------------------- catalog records

CATALOG_RECORD = (
    "<k> a dcat:Catalog ; dcat:record [ a dcat:CatalogRecord ; foaf:primaryTopic {} ; dct:modified '{}' ] ."
)


def test_mint__a_catalog_record_is_known_by_its_topic() -> None:
    known = "<d> a dcat:Dataset ."
    first = iri_of(known + CATALOG_RECORD.format("<d>", "2026-01-01"))
    assert first == iri_of(known + CATALOG_RECORD.format("<d>", "2026-02-02"))


def test_mint__a_catalog_record_is_known_by_a_topic_without_iri_too() -> None:
    known = "<k> dcat:dataset _:d . _:d a dcat:Dataset ; dct:identifier 'A-1' ."
    first = [record.iri for record in minted(known + CATALOG_RECORD.format("_:d", "2026-01-01"))]
    assert first == [record.iri for record in minted(known + CATALOG_RECORD.format("_:d", "2026-02-02"))]


def test_mint__a_dataset_and_its_catalog_record_with_one_identifier_are_two() -> None:
    text = """<k> a dcat:Catalog ; dcat:dataset _:d ; dcat:record _:r . _:d a dcat:Dataset ; dct:identifier 'A-1' .
        _:r a dcat:CatalogRecord ; foaf:primaryTopic _:d ; dct:identifier 'A-1' ."""
    found = minted(text)
    assert [record.role for record in found] == ["catalog-record", "record"]
    assert all(len(record.findings) == 1 for record in found)


# ---------------------------------------------------------------- collisions

TWO = dataset("dct:identifier 'A-1' ; dct:title 'Một'") + dataset("dct:identifier 'A-1' ; dct:title 'Hai'")
ALIKE = dataset("dct:title 'Như nhau'") + dataset("dct:title 'Như nhau'")


@pytest.mark.parametrize("text", [TWO, ALIKE, ALIKE + ALIKE], ids=["different", "alike", "four alike"])
def test_mint__resources_with_one_key_stay_apart(text: str) -> None:
    found = minted(text)
    assert len({record.iri for record in found}) == len(found) == text.count("dct:title")


def test_mint__a_collision_is_reported_on_whoever_does_not_have_the_plain_iri() -> None:
    plain = iri_from('record\nidentifier\n"A-1"')
    reported = {record.iri: [finding.code for finding in record.findings] for record in minted(TWO)}
    assert reported.pop(plain) == ["split:minted-iri"]
    assert list(reported.values()) == [["split:minted-iri", "split:minted-collision"]]


def test_mint__in_a_collision_order_does_not_decide() -> None:
    other = dataset("dct:identifier 'A-1' ; dct:title 'Hai'") + dataset("dct:identifier 'A-1' ; dct:title 'Một'")
    assert {record.iri: record.digest for record in minted(TWO)} == {
        record.iri: record.digest for record in minted(other)
    }


def test_mint__in_a_collision_names_keep_an_iri_when_content_changes() -> None:
    changed = TWO.replace("'Hai'", "'Hai' ; dct:modified '2026-01-01'")
    changed = changed.replace("'Một'", "'Một' ; dct:modified '2026-02-02'")
    assert [record.iri for record in minted(TWO)] == [record.iri for record in minted(changed)]


def test_mint__in_a_collision_of_shared_nodes_those_that_share_decide() -> None:
    text = """<d1> a dcat:Dataset ; dct:publisher _:a . <d2> a dcat:Dataset ; dct:publisher _:a . _:a foaf:name 'Sở' .
        <d3> a dcat:Dataset ; dct:publisher _:b . <d4> a dcat:Dataset ; dct:publisher _:b . _:b foaf:name 'Sở' ."""
    other = text.replace("d1", "x").replace("d2", "y").replace("d3", "d1").replace("d4", "d2")
    other = other.replace("x>", "d3>").replace("y>", "d4>")
    assert sharing(text) == sharing(other)


def sharing(turtle: str) -> set[tuple[str, str]]:
    """Which dataset names which publisher."""
    document = read_document((PREFIXES + turtle).encode(), place="feed.ttl", base="https://e.vn/")
    made = [pending.make() for pending in split(assemble([document]), SPACE).records()]
    return {(record.iri, record.digest) for record in made if record.role == "record"}


# ---------------------------------------------------------------- who uses it


def test_mint__whoever_points_at_it_names_it() -> None:
    text = (
        dataset("dct:identifier 'A-1'")
        + "<e> a dcat:Dataset ; dct:relation _:d . <k> dcat:dataset _:d . _:d a dcat:Dataset ."
    )
    document = read_document((PREFIXES + text).encode(), place="feed.ttl", base="https://e.vn/")
    made = {pending.iri: pending.make() for pending in split(assemble([document]), SPACE).records()}
    (relation,) = [quad.object.value for quad in made["https://e.vn/e"].quads if "relation" in quad.predicate.value]  # type: ignore[union-attr]
    assert relation in made


def test_mint__it_names_itself() -> None:
    (record,) = minted(dataset("dct:identifier 'A-1'"))
    assert record.canonical.nquads.startswith(f"<{record.iri}> ".encode())


def test_mint__nothing_is_minted_for_what_stays_in_its_holder() -> None:
    assert minted("<d> a dcat:Dataset ; dct:source [ a dcat:Dataset ; dct:identifier 'A-1' ] .") == []


def test_mint__nothing_is_minted_for_the_rest() -> None:
    assert minted("[] a foaf:Agent ; foaf:name 'Ai' .") == []
