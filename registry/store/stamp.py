"""The stamp of one run or edit."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Stamp"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The columns that all rows of one run share."""

    source_id: int
    run_id: int | None
    by: str
    now: str
    profile: str
