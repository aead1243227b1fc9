"""Views: made once for all who share them, and gone with them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from danhmuc.registry import Dataset, records

SHARED = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<https://e.vn/1> a dcat:Dataset ; dct:publisher <https://e.vn/agent> ; dct:temporal [ dcat:startDate "2026" ] .
<https://e.vn/2> a dcat:Dataset ; dct:publisher <https://e.vn/agent> ; dct:relation <https://e.vn/2> .
<https://e.vn/agent> a foaf:Agent ; foaf:name "Sở Y tế"@vi .
"""


def datasets() -> list[Dataset]:
    return [one for one in records(SHARED) if isinstance(one, Dataset)]


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Only counting of references frees."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_view__is_made_once_for_all_who_share_it() -> None:
    one, other = datasets()
    assert one.publisher is not None
    assert one.publisher is one.publisher is other.publisher


@pytest.mark.usefixtures("uncollected")
def test_view__goes_when_nobody_holds_it() -> None:
    one, other = datasets()
    # LanguageMap and the like hold no references; what could is the objects themselves.
    held = [ref(each) for each in (one, other, one.publisher, one.temporal[0], other.relations[0])]
    assert all(each() is not None for each in held)
    del one, other
    assert [each() for each in held] == [None] * len(held)


@pytest.mark.usefixtures("uncollected")
def test_view__stays_while_it_is_held() -> None:
    one, _ = datasets()
    publisher = one.publisher
    del one, _
    assert publisher is not None
    assert publisher.name["vi"] == "Sở Y tế"
    assert publisher.canonical.triples == 2


def test_view__carries_what_its_own_node_leads_to() -> None:
    _, other = datasets()
    (same,) = other.relations
    assert same.iri == other.iri
    assert same.digest == other.digest
    assert datasets()[0].temporal[0].canonical.triples == 1


def test_view__of_the_node_it_is_seen_from_carries_no_more_than_that_leads_to() -> None:
    whole = Dataset.parse(SHARED, iri="https://e.vn/2")
    (same,) = whole.relations
    assert whole.canonical.triples == 9
    assert same.canonical.triples == 5


def test_field__shows_the_same_once_it_was_read() -> None:
    one, _ = datasets()
    assert one.title is one.title
    assert one.temporal is one.temporal
    assert one.landing_pages == one.landing_pages == ()
    assert one.values("publisher") == (one.publisher,)
    assert one.extra == {}


def test_field__shows_once_what_the_document_says_twice() -> None:
    says = "@prefix dcat: <http://www.w3.org/ns/dcat#> . <https://e.vn/1> a dcat:Dataset ; dcat:keyword "
    (once,) = records(says + '"lúa"@vi , "lúa"@vi , "gạo"@vi , "lúa"@vi .')
    assert isinstance(once, Dataset)
    assert once.keywords == ("gạo", "lúa")


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ("<https://e.vn/c> a dcat:Catalog ; dcat:dataset _:d .", ["https://e.vn/c", None]),
        ("<https://e.vn/c> a dcat:Catalog ; dct:relation _:d .", ["https://e.vn/c"]),
        ("_:d dct:title 'x' .", [None]),
        ("<https://e.vn/c> a foaf:Agent .", [None]),
    ],
)
def test_records__of_blank_nodes_depend_on_what_names_them(holder: str, expected: list[str | None]) -> None:
    prefixes, _, _ = SHARED.partition("<https://e.vn/1>")
    found = records(f"{prefixes} {holder} _:d a dcat:Dataset .")
    assert [one.iri for one in found] == expected
