"""JSON-LD within its limits."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import json_guard, read_document
from danhmuc.vocab.reading.notes import MAX_DEPTH, MAX_JSON_BYTES


def refusal(data: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(data, place="a.jsonld", base="http://b/")
    return caught.value


@pytest.mark.soak
def test_read_document__json_above_its_limit_is_refused() -> None:
    assert MAX_JSON_BYTES == 200_000_000
    error = refusal(b"{}" + b" " * MAX_JSON_BYTES)
    assert error.code == "read:too-large"
    assert str(error.reason).startswith("200,000,002 bytes of JSON-LD; the limit is 200,000,000")


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        (b"[", b"]"),
        (b'{"http://x/p":', b"}"),
        (b'{"@graph":[', b"]}"),
        (b'{"@context":{"a":{"@id":"http://x/a","@context":', b"}}}"),
        (b'{"http://x/p":{"@list":[', b"]}}"),
        (b'["]]]]",', b"]"),
        (b'{"\\\\": "\\"}}}}", "http://x/p":', b"}"),
    ],
)
@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 5_000, 100_000])
def test_read_document__json_too_deep_is_refused(opening: bytes, closing: bytes, levels: int) -> None:
    error = refusal(opening * levels + b"{}" + closing * levels)
    assert (error.code, str(error.reason)) == ("read:too-deep", "objects and arrays nested more than 200 deep")


def test_read_document__json_that_never_closes_is_refused() -> None:
    assert refusal(b'{"@graph": ' + b"[" * 100_000).code == "read:too-deep"


def test_read_document__ordinary_depth_is_no_fault() -> None:
    data = b'{"http://x/p":' * 150 + b"1" + b"}" * 150
    assert read_document(data, place="a.jsonld", base="http://b/").triples == 150


def test_read_document__many_brackets_side_by_side_are_no_fault() -> None:
    data = json.dumps([{"@id": f"http://x/{n}", "http://x/p": [[], {}, "]["]} for n in range(500)]).encode()
    assert read_document(data, place="a.jsonld", base="http://b/").triples > 500


JSON = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(st.sampled_from('[]{}"\\,:aé'), max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(st.sampled_from('[]{}"\\a'), max_size=4), inner, max_size=3),
    ),
    max_leaves=12,
)


def depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@given(JSON, st.integers(0, 6))
@example([{}], 1)
def test_is_deeper__counts_as_a_parser_does(value: object, limit: int) -> None:
    data = json.dumps(value, ensure_ascii=False).encode()
    assert json_guard.is_deeper(data, limit) == (depth(value) > limit)
