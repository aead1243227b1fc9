"""Our writers beside rdflib's serialisers of the same triples, both from memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from statistics import median

import pytest
import rdflib
from reporting import Report, at_least, spread
from workshop import Workshop

from danhmuc.registry import parse_records
from danhmuc.vocab.prefixes import PREFIXES
from danhmuc.vocab.rdflib_graphs import add_nquads
from danhmuc.vocab.writing import write

DATASETS = 1_000
ROUNDS = 7
EXPECTED = {"turtle": 60.0, "xml": 8.0, "json-ld": 12.0}
"""How many times rdflib's speed; from issue 3."""


@pytest.fixture(scope="module")
def graphs(workshop: Workshop) -> list[bytes]:
    records = parse_records(workshop.catalogue(DATASETS).read_bytes())
    return [record.canonical.nquads for record in records]


@pytest.fixture(scope="module")
def graph(graphs: list[bytes]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for number, nquads in enumerate(graphs):
        add_nquads(graph, nquads, f"r{number}")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def clocked(step: Callable[[], object]) -> float:
    begun = time.process_time()
    step()
    return time.process_time() - begun


@pytest.mark.parametrize("format_", EXPECTED)
def test_write__beside_rdflib(format_: str, graphs: list[bytes], graph: rdflib.Graph, report: Report) -> None:
    table = report.table("writers", ["Format", "Datasets", "Runs", "rdflib, CPU s", "danhmuc, CPU s", "times as fast"])
    theirs: list[float] = []
    ours: list[float] = []
    for _ in range(ROUNDS):
        theirs.append(clocked(lambda: graph.serialize(format=format_)))
        ours.append(clocked(lambda: write(format_, graphs, BytesIO())))
    ratios = [slow / fast for slow, fast in zip(theirs, ours, strict=True)]
    told = at_least(spread(ratios, 1), median(ratios), EXPECTED[format_])
    table.rows.append([format_, f"{DATASETS:,}", str(ROUNDS), spread(theirs, 2), spread(ours, 3), told])
