"""Concepts and schemes as values."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.concepts.schemes import Draft
from danhmuc.vocab.errors import UnknownCodeError, UsageError


def numbered(*codes: str, token: str = "trial") -> CodeList:
    return CodeList([Draft(f"http://a.example/{code}", code) for code in codes], token=token, iri="http://a.example")


def test_scheme__tells_what_its_file_says(provinces: CodeList) -> None:
    assert (provinces.token, provinces.iri) == ("tinh", "http://a.example/tinh")
    assert provinces.titles == {"vi": "Tỉnh, thành phố", "en": "Provinces"}
    assert provinces.source == "http://a.example/quyet-dinh"
    assert provinces.rights == {"en": "Free of rights"}
    assert provinces.snapshot == date(2025, 7, 1)
    assert provinces.version == "2025-07-01"
    assert provinces.is_complete


def test_scheme__is_iterated_in_its_order(provinces: CodeList) -> None:
    assert [concept.code for concept in provinces] == ["24", "27", "46", "46.1", "46.2"]
    assert len(provinces) == 5


def test_scheme__has_codes_and_concepts(provinces: CodeList) -> None:
    assert "24" in provinces
    assert "99" not in provinces
    assert provinces["24"] in provinces
    assert provinces["24"] not in numbered("24")


def test_scheme__gives_a_concept_by_code_and_by_iri(provinces: CodeList) -> None:
    assert provinces["46"] is provinces.get("46") is provinces.at("http://a.example/tinh/46")
    assert provinces.get("Huế") is None
    assert provinces.at("http://a.example/tinh/99") is None


@pytest.mark.parametrize("name", ["token", "titles", "anything", "_concepts"])
def test_scheme__cannot_be_changed(provinces: CodeList, name: str) -> None:
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        setattr(provinces, name, "x")


def test_concept__cannot_be_changed(provinces: CodeList) -> None:
    with pytest.raises(FrozenInstanceError):
        provinces["24"].code = "25"  # type: ignore[misc]
    with pytest.raises(TypeError):
        provinces["24"].labels["vi"] = "x"  # type: ignore[index]


def test_concept__label_is_in_the_first_language_that_has_one(provinces: CodeList) -> None:
    hue = provinces["46"]
    assert hue.label("en", "vi") == hue.label("fr", "en") == hue.label("EN") == "Huế City"
    assert hue.label("vi") == hue.label() == hue.label("fr") == "Thành phố Huế"


@pytest.mark.parametrize(
    ("labels", "asked", "label"),
    [
        ({}, "vi", "1"),
        ({"en": "a"}, "vi", "a"),
        ({"en-gb": "a"}, "en", "a"),
        ({"fr": "c", "de": "b"}, "vi", "b"),
        ({"": "d", "fr": "c"}, "vi", "d"),
    ],
)
def test_concept__label_falls_back(labels: dict[str, str], asked: str, label: str) -> None:
    scheme = CodeList([Draft("http://a.example/1", "1", labels)], token="t", iri="http://a.example/")
    assert scheme["1"].label(asked) == label


def test_concept__knows_its_neighbours(provinces: CodeList) -> None:
    hue, first, second = provinces["46"], provinces["46.1"], provinces["46.2"]
    assert hue.narrower == provinces.narrower_of(hue.iri) == (first, second)
    assert first.broader == (hue,)
    assert second.broader == (hue, "http://b.example/thua-thien")
    assert provinces.narrower_of("http://b.example/thua-thien") == (second,)
    assert first.narrower == ()


def test_concept__knows_what_replaced_it(provinces: CodeList) -> None:
    assert provinces["27"].replaced_by == (provinces["24"],)
    assert provinces["24"].replaced_by == ()


def test_concept__matches_in_another_scheme_exact_ones_first(
    provinces: CodeList, scheme_of: Callable[[str], CodeList]
) -> None:
    other = scheme_of("""
        <http://b.example/thua-thien> a skos:Concept ; skos:inScheme <http://b.example/> ; skos:notation "B" .
        <http://b.example/hue> a skos:Concept ; skos:inScheme <http://b.example/> ; skos:notation "A" .
    """)
    assert provinces["46"].exact_matches == ("http://b.example/hue",)
    assert provinces["46"].close_matches == ("http://b.example/thua-thien",)
    assert [concept.code for concept in provinces["46"].in_scheme(other)] == ["A", "B"]
    assert provinces["24"].in_scheme(other) == ()


@pytest.mark.parametrize(
    ("draft", "valid"),
    [
        ({}, (True, True, True)),
        ({"valid_from": date(2025, 7, 1)}, (False, True, True)),
        ({"valid_until": date(2025, 7, 1)}, (True, True, False)),
        ({"valid_from": date(2025, 7, 1), "valid_until": date(2025, 7, 1)}, (False, True, False)),
        ({"valid_until": date(2025, 7, 1), "status": "closed"}, (True, True, False)),
        ({"status": "closed"}, (False, False, False)),
        ({"status": "deprecated"}, (True, True, True)),
    ],
)
def test_concept__is_valid_from_its_first_day_to_its_last(draft: dict[str, object], valid: tuple[bool, ...]) -> None:
    scheme = CodeList([Draft("http://a/1", "1")._replace(**draft)], token="t", iri="http://a/")  # type: ignore[arg-type]
    days = (date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2))
    assert tuple(scheme["1"].valid_on(day) for day in days) == valid


def test_getitem__tells_codes_that_are_nearly_the_same() -> None:
    scheme = numbered(
        *(f"CODE_{letter}{letter}" for letter in "ABCDEFGHIJKLM"), "MONTHLY", "MONTHLY_2", token="frequency"
    )
    with pytest.raises(UnknownCodeError) as caught:
        scheme["monthy"]
    assert caught.value.near[0] == "MONTHLY"
    assert str(caught.value).startswith("no code 'monthy' in code list frequency (version ")
    assert "near it: MONTHLY" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_getitem__tells_all_codes_of_a_short_list() -> None:
    with pytest.raises(UnknownCodeError, match=r"; its codes: MO, KIN$"):
        numbered("MO", "KIN")["DONG"]


def test_getitem__never_offers_the_next_number() -> None:
    scheme = numbered(*(f"{number:02}" for number in range(10, 40)), token="province")
    with pytest.raises(UnknownCodeError, match=r"`danhmuc vocab show province` lists its codes$") as caught:
        scheme["40"]
    assert caught.value.near == ()


def test_getitem__fails_as_a_mapping_does() -> None:
    with pytest.raises(KeyError) as caught:
        numbered("A")["B"]
    assert isinstance(caught.value, UsageError)
    assert str(caught.value).startswith("no code 'B' in code list trial")


@pytest.mark.parametrize(
    "iri",
    [
        "https://a.example/tinh/46",
        "http://a.example/tinh/46/",
        "https://a.example/tinh/46/",
        "HTTP://a.example/tinh/46",
        "http://a.example/tinh/46",
    ],
)
def test_canonical__mends_https_and_a_slash(provinces: CodeList, iri: str) -> None:
    assert provinces.canonical(iri) is provinces["46"]


@pytest.mark.parametrize(
    "iri", ["ftp://a.example/tinh/46", "http://a.example/tinh/46//x", "http://A.example/tinh/", "46", ""]
)
def test_canonical__mends_nothing_else(provinces: CodeList, iri: str) -> None:
    assert provinces.canonical(iri) is None


def test_canonical__gives_the_slash_that_is_missing(scheme_of: Callable[[str], CodeList]) -> None:
    scheme = scheme_of("<http://b.example/cc0/> a skos:Concept ; skos:inScheme <http://b.example/> .")
    assert scheme.canonical("https://b.example/cc0") is scheme["cc0"]


def test_concepts__are_equal_when_they_say_the_same(scheme_of: Callable[[str], CodeList]) -> None:
    first, second, third = (
        scheme_of(f':1 a skos:Concept ; skos:inScheme : ; skos:prefLabel "{name}"@vi .') for name in ("a", "a", "b")
    )
    assert first["1"] == second["1"] != third["1"]
    assert len({first["1"], second["1"]}) == 1
    assert first == second != third
    assert len({first, second}) == 1
    assert first != "a"
    assert first["1"] != "1"


@pytest.mark.parametrize("copied", [lambda value: pickle.loads(pickle.dumps(value)), copy.copy, copy.deepcopy])
def test_scheme__survives_being_copied(provinces: CodeList, copied: Callable[[CodeList], CodeList]) -> None:
    other = copied(provinces)
    assert other == provinces
    assert list(other) == list(provinces)
    assert other["46.1"].broader == (provinces["46"],)


def test_concept__takes_its_scheme_along_when_pickled(provinces: CodeList) -> None:
    other = pickle.loads(pickle.dumps(provinces["46"]))
    assert other == provinces["46"]
    assert other.scheme == provinces


def test_repr__says_which_snapshot(provinces: CodeList) -> None:
    assert repr(provinces) == "<CodeList tinh 2025-07-01 (complete, 5 concepts)>"
    assert repr(provinces["46"]) == "<ListedConcept tinh 46 'Thành phố Huế'>"


def test_version__without_date_is_the_digest() -> None:
    scheme = numbered("A")
    assert scheme.snapshot is None
    assert scheme.version == scheme.digest.removeprefix("sha256:")[:12]


def test_digest__does_not_depend_on_the_order() -> None:
    assert numbered("A", "B").digest == numbered("B", "A").digest


@pytest.mark.parametrize(
    "change", [{"token": "other"}, {"titles": {"vi": "x"}}, {"snapshot": date(2026, 1, 1)}, {"is_complete": True}]
)
def test_replace__gives_another_digest_and_the_same_concepts(change: dict[str, object]) -> None:
    scheme = numbered("A", "B")
    other = scheme.replace(**change)  # type: ignore[arg-type]
    assert other.digest != scheme.digest
    assert list(other) == list(scheme)
    assert all(concept.scheme is other for concept in other)
    assert {getattr(other, name) == value for name, value in change.items()} == {True}


def test_replace__nothing_is_the_same() -> None:
    scheme = numbered("A", "B")
    assert scheme.replace() == scheme
