"""Runs of an event stream on each database: what is known of its pages, what a delta brings, and what it deletes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import source_at

from ..registry.event_streams.stream_web import (
    START,
    StreamWeb,
    activity,
    dataset,
    distribution,
    page,
    put,
    without_proxies,
)


@pytest.fixture
def web(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[StreamWeb]:
    without_proxies(monkeypatch)
    with StreamWeb(database_url).open() as made:
        yield made


@pytest.mark.soak
def test_runs__of_a_stream_that_grows(web: StreamWeb) -> None:
    """Nothing new, a part of a record, a deletion, and what a person takes back."""
    first = page(*(put(n, f"d{n}", dataset(f"d{n}", f"Bộ {n}", f"f{n}")) for n in range(1, 25)), links=("stream/2",))
    second = page(*(put(30 + n, f"f{n}", distribution(f"f{n}", "CSV")) for n in range(1, 25)), links=("3",))
    web.publish({"stream": first, "stream/2": second, "stream/3": page()}, immutable=("stream/2",))
    report = web.harvest()
    assert (report.state, report.records.created, report.documents) == ("complete", 24, 3)
    assert web.harvest().records.unchanged == 24
    assert web.asked == [("stream", 304), ("stream/3", 304)]
    web.publish({"stream/3": page(put(60, "f3", distribution("f3", "XML"), "Update"))})
    report = web.harvest()
    assert (report.records.updated, report.records.missing) == (1, 0)
    assert "XML" in web.graph("d3")
    web.publish(
        {"stream/3": page(activity("x", "Delete", "d5", 70), put(60, "f3", distribution("f3", "XML"), "Update"))}
    )
    report = web.harvest()
    assert (report.records.updated, report.withdrawn, "d5" in web.titles()) == (0, 1, False)
    assert web.asked == [("stream", 304), ("stream/3", 200)]
    assert report.run is not None
    web.registry.undo(report.run, by="Lan", reason="nhầm")
    assert web.harvest().state == "complete"
    assert web.titles()["d5"] == "Bộ 5"
    assert web.registry.upkeep.check().problems == ()


def test_runs__a_saved_plan_knows_what_pages_mention(web: StreamWeb, tmp_path: Path) -> None:
    """Applied later, it is followed by a delta all the same."""
    web.publish({"stream": page(put(1, "d1", dataset("d1", "a", "f1")), links=("stream/2",)), "stream/2": page()})
    path = tmp_path / "a.plan"
    web.registry.plan(source_at(START, "ldes"), profile="none").save(path)
    for plan in web.registry.harvests.read_plans(path):
        assert plan.apply().records.created == 1
    web.publish({"stream/2": page(put(2, "f1", distribution("f1", "CSV")))})
    assert web.harvest().records.updated == 1
    assert "CSV" in web.graph("d1")
