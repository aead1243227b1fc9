"""A feed: built first, built again of nothing new, and after a hundredth of the records changed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from catalogues import Catalogue, write
from processes import Usage, danhmuc, python
from reporting import Report, cpu, peak
from workshop import Workshop

SETTINGS = """
[catalog]
title = { vi = "Danh mục", en = "Inventory" }
description = { vi = "Danh mục dữ liệu", en = "Data inventory" }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
publisher = { iri = "https://publisher.example/id/agent", name = { vi = "Cơ quan" } }
contact = { name = { vi = "Trung tâm" }, email = "data@publisher.example" }
"""
BASE = "https://publisher.example/feed/"
RDFLIB = """
import sys, rdflib
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt")
for name in ("turtle", "xml", "json-ld"):
    graph.serialize(sys.argv[2] + "/rdflib." + name, format=name)
"""


@pytest.mark.parametrize("datasets", [1_000, 10_000, 100_000])
def test_feed__first_again_and_after_changes(datasets: int, workshop: Workshop, report: Report) -> None:
    table = report.table(
        "feeds",
        [
            "Datasets",
            "Build",
            "CPU s",
            "Peak MiB",
            "Records a second",
            "Pages touched",
            "Bytes of pages touched",
            "Bytes a record",
        ],
        names=2,
    )
    folder = workshop.folder / f"feed-{datasets}"
    folder.mkdir()
    source = write(Catalogue(datasets), "turtle", folder / "source.ttl")
    registry = workshop.registry(f"feed-{datasets}")
    danhmuc("harvest", source, "--profile", "none", "--registry", registry, "-q")
    (folder / "feed.toml").write_text(SETTINGS, encoding="utf-8")
    text = source.read_text(encoding="utf-8")
    for name in ("first", "nothing new", "1 % at random"):
        if name == "1 % at random":
            source.write_text(changed(text, datasets // 100), encoding="utf-8")
            danhmuc("harvest", source, "--profile", "none", "--registry", registry, "-q")
        usage, found = build(folder, registry)
        pages, size = touched(folder / "feed" / "current")
        share = "" if name == "first" else f"{pages[0]:,} of {pages[1]:,}"
        moved = "" if name == "first" else f"{size[0] / size[1]:.1%}"
        whole = sum(one.stat().st_size for one in (folder / "feed" / "current").resolve().rglob("*") if one.is_file())
        table.rows.append(
            [
                *(f"{datasets:,}", name, cpu([usage]), peak([usage])),
                *(f"{datasets / usage.cpu_seconds:,.0f}", share, moved, f"{whole / found['records']:,.0f}"),
            ]
        )
    if datasets == 1_000:  # of ten times as many it takes more than six minutes
        usage = rdflib_writes(folder)
        table.rows.append(
            [f"{datasets:,}", "rdflib writes the same graph", cpu([usage]), peak([usage]), "", "", "", ""]
        )


def build(folder: Path, registry: str) -> tuple[Usage, dict[str, int]]:
    """Build the feed by the command."""
    usage = danhmuc(
        *("export", "feed", folder / "feed", "--base", BASE, "--settings", folder / "feed.toml"),
        *("--registry", registry, "--json"),
    )
    return usage, json.loads(usage.answer)


def touched(current: Path) -> tuple[tuple[int, int], tuple[int, int]]:
    """Number and bytes of the pages in Turtle that are new in this build, and of all."""
    pages = [current / "catalog.ttl", *(current / "page").glob("*.ttl")]
    fresh = [one for one in pages if one.stat().st_nlink == 1]
    return (len(fresh), len(pages)), (
        sum(one.stat().st_size for one in fresh),
        sum(one.stat().st_size for one in pages),
    )


def changed(text: str, count: int) -> str:
    """The catalogue with that many datasets changed."""
    parts = text.split('dct:identifier "DS-')
    chosen = set(random.Random(1).sample(range(1, len(parts)), count))
    return parts[0] + "".join(
        f'dct:identifier "DS{"+" if at in chosen else "-"}{part}' for at, part in enumerate(parts[1:], 1)
    )


def rdflib_writes(folder: Path) -> Usage:
    """Let rdflib write the dump in the three syntaxes of pages."""
    import gzip
    import shutil

    with gzip.open(folder / "feed" / "current" / "all.nt.gz") as packed, (folder / "all.nt").open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    (folder / "write.py").write_text(RDFLIB, encoding="utf-8")
    return python(folder / "write.py", folder / "all.nt", folder)
