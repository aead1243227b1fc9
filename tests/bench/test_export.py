"""Exporting a registry, beside rdflib writing a ready graph of the same content."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import pytest
import rdflib
from belgium import PAGES, PAGES_OF_DATASETS, write_inventory
from processes import Usage, danhmuc
from reporting import Report, at_least, cpu, expected, peak, spread
from workshop import Workshop

from danhmuc.vocab.prefixes import PREFIXES
from danhmuc.vocab.rdflib_graphs import graph_of

DATASETS = 10_000
MANY = 100_000
ROUNDS = 5
ENDINGS = {"nt": ".nt", "turtle": ".ttl", "xml": ".rdf", "json-ld": ".jsonld"}
TIMES_EXPECTED = 2.5
"""How many times as fast as rdflib's RDF/XML of a ready graph ours is to leave the registry; from issue 3."""

MIB_EXPECTED = 60
"""Memory that ten times the datasets may take in addition; from issue 13."""


@pytest.fixture(scope="module")
def registry(workshop: Workshop) -> str:
    url = workshop.registry("export")
    danhmuc("harvest", workshop.catalogue(DATASETS), "--profile", "none", "--registry", url)
    return url


@pytest.fixture(scope="module")
def graph(registry: str, workshop: Workshop) -> rdflib.Graph:
    """What the registry exports, in memory."""
    target = workshop.folder / "ready.nt"
    danhmuc("export", "nt", target, "--registry", registry)
    graph = graph_of(target.read_bytes())
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def clocked(step: Callable[[], object]) -> float:
    begun = time.process_time()
    step()
    return time.process_time() - begun


def test_export(registry: str, graph: rdflib.Graph, workshop: Workshop, report: Report) -> None:
    exports = {
        name: partial(danhmuc, "export", name, workshop.folder / f"export{ending}", "--registry", registry, "--json")
        for name, ending in ENDINGS.items()
    }
    theirs: list[float] = []
    taken: dict[str, list[Usage]] = {name: [] for name in exports}
    for _ in range(ROUNDS):
        theirs.append(clocked(lambda: graph.serialize(workshop.folder / "rdflib.rdf", format="xml")))
        for name, export in exports.items():
            taken[name].append(export())
    table = report.table(
        "export",
        [
            "Format",
            "Datasets",
            "Runs",
            "CPU s",
            "times as fast as rdflib's xml",
            "Triples a CPU s",
            "Peak MiB",
            "File MB",
        ],
    )
    table.rows.append(["rdflib: xml", f"{DATASETS:,}", str(ROUNDS), spread(theirs, 2), "", "", "", ""])
    for name, usages in taken.items():
        answer = json.loads(usages[0].answer)
        assert answer["records"] == DATASETS + 1
        ratios = [slow / usage.cpu_seconds for slow, usage in zip(theirs, usages, strict=True)]
        times = spread(ratios, 1)
        if name == "xml":
            times = at_least(times, median(ratios), TIMES_EXPECTED)
        speed = answer["triples"] / min(usage.cpu_seconds for usage in usages)
        size = f"{(workshop.folder / f'export{ENDINGS[name]}').stat().st_size / 1e6:.0f}"
        table.rows.append([name, f"{DATASETS:,}", str(ROUNDS), cpu(usages), times, f"{speed:,.0f}", peak(usages), size])


@pytest.mark.parametrize("datasets", [DATASETS, MANY])
def test_memory(datasets: int, workshop: Workshop, report: Report) -> None:
    """Ten times the registry takes a little more memory, since an export reads page by page."""
    measure_memory("generated", workshop.catalogue(datasets), workshop, report)


@pytest.mark.parametrize("pages", [PAGES_OF_DATASETS // 10, PAGES_OF_DATASETS])
def test_memory__belgian_inventory(pages: int, workshop: Workshop, report: Report) -> None:
    if not PAGES.exists():
        pytest.skip(f"needs the Belgian pages in {PAGES}")
    folder = workshop.folder / f"export-pages-{pages}"
    write_inventory(folder, pages_of_datasets=pages)
    measure_memory("Belgium", folder, workshop, report)


def measure_memory(name: str, place: Path, workshop: Workshop, report: Report) -> None:
    """A row for an export, with the memory that it takes beyond the export before of the same input."""
    url = workshop.registry("export-memory")
    danhmuc("harvest", place, "--profile", "none", "--registry", url)
    usage = danhmuc("export", "nt", workshop.folder / "memory.nt", "--registry", url, "--json")
    answer = json.loads(usage.answer)
    headings = ["Input", "Records", "Node records", "Triples", "Runs", "CPU s", "Peak MiB", "more than above, MiB"]
    table = report.table("export-memory", headings)
    more = ""
    if table.rows and table.rows[-1][0] == name:
        growth = usage.peak_mib - float(table.rows[-1][6])
        more = expected(f"{growth:.0f}", growth, MIB_EXPECTED)
    numbers = [f"{answer[key]:,}" for key in ("records", "nodes", "triples")]
    table.rows.append([name, *numbers, "1", cpu([usage]), peak([usage]), more])
