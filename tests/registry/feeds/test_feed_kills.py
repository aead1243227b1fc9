"""Killed at random moments of a build, a feed is served whole, and the next build is as if nothing had happened.

`make test` kills a few builds, `make soak` many; DANHMUC_KILLS sets how many, 100 if it is not given.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry.feeds.manifest import read_manifest
from danhmuc.registry.feeds.publication import publish

from ...contracts.running import FORKED
from .little_feed import BASE, LittleFeed, texts_of, tree

FEW: Final = 20
KILLS: Final = int(os.environ.get("DANHMUC_KILLS", "100"))
COUNT: Final = 50
"""Records of an edition."""
LATER: Final = 1.1
"""Part of the time of an undisturbed build within which one is killed."""

BUILDER: Final = (
    Path(__file__).with_name("little_feed.py").read_text(encoding="utf-8").replace("__name__", "'little_feed'")
    + """
import os
from danhmuc.registry.feeds.publication import publish

while asked := orders.recv():
    folder, edition, count, keeps_last_build = asked
    process = os.fork()
    if process == 0:
        publish(Path(folder), LittleFeed(edition, texts_of(edition, count), keeps_last_build=keeps_last_build))
        os._exit(0)
    orders.send(process)
    orders.recv()
    os.waitpid(process, 0)
    orders.send("ended")
"""
)
"""Builds each edition that it is asked for in a process of its own, which it forks and which is killed."""


class Builder:
    """A process whose children build a feed."""

    def __init__(self) -> None:
        self.orders, theirs = FORKED.Pipe()
        self._process = FORKED.Process(target=exec, args=(BUILDER, {"orders": theirs}))
        self._process.start()
        theirs.close()

    def build(self, folder: Path, edition: int, *, keeps_last_build: bool, seconds: float) -> None:
        """Begin to build an edition, and kill that after some time."""
        self.orders.send((str(folder), edition, COUNT, keeps_last_build))
        process = self.orders.recv()
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)  # it is not reaped yet, so no other has its number
        self.orders.send("killed")
        assert self.orders.recv() == "ended"

    def end(self) -> None:
        """End it."""
        self.orders.send(None)
        self._process.join()


@pytest.fixture
def builder() -> Iterator[Builder]:
    builder = Builder()
    yield builder
    builder.end()


def whole_edition(folder: Path) -> int:
    """The edition that is served; every file of its manifest is there and holds what it should."""
    manifest = read_manifest(folder / "current", base=BASE)
    assert manifest is not None
    assert list(manifest.damage()) == []
    assert manifest.run is not None
    assert sum(1 for _ in manifest.records()) == manifest.entries + manifest.tombstones
    return manifest.run


def kill_builds(builder: Builder, tmp_path: Path, count: int, chance: random.Random) -> list[int]:
    """Kill builds; returns the editions that were killed too late, which are served."""
    folder, twin = tmp_path / "feed", tmp_path / "twin"
    for one in (folder, twin):
        publish(one, LittleFeed(0, texts_of(0, COUNT)))
    took = 0.05
    late = []
    for edition in range(1, count + 1):
        keeps_last_build = chance.random() < 0.7
        seconds = chance.random() * took * LATER
        builder.build(folder, edition, keeps_last_build=keeps_last_build, seconds=seconds)
        served = whole_edition(folder)
        assert served in {edition - 1, edition}
        if served == edition:
            late.append(edition)
        started = time.perf_counter()
        publish(twin, LittleFeed(edition, texts_of(edition, COUNT), keeps_last_build=keeps_last_build))
        took = time.perf_counter() - started
        publish(folder, LittleFeed(edition, texts_of(edition, COUNT), keeps_last_build=keeps_last_build))
        assert whole_edition(folder) == edition
        assert tree(folder / "current") == tree(twin / "current")
        names = {one.name.removesuffix("-alone") for one in (folder / ".builds").iterdir() if one.is_dir()}
        assert len(names) == (2 if keeps_last_build else 1)
    return late


def test_publish__killed_at_a_few_random_moments_serves_a_whole_feed(builder: Builder, tmp_path: Path) -> None:
    late = kill_builds(builder, tmp_path, FEW, random.Random(13))
    assert len(late) < FEW, "no build was killed before it was served"


@pytest.mark.soak
@pytest.mark.parametrize("part", range(2))
def test_publish__killed_at_many_random_moments_serves_a_whole_feed(
    builder: Builder, tmp_path: Path, part: int
) -> None:
    kill_builds(builder, tmp_path, KILLS // 2, random.Random(part))
