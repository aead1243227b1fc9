"""Packed candidates behave as a dictionary of them does, sorted by IRI."""

from __future__ import annotations

from random import Random

import pytest

from danhmuc.registry.export import packed_candidates
from danhmuc.registry.export.packed_candidates import NONE, PackedCandidates
from danhmuc.registry.store.held_statements import HeldStatement
from danhmuc.registry.store.selecting import Candidate

NAMES = [f"https://e.vn/{name}" for name in ("a", "a/b", "a-b", "ab", "đường", "b", "c", "ế", "😀", *range(300))]


def candidate(iri: str, number: int = 1, **values: object) -> Candidate:
    some = Candidate(
        source_id=number % 3,
        source=f"s{number % 3}",
        priority=100,
        iri=iri,
        role="record",
        state="present",
        topic=None,
        main_class=None,
        version_id=number,
        newest_id=number + 1,
        publicity="0000",
        newest_publicity="0000",
        record_id=number,
    )
    return some._replace(**values)


@pytest.mark.parametrize("seed", range(5))
def test_packed__is_as_a_dictionary(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_candidates, "_MOST_REMEMBERED", 7)
    draw = Random(seed)
    packed, plain = PackedCandidates(), dict[str, Candidate]()
    for number in range(2_000):
        iri = draw.choice(NAMES)
        if draw.random() < 0.3 and iri in plain:
            del packed[iri], plain[iri]
        else:
            topic = draw.choice([None, "https://e.vn/topic"])
            held = draw.choice([None, HeldStatement(iri, "s", 1, "d", "0000")])
            version = draw.choice([None, number])
            packed[iri] = plain[iri] = candidate(iri, number, topic=topic, held=held, version_id=version)
        asked = {name.encode() for name in draw.sample(NAMES, 9)}
        found = {packed.iri(one).encode() for one in packed.find_among(asked)}
        assert found == asked & {name.encode() for name in plain}
    assert list(packed.items()) == sorted(plain.items())
    assert list(packed) == sorted(plain)
    assert len(packed) == len(plain)
    assert [packed.get(name) for name in NAMES] == [plain.get(name) for name in NAMES]
    assert [name in packed for name in NAMES] == [name in plain for name in NAMES]
    assert packed.count(role="record", state="present") == len(plain)
    assert packed.count(role="record", state="missing") == 0


def test_packed__keeps_iris_of_one_hash_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_candidates, "hash", lambda _: 5, raising=False)
    packed = PackedCandidates()
    for number, iri in enumerate(NAMES[:40]):
        packed[iri] = candidate(iri, number)
    del packed[NAMES[3]]
    assert [packed.number(iri) for iri in NAMES[:41]] == [0, 1, 2, NONE, *range(4, 40), NONE]
    assert packed.find_among({NAMES[3].encode(), NAMES[4].encode(), NAMES[50].encode()}) == {4}


def test_packed__what_is_not_there_is_an_error() -> None:
    packed = PackedCandidates()
    with pytest.raises(KeyError, match="nothing"):
        del packed["nothing"]
