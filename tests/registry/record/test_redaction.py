"""What speaks of a secret beside the secret itself."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.registry import SourceRecord, parse_record
from danhmuc.registry.harvest.marks import Secrets
from danhmuc.registry.record.contents import ReadDocument
from danhmuc.registry.record.record import Membership, Rest
from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.findings import Finding

DATASET = "http://www.w3.org/ns/dcat#dataset"


def secret(iri: str = "https://e.vn/hidden") -> SourceRecord:
    return parse_record(
        f"<{iri}> a <http://www.w3.org/ns/dcat#Dataset> ; <https://e.vn/p> <https://e.vn/map> .", name="a.ttl"
    )


@pytest.fixture
def secrets() -> Secrets:
    secrets = Secrets()
    secrets.add(secret())
    return secrets


def finding(**facts: str) -> Finding:
    return Finding(code="x", severity="info", layer="house", message={"vi": "", "en": ""}, **facts)  # type: ignore[arg-type]


def test_add__remembers_where_it_stood(secrets: Secrets) -> None:
    assert (secrets.iris, secrets.places) == ({"https://e.vn/hidden"}, {"a.ttl"})


def test_without_listing__drops_what_lists_it(secrets: Secrets) -> None:
    listed = [Membership("https://e.vn/k", DATASET, "https://e.vn/hidden"), Membership("https://e.vn/k", DATASET, "x")]
    assert list(secrets.without_listing(listed, {})) == listed[1:]


def test_without_listing__drops_what_it_lists(secrets: Secrets) -> None:
    assert list(secrets.without_listing([Membership("https://e.vn/hidden", DATASET, "x")], {})) == []


def test_without_listing__the_catalogue_s_document_tells(secrets: Secrets) -> None:
    list(secrets.without_listing([Membership("k", DATASET, "https://e.vn/hidden")], {"k": ("b.ttl",)}))
    assert secrets.places == {"a.ttl", "b.ttl"}


def rest(*turtle: str) -> Rest:
    return Rest("b.ttl", canonicalize(parse("".join(turtle), format=RdfFormat.TURTLE)))


MENTION = "<https://e.vn/view> <https://w3id.org/tree#member> <https://e.vn/hidden> ."
OTHER = "<https://e.vn/view> <https://w3id.org/tree#member> <https://e.vn/hidden-not> ."


def test_without_mention__drops_its_triples(secrets: Secrets) -> None:
    assert list(secrets.without_mention([rest(MENTION, OTHER)])) == [rest(OTHER)]


def test_without_mention__drops_a_rest_of_nothing_else(secrets: Secrets) -> None:
    assert list(secrets.without_mention([rest(MENTION)])) == []


def test_without_mention__the_document_tells(secrets: Secrets) -> None:
    list(secrets.without_mention([rest(MENTION)]))
    assert "b.ttl" in secrets.places


def test_without_mention__another_rest_stays_as_it_is(secrets: Secrets) -> None:
    other = rest(OTHER)
    (same,) = secrets.without_mention([other])
    assert same is other


@pytest.mark.parametrize(
    "facts",
    [{"focus": "https://e.vn/hidden"}, {"value": "https://e.vn/map"}, {"value": "ma p", "fix": "https://e.vn/map"}],
)
def test_without_words__drops_what_quotes_it(secrets: Secrets, facts: dict[str, str]) -> None:
    assert list(secrets.without_words([finding(**facts)])) == []


@pytest.mark.parametrize(
    "facts", [{}, {"focus": "https://e.vn/other"}, {"focus": "https://e.vn/other", "value": "x y"}]
)
def test_without_words__others_stay(secrets: Secrets, facts: dict[str, str]) -> None:
    assert list(secrets.without_words([finding(**facts)])) == [finding(**facts)]


def test_without_bodies__only_those_that_tell_lose_theirs(secrets: Secrets) -> None:
    documents = [ReadDocument(place=place, digest="", triples=1, body=b"x") for place in ("a.ttl", "b.ttl")]
    assert [document.body for document in secrets.without_bodies(documents)] == [None, b"x"]
