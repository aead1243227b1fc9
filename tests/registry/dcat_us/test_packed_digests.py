"""What is packed to save memory is a set of digests, and a dictionary of losses."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.dcat_us.catalogue import DigestIndex
from danhmuc.registry.record.exported import PackedLosses

IRIS = st.sampled_from([f"https://e.vn/{number}" for number in range(9)])
STEPS = st.lists(st.tuples(IRIS, st.none() | st.dictionaries(st.sampled_from("abc"), st.integers(1, 3), min_size=1)))


@given(STEPS)
def test_losses__are_a_dictionary(steps: list[tuple[str, dict[str, int] | None]]) -> None:
    packed, plain = PackedLosses(), dict[str, dict[str, int]]()
    for iri, numbers in steps:
        if numbers is None:
            assert packed.pop(iri, None) == plain.pop(iri, None)
        else:
            packed[iri] = plain[iri] = numbers
    assert packed == plain
    assert (len(packed), sorted(packed)) == (len(plain), sorted(plain))


def test_digests__are_added_once_and_numbered_in_their_order() -> None:
    digests = [hashlib.sha256(bytes([number])).digest()[:16] for number in range(200)]
    index = DigestIndex()
    assert [index.add(digest) for digest in (*digests, *digests)] == [True] * 200 + [False] * 200
    assert [index.find(digest) for digest in digests] == list(range(200))
    assert (index.find(bytes(16)), len(index)) == (None, 200)
