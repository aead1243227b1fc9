"""The time as rows of a registry have it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["before", "now"]


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def before(moment: str, span: timedelta) -> str:
    """The time that lies a span before another one."""
    return (datetime.fromisoformat(moment) - span).isoformat(timespec="seconds")
