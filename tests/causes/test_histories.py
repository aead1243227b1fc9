"""Whatever is done, in whatever order and however often, the registry says of each record what the book says."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from danhmuc.registry.store import clock as clock_module

from ..conftest import HISTORIES
from .acts import ACTS, Act, Clock, Harvest, Trial, Wait, random_act

STEPS = 14


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Histories by a clock of their own."""
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock_module, "datetime", clock.as_class())
        yield Trial(tmp_path_factory.mktemp("causes"), clock)


def acts_of(seed: int, steps: int) -> list[Act]:
    """A history: random acts, some of them done twice at once."""
    chance = random.Random(seed)
    acts: list[Act] = []
    while len(acts) < steps:
        acts += [random_act(chance)] * chance.choice((1, 1, 2))
    return acts


@pytest.mark.parametrize("seed", range(4))
def test_history__of_few_acts(trial: Trial, seed: int) -> None:
    trial.require(acts_of(seed, 6), seed, is_gated=seed % 2 == 1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1_000, 1_000 + HISTORIES))
def test_history__of_random_acts(trial: Trial, seed: int) -> None:
    trial.require(acts_of(seed, STEPS), seed, is_gated=seed % 2 == 1)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(len(ACTS)))
def test_history__of_each_act_before_each_other(trial: Trial, number: int) -> None:
    """Each is done twice, and both sources are harvested a day later; with few histories, one in so many is tried."""
    one_in = max(1, 600 // HISTORIES)
    for other in range(len(ACTS)):
        if (number + other) % one_in == 0:
            acts = [ACTS[number]] * 2 + [ACTS[other]] * 2 + [Wait(21.0), Harvest("a"), Harvest("b")]
            trial.require(acts, (number, other))
