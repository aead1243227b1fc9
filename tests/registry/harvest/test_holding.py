"""A lease is given back wherever an interrupt comes, also between two steps of what the store is built on."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import select

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import leases

from ...conftest import seeds

STEPPED = ("holding.py", "heartbeat.py", "leases.py", "database.py", "apply.py", "contextlib.py")
"""Files whose steps are counted, besides those of SQLAlchemy's engine and pool."""


class Interrupt:
    """Comes at the n-th step after a lease begins to be held, as Ctrl-C may."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.steps = 0
        self._is_on = False

    def trace(self, frame: FrameType, event: str, _: object) -> Any:
        name = frame.f_code.co_filename
        if not name.endswith(STEPPED) and "sqlalchemy/engine" not in name and "sqlalchemy/pool" not in name:
            return None
        return self._step(frame, event, None)

    def _step(self, frame: FrameType, _: str, __: object) -> Any:
        self._is_on = self._is_on or frame.f_code.co_name == "holding_lease"
        self.steps += self._is_on
        if self._is_on and self.steps == self.number:
            raise KeyboardInterrupt
        return self._step


@pytest.mark.soak
def test_holding__an_interrupt_at_any_step_leaves_no_lease(sqlite_url: str, tmp_path: Path) -> None:
    file, steps = tmp_path / "s.ttl", 0
    for seed in (-1, *seeds(200)):
        said = f"<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ; <urn:x:n> {seed} .\n"
        file.write_text(said, encoding="utf-8")
        interrupt = Interrupt(random.Random(seed).randrange(1, steps) if steps else 0)
        usual = sys.gettrace()
        with Registry.open(sqlite_url) as registry:
            sys.settrace(interrupt.trace)
            try:
                registry.harvest(source_at(str(file)), profile="none")
            except (KeyboardInterrupt, AssertionError):  # SQLAlchemy asserts what an interrupt has kept it from
                assert steps
            finally:
                sys.settrace(usual)
        with open_database(sqlite_url) as database, database.reading() as connection:
            assert connection.scalars(select(leases.c.source)).all() == [], (seed, interrupt.number)
        steps = steps or interrupt.steps
