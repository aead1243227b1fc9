"""The state of registration of records as an SQL expression: what the registry's own authority decided, else computed.

Nothing computed is stored, so that no row of it can be old.
Source of the rules: docs/decisions/0074-registration.md.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Case,
    ColumnElement,
    Connection,
    FromClause,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)

from ..record.registration import (
    LADDER,
    RAISING_STATES,
    RegistrationState,
)
from .reading import read_in
from .tables import (
    findings,
    is_verdict,
    records,
    registration_authorities,
    registrations,
    renewals,
    sources,
    verdicts,
    versions,
)
from .verdict_rows import unread_rules

_UNVERIFIED: Final = "cannot-verify"
"""The layer of findings on what could be neither met nor broken."""


class DecidedStates(NamedTuple):
    """The decisions of the registry's own authority that hold on a day: one row for each record that has one.

    Attributes:
        table: to be outer-joined to records; `is_in_force` there is false where the version that was registered is
            undone.
    """

    table: Subquery

    @property
    def is_of_record(self) -> ColumnElement[bool]:
        """The condition of the join."""
        return self.table.c.record_id == records.c.id

    def state_of(self, number: ColumnElement[Any], verdict: ColumnElement[Any]) -> ColumnElement[Any]:
        """The state of a version: the decided one, else the computed one.

        A recommendation counts for the version that it was decided of and for later ones, everything else for all.

        Args:
            number: of the version.
            verdict: its computed state.
        """
        return case((self.counts_for(number), self.table.c.state), else_=verdict)

    def counts_for(self, number: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition that the decision is the state of a version.

        Nothing is recommended any more while the version that was is undone, and its content has not come back.

        Args:
            number: of the version.
        """
        is_recommended = and_(self.table.c.number <= number, self.table.c.is_in_force)
        counts = or_(self.table.c.state.not_in(RAISING_STATES), is_recommended)
        return and_(self.table.c.state.is_not(None), counts)


def decided_states(day: date) -> DecidedStates:
    """The decisions of the registry's own authority that are in force and hold on a day."""
    newest = select(func.max(registration_authorities.c.id)).scalar_subquery()
    own = select(registration_authorities.c.authority).where(registration_authorities.c.id == newest).scalar_subquery()
    written = day.isoformat()
    query = (
        select(
            versions.c.record_id,
            versions.c.number,
            versions.c.digest,
            registrations.c.state,
            ~is_undone(versions).label("is_in_force"),
        )
        .join(versions, versions.c.id == registrations.c.version_id)
        .where(
            registrations.c.until.is_(None),
            registrations.c.authority == own,
            registrations.c.effective_from <= written,
            or_(registrations.c.effective_until.is_(None), registrations.c.effective_until >= written),
        )
    )
    return DecidedStates(query.subquery("decided"))


def is_undone(version: FromClause) -> ColumnElement[bool]:
    """The condition that a version is undone, and its content has not come back as a later one."""
    back = versions.alias("back")
    came_back = exists(
        select(back.c.id).where(
            back.c.record_id == version.c.record_id,
            back.c.digest == version.c.digest,
            back.c.number > version.c.number,
            back.c.undone_by.is_(None),
        )
    )
    return and_(version.c.undone_by.is_not(None), ~came_back)


def computed_state(connection: Connection, day: date, of: FromClause = verdicts) -> Case[Any]:
    """The state that the verdict in force of the profile of its source gives a record; null if it gives none.

    It is null where nothing is validated, the profile was not read as a whole, or the verdict waits to be renewed.
    *Qualified* needs a verdict that holds on that day, too.

    Args:
        of: the verdicts, joined by `is_verdict`.
    """
    written = day.isoformat()
    is_waiting = exists(select(renewals.c.record_id).where(renewals.c.record_id == records.c.id))
    is_clean = and_(
        of.c.warnings == 0,
        of.c.unverified == 0,
        # What is one finding for the source is in no count, and was not verified of the record either.
        ~exists(select(findings.c.id).where(findings.c.verdict_id == of.c.id, findings.c.layer == _UNVERIFIED)),
        or_(of.c.since.is_(None), of.c.since <= written),
        or_(of.c.until.is_(None), of.c.until >= written),
    )
    return case(
        (of.c.accepted.is_(None), null()),
        (or_(is_waiting, of.c.profile_digest.in_(unread_rules(connection))), null()),
        (of.c.accepted.is_(False), literal("incomplete")),
        (is_clean, literal("qualified")),
        else_=literal("recorded"),
    )


def is_at_least(state: ColumnElement[Any], minimum: RegistrationState) -> ColumnElement[bool]:
    """The condition that a state is at least another one; what is off the ladder is not."""
    return state.in_([name for name, height in LADDER.items() if height >= LADDER[minimum]])


def states_of_versions(connection: Connection, version_ids: Collection[int], day: date) -> dict[int, str]:
    """The state of each of some versions that has one, by their keys."""
    decided = decided_states(day)
    state = decided.state_of(versions.c.number, computed_state(connection, day)).label("state")
    query = (
        select(versions.c.id, state)
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .outerjoin(verdicts, is_verdict(versions.c.id, sources.c.profile))
        .outerjoin(decided.table, decided.is_of_record)
    )
    rows = read_in(connection, query, versions.c.id, version_ids)
    return {row.id: row.state for row in rows if row.state is not None}
