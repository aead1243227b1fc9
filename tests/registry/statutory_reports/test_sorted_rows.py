"""Rows of several sheets, sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import islice

import pytest

from danhmuc.registry.record import spools as sorted_runs
from danhmuc.registry.statutory_reports.statutory_report import KeyedRow, MadeRows, Row, sort_rows


def test_sort_rows__by_sheet_and_key_and_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorted_runs, "_RUN", 3)
    rows = [
        KeyedRow("b" if number % 2 else "a", (f"{9 - number}", "k\0\n"), (number, "ố\n\0", None)) for number in range(8)
    ]
    rows.append(KeyedRow("a", ("0", ""), (date(2026, 3, 5), "", 0)))
    with ExitStack() as stack:
        found = sort_rows(rows, stack)
        assert sorted(found) == ["a", "b"]
        assert [row[0] for row in found["b"]] == [7, 5, 3, 1]
        first, *rest = found["a"]
        assert first == (date(2026, 3, 5), "", 0)
        assert rest == [(number, "ố\n\0", None) for number in (6, 4, 2, 0)]
        assert len(found["a"]) == len(list(found["a"])) == 5
        assert [one == other for one, other in zip(found["a"], found["a"], strict=True)] == [True] * 5


def test_made_rows__are_made_when_they_are_read_and_then_kept() -> None:
    asked: list[object] = []

    def make(keys: Iterable[Row]) -> Iterator[Row]:
        for (key,) in keys:
            asked.append(key)
            yield (key, date(2026, 3, 5))

    with ExitStack() as stack:
        rows = MadeRows((("a",), ("b",), ("c",)), make, stack)
        assert (len(rows), asked) == (3, [])
        assert list(islice(rows, 1)) == [("a", date(2026, 3, 5))]
        assert asked == ["a"]
        asked.clear()
        every = [("a", date(2026, 3, 5)), ("b", date(2026, 3, 5)), ("c", date(2026, 3, 5))]
        assert list(rows) == list(rows) == every
        assert asked == ["a", "b", "c"]
