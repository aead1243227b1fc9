"""What a document mentions, in few bytes."""

from __future__ import annotations

from danhmuc.registry.record.bars import mention_keys, mentions_any, mentions_of

IRIS = [f"https://e.vn/{number}" for number in range(200)]


def test_mentions__are_found_again() -> None:
    mentions = mentions_of(IRIS)
    assert len(mentions) == 8 * len(IRIS)
    assert all(mentions_any(mentions, mention_keys([iri])) for iri in IRIS)
    assert not mentions_any(mentions, mention_keys(["https://e.vn/x", "https://e.vn/y"]))
    assert not mentions_any(mentions, mention_keys([]))


def test_mentions__that_are_not_known_may_be_any() -> None:
    assert mentions_any(None, mention_keys(["https://e.vn/x"]))
    assert not mentions_any("", mention_keys(["https://e.vn/x"]))
