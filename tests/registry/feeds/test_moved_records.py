"""Where what is not in a feed any more is led to."""

from __future__ import annotations

import pytest

from danhmuc.registry.feeds.feed_report import MovedRecords, moved_places
from danhmuc.registry.feeds.manifest import FeedEntry, GoneReason, ManifestRecord, Tombstone

TIME = "2026-06-01T00:00:00Z"


def entry(name: str) -> FeedEntry:
    return FeedEntry(
        local=f"a/{name}", iri=name, digest="sha256:0123456789abcdef", page="", agency=None, changed_at=TIME
    )


def tombstone(name: str, reason: GoneReason, target: str | None = None) -> Tombstone:
    return Tombstone(local=f"a/{name}", iri=name, reason=reason, since=TIME, target=target)


@pytest.mark.parametrize(
    ("iri", "target"),
    [
        ("here", "here"),
        ("old", "here"),
        ("older", "here"),
        ("spare", "here"),
        ("oldest-of-spare", "here"),
        ("gone", None),
        ("old-of-gone", None),
        ("loop", None),
        ("into-loop", None),
        ("self", None),
        ("unknown", None),
    ],
)
def test_target_of__follows_chains_and_no_loops(iri: str, target: str | None) -> None:
    renamed = {"old": "here", "older": "old", "oldest-of-spare": "spare", "old-of-gone": "gone", "self": "self"}
    renamed |= {"loop": "pool", "pool": "loop", "into-loop": "loop"}
    assert MovedRecords("here".__eq__, renamed, {"spare": "here"}).target_of(iri) == target


def follow(moved: MovedRecords, *records: ManifestRecord, reason: GoneReason = "deleted") -> list[ManifestRecord]:
    return list(moved.follow(records, lambda iri: reason))


def test_follow__leads_each_tombstone_to_what_stands_for_it_by_now() -> None:
    moved = MovedRecords("here".__eq__, {"old": "here"})
    assert follow(moved, tombstone("old", "deleted"), entry("here")) == [
        tombstone("old", "redirected", "here"),
        entry("here"),
    ]
    assert follow(moved, tombstone("first", "redirected", "old")) == [tombstone("first", "redirected", "here")]
    assert follow(moved, tombstone("here", "withdrawn")) == [tombstone("here", "redirected", "here")], "merged"


@pytest.mark.parametrize("reason", ["deleted", "withdrawn"])
def test_follow__ends_a_redirect_whose_target_is_gone(reason: GoneReason) -> None:
    moved = MovedRecords(lambda _: False, {"old": "new"})
    assert follow(moved, tombstone("old", "redirected", "new"), reason=reason) == [tombstone("old", reason)]
    other: GoneReason = "withdrawn" if reason == "deleted" else "deleted"
    assert follow(moved, tombstone("old", reason), reason=other) == [tombstone("old", reason)]


def test_moved_places__are_of_entries_alone() -> None:
    found = [entry("here"), tombstone("old", "redirected", "here"), tombstone("lost", "redirected", "nowhere")]
    assert moved_places([*found, tombstone("gone", "deleted")]) == {"a/old": "a/here"}
