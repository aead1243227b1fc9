"""Bodies decompress whole, piece by piece, or not at all."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.fetch.answers import CompressionError, inflated_pieces


def inflate(data: bytes, encoding: str, size: int = 1 << 16) -> bytes:
    def pieces() -> Iterator[bytes]:
        for start in range(0, len(data), size):
            yield data[start : start + size]

    found = inflated_pieces(pieces(), encoding)
    assert found is not None
    return b"".join(found)


@given(st.binary(max_size=300), st.integers(1, 40), st.sampled_from(["gzip", "deflate", "raw", "gzip, deflate"]))
def test_inflated_pieces__give_what_was_packed(data: bytes, size: int, way: str) -> None:
    packed = {
        "gzip": gzip.compress(data),
        "deflate": zlib.compress(data),
        "raw": zlib.compress(data, wbits=-15),
        "gzip, deflate": zlib.compress(gzip.compress(data)),
    }[way]
    assert inflate(packed, way.replace("raw", "deflate"), size) == data


@given(st.binary(min_size=1, max_size=300), st.data())
def test_inflated_pieces__of_a_part_are_an_error(data: bytes, draw: st.DataObject) -> None:
    for encoding, packed in (("gzip", gzip.compress(data)), ("deflate", zlib.compress(data))):
        end = draw.draw(st.integers(1, len(packed) - 1))
        with pytest.raises(CompressionError) as caught:
            inflate(packed[:end], encoding)
        assert caught.value.ended


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_inflated_pieces__are_small_however_well_they_were_packed(encoding: str) -> None:
    packed = gzip.compress(b" " * 5_000_000) if encoding == "gzip" else zlib.compress(b" " * 5_000_000)
    found = inflated_pieces([packed], encoding)
    assert found is not None
    sizes = [len(piece) for piece in found]
    assert (sum(sizes), max(sizes)) == (5_000_000, 65_536)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br", "gzip, gzip, gzip", "gzip;q=1", "*"])
def test_inflated_pieces__of_an_unknown_encoding_are_none(encoding: str) -> None:
    assert inflated_pieces([b"x"], encoding) is None


@pytest.mark.parametrize("encoding", ["", "identity", " Identity ", "identity, gzip"])
def test_inflated_pieces__of_no_encoding_are_the_pieces(encoding: str) -> None:
    data = gzip.compress(b"x") if "gzip" in encoding else b"x"
    assert inflate(data, encoding) == b"x"


@pytest.mark.parametrize("size", [1, 1 << 16])
@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_inflated_pieces__with_something_after_them_are_an_error(encoding: str, size: int) -> None:
    packed = gzip.compress(b"x") if encoding == "gzip" else zlib.compress(b"x")
    with pytest.raises(CompressionError) as caught:
        inflate(packed + b"more", encoding, size)
    assert not caught.value.ended
