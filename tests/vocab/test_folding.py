"""What people type without marks finds what is written with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.words import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đồng Nai", "dong nai"),
        ("đường bộ", "duong bo"),
        ("Thuỷ sản", "thuy san"),
        ("Thủy sản", "thuy san"),
        ("ƯƠNG, Ở, Ễ, Ặ, Ỵ", "uong, o, e, a, y"),
        ("Dữ liệu MỞ", "du lieu mo"),
        ("qualité de l'AIR", "qualite de l'air"),
        ("Straße", "strasse"),
        ("ASCII Only", "ascii only"),
        ("大气质量", "大气质量"),
        ("한국", "한국"),
        ("", ""),
        (" \t\n ", ""),
    ],
)
def test_fold__case_and_marks_are_set_aside(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold__composed_and_decomposed_are_one() -> None:
    assert fold("Huế") == fold("Hue\u0302\u0301")


@pytest.mark.parametrize("gap", [" ", "  ", "\t", "\r\n", "\u00a0", "\u3000", "\n\n"])
def test_fold__any_white_space_is_one_blank(gap: str) -> None:
    assert fold(f"{gap}môi{gap}trường{gap}") == "moi truong"


def test_fold__letters_and_digits_beyond_marks_stay() -> None:
    assert fold("QCVN 05:2023/BTNMT") == "qcvn 05:2023/btnmt"


@given(st.text())
def test_fold__folded_text_stays(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ 05-"))
def test_fold__vietnamese_becomes_plain_small_letters(text: str) -> None:
    assert set(fold(text.upper())) <= set("abcdeghiklmnopqrstuvxy 05-")


@given(st.text(), st.text())
def test_fold__words_are_found_in_their_text(before: str, after: str) -> None:
    assert " thuy san " in f" {fold(f'{before} Thuỷ sản {after}')} "
