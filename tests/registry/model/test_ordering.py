"""Equal objects show the same: the order of values is made of what they say, not of how a document puts them."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from danhmuc.registry import ContactPoint, Dataset, Distribution, Resource

PREFIXES = """
    @prefix : <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SAYS = (
    'dct:title "Beta"@vi , "Alpha"@vi , "Air"@en , "Luft"@de , "x" , 5',
    "dct:publisher :q , :p , [ foaf:name 'b' ] , [ foaf:name 'a' ]",
    "dcat:keyword 'b' , 'a' , 'b'@en , 'a'@vi",
    "dct:accrualPeriodicity :f2 , :f1",
    "dcat:theme :t2 , :t1",
    'dct:identifier "2"@en , "1"@vi , "1" , "1"@en',
    "dct:issued '2026' , '2027'^^xsd:gYear , '2026-01'^^xsd:gYearMonth",
    "dcat:temporalResolution 'P1D'^^xsd:duration , 'P1D'^^xsd:dayTimeDuration , 'P2D'^^xsd:duration",
    "dcat:spatialResolutionInMeters 9 , 10 , '9'^^xsd:decimal",
    "dcat:distribution [ dcat:byteSize 2 , 1 ] , [ dcat:byteSize 1 ] , :x",
    "dcat:contactPoint [ :p [ :q [ :r 'b' ] ] ] , [ :p [ :q [ :r 'a' ] ] ] , [ :p [ :q [ :r 'c' , 'b' ] ] ]",
    ":odd 'b' , 'a' , :b , :a , true , 1 , [ :q 2 ] , [ :q 1 ]",
    "a dcat:Dataset , :C , :B",
    "dct:relation _:two , _:one",
)
CIRCLE = "_:one :knows _:two ; :name 'one' . _:two :knows _:one ; :name 'two' ."


def shuffled(seed: int) -> Dataset:
    """The same dataset, its statements and its values in another order."""
    mixed = random.Random(seed)
    lines = [
        *Resource.parse(f"{PREFIXES} :d {' ; '.join(SAYS)} . {CIRCLE}", iri="https://e.vn/d").to("nt").splitlines()
    ]
    mixed.shuffle(lines)
    names = list(range(100))
    mixed.shuffle(names)
    text = "\n".join(lines)
    for number in range(100):
        text = text.replace(f"_:c14n{number} ", f"_:b{names[number]}x ")
    return Dataset.parse(text, iri="https://e.vn/d", name="d.nt")


@pytest.mark.parametrize("seed", range(20))
def test_objects__that_are_equal_show_the_same(seed: int) -> None:
    one, other = shuffled(seed), shuffled(seed + 1)
    assert one == other
    assert repr(one) == repr(other)
    assert one._repr_html_() == other._repr_html_()
    assert [*one.extra] == [*other.extra]
    assert one.classes == other.classes
    for name in one.fields:
        assert repr(getattr(one, name)) == repr(getattr(other, name))
        assert repr(one.values(name)) == repr(other.values(name))


def test_objects__show_the_same_after_a_round_trip() -> None:
    made = Dataset("urn:d", title={"vi": ["B", "A"]}, keywords=["b", "a"], themes=["TRAN", "ENVI"])
    again = Dataset.parse(made.to())
    assert (made.title["vi"], again.title["vi"]) == ("A", "A")
    assert made.keywords == again.keywords == ("a", "b")
    assert [theme.code for theme in made.themes] == [theme.code for theme in again.themes] == ["ENVI", "TRAN"]


def test_texts__are_shown_vietnamese_first_then_english_then_by_tag_those_without_language_last() -> None:
    made = Dataset(title={"": "x", "de": "Luft", "en": ["Air quality", "Air"], "vi": "Không khí"})
    assert list(made.title) == ["vi", "en", "de", ""]
    assert made.title.all("en") == ("Air", "Air quality")


def test_things__with_an_iri_come_first_in_the_order_of_their_iris() -> None:
    made = Dataset(distributions=[Distribution(title="x"), "https://e.vn/b", Distribution(), "https://e.vn/a"])
    assert [each.iri for each in made.distributions] == ["https://e.vn/a", "https://e.vn/b", None, None]


def test_things__without_iri_are_in_the_order_of_what_they_say() -> None:
    made = Dataset(contact_points=[ContactPoint(name=name) for name in ("c", "a", "b")])
    assert [str(each.name) for each in made.contact_points] == ["a", "b", "c"]


@pytest.mark.parametrize("links", [lambda i: (i + 1, i + 1), lambda i: (i + 1, i + 2), lambda i: (i + 1, 0)])
def test_things__that_lead_to_each_other_in_many_ways_are_put_in_order(links: Callable[[int], tuple[int, int]]) -> None:
    """As many ways through as there are grains on a chessboard."""
    said = [f"_:{p}{i} :p _:{p}{links(i)[0]} ; :q _:{p}{links(i)[1]} ." for p in "ab" for i in range(64)]
    one = Dataset.parse(f"{PREFIXES} :d a dcat:Dataset ; dct:relation _:a0 , _:b0 . {' '.join(said)}")
    assert len(one.relations) == 2
