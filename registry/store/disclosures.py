"""Disclosures: requests for an earlier moment as it was known then, with what is kept back by now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from danhmuc.vocab.json_values import json_members

from .clock import now
from .database import RegistryDatabase
from .past_moments import PastMoment
from .tables import disclosures, moments

__all__ = ["Disclosure", "disclosure_rows", "write_disclosure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One time that an earlier moment was asked for as it was known then.

    Attributes:
        at: when it was asked for, UTC.
        moment: time of the newest change that counted; None if that is pruned by now.
    """

    at: str
    by: str
    reason: str
    moment: str | None

    def as_dict(self) -> dict[str, object]:
        """The disclosure as JSON has it."""
        return json_members(self, self.__slots__)


def write_disclosure(
    database: RegistryDatabase, connection: Connection, moment: PastMoment, *, by: str, reason: str
) -> None:
    """Record it, before anything is shown."""
    key = next(database.next_ids(connection, disclosures))
    row = {"id": key, "at": now(), "by": by, "reason": reason, "moment": moment.id}
    connection.execute(insert(disclosures), [row])


def disclosure_rows(connection: Connection) -> list[Disclosure]:
    """All of them, in their order."""
    columns = (disclosures.c.at, disclosures.c.by, disclosures.c.reason, moments.c.at.label("moment"))
    query = select(*columns).outerjoin(moments, moments.c.id == disclosures.c.moment).order_by(disclosures.c.id)
    return [Disclosure(**row) for row in connection.execute(query).mappings()]
