"""IRIs that every reader takes, and what is made of others; the table of repairs is in tests/hostile/test_feed.py."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from danhmuc.vocab.valid_iris import are_valid_iris, escape_iri, is_valid_iri, spellings_of, valid_or_same

ANY = st.builds(
    "{}:{}".format,
    st.sampled_from(("http", "urn", "a+b.c-1", "mailto")),
    st.text(
        st.sampled_from("ab0đ%[]#?/:@&=.-_~'() \"<>\\^{}|`\n\x85\u00a0\u2028\ue000\ufffe\U000e0001\U0001ffff")
        | st.characters(exclude_categories=("Cs",)),
        max_size=12,
    ),
)


@given(ANY)
def test_escape_iri__is_valid_and_stays(iri: str) -> None:
    escaped = escape_iri(iri)
    assert is_valid_iri(escaped)
    assert escape_iri(escaped) == escaped
    assert (escaped == iri) is is_valid_iri(iri)


@given(ANY)
def test_is_valid_iri__as_strict_parsers_see_it(iri: str) -> None:
    line = f"<{escape_iri(iri)}> <x:p> <x:o> .".encode()
    (quad,) = parse(line, RdfFormat.N_TRIPLES)
    assert str(quad.subject) == f"<{escape_iri(iri)}>"


@pytest.mark.parametrize("iri", ["a", "/a", "_:b", "1a:b", "x_y:z", ":x", "a b:c"])
def test_escape_iri__without_a_scheme_there_is_nothing_to_keep(iri: str) -> None:
    assert not is_valid_iri(iri)
    with pytest.raises(ValueError, match=re.escape(iri)):
        escape_iri(iri)


def test_are_valid_iris__one_is_enough() -> None:
    assert are_valid_iris([])
    assert are_valid_iris(["http://e.vn/a", "urn:x"])
    assert not are_valid_iris(["http://e.vn/a", "http://e.vn/[a]"])


@pytest.mark.parametrize("text", ["http://e.vn/a b[1]", "http://e.vn/a#b#c", "http://e.vn/%C4%90 \t", "http://e.vn/x"])
def test_spellings_of__has_the_text_that_was_repaired(text: str) -> None:
    found = spellings_of(escape_iri(text))
    assert found is not None
    assert text in found
    assert {valid_or_same(one) for one in found} == {escape_iri(text)}


@pytest.mark.parametrize(
    "text", ["http://e.vn/100%", "http://e.vn:x/y", "http://e.vn/\ue000", "http://e.vn/\ufffe", "http://e.vn/       "]
)
def test_spellings_of__may_be_any(text: str) -> None:
    assert spellings_of(escape_iri(text)) is None


@given(ANY)
def test_spellings_of__lacks_none(iri: str) -> None:
    found = spellings_of(escape_iri(iri))
    assert found is None or iri in found
