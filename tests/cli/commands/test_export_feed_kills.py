"""``danhmuc export feed`` killed at random moments: what is served is whole, and the next build is as any other.

`make soak` kills as many as DANHMUC_KILLS says, 100 if it is not given.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.feeds.manifest import MANIFEST, read_manifest

from ...contracts.running import FORKED
from ...registry.feeds.little_feed import tree
from ...registry.feeds.public_words import BASE, POLICY, all_bytes, dataset, export_feed, harvest, word

LOST: Final = 0.4
"""Part of the builds before which the manifest is deleted."""
KILLS: Final = int(os.environ.get("DANHMUC_KILLS", "100"))

BUILDER: Final = """
import os
import signal
import sys

import danhmuc.registry.export.public_policy
import danhmuc.registry.feeds.export_feed
from danhmuc.cli.main import run


def build(arguments, dies_before):
    events = 0

    def count_event(event, arguments):
        nonlocal events
        events += 1
        if events == dies_before:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count_event)
    code = run(arguments)
    if code == 0 and not dies_before:
        orders.send(events)
    os._exit(code)


while asked := orders.recv():
    process = os.fork()
    if process == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        build(*asked)
    orders.send(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
"""
"""Calls the program in processes of its own, each killed before one of the events that Python tells of, if any."""


class Builder:
    """A process whose children call ``danhmuc export feed``."""

    def __init__(self, arguments: list[str]) -> None:
        self._arguments = arguments
        self._orders, theirs = FORKED.Pipe()
        self._process = FORKED.Process(target=exec, args=(BUILDER, {"orders": theirs}))
        self._process.start()
        theirs.close()

    def count_events(self) -> int:
        """Build once, and return the number of events of that."""
        self._orders.send((self._arguments, 0))
        events: int = self._orders.recv()
        assert self._orders.recv() == 0
        return events

    def kill(self, dies_before: int) -> bool:
        """Build until some event; returns whether the build was killed."""
        self._orders.send((self._arguments, dies_before))
        code = self._orders.recv()
        if code == 0:  # it had fewer events
            return False
        assert code == -signal.SIGKILL
        return True

    def end(self) -> None:
        """End it."""
        with suppress(BrokenPipeError):
            self._orders.send(None)
        self._process.join()


@pytest.fixture
def builder(sqlite_url: str, tmp_path: Path) -> Iterator[Builder]:
    files = {one: str(tmp_path / f"{one}.toml") for one in ("settings", "policy")}
    builder = Builder(
        [
            *("export", "feed", str(tmp_path / "feed"), "--base", BASE, "--registry", sqlite_url),
            *("--settings", files["settings"], "--policy", files["policy"]),
        ]
    )
    yield builder
    builder.end()


def files_of(folder: Path) -> dict[str, tuple[bytes, float]]:
    """The bytes and times of the files of a feed; nobody knows the time of a manifest that was lost."""
    found = tree(folder)
    return found | {path: (found[path][0], 0.0) for path in found.keys() & {MANIFEST}}


@pytest.mark.soak
def test_export_feed__killed_at_random_moments_serves_a_whole_feed(
    builder: Builder, sqlite_url: str, tmp_path: Path
) -> None:
    chance, killed = random.Random(KILLS), 0
    feed, twin = tmp_path / "feed", tmp_path / "twin"
    with Registry.open(sqlite_url, create=True) as registry:
        content = "".join(dataset(f"d{number}", title="t") for number in range(6))
        harvest(registry, tmp_path, "a", content)
        for folder in (tmp_path, twin):
            export_feed(registry, folder, POLICY)
        events, withheld = 0, set[str]()
        for number in range(KILLS):
            content += dataset(f"new{number}")
            harvest(registry, tmp_path, "a", content)
            if chance.random() < 0.3:
                withheld.add(f"new{number // 2}")
                registry.withhold(f"https://e.vn/new{number // 2}", by="officer", reason="No")
            before = files_of(feed / "current")
            if not events:
                export_feed(registry, twin, POLICY)
                events = builder.count_events()
            else:
                is_lost = chance.random() < LOST
                if is_lost:  # it is made anew by the build that is killed, or by the one after it
                    (feed / "current" / MANIFEST).unlink()
                    del before[MANIFEST]
                killed += builder.kill(chance.randrange(1, events))
                manifest = read_manifest(feed / "current", base=BASE)
                assert is_lost or manifest is not None
                assert manifest is None or list(manifest.damage()) == []
                export_feed(registry, twin, POLICY)
                now = files_of(feed / "current")
                assert now in (before, files_of(twin / "feed" / "current"))
                export_feed(registry, tmp_path, POLICY)
            assert files_of(feed / "current") == files_of(twin / "feed" / "current")
            assert len([one for one in (feed / ".builds").iterdir() if one.is_dir()]) <= 2
            found = all_bytes(feed).decode("utf-8", "replace")
            assert [name for name in withheld if word(name) in found] == []
    assert killed >= (KILLS - 1) // 2
