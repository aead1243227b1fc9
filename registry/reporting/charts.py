"""Bars of static SVG, as wide as their place: lengths are parts of the longest.

The template fills them with patterns, which tell severities apart in grey, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.findings import STANDINGS, Standing

__all__ = ["Segment", "bar"]

_NARROWEST: Final = 0.8
"""What can be seen at all."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a bar, in hundredths of the whole width."""

    standing: Standing
    start: float
    width: float


def bar(counts: Mapping[Standing, int], longest: int) -> Sequence[Segment]:
    """The pieces of a bar, gravest first; the whole width stands for the longest bar.

    >>> bar({"violation": 1, "info": 1}, 4)
    [Segment(standing='violation', start=0.0, width=25.0), Segment(standing='info', start=25.0, width=25.0)]
    """
    pieces = []
    start = 0.0
    for standing in STANDINGS:
        count = counts.get(standing, 0)
        if count:
            width = 100 * count / longest
            pieces.append(Segment(standing, round(start, 2), max(round(width, 2), _NARROWEST)))
            start += width
    return pieces
