"""Exporting a registry."""

from __future__ import annotations

import json
from functools import partial

import pytest
from processes import danhmuc, in_turn
from reporting import Report, cpu, peak
from workshop import Workshop

DATASETS = 10_000
ROUNDS = 3


@pytest.fixture(scope="module")
def registry(workshop: Workshop) -> str:
    url = workshop.registry("export")
    danhmuc("harvest", workshop.catalogue(DATASETS), "--profile", "none", "--registry", url)
    return url


@pytest.mark.parametrize(("format_", "ending"), [("nt", ".nt"), ("turtle", ".ttl")])
def test_export(format_: str, ending: str, registry: str, workshop: Workshop, report: Report) -> None:
    table = report.table("export", ["Format", "Datasets", "Runs", "CPU s", "Triples a CPU s", "Peak MiB", "File MB"])
    target = workshop.folder / f"export{ending}"
    (usages,) = in_turn(
        ROUNDS, {"": partial(danhmuc, "export", format_, target, "--registry", registry, "--json")}
    ).values()
    answer = json.loads(usages[0].answer)
    assert answer["records"] == DATASETS + 1
    speed = answer["triples"] / min(usage.cpu_seconds for usage in usages)
    size = f"{target.stat().st_size / 1e6:.0f}"
    table.rows.append([format_, f"{DATASETS:,}", str(ROUNDS), cpu(usages), f"{speed:,.0f}", peak(usages), size])
