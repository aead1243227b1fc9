"""Gzip: unpacked, bounded, and refused when damaged."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import read_document
from danhmuc.vocab.reading.decoding import gunzip
from danhmuc.vocab.reading.notes import Notes

TURTLE = b"<http://x/a> <http://x/p> 1 .\n"


def refusal(data: bytes, max_bytes: int = 1000) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        gunzip(data, Notes("a.ttl.gz"), max_bytes=max_bytes)
    return caught.value


def test_gunzip__plain_bytes_are_the_same_object() -> None:
    assert gunzip(TURTLE, Notes("a.ttl"), max_bytes=100) is TURTLE


def test_gunzip__several_members_are_one_document() -> None:
    packed = gzip.compress(TURTLE) + gzip.compress(TURTLE)
    assert gunzip(packed, Notes("a"), max_bytes=100) == TURTLE * 2


@pytest.mark.usefixtures("usual_collection")
def test_gunzip__a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = gzip.compress(bytes(200_000_000))
    tracemalloc.start()
    try:
        error = refusal(bomb, max_bytes=1_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.code == "read:too-large"
    assert peak < 20_000_000


def test_gunzip__plain_bytes_above_the_limit_are_refused() -> None:
    assert str(refusal(bytes(1001))) == "a.ttl.gz: 1,001 bytes; the limit is 1,000"


def test_gunzip__a_cut_off_stream_is_refused() -> None:
    error = refusal(gzip.compress(TURTLE * 9)[:-12])
    assert error.code == "read:gzip"
    assert "cut off" in str(error.reason)


@pytest.mark.parametrize("damaged", [b"\x1f\x8bnonsense", gzip.compress(TURTLE, mtime=0)[:-8] + bytes(8)])
def test_gunzip__a_damaged_stream_is_refused(damaged: bytes) -> None:
    assert refusal(damaged).code == "read:gzip"


def test_read_document__passes_the_limit_on() -> None:
    with pytest.raises(DocumentError, match="the limit is 5") as caught:
        read_document(TURTLE, place="a.ttl", base="http://b/", max_bytes=5)
    assert caught.value.code == "read:too-large"
