"""Texts in several languages: found whatever the case of the tag, as many as were given, equal in any order."""

from __future__ import annotations

import pickle

import pytest

from danhmuc.registry import Dataset, LanguageMap, Text, Texts

AIR = LanguageMap([Text("Air", "en"), Text("Không khí", "vi"), Text("Air quality", "en"), Text("Luft")])


def test_map__has_the_first_text_of_each_language() -> None:
    assert dict(AIR) == {"en": "Air", "vi": "Không khí", "": "Luft"}
    assert list(AIR) == ["en", "vi", ""]
    assert len(AIR) == 3


def test_map__has_all_texts_of_a_language() -> None:
    assert AIR.all("en") == ("Air", "Air quality")
    assert AIR.all("") == ("Luft",)
    assert AIR.all("fr") == ()


@pytest.mark.parametrize("tag", ["vi-VN", "vi-vn", "VI-VN"])
def test_map__takes_tags_in_any_case(tag: str) -> None:
    title = Dataset(title={"vi-VN": "Lúa"}).title
    assert title[tag] == "Lúa"
    assert tag in title
    assert title.all(tag) == ("Lúa",)
    assert Text("Lúa", tag).language == "vi-vn"


def test_map__a_language_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="fr"):
        AIR["fr"]
    assert AIR.get("fr") is None
    assert "vi-VN" not in AIR


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (("vi",), "Không khí"),
        (("fr", "VI"), "Không khí"),
        (("en", "vi"), "Air"),
        (("fr",), "Luft"),
        ((), "Luft"),
    ],
)
def test_best__is_the_first_wanted_one_else_one_without_language(wanted: tuple[str, ...], found: str) -> None:
    assert AIR.best(*wanted) == found


def test_best__finds_a_language_by_its_region() -> None:
    title = LanguageMap([Text("Rice", "en"), Text("Lúa", "vi-vn")])
    assert title.best("vi") == "Lúa"
    assert title.best("en-GB", "vi") == "Lúa"
    # "v" is no language, though its letter begins one.
    assert title.best("v") == "Rice"


def test_map__finds_a_language_by_its_region_as_best_does() -> None:
    title = LanguageMap([Text("Rice", "en"), Text("Lúa", "vi-VN"), Text("Gạo", "vi-vn"), Text("x")])
    assert (title["vi"], title.all("VI"), title.texts.all("vi")) == ("Lúa", ("Lúa", "Gạo"), ("Lúa", "Gạo"))
    assert "vi" in title
    assert list(title) == ["en", "vi-vn", ""]
    assert title == {"en": "Rice", "vi-VN": ["Lúa", "Gạo"], "": "x"}
    assert title != {"en": "Rice", "vi": ["Lúa", "Gạo"], "": "x"}
    assert title.all("v") == title.all("en-GB") == ()
    # The language itself comes before its regions.
    assert LanguageMap([Text("a", "vi-vn"), Text("b", "vi")])["vi"] == "b"


def test_best__takes_what_people_wrote_before_what_was_translated() -> None:
    title = LanguageMap([Text("máy", "vi-t-en"), Text("người", "vi-VN")])
    assert (title.best("vi"), title["vi"], str(title)) == ("người", "người", "người")
    assert LanguageMap([Text("máy", "vi-Latn-t-en"), Text("Rice", "en")]).best("vi") == "máy"
    assert LanguageMap([Text("máy", "vi-t-en"), Text("x", "vi-x-t-y")]).best("vi") == "x"


def test_best__is_the_first_there_is_where_nothing_fits() -> None:
    assert LanguageMap([Text("Riz", "fr"), Text("Reis", "de")]).best("vi", "en") == "Riz"
    assert LanguageMap().best("vi") is None


def test_best__an_empty_text_is_a_text() -> None:
    assert LanguageMap([Text("", "vi"), Text("Rice", "en")]).best("vi") == ""


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        ([Text("Rice", "en"), Text("Lúa", "vi")], "Lúa"),
        ([Text("Riz", "fr"), Text("Rice", "en")], "Rice"),
        ([Text("Riz", "fr")], "Riz"),
        ([], ""),
    ],
)
def test_map__as_text_is_vietnamese_else_english_else_any(texts: list[Text], shown: str) -> None:
    assert str(LanguageMap(texts)) == shown


def test_map__equals_the_same_texts_in_any_order() -> None:
    turned = LanguageMap(reversed(AIR.texts))
    assert turned == AIR
    assert hash(turned) == hash(AIR)
    assert LanguageMap([Text("Air", "en")]) != AIR
    assert LanguageMap([Text("Air", "en"), Text("Air", "en")]) != LanguageMap([Text("Air", "en")])


def test_map__equals_a_plain_mapping() -> None:
    assert LanguageMap([Text("Lúa", "vi"), Text("Rice", "en")]) == {"en": "Rice", "VI": "Lúa"}
    assert AIR == {"en": ["Air", "Air quality"], "vi": "Không khí", "": "Luft"}
    assert AIR == {"": ["Luft"], "EN": ("Air quality", "Air"), "vi": "Không khí"}
    assert AIR != {"en": ["Air", "Air"], "vi": "Không khí", "": "Luft"}
    assert LanguageMap() == {}


@pytest.mark.parametrize("other", [{"vi": 3}, {"vi": None}, {3: "Lúa"}, {"vi": "Gạo"}, {}, "Lúa", ["Lúa"], None])
def test_map__does_not_equal_anything_else(other: object) -> None:
    assert LanguageMap([Text("Lúa", "vi")]) != other


def test_map__is_shown_as_a_constructor_takes_it() -> None:
    assert repr(AIR) == "{'en': ['Air', 'Air quality'], 'vi': 'Không khí', '': 'Luft'}"
    assert repr(LanguageMap([Text("Lúa")])) == "'Lúa'"
    assert repr(LanguageMap([Text("Lúa"), Text("Gạo")])) == "{'': ['Lúa', 'Gạo']}"
    assert repr(LanguageMap()) == "{}"


def test_map__copies_are_equal() -> None:
    copied = pickle.loads(pickle.dumps(AIR))
    assert copied == AIR
    assert copied.texts == AIR.texts
    assert [text.language for text in copied.texts] == ["en", "vi", "en", None]


WORDS = Texts([Text("không khí", "vi"), Text("air", "en"), Text("bụi", "vi"), Text("PM2.5")])


def test_texts__are_a_tuple_that_knows_languages() -> None:
    assert WORDS == ("không khí", "air", "bụi", "PM2.5")
    assert "bụi" in WORDS
    assert WORDS.languages == ("vi", "en", "")
    assert WORDS.all("VI") == ("không khí", "bụi")
    assert WORDS.all("") == ("PM2.5",)


def test_texts__best_are_those_of_one_language() -> None:
    assert WORDS.best("fr", "vi") == ("không khí", "bụi")
    assert WORDS.best("fr") == ("PM2.5",)
    assert Texts().best("vi") == ()


def test_texts__that_differ_in_language_only_are_both_there() -> None:
    keywords = Dataset(keywords={"vi": ["a", "a"], "en": "a"}).keywords
    assert sorted(str(text.language) for text in keywords) == ["en", "vi"]
