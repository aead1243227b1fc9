"""Runs of several processes on PostgreSQL: one writes all that it has before another one begins to."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at

from .feed import PREFIXES


@pytest.mark.parametrize("is_planned", [True, pytest.param(False, marks=pytest.mark.soak)])
def test_apply__is_not_interrupted_by_another_run(is_planned: bool, postgresql_url: str, tmp_path: Path) -> None:
    locations = {name: tmp_path / f"{name}.ttl" for name in "ab"}
    for name, path in locations.items():
        path.write_text(f"{PREFIXES}<https://{name}.vn/1> a dcat:Dataset .", encoding="utf-8")

    def harvest_other() -> None:
        with Registry.open(postgresql_url) as other:
            source = source_at(str(locations["b"]))
            if is_planned:
                other.plan(source, profile="none").apply()
            else:
                other.harvest(source, profile="none")

    with Registry.open(postgresql_url) as registry:
        thread = threading.Thread(target=harvest_other)
        waits: list[bool] = []

        def begin_other(stage: str, done: int, total: int) -> None:
            if stage == "write" and not thread.ident:
                thread.start()
                thread.join(1.2)
                waits.append(thread.is_alive())

        registry.plan(source_at(str(locations["a"])), profile="none").apply(progress=begin_other)
        thread.join()
        assert waits == [True], "it has written meanwhile"
        assert [run.source for run in registry.harvests.runs()] == ["b", "a"]
