"""The stream of a feed, taken from the beginning and as a delta after changes, gives what the dump gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from danhmuc.registry import Registry

from ...registry.feeds.public_words import POLICY
from .feed_site import FeedReader, harvest_demo, reader_of
from .random_changes import RandomChanges


def follow(reader: FeedReader) -> Mapping[tuple[str, str], str]:
    """Harvest the stream, and accept the deletions that wait for somebody."""
    assert reader.harvest("stream.trig", "ldes").state == "complete"
    (status,) = reader.registry.statuses()
    if status.deletions_waiting:
        reader.registry.accept_missing(status.name, by="an", reason="thử")
    return reader.digests()


def try_changes(tmp_path: Path, *, rounds: int, changes: int, seed: int, policy: str | None = None) -> None:
    feed = replace(harvest_demo(tmp_path), records_per_page=50, policy=policy)
    with Registry.open(feed.url) as registry, reader_of(feed, f"sqlite:///{tmp_path / 'delta.db'}") as follower:
        made = RandomChanges(registry, tmp_path / "samples", seed)
        made.fill(20)
        feed.build()
        before = follow(follower)
        for number in range(rounds):
            made.make(changes)
            feed.build(accept_drop="thử")
            after = follow(follower)
            assert after != before
            before = after
            for path, kind in (("all.nt.gz", None), ("stream.trig", "ldes")):
                with reader_of(feed, f"sqlite:///{tmp_path / f'{number}-{path}.db'}") as fresh:
                    assert fresh.harvest(path, kind).state == "complete"
                    assert dict(fresh.digests().items() ^ after.items()) == {}


def test_delta__after_random_changes_gives_what_the_dump_gives(tmp_path: Path) -> None:
    try_changes(tmp_path, rounds=1, changes=30, seed=13)


@pytest.mark.soak
@pytest.mark.parametrize("policy", [None, POLICY], ids=["everything", "public"])
@pytest.mark.parametrize("seed", range(4))
def test_delta__after_many_random_changes_gives_what_the_dump_gives(
    tmp_path: Path, seed: int, policy: str | None
) -> None:
    try_changes(tmp_path, rounds=3, changes=200, seed=seed, policy=policy)
