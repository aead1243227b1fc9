"""What a clerk types, and what is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.concepts.schemes import Draft


def codes(scheme: CodeList, text: str) -> list[str]:
    return [concept.code for concept in scheme.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("46", ["46"]),
        (" 46 ", ["46"]),
        ("http://a.example/tinh/46", ["46"]),
        ("https://a.example/tinh/46/", ["46"]),
        ("Thành phố Huế", ["46"]),
        ("THÀNH PHỐ HUẾ", ["46"]),
        ("thanh pho hue", ["46"]),
        ("TP. Huế", ["46"]),
        ("TP Huế", ["46"]),
        ("tp.hue", ["46"]),
        ("Huế", ["46"]),
        ("Hue", ["46"]),
        ("hue city", ["46"]),
        ("Cố đô", ["46"]),
        ("co do", ["46"]),
        ("tth", ["46"]),
        ("Bắc Ninh", ["24", "27"]),
        ("tỉnh Bắc Ninh", ["24", "27"]),
        ("bac ninh", ["24", "27"]),
        ("Bac Ninh Province", ["24"]),
        ("Thuận Hoà", ["46.1"]),
        ("Thuận Hòa", ["46.1"]),
        ("Phường Thuận Hóa", ["46.2"]),
        ("P. Thuận Hoá", ["46.2"]),
        ("thuan hoa", ["46.1", "46.2"]),
        ("Thuan Hoá", ["46.1", "46.2"]),
        ("phuong thuan hoa", ["46.1", "46.2"]),
        # A kind that is not the territory's own is not set aside.
        ("Tỉnh Huế", []),
        ("Xã Thuận Hòa", []),
        ("Hu", []),
        ("", []),
        ("  ", []),
        ("http://a.example/tinh/99", []),
    ],
)
def test_find__what_clerks_type(provinces: CodeList, text: str, found: list[str]) -> None:
    assert codes(provinces, text) == found


def test_find__an_abbreviation_that_the_list_has_itself(scheme_of: Callable[[str], CodeList]) -> None:
    found = scheme_of(
        """:79 skos:inScheme : ; skos:prefLabel "Thành phố Hồ Chí Minh"@vi ; skos:altLabel "TP.HCM"@vi ."""
    )
    assert [codes(found, text) for text in ("TP.HCM", "TP. HCM", "tp hcm", "thành phố HCM", "HCM")] == [["79"]] * 5


def scheme(*names: str) -> CodeList:
    drafts = [Draft(f"http://a/{number}", str(number), {"vi": name}) for number, name in enumerate(names, 1)]
    return CodeList(drafts, token="t", iri="http://a/")


def test_find__a_kind_is_part_of_the_name_where_the_list_is_not_of_territories() -> None:
    themes = scheme("Xã hội", "Y tế", "Giáo dục")
    assert codes(themes, "hội") == []
    assert codes(themes, "xa hoi") == ["1"]


def test_find__without_diacritics_the_name_that_has_none_comes_first() -> None:
    assert codes(scheme("Xã Ba Đình", "Xã Ba Dinh"), "ba dinh") == ["2", "1"]
    assert codes(scheme("Xã Ba Đình", "Xã Ba Dinh"), "Xa Ba Dinh") == ["1", "2"]


def test_find__with_diacritics_only_the_name_that_has_them() -> None:
    assert codes(scheme("Xã Ba Đình", "Xã Ba Dinh"), "ba đình") == ["1"]


def test_find__a_code_wins_over_a_name(scheme_of: Callable[[str], CodeList]) -> None:
    found = scheme_of("""
        :A a skos:Concept ; skos:inScheme : ; skos:prefLabel "B"@en .
        :B a skos:Concept ; skos:inScheme : ; skos:prefLabel "C"@en .
    """)
    assert codes(found, "B") == ["B"]
    assert codes(found, "b") == ["A", "B"]


def test_find__names_in_any_language(scheme_of: Callable[[str], CodeList]) -> None:
    found = scheme_of(':M a skos:Concept ; skos:inScheme : ; skos:prefLabel "monthly"@en , "月次"@ja , "μηνιαία"@el .')
    assert [codes(found, text) for text in ("月次", "ΜΗΝΙΑΊΑ", "Monthly")] == [["M"]] * 3


@given(st.lists(st.text(alphabet="abdđeoôơuưy àáạảã-", min_size=1, max_size=8), min_size=1, max_size=6), st.data())
def test_find__every_name_finds_its_own(names: list[str], data: st.DataObject) -> None:
    listed = scheme(*names)
    number = data.draw(st.integers(0, len(names) - 1))
    wanted = str(number + 1)
    for text in (names[number], names[number].upper()):
        if text.strip(" -"):
            assert wanted in codes(listed, text)


@given(st.text())
def test_find__never_fails(text: str) -> None:
    listed = scheme("Tỉnh Bắc Ninh", "Thành phố Huế")
    assert set(listed.find(text)) <= set(listed)
    assert set(listed.search(text)) <= set(listed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("thuan", ["46.1", "46.2"]),
        ("ninh tinh", ["24", "27"]),
        ("thuận hòa", ["46.1", "46.2"]),
        ("phuong hue", []),
        ("uan", []),
        ("46", ["46", "46.1", "46.2"]),
    ],
)
def test_search__needs_all_words_each_from_its_beginning(provinces: CodeList, text: str, found: list[str]) -> None:
    assert [concept.code for concept in provinces.search(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Huees", ["46"]),
        ("bac nihn", ["24", "27"]),
        ("co doo", ["46"]),
        ("47", []),
        ("Tỉnh 47", []),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_alike__names_that_are_written_much_the_same(provinces: CodeList, text: str, found: list[str]) -> None:
    assert [concept.code for concept in provinces.alike(text)] == found
