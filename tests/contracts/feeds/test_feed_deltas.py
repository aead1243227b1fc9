"""The stream of a feed, taken from the beginning and as a delta after changes, gives what the dump gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from danhmuc.registry import Registry

from ...conftest import seeds
from ...registry.feeds.public_words import POLICY
from .feed_site import FeedReader, harvest_demo, reader_of
from .random_changes import RandomChanges


def follow(reader: FeedReader) -> Mapping[tuple[str, str], str]:
    """Harvest the stream, and accept the deletions that wait for somebody."""
    assert reader.harvest("stream.trig", "ldes").state == "complete"
    (status,) = reader.registry.source_list.statuses()
    if status.deletions_waiting:
        reader.registry.harvests.accept_missing(status.name, by="an", reason="thử")
    return reader.digests()


def try_changes(
    tmp_path: Path, *, rounds: int, changes: int, seed: int, policies: Sequence[str | None] = (None,)
) -> None:
    """Change a registry at random, and compare what follows its feeds, one under each policy, with their dumps."""
    demo = replace(harvest_demo(tmp_path), records_per_page=50)
    feeds = [replace(demo, folder=tmp_path / f"feed-{number}", policy=policy) for number, policy in enumerate(policies)]
    with ExitStack() as stack:
        registry = stack.enter_context(Registry.open(demo.url))
        followers = [
            stack.enter_context(reader_of(feed, f"sqlite:///{tmp_path / f'{feed.folder.name}.db'}")) for feed in feeds
        ]
        made = RandomChanges(registry, tmp_path / "samples", seed)
        made.fill(20)
        for feed in feeds:
            feed.build()
        before = [follow(follower) for follower in followers]
        for number in range(rounds):
            made.make(changes)
            for place, (feed, follower) in enumerate(zip(feeds, followers, strict=True)):
                feed.build(accept_drop="thử")
                after = follow(follower)
                assert after != before[place], feed.policy
                before[place] = after
                for path, kind in (("all.nt.gz", None), ("stream.trig", "ldes")):
                    url = f"sqlite:///{tmp_path / f'{feed.folder.name}-{number}-{path}.db'}"
                    with reader_of(feed, url) as fresh:
                        assert fresh.harvest(path, kind).state == "complete"
                        assert dict(fresh.digests().items() ^ after.items()) == {}, feed.policy


@pytest.mark.soak
def test_delta__after_random_changes_gives_what_the_dump_gives(tmp_path: Path) -> None:
    try_changes(tmp_path, rounds=1, changes=30, seed=13)


@pytest.mark.soak
@pytest.mark.parametrize("seed", seeds(4))
def test_delta__after_many_random_changes_gives_what_the_dump_gives(tmp_path: Path, seed: int) -> None:
    try_changes(tmp_path, rounds=3, changes=200, seed=seed, policies=[None, POLICY])
