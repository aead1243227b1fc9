"""Raw bytes are kept for what stands on them, and pruned by age and size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import update

from danhmuc.registry import PruningLimits, Quarantined, Registry, SourceBytes
from danhmuc.registry.record.source_bytes import read_size
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import runs, versions
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import FOREIGN_WORDS

from .feed import Feed, dataset, page

UNREAD = page("unread", "cannot be read: " + "x" * 20)
FOREVER = PruningLimits(days=None)


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    """A registry on each database, which prunes nothing by itself."""
    with Registry.open(database_url, create=True, pruning_limits=FOREVER) as opened:
        yield opened
        assert opened.upkeep.check().problems == ()


@pytest.fixture
def light_registry(sqlite_url: str) -> Iterator[Registry]:
    """The same on SQLite."""
    with Registry.open(sqlite_url, pruning_limits=FOREVER) as opened:
        yield opened


def read(registry: Registry, feed: Feed, title: str, *pages: str, unread: bool = False) -> None:
    """A whole reading of one record, with what its source gave of it."""
    record = replace(dataset("0", title), source_bytes=SourceBytes(media_type="text/plain", data=title.encode()))
    feed.gives(record, delta=False, pages=[page(name, name * 50) for name in pages])
    if unread:
        aside = Quarantined(
            document="unread", code="read:x", reason=FOREIGN_WORDS(words="x"), digest=UNREAD.digest, body=UNREAD.body
        )
        feed.next.quarantined = (aside,)
        feed.next.incomplete = FOREIGN_WORDS(words="x")
    registry.harvest(feed, profile="none")


def grow_old(registry: Registry) -> None:
    """Let all that happened be a hundred days ago."""
    with open_database(registry.url) as database, database.writing() as connection:
        connection.execute(update(runs).values(started_at="2025-01-01T00:00:00+00:00"))
        connection.execute(update(versions).values(created_at="2025-01-01T00:00:00+00:00"))


def test_prune__by_age_spares_what_the_last_good_run_stands_on(light_registry: Registry) -> None:
    feed = Feed()
    read(light_registry, feed, "one", "a", "b")
    read(light_registry, feed, "two", "a", "b")
    read(light_registry, feed, "two", "a", unread=True)
    assert light_registry.upkeep.prune_bodies(older_than=30).bytes == 0
    grow_old(light_registry)
    planned = light_registry.upkeep.prune_bodies(older_than=30, dry_run=True)
    done = light_registry.upkeep.prune_bodies(older_than=30)
    assert planned == done
    assert (done.documents, done.needed, done.originals, done.bytes) == (1, 0, 1, UNREAD.size + 3)
    assert done.left_bytes == 103
    assert sorted(light_registry.harvests.raw_documents("feed")) == ["a", "b"]
    given = light_registry.ledger.source_bytes("https://e.vn/0")
    assert given is not None
    assert given.data == b"two"
    assert light_registry.upkeep.prune_bodies(older_than=0).bytes == 0


def test_prune__by_size_takes_what_nothing_needs_first(registry: Registry) -> None:
    feed = Feed()
    read(registry, feed, "one", "a", "b")
    read(registry, feed, "two", "a", "b")
    read(registry, feed, "two", "a", unread=True)
    assert registry.upkeep.prune_bodies(max_bytes=1000).bytes == 0
    first = registry.upkeep.prune_bodies(max_bytes=140)
    assert (first.needed, first.sources, first.left_bytes <= 140) == (0, (), True)
    second = registry.upkeep.prune_bodies(max_bytes=60)
    assert (second.needed, second.sources) == (1, ("feed",))
    # What its source gave of the newest version stays, whatever the size.
    last = registry.upkeep.prune_bodies(max_bytes=0)
    assert (last.needed, last.left_bytes) == (1, 3)
    assert registry.harvests.raw_documents("feed") == {}


def test_prune__what_is_gone_is_known_without_its_bytes(light_registry: Registry) -> None:
    feed = Feed()
    read(light_registry, feed, "one", "a")
    light_registry.upkeep.prune_bodies(max_bytes=0)
    light_registry.plan(feed)
    known = feed.visit.known["a"]
    assert (known.has_body, known.body(), known.digest) == (False, None, page("a", "a" * 50).digest)


def test_prune__of_a_source_that_is_no_longer_in_use(light_registry: Registry) -> None:
    feed = Feed()
    read(light_registry, feed, "one", "a")
    light_registry.source_list.remove("feed", "keep-records", by="an", reason="đã đóng")
    assert light_registry.upkeep.prune_bodies(max_bytes=3).documents == 1


def test_prune__after_each_harvest_by_the_limits_of_the_registry(sqlite_url: str) -> None:
    feed = Feed()
    with Registry.open(sqlite_url, pruning_limits=PruningLimits(max_bytes=60)) as registry:
        read(registry, feed, "one", "a", "b")
        assert len(registry.harvests.raw_documents("feed")) == 1
    with Registry.open(sqlite_url) as registry:
        read(registry, feed, "two", "a", "b")
        read(registry, feed, "two", "a", unread=True)
        grow_old(registry)
        read(registry, feed, "two", "a", "b")
        # It was unread, and is not in the source any more.
        assert registry.upkeep.prune_bodies().bytes == 0
        assert sorted(registry.harvests.raw_documents("feed")) == ["a", "b"]


def test_prune__older_than_any_date_is_nothing(light_registry: Registry) -> None:
    assert light_registry.upkeep.prune_bodies(older_than=10**12).bytes == 0


def test_prune__below_nothing_is_a_mistake(light_registry: Registry) -> None:
    for limits in ({"older_than": -1}, {"max_bytes": -1}):
        with pytest.raises(ValueError, match="below 0"):
            light_registry.upkeep.prune_bodies(**limits)


def test_limits__of_the_environment() -> None:
    assert PruningLimits.from_environment({}) == PruningLimits(days=30, max_bytes=None)
    for wrong in ({"DANHMUC_BODIES_DAYS": "-1"}, {"DANHMUC_BODIES_MAX_BYTES": "much"}):
        with pytest.raises(UsageError, match=next(iter(wrong.values()))):
            PruningLimits.from_environment(wrong)
    for text in ("", "1 iB", "1e3", "٣", "-1", "1 PB", "9" * 400):
        with pytest.raises(UsageError, match="no number of bytes"):
            read_size(text)
