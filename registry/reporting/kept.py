"""The findings that one page has room for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity

from .reported_records import ReportedFinding

__all__ = ["Kept"]


@dataclass(frozen=True, slots=True)
class _Place:
    """A finding and the number of the description it belongs to."""

    record: int
    number: int
    finding: ReportedFinding


class Kept:
    """All findings, or where they are too many, the first of each rule: as many as give every rule its share.

    Twice the limit is held at most, and one of each rule.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rules: dict[tuple[str, ReportedSeverity], list[_Place]] = {}
        self._held = 0
        self._seen = 0
        self.most: int | None = None
        """How many findings of one rule are kept at most; None while there is room for all."""

    def add(self, record: int, finding: ReportedFinding) -> None:
        """Keep a finding if there is room; descriptions are numbered in the order in which they come."""
        self._seen += 1
        places = self._rules.setdefault((finding.code, finding.reported_severity), [])
        if self.most is not None and len(places) >= self.most:
            return
        places.append(_Place(record, self._seen, finding))
        self._held += 1
        if self._held > 2 * self._limit:
            self.settle()

    def settle(self) -> int:
        """Come down to the limit, and tell how many findings are kept."""
        if self._held > self._limit:
            self.most = self._level()
            for places in self._rules.values():
                del places[self.most :]
            self._held = sum(map(len, self._rules.values()))
        return self._held

    def records(self) -> Iterator[list[ReportedFinding]]:
        """The findings of one description after another, gravest first; equally grave ones in the order they came."""
        places = sorted((place for places in self._rules.values() for place in places), key=lambda place: place.number)
        found: dict[int, list[ReportedFinding]] = {}
        for place in places:
            found.setdefault(place.record, []).append(place.finding)
        for findings in found.values():
            findings.sort(key=_gravity)
        yield from sorted(found.values(), key=lambda findings: _gravity(findings[0]))

    def _level(self) -> int:
        """The most that each rule may have so that all together stay within the limit; one at least."""
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
