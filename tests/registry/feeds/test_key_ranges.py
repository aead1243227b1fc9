"""Pages as ranges of keys: never over the limits, never moved without need, never more than twice the least."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danhmuc.registry.feeds.key_ranges import (
    FIRST,
    KeyedSize,
    KeyRange,
    PageLayout,
    PageLimits,
    arrange_pages,
)
from danhmuc.registry.record.local_iri import entry_key

SMALL = PageLimits(records=10, byte_size=1_000)

KEYS = st.integers(0, 400).map("{:04d}".format)
LIGHT = st.integers(1, 99)
ANY_SIZE = st.one_of(LIGHT, st.integers(0, 700), st.just(2_500))


def entries_of(sizes: Mapping[str, int]) -> list[KeyedSize]:
    return [KeyedSize(key, sizes[key]) for key in sorted(sizes)]


def keys_by_page(layout: PageLayout, sizes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The keys of each page by its lower bound."""
    found: dict[str, tuple[str, ...]] = {page.lower: () for page in layout.pages}
    for key in sorted(sizes):
        found[layout.pages[layout.find_page(key)].lower] += (key,)
    return found


def written(before: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Pages that are new or have other entries."""
    return {lower for lower, keys in now.items() if before.get(lower) != keys}


def least(sizes: Mapping[str, int], limits: PageLimits) -> int:
    """The least number of pages, counted independently."""
    pages: list[list[int]] = [[]]
    for key in sorted(sizes):
        tried = [*pages[-1], sizes[key]]
        if pages[-1] and (len(tried) > limits.records or sum(tried) > limits.byte_size):
            pages.append([sizes[key]])
        else:
            pages[-1] = tried
    return len(pages)


def assert_sound(layout: PageLayout, sizes: Mapping[str, int], limits: PageLimits) -> None:
    """What holds of all layouts."""
    assert layout.pages[0].lower == FIRST
    assert list(layout.bounds) == sorted(set(layout.bounds))
    by_page = keys_by_page(layout, sizes)
    assert [(page.records, page.byte_size) for page in layout.pages] == [
        (len(keys), sum(sizes[key] for key in keys)) for keys in by_page.values()
    ]
    for page in layout.pages:
        assert limits.hold(page.records, page.byte_size) or page.records == 1
    assert set(layout.oversized) == {key for key, size in sizes.items() if size > limits.byte_size}
    assert len(layout.pages) <= 2 * least(sizes, limits)
    assert layout.total == len(sizes)


def test_arrange_pages__no_entries_have_one_page() -> None:
    assert arrange_pages([]).pages == (KeyRange(lower=FIRST, records=0, byte_size=0),)
    assert arrange_pages([], ["00000001-5", "00000002-5"]).bounds == (FIRST,)


def test_arrange_pages__a_first_build_fills_four_fifths() -> None:
    layout = arrange_pages(KeyedSize(f"{number:05d}", 1_000) for number in range(10_000))
    assert len(layout.pages) == 125
    assert {page.records for page in layout.pages} == {80}


def test_arrange_pages__one_over_the_limit_is_split_in_the_middle() -> None:
    layout = arrange_pages(KeyedSize(f"{number:03d}", 1) for number in range(101))
    assert layout.pages == (
        KeyRange(lower=FIRST, records=51, byte_size=51),
        KeyRange(lower="051", records=50, byte_size=50),
    )


def test_arrange_pages__bytes_split_too() -> None:
    layout = arrange_pages([KeyedSize(key, 400) for key in "abcd"], limits=SMALL)
    assert [page.records for page in layout.pages] == [2, 2]


@pytest.mark.parametrize("keys", [("big",), ("a", "big"), ("big", "c"), ("a", "b", "big", "c", "d")])
def test_arrange_pages__an_oversized_entry_is_alone_and_named(keys: tuple[str, ...]) -> None:
    layout = arrange_pages([KeyedSize(key, 5_000 if key == "big" else 5) for key in keys], limits=SMALL)
    (page,) = (page for page in layout.pages if page.byte_size > SMALL.byte_size)
    assert page.records == 1
    assert layout.oversized == ("big",)


def test_arrange_pages__a_page_that_was_split_is_not_joined_by_one_less() -> None:
    keys = [f"{number:02d}" for number in range(11)]
    split = arrange_pages([KeyedSize(key, 1) for key in keys], limits=SMALL)
    again = arrange_pages([KeyedSize(key, 1) for key in keys[1:]], split.bounds, SMALL)
    once_more = arrange_pages([KeyedSize(key, 1) for key in keys], again.bounds, SMALL)
    assert split.bounds == again.bounds == once_more.bounds == (FIRST, "06")


def test_arrange_pages__many_pages_half_empty_are_joined_until_twice_the_least() -> None:
    entries = [KeyedSize(f"{number:03d}", 1) for number in range(100)]
    bounds = [FIRST, *(entry.key for entry in entries[4::4])]
    layout = arrange_pages(entries, bounds, SMALL)
    assert len(bounds) == 25
    assert sorted(page.records for page in layout.pages) == [4] * 15 + [8] * 5
    assert_sound(layout, dict.fromkeys((entry.key for entry in entries), 1), SMALL)


def test_arrange_pages__a_bound_outlives_its_entry() -> None:
    layout = arrange_pages([KeyedSize(f"{n:02d}", 1) for n in range(20) if n != 10], [FIRST, "10"], SMALL)
    assert layout.bounds == (FIRST, "10")


@pytest.mark.parametrize(("keys", "bounds"), [("ba", ()), ("aa", ()), ("ab", ("c", "b")), ("ab", ("b", "b"))])
def test_arrange_pages__what_is_not_sorted_is_refused(keys: str, bounds: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"sorted|follow"):
        arrange_pages([KeyedSize(key, 1) for key in keys], bounds)


def test_page_limits__hold_something() -> None:
    with pytest.raises(ValueError, match="at least one"):
        PageLimits(records=0)


def test_entry_key__keeps_a_source_together() -> None:
    keys = [entry_key(source, f"{source}/{number}") for source in (2, 10, 9) for number in range(3)]
    assert [int(key.partition("-")[0]) for key in sorted(keys)] == [2] * 3 + [9] * 3 + [10] * 3


@settings(deadline=None, max_examples=100)
@given(st.lists(st.dictionaries(KEYS, st.one_of(st.none(), ANY_SIZE), max_size=60), min_size=1, max_size=8))
def test_arrange_pages__any_history_gives_sound_pages(history: list[dict[str, int | None]]) -> None:
    sizes: dict[str, int] = {}
    bounds: tuple[str, ...] = ()
    for changes in history:
        sizes = {key: size for key, size in (sizes | changes).items() if size is not None}
        layout = arrange_pages(entries_of(sizes), bounds, SMALL)
        assert_sound(layout, sizes, SMALL)
        assert layout == arrange_pages(entries_of(sizes), bounds, SMALL)
        assert layout == arrange_pages(entries_of(sizes), layout.bounds, SMALL), "nothing new moves nothing"
        bounds = layout.bounds


@settings(deadline=None, max_examples=100)
@given(
    st.dictionaries(KEYS, st.just(1), min_size=1, max_size=200),
    st.lists(st.sets(KEYS, max_size=80), max_size=4),
    st.lists(KEYS, min_size=1, max_size=20),
)
def test_arrange_pages__one_entry_more_or_less_touches_its_page(
    sizes: dict[str, int], cuts: list[set[str]], steps: list[str]
) -> None:
    layout = arrange_pages(entries_of(sizes), limits=SMALL)
    for gone in cuts:
        sizes = {key: 1 for key in sizes if key not in gone}
        layout = arrange_pages(entries_of(sizes), layout.bounds, SMALL)
    for key in steps:
        before, bounds = keys_by_page(layout, sizes), layout.bounds
        if sizes.pop(key, None) is None:
            sizes[key] = 1
        layout = arrange_pages(entries_of(sizes), bounds, SMALL)
        now = keys_by_page(layout, sizes)
        is_surplus = len(bounds) > 2 * least(sizes, SMALL)
        assert len(written(before, now)) <= (3 if is_surplus else 1 if set(bounds) == set(layout.bounds) else 2)
        assert len(set(bounds) - set(layout.bounds)) <= (3 if is_surplus else 2)


@settings(deadline=None, max_examples=100)
@given(
    st.dictionaries(KEYS, ANY_SIZE, max_size=150),
    st.dictionaries(KEYS, st.one_of(st.none(), ANY_SIZE), max_size=150),
    st.integers(0, 60),
)
def test_arrange_pages__a_reader_between_two_builds_misses_nothing(
    sizes: dict[str, int], changes: dict[str, int | None], at: int
) -> None:
    """It read pages of one build, and follows the link to the next page into the other build."""
    before = arrange_pages(entries_of(sizes), limits=SMALL)
    new = {key: size for key, size in (sizes | changes).items() if size is not None}
    now = arrange_pages(entries_of(new), before.bounds, SMALL)
    at %= len(before.pages)
    follow = before.bounds[at + 1 : at + 2]
    if not follow or follow[0] not in now.bounds:
        return  # it is at the end, or finds nothing at that address and knows that it has not read everything
    old_pages, new_pages = keys_by_page(before, sizes), keys_by_page(now, new)
    read = [key for lower in before.bounds[: at + 1] for key in old_pages[lower]]
    read += [key for lower in now.bounds if lower >= follow[0] for key in new_pages[lower]]
    assert len(read) == len(set(read))
    assert set(read) >= sizes.keys() & new.keys()


@pytest.mark.parametrize("seed", range(3))
def test_arrange_pages__changes_within_one_agency_touch_three_pages_of_a_hundred(seed: int) -> None:
    """An agency with one record of a hundred, and a change of each: 10,000 records of 100 agencies."""
    chance = random.Random(seed)
    entries = [entry_key(source, str(number)) for source in range(1, 101) for number in range(100)]
    layout = arrange_pages(KeyedSize(key, 1_000) for key in sorted(entries))
    before = keys_by_page(layout, entries)
    agency = chance.randint(1, 100)
    own = [key for key in entries if key.startswith(f"{agency:08d}-")]
    touched = {before_lower for before_lower, keys in before.items() if set(keys) & set(own)} | {FIRST}
    assert len(touched) <= len(before) * 0.03 + 1, "updates, and the total on the first page"
    gone = set(chance.sample(own, 50))
    now_keys = {key for key in entries if key not in gone} | {entry_key(agency, f"new {n}") for n in range(50)}
    now = arrange_pages([KeyedSize(key, 1_000) for key in sorted(now_keys)], layout.bounds)
    assert len(written(before, keys_by_page(now, now_keys))) <= len(now.pages) * 0.03
