"""Whatever is done, in whatever order and however often, the registry says of each record what the book says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

import pytest

from danhmuc.registry.harvest import apply as apply_module
from danhmuc.registry.store import clock as clock_module

from ..conftest import HISTORIES, PostgreSQLServer
from .acts import ACTS, SOURCES, Act, Clock, Harvest, Stream, Wait, random_act
from .trials import Databases, FileDatabases, ServerDatabases, Trial

FIRST: Final = 1_000
"""Seed of the first history of many acts."""
CROSSED: Final = 4
"""Acts of a history that are crossed with one another; each two of all follow one another in some history."""
OTHERS: Final = 5
"""Random acts between them."""


def trial_on(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock_module, "datetime", clock.as_class())
        # Each record that a harvest writes is a page, and a transaction, of its own.
        patch.setattr(apply_module, "BATCH", 1)
        yield Trial(tmp_path_factory.mktemp("causes"), clock, databases)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Histories by a clock of their own."""
    yield from trial_on(FileDatabases(), tmp_path_factory)


@pytest.fixture(scope="module")
def trial_on_server(tmp_path_factory: pytest.TempPathFactory, postgresql_server: PostgreSQLServer) -> Iterator[Trial]:
    """The same on PostgreSQL."""
    yield from trial_on(ServerDatabases(postgresql_server), tmp_path_factory)


@cache
def crossings() -> list[int]:
    """The numbers of acts in an order in which each of them follows each once, itself included."""
    chance = random.Random(0)
    left = {number: chance.sample(range(len(ACTS)), len(ACTS)) for number in range(len(ACTS))}
    way, stack = [], [0]
    while stack:  # a circuit through all pairs, by Hierholzer
        if left[stack[-1]]:
            stack.append(left[stack[-1]].pop())
        else:
            way.append(stack.pop())
    return way


def acts_of(seed: int) -> list[Act]:
    """A history: some acts that are done twice each, others before and after, and what the sources say next day."""
    chance = random.Random(seed)
    way = crossings()
    at = (seed - FIRST) * (CROSSED - 1) % (len(way) - CROSSED)
    crossed = [act for number in way[at : at + CROSSED] for act in (ACTS[number],) * 2]
    others = [random_act(chance) for _ in range(OTHERS)]
    before = chance.randrange(OTHERS + 1)
    return [*others[:before], *crossed, *others[before:], Wait(21.0), *map(Harvest, SOURCES), Stream()]


@pytest.mark.parametrize("seed", range(3))
def test_history__of_few_acts(trial: Trial, seed: int) -> None:
    trial.require(acts_of(FIRST + seed)[:9], seed, is_gated=seed % 2 == 1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_history__of_many_acts(trial: Trial, seed: int) -> None:
    trial.require(acts_of(seed), seed, is_gated=seed % 2 == 1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES, 10))
def test_history__on_postgresql_too(trial_on_server: Trial, seed: int) -> None:
    seed += seed // 10 % 2  # both of those with a profile and those without
    trial_on_server.require(acts_of(seed), seed, is_gated=seed % 2 == 1)


def test_crossings__have_each_act_before_each() -> None:
    way = crossings()
    assert len(set(pairwise(way))) == len(way) - 1 == len(ACTS) ** 2
