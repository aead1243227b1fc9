"""Whatever is done, in whatever order and however often, the registry says of each record what the book says."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from danhmuc.registry.store import clock as clock_module

from ..conftest import HISTORIES
from .acts import ACTS, Act, Clock, Trial, random_act

STEPS = 14


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Histories by a clock of their own."""
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock_module, "datetime", clock.as_class())
        yield Trial(tmp_path_factory.mktemp("causes"), clock)


@pytest.mark.parametrize("seed", range(2))
def test_history__of_random_acts(trial: Trial, seed: int) -> None:
    chance = random.Random(seed)
    acts: list[Act] = []
    while len(acts) < STEPS:
        acts += [random_act(chance)] * chance.choice((1, 1, 2))
    trial.require(acts, seed, is_gated=seed % 2 == 1)
