"""Shorten the new output of a command as the old one on a page was shortened.

Knows lines only. A line that is just ``…`` stands for any lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

__all__ = ["ELISION", "elided"]

ELISION: Final = "…"
LEAST_LIKENESS: Final = 0.5
"""Lines that have less in common are no pair."""


def elided(real: Sequence[str], *, like: Sequence[str]) -> list[str]:
    """The real lines, with ``…`` wherever the other lines have it."""
    return list(_elided(like, real))


def _elided(shown: Sequence[str], real: Sequence[str]) -> Iterator[str]:
    partners = _paired([line for line in shown if line.strip() != ELISION], real)
    position = 0  # in the real lines
    number = 0  # of the shown lines, elisions not counted
    is_elided = False
    for line in shown:
        if line.strip() == ELISION:
            is_elided = True
            continue
        partner = partners[number]
        number += 1
        if partner is None:
            continue
        yield from [ELISION] if is_elided else real[position:partner]
        yield real[partner]
        position = partner + 1
        is_elided = False
    yield from [ELISION] if is_elided else real[position:]


def _paired(shown: Sequence[str], real: Sequence[str]) -> list[int | None]:
    """For each shown line the number of the real line that is most like it; the numbers rise."""
    # best[i][j]: the greatest likeness of the shown lines from i on and the real lines from j on.
    best = [[0.0] * (len(real) + 1) for _ in range(len(shown) + 1)]
    likeness = [[_likeness(one, other) for other in real] for one in shown]
    for i in reversed(range(len(shown))):
        for j in reversed(range(len(real))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness[i][j])
    partners: list[int | None] = []
    j = 0
    for i in range(len(shown)):
        while j < len(real) and best[i][j] == best[i][j + 1]:
            j += 1
        is_pair = j < len(real) and likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]
        partners.append(j if is_pair else None)
        j += bool(is_pair)
    return partners


def _likeness(one: str, other: str) -> float:
    """How much two lines have in common, 0 where too little."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < LEAST_LIKENESS or matcher.quick_ratio() < LEAST_LIKENESS:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= LEAST_LIKENESS else 0.0
