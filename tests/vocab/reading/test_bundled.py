"""Documents that name a well-known context are read as that context says, and nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest

from danhmuc.vocab import namespaces
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.prefixes import shorten
from danhmuc.vocab.reading import Document, contexts, read_document
from danhmuc.vocab.reading.bundled import BUNDLED
from danhmuc.vocab.reading.bundled.definitions import by_language, classes, iri, link, literal, words

SEMIC = "https://semiceu.github.io/DCAT-AP/releases/"
AP_3_0_0 = SEMIC + "3.0.0/context/dcat-ap.jsonld"
AP_3_0_1 = SEMIC + "3.0.1/context/dcat-ap.jsonld"
HVD_2_2_0 = SEMIC + "2.2.0-hvd/context/hvd.jsonld"
HVD_3_0_0 = SEMIC + "3.0.0-hvd/context/hvd.jsonld"
DCAT_US = "https://raw.githubusercontent.com/DOI-DO/dcat-us/main/context/dcat-us-3.0.jsonld"
POD = "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld"
SCHEMA = "https://schema.org"
W3C = "https://www.w3.org/ns/dcat.jsonld"


def read(value: object) -> Document:
    return read_document(json.dumps(value).encode(), place="a.jsonld", base="http://b.example/")


def triples(value: object) -> list[str]:
    """What the document says, one short line each, without findings."""
    document = read(value)
    assert document.findings == ()
    return sorted(
        shorten(f"{subject} {predicate} {term} .")
        for subject, pairs in document.descriptions.items()
        for predicate, term in pairs
    )


def test_bundled__lists_what_is_at_hand() -> None:
    assert list(BUNDLED) == sorted([AP_3_0_0, AP_3_0_1, HVD_2_2_0, HVD_3_0_0, DCAT_US, POD, SCHEMA + "/", W3C])
    assert len(BUNDLED) == 8


def test_dcat_ap__is_read() -> None:
    catalogue = {
        "@context": AP_3_0_1,
        "@id": "http://x/c",
        "@type": "Catalogue",
        "title": {"@value": "Danh mục", "@language": "vi"},
        "releaseDate": {"@value": "2026", "@type": "http://www.w3.org/2001/XMLSchema#gYear"},
        "applicableLegislation": "http://x/law",
        "dataset": [
            {
                "@id": "http://x/d",
                "@type": "Dataset",
                "title": ["Lúa"],
                "frequency": "http://x/monthly",
                "spatialResolution": "1.50",
                "inSeries": "http://x/s",
                "datasetDistribution": {
                    "@id": "http://x/f",
                    "@type": "Distribution",
                    "byteSize": "0",
                    "accessUrl": "u",
                },
            }
        ],
    }
    assert triples(catalogue) == [
        "<http://x/c> a dcat:Catalog",
        "<http://x/c> dcat:dataset <http://x/d>",
        "<http://x/c> dcatap:applicableLegislation <http://x/law>",
        '<http://x/c> dct:issued "2026"^^xsd:gYear',
        '<http://x/c> dct:title "Danh mục"@vi',
        "<http://x/d> a dcat:Dataset",
        "<http://x/d> dcat:distribution <http://x/f>",
        "<http://x/d> dcat:inSeries <http://x/s>",
        '<http://x/d> dcat:spatialResolutionInMeters "1.50"^^xsd:decimal',
        "<http://x/d> dct:accrualPeriodicity <http://x/monthly>",
        '<http://x/d> dct:title "Lúa"',
        "<http://x/f> a dcat:Distribution",
        "<http://x/f> dcat:accessURL <http://b.example/u>",
        '<http://x/f> dcat:byteSize "0"^^xsd:nonNegativeInteger',
    ]


def test_dcat_ap__each_release_has_its_own_words() -> None:
    series = {
        "@id": "http://x/s",
        "@type": "DatasetSeries",
        "first": "http://x/d",
        "applicableLegislation": "http://x/l",
    }
    assert [finding.value for finding in read({"@context": AP_3_0_0, **series}).findings] == ["applicableLegislation"]
    assert [finding.value for finding in read({"@context": AP_3_0_1, **series}).findings] == ["first"]


def test_dcat_ap__words_are_those_of_the_class() -> None:
    document = read({"@context": AP_3_0_1, "@id": "http://x/d", "title": "x"})
    assert [finding.code for finding in document.findings] == ["read:undefined-key"]


def test_hvd__older_release_is_read() -> None:
    service = {"@id": "http://x/s", "@type": "DataService", "hvdCategory": "http://x/h", "endpointUrl": "http://x/e"}
    assert triples({"@context": HVD_2_2_0, **service}) == [
        "<http://x/s> a dcat:DataService",
        "<http://x/s> dcat:endpointURL <http://x/e>",
        "<http://x/s> dcatap:hvdCategory <http://x/h>",
    ]


def test_hvd__newer_release_is_read() -> None:
    dataset = {
        "@id": "http://x/d",
        "@type": "Dcat:Dataset",
        "dcatap:hvdCategory": "http://x/h",
        "dcat:distribution": {"@type": "dcat:Distribution", "@id": "http://x/f", "dct:license": "http://x/l"},
    }
    assert triples({"@context": HVD_3_0_0, **dataset}) == [
        "<http://x/d> a dcat:Dataset",
        "<http://x/d> dcat:distribution <http://x/f>",
        "<http://x/d> dcatap:hvdCategory <http://x/h>",
        "<http://x/f> a dcat:Distribution",
        "<http://x/f> dct:license <http://x/l>",
    ]


@pytest.mark.parametrize("prefix", ["", "dcat:"])
def test_dcat_us__is_read(prefix: str) -> None:
    dataset = {
        "@id": "http://x/d",
        "@type": f"{prefix}Dataset",
        "titleMap": {"en": "Rice", "vi": ["Lúa"]},
        "purpose": "to know",
        "image": "http://x/i.png",
        "temporalResolution": "P1D",
        "distribution": {"@id": "http://x/f", "@type": f"{prefix}Distribution", "characterEncoding": "UTF-8"},
    }
    assert triples({"@context": DCAT_US, **dataset}) == [
        "<http://x/d> <https://schema.org/image> <http://x/i.png>",
        "<http://x/d> a dcat:Dataset",
        '<http://x/d> dcat-us:purpose "to know"',
        "<http://x/d> dcat:distribution <http://x/f>",
        '<http://x/d> dcat:temporalResolution "P1D"^^xsd:duration',
        '<http://x/d> dct:title "Lúa"@vi',
        '<http://x/d> dct:title "Rice"@en',
        "<http://x/f> a dcat:Distribution",
        '<http://x/f> cnt:characterEncoding "UTF-8"',
    ]


def test_dcat_us__a_title_is_a_job_in_a_contact() -> None:
    contact = {"@context": DCAT_US, "@id": "http://x/k", "@type": "Contact", "title": "Trưởng phòng", "fn": "An"}
    assert triples(contact) == [
        "<http://x/k> a vcard:Contact",
        '<http://x/k> vcard:fn "An"',
        '<http://x/k> vcard:title "Trưởng phòng"',
    ]


def test_project_open_data__one_dataset_is_read() -> None:
    dataset = {
        "@context": POD,
        "@id": "http://x/d",
        "@type": "dcat:Dataset",
        "title": "Rice",
        "modified": "2026-01-02",
        "accessLevel": "public",
        "landingPage": "http://x/p",
        "distribution": {"@id": "http://x/f", "downloadURL": "http://x/f.csv"},
    }
    assert triples(dataset) == [
        '<http://x/d> <https://project-open-data.cio.gov/v1.1/schema#accessLevel> "public"',
        "<http://x/d> a dcat:Dataset",
        "<http://x/d> dcat:distribution <http://x/f>",
        '<http://x/d> dcat:landingPage "http://x/p"',
        '<http://x/d> dct:modified "2026-01-02"^^xsd:date',
        '<http://x/d> dct:title "Rice"',
        "<http://x/f> dcat:downloadURL <http://x/f.csv>",
    ]


def test_schema_org__is_read() -> None:
    catalogue = {
        "@context": SCHEMA,
        "@id": "http://x/c",
        "@type": "DataCatalog",
        "dataset": {
            "id": "http://x/d",
            "type": "Dataset",
            "name": "Lúa",
            "license": "http://x/l",
            "dateModified": "2026-01-02",
            "distribution": {"@id": "http://x/f", "@type": "DataDownload", "contentUrl": "http://x/f.csv"},
        },
    }
    assert triples(catalogue) == [
        "<http://x/c> a schema:DataCatalog",
        "<http://x/c> schema:dataset <http://x/d>",
        "<http://x/d> a schema:Dataset",
        '<http://x/d> schema:dateModified "2026-01-02"^^schema:Date',
        "<http://x/d> schema:distribution <http://x/f>",
        "<http://x/d> schema:license <http://x/l>",
        '<http://x/d> schema:name "Lúa"',
        "<http://x/f> a schema:DataDownload",
        "<http://x/f> schema:contentUrl <http://x/f.csv>",
    ]


def test_w3c__gives_prefixes() -> None:
    dataset = {"@context": W3C, "@id": "http://x/d", "@type": "dcat:Dataset", "dcterms:title": "x", "sdo:about": "y"}
    assert triples(dataset) == [
        "<http://x/d> a dcat:Dataset",
        '<http://x/d> dct:title "x"',
        '<http://x/d> schema:about "y"',
    ]


# ---------------------------------------------------------------- by which names


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("http://schema.org", SCHEMA),
        ("http://schema.org/", SCHEMA),
        ("HTTPS://schema.org/#", SCHEMA),
        ("https://schema.org/docs/jsonldcontext.json", SCHEMA),
        ("https://schema.org/docs/jsonldcontext.jsonld", SCHEMA),
        ("http://www.w3.org/ns/dcat.jsonld", W3C),
        ("http://semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld", AP_3_0_1),
        (
            "https://github.com/SEMICeu/DCAT-AP/raw/refs/heads/master/releases/3.0.1/context/dcat-ap.jsonld",
            AP_3_0_1,
        ),
        ("https://raw.githubusercontent.com/SEMICeu/DCAT-AP/master/releases/3.0.0-hvd/context/hvd.jsonld", HVD_3_0_0),
        ("https://resources.data.gov/schemas/dcat-us/v1.1/schema/catalog.jsonld", POD),
        ("https://raw.githubusercontent.com/DOI-DO/dcat-us/refs/heads/main/context/dcat-us-3.0.jsonld", DCAT_US),
    ],
)
def test_bundled__knows_other_addresses(name: str, same: str) -> None:
    assert name in BUNDLED
    assert BUNDLED[name] is BUNDLED[same]


@pytest.mark.parametrize("name", ["https://schema.org/Dataset", "schema.org", "ftp://schema.org", "", SEMIC])
def test_bundled__does_not_know_others(name: str) -> None:
    assert name not in BUNDLED
    assert BUNDLED.get(name) is None
    assert 1 not in BUNDLED


def test_read_document__a_relative_name_is_resolved_first() -> None:
    data = json.dumps({"@context": "../context/dcat-ap.jsonld", "@id": "http://x/d", "@type": "Dataset"}).encode()
    document = read_document(data, place="a.jsonld", base=SEMIC + "3.0.1/examples/a.jsonld")
    assert [term.value for pairs in document.descriptions.values() for _, term in pairs] == [
        namespaces.DCAT.iri + "Dataset"
    ]


def test_read_document__contexts_add_up_in_a_list() -> None:
    dataset = {"@id": "http://x/d", "@type": "Dataset", "title": "x", "dct:type": "y", "name": "z"}
    inline = {"dct": "http://purl.org/dc/terms/", "name": "http://x/name"}
    assert triples({"@context": [AP_3_0_1, inline], **dataset}) == [
        '<http://x/d> <http://x/name> "z"',
        "<http://x/d> a dcat:Dataset",
        '<http://x/d> dct:title "x"',
        '<http://x/d> dct:type "y"',
    ]


def test_read_document__an_unknown_one_is_refused_with_the_nearest() -> None:
    with pytest.raises(DocumentError) as caught:
        read({"@context": SEMIC + "3.0.2/context/dcat-ap.jsonld", "@id": "http://x/d"})
    assert caught.value.code == "read:remote-context"
    assert str(caught.value) == (
        f"a.jsonld:1: @context {SEMIC}3.0.2/context/dcat-ap.jsonld is never fetched; "
        f"write it inline (known contexts: 8, nearest {AP_3_0_1})"
    )


def test_read_document__the_release_that_spoils_texts_is_not_at_hand() -> None:
    # Its context says that titles and descriptions are IRIs.
    assert SEMIC + "2.2.0/context/dcat-ap.jsonld" not in BUNDLED


# ---------------------------------------------------------------- what they cost


def test_read_document__a_context_in_every_node_is_read() -> None:
    nodes = [{"@context": SCHEMA, "@id": f"http://x/{number}", "name": "x"} for number in range(500)]
    assert read({"@graph": nodes}).triples == 500


def test_read_document__a_document_that_contexts_blow_up_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contexts, "MAX_JSON_BYTES", 100_000)
    nodes = [{"@context": DCAT_US, "@id": f"http://x/{number}", "@type": "Dataset"} for number in range(3)]
    assert read({"@graph": nodes[:1]}).triples == 1
    with pytest.raises(DocumentError, match="name the context once, at the top") as caught:
        read({"@graph": nodes})
    assert caught.value.code == "read:too-large"


# ---------------------------------------------------------------- what they say

AS_PUBLISHED = {
    "http://purl.org/dc/terms/version",
    "http://www.w3.org/2006/vcard/ns#address",
    "http://xmlns.com/foaf/0.1/Page",
    "http://xmlns.com/foaf/0.1/firstname",
}
"""What contexts name and no vocabulary has: their authors' mistakes."""


