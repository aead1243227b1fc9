"""Catalogues at addresses: what a harvest takes when all is new, nothing moved, or one dataset in a hundred did."""

from __future__ import annotations

import shutil
import time
from contextlib import ExitStack
from pathlib import Path

from processes import Usage, danhmuc
from reporting import Report, expected, spread
from test_plans import change_some
from web_server import WebServer, serve
from workshop import Workshop

SIZE = 10_000
ROUNDS = 3
SECONDS = 1.0
"""Most CPU of a harvest in which nothing moved; from issue 12."""
SOURCES = 20
ANSWER_SECONDS = 2.0
"""How long a slow server thinks about each answer: robots.txt, then the catalogue."""


def test_web__of_ten_thousand_datasets(workshop: Workshop, report: Report) -> None:
    table = report.table("web", ["Harvest over loopback", "CPU s", "Peak MiB", "Requests", "Bytes"])
    published = workshop.folder / "published"
    published.mkdir()
    file = Path(shutil.copy(workshop.catalogue(SIZE, clean=True), published / "catalogue.ttl"))
    original = file.read_bytes()

    def harvest(server: WebServer, registry: str) -> Usage:
        return danhmuc("harvest", server.url(file.name), "--internal", "-q", "--registry", registry)

    def add(step: str, server: WebServer, usages: list[Usage], *, most: float | None = None) -> None:
        counts = server.counts()
        seconds = spread((usage.cpu_seconds for usage in usages), 2)
        if most is not None:
            seconds = expected(seconds, max(usage.cpu_seconds for usage in usages), most)
        each = len(usages)
        mib = f"{max(usage.peak_mib for usage in usages):.0f}"
        table.rows.append([step, seconds, mib, f"{counts.requests / each:g}", f"{counts.sent / each:,.0f}"])

    with serve(published) as server, serve(published, etags=False) as without:
        for step, answering in (("ETag", server), ("digest", without)):
            registry = workshop.registry(f"web-{step}")
            add(f"all new, with verdicts ({step})", answering, [harvest(answering, registry)])
            same = [harvest(answering, registry) for _ in range(ROUNDS)]
            add(f"nothing moved, by {step}", answering, same, most=SECONDS)
            change_some(file).replace(file)
            add(f"1 % changed ({step})", answering, [harvest(answering, registry)])
            file.write_bytes(original)


def test_web__twenty_slow_servers(workshop: Workshop, report: Report) -> None:
    table = report.table("slow-servers", ["Servers", "Each answers after, s", "Night, s", "Sum of waits, s"])
    published = workshop.folder / "slow"
    published.mkdir()
    names = [f"agency-{number}.ttl" for number in range(1, SOURCES + 1)]
    for name in names:
        shutil.copy(workshop.catalogue(50, clean=True), published / name)
    registry = workshop.registry("slow")
    with ExitStack() as running:
        servers = [running.enter_context(serve(published, delay_seconds=ANSWER_SECONDS)) for _ in names]
        addresses = [server.url(name, host) for host, (server, name) in enumerate(zip(servers, names, strict=True))]
        begin = time.perf_counter()
        danhmuc("harvest", *addresses, "--internal", "-q", "--registry", registry)
        taken = time.perf_counter() - begin
    waits = 2 * ANSWER_SECONDS
    night = expected(f"{taken:.1f}", taken, waits * SOURCES / 4)
    table.rows.append([str(SOURCES), f"{ANSWER_SECONDS:g}", night, f"{waits * SOURCES:g}"])
