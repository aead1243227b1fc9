"""An event stream of closed pages: its first harvest, when nothing moved, and when a hundred activities came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from processes import danhmuc
from reporting import Report, expected
from web_server import WebServer, serve
from workshop import Workshop

SIZES = (10_000, 100_000)
PAGE_SIZE = 100
NEW = 100
PAGES_A_HOST = 4
"""So few, each host of them an address of loopback, that danhmuc does not wait for politeness: work is measured."""
GROWTH = 2.0
"""Most CPU of a delta of 100 in 100,000 members, of that of one in 10,000: it is to cost what it has; from issue 12."""
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PREFIXES = """@prefix as: <https://www.w3.org/ns/activitystreams#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix ldes: <https://w3id.org/ldes#> .
@prefix tree: <https://w3id.org/tree#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://data.example.vn/> .
"""


@pytest.fixture(scope="module")
def deltas() -> dict[int, float]:
    """CPU seconds of a delta, by the size of its stream."""
    return {}


@pytest.mark.parametrize("size", SIZES)
def test_streams__first_unmoved_and_a_delta(
    size: int, workshop: Workshop, deltas: dict[int, float], report: Report
) -> None:
    table = report.table("streams", ["Members", "Harvest", "CPU s", "Peak MiB", "Requests", "Bytes"], names=2)
    folder, registry = workshop.folder / f"stream-{size}", workshop.registry(f"stream-{size}")
    folder.mkdir()
    pages = size // PAGE_SIZE

    def harvest(step: str, server: WebServer, requests: int) -> None:
        at = ("--internal", "--profile", "none", "--registry", registry, "-q")
        usage = danhmuc("harvest", server.url("stream.trig"), *at)
        counts = server.counts()
        assert counts.pages <= requests + 1, "one for each page that may have moved; the first may be asked for twice"
        seconds = f"{usage.cpu_seconds:.2f}"
        if step.startswith("delta"):
            deltas[size] = usage.cpu_seconds
            if SIZES[0] in deltas and size != SIZES[0]:
                growth = usage.cpu_seconds / deltas[SIZES[0]]
                seconds = expected(f"{seconds}, {growth:.2f} times that in {SIZES[0]:,}", growth, GROWTH)
        row = [f"{size:,}", step, seconds, f"{usage.peak_mib:.0f}", f"{counts.requests:,}", f"{counts.sent:,}"]
        table.rows.append(row)

    for number in range(pages):
        members = range(number * PAGE_SIZE, (number + 1) * PAGE_SIZE)
        write_page(folder, number, (activity("Create", one, one) for one in members))
    with serve(folder, immutable="closed-") as server:
        write_index(folder, server, pages)
        harvest("first", server, pages + 1)
        harvest("nothing moved", server, 1)
        write_page(folder, pages, (activity("Update", size + one, one * 7) for one in range(NEW)))
        write_index(folder, server, pages + 1)
        harvest(f"delta of {NEW}", server, 2)


def write_page(folder: Path, number: int, activities: Iterable[str]) -> None:
    """Write a closed page of a stream."""
    text = PREFIXES + "<> a tree:Node .\n" + "".join(activities)
    (folder / f"closed-{number}.trig").write_text(text, encoding="utf-8")


def write_index(folder: Path, server: WebServer, pages: int) -> None:
    """Write the first page of a stream, which leads to all others."""
    closed = [server.url(f"closed-{number}.trig", number // PAGES_A_HOST) for number in range(pages)]
    relations = "".join(f"<> tree:relation [ a tree:Relation ; tree:node <{one}> ] .\n" for one in closed)
    stream = "<#stream> a ldes:EventStream ; tree:view <> ; ldes:timestampPath as:published ;"
    text = f"{PREFIXES}{stream} ldes:versionOfPath as:object .\n<> a tree:Node .\n{relations}"
    (folder / "stream.trig").write_text(text, encoding="utf-8")


def activity(kind: str, number: int, dataset: int) -> str:
    """An activity about a dataset, with its description."""
    moment = (BEGIN + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f":stream tree:member :activity-{number} .\n"
        f':activity-{number} a as:{kind} ; as:object :dataset-{dataset} ; as:published "{moment}"^^xsd:dateTime .\n'
        f':activity-{number} {{ :dataset-{dataset} a dcat:Dataset ; dct:title "Quan trắc {dataset}, lần {number}"@vi ;'
        f' dct:description "Số liệu của trạm {dataset}, cập nhật hằng tháng"@vi ; dct:identifier "{dataset}" ;'
        f' dcat:keyword "trạm {dataset % 50}"@vi ; dct:publisher :agency-{dataset % 20} ;'
        f" dcat:distribution [ a dcat:Distribution ; dcat:accessURL :file-{dataset} ] . }}\n"
    )
