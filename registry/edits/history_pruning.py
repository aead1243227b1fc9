"""Prune history before a day, a page at a time: what is asked for later is refused first, and then deleted.

Source of the rules: docs/decisions/0078-copies.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.json_values import json_members

from ..messages.harvest import PrunedText
from ..record.contents import Progress
from ..store.clock import now
from ..store.database import Connection, RegistryDatabase
from ..store.moments import LAST, count_former, find_moment, move_horizon
from ..store.pruned_history import (
    count_findings_of_versions,
    delete_findings,
    delete_rests,
    over_findings,
    prunable_rests,
    prunable_run_findings,
    prunable_versions,
    prune_versions,
    pruned_before,
    remember_pruned,
    unneeded_graphs,
)
from ..store.runs import refuse_any_lease

_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PrunedHistory:
    """The history that was deleted, or would be.

    Attributes:
        before: the time before which it was, UTC; earlier days are refused from then on.
        versions: number of versions whose graphs are gone; their rows stay.
        graphs: number of graphs that no other version has.
        findings: number of findings of versions, of verdicts that are over, and of runs.
        rests: number of rests of documents.
        former: number of rows as they were before they were overwritten.
    """

    before: str
    versions: int = 0
    graphs: int = 0
    findings: int = 0
    rests: int = 0
    former: int = 0

    def as_dict(self) -> dict[str, object]:
        """The numbers as JSON has them."""
        return json_members(self, self.__slots__)


def prune_history(
    database: RegistryDatabase, before: str, *, dry_run: bool, progress: Progress | None = None
) -> PrunedHistory:
    """Delete history before a day; see `Upkeep.prune_history`."""
    with database.reading(words="editing") as connection:
        at = _time_before(connection, before)
        at = max(at, pruned_before(connection) or at)  # as remember_pruned has it
        if dry_run:
            return _count(connection, at)
    with database.writing() as connection:
        refuse_any_lease(connection)
        # From here on no moment before is shown, so that none is shown in part.
        at = remember_pruned(connection, at)
        former = move_horizon(connection, at)
    pruning = _Pruning(at)
    for prune_some in (pruning.prune_versions, pruning.prune_findings, pruning.prune_rests):
        _repeat(database, prune_some)
        if progress is not None:
            progress("prune", pruning.deleted.total(), None)
    return PrunedHistory(before=at, former=former, **pruning.deleted)


class _Pruning:
    """The deletion of what is before a time, counted; each method deletes a page, and tells whether there may be more.

    Attributes:
        deleted: numbers by the name that they have in `PrunedHistory`.
    """

    def __init__(self, at: str) -> None:
        self.deleted: Counter[str] = Counter()
        self._at = at

    def prune_versions(self, connection: Connection) -> bool:
        """Delete what some versions have beside their rows."""
        keys = prunable_versions(connection, self._at, limit=_PAGE)
        graphs, findings = prune_versions(connection, keys) if keys else (0, 0)
        self.deleted.update(versions=len(keys), graphs=graphs, findings=findings)
        return bool(keys)

    def prune_findings(self, connection: Connection) -> bool:
        """Delete some findings of verdicts that are over, or else of runs."""
        keys = over_findings(connection, self._at, limit=_PAGE)
        keys = keys or prunable_run_findings(connection, self._at, limit=_PAGE)
        delete_findings(connection, keys)
        self.deleted.update(findings=len(keys))
        return bool(keys)

    def prune_rests(self, connection: Connection) -> bool:
        """Delete all rests of documents."""
        keys = prunable_rests(connection, self._at)
        delete_rests(connection, keys)
        self.deleted.update(rests=len(keys))
        return False


def _repeat(database: RegistryDatabase, prune_some: Callable[[Connection], bool]) -> None:
    """Prune a page in each transaction until there is nothing left."""
    goes_on = True
    while goes_on:
        with database.writing() as connection:
            # A harvest that began meanwhile may have planned with what would be deleted.
            refuse_any_lease(connection)
            goes_on = prune_some(connection)


def _count(connection: Connection, at: str) -> PrunedHistory:
    keys = prunable_versions(connection, at)
    over: Collection[int] = {*over_findings(connection, at), *prunable_run_findings(connection, at)}
    # Those of verdicts that are over, of versions that go, are counted once.
    return PrunedHistory(
        before=at,
        versions=len(keys),
        graphs=len(unneeded_graphs(connection, keys)),
        findings=count_findings_of_versions(connection, keys, others=over),
        rests=len(prunable_rests(connection, at)),
        former=count_former(connection, at),
    )


def _time_before(connection: Connection, text: str) -> str:
    """The time that a day begins at, in Viet Nam.

    Raises:
        UsageError: it is no day or time, or in the future.
    """
    asked = text.strip().lower()
    is_number = asked.rpartition(":")[2].isdecimal() and asked.partition(":")[0] in (asked, "run", "row")
    try:
        at = None if is_number or asked == LAST else find_moment(connection, text).at
    except UsageError as error:
        raise UsageError(PrunedText.PRUNE_NEEDS_TIME(text=text)) from error
    if at is None:
        raise UsageError(PrunedText.PRUNE_NEEDS_TIME(text=text))
    if at > now():
        raise UsageError(PrunedText.PRUNE_IN_FUTURE(text=text))
    return at
