"""What became of each record between two builds, and where too many are gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.feeds.feed_report import Drop, DropGuard, EntryChange, compare_records, continue_records
from danhmuc.registry.feeds.manifest import FeedEntry, GoneReason, ManifestRecord, Tombstone

AT = "2026-06-01T00:00:00Z"


def entry(local: str, digest: str = "0", *, agency: str | None = "H57", page: str = "") -> FeedEntry:
    return FeedEntry(
        local=local,
        iri=f"https://e.vn/{local}",
        digest=f"sha256:{digest * 16}",
        page=page,
        agency=agency,
        changed_at=AT,
    )


def gone(local: str, reason: GoneReason = "deleted") -> Tombstone:
    target = "https://e.vn/other" if reason == "redirected" else None
    return Tombstone(local=local, iri=f"https://e.vn/{local}", reason=reason, since=AT, target=target)


def kinds(before: Iterable[ManifestRecord], now: Iterable[ManifestRecord]) -> dict[str, str]:
    return {change.local: change.kind for change in compare_records(before, now)}


def test_compare_records__each_kind() -> None:
    before = [entry("a/1"), entry("a/2"), entry("a/3"), entry("a/4"), gone("a/5"), gone("a/6"), gone("a/7")]
    now = [entry("a/1", page="moved"), entry("a/2", "1"), gone("a/3", "withdrawn"), entry("a/5"), gone("a/6")]
    changes = list(compare_records(before, [*now, entry("b/1")]))
    assert changes == [
        EntryChange(kind="unchanged", local="a/1", before=entry("a/1"), now=entry("a/1", page="moved")),
        EntryChange(kind="changed", local="a/2", before=entry("a/2"), now=entry("a/2", "1")),
        EntryChange(kind="gone", local="a/3", before=entry("a/3"), now=None, reason="withdrawn"),
        EntryChange(kind="gone", local="a/4", before=entry("a/4"), now=None, reason="deleted"),
        EntryChange(kind="created", local="a/5", before=None, now=entry("a/5")),
        EntryChange(kind="created", local="b/1", before=None, now=entry("b/1")),
    ]


def test_compare_records__a_renamed_record_is_changed() -> None:
    renamed = FeedEntry(
        local="a/1", iri="https://e.vn/new", digest=entry("a/1").digest, page="", agency="H57", changed_at=AT
    )
    assert kinds([entry("a/1")], [renamed]) == {"a/1": "changed"}


def test_compare_records__a_first_build_creates_all() -> None:
    assert kinds([], [entry("a/1"), gone("a/2")]) == {"a/1": "created"}


@pytest.mark.parametrize("locals_", [("b", "a"), ("a", "a")])
def test_compare_records__refuses_what_is_not_sorted(locals_: tuple[str, ...]) -> None:
    records = [entry(local) for local in locals_]
    for before, now in ((records, []), ([], records)):
        with pytest.raises(ValueError, match="follow"):
            list(compare_records(before, now))


STATES = st.dictionaries(st.integers(0, 30).map("a/{:02d}".format), st.sampled_from(["0", "1", "gone"]))


def records_of(states: Mapping[str, str]) -> list[ManifestRecord]:
    return [gone(local) if state == "gone" else entry(local, state) for local, state in sorted(states.items())]


@given(STATES, STATES)
def test_compare_records__agrees_with_two_dictionaries(before: dict[str, str], now: dict[str, str]) -> None:
    expected: dict[str, str] = {}
    for local in sorted({*before, *now}):
        old, new = (states.get(local, "gone") for states in (before, now))
        if (old, new) != ("gone", "gone"):
            expected[local] = (
                "created" if old == "gone" else "gone" if new == "gone" else "unchanged" if old == new else "changed"
            )
    assert kinds(records_of(before), records_of(now)) == expected


# ---------------------------------------------------------------- what a manifest keeps

LATER = "2026-07-01T00:00:00Z"


def tombstone_of(one: FeedEntry) -> Tombstone:
    return Tombstone(local=one.local, iri=one.iri, reason="deleted", since=LATER)


def test_continue_records__keeps_times_and_tombstones() -> None:
    before = [entry("a/1"), entry("a/2"), entry("a/3"), gone("a/4"), gone("a/5", "withdrawn")]
    now = [replace(one, changed_at=LATER) for one in (entry("a/1", page="b"), entry("a/2", "1"), entry("a/4"))]
    assert list(continue_records(before, now, tombstone_of)) == [
        entry("a/1", page="b"),
        now[1],
        tombstone_of(entry("a/3")),
        now[2],
        gone("a/5", "withdrawn"),
    ]


@given(STATES, STATES)
def test_continue_records__continued_by_the_same_are_the_same(before: dict[str, str], now: dict[str, str]) -> None:
    entries = [entry(local, state) for local, state in sorted(now.items()) if state != "gone"]
    continued = list(continue_records(records_of(before), entries, tombstone_of))
    assert list(continue_records(continued, entries, tombstone_of)) == continued
    assert kinds(records_of(before), continued) == kinds(records_of(before), entries)


# ---------------------------------------------------------------- drops


def drops(
    before: Iterable[FeedEntry], now: Iterable[ManifestRecord], *, hidden: Collection[str] = ()
) -> tuple[Drop, ...]:
    guard = DropGuard(lambda _, now: now.agency in hidden)
    for change in compare_records(before, now):
        guard.add(change)
    return guard.drops()


def entries(agency: str, count: int) -> list[FeedEntry]:
    return [entry(f"{agency}/{number:03d}", agency=agency) for number in range(count)]


def test_drops__an_agency_of_which_the_code_is_kept_back_has_lost_none() -> None:
    before = [*entries("H57", 4), *entries("H58", 4)]
    now = [replace(one, agency="e0f1a2b3") for one in before[:4]] + before[4:6]
    lost = [Drop(scope="feed", agency=None, before=8, gone=2), Drop(scope="agency", agency="H58", before=4, gone=2)]
    assert drops(before, now, hidden={"e0f1a2b3"}) == tuple(lost)
    assert Drop(scope="agency", agency="H57", before=4, gone=4) in drops(before, now)


@pytest.mark.parametrize(
    ("count", "lost", "is_drop"),
    [(100, 10, False), (100, 11, True), (2, 1, False), (2, 2, True), (1, 1, False), (19, 2, True), (20, 2, False)],
)
def test_drops__more_than_a_tenth_and_at_least_two(count: int, lost: int, is_drop: bool) -> None:
    before = entries("H57", count)
    found = drops(before, before[lost:])
    assert found == (
        (
            Drop(scope="feed", agency=None, before=count, gone=lost),
            Drop(scope="agency", agency="H57", before=count, gone=lost),
        )
        if is_drop
        else ()
    )


def test_drops__of_one_agency_within_a_large_feed() -> None:
    small, large = entries("A01", 5), entries("H57", 100)
    assert drops([*small, *large], [*small[2:], *large]) == (Drop(scope="agency", agency="A01", before=5, gone=2),)


@pytest.mark.parametrize("reason", ["withdrawn", "redirected"])
def test_drops__what_is_barred_or_redirected_is_none(reason: GoneReason) -> None:
    before = entries("H57", 10)
    assert drops(before, [gone(one.local, reason) for one in before]) == ()


def test_drops__what_is_barred_hides_no_loss() -> None:
    before = entries("H57", 100)
    now = [*(gone(one.local, "withdrawn") for one in before[:90]), *before[92:]]
    assert {(drop.before, drop.gone) for drop in drops(before, now)} == {(10, 2)}


def test_drops__new_records_make_up_for_none() -> None:
    before = entries("H57", 10)
    assert drops(before, [*before[5:], *entries("H58", 50)]) != ()


def test_drops__a_record_that_changes_its_agency_is_lost_to_the_first() -> None:
    before = entries("H57", 10)
    now = [entry(one.local, agency=None) for one in before[:3]]
    assert drops(before, [*now, *before[3:]]) == (Drop(scope="agency", agency="H57", before=10, gone=3),)


def test_drops__of_no_agency_count_as_of_one() -> None:
    before, others = [entry(f"A/{number}", agency=None) for number in range(4)], entries("H57", 100)
    assert drops([*before, *others], [before[0], *others]) == (Drop(scope="agency", agency=None, before=4, gone=3),)
