"""Tokens and IRIs of lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.concepts.list_faults import check_token, concept_iri, token_of
from danhmuc.vocab.errors import UsageError


@pytest.mark.parametrize("token", ["a", "data-theme", "province-2004", "1"])
def test_check_token__gives_it_back(token: str) -> None:
    assert check_token(token) == token


@pytest.mark.parametrize("token", ["", "A", "a_b", "a--b", "-a", "a-", "tỉnh", "a b", "a/b", "a\n", "a" * 65])
def test_check_token__refuses_others(token: str) -> None:
    with pytest.raises(UsageError, match="cannot name a code list"):
        check_token(token)


@given(st.text())
def test_token_of__is_a_token_or_nothing(text: str) -> None:
    token = token_of(text)
    assert token == "" or check_token(token) == token


def test_concept_iri__has_one_slash_and_no_letter_that_an_iri_may_not_have() -> None:
    assert concept_iri("http://a.example/s", "a/b c") == concept_iri("http://a.example/s/", "a/b c")
    assert concept_iri("http://a.example/s", "a/b c") == "http://a.example/s/a%2Fb%20c"
