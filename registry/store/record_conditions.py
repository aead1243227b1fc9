"""Conditions by which records are found, the query of these records, and the orders in which they are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypedDict

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    false,
    func,
    select,
)

from danhmuc.vocab.errors import UnknownNameError

from ..messages.store import StoreText
from ..record.registration import require_minimum, require_state
from ..record.search_words import SearchQuery, format_name, pack_values
from ..record.summary import RETIRED_PATTERN
from .searching import VERDICTS, RegistrationColumns
from .states_of_records import is_at_least
from .tables import changes, is_verdict, records, shown_state, sources, verdicts, versions
from .verdict_rows import is_storable

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


class RecordKeywords(TypedDict, total=False):
    """Conditions of `Registry.records` as keywords; what is absent or None leaves the choice open."""

    source: str | None
    theme: str | None
    publisher: str | None
    format: str | None
    licence: str | None
    state: str | None
    verdict: str | None
    year: int | None
    registration: str | None
    min_status: str | None


_LAST_YEAR: Final = 32_767


def chosen_records(
    query: Select[Any],
    chosen: RecordConditions,
    matches: FromClause | None,
    states: RegistrationColumns | None,
    *,
    needs_verdict: bool,
    needs_registration: bool = False,
) -> Select[Any]:
    """A query of records with the tables and conditions that the choice needs."""
    if matches is None:
        query = query.select_from(records)
    else:
        query = query.select_from(matches).join(records, records.c.id == matches.c.record_id)
    needs_registration = needs_registration or chosen.registration is not None or chosen.min_status is not None
    needs_verdict = needs_verdict or needs_registration or chosen.verdict is not None
    if needs_verdict or chosen.source is not None:
        query = query.join(sources, sources.c.id == records.c.source_id)
    if needs_verdict:
        query = query.outerjoin(verdicts, is_verdict(records.c.version_id, sources.c.profile))
    if needs_registration and states is not None:
        query = query.join(versions, versions.c.id == records.c.version_id)
        query = query.outerjoin(states.decided.table, states.decided.is_of_record)
    return query.where(*_conditions(chosen), *_registration_conditions(chosen, states))


def _conditions(chosen: RecordConditions) -> list[ColumnElement[bool]]:
    texts = (chosen.source, chosen.theme, chosen.publisher, chosen.format, chosen.licence)
    if not all(map(is_storable, texts)):
        return [false()]
    given = ((condition, getattr(chosen, name)) for name, condition in _CONDITIONS.items())
    return [condition(value) for condition, value in given if value is not None]


def _registration_conditions(chosen: RecordConditions, states: RegistrationColumns | None) -> list[ColumnElement[bool]]:
    if chosen.registration is None and chosen.min_status is None:
        return []
    assert states is not None, "whoever asks for a state says on which day"
    found: list[ColumnElement[bool]] = [] if chosen.registration is None else [states.state == chosen.registration]
    if chosen.min_status is not None:
        found.append(is_at_least(states.state, require_minimum(chosen.min_status)))
    return found


def _has_state(state: str) -> ColumnElement[bool]:
    """The condition that a record is in a state, is held, or is retired by its status."""
    if state == "held":
        return records.c.hold == state
    if state == "retired":
        retired = select(versions.c.id).where(versions.c.publicity.like(RETIRED_PATTERN))
        return records.c.version_id.in_(retired)
    return shown_state == state


def _has_value(packed: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Whether a column of packed values has one; LIKE would ignore capitals on SQLite alone."""
    wanted = pack_values([value])
    return func.replace(packed, wanted, "") != packed if wanted else packed.is_(None)


def _is_changed(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that a record has a change of which something is true."""
    return records.c.id.in_(select(changes.c.record_id).where(condition))


def _accepted_column(verdict: str) -> bool | None:
    """The value of `accepted` that the verdict of that name means.

    Raises:
        UnknownNameError: there is no such verdict.
    """
    if verdict not in VERDICTS:
        raise UnknownNameError(StoreText.VERDICT_UNKNOWN, verdict, VERDICTS)
    return None if verdict == "none" else verdict == "accepted"


_CONDITIONS: Final[Mapping[str, Callable[[Any], ColumnElement[bool]]]] = {
    "source": lambda name: sources.c.name == name,
    "theme": lambda theme: records.c.themes.icontains(f" {theme} ", autoescape=True),
    "publisher": lambda iri: records.c.publisher == iri,
    "format": lambda name: _has_value(records.c.formats, format_name(name)),
    "licence": lambda licence: _has_value(records.c.licences, licence),
    "state": _has_state,
    "verdict": lambda verdict: verdicts.c.accepted.is_(_accepted_column(verdict)),
    # No year is beyond what a column of years holds, and PostgreSQL refuses to compare it.
    "year": lambda year: records.c.year == max(-_LAST_YEAR, min(year, _LAST_YEAR)),
    "role": lambda role: records.c.role == role,
    "changed_after": lambda row: _is_changed(changes.c.id > row),
    "changed_by_run": lambda run: _is_changed(changes.c.run_id == run),
}
"""The conditions of `RecordConditions` that need nothing but its value."""
