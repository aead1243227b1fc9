"""The time as rows of a registry have it, and the stamp of one run or edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def before(moment: str, span: timedelta) -> str:
    """The time that lies a span before another one."""
    return (datetime.fromisoformat(moment) - span).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The columns that all rows of one run share."""

    source_id: int
    run_id: int | None
    by: str
    now: str
    profile: str
