"""The publishers of stored records."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, and_, func, select

from .tables import records

__all__ = ["publishers_of_records"]


def publishers_of_records(connection: Connection) -> Mapping[str, str | None]:
    """Names of the publishers of records by their IRI, in its order; None if no source of theirs names one."""
    agent = records.alias("agent")
    query = (
        select(records.c.publisher, func.min(agent.c.title))
        .outerjoin(agent, and_(agent.c.source_id == records.c.source_id, agent.c.iri == records.c.publisher))
        .where(records.c.role == "record", records.c.publisher.is_not(None))
        .group_by(records.c.publisher)
    )
    return dict(sorted((iri, name) for iri, name in connection.execute(query)))
