"""Typed objects beside the peers that make objects or dicts of DCAT: reading them, and building and writing them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest
from ckan_dicts import fields_of, missing
from environments import PEERS, peer_python, peer_version
from processes import Usage, in_turn, run
from pyoxigraph import RdfFormat, parse
from reporting import Report, at_least, cpu, peak, ratios, spread
from workshop import Workshop

from danhmuc.vocab.canonical import CanonicalGraph, canonicalize

DATASETS = 1_000
ROUNDS = 7
EXPECTED = 10
"""How many times as fast as each peer; from issue 3."""


@dataclass(frozen=True, slots=True)
class Work:
    """One script of peers/ on its way through the same input as others."""

    python: Path
    script: str
    warm_up: Path
    file: Path

    def clocked(self, *answer: Path) -> Usage:
        """What the work took, without start, imports and warming up; the memory is that of the whole process."""
        usage = run(self.python, PEERS / self.script, self.warm_up, self.file, *answer)
        told = json.loads(usage.answer)
        assert told["count"] == DATASETS
        return replace(usage, cpu_seconds=told["seconds"])

    def answered(self, workshop: Workshop) -> list[Any]:
        """What came out, for each dataset."""
        answer = workshop.folder / f"{self.script}.json"
        self.clocked(answer)
        found: list[Any] = json.loads(answer.read_bytes())
        return found


def measured(works: Mapping[str, Work]) -> tuple[dict[str, list[Usage]], list[float]]:
    """What each work took, ours first, and how many times as fast as the other ours was."""
    steps: Mapping[str, Callable[[], Usage]] = {name: partial(work.clocked) for name, work in works.items()}
    taken = in_turn(ROUNDS, steps)
    ours, theirs = taken.values()
    return taken, ratios(theirs, ours)


def test_read__beside_ckanext_dcat(workshop: Workshop, report: Report) -> None:
    peer = "ckanext-dcat"
    python = peer_python(peer)
    files = workshop.catalogue(1, clean=True), workshop.catalogue(DATASETS, clean=True)
    works = {
        "danhmuc: objects, every field taken": Work(Path(sys.executable), "danhmuc_reading.py", *files),
        f"{peer} {peer_version(peer)}: dicts": Work(python, "ckanext_dcat_reading.py", *files),
    }
    objects, dicts = (work.answered(workshop) for work in works.values())
    ours = {one["iri"][0][0]: one for one in objects}
    theirs = {one["iri"][0][0]: one for one in map(fields_of, dicts)}
    assert ours.keys() == theirs.keys()
    assert [lost for iri in theirs for lost in missing(theirs[iri], ours[iri])] == []

    table = report.table(
        "objects-read",
        ["Reading 1,000 datasets", "Runs", "CPU s", "danhmuc is faster", "Fields", "Values a dataset", "Peak MiB"],
    )
    taken, faster = measured(works)
    for (name, usages), fields in zip(taken.items(), (ours, theirs), strict=True):
        names = {path for one in fields.values() for path in one}
        values = mean(sum(len(texts) for objects in one.values() for texts in objects) for one in fields.values())
        share = at_least(f"{spread(faster, 1)} times", median(faster), EXPECTED) if fields is theirs else ""
        table.rows.append([name, str(ROUNDS), cpu(usages, 3), share, str(len(names)), f"{values:.1f}", peak(usages)])


@pytest.mark.parametrize("peer", ["sempyro", "datacatalogtordf"])
def test_build_and_write__beside(peer: str, workshop: Workshop, report: Report) -> None:
    python = peer_python(peer)
    files = workshop.entries(1), workshop.entries(DATASETS)
    works = {
        f"danhmuc, beside {peer}": Work(Path(sys.executable), "danhmuc_writing.py", *files),
        f"{peer} {peer_version(peer)}": Work(python, f"{peer}_writing.py", *files),
    }
    ours, theirs = ([graph_of(text) for text in work.answered(workshop)] for work in works.values())
    assert [graph.digest for graph in ours] == [graph.digest for graph in theirs]

    table = report.table(
        "objects-written",
        ["Building and writing 1,000 datasets", "Runs", "CPU s", "danhmuc is faster", "Triples a dataset", "Peak MiB"],
    )
    taken, faster = measured(works)
    for (name, usages), graphs in zip(taken.items(), (ours, theirs), strict=True):
        share = at_least(f"{spread(faster, 1)} times", median(faster), EXPECTED) if graphs is theirs else ""
        triples = f"{mean(graph.triples for graph in graphs):.1f}"
        table.rows.append([name, str(ROUNDS), cpu(usages, 3), share, triples, peak(usages)])


def graph_of(turtle: str) -> CanonicalGraph:
    """What a text says, whatever its blank nodes are called."""
    return canonicalize(parse(turtle, format=RdfFormat.TURTLE))
