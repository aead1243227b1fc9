"""A feed: built first, again of nothing new, after a harvest that found nothing, and after a hundredth changed.

So is that of the Belgian inventory in its own size. With BENCH_LARGE=1, 100,000 datasets, too, which take half an hour.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest
from belgium import PAGES, write_inventory
from catalogues import Catalogue, write
from processes import Usage, danhmuc, python
from reporting import Report, Table, cpu, peak
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
UNCHANGED = "an unchanged harvest since"
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


BEGINNING = re.compile(r"^<[^>]+> (?=a <http://www\.w3\.org/ns/dcat#Dataset>)", re.MULTILINE)
ANOTHER = '<http://purl.org/dc/terms/alternative> "changed"; '
SIZES = (1_000, 10_000, *((100_000,) if os.environ.get("BENCH_LARGE") else ()))


Change = Callable[[], None]
"""Changes the sources and harvests them."""


@pytest.mark.parametrize("datasets", SIZES)
def test_feed__first_again_and_after_changes(datasets: int, workshop: Workshop, report: Report) -> None:
    folder = workshop.folder / f"feed-{datasets}"
    folder.mkdir()
    registry = workshop.registry(f"feed-{datasets}")
    # An agency with a hundredth of the records has a source of its own, and so a range of the keys.
    sources = {"all": Catalogue(datasets - datasets // 100), "agency": Catalogue(datasets // 100, seed=2)}
    texts = {name: text_of(catalogue, folder / name, name) for name, catalogue in sources.items()}
    for name in texts:
        harvest(folder / f"{name}.ttl", registry)

    def change(name: str) -> None:
        (folder / f"{name}.ttl").write_text(changed(texts[name], datasets // 100), encoding="utf-8")
        harvest(folder / f"{name}.ttl", registry)

    measure(
        f"{datasets:,}",
        folder,
        registry,
        {
            UNCHANGED: partial(harvest, folder / "all.ttl", registry),
            "1 % within one agency": partial(change, "agency"),
            "1 % at random": partial(change, "all"),
        },
        report,
    )
    if datasets == 1_000:  # of ten times as many it takes more than six minutes
        usage = rdflib_writes(folder)
        feeds_table(report).rows.append(
            [f"{datasets:,}", "rdflib writes the same graph", cpu([usage]), peak([usage]), "", "", "", ""]
        )


def test_feed__belgian_inventory(workshop: Workshop, report: Report) -> None:
    if not PAGES.is_dir():
        pytest.skip(f"needs the Belgian pages in {PAGES}")
    folder = workshop.folder / "feed-belgium"
    folder.mkdir()
    registry = workshop.registry("feed-belgium")
    write_inventory(folder / "pages")
    harvest(folder / "pages", registry, "dcat-ap")

    def change() -> None:
        chance = random.Random(1)
        for page in sorted((folder / "pages").glob("*.trig")):
            text = page.read_text(encoding="utf-8")
            page.write_text(
                BEGINNING.sub(lambda found: f"{found[0]}{ANOTHER}" * (chance.random() < 0.01) or found[0], text),
                encoding="utf-8",
            )
        harvest(folder / "pages", registry, "dcat-ap")

    again = partial(harvest, folder / "pages", registry, "dcat-ap")
    measure("Belgium", folder, registry, {UNCHANGED: again, "1 % at random": change}, report)


def measure(size: str, folder: Path, registry: str, changes: Mapping[str, Change], report: Report) -> None:
    """Build the feed of a registry: first, again, and after each change."""
    table = feeds_table(report)
    (folder / "feed.toml").write_text(SETTINGS, encoding="utf-8")
    for name in (WITHOUT_CHECK, "first", "nothing new", *changes):
        if name in changes:
            changes[name]()
        feed = folder / ("unchecked" if name == WITHOUT_CHECK else "feed")
        usage, records = build(feed, folder, registry, checks=name != WITHOUT_CHECK)
        current = (feed / "current").resolve()
        files = [one for one in current.rglob("*") if one.is_file()]
        is_first = name in (WITHOUT_CHECK, "first")
        if is_first:
            inside = report.table("feeds-inside", ["Datasets", "Build", "CPU s", "Peak MiB"], names=2)
            inside.rows.append([size, name, cpu([usage]), peak([usage])])
        if name == WITHOUT_CHECK:
            shutil.rmtree(feed)
            continue
        pages = [current / "catalog.ttl", *(current / "page").glob("*.ttl")]
        fresh = [one for one in files if one.stat().st_nlink == 1]
        whole = sum(one.stat().st_size for one in files)
        written = sum(one.stat().st_size for one in fresh)
        table.rows.append(
            [
                *(size, name, cpu([usage]), peak([usage]), f"{records / usage.cpu_seconds:,.0f}"),
                "" if is_first else f"{len({*pages} & {*fresh}):,} of {len(pages):,}",
                "" if is_first else f"{written / whole:.1%}",
                f"{whole / records:,.0f}",
            ]
        )


def feeds_table(report: Report) -> Table:
    """The table of all builds."""
    columns = ["Datasets", "Build", "CPU s", "Peak MiB", "Records a second", "Pages touched", "Bytes written"]
    return report.table("feeds", [*columns, "Bytes a record"], names=2)


def text_of(catalogue: Catalogue, path: Path, name: str) -> str:
    """The text of a catalogue with an IRI of its own, which is written, too."""
    path = path.with_suffix(".ttl")
    text = write(catalogue, "turtle", path).read_text(encoding="utf-8").replace("/catalog>", f"/catalog-{name}>")
    path.write_text(text, encoding="utf-8")
    return text


def harvest(source: Path, registry: str, profile: str = "none") -> None:
    """Harvest a source."""
    danhmuc("harvest", source, "--profile", profile, "--registry", registry, "-q")


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

    with gzip.open(folder / "feed" / "current" / "all.nt.gz") as packed, (folder / "all.nt").open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    (folder / "write.py").write_text(RDFLIB, encoding="utf-8")
    return python(folder / "write.py", folder / "all.nt", folder)
