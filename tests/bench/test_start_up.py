"""What it costs to begin, beside a bare interpreter."""

from __future__ import annotations

from functools import partial
from statistics import median

from processes import danhmuc, in_turn, python
from reporting import Report, cpu, expected, peak, ratios, spread
from workshop import Workshop

HELP_EXPECTED = 6
"""Bare interpreters; from issue 2."""
ROUNDS = 15


def test_start_up(workshop: Workshop, report: Report) -> None:
    registry = workshop.registry("start")
    harvest = partial(danhmuc, "harvest", workshop.catalogue(1), "--profile", "none", "--registry", registry)
    harvest()
    taken = in_turn(
        ROUNDS,
        {
            "python -c pass": partial(python, "-c", "pass"),
            "danhmuc --help": partial(danhmuc, "--help"),
            "danhmuc harvest --help": partial(danhmuc, "harvest", "--help"),
            "danhmuc harvest, one dataset, unchanged": harvest,
        },
    )
    table = report.table("start-up", ["Process", "Runs", "CPU s", "bare interpreters", "Peak MiB"])
    bare = taken["python -c pass"]
    for name, usages in taken.items():
        shares = ratios(usages, bare)
        share = "" if usages is bare else spread(shares, 1)
        if name == "danhmuc --help":
            share = expected(share, median(shares), HELP_EXPECTED)
        table.rows.append([f"`{name}`", str(ROUNDS), cpu(usages, 3), share, peak(usages)])
