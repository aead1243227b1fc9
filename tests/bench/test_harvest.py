"""Harvesting without judging, beside rdflib's parse alone of the same file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from environments import peer_python
from processes import Usage, danhmuc, in_turn, python, run
from reporting import Report, cpu, expected, peak, ratios, spread
from syntaxes import ENDINGS
from workshop import Workshop

CPU_EXPECTED = 0.6
MEMORY_EXPECTED = 0.5
"""Of what rdflib takes to parse; from issue 2."""

PARSE = "import sys, rdflib; print(len(rdflib.Graph().parse(sys.argv[1], format=sys.argv[2])))"
STAGES = Path(__file__).with_name("stages.py")


def harvest(file: Path, registry: str, kind: str) -> Usage:
    """Harvest a file whole; every record must turn out to be of that kind."""
    usage = danhmuc("harvest", file, "--profile", "none", "--registry", registry, "--json")
    (report,) = json.loads(usage.answer)
    assert report["records"]["seen"] == report["records"][kind] > 0, report
    return usage


def beside_rdflib(workshop: Workshop, datasets: int, syntax: str) -> Mapping[str, Callable[[], Usage]]:
    file = workshop.catalogue(datasets, syntax)
    name = f"harvest-{datasets}-{syntax}"
    return {
        "rdflib, parse alone": partial(run, peer_python("pyshacl"), "-c", PARSE, file, syntax),
        "danhmuc harvest, all new": lambda: harvest(file, workshop.registry(name), "created"),
        "danhmuc harvest, unchanged": lambda: harvest(file, f"sqlite:///{workshop.folder / name}.db", "unchanged"),
    }


@pytest.mark.parametrize(("datasets", "rounds"), [(1_000, 7), (10_000, 5)])
def test_harvest__beside_rdflib(datasets: int, rounds: int, workshop: Workshop, report: Report) -> None:
    table = report.table(
        "harvest", ["Datasets", "Process", "Runs", "CPU s", "of rdflib's", "Peak MiB", "of rdflib's"], names=2
    )
    taken = in_turn(rounds, beside_rdflib(workshop, datasets, "turtle"))
    parsed = taken["rdflib, parse alone"]
    for name, usages in taken.items():
        shares = ratios(usages, parsed)
        memory = median(usage.peak_mib for usage in usages) / median(usage.peak_mib for usage in parsed)
        cpu_share, memory_share = spread(shares, 2), f"{memory:.2f}"
        if name.endswith("all new"):
            cpu_share = expected(cpu_share, median(shares), CPU_EXPECTED)
            memory_share = expected(memory_share, memory, MEMORY_EXPECTED)
        elif usages is parsed:
            cpu_share = memory_share = ""
        table.rows.append([f"{datasets:,}", name, str(rounds), cpu(usages), cpu_share, peak(usages), memory_share])


@pytest.mark.parametrize("syntax", ENDINGS)
def test_harvest__each_syntax_beside_rdflib(syntax: str, workshop: Workshop, report: Report) -> None:
    table = report.table(
        "syntaxes", ["Syntax", "rdflib parse, CPU s", "harvest, CPU s", "of rdflib's", "rdflib MiB", "harvest MiB"]
    )
    parsed, created, _ = in_turn(5, beside_rdflib(workshop, 1_000, syntax)).values()
    share = spread(ratios(created, parsed), 2)
    table.rows.append([syntax, cpu(parsed), cpu(created), share, peak(parsed), peak(created)])


@pytest.mark.parametrize(("datasets", "rounds"), [(1_000, 5), (10_000, 5)])
def test_harvest__stage_by_stage(datasets: int, rounds: int, workshop: Workshop, report: Report) -> None:
    file = workshop.catalogue(datasets)
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        usage = python(STAGES, file, workshop.registry("stages"))
        found = {**json.loads(usage.answer), **json.loads(python(STAGES, file).answer), "whole": usage.cpu_seconds}
        for name, seconds in found.items():
            taken.setdefault(name, []).append(seconds)
    middle = {name: median(seconds) for name, seconds in taken.items()}
    whole = middle["whole"]
    rows = {
        "start: interpreter and imports": middle["start"],
        "make a new registry": middle["open"],
        "read: guards, parse, IRI check": middle["read"],
        "split": middle["opening"] - middle["read"],
        "own graphs and digests": middle["making"],
        "compare: columns, compression": middle["compare"],
        "store": middle["store"],
        "whole process": whole,
    }
    table = report.table("stages", ["Stage", "1,000: CPU s", "share", "10,000: CPU s", "share"])
    for name, seconds in rows.items():
        cells = [f"{seconds:.2f}", f"{seconds / whole:.0%}"]
        begun = next((row for row in table.rows if row[0] == name), None)
        if begun is None:
            table.rows.append([name, *cells])
        else:
            begun.extend(cells)
