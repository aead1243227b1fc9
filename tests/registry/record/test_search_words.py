"""Words of records: bounded as both databases can hold them, and found whatever a record says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.record.search_words import (
    FIELDS,
    GAP,
    WordFields,
    code_word,
    pack_values,
    packed_fields,
    unpack_values,
)
from danhmuc.registry.store.search_index import vector_text
from danhmuc.vocab.words import MAX_WORD_BYTES, codes_in, cut_words, fold, whole_word


def packed(**texts: str) -> tuple[str, ...]:
    words = WordFields()
    words.add_iri("https://e.vn/d")
    for name, text in texts.items():
        words.add_text(name, [text])
    return packed_fields(words.pack())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đất-đai", ["dat", "dai"]),
        ("hoà bình, thuỷ", ["hoa", "binh", "thuy"]),
        ("hòa thủy", ["hoa", "thuy"]),
        ("H57.06", ["h57", "06"]),
        ("ma_thua", ["ma", "thua"]),
        ("–&…", []),
        ("a\0b\ud800c", ["a", "b", "c"]),
    ],
)
def test_cut_words__are_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert cut_words(text) == words


@given(st.text())
def test_words__have_no_sign_of_a_query_language(text: str) -> None:
    for word in (*cut_words(text), *codes_in(fold(text)), whole_word(text)):
        assert not set(word) & set(" \0\t\n'\"\\*|^{}<>[]")
        assert not word.startswith("=")
        assert len(word.encode(errors="replace")) <= MAX_WORD_BYTES


@given(st.lists(st.text()), st.text())
def test_pack__has_a_line_for_each_field(texts: list[str], iri: str) -> None:
    words = WordFields()
    words.add_iri(iri)
    words.add_codes([iri])
    for name in FIELDS[:3]:
        words.add_text(name, texts)
    lines = packed_fields(words.pack())
    assert len(lines) == len(FIELDS)
    assert all("" not in line.split(" ") for line in lines if line)


def test_pack__phrases_do_not_reach_from_one_value_into_the_next() -> None:
    words = WordFields()
    words.add_text("named", ["b", "a"])
    assert packed_fields(words.pack())[1] == f"a {GAP} b"


def test_pack__a_word_said_too_often_keeps_its_places_free() -> None:
    named = packed(named="x " * 60 + "y")[1].split(" ")
    assert (named.count("x"), named.count(GAP), named[60]) == (50, 10, "y")


def test_pack__the_iri_is_never_among_what_is_left_out() -> None:
    title, _, described, other = packed(title="b " * 9_000, described=" ".join(f"a{n}.{n}" for n in range(9_000)))
    assert other.split(" ")[:2] == ["https://e.vn/d", "d"]
    assert all(len(line.split(" ")) <= 2_500 for line in (title, described, other))


def test_vector_text__has_positions_that_postgresql_knows() -> None:
    text = vector_text("\n".join([" ".join(f"w{n}" for n in range(2_500))] * 4))
    last = max(int(place[:-1]) for word in text.split(" ") for place in word.rpartition(":")[2].split(","))
    assert last < 16_383
    assert "'w0':1A,2502B" in text


def test_vector_text__quotes_what_ends_a_word() -> None:
    assert vector_text("a'b\\c\n\n\n") == "'a''b\\\\c':1A"


def test_code_word__is_the_same_for_capitals() -> None:
    assert code_word("https://e.vn/A") == code_word("https://e.vn/a") != code_word("https://e.vn/b")


@given(st.lists(st.text(alphabet="ab \u00a0\t", max_size=5)))
def test_pack_values__are_read_back(values: list[str]) -> None:
    read = unpack_values(pack_values(values))
    assert set(read) == {" ".join(value.split()) for value in values} - {""}
    assert list(read) == sorted(read, key=lambda value: value.replace(" ", "\u00a0"))


@given(st.lists(st.text(st.sampled_from("aĐế\u0301\u0483ß\u1fefΣİ5/.-_ \t\xa0\u2003\x1c\x7f\0\"'ﬁ"))))
def test_add_text__remembers_parts_and_finds_what_is_found_in_texts_folded_as_a_whole(texts: list[str]) -> None:
    whole = fold("\x7f".join(sorted(texts)))
    cut = WordFields()
    cut.add_text("described", texts)
    assert cut.described == [GAP if word == "\x7f" else word for word in re.findall(r"[^\W_]+|\x7f", whole)] + [GAP]
    assert cut.other == list(codes_in(whole))
