"""How a version of a list, and what changed in it, are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..language import say
from ..output import clean, count, state, when

if TYPE_CHECKING:
    from danhmuc.registry import VocabularyChange, VocabularyRow

__all__ = ["change_lines", "origin", "which_version"]


def change_lines(change: VocabularyChange) -> Iterator[str]:
    """What became of a list, line by line."""
    row = change.row
    yield clean(f"{row.token}: {state(change.kind)}, {which_version(row, row.concepts).partition(': ')[2]}")
    if change.kind != "unchanged" and change.replaced is not None:
        before, added, removed, changed = (
            change.replaced,
            *map(count, map(len, (change.added, change.removed, change.changed))),
        )
        yield "  " + say(
            f"so với phiên bản {before.version} ({origin(before)}): thêm {added}, bớt {removed}, sửa {changed}",
            f"against version {before.version} ({origin(before)}): {added} added, {removed} removed, {changed} changed",
        )
    if change.unread:
        heads = clean(", ".join(change.unread))
        yield "  " + say(f"cột không đọc: {heads}", f"columns not read: {heads}")


def which_version(row: VocabularyRow, shown: int) -> str:
    """Which snapshot an answer comes from, and how much of it."""
    numbers = count(row.concepts) if shown == row.concepts else f"{count(shown)}/{count(row.concepts)}"
    codes = say("mã", "code" if row.concepts == 1 else "codes")
    return clean(f"{row.token}: {numbers} {codes}, " + say("phiên bản", "version") + f" {row.version}, {origin(row)}")


def origin(row: VocabularyRow) -> str:
    """Whether it comes with danhmuc, or when it was loaded."""
    if row.origin == "bundled":
        return say("đi kèm danhmuc", "bundled")
    return say(f"đã nạp {when(row.added_at)}", f"loaded {when(row.added_at)}")
