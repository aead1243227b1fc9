"""Deletions that a source states itself, beside what is stored of the records.

Source of the rules: docs/decisions/0042-deletions-in-a-delta.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from danhmuc.vocab.valid_iris import valid_or_same

from ..record.change import PlannedChange
from ..record.contents import Deletion, comparable_time
from ..record.stored import StoredActivity, StoredSource


class StatedDeletions:
    """The deletions of one complete reading.

    Attributes:
        changes: of the records that are deleted, or were and stay as an undone run left them.
        number: number of the records that are missing because of them.
        unknown: number of those that are of nothing that is stored.
    """

    def __init__(self, stored: StoredSource, deletions: Collection[Deletion], described: Collection[str]) -> None:
        """`described` has the IRIs that the same reading describes: nothing of these is deleted."""
        stated = {valid_or_same(one.iri): comparable_time(one.at) for one in deletions}
        stated = {iri: at for iri, at in stated.items() if iri not in described}
        stored.fetch(stated)
        known = stored.activities(sorted(stated)) if stated else {}
        self.changes: dict[str, PlannedChange] = {}
        self.number = 0
        self.unknown = 0
        for iri, at in stated.items():
            if iri not in stored.versions:
                self.unknown += 1
                continue
            change = _change_of(iri, at, stored, known.get(iri, StoredActivity()))
            if change is not None:
                self.changes[iri] = change
                self.number += change.kind == "missing" and change.role == "record"

    def __iter__(self) -> Iterator[str]:
        """The IRIs of what is deleted, without what stays as an undone run left it."""
        return (iri for iri, change in self.changes.items() if change.kind == "missing")


def _change_of(iri: str, at: str | None, stored: StoredSource, known: StoredActivity) -> PlannedChange | None:
    """The change of one record; None if the deletion is older than what was applied since, or is done."""
    version = stored.versions[iri]
    if version.presence == "withdrawn":
        return None
    if known.is_later_than(at):
        return None
    if version.is_absence_held and known.holds_deletion(at):
        return replace(PlannedChange.of_stored(iri, version, kind="held"), is_absent=True)
    change = PlannedChange.of_stored(iri, version, kind="missing")
    if version.presence == "missing" and known.is_deletion and known.at == at:
        return change  # it waits for a person
    return replace(change, is_deleted=True, activity_at=at)
