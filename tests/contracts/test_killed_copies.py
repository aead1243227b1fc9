"""Killed at random moments, a copy is resumed, a backup is the older or the newer one, and nothing is half restored.

`make soak` kills many: in each test a twentieth of DANHMUC_KILLS, which is 200 if it is not given.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry, restore_backup, source_at
from danhmuc.vocab.errors import RegistryUnavailableError

from ..conftest import RegistryCopy
from .conftest import PREFIXES
from .running import Running

KILLS: Final = max(2, int(os.environ.get("DANHMUC_KILLS", "200")) // 20)
RECORDS: Final = 400
WITHHELD, PURGED = "https://e.vn/7", "https://e.vn/8"

COPY: Final = """
from danhmuc.registry import Registry

url, target = arguments
with Registry.open(url) as registry:
    say("ready")
    registry.upkeep.copy_to(target)
say("done")
"""
BACKUP: Final = """
from danhmuc.registry import Registry

url, target = arguments
with Registry.open(url) as registry:
    say("ready")
    registry.upkeep.back_up(target)
say("done")
"""
RESTORE: Final = """
from danhmuc.registry import restore_backup

url, target = arguments
say("ready")
restore_backup(target, url, by="operator", reason="a disk failed")
say("done")
"""


def fill(url: str, folder: Path) -> None:
    """Many records, of which one source says more in a second edition."""
    with Registry.open(url) as registry:
        for edition in (1, 2):
            records = "".join(
                f'<{number}> a dcat:Dataset ; dct:title "T"@vi ; dct:description "Zanzibar{number}, {edition}"@vi .'
                for number in range(RECORDS)
            )
            (folder / "a.ttl").write_text(PREFIXES + records, encoding="utf-8")
            registry.harvest(source_at(str(folder / "a.ttl")), profile="dcat-ap")


def kill(program: str, *arguments: str | Path, share: float, whole: float) -> None:
    """Run a program, and kill it when a share of the time has passed that it takes."""
    running = Running(program, *arguments)
    running.until("ready")
    time.sleep(share * whole)
    running.kill()


def duration(program: str, *arguments: str | Path) -> float:
    running = Running(program, *arguments)
    running.until("ready")
    begun = time.monotonic()
    running.until("done")
    running.process.join()
    return time.monotonic() - begun


def export_of(url: str) -> bytes:
    target = BytesIO()
    with Registry.open(url, create=False) as registry:
        registry.export("nt", target)
    return target.getvalue()


CopyRegistry = Callable[[Callable[[str, Path], None]], RegistryCopy]


@pytest.mark.soak
def test_copy__killed_again_and_again_is_finished(copy_registry: CopyRegistry, tmp_path: Path) -> None:
    url = copy_registry(fill).url
    whole = duration(COPY, url, f"sqlite:///{tmp_path / 'first.db'}")
    draw = random.Random(1)
    for number in range(KILLS):
        target = f"sqlite:///{tmp_path / f'{number}.db'}"
        for _ in range(3):
            kill(COPY, url, target, share=draw.random(), whole=whole)
            if (tmp_path / f"{number}.db").exists():
                with suppress(RegistryUnavailableError):
                    Registry.open(target, create=False).close()
                    break  # it was done
        else:
            with Registry.open(url) as registry:
                registry.upkeep.copy_to(target)
        assert export_of(target) == export_of(url)


@pytest.mark.soak
def test_backup__killed_is_the_older_one(copy_registry: CopyRegistry, tmp_path: Path) -> None:
    url = copy_registry(fill).url
    file = tmp_path / "backup.db"
    with Registry.open(url) as registry:
        registry.upkeep.back_up(file)
    whole = duration(BACKUP, url, file)
    draw = random.Random(2)
    for number in range(KILLS):
        kill(BACKUP, url, file, share=draw.random(), whole=whole)
        target = f"sqlite:///{tmp_path / f'{number}.db'}"
        restore_backup(file, target, by="operator", reason="a trial")
        assert export_of(target) == export_of(url)
    with Registry.open(url) as registry:
        registry.upkeep.back_up(file)
    assert not list(tmp_path.glob(".danhmuc-*"))  # what the killed ones left


@pytest.mark.soak
def test_restore__killed_lets_nothing_leave_that_was_held_or_purged_since(
    copy_registry: CopyRegistry, tmp_path: Path
) -> None:
    url = copy_registry(fill).url
    file = tmp_path / "backup.db"
    with Registry.open(url) as registry:
        registry.upkeep.back_up(file)
        registry.withhold(WITHHELD, by="officer", reason="wait")
        registry.purge(PURGED, by="officer", reason="a court says so")
    expected = export_of(url)
    assert b"Zanzibar8," not in expected
    whole = duration(RESTORE, url, file)
    draw = random.Random(3)
    for _ in range(KILLS):
        kill(RESTORE, url, file, share=draw.random() * 1.1, whole=whole)
        with Registry.open(url) as registry:
            states = {row.iri: row.state for row in registry.records()}
            assert (states[WITHHELD], states[PURGED]) == ("withheld", "purged")
            assert registry.upkeep.check().problems == ()
        assert export_of(url) == expected
