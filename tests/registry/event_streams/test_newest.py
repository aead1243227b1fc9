"""The newest activity of a thing, whatever the order."""

from __future__ import annotations

from itertools import permutations

import pytest

from danhmuc.registry.event_streams.pages import Newest
from danhmuc.registry.event_streams.stream_page import Activity, read_activity_time
from danhmuc.vocab.datatypes.grammar import XSD


def one(
    name: str, hour: int | None = None, *, deletes: bool = False, lasting: bool = False, mark: bool = False
) -> Activity:
    at = None if hour is None else read_activity_time(f"2026-01-01T{hour:02}:00:00Z", XSD.dateTime)
    return Activity(name=name, thing="d", deletes=deletes, at=at, is_lasting=lasting, has_mark=mark)


@pytest.mark.parametrize(
    ("activities", "names", "tied"),
    [
        ((one("a", 1), one("b", 2), one("c", 3)), {"c"}, False),
        ((one("a", 1), one("b", 2, deletes=True)), {"b"}, False),
        ((one("a", 3), one("b", 2, deletes=True)), {"a"}, False),
        ((one("a", 2), one("b", 2, deletes=True), one("c", 1)), {"a"}, True),
        ((one("a", 2), one("b", 2)), {"b"}, True),
        ((one("a", 1), one("b", 1), one("c", 2)), {"c"}, False),
        ((one("a", 2, mark=True), one("b", 2)), {"a"}, True),
        ((one("a", 2), one("b")), {"a"}, False),
        ((one("a"), one("b"), one("c", deletes=True)), {"b"}, False),
        ((one("a", 2, deletes=True), one("b")), {"b"}, False),
        ((one("a", 2), one("b", mark=True)), {"b"}, False),
        ((one("a", lasting=True), one("b", lasting=True)), {"a", "b"}, False),
        ((one("a", lasting=True), one("b", 1)), {"b"}, False),
        ((one("a", lasting=True), one("b", 1, deletes=True)), {"a"}, False),
        ((one("a", deletes=True),), set(), False),
    ],
)
def test_newest__is_the_same_in_any_order(activities: tuple[Activity, ...], names: set[str], tied: bool) -> None:
    for ordered in permutations(activities):
        newest = Newest()
        for number, activity in enumerate(ordered):
            newest.add(activity, number, 0)
        assert {candidate.activity.name for candidate in newest.of("d")} == names
        assert newest.is_tied("d") is tied
    assert Newest().of("d") == ()


def test_newest__the_same_activity_on_two_pages_is_no_tie() -> None:
    newest = Newest()
    newest.add(one("a", 1), 0, 0)
    newest.add(one("a", 1), 1, 5)
    assert not newest.is_tied("d")
