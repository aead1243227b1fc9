"""One name, however it is written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.concepts.legal_acts import bare_name, exact_key, folded_key, spell_out, words_of

TONES = "\u0300\u0301\u0303\u0309\u0323"
OPEN = [("o", "a"), ("o", "e"), ("u", "y")]


def written(*letters: str) -> str:
    return unicodedata.normalize("NFC", "".join(letters))


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize(("first", "second"), OPEN)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("change", [str, str.upper, str.title])
def test_exact_key__old_and_new_place_of_the_tone_mark_agree(
    tone: str, first: str, second: str, form: str, change: type[str]
) -> None:
    old, new = written("h", first, tone, second), written("h", first, second, tone)
    assert old != new
    assert exact_key(unicodedata.normalize(form, change(old))) == exact_key(new) == new


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khánh Hoà", "Khánh Hòa"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("UỶ BAN", "ủy ban"),
        ("Hoà Bình–Sơn La", "Hòa Bình - Sơn La"),
        ("Ea H’leo", "Ea H'leo"),
        ("Bắc\u00a0Ninh", "bắc  ninh"),
        ("khỏe", "khoẻ"),
    ],
)
def test_exact_key__is_one_for_spellings_of_one_name(one: str, other: str) -> None:
    assert exact_key(one) == exact_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoà", "Hoá"), ("Hòa", "Hoa"), ("Thủy", "Thuy"), ("múa", "muá"), ("đa", "da"), ("hoặc", "hoạc"), ("mùa", "mua")],
)
def test_exact_key__other_names_stay_others(one: str, other: str) -> None:
    assert exact_key(one) != exact_key(other)


@pytest.mark.parametrize(
    "word", ["quý", "hoặc", "hoàn", "toán", "tuyền", "khuỷu", "mùa", "thuở", "thuế", "huế", "lưỡi"]
)
def test_exact_key__leaves_words_that_have_one_spelling(word: str) -> None:
    assert exact_key(word) == word


@given(st.text())
def test_exact_key__of_a_key_is_itself(text: str) -> None:
    key = exact_key(text)
    assert exact_key(key) == key


@given(st.text(alphabet="aeouyđĐạảãàáôơưHQ -", max_size=12))
def test_exact_key__does_not_depend_on_the_normal_form(text: str) -> None:
    forms = {exact_key(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


def test_folded_key__has_no_diacritics() -> None:
    assert folded_key(exact_key("Đường Thuỷ")) == "duong thuy"


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("tp huế", "thành phố huế"),
        ("tp. huế", "thành phố huế"),
        ("tp.huế", "thành phố huế"),
        ("t. bắc ninh", "tỉnh bắc ninh"),
        ("p.ba đình", "phường ba đình"),
        ("x. ba dinh", "xã ba dinh"),
        ("đk. phú quốc", "đặc khu phú quốc"),
        ("tphcm", "tphcm"),
        ("p 1", "p 1"),
        ("tỉnh huế", "tỉnh huế"),
        ("tp.", "tp."),
    ],
)
def test_spelt_out__kinds_of_territories(typed: str, full: str) -> None:
    assert spell_out(typed) == full


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("thành phố huế", "huế"),
        ("tỉnh bắc ninh", "bắc ninh"),
        ("ha noi city", "ha noi"),
        ("huế", None),
        ("tỉnh", None),
        ("thành phốhuế", None),
    ],
)
def test_bare_name__is_without_the_kind(name: str, bare: str | None) -> None:
    assert bare_name(name) == bare


def test_words_of__leaves_punctuation_out() -> None:
    assert words_of("Ảnh (PNG), bảng-tính") == ["anh", "png", "bang", "tinh"]
