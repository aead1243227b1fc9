"""The form by which IRIs are compared: one for all spellings, and no more than that."""

from __future__ import annotations

from unicodedata import normalize
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.valid_iris import is_valid_iri, valid_or_same

ANY = st.builds(
    "{}:{}".format,
    st.sampled_from(("http", "HTTPS", "urn", "a+b.c-1", "mailto")),
    st.lists(
        st.sampled_from("abK0đấ%[]#?/:@&=.-_~'() \"<\\^`\u0301\u0323\u0338\u212a\u1fef\u037e\u00a0\ue000\ufffe\u3002")
        | st.sampled_from(("//", "/../", "/./", ":80", "%7E", "%C4%91", "%c4", "%2F", "%2e", "xn--"))
        | st.characters(exclude_categories=("Cs",)),
        max_size=12,
    ).map("".join),
)
LAND = "https://data.gov.vn/đất-đai"


@pytest.mark.parametrize(
    "spelling",
    [
        LAND,
        normalize("NFD", LAND),
        "https://data.gov.vn/%C4%91%E1%BA%A5t-%C4%91ai",
        "https://data.gov.vn/%c4%91%e1%ba%a5t-%c4%91ai",
        "https://data.gov.vn/%C4%91" + quote(normalize("NFD", "ất")) + "%2D%C4%91ai",
        "HTTPS://Data.Gov.VN:443/đất-đai",
        "https://data.gov.vn:/đất-đai",
        "https://data.gov.vn:0443/đất-đai",
        "https://data.gov.vn/x/../đất-đai",
        "https://data.gov.vn/./x/%2E%2E/đất-đai",
    ],
)
def test_comparison_form__is_one_for_all_spellings(spelling: str) -> None:
    assert comparison_form(spelling) == LAND


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://e.vn/%7Ea", "http://e.vn/~a"),
        ("http://e.vn", "http://e.vn/"),
        ("http://đất.vn/a", "http://xn--t-kia038t.vn/a"),
        ("http://%C4%91%E1%BA%A5t.vn/a", "http://ĐẤT.vn/a"),
        ("http://đất。vn/a", "http://đất.vn/a"),
        ("http://bộ_y.vn/a", "http://XN--b_y-6mz.vn/a"),
        ("http://e.vn/a b", "http://e.vn/a%20b"),
        ("http://e.vn/a?q=%C4%91", "http://e.vn/a?q=đ"),
        ("http://e.vn/a?q=%EE%80%80", "http://e.vn/a?q=\ue000"),
        ("http://e.vn/a#%c4%91", "http://e.vn/a#đ"),
        ("URN:x:%c4%91", "urn:x:đ"),
        ("http://e.vn/a/.", "http://e.vn/a/"),
        ("http://e.vn/../../a", "http://e.vn/a"),
        ("http://e.vn/%C4%C4%91", "http://e.vn/%c4đ"),
    ],
)
def test_comparison_form__is_one_for_two(one: str, other: str) -> None:
    assert comparison_form(one) == comparison_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://e.vn/a", "https://e.vn/a"),
        ("http://e.vn/a", "http://e.vn/A"),
        ("http://e.vn/a", "http://e.vn/a/"),
        ("http://e.vn/a%2Fb", "http://e.vn/a/b"),
        ("http://e.vn/a%20b", "http://e.vn/a+b"),
        ("http://e.vn/a?", "http://e.vn/a"),
        ("http://e.vn:8080/a", "http://e.vn/a"),
        ("https://e.vn:80/a", "https://e.vn/a"),
        ("http://e.vn/%25C4%2591", "http://e.vn/%C4%91"),
        ("http://e.vn/dat", "http://e.vn/đat"),
        ("urn:x:a/../b", "urn:x:b"),
    ],
)
def test_comparison_form__tells_two_apart(one: str, other: str) -> None:
    assert comparison_form(one) != comparison_form(other)


@pytest.mark.parametrize("text", ["a", "plain text", "/đ", ""])
def test_comparison_form__without_a_scheme_is_the_text(text: str) -> None:
    assert comparison_form(text) == text


@given(ANY)
def test_comparison_form__is_valid_and_stays(iri: str) -> None:
    form = comparison_form(iri)
    assert is_valid_iri(form)
    assert comparison_form(form) == form
    assert comparison_form(valid_or_same(iri)) == form
    assert comparison_form(normalize("NFD", valid_or_same(iri))) == form


@given(ANY)
def test_comparison_form__is_that_of_the_encoded_iri(iri: str) -> None:
    valid = valid_or_same(iri)
    scheme, _, rest = valid.partition(":")
    assert comparison_form(f"{scheme}:{quote(rest, safe=SIGNS)}") == comparison_form(valid)


SIGNS = "%/:?#[]@!$&'()*+,;=-._~"
