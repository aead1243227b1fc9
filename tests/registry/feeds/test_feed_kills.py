"""Killed at any moment of a build, a feed is served whole, and the next build is as if nothing had happened.

`make test` kills builds before some of their steps in the file system; `make soak` before each step, and at random
moments, of which DANHMUC_KILLS sets how many, 100 if it is not given.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
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
STEPS: Final = 130
"""About as many has a build in the file system."""
LATER: Final = 1.1
"""Part of the time of an undisturbed build within which one is killed."""

BUILDER: Final = (
    Path(__file__).with_name("little_feed.py").read_text(encoding="utf-8").replace("__name__", "'little_feed'")
    + """
import os
import signal
import sys

from danhmuc.registry.feeds.publication import publish


def build(folder, edition, count, keeps_last_build, dies_before):
    steps = 0

    def count_step(event, arguments):
        nonlocal steps
        if event.startswith(("os.", "shutil.")) or (event == "open" and folder in str(arguments[0])):
            steps += 1
            if steps == dies_before:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count_step)
    publish(Path(folder), LittleFeed(edition, texts_of(edition, count), keeps_last_build=keeps_last_build))


while asked := orders.recv():
    process = os.fork()
    if process == 0:
        build(*asked)
        os._exit(0)
    orders.send(process)
    orders.recv()
    orders.send(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
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

    def build(
        self, folder: Path, edition: int, *, keeps_last_build: bool, dies_before: int = 0, seconds: float | None = None
    ) -> bool:
        """Build an edition, killed before a step or after some time; returns whether it was complete all the same."""
        self.orders.send((str(folder), edition, COUNT, keeps_last_build, dies_before))
        process = self.orders.recv()
        if seconds is not None:
            time.sleep(seconds)
            os.kill(process, signal.SIGKILL)  # it is not reaped yet, so no other has its number
        self.orders.send("reap it")
        code = self.orders.recv()
        assert code in {0, -signal.SIGKILL}
        return bool(code == 0)

    def end(self) -> None:
        """End it."""
        with suppress(BrokenPipeError):
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


class TwoFeeds:
    """A feed whose builds are killed, and one that is built alike and never disturbed."""

    def __init__(self, builder: Builder, folder: Path) -> None:
        self._builder = builder
        self._feed, self._twin = folder / "feed", folder / "twin"
        self._edition = 0
        self.took = 0.0
        for one in (self._feed, self._twin):
            publish(one, LittleFeed(0, texts_of(0, COUNT)))

    def kill(self, *, keeps_last_build: bool, dies_before: int = 0, seconds: float | None = None) -> bool:
        """Kill a build, and complete it; returns whether it was killed at all."""
        self._edition += 1
        edition = LittleFeed(self._edition, texts_of(self._edition, COUNT), keeps_last_build=keeps_last_build)
        was_complete = self._builder.build(
            self._feed, self._edition, keeps_last_build=keeps_last_build, dies_before=dies_before, seconds=seconds
        )
        served = whole_edition(self._feed)
        assert served in {self._edition - 1, self._edition}
        assert served == self._edition or not was_complete
        started = time.perf_counter()
        publish(self._twin, edition)
        self.took = time.perf_counter() - started
        publish(self._feed, edition)
        assert whole_edition(self._feed) == self._edition
        assert tree(self._feed / "current") == tree(self._twin / "current")
        names = [one.name for one in (self._feed / ".builds").iterdir() if one.is_dir()]
        assert len(names) == (2 if keeps_last_build else 1)
        return not was_complete


@pytest.mark.soak
def test_publish__killed_before_some_of_its_steps_serves_a_whole_feed(builder: Builder, tmp_path: Path) -> None:
    feeds, chance = TwoFeeds(builder, tmp_path), random.Random(13)
    dies_before = [chance.randrange(1, STEPS) for _ in range(FEW)]
    killed = [feeds.kill(keeps_last_build=chance.random() < 0.7, dies_before=step) for step in dies_before]
    assert sum(killed) > FEW // 2


@pytest.mark.soak
@pytest.mark.parametrize("keeps_last_build", [True, False])
def test_publish__killed_before_each_step_serves_a_whole_feed(
    builder: Builder, tmp_path: Path, *, keeps_last_build: bool
) -> None:
    feeds, step = TwoFeeds(builder, tmp_path), 1
    while feeds.kill(keeps_last_build=keeps_last_build, dies_before=step):
        step += 1
    assert STEPS / 2 < step < STEPS * 2, "then the few above are chosen well"


@pytest.mark.soak
@pytest.mark.parametrize("part", range(2))
def test_publish__killed_at_random_moments_serves_a_whole_feed(builder: Builder, tmp_path: Path, part: int) -> None:
    feeds, chance = TwoFeeds(builder, tmp_path), random.Random(part)
    for _ in range(KILLS // 2):
        feeds.kill(keeps_last_build=chance.random() < 0.7, seconds=chance.random() * feeds.took * LATER)
