"""Relative IRIs, to and fro."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.reading.iris import STAND_IN, make_absolute, shortest_form

DOCUMENT = STAND_IN + "agency/a/b/feed.ttl"
steps = st.lists(st.sampled_from(["..", ".", "a", "b", "b:c", "agency", "feed.ttl", "x"]), max_size=6).map("/".join)
written = st.tuples(st.sampled_from(["", "/", "./"]), steps, st.sampled_from(["", "/", "#d", "?q", "?q#d"])).map(
    "".join
)


@given(written)
def test_shortest_form__means_the_same(relative: str) -> None:
    iri = make_absolute(relative, DOCUMENT)
    if iri.startswith(STAND_IN):
        assert make_absolute(shortest_form(iri, DOCUMENT), DOCUMENT) == iri


@pytest.mark.parametrize("base", [STAND_IN, STAND_IN + "agency", STAND_IN + "agency/feed.ttl"])
@pytest.mark.parametrize("relative", ["", "#d", "x", "x/y#d", "/x", "?q"])
def test_shortest_form__means_the_same_whatever_the_base(relative: str, base: str) -> None:
    iri = make_absolute(relative, base)
    assert make_absolute(shortest_form(iri, base), base) == iri
