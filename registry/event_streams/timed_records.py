"""The records of a stream with the times of their activities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from ..record.contents import PendingRecord
from ..record.record import SourceRecord


def timed_records(records: Iterable[PendingRecord], times: Mapping[str, str]) -> Iterable[PendingRecord]:
    """The records, each with the time of the activity that describes it; they can be walked as often as before."""
    if iter(records) is records:
        return (_with_time(pending, times) for pending in records)
    return _TimedRecords(records, times)


@dataclass(frozen=True, slots=True)
class _TimedRecords:
    """Records that can be walked several times."""

    _records: Iterable[PendingRecord]
    _times: Mapping[str, str]

    def __iter__(self) -> Iterator[PendingRecord]:
        return (_with_time(pending, self._times) for pending in self._records)


def _with_time(pending: PendingRecord, times: Mapping[str, str]) -> PendingRecord:
    at = times.get(pending.iri)
    return pending if at is None else replace(pending, make=partial(_make, pending.make, at))


def _make(make: Callable[[], SourceRecord], at: str) -> SourceRecord:
    return replace(make(), activity_at=at)
