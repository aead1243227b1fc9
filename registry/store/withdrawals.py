"""Withdraw all records of a source at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, exists, func, or_, select

from ..record.causes import BARRING_HOLDS
from ..record.record import NODE_ROLES
from ..record.stored import VALIDATED_STATES
from .cause_rows import add_causes
from .database import RegistryDatabase
from .ledger import write_changes
from .tables import records, shown_state

__all__ = ["Withdrawal", "withdraw_records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The records that were withdrawn together.

    Attributes:
        records: their number.
        shared: number of those whose IRI another source describes, too; its description no longer leaves either.
    """

    records: int = 0
    shared: int = 0


def withdraw_records(
    database: RegistryDatabase, connection: Connection, source_id: int, *, by: str, reason: str
) -> Withdrawal:
    """Withdraw all records of a source that may leave, and the catalogue records about them.

    Node records stay as they are: withdrawn ones would bar the IRIs of agents that other sources describe, too.
    """
    other = records.alias("other")
    is_shared = exists().where(
        other.c.iri == records.c.iri,
        other.c.source_id != source_id,
        other.c.role == "record",
        other.c.presence.in_(VALIDATED_STATES),
        or_(other.c.hold.is_(None), other.c.hold.not_in(BARRING_HOLDS)),
    )
    leaving = and_(
        records.c.source_id == source_id, records.c.role.not_in(NODE_ROLES), shown_state.in_(VALIDATED_STATES)
    )
    own = select(func.count()).where(leaving, records.c.role == "record")
    count, shared = connection.scalar(own), connection.scalar(own.where(is_shared))
    iris = connection.scalars(select(records.c.iri).where(leaving)).all()
    add_causes(database, connection, iris, "withdrawn", source_id=source_id, by=by, reason=reason)
    write_changes(database, connection, source_id=source_id, run=None, by=by, reason=reason)
    return Withdrawal(records=int(count or 0), shared=int(shared or 0))
