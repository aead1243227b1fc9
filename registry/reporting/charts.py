"""Bars and columns of static SVG, as wide as their container: lengths are parts of the longest.

The template fills them with patterns, which distinguish severities in grey, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.findings import REPORTED_SEVERITIES, ReportedSeverity

_NARROWEST: Final = 0.8
"""The least visible width."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a bar, in per cent of the whole width."""

    severity: ReportedSeverity
    start: float
    width: float


def bar(counts: Mapping[ReportedSeverity, int], longest: int) -> Sequence[Segment]:
    """The pieces of a bar, most severe first; the longest bar has the whole width.

    >>> bar({"violation": 1, "info": 1}, 4)
    [Segment(severity='violation', start=0.0, width=25.0), Segment(severity='info', start=25.0, width=25.0)]
    """
    pieces = []
    start = 0.0
    for severity in REPORTED_SEVERITIES:
        count = counts.get(severity, 0)
        if count:
            width = 100 * count / longest
            pieces.append(Segment(severity, round(start, 2), max(round(width, 2), _NARROWEST)))
            start += width
    return pieces


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """One column of a chart, in per cent of the highest."""

    label: str
    count: int
    height: float


def columns(counts: Mapping[str, int]) -> Sequence[ChartColumn]:
    """The columns of a chart in the order of their labels as given; the highest has the whole height.

    >>> columns({"2026-05": 2, "2026-06": 4})
    [ChartColumn(label='2026-05', count=2, height=50.0), ChartColumn(label='2026-06', count=4, height=100.0)]
    """
    highest = max(counts.values(), default=0)
    return [
        ChartColumn(label, count, max(round(100 * count / highest, 2), _NARROWEST) if count else 0.0)
        for label, count in counts.items()
    ]
