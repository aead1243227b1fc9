"""Whether a source is due: whether its interval has passed since its last good run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from ..store.stored_rows import RegisteredSource

_SLACK: Final = timedelta(hours=1)
"""Longest time by which a run may be early: cron begins each night a few seconds sooner or later."""


def is_due(last_run: datetime | None, interval: timedelta, now: datetime) -> bool:
    """Whether it is time to harvest a source again.

    A run may be early by a tenth of the interval, up to an hour. A last run that lies in the future was stamped by a
    clock that was wrong, so the source is due.

    Args:
        last_run: beginning of the last run that did not fail, with its time zone; None if there was none.
        interval: time between the beginnings of two runs.
        now: with its time zone.
    """
    if last_run is None or last_run > now:
        return True
    return now - last_run >= interval - min(interval / 10, _SLACK)


def due_among(
    sources: Iterable[RegisteredSource], good_runs: Mapping[int, str], now: datetime
) -> list[RegisteredSource]:
    """The sources that are due, in their order; one without an interval always is.

    Args:
        good_runs: when the last run that did not fail began, by the key of the source.
    """
    return [source for source in sources if _is_source_due(source, good_runs.get(source.id), now)]


def _is_source_due(source: RegisteredSource, last_run: str | None, now: datetime) -> bool:
    hours = source.settings.interval_hours
    if hours is None:
        return True
    return is_due(None if last_run is None else datetime.fromisoformat(last_run), timedelta(hours=hours), now)
