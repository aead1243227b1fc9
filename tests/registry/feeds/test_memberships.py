"""Lines of memberships come back by entry, sorted, from a temporary file."""

from __future__ import annotations

from danhmuc.registry.feeds.gathering import SpooledMemberships


def test_memberships__are_those_of_each_entry_sorted() -> None:
    found = SpooledMemberships(iter([(3, b"<c> <p> <d> .\n"), (0, b"<a> <p> <b> .\n"), (3, b"<a> <p> <d> .\n")]))
    assert dict(found) == {0: b"<a> <p> <b> .\n", 3: b"<a> <p> <d> .\n<c> <p> <d> .\n"}
    assert [found.get(number, b"") for number in (-1, 1, 4)] == [b""] * 3
    assert dict(SpooledMemberships(iter(()))) == {}
