"""The findings that one page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity

from .reported_records import ReportedFinding


@dataclass(frozen=True, slots=True)
class _Place:
    """A finding and the number of its record."""

    record: int
    number: int
    finding: ReportedFinding


class PageFindings:
    """All findings or, if they are too many, the first of each rule, with an equal share for every rule.

    At most twice the limit is held, plus one finding of each rule.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rules: dict[tuple[str, ReportedSeverity], list[_Place]] = {}
        self._count = 0
        self._added = 0
        self.most: int | None = None
        """The most findings of one rule that are shown; None while there is room for all."""

    def add(self, record: int, finding: ReportedFinding) -> None:
        """Add a finding if there is room; records are numbered in their order."""
        self._added += 1
        places = self._rules.setdefault((finding.code, finding.reported_severity), [])
        if self.most is not None and len(places) >= self.most:
            return
        places.append(_Place(record, self._added, finding))
        self._count += 1
        if self._count > 2 * self._limit:
            self.cut_to_limit()

    def cut_to_limit(self) -> int:
        """Drop findings beyond the limit, and return how many are left."""
        if self._count > self._limit:
            self.most = self._level()
            for places in self._rules.values():
                del places[self.most :]
            self._count = sum(map(len, self._rules.values()))
        return self._count

    def records(self) -> Iterator[list[ReportedFinding]]:
        """The findings of each record, most severe first; those of equal severity in the order of records."""
        places = sorted((place for places in self._rules.values() for place in places), key=lambda place: place.number)
        found: dict[int, list[ReportedFinding]] = {}
        for place in places:
            found.setdefault(place.record, []).append(place.finding)
        for findings in found.values():
            findings.sort(key=_gravity)
        yield from sorted(found.values(), key=lambda findings: _gravity(findings[0]))

    def _level(self) -> int:
        """The most findings that each rule may have so that the sum stays within the limit; at least one."""
        low, high = 1, self._limit
        while low < high:
            middle = (low + high + 1) // 2
            if sum(min(len(places), middle) for places in self._rules.values()) <= self._limit:
                low = middle
            else:
                high = middle - 1
        return low


def _gravity(finding: ReportedFinding) -> int:
    return REPORTED_SEVERITIES.index(finding.reported_severity)
