"""Rows of several sheets, sorted."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date

import pytest

from danhmuc.registry.record import sorted_runs
from danhmuc.registry.statutory_reports.sorted_rows import KeyedRow, sort_rows


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
