"""Tables of what was measured, for the terminal and for a page with a marked place for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from processes import Usage

__all__ = [
    *("Report", "Table", "at_least", "compare_memory", "cpu", "expected", "fill", "peak", "ratios", "share_of"),
    *("spread", "times_as_fast"),
]


@dataclass(slots=True)
class Table:
    """Headings and rows; columns after the first `names` hold numbers and are set to the right."""

    headings: Sequence[str]
    names: int = 1
    rows: list[list[str]] = field(default_factory=list)

    def markdown(self) -> str:
        """The table as Markdown."""
        rules = [":--" if at < self.names else "--:" for at in range(len(self.headings))]
        return "\n".join("| " + " | ".join(row) + " |" for row in (self.headings, rules, *self.rows)) + "\n"


@dataclass(slots=True)
class Report:
    """What one session measured, by the name of its place on the page."""

    tables: dict[str, Table] = field(default_factory=dict)

    def table(self, name: str, headings: Sequence[str], names: int = 1) -> Table:
        """The table of that name, begun if there is none."""
        return self.tables.setdefault(name, Table(headings, names))


def spread(values: Iterable[float], digits: int) -> str:
    """The median, and lowest and highest where there are several."""
    ordered = sorted(values)
    middle = f"{median(ordered):.{digits}f}"
    return middle if len(ordered) == 1 else f"{middle} ({ordered[0]:.{digits}f}–{ordered[-1]:.{digits}f})"


def cpu(usages: Iterable[Usage], digits: int = 2) -> str:
    """CPU seconds."""
    return spread((usage.cpu_seconds for usage in usages), digits)


def peak(usages: Iterable[Usage]) -> str:
    """Peak memory in MiB, the median."""
    return f"{median(usage.peak_mib for usage in usages):.0f}"


def ratios(usages: Sequence[Usage], others: Sequence[Usage]) -> list[float]:
    """CPU of one process to that of another, round by round."""
    return [usage.cpu_seconds / other.cpu_seconds for usage, other in zip(usages, others, strict=True)]


def expected(written: str, value: float, most: float) -> str:
    """A figure with what was expected of it."""
    return f"{written}, expected ≤ {most:g}: {'met' if value <= most else '**not met**'}"


def at_least(written: str, value: float, least: float) -> str:
    """A figure with what was expected of it, where more is better."""
    return f"{written}, expected ≥ {least:g}: {'met' if value >= least else '**not met**'}"


def share_of(usages: Sequence[Usage], others: Sequence[Usage], *, most: float | None = None, digits: int = 2) -> str:
    """The CPU time of one process as a share of another's, round by round, and whether it is as small as wanted."""
    shares = ratios(usages, others)
    written = spread(shares, digits)
    return written if most is None else expected(written, median(shares), most)


def times_as_fast(usages: Sequence[Usage], others: Sequence[Usage], *, least: float | None = None) -> str:
    """How many times as fast as another process one was, round by round, and whether that is as much as wanted."""
    times = ratios(others, usages)
    written = f"{spread(times, 1)} times"
    return written if least is None else at_least(written, median(times), least)


def compare_memory(usages: Sequence[Usage], others: Sequence[Usage], *, most: float | None = None) -> str:
    """The peak memory of one process as a share of another's, and whether it is as small as wanted."""
    share = median(usage.peak_mib for usage in usages) / median(other.peak_mib for other in others)
    return f"{share:.2f}" if most is None else expected(f"{share:.2f}", share, most)


def fill(page: str, name: str, text: str) -> str:
    """The page with the text between the marks of that name.

    Raises:
        LookupError: the page has no such place, or several.
    """
    begin, end = f"<!-- bench:{name} -->\n", f"<!-- /bench:{name} -->"
    filled, count = re.subn(
        re.escape(begin) + ".*?" + re.escape(end), lambda _: begin + text + end, page, flags=re.DOTALL
    )
    if count != 1:
        raise LookupError(f"the page has {count} places called {name!r}")
    return filled
