"""One parser decides where an address leads, and what it cannot take is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.fetch.web_locations import join_location, read_location
from danhmuc.registry.messages.fetch import FetchText
from danhmuc.vocab.errors import AddressRefusedError
from danhmuc.vocab.messages import MessageTemplate


@pytest.mark.parametrize(
    ("text", "url", "origin"),
    [
        ("https://Data.Hue.VN", "https://data.hue.vn/", "https://data.hue.vn"),
        ("https://data.hue.vn:443/a?b#c", "https://data.hue.vn/a?b", "https://data.hue.vn"),
        ("http://data.hue.vn:8080/", "http://data.hue.vn:8080/", "http://data.hue.vn:8080"),
        ("http://[2A00::1]/a", "http://[2a00::1]/a", "http://[2a00::1]"),
        ("http://8.8.8.8/", "http://8.8.8.8/", "http://8.8.8.8"),
        ("http://agency.example\\@10.0.0.1/", "http://agency.example/%5C@10.0.0.1/", "http://agency.example"),
        ("http://1.example/", "http://1.example/", "http://1.example"),
    ],
)
def test_read_location__has_one_spelling(text: str, url: str, origin: str) -> None:
    location = read_location(text)
    assert (location.url, location.origin) == (url, origin)
    assert read_location(location.url) == location


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a.ttl", FetchText.LOCATION_NO_HTTP),
        ("ftp://e.vn/", FetchText.LOCATION_NO_HTTP),
        ("http://", FetchText.LOCATION_UNREADABLE),
        ("http://e.vn:99999/", FetchText.LOCATION_UNREADABLE),
        ("http://a!b.example/", FetchText.LOCATION_UNREADABLE),
        ("http://a;b.example/", FetchText.LOCATION_UNREADABLE),
        ("http://u@e.vn/", FetchText.LOCATION_HAS_USER),
        ("http://127.1/", FetchText.LOCATION_NUMERIC),
        ("http://0X7F000001/", FetchText.LOCATION_NUMERIC),
        ("http://010.8.8.8/", FetchText.LOCATION_NUMERIC),
        ("http://8.8.8.8./", FetchText.LOCATION_NUMERIC),
        ("http://256.1.1.1/", FetchText.LOCATION_NUMERIC),
    ],
)
def test_read_location__says_why_not(text: str, reason: MessageTemplate) -> None:
    with pytest.raises(AddressRefusedError) as caught:
        read_location(text)
    assert caught.value.reason.template is reason


def test_join_location__is_relative_to_where_one_is() -> None:
    here = read_location("https://e.vn/a/b?c")
    assert join_location(here, "../d").url == "https://e.vn/d"
    assert join_location(here, "?page=2").url == "https://e.vn/a/b?page=2"
    assert join_location(here, "//f.vn").origin == "https://f.vn"


@given(st.sampled_from(["http://", "https:", "HTTP://u@", "http://[", ""]), st.text(max_size=40), st.text(max_size=20))
def test_read_location__of_any_text_is_an_address_or_a_refusal(beginning: str, text: str, target: str) -> None:
    try:
        location = read_location(beginning + text)
    except AddressRefusedError:
        location = read_location("http://agency.example/a")
    assert read_location(location.url) == location
    assert location.url.startswith(location.origin)
    with contextlib.suppress(AddressRefusedError):
        join_location(location, target)
