"""A catalogue on the web in Hydra pages: harvested first, unchanged, and with one page changed."""

from __future__ import annotations

import json
from itertools import pairwise
from statistics import quantiles

import pytest
from page_server import PageServer, serving
from processes import Usage, danhmuc
from reporting import Report, cpu, expected, peak
from workshop import Workshop

PAGE_SIZE = 100
MEMORY_EXPECTED = 500
"""MiB, from issue 12."""
GROWTH_EXPECTED = 1.25
"""Time between the last pages, of that between early ones: the same but for chance, from issue 12."""


@pytest.mark.parametrize("datasets", [10_000, 100_000])
def test_web_pages__first_unchanged_and_one_changed(datasets: int, workshop: Workshop, report: Report) -> None:
    table = report.table(
        "web-pages",
        ["Datasets", "Harvest", "Profile", "CPU s", "Peak MiB", "Requests", "Bytes", "Last pages of early ones, time"],
        names=3,
    )
    registries = {name: workshop.registry(f"web-pages-{datasets}-{name}") for name in ("none", "dcat-ap")}
    pages = datasets // PAGE_SIZE
    with serving(workshop.folder / f"pages-{datasets}", datasets, PAGE_SIZE) as server:
        for name, profile, kind, count in (
            ("first", "none", "created", datasets + 1),
            ("unchanged", "none", "unchanged", datasets + 1),
            ("one page changed", "none", "updated", 1),
            ("first", "dcat-ap", "created", datasets + 1),
        ):
            if kind == "updated":
                server.change(pages // 2)
            usage, found = harvest(server, profile, registries[profile])
            assert (found["state"], found["records"][kind]) == ("complete", count), found["why"]
            log = server.log()
            statuses = [status for _, status, _ in log]
            assert statuses.count(200) == {"created": pages, "unchanged": 0, "updated": 1}[kind]
            growth = ""
            if kind == "created":
                # From page 30 on, all are in a temporary database. The fastest tenth: others use the machine, too.
                gaps = [after - before for (_, _, before), (_, _, after) in pairwise(log[:pages])]
                early, late = (quantiles(some, n=10)[0] for some in (gaps[30 : 30 + pages // 5], gaps[-pages // 5 :]))
                grown = late / early
                growth = expected(f"{grown:.2f}", grown, GROWTH_EXPECTED)
            memory = expected(peak([usage]), usage.peak_mib, MEMORY_EXPECTED)
            requests, size = (sum(one[key] for one in found["traffic"]) for key in ("requests", "bytes"))
            amounts = [cpu([usage]), memory, f"{requests:,}", f"{size:,}", growth]
            table.rows.append([f"{datasets:,}", name, profile, *amounts])


def harvest(server: PageServer, profile: str, registry: str) -> tuple[Usage, dict[str, object]]:
    """Harvest the pages, and validate what changed by that profile."""
    usage = danhmuc("harvest", server.url, "--internal", "--profile", profile, "--registry", registry, "--json")
    (found,) = json.loads(usage.answer)
    return usage, found
