"""IRIs of well-known vocabularies: set right where they are written otherwise, and told."""

from __future__ import annotations

import pytest

from danhmuc.vocab.reading import read_document
from danhmuc.vocab.reading.iris import canonical_iri

EU = "http://publications.europa.eu/resource/authority/"
IANA = "http://www.iana.org/assignments/media-types/"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("https://publications.europa.eu/resource/authority/frequency/MONTHLY", EU + "frequency/MONTHLY"),
        (EU + "frequency/MONTHLY/", EU + "frequency/MONTHLY"),
        (EU + "frequency/monthly", EU + "frequency/MONTHLY"),
        (EU + "frequency/asNeeded", EU + "frequency/AS_NEEDED"),
        (EU + "frequency/notPlanned", EU + "frequency/NOT_PLANNED"),
        (EU + "file-type/csv", EU + "file-type/CSV"),
        ("https://www.iana.org/assignments/media-types/text/csv", IANA + "text/csv"),
        (IANA + "application/json/", IANA + "application/json"),
        (
            "https://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
        ),
        ("https://www.w3.org/ns/dcat#Dataset", "http://www.w3.org/ns/dcat#Dataset"),
        ("https://purl.org/dc/terms/title", "http://purl.org/dc/terms/title"),
        ("https://creativecommons.org/licenses/by/4.0", "http://creativecommons.org/licenses/by/4.0/"),
        ("http://creativecommons.org/publicdomain/zero/1.0", "http://creativecommons.org/publicdomain/zero/1.0/"),
    ],
)
def test_canonical__is_what_the_owner_writes(written: str, canonical: str) -> None:
    assert canonical_iri(written) == canonical
    assert canonical_iri(canonical) == canonical
    text = f"<http://a.example/1> <http://a.example/p> <{written}> ."
    document = read_document(text.encode(), place="a.ttl", base="http://a.example/", canonical=True)
    ((_, value),) = next(iter(document.descriptions.values()))
    (finding,) = document.findings
    assert (value.value, finding.code, finding.layer) == (canonical, "read:canonical-iri", "repaired")
    assert (finding.value, finding.fix, finding.focus) == (written, canonical, "http://a.example/1")


@pytest.mark.parametrize(
    "iri",
    [
        EU + "frequency/MONTLY",
        EU + "frequency/sometimes",
        EU + "frequency",
        IANA + "text/csv",
        "https://schema.org/Dataset",
        "http://schema.org/Dataset",
        "https://data.example.vn/id/1/",
        "https://creativecommons.org.example/licenses/by/4.0",
        "http://creativecommons.org/licenses/by/4.0/deed.vi",
        "https://www.w3.org/ns/other#x",
    ],
)
def test_canonical__leaves_what_it_does_not_know(iri: str) -> None:
    assert canonical_iri(iri) == iri
    document = read_document(
        f"<http://a.example/1> <http://a.example/p> <{iri}> .".encode(), place="a.ttl", base="http://a.example/"
    )
    assert document.findings == ()


def test_canonical__of_predicates_and_classes_too() -> None:
    text = b"<http://a.example/1> a <https://www.w3.org/ns/dcat#Dataset> ; <https://purl.org/dc/terms/title> 'a' ."
    document = read_document(text, place="a.ttl", base="http://a.example/", canonical=True)
    said = {(predicate.value, value.value) for predicate, value in next(iter(document.descriptions.values()))}
    assert {predicate for predicate, _ in said} == {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://purl.org/dc/terms/title",
    }
    assert [finding.fix for finding in document.findings] == [
        "http://www.w3.org/ns/dcat#Dataset",
        "http://purl.org/dc/terms/title",
    ]


def test_canonical__only_where_it_is_asked_for() -> None:
    document = read_document(
        b"<http://a.example/1> a <https://www.w3.org/ns/dcat#Dataset> .", place="a.ttl", base="http://a.example/"
    )
    assert document.findings == ()
    ((_, value),) = next(iter(document.descriptions.values()))
    assert str(value) == "<https://www.w3.org/ns/dcat#Dataset>"


def test_canonical__leaves_datatypes_alone() -> None:
    datatype = "https://www.iana.org/assignments/media-types/application/vnd.geo+json"
    text = f'<http://a.example/1> <http://a.example/p> "{{}}"^^<{datatype}> , <{datatype}> .'
    document = read_document(text.encode(), place="a.ttl", base="http://a.example/", canonical=True)
    values = [value for _, value in next(iter(document.descriptions.values()))]
    assert [str(value) for value in values] == [f'"{{}}"^^<{datatype}>', f"<{IANA}application/vnd.geo+json>"]
    assert [finding.value for finding in document.findings] == [datatype]


def test_canonical__counts_triples() -> None:
    dcat, dct = "https://www.w3.org/ns/dcat#", "https://purl.org/dc/terms/"
    text = "".join(f"<http://a.example/{n}> a <{dcat}Dataset> ; <{dct}title> '{n}' , 'x' .\n" for n in range(3))
    text += f"<{dcat}Dataset> <http://a.example/p> 1 , 2 ; <http://a.example/q> 'x'^^<{dcat}Dataset> ."
    document = read_document(text.encode(), place="a.ttl", base="http://a.example/", canonical=True)
    counts = {finding.value: finding.message.facts["count"] for finding in document.findings}
    assert counts == {dcat + "Dataset": 6, dct + "title": 6}
    assert "in 6 triples" in document.findings[0].text("en")
