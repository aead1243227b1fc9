"""A feed: built first, built again of nothing new, and after a hundredth of the records changed.

With BENCH_LARGE=1, also of 100,000 datasets, which takes half an hour.
"""

from __future__ import annotations

import json
import os
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
WITHOUT_CHECK = "first, without reading back"
UNCHECKED = """
from danhmuc.cli.entry import main
from danhmuc.registry.feeds import document_files, page_document

page_document.check_document = page_document.check_with_rdflib = document_files.check_readable = lambda *_, **__: None
main()
"""
"""No user can ask for that: what was not read back is not served."""
RDFLIB = """
import sys, rdflib
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt")
for name in ("turtle", "xml", "json-ld"):
    graph.serialize(sys.argv[2] + "/rdflib." + name, format=name)
"""


SIZES = (1_000, 10_000, *((100_000,) if os.environ.get("BENCH_LARGE") else ()))


@pytest.mark.parametrize("datasets", SIZES)
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
    (folder / "feed.toml").write_text(SETTINGS, encoding="utf-8")
    registry = workshop.registry(f"feed-{datasets}")
    # An agency with a hundredth of the records has a source of its own, and so a range of the keys.
    sources = {"all": Catalogue(datasets - datasets // 100), "agency": Catalogue(datasets // 100, seed=2)}
    texts = {name: text_of(catalogue, folder / name, name) for name, catalogue in sources.items()}
    for name in texts:
        harvest(folder / f"{name}.ttl", registry)
    builds: list[tuple[str, tuple[str, int] | None]] = [
        (WITHOUT_CHECK, None),
        ("first", None),
        ("nothing new", None),
        ("1 % within one agency", ("agency", datasets // 100)),
        ("1 % at random", ("all", datasets // 100)),
    ]
    for name, change in builds:
        if change is not None:
            (folder / f"{change[0]}.ttl").write_text(changed(texts[change[0]], change[1]), encoding="utf-8")
            harvest(folder / f"{change[0]}.ttl", registry)
        feed = folder / ("unchecked" if name == WITHOUT_CHECK else "feed")
        usage, records = build(feed, folder, registry, checks=name != WITHOUT_CHECK)
        pages, size = touched(feed / "current")
        is_first = name in (WITHOUT_CHECK, "first")
        share = "" if is_first else f"{pages[0]:,} of {pages[1]:,}"
        moved = "" if is_first else f"{size[0] / size[1]:.1%}"
        whole = sum(one.stat().st_size for one in (feed / "current").resolve().rglob("*") if one.is_file())
        if is_first:
            inside = report.table("feeds-inside", ["Datasets", "Build", "CPU s", "Peak MiB"], names=2)
            inside.rows.append([f"{datasets:,}", name, cpu([usage]), peak([usage])])
        if name == WITHOUT_CHECK:
            continue
        table.rows.append(
            [
                *(f"{datasets:,}", name, cpu([usage]), peak([usage])),
                *(f"{records / usage.cpu_seconds:,.0f}", share, moved, f"{whole / records:,.0f}"),
            ]
        )
    if datasets == 1_000:  # of ten times as many it takes more than six minutes
        usage = rdflib_writes(folder)
        table.rows.append(
            [f"{datasets:,}", "rdflib writes the same graph", cpu([usage]), peak([usage]), "", "", "", ""]
        )


def text_of(catalogue: Catalogue, path: Path, name: str) -> str:
    """The text of a catalogue with an IRI of its own, which is written, too."""
    path = path.with_suffix(".ttl")
    text = write(catalogue, "turtle", path).read_text(encoding="utf-8").replace("/catalog>", f"/catalog-{name}>")
    path.write_text(text, encoding="utf-8")
    return text


def harvest(source: Path, registry: str) -> None:
    """Harvest a source without validating it."""
    danhmuc("harvest", source, "--profile", "none", "--registry", registry, "-q")


def build(feed: Path, folder: Path, registry: str, *, checks: bool) -> tuple[Usage, int]:
    """Build a feed by the command, or by what it calls without reading back; returns the number of records, too."""
    arguments = (
        *("export", "feed", feed, "--base", BASE, "--settings", folder / "feed.toml"),
        *("--registry", registry, "--json"),
    )
    if checks:
        usage = danhmuc(*arguments)
    else:
        (folder / "unchecked.py").write_text(UNCHECKED, encoding="utf-8")
        usage = python(folder / "unchecked.py", *arguments)
    return usage, json.loads(usage.answer)["records"]


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
