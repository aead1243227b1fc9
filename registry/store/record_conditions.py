"""Conditions by which records are found, and the orders in which they are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..record.registration_states import require_minimum, require_state
from ..record.search_query import SearchQuery

__all__ = ["RecordConditions", "RecordOrder", "SortKey"]

RecordOrder = Literal["title", "violations"]
SortKey = tuple[int | str, ...]
"""The values by which a row is sorted: those after it are greater."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConditions:
    """Conditions by which records are chosen; None leaves the choice open.

    Attributes:
        words: what to find in them.
        state: present, missing, withdrawn, withheld, held or purged.
        verdict: accepted, submitted or none.
        registration: the state of registration.
        min_status: the least state of registration.
        day: the day of these states; None if they are not wanted.
        changed_after: only records with a change after this row of the ledger.
        changed_by_run: only records that this run changed.

    Raises:
        UnknownNameError: there is no such state of registration.
        UsageError: no state can be compared with `min_status`.
    """

    words: SearchQuery | None = None
    source: str | None = None
    theme: str | None = None
    publisher: str | None = None
    format: str | None = None
    licence: str | None = None
    state: str | None = None
    verdict: str | None = None
    year: int | None = None
    role: str | None = "record"
    registration: str | None = None
    min_status: str | None = None
    day: date | None = None
    changed_after: int | None = None
    changed_by_run: int | None = None

    def __post_init__(self) -> None:
        """Refuse a state of registration that there is not."""
        if self.registration is not None:
            require_state(self.registration)
        if self.min_status is not None:
            require_minimum(self.min_status)

    @property
    def is_by_change(self) -> bool:
        """Whether records are found by what the ledger says of them."""
        return self.changed_after is not None or self.changed_by_run is not None

    @property
    def is_none(self) -> bool:
        """Whether all records are chosen, and no node record."""
        return self == RecordConditions(day=self.day)
