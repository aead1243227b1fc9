"""Threads that wait for their servers at the same time, a few of which work."""

from __future__ import annotations

from concurrent.futures import CancelledError, ThreadPoolExecutor
from threading import Barrier, Event, Lock

import pytest

from danhmuc.registry.harvest.workers import Turns

THREADS = 4
SECONDS = 30


def test_turns__those_who_wait_let_others_work() -> None:
    turns, at_work, most, lock = Turns(1), 0, 0, Lock()
    all_wait = Barrier(THREADS)

    def work() -> None:
        nonlocal at_work, most
        with turns.take():
            with turns.give_away():
                all_wait.wait(SECONDS)  # breaks if not all of them are here at the same time
            with lock:
                at_work += 1
                most = max(most, at_work)
            with lock:
                at_work -= 1

    with ThreadPoolExecutor(THREADS) as pool:
        for future in [pool.submit(work) for _ in range(THREADS)]:
            future.result(SECONDS)
    assert most == 1


def test_turns__a_turn_comes_back_after_an_error() -> None:
    turns = Turns(1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.take(), turns.give_away():
            raise ZeroDivisionError


def test_turns__none_is_given_after_the_end() -> None:
    turns, has_turn, may_go = Turns(1), Event(), Event()

    def hold() -> None:
        with turns.take():
            has_turn.set()
            may_go.wait(SECONDS)

    def begin() -> None:
        with turns.take():
            pass

    with ThreadPoolExecutor(2) as pool:
        holder = pool.submit(hold)
        has_turn.wait(SECONDS)
        waiting = pool.submit(begin)
        turns.end()
        may_go.set()
        holder.result(SECONDS)
        with pytest.raises(CancelledError):
            waiting.result(SECONDS)
