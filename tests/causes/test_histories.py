"""Whatever is done, in whatever order and however often, the registry says of each record what the book says."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.store import clock as clock_module

from .acts import ACTS, Act, Clock, Difference, Harvest, History, clear, random_act, shorten
from ..conftest import HISTORIES

STEPS = 14


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty registry, which each history copies."""
    path = tmp_path_factory.mktemp("empty") / "r.db"
    Registry.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """The clock of the machine."""
    told = Clock()
    monkeypatch.setattr(clock_module, "datetime", told.as_class())
    return told


class Trial:
    """Histories that begin with the same registry."""

    def __init__(self, empty: Path, folder: Path, clock: Clock) -> None:
        self.empty, self.folder, self.clock = empty, folder, clock

    def failure(self, acts: Sequence[Act], *, is_gated: bool) -> str | None:
        """What differs after some acts; None if nothing does."""
        clear(self.folder)
        shutil.copy(self.empty, self.folder / "r.db")
        with Registry.open(f"sqlite:///{self.folder / 'r.db'}") as registry:
            history = History(registry, self.folder, self.clock, is_gated=is_gated)
            try:
                for act in acts:
                    history.do(act)
                history.check()
            except Difference as difference:
                return str(difference)
        return None

    def require(self, acts: Sequence[Act], seed: object, *, is_gated: bool = False) -> None:
        """Fail with the fewest acts after which the registry and the book differ."""
        if self.failure(acts, is_gated=is_gated) is None:
            return
        least = shorten(acts, lambda some: self.failure(some, is_gated=is_gated))
        lines = "".join(f"\n    {act}" for act in least)
        pytest.fail(f"seed {seed}:{lines}\n{self.failure(least, is_gated=is_gated)}", pytrace=False)


@pytest.fixture
def trial(empty: Path, tmp_path: Path, clock: Clock) -> Trial:
    return Trial(empty, tmp_path / "trial", clock)


@pytest.mark.parametrize("seed", range(2))
def test_history__of_random_acts(trial: Trial, seed: int) -> None:
    chance = random.Random(seed)
    acts: list[Act] = []
    while len(acts) < STEPS:
        acts += [random_act(chance)] * chance.choice((1, 1, 2))
    trial.require(acts, seed, is_gated=seed % 2 == 1)
