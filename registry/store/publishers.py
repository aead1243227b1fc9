"""The publishers of stored records."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, and_, func, select

from danhmuc.vocab.terms import DCT

from .reading import slices
from .tables import links, records

__all__ = ["find_publishers", "publishers_of_records"]


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


def find_publishers(connection: Connection, iris: Collection[str]) -> set[str]:
    """The IRIs, of some, that any source describes, or names as a publisher in any version of a record."""
    found: set[str] = set()
    for some in slices(sorted(iris)):
        found.update(connection.scalars(select(records.c.iri).where(records.c.iri.in_(some))))
        found.update(connection.scalars(select(records.c.publisher).where(records.c.publisher.in_(some))))
        named = select(links.c.target).where(links.c.target.in_(some), links.c.property == DCT.publisher.value)
        found.update(connection.scalars(named.distinct()))
    return found
