"""What a stream says next, from what it has said."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.feeds.event_log import EventLog, continue_log, read_log, write_log

LEAVING = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(("sha256:1", "sha256:2")))


def said(log: EventLog) -> list[tuple[int, str, str]]:
    return [(event.number, event.kind, event.iri) for event in log.events]


def continued(*builds: dict[str, str]) -> EventLog:
    log = EventLog()
    for number, leaving in enumerate(builds):
        log = continue_log(log, leaving, published=f"2026-01-01T00:00:{number:02}Z")
    return log


def test_continue__tells_what_is_new_changed_and_gone() -> None:
    first = continued({"b": "1", "a": "1", "c": "1"})
    assert said(first) == [(0, "Create", "a"), (1, "Create", "b"), (2, "Create", "c")]
    second = continue_log(first, {"a": "1", "b": "2", "d": "1"}, published="2026-01-02T00:00:00Z")
    assert said(second) == [(0, "Create", "a"), (3, "Create", "d"), (4, "Update", "b"), (5, "Delete", "c")]
    assert [event.published[:10] for event in second.events] == ["2026-01-01", *["2026-01-02"] * 3]
    assert (second.events[0], second.next_number) == (first.events[0], 6)


def test_continue__what_comes_back_is_created_and_a_deletion_is_said_once() -> None:
    gone = continued({"a": "1"}, {})
    assert said(gone) == [(1, "Delete", "a")]
    assert continue_log(gone, {}, published="2026-01-02T00:00:00Z") is gone
    assert said(continue_log(gone, {"a": "1"}, published="2026-01-02T00:00:00Z")) == [(2, "Create", "a")]


@given(st.lists(LEAVING, max_size=6))
def test_continue__of_all_builds_has_what_the_last_has(builds: list[dict[str, str]]) -> None:
    log = continued(*builds)
    newest = {event.iri: event.digest for event in log.events if event.kind != "Delete"}
    assert newest == (builds[-1] if builds else {})
    numbers = [event.number for event in log.events]
    assert numbers == sorted(set(numbers))
    assert read_log(write_log(log)) == log


def test_log__keeps_its_numbers_although_nothing_is_left() -> None:
    log = EventLog(next_number=300, per_page=50)
    assert read_log(write_log(log)) == log
    assert said(continue_log(log, {"a": "1"}, published="2026-01-02T00:00:00Z")) == [(300, "Create", "a")]


def damaged(at: int, **members: object) -> list[bytes]:
    lines = [json.loads(line) for line in write_log(continued({"a": "1", "b": "1"}, {"b": "1"}))]
    lines[at] = {**lines[at], **members}
    return [json.dumps(line).encode() for line in lines]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b"{"],
        [b"[]"],
        damaged(0, next_number=1),
        damaged(0, next_number=True),
        damaged(0, per_page=0),
        damaged(0, more=1),
        damaged(1, number=2),
        damaged(1, number=-1),
        damaged(1, kind="Remove"),
        damaged(1, kind="Delete"),
        damaged(1, digest=None),
        damaged(1, published=5),
        damaged(1, iri="a"),
    ],
)
def test_log__that_is_damaged_is_refused(lines: list[bytes]) -> None:
    with pytest.raises(ValueError, match=r"damaged|newest|Expecting"):
        read_log(lines)
