"""The publishers of stored records, and the class and publisher of records by source."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, func, select

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.terms import DCT, SKOS

from ..record.record import quads_of
from .reading import graph_bodies, read_in, read_pairs_in, read_values_in
from .secret_words import is_secret
from .tables import links, records, sources

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,34}")
"""A code that can be the name of a folder: those of agencies can, the new form and the old one."""
_CODES: Final = (DCT.identifier, SKOS.notation)
_LAST_PART: Final = re.compile(r"[^/#:]*\Z")


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


def agency_code(iri: str, nquads: bytes) -> str | None:
    """The code of a publisher by its graph; None if it says none, or several."""
    stated = [
        (_CODES.index(predicate), value.value)
        for subject, predicate, value, _ in quads_of(nquads)
        if predicate in _CODES and subject.value == iri and _CODE.fullmatch(value.value)
    ]
    best = {code for rank, code in stated if rank == min(stated)[0]}
    return best.pop() if len(best) == 1 else None


def code_without_description(iri: str) -> str:
    """The code of a publisher that has none of its own: eight hex digits of its IRI."""
    return hashlib.sha256(iri.encode()).hexdigest()[:8]


def resolve_publishers(connection: Connection, names: Collection[str]) -> Mapping[str, str]:
    """The IRI of each publisher that is named by it or by a code; see `publishers_named`.

    Raises:
        UnknownNameError: there is no such publisher, or several have that code.
    """
    found = publishers_named(connection, names)
    for name, iris in found.items():
        if len(iris) > 1:
            raise UnknownNameError(ErrorsText.PUBLISHER_AMBIGUOUS, name, iris)
    return {name: iri for name, iris in found.items() for iri in iris}


def publishers_named(connection: Connection, names: Collection[str]) -> Mapping[str, frozenset[str]]:
    """The IRIs of the publishers that are named by each name, at least one: by its IRI, or by a code in any case.

    That is the code that a source states of it, the last part of its IRI, or the name of its folder in a feed. An IRI
    is known if anything in the registry ever had it.

    Raises:
        UnknownNameError: there is no such publisher.
    """
    iris = {name for name in names if ":" in name}
    for iri in sorted(iris - find_publishers(connection, iris)):
        raise UnknownNameError(ErrorsText.PUBLISHER_UNKNOWN, iri, publishers_of_records(connection))
    found = {iri: frozenset({iri}) for iri in iris}
    codes = set(names) - iris
    by_code = _publishers_by_code(connection) if codes else {}
    for code in sorted(codes):
        written = {one for one in by_code if one.casefold() == code.casefold()}
        named = {iri for one in written for iri in by_code[one]}
        if not named:
            named = {iri for some in by_code.values() for iri in some if code_without_description(iri) == code}
        if not named:
            raise UnknownNameError(ErrorsText.PUBLISHER_UNKNOWN, code, by_code)
        found[code] = frozenset(named)
    return found


def _publishers_by_code(connection: Connection) -> Mapping[str, set[str]]:
    """The IRIs of the publishers of records, by the codes that sources state of them and by their own last parts."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    iris = publishers_of_records(connection)
    versions = publisher_versions(connection, iris)
    graphs = graph_bodies(connection, [key for keys in versions.values() for key in keys])
    for iri in iris:
        stated = [agency_code(iri, graphs[key]) for key in versions.get(iri, ())]
        for code in (*stated, *_LAST_PART.findall(iri)):
            if code:
                found[code].add(iri)
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
