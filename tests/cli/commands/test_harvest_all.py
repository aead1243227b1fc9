"""``harvest --workers``: ended early, nothing is left behind and the next harvest goes on at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from danhmuc.registry import Registry
from danhmuc.registry.store.tables import leases

DATASETS = 800
"""Enough for a source to be at work when it is looked for."""
WAIT = 60
"""Seconds within which anything has to happen."""

DATASET = """
<https://e.vn/{source}/{number}> a dcat:Dataset ; dct:title "Số {number}"@vi ; dct:description "Mô tả."@vi ;
    dcat:keyword "nước"@vi ; dct:publisher <https://e.vn/{source}> .
"""


class Nightly:
    """The program at work on two sources in two processes."""

    def __init__(self, folder: Path, registry: str) -> None:
        self.paths = [folder / f"{name}.ttl" for name in ("a", "b")]
        for path in self.paths:
            text = "".join(DATASET.format(source=path.stem, number=number) for number in range(DATASETS))
            path.write_text(
                "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>\n" + text,
                encoding="utf-8",
            )
        self.registry = Registry.open(registry)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "danhmuc.cli", *self.arguments(registry), "--workers", "2", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
            # A shell that runs the tests in the background has them ignore Ctrl-C, and so would this process.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def arguments(self, registry: str) -> list[str]:
        return ["harvest", *map(str, self.paths), "--registry", registry]

    def leases(self) -> dict[str, int]:
        """The process that holds each lease, by source."""
        with self.registry._database.reading() as connection:
            rows = connection.execute(select(leases.c.source, leases.c.owner))
            return {source: int(owner.rpartition(":")[2]) for source, owner in rows}

    def until(self, fits: Callable[[dict[str, int]], bool]) -> dict[str, int]:
        """The processes at work, once that is so."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end and self.process.poll() is None:
            if fits(found := self.leases()):
                return found
            time.sleep(0.02)
        raise AssertionError("it did not happen")

    def until_at_work(self) -> dict[str, int]:
        """The processes at work once the first source is being harvested; the second one's may only begin."""
        return self.until(lambda found: "a" in found)

    def end(self) -> tuple[str, str]:
        """What it told."""
        return self.process.communicate(timeout=WAIT)


@pytest.fixture
def nightly(tmp_path: Path, database_url: str) -> Iterator[Nightly]:
    running = Nightly(tmp_path, database_url)
    yield running
    if running.process.poll() is None:
        os.killpg(running.process.pid, signal.SIGKILL)
    running.process.communicate()
    running.registry.close()


@pytest.mark.soak
def test_interrupted__leaves_a_whole_registry_and_no_lease(nightly: Nightly, danhmuc: Callable[..., object]) -> None:
    at_work = nightly.until_at_work()
    os.killpg(nightly.process.pid, signal.SIGINT)
    _, err = nightly.end()
    assert (nightly.process.returncode, err) == (130, "danhmuc: interrupted\n")
    assert not [pid for pid in at_work.values() if Path(f"/proc/{pid}").exists()]
    assert nightly.leases() == {}
    assert nightly.registry.upkeep.check().problems == ()
    # Every run has ended; one that was done when the signal came stays.
    assert {run.state for run in nightly.registry.harvests.runs()} <= {"failed", "complete"}


@pytest.mark.soak
def test_killed__process_loses_nothing(nightly: Nightly) -> None:
    at_work = nightly.until_at_work()
    os.kill(at_work["a"], signal.SIGKILL)
    out, err = nightly.end()
    assert (nightly.process.returncode, err) == (0, "")
    answers = json.loads(out)
    assert [(one["source"], one["state"], one["records"]["seen"]) for one in answers] == [
        ("a", "complete", DATASETS),
        ("b", "complete", DATASETS),
    ]
    assert nightly.leases() == {}
    assert nightly.registry.upkeep.check().problems == ()


@pytest.mark.soak
def test_killed__process_that_is_killed_again_costs_its_own_source_only(nightly: Nightly) -> None:
    first = nightly.until_at_work()["a"]
    os.kill(first, signal.SIGKILL)
    again = nightly.until(lambda found: found.get("a", first) != first)["a"]
    os.kill(again, signal.SIGKILL)
    out, err = nightly.end()
    told = (
        f"{nightly.paths[0]}: the process that harvested it was killed, perhaps for want of memory; "
        "harvest it by itself or with fewer --workers"
    )
    assert (nightly.process.returncode, err) == (1, f"danhmuc: {told}\n")
    lost, taken = json.loads(out)
    assert (lost["error"], taken["source"], taken["state"]) == (told, "b", "complete")
    assert nightly.leases() == {}