def named(value: object) -> Iterator[str]:
    """Every IRI in a context."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from named(part)


@pytest.mark.parametrize("name", BUNDLED)
def test_context__names_terms_that_exist(name: str) -> None:
    # Of schema.org the namespace holds only what datasets use.
    ours = [getattr(namespaces, each) for each in namespaces.__all__ if each not in ("ClosedNamespace", "SCHEMA")]
    unknown = {
        each
        for each in named(BUNDLED[name])
        for namespace in ours
        if each.startswith(namespace.iri) and each != namespace.iri and each not in namespace
    }
    assert unknown <= AS_PUBLISHED


@pytest.mark.parametrize("name", BUNDLED)
def test_context__is_valid_to_the_last_word(name: str) -> None:
    context = BUNDLED[name]
    types = [word for word, said in context.items() if isinstance(said, Mapping) and "@context" in said]
    bare = [word for word, said in context.items() if not word.startswith("@") and word not in types]
    for kind in types or [None]:
        node = {"@id": "http://x/a", **({} if kind is None else {"@type": kind})}
        said = context[kind] if kind is not None else None
        inner = said["@context"] if isinstance(said, Mapping) else {word: 1 for word in bare if ":" not in word}
        assert isinstance(inner, Mapping)
        # As a list, which every container but a language map takes; the reader would refuse an invalid context.
        values = {word: {"en": "x"} if is_map(inner[word]) else ["x"] for word in inner if word not in ("id", "type")}
        document = read({"@context": name, **node, **values})
        assert document.triples >= len({json.dumps(value) for value in inner.values()})


def is_map(said: object) -> bool:
    return isinstance(said, Mapping) and said.get("@container") == "@language"


@pytest.mark.parametrize("name", BUNDLED)
def test_context__by_name_says_what_it_says_inline(name: str) -> None:
    kinds = ["Dataset", "Catalogue", "Distribution", "Contact", "dcat:Dataset", "Dcat:Dataset"]
    node = {
        "@id": "http://x/a",
        "@type": kinds,
        "title": "x",
        "record": {"@id": "http://x/d"},
        "licence": "http://x/l",
    }
    named_, inline = (read({"@context": context, **node}) for context in (name, dict(BUNDLED[name])))
    assert named_.descriptions == inline.descriptions
    assert named_.findings == inline.findings


def test_definitions__write_whole_iris() -> None:
    title = "http://purl.org/dc/terms/title"
    assert iri("dct:title") == title
    assert iri(title) == title
    assert link("dct:title") == {"@id": title, "@type": "@id"}
    assert by_language("dct:title") == {"@id": title, "@container": "@language"}
    assert literal("dct:title", "xsd:date") == {"@id": title, "@type": "http://www.w3.org/2001/XMLSchema#date"}
    assert words({"a": title, "b": "http://x/"}, " a ") == {"a": title}
    assert classes({"A": ("dct:Agent", {}), "B": ("dct:Box", {"a": title})}) == {
        "A": "http://purl.org/dc/terms/Agent",
        "B": {"@id": "http://purl.org/dc/terms/Box", "@context": {"a": title}},
    }


def test_definitions__a_word_that_is_not_defined_is_an_error() -> None:
    with pytest.raises(KeyError):
        words({}, "a")
