"""No act ends a cause that it did not set, and what is done twice is as what is done once: faults that were found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from danhmuc.registry.store import clock as clock_module

from .acts import (
    AcceptMissing,
    Act,
    Apply,
    BackUp,
    Clock,
    Content,
    Copy,
    Harvest,
    Plan,
    Purge,
    Put,
    Release,
    ReleaseUndone,
    Restore,
    SameAs,
    Stream,
    UndoRecord,
    UndoRun,
    Wait,
    Withdraw,
    Withhold,
)
from .trials import FileDatabases, Trial

HERE = Content()
CHANGED = Content(title=2)
GONE = None
DAY = 21.0


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """Histories by a clock of their own."""
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock_module, "datetime", clock.as_class())
        yield Trial(tmp_path_factory.mktemp("causes"), clock, FileDatabases())


def says(source: str, content: Content | None, iri: str = "x") -> Harvest:
    return Harvest(source, ((iri, content),))


def assert_as_book_says(trial: Trial, *acts: Act) -> None:
    if (found := trial.failure(acts, is_gated=False)) is not None:
        pytest.fail("".join(f"\n    {act}" for act in acts) + f"\n{found}", pytrace=False)


# ---------------------------------------------------------------- absence


def test_apply__of_a_plan_that_buries_leaves_the_tombstone_when_it_is_applied_again(trial: Trial) -> None:
    assert_as_book_says(trial, says("a", GONE), Wait(DAY), Plan("a"), Apply(), Apply())


def test_apply__of_a_plan_that_says_missing_leaves_the_tombstone_that_a_person_made(trial: Trial) -> None:
    assert_as_book_says(trial, Plan("a", (("x", GONE),)), Apply(), AcceptMissing("a"), Apply())


def test_accept_missing__done_again_changes_nothing(trial: Trial) -> None:
    assert_as_book_says(trial, says("a", GONE), AcceptMissing("a"), AcceptMissing("a"), Harvest("a"))


@pytest.mark.parametrize("source", [None, "a", "b"])
def test_release__revives_nothing_that_a_source_deleted_by_absence(trial: Trial, source: str | None) -> None:
    gone = (says("a", GONE), AcceptMissing("a"))
    assert_as_book_says(trial, *gone, Release("x", source))
    assert_as_book_says(trial, *gone, Withhold("x"), Release("x"))
    assert_as_book_says(trial, *gone, Withdraw("x", "b"), Release("x", source))


def test_release__of_a_withdrawal_leaves_the_absence_as_it_is(trial: Trial) -> None:
    assert_as_book_says(trial, says("a", GONE), Withdraw("x", "a"), Release("x"))
    assert_as_book_says(trial, says("a", GONE), AcceptMissing("a"), Withdraw("x", "a"), Release("x"))


# ---------------------------------------------------------------- what was undone


@pytest.mark.parametrize("by_run", [True, False])
def test_release__of_what_is_withheld_leaves_what_an_undo_holds_below(trial: Trial, by_run: bool) -> None:
    undo = UndoRun("b") if by_run else UndoRecord("y", "b")
    created = (says("b", HERE, "y"), undo, Withhold("y"))
    assert_as_book_says(trial, *created, Harvest("b"), Release("y"), Harvest("b"))
    assert_as_book_says(trial, *created, Harvest("b"), Harvest("b"), Release("y"), ReleaseUndone("y"), Harvest("b"))


@pytest.mark.parametrize("drop", [says("a", GONE), AcceptMissing("a")], ids=str)
def test_drop__of_what_was_narrowed_and_undone_keeps_the_narrowing(trial: Trial, drop: Act) -> None:
    """That the source drops it does not take back that less may be public (decision 31)."""
    narrowed = (says("a", Content(is_narrowed=True)), UndoRun("a"), says("a", GONE))
    assert_as_book_says(trial, *narrowed, drop, says("a", CHANGED))
    assert_as_book_says(trial, *narrowed, drop, Release("x"), says("a", Content(is_narrowed=True)), says("a", HERE))
    stated = (Stream((("x", Content(is_narrowed=True)),)), UndoRun("c"), Stream((("x", GONE),)))
    assert_as_book_says(trial, *stated, drop, Stream(), Stream((("x", CHANGED),)))


def test_release__revives_nothing_that_an_undo_took_back(trial: Trial) -> None:
    assert_as_book_says(trial, says("b", HERE, "y"), UndoRun("b"), Release("y"))


# ---------------------------------------------------------------- bars of persons


def test_undo__by_force_leaves_what_a_person_withdrew(trial: Trial) -> None:
    assert_as_book_says(trial, says("b", CHANGED), Withdraw("x", "b"), UndoRun("b", is_forced=True))


def test_undo__of_a_record_leaves_what_a_person_withdrew(trial: Trial) -> None:
    assert_as_book_says(trial, says("b", CHANGED), Withdraw("x", "b"), UndoRecord("x", "b"), Harvest("b"))


def test_undo__of_a_record_that_was_released_does_not_withdraw_it(trial: Trial) -> None:
    assert_as_book_says(trial, Withdraw("x", "b"), Release("x"), UndoRecord("x", "b"))


@pytest.mark.parametrize("is_forced", [True, False])
def test_undo__leaves_what_a_person_withheld(trial: Trial, is_forced: bool) -> None:
    assert_as_book_says(trial, says("b", CHANGED), Withhold("x", "b"), UndoRun("b", is_forced=is_forced), Harvest("b"))


def test_release__of_one_source_ends_nothing_that_is_on_all(trial: Trial) -> None:
    assert_as_book_says(trial, Withhold("x"), Release("x", "a"))


def test_put__ends_the_withdrawal_of_its_own_record_alone(trial: Trial) -> None:
    assert_as_book_says(trial, Put("x", HERE), Withdraw("x", "local"), Put("x", HERE))
    assert_as_book_says(trial, Put("x", HERE), Withdraw("x", "a"), Put("x", HERE))


# ---------------------------------------------------------------- marks, statuses


@pytest.mark.parametrize("undo", [UndoRun("a"), UndoRun("a", is_forced=True), UndoRecord("x", "a")], ids=str)
def test_undo__of_the_run_that_mended_a_mark_publishes_nothing_with_that_mark(trial: Trial, undo: Act) -> None:
    assert_as_book_says(trial, says("a", Content(mark="unclear")), says("a", CHANGED), undo, Harvest("a"))


def test_undo__of_a_creation_that_was_retired_bars_nothing_in_other_sources(trial: Trial) -> None:
    assert_as_book_says(trial, says("b", Content(is_retired=True), "y"), UndoRun("b"))


@pytest.mark.parametrize("mark", ["secret", "unclear"])
def test_release__is_refused_while_a_source_marks_and_needed_when_none_does(trial: Trial, mark: str) -> None:
    marked = says("b", Content(mark=mark))  # type: ignore[arg-type]
    assert_as_book_says(trial, marked, marked, Release("x"), says("b", HERE), Harvest("b"), Release("x"), Release("x"))


@pytest.mark.parametrize("mark", ["secret", "unclear"])
def test_release__of_a_purge_is_refused_while_a_source_marks(trial: Trial, mark: str) -> None:
    """What a source says of what is purged is not stored; that it is marked counts all the same."""
    marked = says("b", Content(mark=mark))  # type: ignore[arg-type]
    assert_as_book_says(trial, Purge("x"), marked, marked, Release("x"), says("b", HERE), Release("x"), Release("x"))


# ---------------------------------------------------------------- copies, earlier states


def test_copy__of_a_registry_that_holds_a_secret_is_equal(trial: Trial) -> None:
    assert_as_book_says(trial, says("a", Content(mark="secret")), Copy(), says("a", HERE), Copy(), Release("x"))


def test_restore__keeps_what_was_decided_since(trial: Trial) -> None:
    decided = (Withdraw("x", "b"), Withhold("y"), SameAs("x", "z"), says("a", Content(mark="unclear"), "z"))
    assert_as_book_says(trial, BackUp(), *decided, Restore(), Restore(), Harvest("a"), Release("x"))


# ---------------------------------------------------------------- deletions that a source states


def test_deletion__that_was_undone_is_held_until_it_is_said_anew(trial: Trial) -> None:
    gone = Stream((("x", GONE),))
    assert_as_book_says(trial, gone, UndoRun("c"), Stream(), Stream(), gone, gone)
    assert_as_book_says(trial, gone, UndoRecord("x", "c"), Stream(), ReleaseUndone("x", "c"), Stream(), Stream())
