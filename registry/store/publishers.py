"""The publishers of stored records, and the class and publisher of records by source."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select

from danhmuc.vocab.terms import DCT

from .reading import read_in, read_pairs_in, read_values_in
from .secret_words import is_secret
from .tables import links, records, sources


def publishers_of_records(connection: Connection) -> Mapping[str, str | None]:
    """Names of the publishers of records by their IRI, in its order; None if no source of theirs names one.

    What is marked as a state secret by now has no name.
    """
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
    found: set[str] = read_values_in(connection, select(records.c.iri), records.c.iri, iris)
    found |= read_values_in(connection, select(records.c.publisher), records.c.publisher, iris)
    named = select(links.c.target).where(links.c.property == DCT.publisher.value).distinct()
    return found | read_values_in(connection, named, links.c.target, iris)


def publisher_versions(connection: Connection, iris: Collection[str]) -> dict[str, list[int]]:
    """The newest version by each source that describes some publishers, by IRI; none of a state secret."""
    found: dict[str, list[int]] = {}
    query = select(records.c.iri, records.c.version_id).where(~is_secret()).order_by(records.c.id)
    for iri, version_id in read_in(connection, query, records.c.iri, iris):
        found.setdefault(iri, []).append(version_id)
    return found


def themes_of_records(connection: Connection) -> set[str]:
    """The codes, or IRIs, of the themes of all records."""
    query = select(records.c.themes).where(records.c.role == "record", records.c.themes != "").distinct()
    return {theme for themes in connection.scalars(query) for theme in themes.split()}


def names_of_agents(connection: Connection, iris: Collection[str]) -> dict[str, str]:
    """Names that sources have for some agents, by IRI; none of what is marked as a state secret by now."""
    named = select(records.c.iri, func.min(records.c.title)).where(records.c.title.is_not(None))
    return read_pairs_in(connection, named.group_by(records.c.iri), records.c.iri, iris)


class RecordOfSource(NamedTuple):
    """A record of a source: the IRIs of its main class and of its first publisher, by its newest version."""

    iri: str
    source: str
    main_class: str | None
    publisher: str | None


def records_by_source(connection: Connection, iris: Collection[str]) -> Iterator[RecordOfSource]:
    """The records of some IRIs, of each source that has one."""
    query = (
        select(records.c.iri, sources.c.name, records.c["class"], records.c.publisher)
        .join(sources, sources.c.id == records.c.source_id)
        .where(records.c.role == "record")
    )
    return map(RecordOfSource._make, read_in(connection, query, records.c.iri, iris))
